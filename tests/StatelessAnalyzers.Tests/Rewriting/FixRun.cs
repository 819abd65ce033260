using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using StatelessAnalyzers.Platform;
using StatelessAnalyzers.Rewriting;
using Xunit;

namespace StatelessAnalyzers.Tests.Rewriting;

/// <summary>Runs a fix over everything that a rule finds in a solution in memory, for what <see cref="FixTest{TRule, TFix}"/> does not show: reasons, several projects, line ends.</summary>
internal sealed class FixRun<TRule, TFix> where TRule : Rule, new() where TFix : StatelessFix, new()
{
    /// <summary>The reasons of all refusals of a fix in a file of a web application. Nothing may be fixed.</summary>
    public static async Task RefusesAsync(string code, string reason, string registers = "", ImmutableArray<MetadataReference>? references = null)
    {
        var result = await RunAsync(new Workshop { References = references ?? References.Everything }.Web(code, registers));
        Assert.Equal(0, result.Applied);
        Assert.NotEmpty(result.Refused);
        Assert.All(result.Refused, r => Assert.Contains(reason, r, StringComparison.Ordinal));
    }

    /// <summary>The fixed file of a web application, in which no new error may be, and which a second run leaves as it is.</summary>
    public static async Task<string> FixAsync(string code, string registers = "")
    {
        var result = await RunAsync(new Workshop { References = References.Everything }.Web(code, registers));
        Assert.Empty(result.Refused);
        return result.Text("/0/Web/Test.cs");
    }

    /// <param name="workshop">The solution.</param>
    /// <param name="hasPackages">Whether all packages that a fix adds are restored already, so that the result compiles.</param>
    /// <param name="at">The text at the place of the one finding to fix; null for all.</param>
    public static async Task<Fixed> RunAsync(Workshop workshop, bool hasPackages = true, string? at = null)
    {
        var outcome = await FixEngine.RunAsync(new TFix(), workshop.Solution, [.. await FindingsAsync(workshop.Solution, at)], TestContext.Current.CancellationToken);
        foreach (var project in hasPackages ? outcome.Solution.Projects : [])
        {
            var errors = (await project.GetCompilationAsync())!.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).ToList();
            Assert.True(errors.Count == 0, string.Join('\n', errors) + "\n" + string.Join("\n----\n", project.Documents.Select(d => d.GetTextAsync().Result)));
        }
        var again = await FixEngine.RunAsync(new TFix(), outcome.Solution, [.. await FindingsAsync(outcome.Solution, at)], TestContext.Current.CancellationToken);
        Assert.Equal(0, again.Applied);
        return new Fixed(outcome);
    }

    static Task<List<Finding>> FindingsAsync(Solution solution, string? at) => FindingsAsync(solution, new TFix(), at);

    /// <summary>What the rule finds and a fix, which may be another one, deals with.</summary>
    public static async Task<List<Finding>> FindingsAsync(Solution solution, StatelessFix fix, string? at = null)
    {
        var findings = new List<Finding>();
        var ids = fix.FixableDiagnosticIds;
        foreach (var project in solution.Projects)
        {
            var found = await (await project.GetCompilationAsync())!.WithAnalyzers(ImmutableArray.Create<DiagnosticAnalyzer>(new Alone<TRule>())).GetAnalyzerDiagnosticsAsync();
            findings.AddRange(found.Where(d => ids.Contains(d.Id) && (at is null || d.Location.SourceTree!.GetText().ToString(d.Location.SourceSpan) == at)).Select(d => new Finding(d, project.GetDocument(d.Location.SourceTree)!)));
        }
        return findings;
    }
}
