using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>All that moves to a database together.</summary>
/// <param name="Table">The collection.</param>
/// <param name="Uses">Its uses.</param>
/// <param name="Changes">The changes of found records, which have to be saved.</param>
/// <param name="NewKeys">The keys that are counted in memory and that the database hands out from now on.</param>
internal sealed record TableMove(HeldTable Table, IReadOnlyList<TableUse> Uses, IReadOnlyList<RecordChange> Changes, IReadOnlyList<NewKey> NewKeys)
{
    /// <summary>The records that are there from the start.</summary>
    public IReadOnlyList<TableSeed> Seeds { get; init; } = [];

    /// <summary>The numbers that are counted up for these.</summary>
    public SeedCounters Counters { get; init; } = new();

    /// <summary>The lock around code that goes with the records, or the code itself.</summary>
    public Func<SyntaxNode, SyntaxNode> SiteOf { get; init; } = node => node;

    /// <summary>The record with the highest number as its key that is there from the start; null where there is none.</summary>
    public (TableSeed Seed, long Key)? LastSeed()
    {
        (TableSeed Seed, long Key)? last = null;
        foreach (var seed in Seeds)
            if (long.TryParse(seed.KeyText, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var key) && !(key <= last?.Key))
                last = (seed, key);
        return last;
    }

    /// <summary>Whether the records came in the order of their keys, which are counted.</summary>
    public bool IsInOrderOfKeys()
    {
        var last = long.MinValue;
        foreach (var seed in Seeds)
            if (!long.TryParse(seed.KeyText, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var key) || key <= last)
                return false;
            else
                last = key;
        return NewKeys.Count > 0 && OwnKey() is null;
    }

    /// <summary>Whether the use puts in a record whose key is counted.</summary>
    public bool IsCounted(TableUse use) => NewKeys.Any(k => k.Use.Node == use.Node);

    /// <summary>A record that is put in under a key of its own, which one that is counted may meet; null where there is none.</summary>
    public string? OwnKey()
    {
        foreach (var use in Uses)
            if (use.Action is TableAction.Insert or TableAction.TryInsert or TableAction.Put && !IsCounted(use) && !(use.Action == TableAction.Put && (use.Index is not null || Uses.Any(u => IsLookedUp(u, use)))))
                return $"{use.Place} puts in a record under a key of its own, beside keys that are counted";
        return null;
    }

    // if (!records.ContainsKey(id)) …  records[id] = …
    static bool IsLookedUp(TableUse look, TableUse put) =>
        look.Action is TableAction.Contains or TableAction.TryFind or TableAction.Find && look.Node.SpanStart < put.Node.SpanStart && Functions.Around(look.Node) == Functions.Around(put.Node) && SyntaxFactory.AreEquivalent(look.Key, put.Key);
}

/// <summary>A database that records can move to.</summary>
internal interface ITableStore
{
    /// <summary>Why the database does not hand out the keys that are counted, or null.</summary>
    Task<string?> HandOutObstacleAsync(TableMove move);

    /// <summary>Adds what does the same in the database, or refuses. False where it refused.</summary>
    Task<bool> AddAsync(TableMove move);
}
