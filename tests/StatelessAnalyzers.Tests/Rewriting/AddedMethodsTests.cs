using StatelessAnalyzers.Data;
using StatelessAnalyzers.Files;
using StatelessAnalyzers.Memory;
using Xunit;

namespace StatelessAnalyzers.Tests.Rewriting;

/// <summary>Methods that fixes add to classes of several parts: the first part that a person wrote has them, whichever parts use them.</summary>
public class AddedMethodsTests
{
    const string Path = "/0/Web/";

    static readonly string Database = Workshop.Registered("builder.Services.AddSingleton<Orders>();\nbuilder.Services.AddDbContext<ShopDb>(options => options.UseNpgsql(builder.Configuration.GetConnectionString(\"Shop\")));")
        .Insert(0, "using Microsoft.EntityFrameworkCore;\n") + "\npublic class ShopDb(DbContextOptions<ShopDb> options) : DbContext(options);\n";

    static readonly string NoDatabase = Workshop.Registered("builder.Services.AddSingleton<Orders>();");

    const string Held = """
        using System.Collections.Concurrent;
        using Shop.Records;

        public partial class Orders
        {
            private readonly ConcurrentDictionary<int, Order> _orders = new();

            public Order? Find(int id) => _orders.GetValueOrDefault(id);
        }

        """;

    const string First = "// Those who read.\npublic partial class Orders;\n";

    const string Record = "namespace Shop.Records;\n\npublic record Order\n{\n    public int Id { get; init; }\n\n    public string Customer { get; set; } = \"\";\n}\n";

    static string Adding(string method) => $$"""
        using Shop.Records;

        partial class Orders
        {
            public bool {{method}}(Order order) => _orders.TryAdd(order.Id, order);
        }

        """;

    static Workshop Web(string program, params (string, string)[] files) =>
        new Workshop { References = References.Everything }.Project("Web", [.. files, ("Program.cs", program)], application: true);

    static int Count(string text, string part) => text.Split(part).Length - 1;

    [Theory]
    [InlineData(true, "private static async Task<bool> TryAddOrderAsync(ShopDb db, Order row)", "using Microsoft.EntityFrameworkCore;\nusing Shop.Records;")]
    [InlineData(false, "private static async Task<bool> TryPutAsync<T>(IDynamoDBContext dynamo, T item, string key)", "using Amazon.DynamoDBv2.DataModel;")]
    public async Task Two_parts_that_add_records_share_the_method_of_the_first(bool isDatabase, string method, string usings)
    {
        var result = await FixRun<LongLivedState, KeepInTable>.RunAsync(
            Web(isDatabase ? Database : NoDatabase, ("First.cs", First), ("Held.cs", Held), ("A.cs", Adding("Add")), ("B.cs", Adding("Import")), ("Order.cs", Record)));
        Assert.Empty(result.Refused);
        var first = result.Text(Path + "First.cs");
        Assert.Equal(1, Count(result.Everything, method));
        Assert.Contains(method, first, StringComparison.Ordinal);
        Assert.Contains(usings, first, StringComparison.Ordinal);
        Assert.Contains("// Those who read.\npublic partial class Orders", first, StringComparison.Ordinal);
    }

    const string Reports = """
        public partial class Reports(IWebHostEnvironment environment)
        {
            public string Shop => environment.ApplicationName;
        }

        """;

    static string Reading(string members) => $"partial class Reports\n{{\n{members}\n}}\n";

    [Fact]
    public async Task A_part_without_the_first_use_gets_what_reads_from_the_store()
    {
        var result = await FixRun<LocalFileWrite, KeepFileInS3>.RunAsync(Web(
            Workshop.Registered("builder.Services.AddSingleton<Reports>();"),
            ("Reports.cs", Reports),
            ("Reports.Read.cs", Reading("    public async Task<string> Read(string month)\n    {\n        var path = Path.Combine(environment.ContentRootPath, \"reports\", Path.GetFileName(month));\n        await File.WriteAllTextAsync(path, \"\");\n        return await File.ReadAllTextAsync(path);\n    }"))));
        Assert.Empty(result.Refused);
        Assert.Contains("private static async Task<string> ReadObjectTextAsync(", result.Text(Path + "Reports.cs"), StringComparison.Ordinal);
        Assert.DoesNotContain("private static", result.Text(Path + "Reports.Read.cs"), StringComparison.Ordinal);
        Assert.Contains("await ReadObjectTextAsync(", result.Text(Path + "Reports.Read.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public Task A_member_of_another_part_that_has_the_name_is_in_the_way() => RefusesAsync("partial class Orders\n{\n    static bool TryPutAsync() => true;\n}\n", "the type has a member 'TryPutAsync' already");

    static async Task RefusesAsync(string part, string reason)
    {
        var result = await FixRun<LongLivedState, KeepInTable>.RunAsync(Web(NoDatabase, ("First.cs", First), ("Held.cs", Held), ("A.cs", Adding("Add")), ("Other.cs", part), ("Order.cs", Record)));
        Assert.Equal(0, result.Applied);
        Assert.Contains(result.Refused, r => r.Contains(reason, StringComparison.Ordinal));
    }
}
