using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using StatelessAnalyzers.Platform;
using StatelessAnalyzers.Rewriting;
using StatelessAnalyzers.Tests.Repository;
using Xunit;

namespace StatelessAnalyzers.Tests.Rewriting;

/// <summary>
/// Whatever is drawn: what is fixed compiles, a fix does nothing twice, nothing throws, and Fix All gives what single fixes give one after another.
/// <c>STATELESS_PROGRAMS=2000</c> draws so many, which takes a quarter of an hour; single fixes are compared for a fifth of them.
/// </summary>
public class RandomProgramsTests
{
    const int PerSolution = 50, First = 20261126;

    // The newest compiler is shown fewer: what differs is its API, not the programs.
    static readonly int Programs = int.Parse(Environment.GetEnvironmentVariable("STATELESS_PROGRAMS") ?? (typeof(Compilation).Assembly.GetName().Version is { Major: 4 } ? "200" : "50"), CultureInfo.InvariantCulture);

    static ImmutableArray<StatelessFix> Fixes { get; } = [.. Inventory.Fixes.Cast<StatelessFix>()];

    [Fact]
    public async Task Everything_that_is_fixed_compiles_and_is_fixed_once()
    {
        var (found, refused, seeded) = (0, 0, 0);
        for (var start = 0; start < Programs; start += PerSolution)
        {
            var solution = Solution(Enumerable.Range(First + start, PerSolution));
            await AssertCompilesAsync(solution);
            var order = new Random(start);
            var findings = await FindingsAsync(solution);
            found += findings.Length;
            foreach (var fix in Fixes.OrderBy(_ => order.Next()))
            {
                var outcome = await RunAsync(fix, solution, Of(fix, findings));
                refused += outcome.Refused.Length;
                if (outcome.Applied == 0)
                    continue;
                solution = outcome.Solution;
                findings = await FindingsAsync(solution);
                Assert.Equal(0, (await RunAsync(fix, solution, Of(fix, findings))).Applied);
            }
            await AssertCompilesAsync(solution);
            seeded += (await TextAsync(solution)).Split("Task SeedAsync(").Length - 1;
        }
        // Else the programs are none that the fixes know.
        Assert.True(seeded >= Programs / 50, $"{seeded} of {Programs} programs have tables that start with records");
        Assert.True(found > Programs && refused < found / 2, $"{refused} of {found} findings in {Programs} programs were refused");
    }

