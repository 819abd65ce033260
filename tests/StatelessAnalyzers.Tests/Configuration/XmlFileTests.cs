using Microsoft.CodeAnalysis.Text;
using StatelessAnalyzers.Configuration;
using Xunit;

namespace StatelessAnalyzers.Tests.Configuration;

public class XmlFileTests
{
    const string Config = """
        <?xml version="1.0" encoding="utf-8"?>
        <!-- sessionState in a comment -->
        <configuration xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
        	<location path="." inheritInChildApplications="false">
            <system.web>
              <sessionState
                 mode = 'InProc'
                 timeout="20" />
            </system.web>
          </location>
          <location path="admin"><system.web><sessionState mode="Custom" /></system.web></location>
          <targets><target xsi:type="File" name="a&amp;b&quot;>" /></targets>
        </configuration>
        """;

    static ConfigurationElement? Root(string text) => XmlFile.Root(SourceText.From(text));

    static string Crlf(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\n", "\r\n", StringComparison.Ordinal);

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Elements_and_values_have_their_places(string lineEnd)
    {
        var text = SourceText.From(Config.Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\n", lineEnd, StringComparison.Ordinal));
        var root = XmlFile.Root(text)!;

        var state = Assert.Single(root.Sections("system.web/sessionState"));
        Assert.Equal("InProc", state["mode"]);
        Assert.True(state.Has("mode", "inproc"));
        Assert.Equal("sessionState", text.ToString(state.NameSpan));
        Assert.Equal("InProc", text.ToString(state.Attribute("mode")!.Value.ValueSpan));
        Assert.StartsWith("<sessionState", text.ToString(state.Span), StringComparison.Ordinal);
        Assert.EndsWith("timeout=\"20\" />", text.ToString(state.Span), StringComparison.Ordinal);

        var target = root.Child("targets")!.Child("target")!;
        Assert.Equal("File", target["type"]);
        Assert.Equal("a&b\">", target["name"]);
        Assert.Equal("a&amp;b&quot;>", text.ToString(target.Attribute("name")!.Value.ValueSpan));
        Assert.Equal("<targets>", text.ToString(root.Child("targets")!.StartTag));
        Assert.EndsWith("</targets>", text.ToString(root.Child("targets")!.Span), StringComparison.Ordinal);
        Assert.Equal(text.Length, root.Span.End);
        Assert.Equal(["location", "system.web", "sessionState", "location", "system.web", "sessionState", "targets", "target"], root.Descendants().Select(e => e.Name));
    }

    [Fact]
    public void Characters_that_end_lines_elsewhere_do_not_move_places()
    {
        var text = SourceText.From("<a>\u2028\u0085\n<b x=\"\u2029\"/><c/>\n</a>");
        var root = XmlFile.Root(text)!;
        Assert.Equal(["b", "c"], root.Children.Select(c => text.ToString(c.NameSpan)));
    }

    [Fact]
    public void One_text_is_read_once()
    {
        var text = SourceText.From(Config);
        Assert.Same(XmlFile.Root(text), XmlFile.Root(text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("text")]
    [InlineData("<a>")]
    [InlineData("<a></b>")]
    [InlineData("<a x=1/>")]
    [InlineData("<a x='1' x='2'/>")]
    [InlineData("<a/><b/>")]
    [InlineData("<a>&undefined;</a>")]
    [InlineData("<a xsi:type='File'/>")]
    [InlineData("<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>")]
    [InlineData("<!DOCTYPE a SYSTEM \"http://localhost:1/a.dtd\"><a/>")]
    [InlineData("\0\0\0")]
    public void What_is_no_xml_or_brings_a_document_type_is_not_read(string text) => Assert.Null(Root(text));

    [Fact]
    public void A_bomb_of_entities_does_not_go_off()
    {
        var bomb = "<!DOCTYPE a [<!ENTITY e0 \"boom\">" + string.Concat(Enumerable.Range(1, 40).Select(i => $"<!ENTITY e{i} \"&e{i - 1};&e{i - 1};&e{i - 1};\">")) + "]><a x=\"&e40;\">&e40;</a>";
        Assert.Null(HostileFiles.InTime(() => Root(bomb)));
    }

    [Fact]
    public void Truncated_files_are_not_read_and_nothing_throws()
    {
        HostileFiles.Truncated(Config, text => Assert.True(XmlFile.Root(text) is null || text.Length == Config.Length));
        HostileFiles.Truncated(Crlf(Config), text => _ = XmlFile.Root(text));
    }

    [Fact]
    public void Binary_files_are_not_read() => Assert.All([1, 10, 1000, 1_000_000], length => Assert.Null(HostileFiles.InTime(() => XmlFile.Root(HostileFiles.Binary(length)))));

    [Fact]
    public void Nesting_has_a_limit()
    {
        Assert.NotNull(Root(Nested(90)));
        Assert.Null(HostileFiles.InTime(() => Root(Nested(500_000))));
        Assert.Null(HostileFiles.InTime(() => Root(string.Concat(Enumerable.Repeat("<a>", 1_000_000)))));

        static string Nested(int depth) => string.Concat(Enumerable.Repeat("<a>", depth)) + string.Concat(Enumerable.Repeat("</a>", depth));
    }

    [Fact]
    public void Large_files_are_read_in_time()
    {
        var many = "<a>" + string.Concat(Enumerable.Range(0, 120_000).Select(i => $"<add key=\"Key{i}\" value=\"some value\" />\n")) + "</a>";
        Assert.True(many.Length > 5_000_000);
        Assert.Equal(120_000, HostileFiles.InTime(() => Root(many))!.Children.Length);
        Assert.NotNull(HostileFiles.InTime(() => Root($"<a x=\"{new string('>', 5_000_000)}\">{new string('x', 5_000_000)}</a>")));
        Assert.Null(HostileFiles.InTime(() => Root($"<a>{new string(' ', 20_000_000)}</a>")));
    }
}
