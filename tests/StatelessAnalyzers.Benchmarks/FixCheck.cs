using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using StatelessAnalyzers.Files;
using StatelessAnalyzers.Platform;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Benchmarks;

/// <summary>Times Fix All over an application of 100 000 lines, and one light bulb in it. Fails where either takes longer than a user waits.</summary>
internal static class FixCheck
{
    const int Lines = 100_000;

    static readonly TimeSpan FixAllAtMost = TimeSpan.FromSeconds(60), LightBulbAtMost = TimeSpan.FromMilliseconds(100);

    public static async Task<int> RunAsync()
    {
        await FixAllAsync(50); // what is made once for a process
        _ = await FixAllAsync(250);
        var all = await FixAllAsync(1000);
        var one = await LightBulbAsync();
        return all <= FixAllAtMost && one <= LightBulbAtMost ? 0 : 1;
    }

    static async Task<TimeSpan> FixAllAsync(int findings)
    {
        var (solution, found) = await OpenAsync(findings);
        var watch = Stopwatch.StartNew();
        var outcome = await FixEngine.RunAsync(new KeepFileInS3(), solution, found, default);
        Say($"Fix All of {found.Length} findings: {outcome.Applied} fixed, {outcome.Refused.Length} refused in {watch.Elapsed.TotalSeconds:F1} s");
        return watch.Elapsed;
    }

    // The document is warm: what an editor has bound while its user typed.
    static async Task<TimeSpan> LightBulbAsync()
    {
        var (solution, found) = await OpenAsync(1000);
        var times = new List<TimeSpan>();
        foreach (var finding in found.Take(60))
        {
            _ = (await finding.Document.GetSemanticModelAsync())!.GetDiagnostics();
            var watch = Stopwatch.StartNew();
            _ = await FixEngine.RunAsync(new KeepFileInS3(), solution, [finding], default);
            times.Add(watch.Elapsed);
        }
        times = [.. times.Skip(20).Order()];
        Say($"A light bulb: {times[times.Count / 2].TotalMilliseconds:F0} ms in the middle, {times[^1].TotalMilliseconds:F0} ms at most, of {times.Count}");
        return times[times.Count / 2];
    }

    static async Task<(Solution Solution, ImmutableArray<Finding> Found)> OpenAsync(int findings)
    {
        var application = WebApplication.ThatWritesFiles(Lines, findings);
        var id = ProjectId.CreateNewId();
        using var workspace = new AdhocWorkspace();
        var solution = workspace.CurrentSolution.AddProject(ProjectInfo.Create(
            id, VersionStamp.Default, "Shop", "Shop", LanguageNames.CSharp, "/Shop/Shop.csproj", compilationOptions: application.Options, metadataReferences: application.References,
            documents: application.SyntaxTrees.Select(t => DocumentInfo.Create(DocumentId.CreateNewId(id), t.FilePath, loader: TextLoader.From(TextAndVersion.Create(t.GetText(), VersionStamp.Default)), filePath: "/Shop/" + t.FilePath)),
            additionalDocuments: new[] { ("Shop.csproj", "<Project Sdk=\"Microsoft.NET.Sdk.Web\">\n  <PropertyGroup>\n    <TargetFramework>net10.0</TargetFramework>\n  </PropertyGroup>\n</Project>\n"), ("appsettings.json", "{\n}\n") }
                .Select(f => DocumentInfo.Create(DocumentId.CreateNewId(id), f.Item1, loader: TextLoader.From(TextAndVersion.Create(SourceText.From(f.Item2), VersionStamp.Default)), filePath: "/Shop/" + f.Item1))));
        var project = solution.GetProject(id)!;
        var found = await (await project.GetCompilationAsync())!.WithAnalyzers([new StatelessAnalyzer()], project.AnalyzerOptions).GetAnalyzerDiagnosticsAsync();
        return (solution, [.. found.Where(d => d.Id == Rules.SLS2001_LocalFileWrite.Id).Select(d => new Finding(d, project.GetDocument(d.Location.SourceTree)!))]);
    }

    static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
