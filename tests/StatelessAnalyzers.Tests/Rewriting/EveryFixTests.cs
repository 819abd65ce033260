using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using StatelessAnalyzers.Platform;
using StatelessAnalyzers.Rewriting;
using StatelessAnalyzers.Sessions;
using StatelessAnalyzers.Tests.Repository;
using Xunit;

namespace StatelessAnalyzers.Tests.Rewriting;

/// <summary>What a user expects of each fix, whatever its rule.</summary>
public class EveryFixTests
{
    const string Project = "<Project Sdk=\"Microsoft.NET.Sdk.Web\">\n  <PropertyGroup>\n    <TargetFramework>net10.0</TargetFramework>\n  </PropertyGroup>\n\n  <ItemGroup>\n    <PackageReference Include=\"Zed\" Version=\"1.0.0\" />\n  </ItemGroup>\n</Project>\n";
    const string Central = "<Project>\n  <PropertyGroup>\n    <ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally>\n  </PropertyGroup>\n\n  <ItemGroup>\n    <PackageVersion Include=\"Zed\" Version=\"1.0.0\" />\n  </ItemGroup>\n</Project>\n";

    public static TheoryData<string> Fixes => [.. FixCase.All.Select(c => c.Name)];

    public static TheoryData<string> OfTypes => [.. FixCase.All.Where(c => c.Code.Length > 0).Select(c => c.Name)];

    static FixCase Of(string name) => FixCase.All.Single(c => c.Name == name);

