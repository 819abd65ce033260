using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Testing;
using StatelessAnalyzers.Data;
using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Tests.Rewriting;
using Xunit;

namespace StatelessAnalyzers.Tests.Data;

/// <summary>Records that a collection has from the start: who makes the table of DynamoDB puts them in, with the program's argument <c>seed</c>.</summary>
public class KeepSeedsInDynamoTests
{
    const string Registered = """
        using Amazon.DynamoDBv2;
        using Amazon.DynamoDBv2.DataModel;
        using Amazon.DynamoDBv2.DocumentModel;
        using Amazon.DynamoDBv2.Model;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddDefaultAWSOptions(builder.Configuration.GetAWSOptions());
        builder.Services.AddAWSService<IAmazonDynamoDB>();
        builder.Services.AddSingleton<IDynamoDBContext>(provider => new DynamoDBContextBuilder().Build());
        builder.Services.AddSingleton<ProductStore>();
        builder.Services.AddSingleton<BrandStore>();
        var app = builder.Build();
        app.MapGet("/", () => "shop");

        """;

    [Fact]
    public Task Each_table_gets_what_it_starts_with_by_an_argument_of_its_own() => new FixTest<LongLivedState, KeepInTable>
    {
        Code = Registered + """
            // For ever.
            app.Run();

            public class ProductStore
            {
                private readonly List<Product> {|SLS4003:_products|} = new()
                {
                    new() { Id = 1, Name = "Tea" }, // loose
                    new()
                    {
                        Id = 2,
                        Name = "Coffee",
                    },
                };

                public async Task<Product?> Find(int id) => _products.Find(p => p.Id == id);

                public async Task Add(Product product)
                {
                    _products.Add(product);
                }
            }

            public class Product
            {
                public int Id { get; set; }

                public string Name { get; set; } = "";
            }

            public class BrandStore
            {
                private readonly Dictionary<string, Brand> {|SLS4003:_brands|} = new();

                public BrandStore()
                {
                    _brands.Add("a", new Brand { Code = "a" });
                    _brands.Add("b", new Brand { Code = "b" });
                }

                public async Task<Brand?> Find(string code) => _brands.GetValueOrDefault(code);

                public async Task Put(Brand brand)
                {
                    _brands[brand.Code] = brand;
                }
            }

            public class Brand
            {
                public string Code { get; set; } = "";
            }
            """,
        Fixed = Registered + """
            if (args is ["seed", nameof(Brand)])
            {
                await Brand.SeedAsync(app.Services.GetRequiredService<IDynamoDBContext>());
                return;
            }
            if (args is ["seed", nameof(Product)])
            {
                await Product.SeedAsync(app.Services.GetRequiredService<IDynamoDBContext>());
                return;
            }
            // For ever.
            app.Run();

            public class ProductStore
            {
                private readonly IDynamoDBContext _dynamo;

                public ProductStore(IDynamoDBContext dynamo)
                {
                    _dynamo = dynamo;
                }

                public async Task<Product?> Find(int id) => await _dynamo.LoadAsync<Product>(id);

                public async Task Add(Product product)
                {
                    await _dynamo.GetTargetTable<Product>().PutItemAsync(
                        _dynamo.ToDocument(product),
                        new PutItemOperationConfig { ConditionalExpression = new Expression { ExpressionStatement = "attribute_not_exists(Id)" } });
                }
            }

            [DynamoDBTable("Product")]
            public class Product
            {
                [DynamoDBHashKey]
                public int Id { get; set; }

                public string Name { get; set; } = "";

                public static async Task SeedAsync(IDynamoDBContext dynamo)
                {
                    // To run once, when the table is made: what was deleted since would come back.
                    await AddAsync(new Product { Id = 1, Name = "Tea" }); // loose
                    await AddAsync(new Product
                    {
                        Id = 2,
                        Name = "Coffee",
                    });

                    async Task AddAsync(Product seed)
                    {
                        var isNew = new Expression { ExpressionStatement = "attribute_not_exists(Id)" };
                        try
                        {
                            await dynamo.GetTargetTable<Product>().PutItemAsync(dynamo.ToDocument(seed), new PutItemOperationConfig { ConditionalExpression = isNew });
                        }
                        catch (ConditionalCheckFailedException)
                        {
                            // What is there stays as it is.
                        }
                    }
                }
            }

            public class BrandStore
            {
                private readonly IDynamoDBContext _dynamo;

                public BrandStore(IDynamoDBContext dynamo)
                {
                    _dynamo = dynamo;
                }

                public async Task<Brand?> Find(string code) => await _dynamo.LoadAsync<Brand>(code);

                public async Task Put(Brand brand)
                {
                    await _dynamo.SaveAsync(brand);
                }
            }

            [DynamoDBTable("Brand")]
            public class Brand
            {
                [DynamoDBHashKey]
                public string Code { get; set; } = "";

                public static async Task SeedAsync(IDynamoDBContext dynamo)
                {
                    // To run once, when the table is made: what was deleted since would come back.
                    await AddAsync(new Brand { Code = "a" });
                    await AddAsync(new Brand { Code = "b" });

                    async Task AddAsync(Brand seed)
                    {
                        var isNew = new Expression { ExpressionStatement = "attribute_not_exists(#key)", ExpressionAttributeNames = new Dictionary<string, string> { ["#key"] = "Code" } };
                        try
                        {
                            await dynamo.GetTargetTable<Brand>().PutItemAsync(dynamo.ToDocument(seed), new PutItemOperationConfig { ConditionalExpression = isNew });
                        }
                        catch (ConditionalCheckFailedException)
                        {
                            // What is there stays as it is.
                        }
                    }
                }
            }
            """,
    }.RunAsync();

