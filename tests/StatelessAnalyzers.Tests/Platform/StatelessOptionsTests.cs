using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using StatelessAnalyzers.Platform;
using Xunit;

namespace StatelessAnalyzers.Tests.Platform;

public class StatelessOptionsTests
{
    static readonly CSharpCompilation OneFile = CSharpCompilation.Create("App", [CSharpSyntaxTree.ParseText("")]);

    [Theory]
    [InlineData("auto", "Auto")]
    [InlineData("ALWAYS", "Always")]
    [InlineData(" never ", "Never")]
    public void A_value_is_read_whatever_its_case(string text, string value) =>
        Assert.Equal(value, Scope(Options.With(("stateless.scope", text))).ToString());

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("sometimes")]
    [InlineData("2")]
    [InlineData("auto, never")]
    public void An_unknown_value_is_the_default(string? text) =>
        Assert.Equal(AnalysisScope.Auto, Scope(Options.With(("stateless.scope", text))));

    [Fact]
    public void A_section_for_files_holds_for_the_compilation() =>
        Assert.Equal(AnalysisScope.Never, Scope(Options.OfFiles(("stateless.scope", "never"))));

    [Fact]
    public void A_compilation_without_files_has_the_global_config() =>
        Assert.Equal(AnalysisScope.Never, StatelessOptions.Scope.Of(Options.With(("stateless.scope", "never")), CSharpCompilation.Create("App")));

    [Fact]
    public void Every_key_is_listed()
    {
        Assert.Contains(StatelessOptions.Scope.Key, StatelessOptions.Keys);
        Assert.All(StatelessOptions.Keys, key => Assert.StartsWith("stateless.", key, StringComparison.Ordinal));
        Assert.Equal(StatelessOptions.Keys.Distinct(), StatelessOptions.Keys);
    }

    static AnalysisScope Scope(AnalyzerOptions options) => StatelessOptions.Scope.Of(options, OneFile);
}
