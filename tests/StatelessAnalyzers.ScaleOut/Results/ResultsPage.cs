using System.Globalization;
using System.Text;

namespace StatelessAnalyzers.ScaleOut;

/// <summary>docs/scale-out.md, of which the run writes the tables.</summary>
internal static class ResultsPage
{
    public const string Path = "docs/scale-out.md";

    public const string Readme = "README.md";

    /// <summary>Scenario by stage, and why each is lost before the fixes.</summary>
    public static string Outcomes(IReadOnlyDictionary<string, Outcome> before, IReadOnlyDictionary<string, Outcome> after, IReadOnlyDictionary<string, FaultOutcome> faults)
    {
        var table = new StringBuilder();
        Row(table, ["Scenario", "Rule", "Before", "After the fixes", .. Fault.All.Select(f => f.Name)]);
        Row(table, Enumerable.Repeat("---", 4 + Fault.All.Count));
        foreach (var s in AllScenarios.List.Where(s => s.ByHand is null))
            Row(table, [s.Name, LinkTo(s.Rule), Word(before[s.Name]), Word(after[s.Name]), .. Fault.All.Select(f => Word(faults[f.Name].Scenarios[s.Name]))]);
        Row(table, ["requests while it happens: nothing acknowledged is lost", "", "", "", .. Fault.All.Select(f => faults[f.Name].Broken.Count == 0 ? "holds" : "**lost**")]);

        table.Append("\nWhat no fix moves:\n\n");
        Row(table, ["Scenario", "Rule", "Before", "After the fixes", "By hand"]);
        Row(table, Enumerable.Repeat("---", 5));
        foreach (var s in AllScenarios.List.Where(s => s.ByHand is not null))
            Row(table, [s.Name, LinkTo(s.Rule), Word(before[s.Name]), Word(after[s.Name]), s.ByHand!]);

        table.Append("\nWhy they fail before:\n\n");
        foreach (var s in AllScenarios.List)
            table.Append(CultureInfo.InvariantCulture, $"- {s.Name}: {before[s.Name].Lost ?? before[s.Name].Fault ?? "it does not"}.\n");
        return table.ToString();
    }

    /// <summary>The table of the README: what the fixes change.</summary>
    public static string Summary(IReadOnlyDictionary<string, Outcome> before, IReadOnlyDictionary<string, Outcome> after)
    {
        var table = new StringBuilder();
        Row(table, ["Scenario", "As it is", "Fixed"]);
        Row(table, Enumerable.Repeat("---", 3));
        foreach (var s in AllScenarios.List.Where(s => s.ByHand is null))
            Row(table, [s.Name, Word(before[s.Name]), Word(after[s.Name])]);
        return table.ToString();
    }

    public static string Load(IEnumerable<LoadFigures> figures)
    {
        var table = new StringBuilder();
        Row(table, ["Shop", "Requests per second", "Median", "95th percentile", "Failed"]);
        Row(table, ["---", "---:", "---:", "---:", "---:"]);
        foreach (var f in figures)
            Row(table, [f.Shop, Number(f.PerSecond, "F0"), Number(f.Median.TotalMilliseconds, "F1") + " ms", Number(f.Percentile95.TotalMilliseconds, "F1") + " ms", Number(f.Failed, "F0")]);
        return table.ToString();
    }

    /// <summary>The requests that were answered, or not, while each fault happened.</summary>
    public static string Traffic(IReadOnlyDictionary<string, FaultOutcome> faults)
    {
        var table = new StringBuilder();
        Row(table, ["While", "Acknowledged", "Failed"]);
        Row(table, ["---", "---:", "---:"]);
        foreach (var f in Fault.All)
            Row(table, [f.Name, Number(faults[f.Name].Acknowledged, "F0"), Number(faults[f.Name].Failed, "F0")]);
        return table.ToString();
    }

    /// <summary>The page with that text between the markers of that name.</summary>
    public static string With(string page, string marker, string text)
    {
        var (start, end) = ($"<!-- {marker} -->\n", $"<!-- /{marker} -->");
        var from = page.IndexOf(start, StringComparison.Ordinal) + start.Length;
        return page[..from] + "\n" + text + "\n" + page[page.IndexOf(end, from, StringComparison.Ordinal)..];
    }

    static string Word(Outcome outcome) => outcome.Holds ? "holds" : outcome.Lost is not null ? "lost" : "**error**";

    static string LinkTo(string rule) => $"[{rule}](rules/{rule}.md)";

    static string Number(double number, string format) => number.ToString(format, CultureInfo.InvariantCulture);

    static void Row(StringBuilder table, IEnumerable<string> cells) => table.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}
