using Microsoft.CodeAnalysis.Text;
using StatelessAnalyzers.Configuration;
using Xunit;

namespace StatelessAnalyzers.Tests.Configuration;

public class ConfigurationTransformTests
{
    const string Base = """
        <configuration>
          <connectionStrings><add name="Shop" connectionString="file" /><add name="Log" connectionString="other" /></connectionStrings>
          <system.web><sessionState mode="InProc" timeout="20" /></system.web>
        </configuration>
        """;

    // What is left, as an outline.
    static string Transformed(string transform, string file = Base)
    {
        var xdt = $"<configuration xmlns:xdt=\"http://schemas.microsoft.com/XML-Document-Transform\">{transform}</configuration>";
        var root = ConfigurationTransform.Apply(XmlFile.Root(SourceText.From(file))!, XmlFile.Root(SourceText.From(xdt))!);
        return string.Join(" ", root.Sections("connectionStrings/add").Concat(root.Sections("system.web/sessionState"))
            .Select(e => $"{e.Name}({string.Join(",", e.Attributes.Where(a => !a.Name.StartsWith("xdt:", StringComparison.Ordinal)).Select(a => a.Value).Order(StringComparer.Ordinal))})"));
    }

    const string Same = "add(Shop,file) add(Log,other) sessionState(20,InProc)";

    [Theory]
    [InlineData("", Same)]
    [InlineData("<system.web><sessionState mode='Custom' /></system.web>", Same)]
    [InlineData("<system.web><sessionState mode='Custom' xdt:Transform='SetAttributes' /></system.web>", "add(Shop,file) add(Log,other) sessionState(20,Custom)")]
    [InlineData("<system.web><sessionState mode='Custom' timeout='5' xdt:Transform='SetAttributes(mode)' /></system.web>", "add(Shop,file) add(Log,other) sessionState(20,Custom)")]
    [InlineData("<system.web><sessionState xdt:Transform='RemoveAttributes(mode, other)' /></system.web>", "add(Shop,file) add(Log,other) sessionState(20)")]
    [InlineData("<system.web><sessionState mode='Custom' xdt:Transform='Replace' /></system.web>", "add(Shop,file) add(Log,other) sessionState(Custom)")]
    [InlineData("<system.web xdt:Transform='Replace'><sessionState mode='SQLServer' /></system.web>", "add(Shop,file) add(Log,other) sessionState(SQLServer)")]
    [InlineData("<system.web><sessionState xdt:Transform='Remove' /></system.web>", "add(Shop,file) add(Log,other)")]
    [InlineData("<system.web xdt:Transform='RemoveAll' />", "add(Shop,file) add(Log,other)")]
    [InlineData("<connectionStrings><add name='Log' connectionString='new' xdt:Transform='SetAttributes' xdt:Locator='Match(name)' /></connectionStrings>", "add(Shop,file) add(Log,new) sessionState(20,InProc)")]
    [InlineData("<connectionStrings><add name='None' xdt:Transform='Replace' xdt:Locator='Match(name)' /></connectionStrings>", Same)]
    [InlineData("<connectionStrings><add name='New' xdt:Transform='Insert' /></connectionStrings>", "add(Shop,file) add(Log,other) add(New) sessionState(20,InProc)")]
    [InlineData("<connectionStrings><add name='Log' xdt:Transform='InsertIfMissing' xdt:Locator='Match(name)' /></connectionStrings>", Same)]
    [InlineData("<connectionStrings><add name='New' xdt:Transform='InsertIfMissing' xdt:Locator='Match(name)' /></connectionStrings>", "add(Shop,file) add(Log,other) add(New) sessionState(20,InProc)")]
    public void A_transform_changes_what_it_names(string transform, string outline) => Assert.Equal(outline, Transformed(transform));

    [Theory]
    [InlineData("<connectionStrings><add connectionString='x' xdt:Transform='SetAttributes' xdt:Locator='Condition(@name=\"Log\")' /></connectionStrings>", "sessionState(20,InProc)")]
    [InlineData("<system.web><sessionState xdt:Transform='Tokenize(mode)' /></system.web>", "add(Shop,file) add(Log,other)")]
    public void Of_what_cannot_be_followed_nothing_is_known(string transform, string outline) => Assert.Equal(outline, Transformed(transform));

    [Fact]
    public void Another_root_changes_nothing() => Assert.Equal(Same, Transformed("", Base) is var same && XmlFile.Root(SourceText.From("<other/>")) is { } other && ConfigurationTransform.Apply(XmlFile.Root(SourceText.From(Base))!, other).Children.Length == 2 ? same : "");
}
