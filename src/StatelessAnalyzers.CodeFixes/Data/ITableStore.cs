namespace StatelessAnalyzers.Data;

/// <summary>All that moves to a database together.</summary>
/// <param name="Table">The collection.</param>
/// <param name="Uses">Its uses.</param>
/// <param name="Changes">The changes of found records, which have to be saved.</param>
/// <param name="NewKeys">The keys that are counted in memory.</param>
internal sealed record TableMove(HeldTable Table, IReadOnlyList<TableUse> Uses, IReadOnlyList<RecordChange> Changes, IReadOnlyList<NewKey> NewKeys);

/// <summary>A database that records can move to.</summary>
internal interface ITableStore
{
    /// <summary>Adds what does the same in the database, or refuses. False where it refused.</summary>
    Task<bool> AddAsync(TableMove move);
}
