using Microsoft.CodeAnalysis.Testing;
using StatelessAnalyzers.Data;
using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Tests.Rewriting;
using Xunit;

namespace StatelessAnalyzers.Tests.Data;

/// <summary>What <see cref="KeepInTable"/> and <see cref="KeepCapturedInTable"/> do where the solution has a <c>DbContext</c>.</summary>
public class KeepInDatabaseTests
{
    [Fact]
    public Task A_singleton_opens_a_scope_in_each_method() => new FixTest<LongLivedState, KeepInTable>
    {
        Code = """
            using Microsoft.EntityFrameworkCore;
            using System.Collections.Concurrent;

            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddSingleton<Orders>();
            builder.Services.AddDbContext<ShopDb>(options => options.UseNpgsql(builder.Configuration.GetConnectionString("Shop")));
            builder.Build().Run();

            // An order of a customer.
            public class Order
            {
                public required Guid Id { get; init; }

                public string Customer { get; set; } = "";

                public decimal Total { get; set; }
            }

            public class Orders
            {
                private readonly ConcurrentDictionary<Guid, Order> {|SLS4003:_orders|} = new();

                public void Save(Order order) => _orders[order.Id] = order;

                public bool TryAdd(Order order)
                {
                    if (_orders.ContainsKey(order.Id))
                        return false;
                    _orders[order.Id] = order;
                    return true;
                }

                public Order? Find(Guid id) => _orders.GetValueOrDefault(id);

                public Order Get(Guid id, CancellationToken cancellationToken) => _orders[id];

                public string CustomerOf(Guid id) => _orders.TryGetValue(id, out var order) ? order.Customer : "nobody";

                public bool Remove(Guid id) => _orders.TryRemove(id, out _);

                public void Forget(Guid id) => _orders.TryRemove(id, out _);

                public string Take(Guid id)
                {
                    return "";
                }

                public IReadOnlyList<Order> Of(string customer) => _orders.Values.Where(o => o.Customer == customer).OrderByDescending(o => o.Total).ToList();

                public List<Order> All() => _orders.Values.ToList();

                public int Count => 0;

                public int CountAll() => _orders.Count;
            }

            public class ShopDb(DbContextOptions<ShopDb> options) : DbContext(options)
            {
                public DbSet<Product> Products => Set<Product>();
            }

            public class Product
            {
                public int Id { get; set; }
            }
            """,
        Fixed = """
            using Microsoft.EntityFrameworkCore;
            using System.ComponentModel.DataAnnotations.Schema;

            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddSingleton<Orders>();
            builder.Services.AddDbContext<ShopDb>(options => options.UseNpgsql(builder.Configuration.GetConnectionString("Shop")));
            builder.Build().Run();

            // An order of a customer.
            public class Order
            {
                [DatabaseGenerated(DatabaseGeneratedOption.None)]
                public required Guid Id { get; init; }

                public string Customer { get; set; } = "";

                public decimal Total { get; set; }
            }

            public class Orders(IServiceScopeFactory scopes)
            {
                public async Task Save(Order order)
                {
                    await using var scope = scopes.CreateAsyncScope();
                    var db = scope.ServiceProvider.GetRequiredService<ShopDb>();
                    if (await db.Orders.FindAsync(order.Id) is { } stored)
                    {
                        db.Entry(stored).CurrentValues.SetValues(order);
                    }
                    else
                    {
                        db.Orders.Add(order);
                    }
                    await db.SaveChangesAsync();
                }

                public async Task<bool> TryAdd(Order order)
                {
                    await using var scope = scopes.CreateAsyncScope();
                    var db = scope.ServiceProvider.GetRequiredService<ShopDb>();
                    if (await db.Orders.AnyAsync(o => o.Id == order.Id))
                        return false;
                    if (await db.Orders.FindAsync(order.Id) is { } stored)
                    {
                        db.Entry(stored).CurrentValues.SetValues(order);
                    }
                    else
                    {
                        db.Orders.Add(order);
                    }
                    await db.SaveChangesAsync();
                    return true;
                }

                public async Task<Order?> Find(Guid id)
                {
                    await using var scope = scopes.CreateAsyncScope();
                    var db = scope.ServiceProvider.GetRequiredService<ShopDb>();
                    return await db.Orders.FindAsync(id);
                }

                public async Task<Order> Get(Guid id, CancellationToken cancellationToken)
                {
                    await using var scope = scopes.CreateAsyncScope();
                    var db = scope.ServiceProvider.GetRequiredService<ShopDb>();
                    return await db.Orders.FirstOrDefaultAsync(o => o.Id == id, cancellationToken) ?? throw new KeyNotFoundException();
                }

                public async Task<string> CustomerOf(Guid id)
                {
                    await using var scope = scopes.CreateAsyncScope();
                    var db = scope.ServiceProvider.GetRequiredService<ShopDb>();
                    return await db.Orders.FindAsync(id) is { } order ? order.Customer : "nobody";
                }

                public async Task<bool> Remove(Guid id)
                {
                    await using var scope = scopes.CreateAsyncScope();
                    var db = scope.ServiceProvider.GetRequiredService<ShopDb>();
                    return await db.Orders.Where(o => o.Id == id).ExecuteDeleteAsync() > 0;
                }

                public async Task Forget(Guid id)
                {
                    await using var scope = scopes.CreateAsyncScope();
                    var db = scope.ServiceProvider.GetRequiredService<ShopDb>();
                    await db.Orders.Where(o => o.Id == id).ExecuteDeleteAsync();
                }

                public string Take(Guid id)
                {
                    return "";
                }

                public async Task<IReadOnlyList<Order>> Of(string customer)
                {
                    await using var scope = scopes.CreateAsyncScope();
                    var db = scope.ServiceProvider.GetRequiredService<ShopDb>();
                    return (await db.Orders.Where(o => o.Customer == customer).ToListAsync()).OrderByDescending(o => o.Total).ToList();
                }

                public async Task<List<Order>> All()
                {
                    await using var scope = scopes.CreateAsyncScope();
                    var db = scope.ServiceProvider.GetRequiredService<ShopDb>();
                    return await db.Orders.ToListAsync();
                }

                public int Count => 0;

                public async Task<int> CountAll()
                {
                    await using var scope = scopes.CreateAsyncScope();
                    var db = scope.ServiceProvider.GetRequiredService<ShopDb>();
                    return await db.Orders.CountAsync();
                }
            }

            public class ShopDb(DbContextOptions<ShopDb> options) : DbContext(options)
            {
                public DbSet<Product> Products => Set<Product>();

                public DbSet<Order> Orders => Set<Order>();
            }

            public class Product
            {
                public int Id { get; set; }
            }
            """,
    }.RunAsync();

