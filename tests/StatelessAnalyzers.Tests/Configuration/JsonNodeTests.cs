using Microsoft.CodeAnalysis.Text;
using StatelessAnalyzers.Configuration;
using Xunit;

namespace StatelessAnalyzers.Tests.Configuration;

public class JsonNodeTests
{
    const string Settings = """
        {
          // Where the data is.
          "ConnectionStrings": { "Shop": "Data Source=C:\\data\\shop.db", /* old */ "Other": "x\u0041\n", },
          "Serilog:WriteTo": [ { "Name": "File", "Args": { "path": "a.log" } }, "Console", ],
          "Limit": -1.5e3, "On": true, "None": null,
        }
        """;

    static JsonNode? Root(string text) => JsonNode.Root(SourceText.From(text));

    [Fact]
    public void Values_have_keys_and_places()
    {
        var text = SourceText.From(Settings);
        var root = JsonNode.Root(text)!;

        Assert.Equal("Data Source=C:\\data\\shop.db", root.Find("connectionstrings:SHOP")!.Text);
        Assert.Equal("\"Data Source=C:\\\\data\\\\shop.db\"", text.ToString(root.Find("ConnectionStrings:Shop")!.Span));
        Assert.Equal("xA\n", root["ConnectionStrings"]!["Other"]!.Text);
        Assert.Equal(JsonKind.Array, root.Find("Serilog:WriteTo")!.Kind);
        Assert.Equal("File", root.Find("serilog:writeto:0:name")!.Text);
        Assert.Equal("Console", root.Find("Serilog:WriteTo:1")!.Text);
        Assert.Null(root.Find("Serilog:WriteTo:2"));
        Assert.Null(root.Find("Serilog"));
        Assert.Null(root.Find("Limit:Inner"));
        Assert.Null(root.Find("Nothing:At:All"));
        Assert.Equal(
            ["ConnectionStrings:Shop", "ConnectionStrings:Other", "Serilog:WriteTo:0:Name", "Serilog:WriteTo:0:Args:path", "Serilog:WriteTo:1", "Limit", "On", "None"],
            root.Values().Where(v => v.Value.Children.IsEmpty).Select(v => v.Key));
        Assert.Same(root, JsonNode.Root(text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{\"A\":}")]
    [InlineData("{\"A\":1 \"B\":2}")]
    [InlineData("{} x")]
    [InlineData("{,}")]
    [InlineData("{ /* open }")]
    [InlineData("{\"A\":\"\\")]
    [InlineData("{\"A\":[1 2]}")]
    public void What_cannot_be_read_whole_is_not_read(string text) => Assert.Null(Root(text));

    [Theory]
    [InlineData("\uFEFF{}")]
    [InlineData("// comment\n{}\n// end")]
    [InlineData("{\"a\":\"\\u00\\uD800\\\"\"}")]
    public void Odd_files_are_read(string text) => Assert.NotNull(Root(text));

    [Fact]
    public void Truncated_files_are_not_read_and_nothing_throws() =>
        HostileFiles.Truncated(Settings, text => Assert.True(JsonNode.Root(text) is null || text.Length == Settings.Length));

    [Fact]
    public void Binary_files_are_not_read() => Assert.All([1, 10, 1000, 1_000_000], length => Assert.Null(HostileFiles.InTime(() => JsonNode.Root(HostileFiles.Binary(length)))));

    [Fact]
    public void Nesting_has_a_limit()
    {
        Assert.NotNull(Root(string.Concat(Enumerable.Repeat("{\"a\":", 50)) + "1" + new string('}', 50)));
        Assert.Null(HostileFiles.InTime(() => Root(string.Concat(Enumerable.Repeat("{\"a\":", 500_000)) + "1" + new string('}', 500_000))));
        Assert.Null(HostileFiles.InTime(() => Root("{\"a\":" + new string('[', 1_000_000))));
    }

    [Fact]
    public void Large_files_are_read_in_time()
    {
        var big = "{\n" + string.Join(",\n", Enumerable.Range(0, 150_000).Select(i => $"  \"Key{i}\": \"some value of it\"")) + "\n}\n";
        Assert.True(big.Length > 5_000_000);
        Assert.Equal(150_000, HostileFiles.InTime(() => Root(big))!.Children.Length);
        Assert.Null(HostileFiles.InTime(() => Root("{\"a\": \"" + new string('\\', 5_000_001) + "\"}")));
        Assert.Null(HostileFiles.InTime(() => Root(new string(' ', 20_000_000) + "{}")));
    }
}
