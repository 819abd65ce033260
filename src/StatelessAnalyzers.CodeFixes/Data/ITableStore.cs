namespace StatelessAnalyzers.Data;

/// <summary>All that moves to a database together.</summary>
/// <param name="Table">The collection.</param>
/// <param name="Uses">Its uses.</param>
/// <param name="Changes">The changes of found records, which have to be saved.</param>
/// <param name="NewKeys">The keys that are counted in memory and that the database hands out from now on.</param>
internal sealed record TableMove(HeldTable Table, IReadOnlyList<TableUse> Uses, IReadOnlyList<RecordChange> Changes, IReadOnlyList<NewKey> NewKeys);

/// <summary>A database that records can move to.</summary>
internal interface ITableStore
{
    /// <summary>Why the database does not hand out the keys that are counted, or null.</summary>
    Task<string?> HandOutObstacleAsync(TableMove move);

    /// <summary>Adds what does the same in the database, or refuses. False where it refused.</summary>
    Task<bool> AddAsync(TableMove move);
}
