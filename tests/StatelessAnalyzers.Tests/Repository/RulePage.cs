using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace StatelessAnalyzers.Tests.Repository;

/// <summary>The page of a rule in docs/rules.</summary>
internal sealed partial class RulePage(DiagnosticDescriptor rule)
{
    /// <summary>The sections that every page has, in this order. What stands where a fix exists depends on the rule.</summary>
    public static IReadOnlyList<string> RequiredSections(bool hasFix) =>
        ["Why", "Example", hasFix ? "Fixed" : "By hand", "Not reported", "When to suppress", "Limits"];

    public string Path { get; } = $"docs/rules/{rule.Id}.md";

    public string Text => RepositoryFiles.Read(Path);

    /// <summary>The titles of its sections, in order, with what stands below each.</summary>
    public IReadOnlyList<(string Title, string Body)> Sections =>
        [.. Section().Split(Text).Skip(1).Chunk(2).Select(s => (s[0].Trim(), s[1].Trim()))];

    /// <summary>The keys that its section about options names.</summary>
    public IReadOnlyList<string> Options =>
        [.. Sections.Where(s => s.Title == "Options").SelectMany(s => OptionKey().Matches(s.Body)).Select(m => m.Value).Distinct()];

    /// <summary>The page with the title and the block that follow from the descriptor.</summary>
    public string Generate()
    {
        var body = Text[(Text.IndexOf('\n', StringComparison.Ordinal) + 1)..];
        return $"# {rule.Id}: {rule.Title}\n" + GeneratedText.WithBlock(body, "rule", $"""

            | | |
            |---|---|
            | Category | {rule.Category} |
            | Level | {rule.DefaultSeverity} |
            | Fix | {(Inventory.HasFix(rule) ? "yes" : "no")} |
            | Options | {string.Join(", ", [.. Options.Select(o => $"`{o}`"), "[those of all rules](../options.md)"])} |

            {rule.Description}


            """.ReplaceLineEndings("\n"));
    }

    [GeneratedRegex(@"^## (.+)$", RegexOptions.Multiline)]
    private static partial Regex Section();

    [GeneratedRegex(@"\bstateless\.[a-z][a-z_.]*[a-z]\b")]
    public static partial Regex OptionKey();
}
