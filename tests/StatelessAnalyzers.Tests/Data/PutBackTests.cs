using StatelessAnalyzers.Data;
using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Tests.Rewriting;
using Xunit;

namespace StatelessAnalyzers.Tests.Data;

/// <summary>A record that is found, changed and put back under its key.</summary>
public class PutBackTests
{
    const string Order = """

        public class Order
        {
            public int Id { get; set; }

            public string Customer { get; set; } = "";

            public int Quantity { get; set; }
        }

        """;

    const string Uses = "    public void Put(Order order) => _orders[order.Id] = order;\n\n    public Order? Find(int id) => _orders.GetValueOrDefault(id);\n\n";

    const string Database = """
        public static class Registrations
        {
            public static void AddShop(this WebApplicationBuilder builder) => builder.Services.AddDbContext<ShopDb>(options => options.UseNpgsql(builder.Configuration.GetConnectionString("Shop")));
        }

        public class ShopDb(DbContextOptions<ShopDb> options) : DbContext(options);

        """;

    static string Orders(string members) => "using System.Collections.Concurrent;\n\npublic class Orders\n{\n    private readonly ConcurrentDictionary<int, Order> _orders = new();\n\n" + Uses + members + "\n}\n" + Order;

    static Task<string> FixAsync(string members, bool isDatabase = false) => FixRun<LongLivedState, KeepInTable>.FixAsync(
        (isDatabase ? "using Microsoft.EntityFrameworkCore;\n" : "") + Orders(members) + (isDatabase ? Database : ""), "builder.Services.AddSingleton<Orders>();" + (isDatabase ? "\nbuilder.AddShop();" : ""));

    static Task RefusesAsync(string members, string reason) => FixRun<LongLivedState, KeepInTable>.RefusesAsync(Orders(members), reason, "builder.Services.AddSingleton<Orders>();");

    [Theory]
    [InlineData("var order = _orders[id];", "_orders[id] = order;")]
    [InlineData("var order = _orders[id];", "_orders[order.Id] = order;")]
    [InlineData("if (!_orders.TryGetValue(id, out var order)) return;", "_orders[id] = order;")]
    [InlineData("var order = _orders.GetValueOrDefault(id); if (order is null) return;", "_orders[order.Id] = order;")]
    [InlineData("var order = _orders[id];", "_orders.AddOrUpdate(order.Id, order, (_, _) => order);")]
    public async Task Saves_what_was_changed_and_no_more(string find, string put)
    {
        var code = await FixAsync($"    public void Rename(int id, string customer)\n    {{\n        {find}\n        order.Customer = customer;\n        // Back into the collection.\n        {put}\n    }}");
        Assert.Contains("        order.Customer = customer;\n        await UpdateItemAsync(_dynamo, order, nameof(Order.Id), nameof(Order.Customer));\n    }", code, StringComparison.Ordinal);
        Assert.DoesNotContain("_orders", code, StringComparison.Ordinal);
        Assert.Single(code.Split("SaveAsync(").Skip(1));
    }

    [Fact]
    public async Task A_context_saves_it_where_it_was_changed()
    {
        var code = await FixAsync("    public void Rename(int id, string customer)\n    {\n        var order = _orders[id];\n        order.Customer = customer;\n        _orders[id] = order;\n    }", isDatabase: true);
        Assert.Contains("        order.Customer = customer;\n        await db.SaveChangesAsync();\n    }", code, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("var order = _orders[id]; order.Quantity += 1; _orders[id] = order;", "to a value made of what was read")]
    [InlineData("var order = _orders[id]; order.Id = id + 1; _orders[id] = order;", "no property of 'Order' is shown to be the key")]
    [InlineData("var order = _orders[id]; id++; order.Quantity = 1; _orders[id] = order;", "no property of 'Order' is shown to be the key")]
    [InlineData("var order = _orders[id]; order = new Order { Id = id }; order.Quantity = 1; _orders[id] = order;", "no property of 'Order' is shown to be the key")]
    [InlineData("var order = _orders[id]; order.Quantity = 1; _orders[id + 1] = order;", "no property of 'Order' is shown to be the key")]
    [InlineData("var order = _orders[id]; order.Quantity = 1; var kept = _orders[id] = order;", "has no counterpart")]
    [InlineData("var order = _orders[id]; order.Quantity = 1; if (id > 0) _orders[id] = order;", "is made of the one that it replaces")]
    public Task Anything_else_is_refused(string statements, string reason) =>
        RefusesAsync($"    public void Change(int id)\n    {{\n        {statements}\n    }}", reason);
}
