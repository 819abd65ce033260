using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using StatelessAnalyzers.Configuration;
using Xunit;

namespace StatelessAnalyzers.Tests.Configuration;

public class ConfigurationFilesTests
{
    const string Xdt = "xmlns:xdt=\"http://schemas.microsoft.com/XML-Document-Transform\"";
    const string InProc = "<configuration><system.web><sessionState mode=\"InProc\" /></system.web></configuration>";
    const string Fixing = $"<configuration {Xdt}><system.web><sessionState mode=\"Custom\" xdt:Transform=\"SetAttributes\" /></system.web></configuration>";
    const string Adding = $"<configuration {Xdt}><system.web><sessionState mode=\"InProc\" xdt:Transform=\"Insert\" /></system.web></configuration>";

    static ConfigurationFiles Of(params (string Path, string Text)[] files) =>
        new(new AnalyzerOptions([.. files.Select(f => (AdditionalText)new Additional(f.Path, f.Text))]), default);

    // The places of sessions in process, as file and line.
    static string[] Faults(ConfigurationFiles files) =>
        [.. files.Web!.Everywhere(d => d.Sections("system.web/sessionState").Where(s => s.Has("mode", "InProc"))).Select(f => Path.GetFileName(files.Web.NameOf(f).GetLineSpan().Path))];

    [Fact]
    public void The_web_config_of_the_root_is_meant_in_any_case()
    {
        Assert.Equal("InProc", Of(("/app/Views/web.config", "<configuration/>"), ("/app/Web.config", InProc)).Web!.Deployments[0].Section("system.web/sessionState")!["mode"]);
        Assert.Null(Of(("/app/Views/web.config", InProc), ("/app/Other.csproj", "<Project/>"), ("/app/appsettings.json", "{}")).Web);
        Assert.Null(Of(("/app/web.config", "<configuration>")).Web);
        Assert.Null(Of().Web);
        Assert.True(Of(("/app/packages.config", "<a/>"), ("/app/webs.config", "<a/>")).IsEmpty);
    }

    [Fact]
    public void A_release_transform_that_mends_the_fault_wins() =>
        Assert.Empty(Faults(Of(("Web.config", InProc), ("Web.Release.config", Fixing))));

    [Fact]
    public void A_transform_for_development_does_not_count()
    {
        Assert.Equal(["Web.config"], Faults(Of(("Web.config", InProc), ("Web.Debug.config", Fixing))));
        Assert.Empty(Faults(Of(("Web.config", "<configuration><system.web/></configuration>"), ("Web.Debug.config", Adding))));
    }

    [Fact]
    public void One_deployment_that_is_mended_is_enough()
    {
        Assert.Empty(Faults(Of(("Web.config", InProc), ("Web.Release.config", "<configuration/>"), ("Web.Production.config", Fixing), ("Web.Staging.config", "<configuration/>"))));
        Assert.Equal(["Web.config"], Faults(Of(("Web.config", InProc), ("Web.Production.config", "<configuration/>"), ("Web.Staging.config", "broken"))));
    }

    [Fact]
    public void What_only_a_transform_adds_is_at_fault_there() =>
        Assert.Equal(["Web.Production.config"], Faults(Of(("Web.config", "<configuration><system.web/></configuration>"), ("Web.Production.config", Adding), ("Web.Staging.config", "<configuration/>"))));

    [Fact]
    public void Settings_for_development_are_left_out_and_others_override()
    {
        var settings = Of(
            ("appsettings.json", "{\"A\":{\"B\":1,\"C\":2}}"), ("appsettings.Production.json", "{\"A:B\":3}"), ("appsettings.Development.json", "{\"A\":{\"C\":1}}"),
            ("appsettings.local.json", "{}"), ("appsettings.Test.json", "{}"), ("appsettings.Broken.json", "{"), ("sub/appsettings.json", "{}")).Settings;
        Assert.Equal(["", "Production"], settings.Files.Select(f => f.Environment));
        Assert.True(settings.IsOverridden(settings.Files[0], "A:B"));
        Assert.False(settings.IsOverridden(settings.Files[0], "A:C"));
        Assert.False(settings.IsOverridden(settings.Files[1], "A:B"));
    }

    sealed class Additional(string path, string text) : AdditionalText
    {
        readonly SourceText source = SourceText.From(text);

        public override string Path { get; } = path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => source;
    }
}
