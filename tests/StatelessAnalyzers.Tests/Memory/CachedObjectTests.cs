using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Tests.Rewriting;
using Xunit;

namespace StatelessAnalyzers.Tests.Memory;

/// <summary>Objects that some code changes, in caches that hand out copies: what counts is whether it changes one that is in the cache.</summary>
public class CachedObjectTests
{
    const string Registered = "builder.Services.AddDbContext<Shop>(); builder.Services.AddScoped<Products>(); builder.Services.AddScoped<IBus, Bus>();";

    static string Code(string members, string types = "") => $$"""
        using System.Collections.Concurrent;
        using Microsoft.EntityFrameworkCore;
        using Microsoft.Extensions.Caching.Memory;

        public sealed class Product
        {
            public int Id { get; set; }

            public decimal Price { get; set; }

            public void Reduce() => Price -= 1;

            public string Label() => Id + ": " + Price;
        }

        public class Shop : DbContext
        {
            public DbSet<Product> Products => Set<Product>();
        }

        public interface IBus
        {
            void Publish(object message);
        }

        public class Bus : IBus
        {
            public object? Last;

            public void Publish(object message) => Last = message;
        }

        public class Products(IMemoryCache cache, Shop shop, IBus bus)
        {
            static readonly ConcurrentDictionary<int, Product> held = new();

            public async Task Rename(int id, decimal price)
            {
                var product = await shop.Products.FindAsync(id);
                product!.Price = price;
                await shop.SaveChangesAsync();
                cache.Remove($"product:{id}");
            }

            {{members}}
        }

        public static class Endpoints
        {
            public static void Map(WebApplication app) => app.MapPut("/{id}", (int id, Product sent) => { sent.Price = id; return sent; });
        }

        {{types}}
        """;

    static async Task<Fixed> Run(string members, string types) =>
        await FixRun<CachePrivateToInstance, ShareMemoryCache>.RunAsync(new Workshop { References = References.Everything }.Web(Code(members, types), Registered));

    const string Find = "public async Task<Product?> Find(int id) => await cache.GetOrCreateAsync($\"product:{id}\", async e => await shop.Products.FirstOrDefaultAsync(p => p.Id == id));\n\n";
    const string All = "public async Task<List<Product>> All() => (await cache.GetOrCreateAsync(\"all\", async e => await shop.Products.Where(p => p.Price > 0).ToListAsync()))!;\n\n";

    [Theory]
    [InlineData(Find)]
    [InlineData(Find + "public async Task<string> Label(int id) => (await Find(id))!.Label() + (await Find(id))?.Price;")]
    [InlineData(All + "public async Task<decimal> Sum() { var sum = 0m; foreach (var p in await All()) sum += p.Price; return sum + (await All()).Where(p => p.Id > 1).Sum(p => p.Price) + (await All())[0].Price; }")]
    [InlineData(All + "public async Task<List<string>> Labels() => (await All()).Select(p => p.Label()).ToList();")]
    [InlineData(All + "public async Task Add(Product sent) { sent.Price = 1; shop.Products.Add(sent); await shop.SaveChangesAsync(); cache.Remove(\"all\"); }")]
    [InlineData("public async Task<Product?> Find(int id) { if (!cache.TryGetValue($\"product:{id}\", out Product? product)) { product = await shop.Products.FindAsync(id); product!.Price += 1; cache.Set($\"product:{id}\", product, TimeSpan.FromMinutes(1)); } return product; }")]
    [InlineData("public async Task<Product?> Find(int id) { if (cache.TryGetValue($\"product:{id}\", out Product? found) && found is not null) return found; var product = await Load(id); cache.Set($\"product:{id}\", product, TimeSpan.FromMinutes(1)); return product; }\n\nasync Task<Product> Load(int id) { var loaded = await shop.Products.FirstAsync(p => p.Id == id); loaded.Price = Math.Round(loaded.Price); return loaded; }")]
    [InlineData("public List<Product> Made() => cache.GetOrCreate(\"made\", e => { var all = new List<Product>(); for (var i = 0; i < 3; i++) { var made = new Product { Id = i }; made.Price = i; all.Add(made); } return all; })!;")]
    [InlineData("public Product Get(string key, Func<Product> make) => cache.GetOrCreate(key, e => make())!;\n\npublic Product First() => Get(\"first\", () => shop.Products.First());")]
    [InlineData(Find + "public async Task<decimal> Discounted(int id) => Half(await Find(id));\n\nstatic decimal Half(Product? product) => product is { Price: > 0 } some ? some.Price / 2 : 0;")]
    public async Task An_object_is_shared_where_only_others_of_its_type_are_changed(string members)
    {
        var result = await Run(members, "");
        Assert.Empty(result.Refused);
        Assert.Equal(1, result.Applied);
    }

