using StatelessAnalyzers.Memory;
using Xunit;

namespace StatelessAnalyzers.Tests.Rewriting;

/// <summary>What the fixed code needs no more at the top of its file.</summary>
public class UnusedUsingsTests
{

    static async Task Becomes(string usings, string after, string end = "\n")
    {
        var code = (usings + "\n" + Cached).ReplaceLineEndings(end);
        var text = await FixRun<CachePrivateToInstance, ShareMemoryCache>.FixAsync(code, "builder.Services.AddMemoryCache(); builder.Services.AddSingleton<Names>();");
        Assert.Equal(after.ReplaceLineEndings(end), text[..text.IndexOf("public class Names", StringComparison.Ordinal)]);
    }

    const string Cached = """
        public class Names(IMemoryCache cache, IDb db)
        {
            public async Task<string?> OfAsync(int id) => await cache.GetOrCreateAsync($"name:{id}", async entry =>
            {
                entry.AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(5);
                return await db.NameOfAsync(id);
            });
        }

        public interface IDb
        {
            Task<string> NameOfAsync(int id);
        }
        """;

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public Task What_only_the_old_code_needed_goes(string end) => Becomes(
        "using Microsoft.Extensions.Caching.Memory;\n",
        "using Microsoft.Extensions.Caching.Hybrid;\n\n", end);

    [Fact]
    public Task What_nothing_needed_before_stays() => Becomes(
        "using System.Text;\nusing Microsoft.Extensions.Caching.Memory;\n",
        "using System.Text;\nusing Microsoft.Extensions.Caching.Hybrid;\n\n");

    [Fact]
    public Task A_comment_above_it_stays() => Becomes(
        "// Licensed to us.\n\nusing Microsoft.Extensions.Caching.Memory;\n",
        "// Licensed to us.\n\nusing Microsoft.Extensions.Caching.Hybrid;\n\n");

    [Fact]
    public Task One_with_a_comment_of_its_own_stays() => Becomes(
        "using Microsoft.Extensions.Caching.Memory; // memory\n",
        "using Microsoft.Extensions.Caching.Hybrid;\nusing Microsoft.Extensions.Caching.Memory; // memory\n\n");

    [Fact]
    public Task One_under_a_condition_stays() => Becomes(
        "#if !SMALL\nusing Microsoft.Extensions.Caching.Memory;\n#endif\n",
        "using Microsoft.Extensions.Caching.Hybrid;\n#if !SMALL\nusing Microsoft.Extensions.Caching.Memory;\n#endif\n\n");

    // Only what stores a value names the serialiser.
    [Fact]
    public async Task What_the_new_code_does_not_need_is_not_added()
    {
        var text = await FixRun<CachePrivateToInstance, ShareMemoryCache>.FixAsync("""
            using Microsoft.Extensions.Caching.Memory;

            public class Revoked(IMemoryCache cache)
            {
                public bool Has(string user) => cache.TryGetValue(user, out _);
            }
            """, "builder.Services.AddMemoryCache(); builder.Services.AddSingleton<Revoked>();");
        Assert.DoesNotContain("using System.Text.Json;", text, StringComparison.Ordinal);
        Assert.Contains("IDistributedCache", text, StringComparison.Ordinal);
    }
}
