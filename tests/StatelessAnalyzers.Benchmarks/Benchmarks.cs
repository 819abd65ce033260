using System.Collections.Immutable;
using System.Reflection;
using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace StatelessAnalyzers.Benchmarks;

/// <summary>What each rule costs alone over 10 000 lines, beside one that does nothing.</summary>
[MemoryDiagnoser]
public class RuleCost
{
    readonly CSharpCompilation application = WebApplication.OfLines(10_000);

    [ParamsSource(nameof(Rules))]
    public string Rule { get; set; } = "";

    public static IEnumerable<string> Rules => Analyzers.All.Select(a => a.GetType().Name).Order(StringComparer.Ordinal).Prepend(nameof(Floor));

    [Benchmark]
    public int Analyze() => Analyzers.Run(application, [Analyzers.All.FirstOrDefault(a => a.GetType().Name == Rule) ?? new Floor()]);
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
    public int Floor() => Analyzers.Run(application, [new Floor()]);

    [Benchmark]
    public int AllRules() => Analyzers.Run(application, Analyzers.All);
}

internal static class Analyzers
{
    public static ImmutableArray<DiagnosticAnalyzer> All { get; } =
    [
        .. Assembly.Load("StatelessAnalyzers").GetTypes()
            .Where(t => !t.IsAbstract && t.IsDefined(typeof(DiagnosticAnalyzerAttribute)))
            .Select(t => (DiagnosticAnalyzer)Activator.CreateInstance(t)!),
    ];

    // A fresh compilation each time: what it has bound, it keeps.
    public static int Run(CSharpCompilation application, ImmutableArray<DiagnosticAnalyzer> analyzers) =>
        application.Clone().WithAnalyzers(analyzers).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult().Length;
}
