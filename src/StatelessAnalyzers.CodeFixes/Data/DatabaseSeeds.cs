using Microsoft.CodeAnalysis;

namespace StatelessAnalyzers.Data;

/// <summary>Records that a migration puts into their table, once.</summary>
internal static class DatabaseSeeds
{
    const int LongLine = 100;

    /// <summary>The statement that does it, in the record's own configuration.</summary>
    public static IEnumerable<string> Of(RecordConfiguration configuration, IReadOnlyList<TableSeed> seeds, IPropertySymbol key)
    {
        if (seeds.Count == 0)
            yield break;
        var lines = new List<string>();
        for (var i = 0; i < seeds.Count; i++)
        {
            var text = new SeedText(seeds[i], key, configuration.NameOf);
            lines.AddRange(text.Above());
            lines.AddRange(text.Lines());
            lines[lines.Count - 1] += (i < seeds.Count - 1 ? "," : ");") + text.Behind();
        }
        yield return lines is [{ Length: < LongLine } only] ? "builder.HasData(" + only : "builder.HasData(" + string.Concat(lines.Select(l => "\n    " + l));
    }

    /// <summary>Why the database does not have the records once, or null.</summary>
    public static string? Obstacle(TableMove move)
    {
        // Zero stands for a key that is still to be handed out.
        if (move.NewKeys.Count > 0 && move.Seeds.FirstOrDefault(s => s.KeyText is "0" || s.KeyText!.StartsWith("-", StringComparison.Ordinal)) is { } zero)
            return $"the record in {zero.Place} has the key {zero.KeyText}, below those that the database hands out";
        return null;
    }
}
