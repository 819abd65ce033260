using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace StatelessAnalyzers.Rewriting;

/// <summary>
/// Says on a command line what is not fixed and why: <c>dotnet format</c> shows nothing of a finding that a fix refuses, and has no place for a reason.
/// </summary>
internal static class RefusalReport
{
    // A host asks once for each project that has the analyzer.
    static readonly ConditionalWeakTable<Workspace, HashSet<string>> Told = new();

    /// <returns>Whether it could be said.</returns>
    [SuppressMessage("MicrosoftCodeAnalysisCorrectness", "RS1035", Justification = "Only where a command line applies the fixes, which passes nothing else on to its user.")]
    public static bool Write(Workspace host, StatelessFix fix, FixOutcome outcome)
    {
        // An editor shows no standard error, and its user sees no light bulb.
        if (host.Kind != "MSBuildWorkspace")
            return false;
        foreach (var line in Lines(fix, outcome))
            if (IsNew(host, line))
                Console.Error.WriteLine(line);
        return true;
    }

    /// <summary>A line for each finding that is refused, in the form of a compiler's message.</summary>
    public static IEnumerable<string> Lines(StatelessFix fix, FixOutcome outcome)
    {
        foreach (var (place, reason) in outcome.Refused)
        {
            var span = place.GetLineSpan();
            yield return $"{span.Path}({span.StartLinePosition.Line + 1},{span.StartLinePosition.Character + 1}): {fix.FixableDiagnosticIds[0]} is not fixed: {reason}";
        }
    }

    static bool IsNew(Workspace host, string line)
    {
        var told = Told.GetValue(host, _ => new(StringComparer.Ordinal));
        lock (told)
            return told.Add(line);
    }
}