    [Fact]
    public Task A_controller_is_given_the_context_and_the_database_hands_out_the_keys() => new FixTest<LongLivedState, KeepInTable>
    {
        Code = """
            using Microsoft.EntityFrameworkCore;
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddControllers();
            builder.Services.AddDbContext<ShopDb>(options => options.UseNpgsql(builder.Configuration.GetConnectionString("Shop")));
            var app = builder.Build();
            app.MapControllers();
            app.Run();

            public record Note(int Id, string Text);

            public class NotesController : Microsoft.AspNetCore.Mvc.ControllerBase
            {
                private static readonly List<Note> {|SLS4003:_notes|} = [];
                private static readonly object _gate = new();

                public Microsoft.AspNetCore.Mvc.ActionResult<IEnumerable<Note>> Get(string text)
                {
                    return Ok(_notes.Where(n => n.Text == text));
                }

                public Microsoft.AspNetCore.Mvc.IActionResult Post(string text)
                {
                    lock (_gate)
                    {
                        var id = _notes.Any() ? _notes.Max(n => n.Id) + 1 : 1;
                        var note = new Note(id, text);
                        _notes.Add(note);
                        return Ok(note);
                    }
                }

                public Microsoft.AspNetCore.Mvc.IActionResult Delete(int id)
                {
                    var note = _notes.Find(n => n.Id == id);
                    if (note == null)
                        return NotFound();
                    _notes.Remove(note);
                    return NoContent();
                }
            }

            public class ShopDb(DbContextOptions<ShopDb> options) : DbContext(options)
            {
                public DbSet<Product> Products => Set<Product>();
            }

            public class Product
            {
                public int Id { get; set; }
            }
            """,
        Fixed = """
            using Microsoft.EntityFrameworkCore;
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddControllers();
            builder.Services.AddDbContext<ShopDb>(options => options.UseNpgsql(builder.Configuration.GetConnectionString("Shop")));
            var app = builder.Build();
            app.MapControllers();
            app.Run();

            public record Note(int Id, string Text);

            public class NotesController(ShopDb db) : Microsoft.AspNetCore.Mvc.ControllerBase
            {
                public async Task<Microsoft.AspNetCore.Mvc.ActionResult<IEnumerable<Note>>> Get(string text)
                {
                    return Ok(await db.Notes.Where(n => n.Text == text).ToListAsync(HttpContext.RequestAborted));
                }

                public async Task<Microsoft.AspNetCore.Mvc.IActionResult> Post(string text)
                {
                    var note = new Note(0, text);
                    db.Notes.Add(note);
                    await db.SaveChangesAsync();
                    return Ok(note);
                }

                public async Task<Microsoft.AspNetCore.Mvc.IActionResult> Delete(int id)
                {
                    var note = await db.Notes.FirstOrDefaultAsync(n => n.Id == id, HttpContext.RequestAborted);
                    if (note == null)
                        return NotFound();
                    await db.Notes.Where(n2 => n2.Id == note.Id).ExecuteDeleteAsync();
                    return NoContent();
                }
            }

            public class ShopDb(DbContextOptions<ShopDb> options) : DbContext(options)
            {
                public DbSet<Product> Products => Set<Product>();

                public DbSet<Note> Notes => Set<Note>();
            }

            public class Product
            {
                public int Id { get; set; }
            }
            """,
    }.RunAsync();

