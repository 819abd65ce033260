using StatelessAnalyzers.Data;
using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Tests.Rewriting;
using Xunit;

namespace StatelessAnalyzers.Tests.Data;

/// <summary>The same in the database of the solution's context, where it can.</summary>
public class KeepOrdersInDatabaseTests
{
    const string Before = """
        using System.Collections.Concurrent;
        using Microsoft.EntityFrameworkCore;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddDbContext<ShopDb>(options => options.UseNpgsql("Host=localhost"));
        builder.Services.AddSingleton<Orders>();
        builder.Services.AddSingleton<Desk>();
        builder.Build().Run();

        public class ShopDb(DbContextOptions<ShopDb> options) : DbContext(options);

        public sealed class Orders
        {
            private readonly ConcurrentDictionary<int, Order> _orders = new();
            private int _last = 1000;

            public int Next() => Interlocked.Increment(ref _last);

            public void Add(Order order) => _orders[order.Number] = order;

            public Order? Find(int number) => _orders.GetValueOrDefault(number);
        }

        public sealed class Order
        {
            public required int Number { get; init; }

            public required DateTimeOffset PlacedAt { get; init; }

            public required IReadOnlyList<OrderLine> Lines { get; init; }

            public Address? Address { get; set; }

            public string Status { get; set; } = "placed";
        }

        public sealed record OrderLine(string Name, decimal Price);

        public sealed record Address(string Street);

        public sealed class Desk(Orders orders)
        {
            public string Place()
            {
                var number = orders.Next();
                orders.Add(new Order { Number = number, PlacedAt = DateTimeOffset.UtcNow, Lines = [] });
                return $"R-{number}";
            }
        }
        """;

    static async Task<Fixed> FixAsync<TFix>(string code) where TFix : StatelessAnalyzers.Rewriting.StatelessFix, new() =>
        await FixRun<LongLivedState, TFix>.RunAsync(new Workshop { References = References.Everything }.Project("Web", [("Test.cs", code)], application: true));

    [Fact]
    public async Task Lists_and_moments_are_kept_as_text_and_numbers_go_to_Redis()
    {
        var code = (await FixAsync<KeepInTable>(Before)).Text("/0/Web/Test.cs");
        Assert.Contains("""
            [EntityTypeConfiguration(typeof(Order.Configuration))]
            public sealed class Order
            {
                [Key, DatabaseGenerated(DatabaseGeneratedOption.None)]
                public required int Number { get; init; }
            """, code, StringComparison.Ordinal);
        Assert.Contains("""
                internal sealed class Configuration : IEntityTypeConfiguration<Order>
                {
                    public void Configure(EntityTypeBuilder<Order> builder)
                    {
                        builder.Property(o => o.PlacedAt).HasConversion<string>();
                        builder.Property(o => o.Lines).HasConversion(
                            value => JsonSerializer.Serialize(value, JsonSerializerOptions.Default),
                            json => JsonSerializer.Deserialize<IReadOnlyList<OrderLine>>(json, JsonSerializerOptions.Default)!);
                        builder.Property(o => o.Address).HasConversion(
                            value => JsonSerializer.Serialize(value, JsonSerializerOptions.Default),
                            json => JsonSerializer.Deserialize<Address>(json, JsonSerializerOptions.Default)!);
                    }
                }
            """, code, StringComparison.Ordinal);
        Assert.Contains("public async Task<int> Next() => (int)await redis.GetDatabase().StringIncrementAsync(\"Orders.last\") + 1000;", code, StringComparison.Ordinal);
        Assert.Contains("var number = await orders.Next();", code, StringComparison.Ordinal);
    }

    static readonly string Confirming = Before.Replace("    public string Place()", """
            public void Confirm(int number)
            {
                if (orders.Find(number) is { } order)
                    order.Status = "confirmed";
            }

            public void Move(int number, Address to, CancellationToken cancellationToken)
            {
                var order = orders.Find(number);
                if (order is null)
                    return;
                order.Address = to;
                order.Status = "moved";
            }

            public string Place()
        """, StringComparison.Ordinal);

