using System.Globalization;
using System.Text.RegularExpressions;
using StatelessAnalyzers.EndToEnd;
using StatelessAnalyzers.ScaleOut;
using Xunit;

namespace StatelessAnalyzers.Behavior;

/// <summary>Records that the fixes of SLS4003, SLS4004 and SLS3004 move to PostgreSQL, through the application's <c>DbContext</c>.</summary>
public class DatabaseTests(PackedPackage package)
{
    const string Program = """
        using System.Collections.Concurrent;
        using Microsoft.EntityFrameworkCore;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddDbContext<ShopDb>(options => options.UseNpgsql(builder.Configuration.GetConnectionString("Shop")));
        builder.Services.AddSingleton<Orders>();
        builder.Services.AddSingleton<Customers>();
        builder.Services.AddHealthChecks();
        var app = builder.Build();
        app.MapHealthChecks("/health");

        var todos = new Dictionary<int, Todo>();
        var nextId = 1;
        app.MapGet("/todos", () => todos.Values);
        app.MapGet("/todos/open", (string title) => todos.Values.Where(t => !t.IsDone && t.Title != title).OrderBy(t => t.Title).ToList());
        app.MapGet("/todos/count", () => todos.Count);
        app.MapGet("/todos/{id:int}", (int id) => todos.TryGetValue(id, out var todo) ? Results.Ok(todo) : Results.NotFound());
        app.MapPost("/todos", (Todo todo) =>
        {
            todo.Id = nextId++;
            todos[todo.Id] = todo;
            return Results.Created($"/todos/{todo.Id}", todo);
        });
        app.MapPut("/todos/{id:int}", (int id, Todo input) =>
        {
            if (!todos.TryGetValue(id, out var todo))
                return Results.NotFound();
            todo.Title = input.Title;
            todo.IsDone = input.IsDone;
            return Results.Ok(todo);
        });
        app.MapPut("/todos/{id:int}/done", (int id) =>
        {
            if (todos.TryGetValue(id, out var todo))
            {
                todo.IsDone = true;
            }

            return Results.NoContent();
        });
        app.MapPut("/todos/{id:int}/whole", (int id, Todo input) =>
        {
            if (!todos.ContainsKey(id))
                return Results.NotFound();
            input.Id = id;
            todos[id] = input;
            return Results.NoContent();
        });
        app.MapDelete("/todos/{id:int}", (int id) => todos.Remove(id) ? Results.NoContent() : Results.NotFound());

        app.MapGet("/orders", async (Orders orders) => orders.All());
        app.MapGet("/orders/of", async (string? customer, Orders orders) => orders.Of(customer));
        app.MapGet("/orders/large", async (Orders orders) => orders.Large());
        app.MapGet("/orders/{id:int}", async (int id, Orders orders) => orders.Find(id) is { } order ? Results.Ok(order) : Results.NotFound());
        app.MapPost("/orders", async (Order order, Orders orders) => orders.Place(order.Customer, order.Total, order.State));
        app.MapPut("/orders/{id:int}/pay", async (int id, Orders orders) => orders.Pay(id));
        app.MapDelete("/orders/{id:int}", async (int id, Orders orders) => orders.Cancel(id));

        app.MapGet("/customers", async (Customers customers) => customers.All());
        app.MapGet("/customers/{code}", async (string code, Customers customers) => customers.NameOf(code));
        app.MapPut("/customers", async (Customer customer, Customers customers) => customers.Put(customer));
        app.MapPost("/customers", async (Customer customer, Customers customers) => customers.Add(customer));
        app.MapDelete("/customers/{code}", async (string code, Customers customers) => customers.Remove(code));
        app.Run();

        public class ShopDb(DbContextOptions<ShopDb> options) : DbContext(options);

        public class Todo
        {
            public int Id { get; set; }

            public string Title { get; set; } = "";

            public bool IsDone { get; set; }
        }

        public enum State { Placed, Paid }

        public record Order(int Id, string? Customer, decimal Total, State State);

        public class Orders
        {
            private static readonly List<Order> _orders = new();
            private static readonly object _gate = new();

            public IReadOnlyList<Order> All()
            {
                lock (_gate)
                {
                    return _orders.ToList();
                }
            }

            public IEnumerable<Order> Of(string? customer) => _orders.Where(o => o.Customer == customer && o.State == State.Placed);

            public int Large() => _orders.Count(o => o.Total >= 100m);

            public Order? Find(int id) => _orders.Find(o => o.Id == id);

            public Order Place(string? customer, decimal total, State state)
            {
                lock (_gate)
                {
                    var id = _orders.Any() ? _orders.Max(o => o.Id) + 1 : 1;
                    var order = new Order(id, customer, total, state);
                    _orders.Add(order);
                    return order;
                }
            }

            public bool Pay(int id)
            {
                var index = _orders.FindIndex(o => o.Id == id);
                if (index < 0)
                {
                    return false;
                }

                _orders[index] = _orders[index] with { State = State.Paid };
                return true;
            }

            public bool Cancel(int id)
            {
                var order = _orders.FirstOrDefault(o => o.Id == id);
                if (order is null)
                {
                    return false;
                }

                _orders.Remove(order);
                return true;
            }
        }

        public class Customer
        {
            public required string Code { get; init; }

            public string Name { get; set; } = "";

            public Guid? Sponsor { get; set; }
        }

        public class Customers
        {
            private readonly ConcurrentDictionary<string, Customer> _customers = new();

            public IEnumerable<Customer> All() => _customers.Values;

            public string NameOf(string code) => _customers.TryGetValue(code, out var customer) ? customer.Name : "nobody";

            public void Put(Customer customer) => _customers[customer.Code] = customer;

            public bool Add(Customer customer) => _customers.TryAdd(customer.Code, customer);

            public bool Remove(string code) => _customers.TryRemove(code, out _);
        }

        """;