    [Fact]
    public Task Handlers_are_given_the_context() => new FixTest<EndpointCaptures, KeepCapturedInTable>
    {
        Code = """
            using Microsoft.EntityFrameworkCore;
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddDbContext<ShopDb>(options => options.UseNpgsql(builder.Configuration.GetConnectionString("Shop")));
            var app = builder.Build();
            var {|SLS3004:todos|} = new Dictionary<int, Todo>();
            var {|SLS3004:nextId|} = 1;
            app.MapGet("/todos/{id:int}", (int id) => todos.TryGetValue(id, out var todo) ? Results.Ok(todo) : Results.NotFound());
            app.MapPost("/todos", (Todo todo) =>
            {
                todo.Id = nextId++;
                todos[todo.Id] = todo;
                return Results.Created($"/todos/{todo.Id}", todo);
            });
            app.MapGet("/todos", () => todos.Values);
            app.MapGet("/todos/open", () => todos.Values.Where(t => !t.IsDone).OrderBy(t => t.Title).ToList());
            app.MapGet("/todos/count", () => todos.Count);
            app.MapPut("/todos/{id:int}", (int id, Todo input) =>
            {
                if (!todos.TryGetValue(id, out var todo))
                    return Results.NotFound();
                todo.Title = input.Title;
                return Results.NoContent();
            });
            app.MapPut("/todos/{id:int}/all", (int id, Todo input) =>
            {
                if (!todos.ContainsKey(id))
                    return Results.NotFound();
                input.Id = id;
                todos[id] = input;
                return Results.NoContent();
            });
            app.MapDelete("/todos/{id:int}", (int id) => todos.Remove(id) ? Results.NoContent() : Results.NotFound());
            app.Run();

            public class Todo
            {
                public int Id { get; set; }

                public string Title { get; set; } = "";

                public bool IsDone { get; set; }
            }

            public class ShopDb(DbContextOptions<ShopDb> options) : DbContext(options)
            {
                public DbSet<Product> Products => Set<Product>();
            }

            public class Product
            {
                public int Id { get; set; }
            }
            """,
        Fixed = """
            using Microsoft.EntityFrameworkCore;
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddDbContext<ShopDb>(options => options.UseNpgsql(builder.Configuration.GetConnectionString("Shop")));
            var app = builder.Build();
            app.MapGet("/todos/{id:int}", async (int id, ShopDb db) => await db.Todos.FindAsync(id) is { } todo ? Results.Ok(todo) : Results.NotFound());
            app.MapPost("/todos", async (Todo todo, ShopDb db) =>
            {
                todo.Id = 0;
                db.Todos.Add(todo);
                await db.SaveChangesAsync();
                return Results.Created($"/todos/{todo.Id}", todo);
            });
            app.MapGet("/todos", async (ShopDb db) => await db.Todos.ToListAsync());
            app.MapGet("/todos/open", async (ShopDb db) => (await db.Todos.Where(t => !t.IsDone).ToListAsync()).OrderBy(t => t.Title).ToList());
            app.MapGet("/todos/count", async (ShopDb db) => await db.Todos.CountAsync());
            app.MapPut("/todos/{id:int}", async (int id, Todo input, ShopDb db) =>
            {
                if (await db.Todos.FindAsync(id) is not { } todo)
                    return Results.NotFound();
                todo.Title = input.Title;
                await db.SaveChangesAsync();
                return Results.NoContent();
            });
            app.MapPut("/todos/{id:int}/all", async (int id, Todo input, ShopDb db) =>
            {
                if (!await db.Todos.AnyAsync(t2 => t2.Id == id))
                    return Results.NotFound();
                input.Id = id;
                if (await db.Todos.FindAsync(input.Id) is { } stored)
                {
                    db.Entry(stored).CurrentValues.SetValues(input);
                }
                else
                {
                    db.Todos.Add(input);
                }
                await db.SaveChangesAsync();
                return Results.NoContent();
            });
            app.MapDelete("/todos/{id:int}", async (int id, ShopDb db) => (await db.Todos.Where(t3 => t3.Id == id).ExecuteDeleteAsync() > 0) ? Results.NoContent() : Results.NotFound());
            app.Run();

            public class Todo
            {
                public int Id { get; set; }

                public string Title { get; set; } = "";

                public bool IsDone { get; set; }
            }

            public class ShopDb(DbContextOptions<ShopDb> options) : DbContext(options)
            {
                public DbSet<Product> Products => Set<Product>();

                public DbSet<Todo> Todos => Set<Todo>();
            }

            public class Product
            {
                public int Id { get; set; }
            }
            """,
        // The finding is made where a handler captures the local, and stands at the local.
        CodeFixTestBehaviors = CodeFixTestBehaviors.SkipLocalDiagnosticCheck,
    }.RunAsync();