    [Fact]
    public async Task What_a_caller_changes_is_set_in_the_row()
    {
        var code = (await FixAsync<KeepInTable>(Confirming)).Text("/0/Web/Test.cs");
        Assert.Contains("""
                public async Task Confirm(int number)
                {
                    await using var scope = scopes.CreateAsyncScope();
                    var db = scope.ServiceProvider.GetRequiredService<ShopDb>();
                    if (await orders.Find(number) is { } order)
                    {
                        order.Status = "confirmed";
                        await db.Orders.Where(o => o.Number == order.Number).ExecuteUpdateAsync(
                            set => set.SetProperty(o => o.Status, order.Status));
                    }
                }
            """, code, StringComparison.Ordinal);
        Assert.Contains("""
                    order.Address = to;
                    order.Status = "moved";
                    await db.Orders.Where(o => o.Number == order.Number).ExecuteUpdateAsync(
                        set => set.SetProperty(o => o.Address, order.Address).SetProperty(o => o.Status, order.Status),
                        CancellationToken.None);
            """, code, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_caller_changes_while_the_context_of_the_request_tracks_it_is_refused()
    {
        var refused = await FixAsync<KeepInTable>(Confirming.Replace("private readonly ConcurrentDictionary", "private static readonly ConcurrentDictionary", StringComparison.Ordinal).Replace("AddSingleton<Orders>", "AddScoped<Orders>", StringComparison.Ordinal).Replace("AddSingleton<Desk>", "AddScoped<Desk>", StringComparison.Ordinal).Replace("private int _last", "private static int _last", StringComparison.Ordinal));
        Assert.Equal(0, refused.Applied);
        Assert.Contains("by code that is handed it, and the context of the request tracks the record", Assert.Single(refused.Refused), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whichever_rule_is_fixed_first_the_code_is_the_same()
    {
        var counted = await FixAsync<CountInRedis>(Before);
        Assert.Equal((await FixAsync<KeepInTable>(Before)).Text("/0/Web/Test.cs"), (await FixAsync<KeepInTable>(counted.Text("/0/Web/Test.cs"))).Text("/0/Web/Test.cs"));
    }

    [Fact]
    public async Task A_number_that_the_database_hands_out_is_left_to_it()
    {
        var code = Before.Replace("    public int Next() => Interlocked.Increment(ref _last);\n\n", "", StringComparison.Ordinal)
            .Replace("public void Add(Order order) => _orders[order.Number] = order;", "public void Add(Order order)\n    {\n        order.Id = ++_last;\n        _orders[order.Id] = order;\n    }", StringComparison.Ordinal)
            .Replace("int Number { get; init; }", "int Id { get; set; }", StringComparison.Ordinal).Replace("Number = number", "Id = 0", StringComparison.Ordinal).Replace("var number = orders.Next();", "var number = 0;", StringComparison.Ordinal);
        var refused = await FixAsync<CountInRedis>(code);
        Assert.Equal(0, refused.Applied);
        Assert.Contains("a database hands it out once they are moved there (SLS4003)", Assert.Single(refused.Refused), StringComparison.Ordinal);
        Assert.DoesNotContain("_last", (await FixAsync<KeepInTable>(code)).Text("/0/Web/Test.cs"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public Address? Address", "public class Configuration;\n\n    public Address? Address", "'Order' is configured already")]
    [InlineData("public Address? Address", "public char Kind { get; set; }\n\n    public Address? Address", "'Order.Kind' is a 'char'")]
    [InlineData("public string Place()", "public void Confirm(int number)\n    {\n        if (orders.Find(number) is not { } order)\n            return;\n        order.Status = \"confirmed\";\n        orders.Add(order);\n    }\n\n    public string Place()", "has 'PlacedAt' as it was read: what another instance saved meanwhile would be lost")]
    public async Task What_EF_Core_cannot_take_is_refused(string code, string by, string reason)
    {
        var result = await FixAsync<KeepInTable>(Before.Replace(code, by, StringComparison.Ordinal));
        Assert.Equal(0, result.Applied);
        Assert.Contains(reason, Assert.Single(result.Refused), StringComparison.Ordinal);
    }
}
