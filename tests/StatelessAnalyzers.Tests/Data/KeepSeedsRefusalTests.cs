using StatelessAnalyzers.Data;
using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Tests.Rewriting;
using Xunit;

namespace StatelessAnalyzers.Tests.Data;

/// <summary>Records that a collection has from the start and that cannot be stored once for all instances.</summary>
public class KeepSeedsRefusalTests
{
    const string Record = """

        public class Product
        {
            public int Id { get; set; }

            public string Name { get; set; } = "";

            public Guid Tag { get; set; }
        }

        """;

    static Task RefusesAsync(string members, string reason, string record = Record, string uses = "public Product? Find(int id) => products.Find(p => p.Id == id);\npublic void Add(Product product) => products.Add(product);\n") =>
        FixRun<LongLivedState, KeepInTable>.RefusesAsync(
            $"using Microsoft.EntityFrameworkCore;\npublic class Products\n{{\n{members}\n{uses}}}\n{record}\npublic class ShopDb(DbContextOptions<ShopDb> options) : DbContext(options);\n", reason,
            "builder.Services.AddSingleton<Products>();\nbuilder.Services.AddDbContext<ShopDb>(options => Microsoft.EntityFrameworkCore.NpgsqlDbContextOptionsBuilderExtensions.UseNpgsql(options, \"\"));");

    static string List(string content) => $"readonly List<Product> products = new() {{ {content} }};";

    [Theory]
    [InlineData("new() { Id = 1, Tag = Guid.NewGuid() }", "'Guid.NewGuid()' may be another value on each instance")]
    [InlineData("new() { Id = 1, Name = Environment.MachineName }", "'Environment.MachineName' may be another value on each instance")]
    [InlineData("new() { Id = 1, Name = \"\".ToUpper() }", "'\"\".ToUpper()' may be another value on each instance")]
    [InlineData("new() { Id = Random.Shared.Next() }", "'Random.Shared.Next()' may be another value on each instance")]
    [InlineData("new() { Name = \"Tea\" }", "is there from the start without a key")]
    [InlineData("new() { Id = 1, Name = null! }", "is there from the start, and its 'Name' is null")]
    [InlineData("new() { Id = 1 }, new() { Id = 1 }", "have the same key")]
    [InlineData("Make()", "what the record in Test.cs, line 4 is made of is not seen")]
    public Task What_is_not_the_same_on_each_instance_is_named(string content, string reason) =>
        RefusesAsync(List(content) + "\nstatic Product Make() => new();", reason);

    [Theory]
    [InlineData("public DateTime At { get; set; } = DateTime.UtcNow;", "", "'DateTime.UtcNow' may be another value on each instance")]
    [InlineData("public Product() { Console.WriteLine(); }", "", "the constructor of 'Product' does more than to set properties")]
    [InlineData("public string Unset { get; set; } = default!;", "", "its 'Unset' is null")]
    [InlineData("public class Configuration;", "", "'Product' is configured already")]
    public Task What_a_record_starts_as_counts_too(string member, string set, string reason) =>
        RefusesAsync(List($"new() {{ Id = 1{set} }}"), reason, Record.Replace("    public int Id", "    " + member + "\n    public int Id", StringComparison.Ordinal));

    [Theory]
    [InlineData("List<Product> products = [..Made]; static List<Product> Made => [];", "the collection is made with content")]
    [InlineData("readonly List<Product> products = new();\npublic Products() { foreach (var id in new[] { 1, 2 }) products.Add(new() { Id = id }); }", "the constructor of 'Products' cannot be async")]
    [InlineData("readonly List<Product> products = new();\npublic Products() { if (products.Count == 0) products.Add(new() { Id = 1 }); }", "the constructor of 'Products' cannot be async")]
    [InlineData("readonly List<Product> products = new();\npublic Product First;\npublic Products() { var first = new Product { Id = 1 }; products.Add(first); First = first; }", "'first' is put in at the start, and used for something else as well")]
    [InlineData("readonly List<Product> products = new();\npublic Products() { var first = new Product { Id = 1 }; products.Add(first); first.Name = \"Tea\"; }", "'first' is put in at the start, and used for something else as well")]
    [InlineData("static readonly List<Product> products = new();\npublic Products() { products.Add(new() { Id = 1 }); }", "the constructor of 'Products' cannot be async")]
    [InlineData("readonly List<Product> products = new();\npublic Products(bool full) { if (full) return; products.Add(new() { Id = 1 }); }", "the constructor of 'Products' cannot be async")]
    public Task What_depends_on_more_than_the_start_is_refused(string members, string reason) => RefusesAsync(members, reason);

    [Fact]
    public Task A_key_below_those_that_the_database_hands_out_is_refused() => RefusesAsync(
        List("new() { Id = 0 }") + "\nint next = 1;", "has the key 0, below those that the database hands out",
        uses: "public Product? Find(int id) => products.Find(p => p.Id == id);\npublic void Add(string name) => products.Add(new Product { Id = next++, Name = name });\n");
}
