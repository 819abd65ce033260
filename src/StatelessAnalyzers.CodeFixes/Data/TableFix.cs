using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Platform;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>Moves a collection of records, with all its uses, to a database, or refuses with the use that has no counterpart.</summary>
internal sealed class TableFix(FixUnit unit, FixSession session)
{
    /// <summary>The keys that the database hands out, where the fix is not refused.</summary>
    public IReadOnlyList<NewKey> HandedOut { get; private set; } = [];

    /// <summary>The keys that are counted in memory, also where the fix is refused.</summary>
    public IReadOnlyList<NewKey> Counted { get; private set; } = [];

    public async Task PlanAsync(Finding finding)
    {
        var (table, reason) = await HeldTable.AtAsync(finding, session).ConfigureAwait(false);
        if (table is null)
        {
            unit.Refuse(reason);
            return;
        }
        await PlanAsync(await FileTable.OfAsync(table, session).ConfigureAwait(false) ?? table).ConfigureAwait(false);
    }

    public async Task PlanAsync(HeldTable table)
    {
        unit.Rename("table " + (table.Symbol is ILocalSymbol ? table.Document.Name + ":" + table.Declaration.Span : DocumentationCommentId.CreateDeclarationId(table.Symbol)));
        if (!table.IsByKey)
        {
            if (RecordKeys.ByName(table.Entity) is not { } key)
            {
                unit.Refuse($"'{table.Entity.Name}' has no property 'Id' that could be the key of a table");
                return;
            }
            table = table with { Key = key };
        }
        var (creation, seeds) = (new DictionaryCreation(), new TableSeeds(table, session));
        var model = await session.ModelAsync(table.Document.Id).ConfigureAwait(false);
        if (table is { IsLoaded: false, Symbol: not ILocalSymbol } && await new ObjectKinds(session).ObstacleAsync(table.Symbol, model.Compilation).ConfigureAwait(false) is { } several)
        {
            unit.Refuse(several);
            return;
        }
        creation.Add(table.Initial, model, content => seeds.Takes(content, table.Document, model));

        var (uses, others) = await UsesAsync(table, creation, seeds).ConfigureAwait(false);
        if (unit.Refusal is null && creation is { Obstacle: { } } or { IgnoresCase: true })
            unit.Refuse(creation.Obstacle?.Replace("dictionary", "collection") ?? "keys that differ in case only are one in memory, and two in a table");
        if (table.IsByKey && unit.Refusal is null)
        {
            if (RecordKeys.OfEntries(table.Entity, HeldTable.KeyTypeOf(HeldTable.TypeOf(table.Symbol)), uses) is not { } key)
            {
                unit.Refuse(others.FirstOrDefault() ?? $"no property of '{table.Entity.Name}' is shown to be the key that its records are kept under");
                return;
            }
            table = table with { Key = key };
        }

        var (records, reason) = await seeds.WithKeysAsync(table.Key).ConfigureAwait(false);
        if (unit.Refusal is null && reason is not null)
            unit.Refuse(reason);
        var newKeys = new NewKeys(table);
        List<NewKey> counted = [.. uses.Select(newKeys.Of).Where(k => k is not null).Select(k => k!)];
        Counted = counted;
        if (unit.Refusal is null && await SameRecords.OtherAsync(table, session).ConfigureAwait(false) is { } other)
            unit.Refuse($"'{other}' keeps records of '{table.Entity.Name}' as well, and one table cannot tell them apart");
        if (unit.Refusal is null)
            await AddAsync(table, uses, others, counted, records, seeds.Counters).ConfigureAwait(false);
        if (unit.Refusal is null)
            seeds.Remove(unit);
    }