    // As `dotnet ef migrations script` would have it.
    const string Schema = """
        CREATE TABLE "Todos" ("Id" integer GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, "Title" text NOT NULL, "IsDone" boolean NOT NULL);
        CREATE TABLE "Orders" ("Id" integer GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, "Customer" text, "Total" numeric NOT NULL, "State" integer NOT NULL);
        CREATE TABLE "Customers" ("Code" text PRIMARY KEY, "Name" text NOT NULL, "Sponsor" uuid);
        """;

    static object Todo(string title, bool isDone = false, int id = 0) => new { Id = id, Title = title, IsDone = isDone };

    static object Order(string? customer, decimal total, int state = 0) => new { Id = 0, Customer = customer, Total = total, State = state };

    static object Customer(string code, string name, Guid? sponsor = null) => new { Code = code, Name = name, Sponsor = sponsor };

    static async Task<List<string>> AskAsync(Func<string, object?, Task<string>> send)
    {
        var script = new Script(send);
        await script.SendAsync("GET /todos");
        await script.SendAsync("GET /todos/1");
        await script.SendAsync("POST /todos", Todo("Milk", id: 77));
        await script.SendAsync("POST /todos", Todo("", isDone: true));
        await script.SendAsync("POST /todos", Todo("Åsa \"Q\" 東京"));
        await script.SendAsync("GET /todos/count");
        await script.SendAsync("GET /todos/open?title=Milk");
        await script.SendAsync("PUT /todos/1", Todo("Oat milk", isDone: true, id: 5));
        await script.SendAsync("PUT /todos/9", Todo("Nobody"));
        await script.SendAsync("PUT /todos/3/done");
        await script.SendAsync("PUT /todos/9/done");
        await script.SendAsync("PUT /todos/2/whole", Todo("All new", id: 8));
        await script.SendAsync("PUT /todos/9/whole", Todo("Nobody"));
        foreach (var id in new[] { 1, 2, 3, 5, 8, 77 })
            await script.SendAsync($"GET /todos/{id}");
        await script.SendAsync("DELETE /todos/1");
        await script.SendAsync("DELETE /todos/1");
        await script.SendAsync("GET /todos");
        await script.SendAsync("POST /todos", Todo("After"));

        await script.SendAsync("POST /orders", Order("Ann", 99.99m));
        await script.SendAsync("POST /orders", Order("Ann", 100.00m, 1));
        await script.SendAsync("POST /orders", Order(null, 79228162514264337593543950335m));
        await script.SendAsync("GET /orders");
        await script.SendAsync("GET /orders/of?customer=Ann");
        await script.SendAsync("GET /orders/of");
        await script.SendAsync("GET /orders/large");
        await script.SendAsync("PUT /orders/1/pay");
        await script.SendAsync("PUT /orders/20/pay");
        await script.SendAsync("GET /orders/1");
        await script.SendAsync("GET /orders/2");
        await script.SendAsync("GET /orders/20");
        await script.SendAsync("DELETE /orders/2");
        await script.SendAsync("DELETE /orders/2");
        await script.SendAsync("GET /orders");

        await script.SendAsync("PUT /customers", Customer("a", "Ann", new Guid(1, 2, 3, new byte[8])));
        await script.SendAsync("PUT /customers", Customer("a", "Anna"));
        await script.SendAsync("POST /customers", Customer("a", "Another"));
        await script.SendAsync("POST /customers", Customer("A", "Capital"));
        await script.SendAsync("GET /customers");
        await script.SendAsync("GET /customers/a");
        await script.SendAsync("GET /customers/b");
        await script.SendAsync("DELETE /customers/a");
        await script.SendAsync("DELETE /customers/a");
        await script.SendAsync("GET /customers");
        await RecordFiles.AskAsync(script);
        return script.Answers;
    }

