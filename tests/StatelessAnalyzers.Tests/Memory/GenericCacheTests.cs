using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Tests.Rewriting;
using Xunit;

namespace StatelessAnalyzers.Tests.Memory;

/// <summary>A cache of T keeps what its callers say.</summary>
public class GenericCacheTests
{
    const string Entries = """
        using Microsoft.Extensions.Caching.Memory;

        public sealed record Price(int Id, decimal Amount);

        public interface IEntries
        {
            T? Get<T>(string key);

            void Set<T>(string key, T value, TimeSpan duration);

            void Remove(string key);
        }

        public class Entries(IMemoryCache cache) : IEntries
        {
            public T? Get<T>(string key) => cache.TryGetValue(key, out T? value) ? value : default;

            public void Set<T>(string key, T value, TimeSpan duration)
            {
                cache.Set(key, value, duration);
            }

            public void Remove(string key) => cache.Remove(key);
        }

        """;

    const string Registered = "builder.Services.AddSingleton<IEntries, Entries>(); builder.Services.AddScoped<Shop>();";

    static string Shop(string members) => $"{Entries}\npublic class Shop(IEntries entries)\n{{\n{members}\n}}\n";

    [Fact]
    public async Task It_moves_where_all_that_is_kept_serialises()
    {
        var text = await FixRun<CachePrivateToInstance, ShareMemoryCache>.FixAsync(Shop("""
                public Price? Find(int id) => entries.Get<Price>("price:" + id);

                public int Count() => entries.Get<int>("count");

                public void Put(Price price) => entries.Set("price:" + price.Id, price, TimeSpan.FromMinutes(1));
            """), Registered);
        Assert.Contains("""
            public interface IEntries
            {
                Task<T?> Get<T>(string key);

                Task Set<T>(string key, T value, TimeSpan duration);

                Task Remove(string key);
            }

            public class Entries(IDistributedCache cache) : IEntries
            {
                public async Task<T?> Get<T>(string key) => await GetEntryAsync<T>(cache, key);

                public async Task Set<T>(string key, T value, TimeSpan duration)
                {
                    await cache.SetStringAsync(
                        key,
                        JsonSerializer.Serialize(value),
                        new DistributedCacheEntryOptions { AbsoluteExpirationRelativeToNow = duration });
                }

                public async Task Remove(string key) => await cache.RemoveAsync(key);

            """.ReplaceLineEndings("\n"), text, StringComparison.Ordinal);
        Assert.Contains("public async Task<int> Count() => await entries.Get<int>(\"count\");", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_misses_is_made_by_the_callers_factory()
    {
        var text = await FixRun<CachePrivateToInstance, ShareMemoryCache>.FixAsync("""
            using Microsoft.Extensions.Caching.Memory;

            public sealed record Price(int Id, decimal Amount);

            public class Entries(IMemoryCache cache)
            {
                public async Task<T> GetOrAddAsync<T>(string key, Func<Task<T>> load)
                {
                    if (cache.TryGetValue(key, out T? value) && value is not null)
                        return value;
                    value = await load();
                    cache.Set(key, value, TimeSpan.FromMinutes(5));
                    return value;
                }
            }

            public class Shop(Entries entries)
            {
                public Task<List<Price>> All() => entries.GetOrAddAsync("all", () => Task.FromResult(new List<Price>()));

                public async Task<decimal> Sum()
                {
                    var prices = await entries.GetOrAddAsync("all", () => Task.FromResult(new List<Price>()));
                    return prices.Sum(p => p.Amount);
                }
            }
            """, "builder.Services.AddSingleton<Entries>(); builder.Services.AddScoped<Shop>(); builder.Services.AddControllers();");
        Assert.Contains("await cache.GetOrCreateAsync(", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public object? Find() => entries.Get<object>(\"o\");", "'object' is not known to serialise")]
    [InlineData("public Stream? Find() => entries.Get<Stream>(\"s\");", "'Stream' is not known to serialise")]
    [InlineData("public void Add() => entries.Get<List<int>>(\"l\")!.Add(1);", "a list that is cached as 'T' can be changed afterwards")]
    [InlineData("public TItem? Find<TItem>() => entries.Get<TItem>(\"o\"); public object? Any() => Find<object>();", "'object' is not known to serialise")]
    public Task It_stays_where_something_that_is_kept_does_not(string member, string reason) =>
        FixRun<CachePrivateToInstance, ShareMemoryCache>.RefusesAsync(Shop(member), reason, Registered);

    [Fact]
    public Task A_zero_is_no_missing_entry() => FixRun<CachePrivateToInstance, ShareMemoryCache>.RefusesAsync(
        Shop("public int Count() => entries.Get<int>(\"count\");").Replace("=> cache.TryGetValue(key, out T? value) ? value : default;", "{ if (cache.TryGetValue(key, out T? value)) { Console.WriteLine(key); return value; } return default; }", StringComparison.Ordinal),
        "may stand for a number, whose zero cannot be told from a missing entry", Registered);

    [Theory]
    [InlineData("Price", true)]
    [InlineData("Action", false)]
    public async Task A_type_of_T_is_judged_by_what_is_asked_for(string kept, bool moves)
    {
        var result = await FixRun<CachePrivateToInstance, ShareMemoryCache>.RunAsync(new Workshop { References = References.Everything }.Web($$"""
            using Microsoft.Extensions.Caching.Memory;

            public sealed record Price(int Id, decimal Amount);

            public interface IEntries<T> { T? Get(int id); }

            public class Entries<T>(IMemoryCache cache) : IEntries<T>
            {
                public T? Get(int id) => cache.GetOrCreate(typeof(T).Name + id, entry => default(T));
            }

            public class Shop(IEntries<{{kept}}> entries)
            {
                public object? Find(int id) => entries.Get(id);
            }
            """, "builder.Services.AddSingleton(typeof(IEntries<>), typeof(Entries<>)); builder.Services.AddScoped<Shop>();"));
        Assert.Equal(moves ? 1 : 0, result.Applied);
    }
}
