using System.Globalization;
using StatelessAnalyzers.EndToEnd;
using StatelessAnalyzers.ScaleOut;
using Xunit;

namespace StatelessAnalyzers.Behavior;

/// <summary>A database in a SQLite file that the fix of SLS4002 replaces by PostgreSQL.</summary>
public class SqliteTests(PackedPackage package)
{
    const string Program = """
        using Microsoft.EntityFrameworkCore;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddDbContext<ShopDb>(options => options.UseSqlite(builder.Configuration.GetConnectionString("Shop")));
        builder.Services.AddHealthChecks();
        var app = builder.Build();
        using (var scope = app.Services.CreateScope())
        {
            scope.ServiceProvider.GetRequiredService<ShopDb>().Database.EnsureCreated();
        }

        app.MapHealthChecks("/health");
        app.MapGet("/orders", async (ShopDb db) => await db.Orders.Include(o => o.Lines).ToListAsync());
        app.MapGet("/orders/of", async (string customer, ShopDb db) => await db.Orders.Where(o => o.Customer == customer && o.Placed > DateTime.UtcNow.AddDays(-1)).Select(o => o.Customer).ToListAsync());
        app.MapGet("/orders/like", async (string part, ShopDb db) => await db.Orders.CountAsync(o => o.Customer.Contains(part)));
        app.MapGet("/orders/{id:int}", async (int id, ShopDb db) => await db.Orders.FindAsync(id) is { } order ? Results.Ok(order.Customer) : Results.NotFound());
        app.MapPost("/orders/{customer}", async (string customer, decimal price, ShopDb db) =>
        {
            var order = new Order { Customer = customer, Lines = [new Line { Product = "pen", Price = price }, new Line { Product = "ink" }] };
            db.Orders.Add(order);
            await db.SaveChangesAsync();
            return order.Id;
        });
        app.MapPut("/orders/{id:int}/{customer}", async (int id, string customer, ShopDb db) => await db.Orders.Where(o => o.Id == id).ExecuteUpdateAsync(s => s.SetProperty(o => o.Customer, customer)));
        app.MapDelete("/orders/{id:int}", async (int id, ShopDb db) => await db.Orders.Where(o => o.Id == id).ExecuteDeleteAsync());
        app.Run();

        public class ShopDb(DbContextOptions<ShopDb> options) : DbContext(options)
        {
            public DbSet<Order> Orders => Set<Order>();
        }

        public class Order
        {
            public int Id { get; set; }

            public required string Customer { get; set; }

            [System.Text.Json.Serialization.JsonIgnore]
            public DateTime Placed { get; set; } = DateTime.UtcNow;

            public List<Line> Lines { get; set; } = [];
        }

        public class Line
        {
            public int Id { get; set; }

            public required string Product { get; set; }

            public decimal? Price { get; set; }
        }

        """;

    static async Task<List<string>> AskAsync(Func<string, object?, Task<string>> send)
    {
        var script = new Script(send);
        await script.SendAsync("GET /orders");
        await script.SendAsync("GET /orders/1");
        await script.SendAsync("POST /orders/Ann?price=79228162514264.3375");
        await script.SendAsync("POST /orders/ann?price=0");
        await script.SendAsync("POST /orders/%C3%85sa%20%E6%9D%B1?price=1.50");
        await script.SendAsync("GET /orders");
        await script.SendAsync("GET /orders/of?customer=Ann");
        await script.SendAsync("GET /orders/like?part=nn");
        await script.SendAsync("GET /orders/like?part=NN");
        await script.SendAsync("PUT /orders/2/Bob");
        await script.SendAsync("PUT /orders/9/Bob");
        await script.SendAsync("GET /orders/2");
        await script.SendAsync("DELETE /orders/1");
        await script.SendAsync("DELETE /orders/1");
        await script.SendAsync("GET /orders");
        return script.Answers;
    }

    [Fact]
    public async Task Fixed_code_answers_as_before_and_all_instances_have_the_same_records()
    {
        Installed.Require();
        var application = new Application(
            package, nameof(SqliteTests), "auto", """<PackageReference Include="Microsoft.EntityFrameworkCore.Sqlite" Version="10.0.0" />""", Program,
            "{\n  \"ConnectionStrings\": {\n    \"Shop\": \"Data Source=shop.db\"\n  }\n}\n");
        var expected = await application.AnswersBeforeAsync(AskAsync, new Dictionary<string, string>());
        await application.FixAsync("SLS4002");

        await using var postgres = new Postgres(Path.Combine(package.Folder, "postgres-for-sqlite"));
        await postgres.StartAsync("SELECT 1;");
        var settings = new Dictionary<string, string> { ["ConnectionStrings__Shop"] = postgres.ConnectionString };
        await using var first = await application.StartAsync(settings);
        await using var second = await application.StartAsync(settings);
        var turn = 0;
        Assert.Equal(expected, await AskAsync((request, content) => (turn++ % 2 == 0 ? first : second).SendAsync(request, content)));

        var added = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => (i % 2 == 0 ? first : second).SendAsync("POST /orders/c" + i.ToString(CultureInfo.InvariantCulture) + "?price=1")));
        Assert.Distinct(added);

        var before = await first.SendAsync("GET /orders");
        await first.KillAsync();
        await second.KillAsync();
        await using var third = await application.StartAsync(settings);
        Assert.Equal(before, await third.SendAsync("GET /orders"));
    }
}
