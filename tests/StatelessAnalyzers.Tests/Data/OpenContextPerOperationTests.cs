using StatelessAnalyzers.Data;
using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Tests.Rewriting;
using Xunit;

namespace StatelessAnalyzers.Tests.Data;

public class OpenContextPerOperationTests
{
    const string Context = """

        public class ShopDb(DbContextOptions<ShopDb> options) : DbContext(options)
        {
            public DbSet<Product> Products => Set<Product>();
        }

        public class Product
        {
            public int Id { get; set; }

            public decimal Price { get; set; }
        }
        """;

    [Fact]
    public Task Each_method_of_a_singleton_opens_a_context() => new FixTest<LongLivedState, OpenContextPerOperation>
    {
        Code = """
            using Microsoft.EntityFrameworkCore;

            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddDbContext<ShopDb>(options => options.UseNpgsql("Host=localhost"));
            builder.Services.AddSingleton<Prices>();
            builder.Services.AddSingleton<Stock>();
            builder.Build().Run();

            public class Prices
            {
                private readonly ShopDb {|SLS4005:_db|};
                private readonly ILogger<Prices> _logger;

                public Prices(ShopDb db, ILogger<Prices> logger)
                {
                    _db = db;
                    _logger = logger;
                }

                public decimal Of(int id)
                {
                    // One price.
                    return _db.Products.Find(id)!.Price;
                }

                public async Task<bool> SetAsync(int id, decimal price)
                {
                    var product = await _db.Products.FirstOrDefaultAsync(p => p.Id == id);
                    if (product is null)
                    {
                        _logger.LogWarning("None");
                        return false;
                    }

                    product.Price = price;
                    await _db.SaveChangesAsync();
                    return true;
                }
            }

            public class Stock(ShopDb {|SLS4005:db|})
            {
                public async Task<List<Product>> AllAsync()
                {
                    return await db.Products.ToListAsync();
                }
            }
            """ + Context,
        Fixed = """
            using Microsoft.EntityFrameworkCore;

            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddDbContext<ShopDb>(options => options.UseNpgsql("Host=localhost"));
            builder.Services.AddSingleton<Prices>();
            builder.Services.AddSingleton<Stock>();
            builder.Build().Run();

            public class Prices
            {
                private readonly IServiceScopeFactory _scopes;
                private readonly ILogger<Prices> _logger;

                public Prices(IServiceScopeFactory scopes, ILogger<Prices> logger)
                {
                    _scopes = scopes;
                    _logger = logger;
                }

                public decimal Of(int id)
                {
                    using var scope = _scopes.CreateScope();
                    var db = scope.ServiceProvider.GetRequiredService<ShopDb>();
                    // One price.
                    return db.Products.Find(id)!.Price;
                }

                public async Task<bool> SetAsync(int id, decimal price)
                {
                    await using var scope = _scopes.CreateAsyncScope();
                    var db = scope.ServiceProvider.GetRequiredService<ShopDb>();
                    var product = await db.Products.FirstOrDefaultAsync(p => p.Id == id);
                    if (product is null)
                    {
                        _logger.LogWarning("None");
                        return false;
                    }

                    product.Price = price;
                    await db.SaveChangesAsync();
                    return true;
                }
            }

            public class Stock(IServiceScopeFactory scopes)
            {
                public async Task<List<Product>> AllAsync()
                {
                    await using var scope = scopes.CreateAsyncScope();
                    var db = scope.ServiceProvider.GetRequiredService<ShopDb>();
                    return await db.Products.ToListAsync();
                }
            }
            """ + Context,
    }.RunAsync();

    static Task RefusesAsync(string members, string reason, string parameter = "ShopDb db") => FixRun<LongLivedState, OpenContextPerOperation>.RefusesAsync(
        "using Microsoft.EntityFrameworkCore;\n\npublic class Prices(" + parameter + ")\n{\n" + members + "\n}\n" + Context, reason, "builder.Services.AddSingleton<Prices>();");

    [Theory]
    [InlineData("public void Add(Product p) { db.Products.Add(p); }\npublic void Save() { db.Products.Count(); db.SaveChanges(); }", "'Add' changes what others save")]
    [InlineData("public void Save() { db.SaveChanges(); }", "'Save' saves what others changed")]
    [InlineData("public Product Get() { return db.Products.First(); }\npublic void Save() { Console.WriteLine(db.Products.Count()); db.SaveChanges(); }\npublic static void Change(Product p) { p.Price = 1; }", "what 'Get' returns may be changed in Test.cs, line 7, and saved by another method")]
    [InlineData("public IEnumerable<Product> All() { return db.Products; }", "'All' may return what is read later")]
    [InlineData("public int All() { return Count(db); }\nstatic int Count(ShopDb db) { return db.Products.Count(); }", "the context itself is handed on in Test.cs")]
    [InlineData("public int All() { return One(); }\nint One() { return db.Products.Count() + Two(); }\nint Two() { return db.Products.Count(); }", "'One' and 'Two' share the context")]
    [InlineData("public int Count => db.Products.Count();", "stands outside the body of a method")]
    [InlineData("readonly Func<int> count = () => db.Products.Count();\npublic int All() { return db.Products.Count() + count(); }", "stands outside the body of a method")]
    public Task What_relies_on_one_context_over_several_methods_is_refused(string members, string reason) => RefusesAsync(members, reason);

    [Fact]
    public Task A_type_that_code_makes_is_refused() =>
        RefusesAsync("public int All() { return db.Products.Count(); }\npublic static Prices Make(ShopDb db) => new(db);", "is not only made by the container");

    [Fact]
    public Task Connections_in_static_members_are_refused() =>
        FixRun<LongLivedState, OpenContextPerOperation>.RefusesAsync("using System.Data.Common;\n\npublic static class Db\n{\n    static DbConnection? connection;\n\n    public static void Use(DbConnection given) => connection = given;\n}\n", "not a connection of Npgsql");
}
