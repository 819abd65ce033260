using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Tests.Rewriting;
using Xunit;

namespace StatelessAnalyzers.Tests.Memory;

/// <summary>A memory cache that code of the solution hands on: all that get it move, or none.</summary>
public class HandedCacheTests
{
    const string Types = """
        using Microsoft.Extensions.Caching.Memory;

        public sealed record Price(int Id, decimal Amount);

        public class Shop(IMemoryCache cache)
        {
            public Price Find(int id) => Prices.Load(cache, id);
        }

        """;

    const string Registered = "builder.Services.AddScoped<Shop>();";

    static Task<string> FixAsync(string code, string registered = Registered) => FixRun<CachePrivateToInstance, ShareMemoryCache>.FixAsync(code, registered);

    [Fact]
    public async Task A_static_method_and_its_callers_move_together()
    {
        var text = await FixAsync(Types + """
            public static class Prices
            {
                public static Price Load(this IMemoryCache cache, int id) =>
                    cache.GetOrCreate($"price:{id}", entry => new Price(id, 1))!;

                public static void Forget(this IMemoryCache prices, int id) => prices.Remove($"price:{id}");
            }

            public class Till
            {
                private readonly IMemoryCache _cache;

                public Till(IMemoryCache cache)
                {
                    _cache = cache;
                }

                public void Close(int id) => _cache.Forget(id);
            }
            """);
        Assert.Contains("public class Shop(HybridCache cache)\n{\n    public async Task<Price> Find(int id) => await Prices.Load(cache, id);", text, StringComparison.Ordinal);
        Assert.Contains("public static async Task<Price> Load(this HybridCache cache, int id) =>", text, StringComparison.Ordinal);
        Assert.Contains("public static async Task Forget(this HybridCache prices, int id) => await prices.RemoveAsync($\"price:{id}\");", text, StringComparison.Ordinal);
        Assert.Contains("private readonly HybridCache _cache;\n\n    public Till(HybridCache cache)", text, StringComparison.Ordinal);
        Assert.Contains("public async Task Close(int id) => await _cache.Forget(id);", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_factory_and_what_it_makes_move_together()
    {
        var text = await FixAsync("""
            using Microsoft.Extensions.Caching.Memory;

            public sealed record Price(int Id, decimal Amount);

            public class Prices
            {
                private readonly IMemoryCache _cache;

                public Prices(IMemoryCache cache, string shop)
                {
                    _cache = cache;
                }

                public Price Load(int id) => _cache.GetOrCreate($"price:{id}", entry => new Price(id, 1))!;
            }

            public class Shops(IMemoryCache cache)
            {
                public Prices Of(string shop) => new Prices(cache, shop);

                public static Prices Default(IServiceProvider provider) => new(provider.GetRequiredService<IMemoryCache>(), "main");
            }
            """, "builder.Services.AddScoped<Shops>(); builder.Services.AddSingleton(Shops.Default);");
        Assert.Contains("public Prices(HybridCache cache, string shop)", text, StringComparison.Ordinal);
        Assert.Contains("public class Shops(HybridCache cache)", text, StringComparison.Ordinal);
        Assert.Contains("new(provider.GetRequiredService<HybridCache>(), \"main\");", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_base_class_and_those_that_derive_from_it_move_together()
    {
        var text = await FixAsync("""
            using Microsoft.Extensions.Caching.Memory;

            public sealed record Price(int Id, decimal Amount);

            public abstract class Cached(IMemoryCache cache)
            {
                protected IMemoryCache Cache { get; } = cache;
            }

            public class Shop(IMemoryCache cache) : Cached(cache)
            {
                public Price Find(int id) => Cache.GetOrCreate($"price:{id}", entry => new Price(id, 1))!;
            }

            public class Till : Cached
            {
                public Till(IMemoryCache cache) : base(cache)
                {
                }

                public void Close(int id) => Cache.Remove($"price:{id}");
            }
            """);
        Assert.Contains("public abstract class Cached(HybridCache cache)\n{\n    protected HybridCache Cache { get; } = cache;", text, StringComparison.Ordinal);
        Assert.Contains("public class Shop(HybridCache cache) : Cached(cache)", text, StringComparison.Ordinal);
        Assert.Contains("public Till(HybridCache cache) : base(cache)", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cache_that_is_asked_for_is_asked_for_as_the_shared_one()
    {
        var text = await FixAsync("""
            using Microsoft.Extensions.Caching.Memory;

            public sealed record Price(int Id, decimal Amount);

            public class Shop(IServiceProvider provider)
            {
                public async Task<Price> Find(int id)
                {
                    IMemoryCache cache = provider.GetRequiredService<IMemoryCache>();
                    return (await cache.GetOrCreateAsync($"price:{id}", entry => Task.FromResult(new Price(id, 1))))!;
                }
            }
            """);
        Assert.Contains("HybridCache cache = provider.GetRequiredService<HybridCache>();", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public static class Prices { public static Price Load(IMemoryCache cache, int id) => cache.GetOrCreate(id, entry => new Price(id, 1))!; public static Price First() => Load(new MemoryCache(new MemoryCacheOptions()), 1); }", "the callers of 'Load' hand the cache over")]
    [InlineData("public static class Prices { public static Price Load(IMemoryCache cache, int id) => cache.GetOrCreate(id, entry => new Price(id, 1))!; public static Func<IMemoryCache, int, Price> How => Load; }", "the callers of 'Load' hand the cache over")]
    [InlineData("public static class Prices { public static Price Load(IMemoryCache cache, int id) { cache.CreateEntry(id).Dispose(); return cache.GetOrCreate(id, entry => new Price(id, 1))!; } }", "'CreateEntry' has no counterpart")]
    [InlineData("public class Base { public virtual void Clear(IMemoryCache cache) => cache.Remove(1); } public static class Prices { public static Price Load(IMemoryCache cache, int id) { new Base().Clear(cache); return cache.GetOrCreate(id, entry => new Price(id, 1))!; } }", "the callers of 'Clear' hand the cache over")]
    public Task None_moves_where_one_cannot(string code, string reason) =>
        FixRun<CachePrivateToInstance, ShareMemoryCache>.RefusesAsync(Types + code, reason, Registered);
}
