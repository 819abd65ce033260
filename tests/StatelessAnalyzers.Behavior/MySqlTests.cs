using System.Globalization;
using StatelessAnalyzers.EndToEnd;
using StatelessAnalyzers.ScaleOut;
using Xunit;

namespace StatelessAnalyzers.Behavior;

/// <summary>A database in a SQLite file, and records in memory beside it, that fixes move to MySQL with <c>stateless.database = mysql</c>.</summary>
public class MySqlTests(PackedPackage package)
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
        app.MapGet("/orders", async (ShopDb db) => await db.Orders.ToListAsync());
        app.MapGet("/orders/of", async (string customer, ShopDb db) => await db.Orders.Where(o => o.Customer == customer).Select(o => o.Id).ToListAsync());
        app.MapGet("/orders/like", async (string part, ShopDb db) => await db.Orders.CountAsync(o => o.Customer.Contains(part)));
        app.MapGet("/orders/{id:int}", async (int id, ShopDb db) => await db.Orders.FindAsync(id) is { } order ? Results.Ok(order.Customer) : Results.NotFound());
        app.MapPost("/orders/{customer}", async (string customer, decimal price, ShopDb db) =>
        {
            var order = new Order { Customer = customer, Price = price, Placed = new DateTime(2026, 2, 3, 4, 5, 6).AddMilliseconds(7) };
            db.Orders.Add(order);
            await db.SaveChangesAsync();
            return order.Id;
        });
        app.MapDelete("/orders/{id:int}", async (int id, ShopDb db) => await db.Orders.Where(o => o.Id == id).ExecuteDeleteAsync());

        var todos = new Dictionary<int, Todo>();
        var nextId = 1;
        app.MapGet("/todos", () => todos.Values);
        app.MapGet("/todos/{id:int}", (int id) => todos.TryGetValue(id, out var todo) ? Results.Ok(todo) : Results.NotFound());
        app.MapPost("/todos", (Todo todo) =>
        {
            todo.Id = nextId++;
            todos[todo.Id] = todo;
            return Results.Created($"/todos/{todo.Id}", todo);
        });
        app.MapDelete("/todos/{id:int}", (int id) => todos.Remove(id) ? Results.NoContent() : Results.NotFound());
        app.Run();

        public class ShopDb(DbContextOptions<ShopDb> options) : DbContext(options)
        {
            public DbSet<Order> Orders => Set<Order>();
        }

        public class Order
        {
            public int Id { get; set; }

            public required string Customer { get; set; }

            public decimal Price { get; set; }

            public DateTime Placed { get; set; }
        }

        public class Todo
        {
            public int Id { get; set; }

            public string Title { get; set; } = "";

            public bool IsDone { get; set; }
        }

        """;

    static async Task<List<string>> AskAsync(Func<string, object?, Task<string>> send)
    {
        var script = new Script(send);
        await script.SendAsync("GET /orders");
        await script.SendAsync("GET /orders/1");
        await script.SendAsync("POST /orders/Ann?price=79228162514.3375");
        await script.SendAsync("POST /orders/ann?price=0");
        await script.SendAsync("POST /orders/%C3%85sa%20%E6%9D%B1?price=1.50");
        await script.SendAsync("GET /orders");
        await script.SendAsync("GET /orders/of?customer=Ann");
        await script.SendAsync("GET /orders/of?customer=ANN");
        await script.SendAsync("GET /orders/like?part=nn");
        await script.SendAsync("GET /orders/like?part=NN");
        await script.SendAsync("DELETE /orders/1");
        await script.SendAsync("DELETE /orders/1");
        await script.SendAsync("GET /orders");
        await script.SendAsync("GET /todos/1");
        await script.SendAsync("POST /todos", new { Id = 7, Title = "Milk", IsDone = false });
        await script.SendAsync("POST /todos", new { Id = 0, Title = "Åsa \"Q\" 東京 😀 ", IsDone = true });
        await script.SendAsync("GET /todos/2");
        await script.SendAsync("DELETE /todos/1");
        await script.SendAsync("DELETE /todos/1");
        await script.SendAsync("GET /todos");
        return script.Answers;
    }

    [Fact]
    public async Task Fixed_code_answers_as_before_and_all_instances_have_the_same_records()
    {
        Installed.Require();
        Assert.SkipWhen(MariaDb.Missing is not null, MariaDb.Missing ?? "");
        var application = new Application(
            package, nameof(MySqlTests), "efcore\nstateless.database = mysql", """<PackageReference Include="Microsoft.EntityFrameworkCore.Sqlite" Version="9.0.0" />""", Program,
            "{\n  \"ConnectionStrings\": {\n    \"Shop\": \"Data Source=shop.db\"\n  }\n}\n");
        var expected = await application.AnswersBeforeAsync(AskAsync, new Dictionary<string, string>());
        await application.FixAsync("SLS4002", "SLS3004");
        Assert.Contains("UseMySql(", application.Program, StringComparison.Ordinal);

        await using var server = new MariaDb(Path.Combine(package.Folder, "mariadb"));
        await server.StartAsync();
        var settings = new Dictionary<string, string> { ["ConnectionStrings__Shop"] = server.ConnectionString("shop") };
        await using var first = await application.StartAsync(settings);
        await using var second = await application.StartAsync(settings);
        var turn = 0;
        Assert.Equal(expected, await AskAsync((request, content) => (turn++ % 2 == 0 ? first : second).SendAsync(request, content)));

        var added = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => (i % 2 == 0 ? first : second).SendAsync("POST /orders/c" + i.ToString(CultureInfo.InvariantCulture) + "?price=1")));
        Assert.Distinct(added);
        var before = await first.SendAsync("GET /todos");
        await first.KillAsync();
        await second.KillAsync();
        await using var third = await application.StartAsync(settings);
        Assert.Equal(before, await third.SendAsync("GET /todos"));
    }
}
