using StatelessAnalyzers.Data;
using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Tests.Rewriting;
using Xunit;

namespace StatelessAnalyzers.Tests.Data;

/// <summary>Records that a collection has from the start, one for each of some numbers.</summary>
public class KeepNumberedSeedsTests
{
    const string Record = """

        public class Product
        {
            public int Id { get; set; }

            public string Name { get; set; } = "";

            public decimal Price { get; set; }

            public string? Label { get; set; }

            public DateTime? At { get; set; }
        }

        """;

    const string Context = "\npublic class ShopDb(DbContextOptions<ShopDb> options) : DbContext(options);\n";

    const string Registers = "builder.Services.AddSingleton<Products>();\nbuilder.Services.AddDbContext<ShopDb>(options => Microsoft.EntityFrameworkCore.NpgsqlDbContextOptionsBuilderExtensions.UseNpgsql(options, \"\"));";

    static string Code(string collection, string add = "products.Add(product)", string find = "products.Find(p => p.Id == id)") =>
        $"using Microsoft.EntityFrameworkCore;\nusing System.Collections.Concurrent;\npublic class Products\n{{\n    {collection}\n\n    public Product? Find(int id) => {find};\n\n    public void Add(Product product) => {add};\n}}\n{Record}{Context}";

    const string Made = "Enumerable.Range(1, 5).Select(i => new Product { Id = i, Name = $\"Product {i}\", Price = i * 1.5m })";

    const string Data = "builder.HasData(Enumerable.Range(1, 5).Select(i => new Product { Id = i, Name = $\"Product {i}\", Price = i * 1.5m }));";

    [Theory]
    [InlineData("readonly List<Product> products = " + Made + ".ToList();")]
    [InlineData("readonly List<Product> products = new(" + Made + ");")]
    [InlineData("readonly List<Product> products = [.. " + Made + "];")]
    [InlineData("readonly List<Product> products = [];\n    public Products() { products.AddRange(" + Made + "); }")]
    public async Task A_migration_makes_them_in_the_same_way(string collection) =>
        Assert.Contains(Data, await FixRun<LongLivedState, KeepInTable>.FixAsync(Code(collection), Registers), StringComparison.Ordinal);

    [Theory]
    [InlineData("Dictionary<int, Product> products = " + Made + ".ToDictionary(p => p.Id);")]
    [InlineData("ConcurrentDictionary<int, Product> products = new(" + Made + ".ToDictionary(p => p.Id));")]
    public async Task A_dictionary_has_them_under_their_keys(string collection) =>
        Assert.Contains(Data, await FixRun<LongLivedState, KeepInTable>.FixAsync(Code("readonly " + collection, "products[product.Id] = product", "products.GetValueOrDefault(id)"), Registers), StringComparison.Ordinal);

    [Fact]
    public async Task Whoever_makes_the_table_of_DynamoDB_puts_them_in()
    {
        const string Start = "var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddSingleton<Products>();\nvar app = builder.Build();\napp.Run();\n\npublic class Products\n{\n    readonly List<Product> products = " + Made + ".ToList();\n\n    public async Task<Product?> Find(int id) => products.Find(p => p.Id == id);\n\n    public async Task Add(Product product) { products.Add(product); }\n}\n";
        var result = await FixRun<LongLivedState, KeepInTable>.RunAsync(new Workshop { References = References.Everything }.Project("Web", [("Program.cs", Start + Record)], application: true));
        Assert.Empty(result.Refused);
        Assert.Contains("""
                    foreach (var i in Enumerable.Range(1, 5))
                    {
                        await AddAsync(new Product { Id = i, Name = $"Product {i}", Price = i * 1.5m });
                    }
            """, result.Text("/0/Web/Program.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_go_on_behind_them()
    {
        var code = Code("readonly List<Product> products = " + Made + ".ToList();\n    int next = 6;", "products.Add(new Product { Id = next++, Name = product.Name })");
        Assert.Contains("db.Products.Add(new Product { Name = product.Name });", await FixRun<LongLivedState, KeepInTable>.FixAsync(code, Registers), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Id = i, Name = i % 2 == 0 ? \"even\" : \"odd\"")]
    [InlineData("Id = i, Name = \"Product \" + i, At = new DateTime(2024, 1, i, 0, 0, 0, DateTimeKind.Utc)")]
    [InlineData("Id = i, Price = (decimal)i / 4 + 2")]
    public async Task What_a_number_always_makes_is_fixed(string made) =>
        Assert.Contains("builder.HasData(Enumerable.Range(1, 3).Select(i => new Product { " + made + " }));", await FixRun<LongLivedState, KeepInTable>.FixAsync(Code("readonly List<Product> products = Enumerable.Range(1, 3).Select(i => new Product { " + made + " }).ToList();"), Registers), StringComparison.Ordinal);

    [Theory]
    [InlineData("Enumerable.Range(1, 5).Select(i => new Product { Id = i, At = DateTime.UtcNow.AddDays(i) })", "'DateTime.UtcNow.AddDays(i)' may be another value on each instance")]
    [InlineData("Enumerable.Range(1, 5).Select(i => new Product { Id = i, Price = Random.Shared.Next(-20, 55) })", "'Random.Shared.Next(-20, 55)' may be another value on each instance")]
    [InlineData("Enumerable.Range(1, 5).Select(i => new Product { Id = i, Name = Guid.NewGuid().ToString() })", "'Guid.NewGuid().ToString()' may be another value on each instance")]
    [InlineData("Enumerable.Range(1, 5).Select(i => new Product { Id = i, Name = $\"{i * 1.5m}\" })", "may be another value on each instance")]
    [InlineData("Enumerable.Range(1, 5).Select(i => new Product { Id = i, Name = $\"{i:N1}\" })", "may be another value on each instance")]
    [InlineData("Enumerable.Range(1, 5).Select(i => new Product { Id = i, Name = \"\" + i * 1.5m })", "may be another value on each instance")]
    [InlineData("Enumerable.Range(1, 5).Select(i => new Product { Id = i * 10 })", "its key is not seen")]
    [InlineData("Enumerable.Range(1, 5).Select(i => new Product { Name = $\"{i}\" })", "is there from the start without a key")]
    [InlineData("Enumerable.Range(1, 500).Select(i => new Product { Id = i })", "the collection is made with content")]
    [InlineData("Enumerable.Range(1, Environment.ProcessorCount).Select(i => new Product { Id = i })", "the collection is made with content")]
    [InlineData("Enumerable.Range(1, 5).Select((n, i) => new Product { Id = i })", "the collection is made with content")]
    public Task What_is_not_the_same_on_each_instance_is_named(string made, string reason) =>
        FixRun<LongLivedState, KeepInTable>.RefusesAsync(Code("readonly List<Product> products = " + made + ".ToList();"), reason, Registers);
}
