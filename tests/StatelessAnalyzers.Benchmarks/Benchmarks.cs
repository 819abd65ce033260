using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Benchmarks;

/// <summary>What each rule costs alone over 10 000 lines, beside one that does nothing.</summary>
[MemoryDiagnoser]
public class RuleCost
{
    readonly CSharpCompilation application = WebApplication.OfLines(10_000);

    [ParamsSource(nameof(Rules))]
    public string Rule { get; set; } = "";

    public static IEnumerable<string> Rules => RuleSet.All.Select(r => r.GetType().Name).Order(StringComparer.Ordinal).Prepend(nameof(Floor));

    [Benchmark]
    public int Analyze() => Analysis.Run(application, RuleSet.All.FirstOrDefault(r => r.GetType().Name == Rule) is { } rule ? new Alone(rule) : new Floor());

    sealed class Alone(Rule rule) : StatelessAnalyzer([rule]);
}

/// <summary>That all rules together grow with the code, and no faster.</summary>
[MemoryDiagnoser]
public class Growth
{
    CSharpCompilation application = null!;

    [Params(10_000, 30_000, 100_000, 300_000)]
    public int Lines { get; set; }

    [GlobalSetup]
    public void Make() => application = WebApplication.OfLines(Lines);

    [Benchmark(Baseline = true)]
    public int Floor() => Analysis.Run(application, new Floor());

    [Benchmark]
    public int AllRules() => Analysis.Run(application, new StatelessAnalyzer());
}

internal static class Analysis
{
    // A fresh compilation each time: what it has bound, it keeps.
    public static int Run(CSharpCompilation application, DiagnosticAnalyzer analyzer) =>
        application.Clone().WithAnalyzers([analyzer]).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult().Length;
}