    // The fix of web.config has no code.
    [Fact]
    public void Each_is_here() =>
        Assert.Equal(Inventory.Fixes.Select(f => f.GetType().Name).Where(n => n != nameof(KeepClassicSessionInRedis)).Order(StringComparer.Ordinal), FixCase.All.Select(c => c.Name).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Fixes))]
    public async Task Line_ends_stay(string name)
    {
        var fixedOne = await FixAsync(Of(name), One(Of(name), t => t));
        var fixedOther = await FixAsync(Of(name), One(Of(name), t => t.ReplaceLineEndings("\r\n")));
        Assert.Equal(await TextsAsync(fixedOne), (await TextsAsync(fixedOther)).Select(t => t.Replace("\r\n", "\n", StringComparison.Ordinal)));
        Assert.All(await TextsAsync(fixedOther), t => Assert.DoesNotMatch("(?<!\r)\n", t));
    }

    [Theory]
    [MemberData(nameof(Fixes))]
    public async Task Files_of_two_frameworks_are_fixed_as_those_of_one(string name)
    {
        var alone = await FixAsync(Of(name), One(Of(name), t => t));
        var both = await FixAsync(Of(name), One(Of(name), t => t.Replace("<TargetFramework>net10.0</TargetFramework>", "<TargetFrameworks>net9.0;net10.0</TargetFrameworks>", StringComparison.Ordinal), "Web(net9.0)", "Web(net10.0)"));
        Assert.All(both.Projects, p => Assert.NotEmpty(p.Documents));
        foreach (var project in both.Projects)
            Assert.Equal(await SourcesAsync(alone.Projects.Single()), await SourcesAsync(project));
    }

    [Theory]
    [MemberData(nameof(Fixes))]
    public async Task Packages_get_their_versions_centrally(string name)
    {
        var @case = Of(name);
        var fixedOne = await FixAsync(@case, Add(new Workshop { References = [.. References.AspNetCore, .. @case.Needs.Except(References.AspNetCore)] }, @case, t => t, "Web", ("/0/Directory.Packages.props", Central)).Solution, isRestored: false);
        var project = await fixedOne.Projects.Single().AdditionalDocuments.Single(d => d.Name == "Web.csproj").GetTextAsync();
        var central = await fixedOne.Projects.Single().AdditionalDocuments.Single(d => d.Name == "Directory.Packages.props").GetTextAsync();
        var added = Items(project.ToString(), "PackageReference").Except(Items(Project, "PackageReference")).ToList();
        Assert.All(added, a => Assert.DoesNotContain("Version", a, StringComparison.Ordinal));
        Assert.Equal(added.Select(Included), Items(central.ToString(), "PackageVersion").Except(Items(Central, "PackageVersion")).Select(Included));
    }

    [Theory]
    [MemberData(nameof(OfTypes))]
    public async Task Types_of_a_library_are_registered_where_they_run(string name)
    {
        var @case = Of(name);
        var workshop = With(@case).Project("Goods", [("Types.cs", @case.TypesIn("Shop"))], file: "/0/Goods/Goods.csproj", additional: [("Goods.csproj", Project)])
            .Project("Web", [("Program.cs", @case.Program)], application: true, uses: ["Goods"], additional: [("Web.csproj", Project), ("appsettings.json", "{\n}\n")]);
        _ = await FixAsync(@case, workshop.Solution);
    }

    [Theory]
    [MemberData(nameof(OfTypes))]
    public async Task What_generators_write_is_in_nobodys_way(string name)
    {
        var plain = One(Of(name), t => Regex.Replace(t, @"public (static )?(class|record) ", "public $1partial $2 "));
        var generating = plain.Projects.Aggregate(plain, (solution, project) => solution.AddAnalyzerReference(project.Id, PartsAndViews.Reference));
        Assert.NotEmpty(await generating.Projects.Single().GetSourceGeneratedDocumentsAsync(TestContext.Current.CancellationToken));
        Assert.Equal(await TextsAsync(await FixAsync(Of(name), plain)), await TextsAsync(await FixAsync(Of(name), generating)));
    }

    [Theory]
    [MemberData(nameof(OfTypes))]
    public async Task All_at_once_and_one_after_another_end_in_the_same(string name)
    {
        var @case = Of(name);
        var start = With(@case).Project("Web", [("Types.cs", @case.TypesIn("Shop")), ("Others.cs", @case.TypesIn("Store")), ("Program.cs", @case.Program)], application: true, additional: [("Web.csproj", Project), ("appsettings.json", "{\n}\n")]).Solution;
        var current = start;
        while (true)
        {
            var before = current;
            foreach (var finding in await FindingsAsync(@case.Fix, before))
                if (await FixEngine.RunAsync(@case.Fix, before, [finding], TestContext.Current.CancellationToken) is { Applied: > 0 } outcome)
                {
                    current = outcome.Solution;
                    break;
                }
            if (current == before)
                break;
        }
        Assert.NotEqual(start, current);
        var all = await FixEngine.RunAsync(@case.Fix, start, [.. await FindingsAsync(@case.Fix, start)], TestContext.Current.CancellationToken);
        Assert.Equal(await TextsAsync(all.Solution), await TextsAsync(current));
    }

    static Workshop With(FixCase @case) => new() { References = [.. References.Everything, .. @case.Needs.Except(References.Everything)] };

    static Solution One(FixCase @case, Func<string, string> text, params string[] projects) =>
        (projects.Length == 0 ? ["Web"] : projects).Aggregate(With(@case), (workshop, project) => Add(workshop, @case, text, project)).Solution;

    static Workshop Add(Workshop workshop, FixCase @case, Func<string, string> text, string project, params (string, string)[] more) => workshop.Project(
        project,
        [.. @case.Code.Length > 0 ? [("/0/Web/Types.cs", text(@case.TypesIn("Shop")))] : Array.Empty<(string, string)>(), ("/0/Web/Program.cs", text(@case.Program))],
        application: true, file: "/0/Web/Web.csproj",
        additional: [("/0/Web/Web.csproj", text(Project)), ("/0/Web/appsettings.json", text("{\n}\n")), .. more]);

    // All is fixed, nothing broken, and a second run finds nothing to do.
    static async Task<Solution> FixAsync(FixCase @case, Solution solution, bool isRestored = true)
    {
        var findings = await FindingsAsync(@case.Fix, solution);
        Assert.NotEmpty(findings);
        var outcome = await FixEngine.RunAsync(@case.Fix, solution, [.. findings], TestContext.Current.CancellationToken);
        Assert.Empty(outcome.Refused.Select(r => r.Reason));
        Assert.NotEqual(0, outcome.Applied);
        foreach (var project in isRestored ? outcome.Solution.Projects : [])
        {
            var errors = (await project.GetCompilationAsync())!.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).ToList();
            Assert.True(errors.Count == 0, string.Join('\n', errors));
        }
        var again = await FixEngine.RunAsync(@case.Fix, outcome.Solution, [.. await FindingsAsync(@case.Fix, outcome.Solution)], TestContext.Current.CancellationToken);
        Assert.Equal(0, again.Applied);
        return outcome.Solution;
    }

    static async Task<List<Finding>> FindingsAsync(StatelessFix fix, Solution solution)
    {
        var findings = new List<Finding>();
        foreach (var project in solution.Projects)
        {
            var found = await (await project.GetCompilationAsync())!.WithAnalyzers([new StatelessAnalyzer()], project.AnalyzerOptions).GetAnalyzerDiagnosticsAsync();
            findings.AddRange(found.Where(d => fix.FixableDiagnosticIds.Contains(d.Id)).Select(d => new Finding(d, project.GetDocument(d.Location.SourceTree)!)));
        }
        return findings;
    }

    static async Task<List<string>> TextsAsync(Solution solution) => [.. await Task.WhenAll(solution.Projects.SelectMany(p => p.Documents.Where(d => !d.Name.EndsWith(".g.cs", StringComparison.Ordinal)).Concat(p.AdditionalDocuments)).Select(async d => (await d.GetTextAsync()).ToString()))];

    static async Task<List<string>> SourcesAsync(Project project) => [.. await Task.WhenAll(project.Documents.Select(async d => (await d.GetTextAsync()).ToString()))];

    static IEnumerable<string> Items(string project, string item) => project.Split('\n').Where(l => l.Contains($"<{item} ", StringComparison.Ordinal)).Select(l => l.Trim());

    static string Included(string item) => item.Split('"')[1];
}
