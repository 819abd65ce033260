using Xunit;

namespace StatelessAnalyzers.EndToEnd;

/// <summary>What <c>StatelessAnalysisMode</c> does, and what wins over it.</summary>
public class PresetTests(PackedPackage package)
{
    [Fact]
    public async Task Preset_sets_the_level()
    {
        var shop = Consumer.WebApplication(package);
        Assert.Equal("warning", Level(await shop.BuildAsync()));
        Assert.Equal("warning", Level(await shop.BuildAsync("-p:StatelessAnalysisMode=Default")));
        Assert.Equal("warning", Level(await shop.BuildAsync("-p:StatelessAnalysisMode=Strict")));
        Assert.Equal("note", Level(await shop.BuildAsync("-p:StatelessAnalysisMode=audit")));
        Assert.Null(Level(await shop.BuildAsync("-p:StatelessAnalysisMode=None")));
    }

    [Fact]
    public async Task Severity_in_editorconfig_wins()
    {
        var shop = Consumer.WebApplication(package);
        shop.Write(".editorconfig", "[*.cs]\ndotnet_diagnostic.SLS1002.severity = suggestion\n");
        Assert.Equal("note", Level(await shop.BuildAsync("-p:StatelessAnalysisMode=Strict")));
        Assert.Equal("note", Level(await shop.BuildAsync("-p:StatelessAnalysisMode=None")));
        shop.Write(".editorconfig", "[*.cs]\ndotnet_diagnostic.SLS1002.severity = none\n");
        Assert.Null(Level(await shop.BuildAsync("-p:StatelessAnalysisMode=Strict")));
    }

    [Fact]
    public async Task Severity_in_a_global_config_wins()
    {
        var shop = Consumer.WebApplication(package);
        shop.Write(".globalconfig", "is_global = true\ndotnet_diagnostic.SLS1002.severity = suggestion\n");
        Assert.Equal("note", Level(await shop.BuildAsync("-p:StatelessAnalysisMode=Strict")));
    }

    [Fact]
    public async Task Unknown_preset_is_told_and_counts_as_none_given()
    {
        var shop = Consumer.WebApplication(package);
        var output = await Dotnet.RunAsync(shop.Folder, "build", "-p:StatelessAnalysisMode=Loud");
        Assert.Contains("warning : StatelessAnalysisMode is 'Loud'", output, StringComparison.Ordinal);
        Assert.Contains("warning SLS1002", output, StringComparison.Ordinal);
    }

    // That of the one finding, or null where there is none.
    static string? Level(List<LoggedFinding> findings)
    {
        Assert.All(findings, f => Assert.Equal("SLS1002", f.Id));
        return findings.Count == 0 ? null : Assert.Single(findings).Level;
    }
}
