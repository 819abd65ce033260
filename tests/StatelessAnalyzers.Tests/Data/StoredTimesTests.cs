using StatelessAnalyzers.Data;
using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Tests.Rewriting;
using Xunit;

namespace StatelessAnalyzers.Tests.Data;

/// <summary>PostgreSQL keeps moments in universal time; what a client sends may be in any.</summary>
public class StoredTimesTests
{
    static string Code(string post) => $$"""
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.EntityFrameworkCore;

        public class Order
        {
            public int Id { get; set; }

            public string Customer { get; set; } = "";

            public DateTime PlacedAt { get; set; } = DateTime.UtcNow;
        }

        public class Orders
        {
            private readonly List<Order> _orders = new();

            public void Put(Order order) => _orders.Add(order);

            public void Put(int id, string customer) => _orders.Add(new Order { Id = id, Customer = customer });

            public Order? Find(int id) => _orders.Find(o => o.Id == id);
        }

        public class OrdersController(Orders orders) : ControllerBase
        {
            {{post}}
        }

        public static class Registrations
        {
            public static void AddShop(this WebApplicationBuilder builder) => builder.Services.AddDbContext<Shop>(options => options.UseNpgsql(builder.Configuration.GetConnectionString("Shop")));
        }

        public class Shop(DbContextOptions<Shop> options) : DbContext(options)
        {
        }
        """;

    const string Registered = "builder.Services.AddSingleton<Orders>();\nbuilder.AddShop();";

    [Theory]
    [InlineData("public void Post([FromBody] Order order) => orders.Put(order.Id, order.Customer);")]
    [InlineData("public IActionResult Post(Order order) { if (order.Customer.Length == 0) return BadRequest(); orders.Put(order.Id, order.Customer); return Ok(); }")]
    [InlineData("public void Post(int id, string customer) => orders.Put(new Order { Id = id, Customer = customer });")]
    public async Task What_a_client_sends_may_be_asked_for_its_parts(string post) =>
        Assert.Contains("DbSet<Order>", await FixRun<LongLivedState, KeepInTable>.FixAsync(Code(post), Registered), StringComparison.Ordinal);

    [Theory]
    [InlineData("public void Post([FromBody] Order order) => orders.Put(order);")]
    [InlineData("public void Post(Order order) { if (order.Id > 0) { var copy = order; orders.Put(copy); } }")]
    [InlineData("public void Post(Order order) => orders.Put(new Order { Id = order.Id, PlacedAt = order.PlacedAt });", "'Order.PlacedAt' is not always in universal time")]
    [InlineData("public void Post(string json) => orders.Put(System.Text.Json.JsonSerializer.Deserialize<Order>(json)!);")]
    public Task What_a_client_sends_may_not_be_stored(string post, string reason = "'Order.PlacedAt' may be a local time, which does not come back as it was") =>
        FixRun<LongLivedState, KeepInTable>.RefusesAsync(Code(post), reason, Registered);
}