    [Theory]
    [InlineData(Find + "public async Task Half(int id) { var product = await Find(id); product!.Price /= 2; }", "product!.Price /= 2")]
    [InlineData(All + "public async Task Half() => Parallel.ForEach(await All(), p => p.Price /= 2);", "p.Price /= 2")]
    [InlineData(All + "public async Task<int> Half() => Enumerable.Count(await All(), p => (p.Price /= 2) > 1);", "p.Price /= 2")]
    [InlineData(Find + "public async Task Half(int id) => (await Find(id))!.Price /= 2;", "(await Find(id))!.Price /= 2")]
    [InlineData(Find + "public async Task Half(int id) { if (await Find(id) is { } product) product.Price /= 2; }", "product.Price /= 2")]
    [InlineData(Find + "public async Task Half(int id) => (await Find(id))!.Reduce();", "Price -= 1")]
    [InlineData(Find + "public async Task Half(int id) => Change(await Find(id));\n\nstatic void Change(Product? product) => product!.Price = 0;", "product!.Price = 0")]
    [InlineData(Find + "public async Task Half(int id) => (await Find(id)).Free();", "(product!.Price, _) = (0, 1)", "public static class More { public static void Free(this Product? product) => (product!.Price, _) = (0, 1); }")]
    [InlineData(Find + "public async Task<Product?> Same(int id) => await Find(id);\n\npublic async Task Half(int id) { var product = await Same(id); product!.Price++; }", "product!.Price++")]
    [InlineData(All + "public async Task Half() { foreach (var product in await All()) product.Price /= 2; }", "product.Price /= 2")]
    [InlineData(All + "public async Task Half() => (await All()).ForEach(p => p.Price = 1);", "p.Price = 1")]
    [InlineData(All + "public async Task Half() => (await All()).Where(p => p.Id == 1).Single().Price = 1;", ".Single().Price = 1")]
    [InlineData(All + "public async Task Half() { var page = new { Items = await All() }; page.Items[0].Price = 1; }", "page.Items[0].Price = 1")]
    [InlineData(All + "public async Task Tell() { foreach (var product in await All()) bus.Publish(product); }", "Last = message")]
    [InlineData(All + "public async Task Keep() => held[1] = (await All())[0];", "held[1] =")]
    [InlineData("public async Task Put(int id) { var product = await shop.Products.FindAsync(id); cache.Set($\"product:{id}\", product, TimeSpan.FromMinutes(1)); product!.Price = 1; }", "product!.Price = 1")]
    [InlineData("public async Task Put(int id) { var product = await shop.Products.FindAsync(id); held[id] = product!; cache.Set($\"product:{id}\", product, TimeSpan.FromMinutes(1)); }", "held[id] = product!")]
    [InlineData("public void Put(int id) => cache.Set($\"product:{id}\", held[id], TimeSpan.FromMinutes(1));", "held[id]")]
    [InlineData("public List<Product> Kept() => cache.GetOrCreate(\"kept\", e => held.Values.AsQueryable().Where(p => p.Id > 1).ToList())!;", "held.Values.AsQueryable")]
    [InlineData("public void Put(Product product) => cache.Set($\"product:{product.Id}\", product, TimeSpan.FromMinutes(1));\n\npublic void Again(int id) => Put(held[id]);", "product, TimeSpan")]
    [InlineData("public Product Get(string key, Func<Product> make) => cache.GetOrCreate(key, e => make())!;\n\npublic Product First() => Get(\"first\", () => held[1]);", "e => make()")]
    [InlineData(Find, "TryUpdateModelAsync(product)", "public class Page(Products products) : Microsoft.AspNetCore.Mvc.ControllerBase { public async Task Put(int id) { var product = (await products.Find(id))!; await TryUpdateModelAsync(product); } }")]
    [InlineData(Find, "p.Price = 0", "public class Source(Products products) : IObserver<Product>, IFormattable { public void OnCompleted() { } public void OnError(Exception e) { } public void OnNext(Product p) => p.Price = 0; public async Task Run(int id) => OnNext((await products.Find(id))!); public string ToString(string? f, IFormatProvider? p) => \"\"; }")]
    public async Task An_object_that_is_changed_in_the_cache_or_goes_out_of_sight_is_refused_with_the_place(string members, string change, string types = "")
    {
        var result = await Run(members, types);
        var code = Code(members, types);
        var line = code[..Math.Max(code.LastIndexOf(change, StringComparison.Ordinal), 0)].Count(c => c == '\n') + 1;
        Assert.Equal(0, result.Applied);
        Assert.All(result.Refused, r => Assert.Contains($"'Product.Price' is changed after the object is made (Test.cs, line {line})", r, StringComparison.Ordinal));
        Assert.NotEmpty(result.Refused);
    }

    [Fact]
    public async Task What_an_interface_of_others_hands_out_is_out_of_sight()
    {
        var result = await Run("", """
            public class Source(IMemoryCache cache, Shop shop) : IObservableSource, IEnumerator<Product>
            {
                public Product Current => cache.GetOrCreate("current", e => shop.Products.First())!;

                object System.Collections.IEnumerator.Current => 1;

                public bool MoveNext() => false;

                public void Reset() { }

                public void Dispose() { }
            }

            public interface IObservableSource;
            """);
        Assert.Contains(result.Refused, r => r.Contains("'Product.Price' is changed after the object is made", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("public Product Of(int id) => known.GetOrAdd(id, key => shop.Products.First(p => p.Id == key));", true)]
    [InlineData("public Product Of(int id) => known.GetOrAdd(id, key => shop.Products.First(p => p.Id == key));\n\npublic void Half(int id) => Of(id).Price /= 2;", false)]
    public async Task An_object_in_a_dictionary_is_judged_likewise(string members, bool isShared)
    {
        var code = Code("static readonly ConcurrentDictionary<int, Product> known = new();\n\n" + members);
        var result = await FixRun<LongLivedState, ShareCache>.RunAsync(new Workshop { References = References.Everything }.Web(code, Registered));
        Assert.Equal(isShared ? 1 : 0, result.Applied);
        Assert.Equal(isShared, !result.Refused.Any(r => r.Contains("is changed after", StringComparison.Ordinal)));
    }
}
