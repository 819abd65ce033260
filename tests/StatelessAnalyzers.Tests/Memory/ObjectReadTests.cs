using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Tests.Rewriting;
using Xunit;

namespace StatelessAnalyzers.Tests.Memory;

/// <summary>Entries that are read as objects, and keys that tell entries apart.</summary>
public class ObjectReadTests
{
    const string Registered = "builder.Services.AddScoped<Prices>(); builder.Services.AddScoped<Others>();";

    static string Code(string members, string others = "") => $$"""
        using Microsoft.Extensions.Caching.Memory;

        public class Prices(IMemoryCache cache, IDb db)
        {
        {{string.Join('\n', members.Split('\n').Select(l => l.Length == 0 ? l : "    " + l))}}
        }

        public class Others(IMemoryCache cache)
        {
            public void Nothing() => System.GC.KeepAlive(cache);{{others}}
        }

        public sealed record Price(int Id, decimal Amount);

        public interface IDb
        {
            Price Load(int id);
        }
        """;

    static async Task Becomes(string before, string after, string others = "")
    {
        // The other type hands its cache on, so that what may be an entry of both is refused.
        var result = await FixRun<CachePrivateToInstance, ShareMemoryCache>.RunAsync(new Workshop { References = References.Everything }.Web(Code(before, others), Registered));
        Assert.Contains(string.Join('\n', after.Split('\n').Select(l => l.Length == 0 ? l : "    " + l)) + "\n", result.Text("/0/Web/Test.cs"), StringComparison.Ordinal);
    }

    static Task Refuses(string members, string reason, string others = "") =>
        FixRun<CachePrivateToInstance, ShareMemoryCache>.RefusesAsync(Code(members, others), reason, Registered);

    [Fact]
    public Task A_value_that_nothing_is_done_with_is_only_asked_for() => Becomes(
        "public bool IsKnown(string name)\n{\n    if (cache.TryGetValue(name, out var known)) // seen\n        return true;\n    cache.Set(name, name, TimeSpan.FromHours(1));\n    return !cache.TryGetValue(name + \"!\", out _);\n}",
        "public async Task<bool> IsKnown(string name)\n{\n    if (await cache.GetStringAsync(name) is not null) // seen\n        return true;\n    await cache.SetStringAsync(\n        name,\n        JsonSerializer.Serialize(name),\n        new DistributedCacheEntryOptions { AbsoluteExpirationRelativeToNow = TimeSpan.FromHours(1) });\n    return await cache.GetStringAsync(name + \"!\") is null;\n}");

    [Fact]
    public Task A_pattern_that_takes_the_value_for_its_type_is_the_read_itself() => Becomes(
        "public string? Verify(string code)\n{\n    if (!cache.TryGetValue(code, out var o) || o is not string user)\n        return null;\n    cache.Remove(code);\n    return user;\n}\n\npublic void Issue(string code, string user) => cache.Set(code, user, TimeSpan.FromMinutes(1));",
        "public async Task<string?> Verify(string code)\n{\n    if (await GetEntryAsync<string>(cache, code) is not { } user)\n        return null;\n    await cache.RemoveAsync(code);\n    return user;\n}");

    [Fact]
    public Task A_value_that_is_cast_needs_no_cast() => Becomes(
        "public decimal Last(int id)\n{\n    cache.TryGetValue(\"last\", out object? last);\n    var price = last as Price;\n    if (cache.TryGetValue(\"count\", out var count))\n        return (int)count! + ((Price)last!).Amount;\n    cache.Set(\"last\", db.Load(id), TimeSpan.FromMinutes(1));\n    return price?.Amount ?? 0;\n}",
        "public async Task<decimal> Last(int id)\n{\n    var last = await GetEntryAsync<Price>(cache, \"last\");\n    var price = last;\n    if (await GetEntryAsync<int?>(cache, \"count\") is { } count)\n        return count + last!.Amount;\n    await cache.SetStringAsync(\n        \"last\",\n        JsonSerializer.Serialize(db.Load(id)),\n        new DistributedCacheEntryOptions { AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(1) });\n    return price?.Amount ?? 0;\n}");

