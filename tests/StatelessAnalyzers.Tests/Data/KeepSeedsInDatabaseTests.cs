using Microsoft.CodeAnalysis.Testing;
using StatelessAnalyzers.Data;
using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Tests.Rewriting;
using Xunit;

namespace StatelessAnalyzers.Tests.Data;

/// <summary>Records that a collection has from the start: a migration puts them into the table, once.</summary>
public class KeepSeedsInDatabaseTests
{
    const string Start = """
        using Microsoft.EntityFrameworkCore;
        using System.Collections.Concurrent;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton<Products>();
        builder.Services.AddDbContext<ShopDb>(options => options.UseNpgsql(builder.Configuration.GetConnectionString("Shop")));
        var app = builder.Build();

        """;

    const string Context = """


        public class ShopDb(DbContextOptions<ShopDb> options) : DbContext(options);
        """;

    const string Registers = "builder.Services.AddSingleton<Products>();\nbuilder.Services.AddDbContext<ShopDb>(options => Microsoft.EntityFrameworkCore.NpgsqlDbContextOptionsBuilderExtensions.UseNpgsql(options, \"\"));";

    static Task<string> FixAsync(string code) => FixRun<LongLivedState, KeepInTable>.FixAsync("using Microsoft.EntityFrameworkCore;\nusing System.Collections.Concurrent;\n" + code + Context, Registers);

    [Fact]
    public Task A_list_that_starts_with_records_leaves_them_to_a_migration() => new FixTest<LongLivedState, KeepInTable>
    {
        Code = Start + """
            app.Run();

            public enum Kind { Drink, Food }

            public class Product
            {
                public int Id { get; set; }

                public required string Name { get; init; }

                public decimal Price { get; set; } = 1m;

                public Kind Kind { get; set; }
            }

            public class Products
            {
                private const decimal Usual = 3.5m;

                private static readonly List<Product> {|SLS4003:_products|} = new()
                {
                    // What sells best.
                    new Product { Id = 1, Name = "Tea", Price = 2.5m }, // loose
                    new() { Id = 2, Name = "Coffee", Price = Usual },
                    new()
                    {
                        Id = 3,
                        Name = "Bread",
                        Kind = Kind.Food,
                    },
                };

                private static int {|SLS3010:_nextId|} = 4;

                public List<Product> All() => _products.ToList();

                public Product Add(string name)
                {
                    var product = new Product { Id = _nextId++, Name = name };
                    _products.Add(product);
                    return product;
                }
            }
            """ + Context,
        Fixed = Start.Replace("using System.Collections.Concurrent;\n", "using System.Collections.Concurrent;\nusing Microsoft.EntityFrameworkCore.Metadata.Builders;\n", StringComparison.Ordinal) + """
            app.Run();

            public enum Kind { Drink, Food }

            [EntityTypeConfiguration(typeof(Product.Configuration))]
            public class Product
            {
                public int Id { get; set; }

                public required string Name { get; init; }

                public decimal Price { get; set; } = 1m;

                public Kind Kind { get; set; }

                internal sealed class Configuration : IEntityTypeConfiguration<Product>
                {
                    public void Configure(EntityTypeBuilder<Product> builder)
                    {
                        builder.HasData(
                            // What sells best.
                            new Product { Id = 1, Name = "Tea", Price = 2.5m }, // loose
                            new Product { Id = 2, Name = "Coffee", Price = 3.5m },
                            new Product
                            {
                                Id = 3,
                                Name = "Bread",
                                Kind = Kind.Food,
                            });
                    }
                }
            }

            public class Products(IServiceScopeFactory scopes)
            {
                private const decimal Usual = 3.5m;

                public async Task<List<Product>> All()
                {
                    await using var scope = scopes.CreateAsyncScope();
                    var db = scope.ServiceProvider.GetRequiredService<ShopDb>();
                    return await db.Products.ToListAsync();
                }

                public async Task<Product> Add(string name)
                {
                    await using var scope = scopes.CreateAsyncScope();
                    var db = scope.ServiceProvider.GetRequiredService<ShopDb>();
                    var product = new Product { Name = name };
                    db.Products.Add(product);
                    await db.SaveChangesAsync();
                    return product;
                }
            }

            public class ShopDb(DbContextOptions<ShopDb> options) : DbContext(options)
            {
                public DbSet<Product> Products => Set<Product>();
            }
            """,
    }.RunAsync();

