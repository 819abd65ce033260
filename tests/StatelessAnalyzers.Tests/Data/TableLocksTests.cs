using StatelessAnalyzers.Data;
using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Tests.Rewriting;
using Xunit;

namespace StatelessAnalyzers.Tests.Data;

public class TableLocksTests
{
    const string Locked = """
        public class Order
        {
            public int Id { get; set; }

            public string Customer { get; set; } = "";
        }

        public class Orders
        {
            private readonly List<Order> _orders = new();
            private readonly object _gate = new();

            public void Add(Order order)
            {
                lock (_gate)
                {
                    _orders.Add(order);
                }
            }

            public Order? Find(int id)
            {
                lock (_gate)
                {
                    return _orders.FirstOrDefault(o => o.Id == id);
                }
            }
        }

        """;

    [Fact]
    public async Task A_lock_in_a_file_of_two_frameworks_is_one()
    {
        var workshop = new Workshop { References = References.Everything };
        foreach (var framework in new[] { "net8.0", "net10.0" })
            workshop = workshop.Project($"Web({framework})", [("/0/Web/Orders.cs", Locked), ("/0/Web/Program.cs", Workshop.Registered("builder.Services.AddSingleton<Orders>();"))], application: true, file: "/0/Web/Web.csproj");
        var result = await FixRun<LongLivedState, KeepInTable>.RunAsync(workshop);
        Assert.Empty(result.Refused);
        Assert.DoesNotContain("lock", result.Text("/0/Web/Orders.cs"), StringComparison.Ordinal);
    }

    const string Cancel = """
        public bool Cancel(int id)
        {
            lock (_gate)
            {
                var order = _orders.FirstOrDefault(o => o.Id == id);
                if (order == null)
                {
                    // nothing to do
                    return false;
                }

                order.IsCancelled = true;
                order.Note = string.Concat(
                    "by ",
                    "hand");
                return true;
            }
        }
        """;

    static string Orders(string members, string more = "") => $$"""
        {{(more.Length > 0 ? "using Microsoft.EntityFrameworkCore;" : "using System.Text;")}}

        public class Order
        {
            public int Id { get; set; }

            public string Note { get; set; } = "";

            public bool IsCancelled { get; set; }
        }

        public class Orders
        {
            private readonly List<Order> _orders = new();
            private readonly object _gate = new();

            public void Add(Order order) => _orders.Add(order);

        {{string.Join('\n', members.Split('\n').Select(l => l.Length == 0 ? l : "    " + l))}}
        }
        {{more}}

        """.ReplaceLineEndings("\n");

    const string Context = "\npublic static class Registrations\n{\n    public static void AddShop(this WebApplicationBuilder builder) => builder.Services.AddDbContext<Shop>(options => options.UseNpgsql(builder.Configuration.GetConnectionString(\"Shop\")));\n}\n\npublic class Shop(DbContextOptions<Shop> options) : DbContext(options)\n{\n}\n";

    static Task<string> FixAsync(string members, string context = "") =>
        FixRun<LongLivedState, KeepInTable>.FixAsync(Orders(members, context), "builder.Services.AddSingleton<Orders>();" + (context.Length > 0 ? "builder.AddShop();" : ""));

    [Theory]
    [InlineData("", "LoadAsync<Order>(id)", """
        await _dynamo.GetTargetTable<Order>().PutItemAsync(
                    _dynamo.ToDocument(order),
                    new PutItemOperationConfig { ConditionalExpression = new Expression { ExpressionStatement = "attribute_exists(Id)" } });
        """)]
    [InlineData(Context, "Orders.FirstOrDefaultAsync(o => o.Id == id)", "await db.SaveChangesAsync();")]
    public async Task A_change_under_a_lock_is_saved_where_the_lock_was(string context, string found, string saved)
    {
        var text = await FixAsync(Cancel, context);
        Assert.Contains($$"""
            {{found}};
                    if (order == null)
                    {
                        // nothing to do
                        return false;
                    }

                    order.IsCancelled = true;
                    order.Note = string.Concat(
                        "by ",
                        "hand");
                    {{saved}}
                    return true;
                }
            }

            """.ReplaceLineEndings("\n"), text, StringComparison.Ordinal);
        Assert.DoesNotContain("_gate", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_part_of_a_record_is_changed_alone_where_the_lock_was()
    {
        var text = await FixAsync("public void Cancel(int id)\n{\n    lock (_gate)\n    {\n        var order = _orders.First(o => o.Id == id);\n        order.IsCancelled = true;\n    }\n}");
        Assert.Contains("        order.IsCancelled = true;\n        await UpdateItemAsync(_dynamo, order, nameof(Order.Id), nameof(Order.IsCancelled));\n    }\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_under_a_semaphore_is_saved_where_it_was()
    {
        var text = await FixAsync("private readonly SemaphoreSlim _one = new(1);\n\npublic async Task Cancel(int id)\n{\n    await _one.WaitAsync();\n    try\n    {\n        if (_orders.Find(o => o.Id == id) is { } order)\n        {\n            order.IsCancelled = true;\n        }\n    }\n    finally\n    {\n        _one.Release();\n    }\n}");
        Assert.Contains("        if (await _dynamo.LoadAsync<Order>(id) is { } order)\n        {\n            order.IsCancelled = true;\n            await UpdateItemAsync(", text, StringComparison.Ordinal);
        Assert.DoesNotContain("_one", text, StringComparison.Ordinal);
    }

    // Another instance may have changed it between looking and saving, which the lock ruled out.
    [Theory]
    [InlineData("var order = _orders.Find(o => o.Id == id); if (order is null || order.IsCancelled) return false; order.IsCancelled = true; return true;")]
    [InlineData("var order = _orders.Find(o => o.Id == id); if (order is null) return false; if (order.Note == \"\") { order.IsCancelled = true; } return true;")]
    [InlineData("var order = _orders.Find(o => o.Id == id)!; Check(order); order.IsCancelled = true; return true;")]
    public Task What_a_change_goes_by_needs_the_lock(string body) => FixRun<LongLivedState, KeepInTable>.RefusesAsync(
        Orders($"public bool Cancel(int id)\n{{\n    lock (_gate)\n    {{\n        {body}\n    }}\n}}\n\nstatic void Check(Order order)\n{{\n    if (order.IsCancelled)\n        throw new InvalidOperationException();\n}}"),
        "also guards what the change goes by", "builder.Services.AddSingleton<Orders>();");

    [Fact]
    public Task What_is_found_outside_is_not_saved_under_a_lock() => FixRun<LongLivedState, KeepInTable>.RefusesAsync(
        Orders("public void Cancel(int id)\n{\n    var order = _orders.Find(o => o.Id == id)!;\n    lock (_gate)\n    {\n        order.IsCancelled = true;\n    }\n}"), "a lock", "builder.Services.AddSingleton<Orders>();");
}
