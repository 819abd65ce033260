using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Sessions;
using StatelessAnalyzers.Tests.Rewriting;
using Xunit;

namespace StatelessAnalyzers.Tests.Memory;

/// <summary>Counts in a memory cache, which move to Redis.</summary>
public class CachedCountTests
{
    const string Registered = "builder.Services.AddSingleton<StackExchange.Redis.IConnectionMultiplexer>(_ => StackExchange.Redis.ConnectionMultiplexer.Connect(\"r\")); builder.Services.AddSingleton<Throttle>();";

    static string Code(string members) =>
        $"using Microsoft.Extensions.Caching.Memory;\n\npublic sealed class Throttle(IMemoryCache cache)\n{{\n{string.Join('\n', members.Split('\n').Select(l => l.Length == 0 ? l : "    " + l))}\n}}\n";

    static async Task Becomes(string before, string after)
    {
        var code = Code(before);
        var text = code.Contains("User", StringComparison.Ordinal) ? await FixRun<CachePrivateToInstance, ShareSignInState>.FixAsync(code, Registered) : await FixRun<CachePrivateToInstance, ShareMemoryCache>.FixAsync(code, Registered);
        Assert.Equal("using StackExchange.Redis;\n\n" + Code(after).Split("\n\n", 2)[1].Replace("IMemoryCache cache", "IConnectionMultiplexer redis", StringComparison.Ordinal), text);
    }

    static Task Refuses(string members, string reason) => FixRun<CachePrivateToInstance, ShareMemoryCache>.RefusesAsync(Code(members), reason, Registered);

    [Fact]
    public Task Failures_are_counted_for_all_instances() => Becomes("""
        public bool IsLocked(string name) => cache.TryGetValue(Key(name), out int failures) && failures >= 5;

        // Each failure locks for as long again.
        public void Failed(string name)
        {
            cache.TryGetValue(Key(name), out int failures); // so far
            cache.Set(Key(name), failures + 1, TimeSpan.FromMinutes(15));
        }

        public void Succeeded(string name) => cache.Remove(Key(name));

        private static string Key(string name) => $"failures:{name.ToLowerInvariant()}";
        """, """
        public async Task<bool> IsLocked(string name) => (int?)await redis.GetDatabase().StringGetAsync(Key(name)) is { } failures && failures >= 5;

        // Each failure locks for as long again.
        public async Task Failed(string name)
        {
            await redis.GetDatabase().StringIncrementAsync(Key(name)); // so far
            await redis.GetDatabase().KeyExpireAsync(Key(name), TimeSpan.FromMinutes(15));
        }

        public async Task Succeeded(string name) => await redis.GetDatabase().KeyDeleteAsync(Key(name));

        private static string Key(string name) => $"failures:{name.ToLowerInvariant()}";
        """);

    [Theory]
    [InlineData("var count = cache.Get<int>(name);\n    count++;\n    cache.Set(name, count, TimeSpan.FromMinutes(1));\n    return count > 5;",
        "var count = (int)await redis.GetDatabase().StringIncrementAsync(name);\n    await redis.GetDatabase().KeyExpireAsync(name, TimeSpan.FromMinutes(1));\n    return count > 5;")]
    [InlineData("var count = cache.TryGetValue(name, out int old) ? old : 0;\n    count += 2;\n    cache.Set(name, count, new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(1) });\n    return count > 5;",
        "var count = (int)await redis.GetDatabase().StringIncrementAsync(name, 2);\n    await redis.GetDatabase().KeyExpireAsync(name, TimeSpan.FromMinutes(1));\n    return count > 5;")]
    [InlineData("cache.TryGetValue(name, out int count);\n    cache.Set(name, count + 1, TimeSpan.FromMinutes(1));\n    return count > 5;",
        "var count = (int)await redis.GetDatabase().StringIncrementAsync(name) - 1;\n    await redis.GetDatabase().KeyExpireAsync(name, TimeSpan.FromMinutes(1));\n    return count > 5;")]
    [InlineData("cache.Set(name, cache.Get<int>(name) + 1, TimeSpan.FromMinutes(1));\n    return cache.Get<int>(name) > 5;",
        "await redis.GetDatabase().StringIncrementAsync(name);\n    await redis.GetDatabase().KeyExpireAsync(name, TimeSpan.FromMinutes(1));\n    return (int)await redis.GetDatabase().StringGetAsync(name) > 5;")]
    [InlineData("cache.TryGetValue(name, out int count);\n    cache.Set(name, count + 1, TimeSpan.FromMinutes(1));\n    return (!cache.TryGetValue(\"b\", out int other) || other > 1) && cache.TryGetValue(name, out _);",
        "await redis.GetDatabase().StringIncrementAsync(name);\n    await redis.GetDatabase().KeyExpireAsync(name, TimeSpan.FromMinutes(1));\n    return ((int?)await redis.GetDatabase().StringGetAsync(\"b\") is not { } other || other > 1) && await redis.GetDatabase().KeyExistsAsync(name);")]
    public Task Reading_and_storing_one_more_is_one_step(string before, string after) => Becomes(
        $"public bool Hit(string name)\n{{\n    {before}\n}}", $"public async Task<bool> Hit(string name)\n{{\n    {after}\n}}");

    [Theory]
    [InlineData("public void Hit(string name) { cache.TryGetValue(name, out int count); cache.Set(name, count + 1, new MemoryCacheEntryOptions { SlidingExpiration = TimeSpan.FromMinutes(1) }); }", "is made of the one that it replaces")]
    [InlineData("public void Hit(string name) { cache.TryGetValue(name, out int count); cache.Set(name, count + 1); }", "is made of the one that it replaces")]
    [InlineData("public void Hit(string name) { cache.TryGetValue(name, out int count); cache.Set(name, count * 2, TimeSpan.FromMinutes(1)); }", "is made of the one that it replaces")]
    [InlineData("public void Hit(string name) { cache.TryGetValue(name, out int count); cache.Set(name + 1, count + 1, TimeSpan.FromMinutes(1)); }", "is made of the one that it replaces")]
    [InlineData("public void Hit(string name) { cache.TryGetValue(name, out int count); Console.WriteLine(); cache.Set(name, count + 1, TimeSpan.FromMinutes(1)); }", "is made of the one that it replaces")]
    [InlineData("public void Hit(string name) { cache.TryGetValue(name, out double count); cache.Set(name, count + 1, TimeSpan.FromMinutes(1)); }", "is made of the one that it replaces")]
    public Task Refuses_what_is_more_than_a_count(string members, string reason) => Refuses(members, reason);
}