    [Fact]
    public Task Looking_with_a_cast_and_storing_is_one_call() => Becomes(
        "public Price Get(int id)\n{\n    if (cache.TryGetValue(id, out object? found))\n    {\n        return (Price)found!;\n    }\n\n    var price = db.Load(id);\n    cache.Set(id, price, TimeSpan.FromMinutes(1));\n    return price;\n}",
        "public async Task<Price> Get(int id)\n{\n    return await cache.GetOrCreateAsync(\n        $\"Int32:{id}\",\n        _ => ValueTask.FromResult(db.Load(id)),\n        new HybridCacheEntryOptions { Expiration = TimeSpan.FromMinutes(1) });\n}");

    [Theory]
    [InlineData("public object? Get(string key) { cache.Set(key, \"\", TimeSpan.FromMinutes(1)); cache.TryGetValue(key, out var value); return value; }", "'value' is used as an object")]
    [InlineData("public string? Get(string key) { cache.Set(key, \"\", TimeSpan.FromMinutes(1)); return cache.TryGetValue(key, out var value) ? value as string ?? (value as Price)?.ToString() : null; }", "'value' is used as an object")]
    [InlineData("object? last;\n\npublic bool Get(string key) { cache.Set(key, \"\", TimeSpan.FromMinutes(1)); return cache.TryGetValue(key, out last); }", "the value is read as an object")]
    public Task Refuses_a_value_of_any_type(string member, string reason) => Refuses(member, reason);

    // The other type's cache is handed on, which refuses whatever may be the same entry.
    [Theory]
    [InlineData("$\"price:{id}\"", "\"page:\" + name", true)]
    [InlineData("$\"price:{id}\"", "\"price:\" + name", false)]
    [InlineData("$\"price:{id}\"", "name + \":7\"", false)]
    [InlineData("$\"price:{id}\"", "name + \":x\"", true)]
    [InlineData("$\"price:{id}\"", "$\"{name}/{name}\"", true)]
    [InlineData("string.Format(Keys.Format, id, id)", "$\"{name}:{name}\"", true)]
    [InlineData("string.Format(Keys.Format, id, id)", "$\"{name}-{name}\"", false)]
    [InlineData("Keys.Of(id)", "\"all-\" + name", true)]
    [InlineData("Keys.Of(id)", "\"one-\" + name", false)]
    [InlineData("$\"price:{id}\"", "key", true)]
    [InlineData("$\"page:{id}\"", "key", false)]
    [InlineData("$\"price:{id}\"", "Keys.Set", true)]
    [InlineData("$\"page:{id}\"", "Keys.Set", false)]
    public async Task Keys_that_cannot_be_equal_are_different_entries(string one, string other, bool differ)
    {
        var code = $$"""
            using Microsoft.Extensions.Caching.Memory;

            public class Prices(IMemoryCache cache)
            {
                public void Forget(int id) => cache.Remove({{one}});
            }

            public class Others(IMemoryCache cache, string key)
            {
                public void Forget(string name)
                {
                    cache.Remove({{other}});
                    System.GC.KeepAlive(cache);
                }

                public static Others Make(IMemoryCache cache) => new(cache, "page:" + Keys.Set);
            }

            public static class Keys
            {
                public static readonly string Format = "items-{0}-{1}";

                public static string Set { get; set; } = "";

                public static string Of(int id)
                {
                    var name = id.ToString();
                    return $"one-{name}";
                }

                public static void Use(int id) => Set = $"page:{id}";
            }
            """;
        var result = await FixRun<CachePrivateToInstance, ShareMemoryCache>.RunAsync(new Workshop { References = References.Everything }.Web(code, "builder.Services.AddScoped<Prices>();"));
        Assert.Equal(differ ? 1 : 0, result.Applied);
    }
}