    // What is not known yet may still prove to make a key.
    async Task<(List<TableUse> Uses, List<string> Others)> UsesAsync(HeldTable table, DictionaryCreation creation, TableSeeds seeds)
    {
        var known = new TableUses(table);
        var uses = new List<TableUse>();
        var others = new List<string>();
        foreach (var mention in await table.MentionsAsync(session).ConfigureAwait(false))
        {
            var use = "the use";
            if (mention.Records is { } records && FixSession.IsEditable(mention.Document))
            {
                if (records.Parent is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Parent: ExpressionStatementSyntax statement } assignment && assignment.Left == records && Functions.Around(records) is ConstructorDeclarationSyntax)
                {
                    creation.Add(assignment.Right, mention.Model, content => seeds.Takes(content, mention.Document, mention.Model));
                    unit.Add(new RewriteNode(NodeKey.Of(mention.Document.Id, statement), "no field", (_, _) => null));
                    continue;
                }
                // lock (records) guards what the lock around it holds, which is looked at with that.
                if (records.Parent is LockStatementSyntax)
                    continue;
                var found = known.Of(records, mention.Model, out use);
                if (seeds.Takes(mention, found))
                    continue;
                if (found is not null)
                {
                    uses.Add(found with { Document = mention.Document, Model = mention.Model });
                    continue;
                }
                // Whoever is given a copy does the same with it, unless he changes it.
                if (use == RecordSequence.HandedOn && (table.GivesCopies || await new ContentFlow(session, []).AfterReadAsync(records, mention.Model, 0).ConfigureAwait(false) is null))
                {
                    uses.Add(new(TableAction.All, records) { Document = mention.Document, Model = mention.Model });
                    continue;
                }
                uses.Add(new(TableAction.NewKey, records) { Document = mention.Document, Model = mention.Model });
            }
            others.Add($"{use} in {mention.Document.Name}, line {mention.Line}, has no counterpart in a table");
        }
        return (uses, others);
    }

    async Task AddAsync(HeldTable table, List<TableUse> uses, List<string> others, List<NewKey> counted, IReadOnlyList<TableSeed> seeds, SeedCounters counters)
    {
        if (Unknown(uses, others, counted) is { } unknown)
        {
            unit.Refuse(unknown);
            return;
        }
        uses = [.. uses.Where(u => u.Action != TableAction.NewKey && !NewKeys.Covers(counted, u.Node))];
        if (!uses.Any(u => u.Value is not null && u.Action is not (TableAction.Delete or TableAction.TryReplace)))
        {
            unit.Refuse("nothing puts a record in");
            return;
        }
        if (uses.FirstOrDefault(u => u.Ordered is not null) is { } ordered && !new TableMove(table, uses, [], counted) { Seeds = seeds }.IsInOrderOfKeys())
        {
            unit.Refuse($"{ordered.Ordered} in {ordered.Place}, has no counterpart in a table");
            return;
        }
        var found = await FoundRecords.OfAsync(uses, session).ConfigureAwait(false);
        List<TableUse> back = [.. uses.Where(u => PutBack.Is(u, table, uses))];
        uses = [.. uses.Except(back)];
        if ((Removals(table, uses, found) ?? ReadRecords.Obstacle(table, uses, found)) is { } other)
        {
            unit.Refuse(other);
            return;
        }
        if (uses.FirstOrDefault(u => u is { Action: TableAction.Put, Index: not null } && !RecordKeys.IsKeyOf(u, table.Key, uses)) is { } rekeyed)
        {
            unit.Refuse($"the record in {rekeyed.Place} may have another key than the one that it replaces");
            return;
        }
        var locks = new TableLocks(table, uses, counted, session);
        var changes = new RecordChanges(table, uses, found, session);
        if ((await locks.ObstacleAsync().ConfigureAwait(false) ?? await changes.ObstacleAsync().ConfigureAwait(false)) is { } obstacle)
        {
            unit.Refuse(obstacle);
            return;
        }
        List<RecordChange> saved = [.. changes.Changes().Select(locks.Within)];
        if ((table.Unsaved(uses, saved) ?? Stale(table, changes) ?? TableLocks.Obstacle(saved)) is { } lost)
            unit.Refuse(lost);
        else if (await StoreAsync(table).ConfigureAwait(false) is { } store && await KeysAsync(store, new(table, [.. uses.Select(locks.Within)], saved, counted) { Seeds = seeds, Counters = counters, SiteOf = locks.SiteOf }).ConfigureAwait(false) is { } move && await store.AddAsync(move).ConfigureAwait(false))
        {
            HandedOut = move.NewKeys;
            locks.Drop(unit);
            foreach (var use in back)
                PutBack.Remove(use, unit);
            foreach (var looked in uses.Where(u => u is { Action: TableAction.Find, Index: not null }))
                looked.Index!.Add(unit, looked.Document.Id, looked.Model);
            await table.RemoveAsync(unit, session).ConfigureAwait(false);
        }
    }

    // In memory it is the same record; a copy of it takes back what another instance saved.
    string? Stale(HeldTable table, RecordChanges changes)
    {
        var state = new RecordShape(table.Entity, session).State.Where(p => !SymbolEqualityComparer.Default.Equals(p, table.Key)).ToList();
        foreach (var change in changes.PutAgain())
            if (state.FirstOrDefault(p => p.SetMethod is not null && !change.Properties.Contains(p.Name)) is { } unchanged)
                return $"the record that is put in again after {change.Place} has '{unchanged.Name}' as it was read: what another instance saved meanwhile would be lost";
        return null;
    }

    // The database hands the keys out, or else what counts them goes to Redis.
    async Task<TableMove?> KeysAsync(ITableStore store, TableMove move)
    {
        var obstacle = move.NewKeys.Count > 0 ? await store.HandOutObstacleAsync(move).ConfigureAwait(false) : null;
        if (move.NewKeys.Count > 0 && obstacle is null)
            return move;
        var counters = new KeyCounters(move, session);
        if (obstacle is null && await counters.BesideAsync().ConfigureAwait(false) is { } beside)
            obstacle = $"'{beside}' counts in memory, and the keys of the records may come from it";
        if (obstacle is null || await counters.AddAsync(unit).ConfigureAwait(false) is not { } uncounted)
            return move with { NewKeys = [] };
        unit.Refuse($"{obstacle}; nor can Redis count: {uncounted}");
        return null;
    }

    static string? Unknown(List<TableUse> uses, List<string> others, List<NewKey> counted)
    {
        var unknown = uses.Where(u => u.Action == TableAction.NewKey).ToList();
        if (others.Count > unknown.Count)
            return others[0];
        for (var i = 0; i < unknown.Count; i++)
            if (!NewKeys.Covers(counted, unknown[i].Node))
                return others[i];
        return null;
    }

    // List.Remove takes the record itself: it has to be one that was found, so that its key says which.
    static string? Removals(HeldTable table, List<TableUse> uses, FoundRecords found)
    {
        for (var i = 0; i < uses.Count; i++)
            if (uses[i] is { Action: TableAction.Delete, Value: { } record } use)
            {
                if (record is not IdentifierNameSyntax || use.Model.GetSymbolInfo(record).Symbol is not { } variable || !found.Contains(variable))
                    return $"'Remove' in {use.Place} takes out a record that is not known to be in the collection";
                uses[i] = use with { Key = SyntaxFactory.ParseExpression($"{record}.{table.Key.Name}"), Value = null };
            }
        return null;
    }

    async Task<ITableStore?> StoreAsync(HeldTable table)
    {
        var tree = (await session.RootAsync(table.Document.Id).ConfigureAwait(false)).SyntaxTree;
        var wanted = StatelessOptions.DataStore.Of(table.Document.Project.AnalyzerOptions, tree);
        if (wanted == DataStore.DynamoDb)
            return new DynamoTable(unit, session);
        var (context, reason) = await SolutionContext.ForAsync(table, unit, session).ConfigureAwait(false);
        if (context is not null)
            return new DatabaseTable(unit, session, context);
        if (wanted == DataStore.Auto && reason is null or SolutionContext.Several)
            return new DynamoTable(unit, session);
        unit.Refuse(reason ?? "the solution has no DbContext");
        return null;
    }
}