    [Fact]
    public Task TryAdd_answers_as_before() => new FixTest<LongLivedState, KeepInTable>
    {
        Code = """
            using System.Collections.Concurrent;
            using Microsoft.EntityFrameworkCore;

            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddDbContext<ShopDb>(options => options.UseNpgsql(builder.Configuration.GetConnectionString("Shop")));
            builder.Services.AddSingleton<Customers>();
            builder.Build().Run();

            public class ShopDb(DbContextOptions<ShopDb> options) : DbContext(options);

            public class Customer
            {
                public required string Code { get; init; }

                public string Name { get; set; } = "";
            }

            public class Customers
            {
                private readonly ConcurrentDictionary<string, Customer> {|SLS4003:_customers|} = new();

                public bool Add(Customer customer) => _customers.TryAdd(customer.Code, customer);

                public string NameOf(string code) => _customers.TryGetValue(code, out var customer) ? customer.Name : "nobody";
            }
            """,
        Fixed = """
            using System.ComponentModel.DataAnnotations;
            using Microsoft.EntityFrameworkCore;

            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddDbContext<ShopDb>(options => options.UseNpgsql(builder.Configuration.GetConnectionString("Shop")));
            builder.Services.AddSingleton<Customers>();
            builder.Build().Run();

            public class ShopDb(DbContextOptions<ShopDb> options) : DbContext(options)
            {
                public DbSet<Customer> Customers => Set<Customer>();
            }

            public class Customer
            {
                [Key]
                public required string Code { get; init; }

                public string Name { get; set; } = "";
            }

            public class Customers(IServiceScopeFactory scopes)
            {
                public async Task<bool> Add(Customer customer)
                {
                    await using var scope = scopes.CreateAsyncScope();
                    var db = scope.ServiceProvider.GetRequiredService<ShopDb>();
                    return await TryAddCustomerAsync(db, customer);
                }

                public async Task<string> NameOf(string code)
                {
                    await using var scope = scopes.CreateAsyncScope();
                    var db = scope.ServiceProvider.GetRequiredService<ShopDb>();
                    return await db.Customers.FindAsync(code) is { } customer ? customer.Name : "nobody";
                }

                private static async Task<bool> TryAddCustomerAsync(ShopDb db, Customer row)
                {
                    db.Customers.Add(row);
                    try
                    {
                        await db.SaveChangesAsync();
                        return true;
                    }
                    catch (DbUpdateException)
                    {
                        db.Entry(row).State = EntityState.Detached;
                        if (await db.Customers.AnyAsync(existing => existing.Code == row.Code))
                        {
                            return false;
                        }

                        throw;
                    }
                }
            }
            """,
    }.RunAsync();

    const string Program = """
        using Microsoft.EntityFrameworkCore;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton<Orders>();
        builder.Services.AddDbContext<ShopDb>(options => options.UseNpgsql("Host=localhost"));
        builder.Build().Run();

        public class ShopDb(DbContextOptions<ShopDb> options) : DbContext(options);

        public class Order
        {
            public int Id { get; set; }

            public string Customer { get; set; } = "";
        }

        public class Orders
        {
            private readonly List<Order> orders = [];
            private int last;

            public Order? Find(int id) => orders.Find(o => o.Id == id);

            public int Add(Order order)
            {
                order.Id = ++last;
                orders.Add(order);
                return order.Id;
            }
        }
        """;

