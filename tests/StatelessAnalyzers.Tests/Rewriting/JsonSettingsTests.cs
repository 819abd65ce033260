using System.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using StatelessAnalyzers.Rewriting;
using Xunit;

namespace StatelessAnalyzers.Tests.Rewriting;

public class JsonSettingsTests
{
    static string? Set(string json, string key = "Storage:Bucket") => JsonSettings.Set(SourceText.From(json), key, "app")?.ToString();

    static string Crlf(string text) => text.Replace("\n", "\r\n", StringComparison.Ordinal);

    [Theory]
    [InlineData("{}", "{\n  \"Storage\": {\n    \"Bucket\": \"app\"\n  }\n}")]
    [InlineData("{ }\n", "{\n  \"Storage\": {\n    \"Bucket\": \"app\"\n  }\n}\n")]
    [InlineData("{\n}\n", "{\n  \"Storage\": {\n    \"Bucket\": \"app\"\n  }\n}\n")]
    [InlineData("{\n  \"A\": 1\n}\n", "{\n  \"A\": 1,\n  \"Storage\": {\n    \"Bucket\": \"app\"\n  }\n}\n")]
    [InlineData("{\n  \"A\": 1,\n}\n", "{\n  \"A\": 1,\n  \"Storage\": {\n    \"Bucket\": \"app\"\n  },\n}\n")]
    [InlineData("{\n  \"A\": 1\n  ,\n}\n", "{\n  \"A\": 1,\n  \"Storage\": {\n    \"Bucket\": \"app\"\n  }\n  ,\n}\n")]
    [InlineData("{\n  \"Storage\": {\n    \"A\": 1\n  }\n}", "{\n  \"Storage\": {\n    \"A\": 1,\n    \"Bucket\": \"app\"\n  }\n}")]
    [InlineData("{\n  \"storage\": {}\n}", "{\n  \"storage\": {\n    \"Bucket\": \"app\"\n  }\n}")]
    [InlineData("{ \"A\": 1 }", "{ \"A\": 1, \"Storage\": {\n    \"Bucket\": \"app\"\n  } }")]
    [InlineData("{\n  \"Storage\": { \"A\": 1 }\n}", "{\n  \"Storage\": { \"A\": 1, \"Bucket\": \"app\" }\n}")]
    [InlineData("{\n\t\"A\": [1, {\"b\": [null, true, -1.5e3]}, ]\n}", "{\n\t\"A\": [1, {\"b\": [null, true, -1.5e3]}, ],\n\t\"Storage\": {\n\t\t\"Bucket\": \"app\"\n\t}\n}")]
    [InlineData("{\n  \"A\": 1 // one\n}", "{\n  \"A\": 1, // one\n  \"Storage\": {\n    \"Bucket\": \"app\"\n  }\n}")]
    [InlineData("{\n  \"A\": 1, // one\n  // last\n}", "{\n  \"A\": 1, // one\n  \"Storage\": {\n    \"Bucket\": \"app\"\n  },\n  // last\n}")]
    [InlineData("{\n  \"A\": 1 /* a\n b */\n}", "{\n  \"A\": 1, /* a\n b */\n  \"Storage\": {\n    \"Bucket\": \"app\"\n  }\n}")]
    [InlineData("{ // none\n}", "{\n  \"Storage\": {\n    \"Bucket\": \"app\"\n  } // none\n}")]
    [InlineData("{\n  \"A\": \"x\\\"}\" }", "{\n  \"A\": \"x\\\"}\",\n  \"Storage\": {\n    \"Bucket\": \"app\"\n  } }")]
    public void The_key_is_added_in_the_layout_of_the_file(string before, string after)
    {
        Assert.Equal(after, Set(before));
        if (before.Contains('\n', StringComparison.Ordinal))
            Assert.Equal(Crlf(after), Set(Crlf(before)));
        Assert.Equal(after, Set(after));
    }

    [Theory]
    [InlineData("{\"Storage\":{\"Bucket\":\"mine\"}}")]
    [InlineData("{\"STORAGE\":{\"bucket\":null}}")]
    [InlineData("{\"Storage:Bucket\":\"mine\"}")]
    [InlineData("{\"Storage\":{\"Bucket\":{\"Name\":\"mine\"}}}")]
    public void A_value_that_is_there_stays(string json) => Assert.Equal(json, Set(json));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{")]
    [InlineData("{\"A\":}")]
    [InlineData("{\"A\" 1}")]
    [InlineData("{\"A\":1 \"B\":2}")]
    [InlineData("{A:1}")]
    [InlineData("{} x")]
    [InlineData("{ /* open }")]
    [InlineData("{\"A\":\"open}")]
    [InlineData("{\"Storage\":1}")]
    [InlineData("{\"Storage\":null}")]
    [InlineData("{\"Storage\":[]}")]
    [InlineData("{\"A\":[1 2]}")]
    public void A_file_that_cannot_be_understood_is_left(string json) => Assert.Null(Set(json));

    [Fact]
    public void Nesting_has_a_limit_and_size_has_none()
    {
        Assert.Null(Set(string.Concat(Enumerable.Repeat("{\"A\":", 100_000)) + "1" + new string('}', 100_000)));
        Assert.Null(Set("{\"A\":" + new string('[', 100_000) + new string(']', 100_000) + "}"));
        var big = "{\n" + string.Join(",\n", Enumerable.Range(0, 150_000).Select(i => $"  \"Key{i}\": \"some value of it\"")) + "\n}\n";
        Assert.True(big.Length > 5_000_000);
        var watch = Stopwatch.StartNew();
        Assert.EndsWith("\"Bucket\": \"app\"\n  }\n}\n", Set(big), StringComparison.Ordinal);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"It took {watch.Elapsed}.");
    }

    [Fact]
    public void Two_keys_of_a_section_stand_together() =>
        Assert.Equal(
            "{\n  \"ConnectionStrings\": {\n    \"Other\": \"app\",\n    \"Redis\": \"app\"\n  }\n}",
            Set(Set("{}", "ConnectionStrings:Redis")!, "ConnectionStrings:Other"));

    [Fact]
    public void The_order_in_which_fixes_set_keys_does_not_matter()
    {
        string[] keys = ["ConnectionStrings:Redis", "ConnectionStrings:Hangfire", "ConnectionStrings:Shop", "Queues:Orders", "Storage:Bucket"];
        const string Before = "{\r\n  \"Logging\": { } // all\r\n}\r\n";
        var first = keys.Aggregate(Before, (text, key) => Set(text, key)!);
        Assert.Equal(first, keys.Reverse().Aggregate(Before, (text, key) => Set(text, key)!));
        Assert.Equal(first, new[] { keys[1], keys[3], keys[2], keys[4], keys[0] }.Aggregate(Before, (text, key) => Set(text, key)!));
    }
}