    const string Product = """

        public class Product
        {
            public int Id { get; set; }

            public string Name { get; set; } = "";
        }

        """;

    const string Uses = """
            public Product? Find(int id) => products.GetValueOrDefault(id);

            public void Put(Product product) => products[product.Id] = product;

        """;

    static Task<string> FixProductsAsync(string members, string record = Product) => FixAsync($"public class Products\n{{\n{members}{Uses}}}\n{record}");

    const string TeaAndCoffee = """
                    builder.HasData(
                        new Product { Id = 1, Name = "Tea" },
                        new Product { Id = 2, Name = "Coffee" });
        """;

    [Theory]
    [InlineData("readonly Dictionary<int, Product> products = new() { [1] = new Product { Id = 1, Name = \"Tea\" }, [2] = new() { Id = 2, Name = \"Coffee\" } };\n")]
    [InlineData("readonly Dictionary<int, Product> products = new() { { 1, new() { Id = 1, Name = \"Tea\" } }, { 2, new() { Id = 2, Name = \"Coffee\" } } };\n")]
    [InlineData("readonly ConcurrentDictionary<int, Product> products = new(new Dictionary<int, Product> { [1] = new() { Id = 1, Name = \"Tea\" }, [2] = new() { Id = 2, Name = \"Coffee\" } });\n")]
    [InlineData("readonly ConcurrentDictionary<int, Product> products = new(new[] { new KeyValuePair<int, Product>(1, new() { Id = 1, Name = \"Tea\" }), new KeyValuePair<int, Product>(2, new() { Id = 2, Name = \"Coffee\" }) });\n")]
    [InlineData("readonly Dictionary<int, Product> products;\npublic Products() { products = new() { [1] = new Product { Id = 1, Name = \"Tea\" } }; products.Add(2, new() { Id = 2, Name = \"Coffee\" }); }\n")]
    [InlineData("readonly Dictionary<int, Product> products = new();\npublic Products() { var tea = new Product { Id = 1, Name = \"Tea\" }; products[tea.Id] = tea; const int id = 2; products.TryAdd(id, new() { Id = id, Name = \"Coffee\" }); }\n")]
    [InlineData("static readonly Dictionary<int, Product> products = new();\nstatic Products() { products[1] = new Product { Id = 1, Name = \"Tea\" }; products[2] = new Product { Id = 2, Name = \"Coffee\" }; }\n")]
    public async Task A_dictionary_that_starts_with_records_leaves_them_to_a_migration(string members)
    {
        var text = await FixProductsAsync(members);
        Assert.Contains(TeaAndCoffee, text, StringComparison.Ordinal);
        Assert.DoesNotContain("static Products()", text, StringComparison.Ordinal);
        Assert.DoesNotContain("tea", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Comments_and_line_ends_stay_and_the_constructor_keeps_what_else_it_does()
    {
        var text = await FixProductsAsync("""
                private readonly Dictionary<int, Product> products = new();
                private readonly DateTime started;

                public Products()
                {
                    // The first
                    // of all.
                    var tea = new Product
                    {
                        Id = 1, // for ever
                        Name = "Tea",
                    };
                    products[tea.Id] = tea; // and stored
                    started = DateTime.UtcNow;
                }

                public DateTime Started => started;

            """.ReplaceLineEndings("\r\n"));
        Assert.Contains("""
                        builder.HasData(
                            // The first
                            // of all.
                            new Product
                            {
                                Id = 1, // for ever
                                Name = "Tea",
                            }); // and stored
            """, text.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("    public Products(IServiceScopeFactory scopes)\n    {\n        this.scopes = scopes;\n        started = DateTime.UtcNow;\n    }", text.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public record Product(int Id, string Name, DateTimeOffset? At = null) { public Product() : this(0, \"\") { } }", "new(1, \"Tea\")", "new Product(1, \"Tea\")")]
    [InlineData("public class Product(int id, string name) { public int Id { get; private set; } = id; public string Name { get; private set; } = name; }", "new Product(name: \"Tea\", id: 1)", "new Product(name: \"Tea\", id: 1)")]
    [InlineData("public class Product { public Product(int id, string name) { Id = id; Name = name; } public int Id { get; private set; } public string Name { get; private set; } }", "new(1, nameof(Products))", "new Product(1, nameof(Products))")]
    [InlineData("public class Product { public int Id { get; set; } public string Name { get; set; } = \"\"; public IReadOnlyList<string> Tags { get; init; } = []; }", "new() { Id = 1, Tags = [\"hot\", \"green\"] }", "new Product { Id = 1, Tags = [\"hot\", \"green\"] }")]
    [InlineData("public class Product { public int Id { get; set; } public string Name { get; set; } = \"\"; public DateTime At { get; set; } = DateTime.UtcNow; }", "new() { Id = 1, At = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc) }", "new Product { Id = 1, At = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc) }")]
    public async Task Records_are_made_as_they_were(string record, string seed, string made)
    {
        var text = await FixProductsAsync($"readonly Dictionary<int, Product> products = new() {{ [1] = {seed} }};\n", record);
        Assert.Contains($"builder.HasData({made});", text, StringComparison.Ordinal);
    }

    [Fact]
    public Task A_program_that_fills_a_local_before_it_runs_leaves_that_to_a_migration() => new FixTest<EndpointCaptures, KeepCapturedInTable>
    {
        Code = Captured + """
            var {|SLS3004:products|} = new Dictionary<int, Product>();
            // From the catalogue.
            products.Add(1, new Product(1, "Tea"));
            products[2] = new(2, "Coffee");

            app.MapGet("/products", () => products.Values);
            app.MapPost("/products", (Product product) =>
            {
                products[product.Id] = product;
            });
            app.Run();

            public record Product(int Id, string Name);
            """ + Context,
        Fixed = "using System.ComponentModel.DataAnnotations.Schema;\n" + Captured.Replace("Core;\n", "Core;\nusing Microsoft.EntityFrameworkCore.Metadata.Builders;\n", StringComparison.Ordinal) + """

            app.MapGet("/products", async (ShopDb db) => await db.Products.ToListAsync());
            app.MapPost("/products", async (Product product, ShopDb db) =>
            {
                if (await db.Products.FindAsync(product.Id) is { } stored)
                {
                    db.Entry(stored).CurrentValues.SetValues(product);
                }
                else
                {
                    db.Products.Add(product);
                }
                await db.SaveChangesAsync();
            });
            app.Run();

            [EntityTypeConfiguration(typeof(Product.Configuration))]
            public record Product([property: DatabaseGenerated(DatabaseGeneratedOption.None)] int Id, string Name)
            {
                internal sealed class Configuration : IEntityTypeConfiguration<Product>
                {
                    public void Configure(EntityTypeBuilder<Product> builder)
                    {
                        builder.HasData(
                            // From the catalogue.
                            new Product(1, "Tea"),
                            new Product(2, "Coffee"));
                    }
                }
            }

            public class ShopDb(DbContextOptions<ShopDb> options) : DbContext(options)
            {
                public DbSet<Product> Products => Set<Product>();
            }
            """,
        CodeFixTestBehaviors = CodeFixTestBehaviors.SkipLocalDiagnosticCheck,
    }.RunAsync();

    const string Captured = """
        using Microsoft.EntityFrameworkCore;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddDbContext<ShopDb>(options => options.UseNpgsql(builder.Configuration.GetConnectionString("Shop")));
        var app = builder.Build();

        """;

    [Theory]
    [InlineData(null)]
    [InlineData("_brands")]
    public async Task Collections_of_several_projects_go_one_by_one_and_all_at_once(string? at)
    {
        static string Store(string entity, string field) => $$"""
            namespace Shop.{{entity}}s;

            public class {{entity}}Store
            {
                private readonly List<{{entity}}> {{field}} = [new {{entity}} { Id = "a", Origin = Origin.Near }, new {{entity}}() { Id = "b" }];

                public {{entity}}? Find(string id) => {{field}}.Find(e => e.Id == id);

                public void Add({{entity}} one) => {{field}}.Add(one);
            }
            """;
        static string Record(string entity) => $$"""
            namespace Shop.{{entity}}s;

            public class {{entity}}
            {
                public required string Id { get; set; }

                public Shop.Origin Origin { get; set; }
            }
            """;
        var result = await FixRun<LongLivedState, KeepInTable>.RunAsync(new Workshop { References = References.Everything }
            .Project("Domain", [("Origin.cs", "namespace Shop;\npublic enum Origin { Far, Near }\n"), ("Shade.cs", Record("Shade")), ("Brand.cs", Record("Brand")), ("ShopDb.cs", "using Microsoft.EntityFrameworkCore;\nnamespace Shop;\npublic class ShopDb(DbContextOptions<ShopDb> options) : DbContext(options)\n{\n}\n")])
            .Project("Web", [("Shades.cs", Store("Shade", "_shades")), ("Brands.cs", Store("Brand", "_brands")), ("Program.cs", """
                using Microsoft.EntityFrameworkCore;
                using Shop.Brands;
                using Shop.Shades;

                var builder = WebApplication.CreateBuilder(args);
                builder.Services.AddSingleton<ShadeStore>();
                builder.Services.AddSingleton<BrandStore>();
                builder.Services.AddDbContext<Shop.ShopDb>(options => options.UseNpgsql(""));
                builder.Build().Run();
                """)], application: true, uses: ["Domain"]), at: at);
        Assert.Empty(result.Refused);
        Assert.Equal(at is null ? 2 : 1, result.Applied);
        Assert.Contains("new Brand { Id = \"a\", Origin = Origin.Near },\n                new Brand() { Id = \"b\" });", result.Text("/0/Domain/Brand.cs"), StringComparison.Ordinal);
        Assert.Equal(at is null, result.Text("/0/Domain/Shade.cs").Contains("HasData", StringComparison.Ordinal));
    }

    [Fact]
    public async Task New_without_a_type_is_seen_in_a_collection_expression()
    {
        const string Code = """
            using Microsoft.EntityFrameworkCore;
            public class Products
            {
                readonly List<Product> products = [new() { Id = 1, Name = "Tea" }, new() { Id = 2, Name = "Coffee" }];

                public Product? Find(int id) => products.Find(p => p.Id == id);

                public void Add(Product product) => products.Add(product);
            }
            """ + Product + Context;
        Assert.Contains(TeaAndCoffee, await FixRun<LongLivedState, KeepInTable>.FixAsync(Code, Registers), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("int next = 6;", "next++", "(int)await redis.GetDatabase().StringIncrementAsync(\"Products.next\") + 5")]
    [InlineData("int next = 5;", "Interlocked.Increment(ref next)", "(int)await redis.GetDatabase().StringIncrementAsync(\"Products.next\") + 5")]
    [InlineData("", "products.Count + 1", "(int)await redis.GetDatabase().StringIncrementAsync(\"Product.lastNumber\") + 5")]
    public async Task Numbers_that_go_to_Redis_start_behind_the_records(string counter, string number, string counted)
    {
        var text = await FixAsync(Counted(counter, number));
        Assert.Contains(counted, text, StringComparison.Ordinal);
        Assert.Contains("builder.HasData(\n                new Product(2, \"Tea\"),\n                new Product(5, \"Coffee\"));", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("int next = 5;", "next++", "'next' starts at 5, and the record in Test.cs, line 5 has the key 5 from the start")]
    [InlineData("int next;", "++next", "'next' starts at 0, and the record in Test.cs, line 5 has the key 5 from the start")]
    public Task Numbers_that_start_among_the_records_are_refused(string counter, string number, string reason) =>
        FixRun<LongLivedState, KeepInTable>.RefusesAsync("using Microsoft.EntityFrameworkCore;\n" + Counted(counter, number) + Context, reason, Registers);

    static string Counted(string counter, string number) => $$"""
        public class Products
        {
            {{counter}}
            readonly Dictionary<int, Product> products = new() { [2] = new(2, "Tea"), [5] = new(5, "Coffee") };

            public Product? Find(int number) => products.GetValueOrDefault(number);

            public int Add(string name)
            {
                var number = {{number}};
                products.Add(number, new Product(number, name));
                return number;
            }
        }

        public record Product(int Number, string Name);
        """;
}