    static async Task<Fixed> FixAsync(string program, string options = "") =>
        await FixRun<LongLivedState, KeepInTable>.RunAsync(new Workshop { References = [.. References.Everything, .. References.Databases.Where(r => r.Display!.EndsWith("EntityFrameworkCore.InMemory.dll", StringComparison.Ordinal))] }.Project("Web", [("Test.cs", program)], application: true, properties: options));

    [Theory]
    [InlineData("order.Id = ++last;", "order.Id = ++last;\n        Console.WriteLine(order.Id);\n        last %= 1000;", "is read in line 27 before the record is put in")]
    [InlineData("order.Id = ++last;", "var id = ++last;\n        Console.WriteLine(id);\n        order.Id = id;\n        last %= 1000;", "is used before the database could hand it out")]
    [InlineData("private int last;", "private int last;\n\n    public void Reset() => last = 0;", "'last' counts more than the keys of the records")]
    [InlineData("public int Add(", "public void Import(Order order) => orders.Add(order);\n\n    public void Reset() => last = 0;\n\n    public int Add(", "puts in a record under a key of its own, beside keys that are counted")]
    [InlineData("public string Customer", "public DateTime PlacedAt { get; set; }\n\n    public string Customer", "'Order.PlacedAt' may be left without a time")]
    [InlineData("public string Customer", "public List<string> Lines { get; set; } = [];\n\n    public string Customer", "'Order.Lines' is a 'List<string>'")]
    [InlineData(": DbContext(options);", ": DbContext(options)\n{\n    public DbSet<Order> Placed => Set<Order>();\n}", "'ShopDb' has a set of 'Order' already")]
    [InlineData("builder.Services.AddDbContext<ShopDb>(options => options.UseNpgsql(\"Host=localhost\"));", "", "'ShopDb' is not registered")]
    [InlineData(".UseNpgsql(\"Host=localhost\")", ".UseApplicationServiceProvider(null)", "'ShopDb' is not known to be on PostgreSQL")]
    [InlineData(".UseNpgsql(\"Host=localhost\")", ".UseInMemoryDatabase(Guid.NewGuid().ToString())", "a name that is made at run time")]
    public async Task What_the_context_cannot_take_is_refused(string code, string by, string reason)
    {
        var result = await FixAsync(Program.Replace(code, by, StringComparison.Ordinal));
        Assert.Equal(0, result.Applied);
        Assert.Contains(reason, Assert.Single(result.Refused), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_several_contexts_none_is_taken()
    {
        var several = Program.Replace(": DbContext(options);", ": DbContext(options);\n\npublic class OtherDb(DbContextOptions<OtherDb> options) : DbContext(options);", StringComparison.Ordinal);
        Assert.Equal("the solution has several DbContexts", Assert.Single((await FixAsync(several, "stateless.data_store = efcore")).Refused));
        Assert.Contains("StringIncrementAsync(\"Orders.last\")", (await FixAsync(several)).Text("/0/Web/Test.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_solution_without_a_context_is_refused_where_the_option_wants_one()
    {
        var result = await FixAsync(Program.Replace("public class ShopDb(DbContextOptions<ShopDb> options) : DbContext(options);", "", StringComparison.Ordinal).Replace("builder.Services.AddDbContext<ShopDb>(options => options.UseNpgsql(\"Host=localhost\"));", "", StringComparison.Ordinal), "stateless.data_store = efcore");
        Assert.Equal("the solution has no DbContext", Assert.Single(result.Refused));
    }

    [Fact]
    public async Task The_context_of_the_solution_is_taken_unless_the_option_says_otherwise()
    {
        var guids = Program.Replace("int Id", "Guid Id", StringComparison.Ordinal).Replace("int id", "Guid id", StringComparison.Ordinal).Replace("    private int last;\n", "", StringComparison.Ordinal)
            .Replace("order.Id = ++last;", "order.Id = Guid.NewGuid();", StringComparison.Ordinal).Replace("int Add", "Guid Add", StringComparison.Ordinal);
        Assert.Contains("db.Orders.Add(order);", (await FixAsync(guids)).Text("/0/Web/Test.cs"), StringComparison.Ordinal);
        Assert.Contains("LoadAsync<Order>(id)", (await FixAsync(guids, "stateless.data_store = dynamodb")).Text("/0/Web/Test.cs"), StringComparison.Ordinal);
    }
}
