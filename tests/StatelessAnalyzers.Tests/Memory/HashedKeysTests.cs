using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Tests.Rewriting;
using Xunit;

namespace StatelessAnalyzers.Tests.Memory;

/// <summary>Hash codes of texts and objects differ from process to process: under such a key no instance finds what another one stored.</summary>
public class HashedKeysTests
{
    const string Registered = "builder.Services.AddScoped<Views>();";

    static string Code(string members) => $$"""
        using Microsoft.Extensions.Caching.Memory;

        public class Views(IMemoryCache cache)
        {
            {{members}}
        }
        """;

    [Theory]
    [InlineData("public bool Seen(string agent) => cache.GetOrCreate($\"seen:{agent.GetHashCode()}\", entry => true);")]
    [InlineData("public bool Seen(string agent, int id) { var key = \"seen:\" + HashCode.Combine(agent, id); return cache.GetOrCreate(key, entry => true); }")]
    [InlineData("public bool Seen(Uri address) => cache.GetOrCreate(Key(address), entry => true); private static string Key(Uri address) => \"seen:\" + address.GetHashCode();")]
    [InlineData("public bool Seen(string agent) => cache.GetOrCreate(\"seen:\" + StringComparer.OrdinalIgnoreCase.GetHashCode(agent), entry => true);")]
    [InlineData("public int Count(string agent) { var key = \"seen:\" + agent.GetHashCode(); var count = cache.Get<int>(key); cache.Set(key, ++count, TimeSpan.FromMinutes(5)); return count; }")]
    public Task A_key_of_one_is_refused(string members) =>
        FixRun<CachePrivateToInstance, ShareMemoryCache>.RefusesAsync(Code(members), "the key in Test.cs, line ", Registered);

    [Theory]
    [InlineData("public bool Seen(int id) => cache.GetOrCreate($\"seen:{id.GetHashCode()}\", entry => true);")]
    [InlineData("public bool Seen(DayOfWeek day) => cache.GetOrCreate($\"seen:{day.GetHashCode()}\", entry => true);")]
    [InlineData("public bool Seen(string agent) => cache.GetOrCreate(Path.Combine(\"seen\", agent), entry => true);")]
    [InlineData("public bool Seen(string agent) => cache.GetOrCreate(\"seen:\" + agent, entry => agent.GetHashCode() > 0);")]
    public async Task One_that_every_process_comes_to_is_taken(string members) =>
        Assert.Contains("cache.GetOrCreateAsync", await FixRun<CachePrivateToInstance, ShareMemoryCache>.FixAsync(Code(members), Registered), StringComparison.Ordinal);

    [Fact]
    public Task A_dictionary_with_such_keys_stays() => FixRun<LongLivedState, ShareCache>.RefusesAsync(
        """
        using System.Collections.Concurrent;

        public interface ISource
        {
            decimal Load(string agent);
        }

        public class Views(ISource source)
        {
            private static readonly ConcurrentDictionary<int, decimal> Cache = new();

            public decimal Of(string agent) => Cache.GetOrAdd(agent.GetHashCode(), _ => source.Load(agent));
        }
        """,
        "is made of a hash code", Registered);
}
