using Xunit;

namespace StatelessAnalyzers.EndToEnd;

/// <summary>What <c>StatelessAnalysisMode</c> does, and what wins over it.</summary>
public class PresetTests(PackedPackage package)
{
    [Fact]
    public async Task Preset_sets_the_level()
    {
        var shop = Consumer.WebApplication(package);
        // A rule of level info: a copy that can be loaded again.
        shop.Write("Prices.cs", """
            using Microsoft.Extensions.Caching.Memory;

            public class Prices(IMemoryCache cache, HttpClient server)
            {
                public Task<string?> Get(int id) => cache.GetOrCreateAsync(id, entry => server.GetStringAsync("/prices/" + id));
            }
            """);
        Assert.Equal(["SLS1002 warning", "SLS3005 note"], Levels(await shop.BuildAsync()));
        Assert.Equal(["SLS1002 warning", "SLS3005 warning"], Levels(await shop.BuildAsync("-p:StatelessAnalysisMode=Strict")));
        Assert.Equal(["SLS1002 note", "SLS3005 note"], Levels(await shop.BuildAsync("-p:StatelessAnalysisMode=audit")));
        Assert.Empty(await shop.BuildAsync("-p:StatelessAnalysisMode=None"));
    }

    [Fact]
    public async Task Severity_in_editorconfig_wins()
    {
        var shop = Consumer.WebApplication(package);
        shop.Write(".editorconfig", "[*.cs]\ndotnet_diagnostic.SLS1002.severity = suggestion\n");
        Assert.Equal(["SLS1002 note"], Levels(await shop.BuildAsync("-p:StatelessAnalysisMode=None")));
        shop.Write(".editorconfig", "[*.cs]\ndotnet_diagnostic.SLS1002.severity = none\n");
        Assert.Empty(await shop.BuildAsync("-p:StatelessAnalysisMode=Strict"));
    }

    [Fact]
    public async Task Severity_in_a_global_config_wins()
    {
        var shop = Consumer.WebApplication(package);
        shop.Write(".globalconfig", "is_global = true\ndotnet_diagnostic.SLS1002.severity = suggestion\n");
        Assert.Equal(["SLS1002 note"], Levels(await shop.BuildAsync("-p:StatelessAnalysisMode=Strict")));
    }

    [Fact]
    public async Task Unknown_preset_is_told_and_counts_as_none_given()
    {
        var shop = Consumer.WebApplication(package);
        var output = await Dotnet.RunAsync(shop.Folder, "build", "-p:StatelessAnalysisMode=Loud");
        Assert.Contains("warning : StatelessAnalysisMode is 'Loud'", output, StringComparison.Ordinal);
        Assert.Contains("warning SLS1002", output, StringComparison.Ordinal);
    }

    static IEnumerable<string> Levels(List<LoggedFinding> findings) => findings.Select(f => $"{f.Id} {f.Level}").Order(StringComparer.Ordinal);
}