    [Fact]
    public async Task Fixed_code_answers_as_before_and_all_instances_have_the_same_records()
    {
        Installed.Require();
        var application = new Application(package, nameof(DatabaseTests), "efcore", """<PackageReference Include="Npgsql.EntityFrameworkCore.PostgreSQL" Version="10.0.0" />""", RecordFiles.In(Program));
        var expected = await application.AnswersBeforeAsync(AskAsync, new Dictionary<string, string>());
        await application.FixAsync("SLS3004", "SLS4003", "SLS4004");

        await using var postgres = new Postgres(Path.Combine(package.Folder, "postgres"));
        await postgres.StartAsync(Schema + RecordFiles.Schema);
        var settings = new Dictionary<string, string> { ["ConnectionStrings__Shop"] = postgres.ConnectionString };
        await using var first = await application.StartAsync(settings);
        await using var second = await application.StartAsync(settings);

        // Each request goes to the other instance than the one before.
        var turn = 0;
        Assert.Equal(expected, await AskAsync((request, content) => (turn++ % 2 == 0 ? first : second).SendAsync(request, content)));

        // What two instances add at once is all there, each under an id of its own, and of one key only one is added.
        var added = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => (i % 2 == 0 ? first : second).SendAsync("POST /todos", Todo("t" + i.ToString(CultureInfo.InvariantCulture)))));
        Assert.All(added, a => Assert.StartsWith("201", a, StringComparison.Ordinal));
        Assert.Distinct(added.Select(a => Regex.Match(a, "\"id\":(\\d+)").Value));
        var placed = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => (i % 2 == 0 ? first : second).SendAsync("POST /orders", Order("c", i))));
        Assert.Distinct(placed.Select(a => Regex.Match(a, "\"id\":(\\d+)").Value));
        var tried = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => (i % 2 == 0 ? first : second).SendAsync("POST /customers", Customer("same", "Copy " + i.ToString(CultureInfo.InvariantCulture)))));
        Assert.Single(tried, "200 true");
        Assert.Equal(19, tried.Count(t => t == "200 false"));

        await RecordFiles.AssertNothingLostAsync(first, second);

        // Nothing is lost with an instance.
        var before = await first.SendAsync("GET /todos");
        await first.KillAsync();
        await second.KillAsync();
        await using var third = await application.StartAsync(settings);
        Assert.Equal(before, await third.SendAsync("GET /todos"));
        Assert.Equal("200 43", await third.SendAsync("GET /todos/count"));
    }
}