    [Fact]
    public async Task Fix_All_gives_what_single_fixes_give_one_after_another()
    {
        var several = 0;
        for (var seed = First; seed < First + Programs / 5; seed++)
        {
            var start = Solution([seed]);
            var all = await FindingsAsync(start);
            foreach (var fix in Fixes)
            {
                var findings = Of(fix, all);
                if (findings.IsEmpty)
                    continue;
                several += findings.Length > 1 ? 1 : 0;
                var together = await RunAsync(fix, start, findings);
                var single = await OneByOneAsync(fix, start, new Random(seed));
                var (expected, actual) = (await TextAsync(together.Solution), await TextAsync(single));
                Assert.True(expected == actual, $"{fix.Title}\n{await TextAsync(start)}\n---- Fix All ----\n{expected}\n---- one by one ----\n{actual}\n{string.Join('\n', (await RunAsync(fix, single, Of(fix, await FindingsAsync(single)))).Refused.Select(r => r.Reason))}");
            }
        }
        Assert.True(several > Programs / 50);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_order_of_the_rules_does_not_matter(bool isRestored)
    {
        // A cache that is injected already serves whatever comes later, so that two kinds of caches in one type may end as one field or as two.
        foreach (var seed in Enumerable.Range(First, Programs / 5).Where(s => !RandomProgram.Of(s).HasTwoKindsOfCaches))
        {
            var start = Solution([seed], hasServices: false, isRestored);
            var found = await FindingsAsync(start);
            var texts = new List<string>();
            for (var order = 0; order < 3; order++)
            {
                var (random, solution, findings) = (new Random(seed + order), start, found);
                foreach (var fix in Fixes.OrderBy(_ => random.Next()))
                {
                    var outcome = await RunAsync(fix, solution, Of(fix, findings));
                    if (outcome.Applied > 0)
                        (solution, findings) = (outcome.Solution, await FindingsAsync(outcome.Solution));
                }
                texts.Add(await TextAsync(solution));
            }
            Assert.True(texts.Distinct().Count() == 1, string.Join("\n---- another order ----\n", texts.Prepend(await TextAsync(start)).Distinct()));
        }
    }

    static async Task<Solution> OneByOneAsync(StatelessFix fix, Solution current, Random random)
    {
        while (true)
        {
            var findings = Of(fix, await FindingsAsync(current)).OrderBy(_ => random.Next()).ToList();
            var outcome = default(FixOutcome);
            foreach (var finding in findings)
                if ((outcome = await RunAsync(fix, current, [finding])).Applied > 0)
                    break;
            if (outcome is not { Applied: > 0 })
                return current;
            current = outcome.Solution;
        }
    }

    static async Task<FixOutcome> RunAsync(StatelessFix fix, Solution solution, ImmutableArray<Finding> findings)
    {
        var outcome = await FixEngine.RunAsync(fix, solution, findings, TestContext.Current.CancellationToken);
        Assert.DoesNotContain(outcome.Refused, r => r.Reason.Contains("unforeseen", StringComparison.Ordinal));
        return outcome;
    }

    static Solution Solution(IEnumerable<int> seeds, bool hasServices = true, bool isRestored = true)
    {
        var programs = seeds.Select(RandomProgram.Of).ToList();
        var registrations = string.Join("\n", ["builder.Services.AddControllers();", "builder.Services.AddMemoryCache();", .. programs.Select(p => p.Registration).Where(r => r.Length > 0)]);
        return new Workshop { References = isRestored ? References.Everything : References.AspNetCore }.Project(
            "Web",
            [.. programs.Select(p => (p.Namespace + ".cs", p.Text)), ("Program.cs", (hasServices ? Workshop.Registered(registrations) : $"var builder = WebApplication.CreateBuilder(args);\n{registrations}\nbuilder.Build().Run();\n").Replace("builder.Build().Run();", "var app = builder.Build();\napp.Run();", StringComparison.Ordinal))],
            application: true,
            additional: [("Web.csproj", "<Project Sdk=\"Microsoft.NET.Sdk.Web\">\n  <PropertyGroup>\n    <TargetFramework>net10.0</TargetFramework>\n  </PropertyGroup>\n</Project>\n"), ("appsettings.json", "{\n}\n")]).Solution;
    }

    static ImmutableArray<Finding> Of(StatelessFix fix, ImmutableArray<Finding> findings) => [.. findings.Where(f => fix.FixableDiagnosticIds.Contains(f.Diagnostic.Id))];

    static async Task<ImmutableArray<Finding>> FindingsAsync(Solution solution)
    {
        var project = solution.Projects.Single();
        var found = await (await project.GetCompilationAsync())!.WithAnalyzers([new StatelessAnalyzer()], project.AnalyzerOptions).GetAnalyzerDiagnosticsAsync();
        Assert.DoesNotContain(found, d => d.Id == "AD0001");
        return [.. found.Where(d => Fixes.Any(f => f.FixableDiagnosticIds.Contains(d.Id))).Select(d => new Finding(d, project.GetDocument(d.Location.SourceTree)!))];
    }

    static async Task AssertCompilesAsync(Solution solution)
    {
        var project = solution.Projects.Single();
        var errors = (await project.GetCompilationAsync())!.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).ToList();
        Assert.True(errors.Count == 0, string.Join('\n', errors) + "\n" + string.Join("\n----\n", errors.Select(e => e.Location.SourceTree).Distinct()));
    }

    static async Task<string> TextAsync(Solution solution)
    {
        var texts = await Task.WhenAll(solution.Projects.Single().Documents.Concat(solution.Projects.Single().AdditionalDocuments).Select(async d => d.Name + "\n" + await d.GetTextAsync()));
        return string.Join('\n', texts);
    }
}
