using Microsoft.CodeAnalysis;

namespace StatelessAnalyzers.Data;

/// <summary>Records that a migration puts into their table, once.</summary>
internal static class DatabaseSeeds
{
    const int LongLine = 100;

    /// <summary>The statements that do it, in the record's own configuration.</summary>
    public static IEnumerable<string> Of(RecordConfiguration configuration, IReadOnlyList<TableSeed> seeds, IPropertySymbol key)
    {
        var (lines, single) = (new List<string>(), seeds.Where(s => s.Range is null).ToList());
        for (var i = 0; i < single.Count; i++)
        {
            var text = new SeedText(single[i], key, configuration.NameOf);
            lines.AddRange(text.Above());
            lines.AddRange(text.Lines());
            lines[lines.Count - 1] += (i < single.Count - 1 ? "," : ");") + text.Behind();
        }
        if (single.Count > 0)
            yield return lines is [{ Length: < LongLine } only] ? "builder.HasData(" + only : "builder.HasData(" + string.Concat(lines.Select(l => "\n    " + l));
        foreach (var (range, seed) in SeedRange.In(seeds))
            yield return $"builder.HasData({range.Numbers}.Select({range.Number} => {string.Join("\n", new SeedText(seed, key, configuration.NameOf).Lines())}));";
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