    const string Store = """
        public class ProductStore
        {
            private readonly List<Product> products = new() { new Product { Id = 1 } };

            public async Task<Product?> Find(int id) => products.Find(p => p.Id == id);

            public async Task Add(Product product) { products.Add(product); }
        }
        """;

    const string Record = "\npublic class Product\n{\n    public int Id { get; set; }\n}\n";

    const string Main = """
        public class Program
        {
            private static void Main(string[] arguments)
            {
                var builder = WebApplication.CreateBuilder(arguments);
                builder.Services.AddSingleton<ProductStore>();
                var host = builder.Build();
                host.Run();
            }
        }

        """;

    [Theory]
    [InlineData(LanguageVersion.CSharp11, "if (arguments is [\"seed\", nameof(Product)])")]
    [InlineData(LanguageVersion.CSharp10, "if (arguments.Length == 2 && arguments[0] == \"seed\" && arguments[1] == nameof(Product))")]
    public async Task A_main_method_gets_the_argument_and_waits(LanguageVersion language, string asked)
    {
        var result = await FixRun<LongLivedState, KeepInTable>.RunAsync(new Workshop { References = References.Everything, Language = language }.Web(Main + Store + Record));
        var text = result.Text("/0/Web/Test.cs");
        Assert.Contains("private static async Task Main(string[] arguments)", text, StringComparison.Ordinal);
        Assert.Contains(asked + "\n        {\n            await Product.SeedAsync(host.Services.GetRequiredService<IDynamoDBContext>());\n            return;\n        }\n        host.Run();", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public", true)]
    [InlineData("internal", false)]
    public async Task The_program_of_another_project_gets_the_argument_where_it_sees_the_record(string access, bool isSeen)
    {
        var result = await FixRun<LongLivedState, KeepInTable>.RunAsync(new Workshop { References = References.Everything }
            .Project("Stores", [("Store.cs", ("using Microsoft.Extensions.DependencyInjection;\nnamespace Shop.Stores;\n" + Store + Record).Replace("public class", access + " class", StringComparison.Ordinal)
                + "public static class Registrations { public static void AddStores(this IServiceCollection services) => services.AddSingleton<ProductStore>(); }")])
            .Project("Web", [("Program.cs", "using Shop.Stores;\nvar builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddStores();\nvar app = builder.Build();\nawait app.RunAsync();\n")], application: true, uses: ["Stores"]));
        if (isSeen)
        {
            Assert.Contains("await Product.SeedAsync(app.Services.GetRequiredService<IDynamoDBContext>());\n    return;\n}\nawait app.RunAsync();", result.Text("/0/Web/Program.cs"), StringComparison.Ordinal);
            Assert.Contains("await AddAsync(new Product { Id = 1 });", result.Text("/0/Stores/Store.cs"), StringComparison.Ordinal);
        }
        else
        {
            Assert.Contains("'Product' is not seen by the program that could put it in once", Assert.Single(result.Refused), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("public class Program { static void Main() { var builder = WebApplication.CreateBuilder(); builder.Services.AddSingleton<ProductStore>(); var app = builder.Build(); app.Run(); } }\n", Record, "has no application and no arguments at hand where it runs")]
    [InlineData("var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddSingleton<ProductStore>();\nbuilder.Build().Run();\n", Record, "has no application and no arguments at hand where it runs")]
    [InlineData("var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddSingleton<ProductStore>();\nvar app = builder.Build();\napp.Run();\n", "\npublic class Product\n{\n    public int Id { get; set; }\n    public static void SeedAsync() { }\n}\n", "'Product' has a member 'SeedAsync' already")]
    public Task Without_a_place_for_it_the_fix_is_refused(string program, string record, string reason) => FixRun<LongLivedState, KeepInTable>.RefusesAsync(program + Store + record, reason);
}
