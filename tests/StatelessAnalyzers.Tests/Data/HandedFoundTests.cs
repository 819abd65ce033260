using StatelessAnalyzers.Data;
using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Tests.Rewriting;
using Xunit;

namespace StatelessAnalyzers.Tests.Data;

/// <summary>Records that are handed to methods of libraries which set what is in them: mappers, patches, the binding of models, reflection.</summary>
public class HandedFoundTests
{
    static string Orders(string members) => $$"""
        using System.Reflection;
        using Microsoft.AspNetCore.Mvc;

        public class Orders
        {
            readonly Dictionary<int, Order> orders = new();

            public void Put(Order order) => orders[order.Id] = order;

            public Order? Find(int id) => orders.GetValueOrDefault(id);
        }

        [ApiController]
        public class OrdersController(Orders orders, PropertyInfo property) : ControllerBase
        {
            {{members}}

            void Set(Order order) => property.SetValue(order, "");
        }

        public class Order
        {
            public int Id { get; set; }

            public string Customer { get; set; } = "";
        }
        """;

    [Theory]
    [InlineData("[HttpPut] public void Rename(int id) { var order = orders.Find(id); property.SetValue(order, \"\"); }", "'SetValue' changes a record in Test.cs, line 16, and no code says what of it")]
    [InlineData("[HttpPut] public void Rename(int id) { if (orders.Find(id) is { } order) property.SetValue(order!, \"\", null); }", "'SetValue' changes a record")]
    [InlineData("[HttpPut] public void Rename(int id) { var order = orders.Find(id)!; property.SetValue(order, \"\"); orders.Put(order); }", "'SetValue' changes a record")]
    [InlineData("[HttpPut] public void Rename(int id) => property.SetValue(obj: orders.Find(id), value: \"\");", "'SetValue' changes a record")]
    [InlineData("[HttpPut] public async Task Rename(int id) { var order = orders.Find(id)!; await TryUpdateModelAsync(order); }", "'TryUpdateModelAsync' changes a record")]
    [InlineData("[HttpPut] public async Task Rename(int id) { var order = orders.Find(id)!; await TryUpdateModelAsync<Order>(order, \"\", o => o.Customer); }", "'TryUpdateModelAsync' changes a record")]
    public Task A_change_that_no_code_shows_is_refused(string action, string reason) => FixRun<LongLivedState, KeepInTable>.RefusesAsync(
        Orders(action).Replace("    void Set(Order order) => property.SetValue(order, \"\");\n", "", StringComparison.Ordinal), reason, "builder.Services.AddSingleton<Orders>();", References.Everything);

    [Fact]
    public Task A_method_that_makes_it_for_others_is_refused() =>
        FixRun<LongLivedState, KeepInTable>.RefusesAsync(Orders("[HttpPut] public void Rename(int id) => Set(orders.Find(id)!);"), "'SetValue' changes a record", "builder.Services.AddSingleton<Orders>();", References.Everything);

    [Theory]
    [InlineData("[HttpPost] public async Task Add() { var order = new Order(); await TryUpdateModelAsync(order); orders.Put(order); }")]
    [InlineData("[HttpPost] public void Add(Order order) { property.SetValue(order, \"\"); orders.Put(order); }")]
    [InlineData("[HttpGet] public object? Get(int id) => property.GetValue(orders.Find(id));")]
    [InlineData("[HttpGet] public ActionResult<Order> Get(int id) => Ok(orders.Find(id));")]
    public async Task What_happens_before_it_is_stored_or_only_reads_is_not(string action)
    {
        var result = await FixRun<LongLivedState, KeepInTable>.RunAsync(new Workshop { References = References.Everything }.Web(
            Orders(action).Replace("    void Set(Order order) => property.SetValue(order, \"\");\n", "", StringComparison.Ordinal), "builder.Services.AddSingleton<Orders>();"));
        Assert.Empty(result.Refused);
        Assert.Equal(1, result.Applied);
    }
}
