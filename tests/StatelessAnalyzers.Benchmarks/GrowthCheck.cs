using System.Globalization;
using Microsoft.CodeAnalysis.Diagnostics;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Benchmarks;

/// <summary>
/// Fails where all rules together allocate more than in proportion to the code. Allocations hardly depend on the machine and its load, as times do, so that a build may hang on this.
/// </summary>
internal static class GrowthCheck
{
    const int Small = 10_000, Large = 40_000;

    // In proportion, twice as much is neither noise nor a table that grew.
    const double Most = 2;

    public static int Run()
    {
        _ = Beyond(Small / 5); // what is made once for a process
        var (few, many) = (Beyond(Small), Beyond(Large));
        var growth = many / few / (Large / Small);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Beyond the floor: {few:F1} MB for {Small} lines, {many:F1} MB for {Large}: {growth:F2} of what is linear, at most {Most}."));
        return growth <= Most ? 0 : 1;
    }

    static double Beyond(int lines)
    {
        var application = WebApplication.OfLines(lines);
        return Allocated(new StatelessAnalyzer()) - Allocated(new Floor());

        double Allocated(DiagnosticAnalyzer analyzer)
        {
            var (before, cpu) = (GC.GetTotalAllocatedBytes(precise: true), Environment.CpuUsage.TotalTime);
            _ = Analysis.Run(application, analyzer);
            var megabytes = (GC.GetTotalAllocatedBytes(precise: true) - before) / 1e6;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{analyzer.GetType().Name,-18} {lines,7} lines {megabytes,8:F1} MB {(Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds,8:F0} ms of processor"));
            return megabytes;
        }
    }
}
