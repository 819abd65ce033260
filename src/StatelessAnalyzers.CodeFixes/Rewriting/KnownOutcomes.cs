using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.CodeAnalysis;

namespace StatelessAnalyzers.Rewriting;

/// <summary>
/// What came of runs of the engine, kept as long as their solution. An editor asks once for its light bulb and again for what stands in it, and
/// <c>dotnet format</c> asks for all findings of the solution once for each project.
/// </summary>
internal static class KnownOutcomes
{
    static readonly ConditionalWeakTable<Solution, ConcurrentDictionary<string, FixOutcome>> Known = new();

    public static async Task<FixOutcome> OfAsync(StatelessFix fix, Solution solution, ImmutableArray<Finding> findings, CancellationToken cancellationToken)
    {
        var key = new StringBuilder(fix.FixableDiagnosticIds[0]);
        foreach (var finding in findings)
            key.Append('|').Append(finding.Document.Id.Id).Append(finding.Diagnostic.Location.SourceSpan);
        var known = Known.GetOrCreateValue(solution);
        return known.TryGetValue(key.ToString(), out var outcome) ? outcome
            : known.GetOrAdd(key.ToString(), await FixEngine.RunAsync(fix, solution, findings, cancellationToken).ConfigureAwait(false));
    }
}
