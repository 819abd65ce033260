using StatelessAnalyzers.Data;
using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Tests.Rewriting;
using Xunit;

namespace StatelessAnalyzers.Tests.Data;

/// <summary>Moments of records in DynamoDB: in an attribute of their own where they are in universal time, else with what kind of time they are.</summary>
public class KeptTimesTests
{
    static Task<string> FixAsync(string time, string more = "") => FixRun<LongLivedState, KeepInTable>.FixAsync($$"""
        public class Orders
        {
            readonly Dictionary<int, Order> orders = new();

            public void Put(Order order) => orders[order.Id] = order;

            public Order? Find(int id) => orders.GetValueOrDefault(id);

            public List<Order> Since(DateTime time) => orders.Values.Where(o => o.PlacedAt > time).OrderBy(o => o.PlacedAt).ToList();
        }

        public class Order
        {
            public int Id { get; set; }

            {{time}}
        }
        {{more}}
        """, "builder.Services.AddSingleton<Orders>();");

    [Theory]
    [InlineData("public DateTime PlacedAt { get; set; }", "DateTime")]
    [InlineData("public DateTime PlacedAt { get; set; } = DateTime.Now;", "DateTime")]
    [InlineData("public DateTime? PlacedAt { get; set; }", "DateTime?", "class Clock { public void Set(Order order, Orders orders) { order.PlacedAt = DateTime.Today; orders.Put(order); } }")]
    [InlineData("public required DateTime PlacedAt { get; init; }", "DateTime", "[Microsoft.AspNetCore.Mvc.ApiController] public class Api(Orders orders) : Microsoft.AspNetCore.Mvc.ControllerBase { [Microsoft.AspNetCore.Mvc.HttpPost] public void Post(Order order) => orders.Put(order); }")]
    public async Task A_time_that_may_be_local_keeps_its_kind(string time, string type, string more = "")
    {
        var code = await FixAsync(time, more);
        Assert.Contains($"    [DynamoDBProperty(typeof(JsonPropertyConverter<{type}>))]\n    {time}", code, StringComparison.Ordinal);
        Assert.Contains("(await dynamo.ScanAsync<Order>([]).GetRemainingAsync()).Where(o => o.PlacedAt > time).OrderBy(o => o.PlacedAt).ToList();", code, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public DateTime PlacedAt { get; set; } = DateTime.UtcNow;")]
    [InlineData("public DateTime? PlacedAt { get; set; }")]
    public async Task A_universal_time_has_an_attribute_of_its_own(string time) =>
        Assert.DoesNotContain("JsonPropertyConverter", await FixAsync(time), StringComparison.Ordinal);
}
