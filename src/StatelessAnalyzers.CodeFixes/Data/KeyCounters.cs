using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>The numbers in memory that keys come from where no database hands them out. They go to Redis with the records, by what the fix of SLS3010 does, so that it does not matter which of the two comes first.</summary>
internal sealed class KeyCounters(TableMove move, FixSession session)
{
    readonly HeldTable table = move.Table;
    readonly IReadOnlyList<NewKey> newKeys = move.NewKeys;

    /// <summary>A number beside the records that counts up, which their keys may come from unseen; null where there is none.</summary>
    public async Task<string?> BesideAsync() => (await AllBesideAsync().ConfigureAwait(false)).FirstOrDefault()?.Name;

    /// <summary>Takes the numbers to Redis. The reason, and nothing is added, where one of them cannot go.</summary>
    public async Task<string?> AddAsync(FixUnit unit)
    {
        if (newKeys.Select(MetBy).FirstOrDefault(m => m is not null) is { } met)
            return met;
        var trial = new FixUnit("trial");
        foreach (var key in newKeys.Where(k => k.Counter is null))
            await AddCountedAsync(trial, key).ConfigureAwait(false);
        foreach (var counter in newKeys.Select(k => k.Counter).OfType<ISymbol>().Concat(await AllBesideAsync().ConfigureAwait(false)).Distinct(SymbolEqualityComparer.Default))
            if (counter is IFieldSymbol { DeclaringSyntaxReferences: [var declared] } field && declared.GetSyntax() is VariableDeclaratorSyntax declarator && session.DocumentOf(declarator) is { } document && await OnlyGivesOutAsync(field).ConfigureAwait(false))
                await new RedisCounter(field, declarator, document, session) { Start = move.Counters.NextOf(field), IsGone = move.Counters.Covers, SiteOf = move.SiteOf }.AddAsync(trial).ConfigureAwait(false);
            else
                trial.Refuse("the number is more than a counter");
        foreach (var intent in trial.Refusal is null ? trial.Intents : [])
            unit.Add(intent);
        return trial.Refusal;
    }

    // A counter that starts among the records that are there from the start gives out the key of one of them.
    string? MetBy(NewKey key) =>
        key.Counter is IFieldSymbol { DeclaringSyntaxReferences: [var declared] } field && declared.GetSyntax() is VariableDeclaratorSyntax declarator && move.LastSeed() is { } last
        && (move.Counters.NextOf(field) ?? (declarator.Initializer is not { Value: var initial } ? 0 : RedisCounter.StartOf(initial, key.Use.Model))) is { } start && start + (key.GivesOld ? 0 : 1) <= last.Key
            ? $"'{field.Name}' starts at {start}, and the record in {last.Seed.Place} has the key {last.Key} from the start" : null;

    // The records are not counted any more; a number in Redis goes on from where the first key was.
    async Task AddCountedAsync(FixUnit trial, NewKey key)
    {
        if (move.OwnKey() is { } own)
        {
            trial.Refuse(own);
            return;
        }
        if (FirstOf(key.Expression, key.Use.Model) is not { } first || table.Key.Type.SpecialType is not (SpecialType.System_Int32 or SpecialType.System_Int64))
        {
            trial.Refuse("the first key is not seen");
            return;
        }
        var name = $"{table.Entity.Name}.last{table.Key.Name}";
        new CounterUse(key.Expression, CounterUse.Increment).Add(
            trial, key.Use.Document.Id, key.Use.Model, new(name, false), name, Math.Max(first - 1, move.LastSeed()?.Key ?? 0), table.Key.Type.SpecialType == SpecialType.System_Int32, await CounterUse.SiteAsync(trial, key.Expression, move.SiteOf, session).ConfigureAwait(false));
    }

    // 1 of records.Count + 1, records.Max(r => r.Id) + 1, (records.LastOrDefault()?.Id ?? 0) + 1 and records.Any() ? records.Max(r => r.Id) + 1 : 1
    static long? FirstOf(ExpressionSyntax expression, SemanticModel model) => expression switch
    {
        ParenthesizedExpressionSyntax inner => FirstOf(inner.Expression, model),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum => model.GetConstantValue(sum.Right).Value is 1 ? OfNone(sum.Left, model) + 1 : null,
        ConditionalExpressionSyntax either => model.GetConstantValue(either.WhenTrue).Value is int first && FirstOf(either.WhenFalse, model) is not null ? first
            : model.GetConstantValue(either.WhenFalse).Value is int last && FirstOf(either.WhenTrue, model) is not null ? last : null,
        _ => null,
    };

    // What stands for the last key where there is no record.
    static long? OfNone(ExpressionSyntax last, SemanticModel model) => last switch
    {
        ParenthesizedExpressionSyntax inner => OfNone(inner.Expression, model),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression, Right: var otherwise } => RedisCounter.StartOf(otherwise, model),
        BinaryExpressionSyntax => null,
        _ when last.DescendantNodes().OfType<InvocationExpressionSyntax>().FirstOrDefault(c => c is { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "DefaultIfEmpty" }, ArgumentList.Arguments.Count: 1 }) is { } given =>
            RedisCounter.StartOf(given.ArgumentList.Arguments[0].Expression, model),
        _ => 0,
    };

    async Task<List<IFieldSymbol>> AllBesideAsync()
    {
        var counters = new List<IFieldSymbol>();
        if (table.Symbol is ILocalSymbol || !KeyPredicate.IsWhole(table.Key.Type))
            return counters;
        foreach (var number in table.Symbol.ContainingType.GetMembers().OfType<IFieldSymbol>().Where(f => KeyPredicate.IsWhole(f.Type) && !f.IsReadOnly && !f.IsConst))
            if (await FieldUse.OfAsync(number, session).ConfigureAwait(false) is var uses && uses.Any(Counts) && uses.Any(IsLookedAt) && !await IsOfOthersAsync(number).ConfigureAwait(false))
                counters.Add(number);
        return counters;
    }

    static bool Counts(FieldUse use) => use.Expression is { } mention && CounterUse.Of(mention, use.Model, out _) is { Method: CounterUse.Increment };

    // No key comes from a number of which nobody knows.
    static bool IsLookedAt(FieldUse use) => !use.IsDocumentation && !(use.Expression is { } mention && CounterUse.Of(mention, use.Model, out _) is { } counted && CacheAccess.IsAlone(counted.Node, use.Model));

    // The key of what another collection keeps goes where that goes.
    async Task<bool> IsOfOthersAsync(IFieldSymbol number)
    {
        if (await new RecordNumbers(table, session).AreKeysAsync(number).ConfigureAwait(false))
            return false;
        foreach (var other in await TablesBesideAsync(number, session).ConfigureAwait(false))
            if (!table.IsNamedBy(other.Symbol) && await new RecordNumbers(other, session).AreKeysAsync(number).ConfigureAwait(false))
                return true;
        return false;
    }

    static async Task<List<HeldTable>> TablesBesideAsync(IFieldSymbol number, FixSession session)
    {
        var tables = new List<HeldTable>();
        foreach (var member in number.ContainingType.GetMembers())
            if (member is IFieldSymbol or IPropertySymbol && await HeldTable.OfAsync(member, session).ConfigureAwait(false) is { } table)
                tables.Add(table);
        return tables;
    }

    // A number that also goes down, or that is taken modulo another, is of this process.
    async Task<bool> OnlyGivesOutAsync(IFieldSymbol field)
    {
        foreach (var use in await FieldUse.OfAsync(field, session).ConfigureAwait(false))
            if (!use.IsDocumentation && (use.Expression is not { } mention || CounterUse.Of(mention, use.Model, out _) is not { By: null, Method: CounterUse.Increment or CounterUse.Get, Node: var node }
                || node.FirstAncestorOrSelf<BinaryExpressionSyntax>(b => b.IsKind(SyntaxKind.ModuloExpression)) is not null))
                return false;
        return true;
    }

    /// <summary>Why the number is none to be counted by itself: the fix of SLS4003 leaves it to a database, or takes it along with the records; null where it is not their key.</summary>
    public static async Task<string?> KeyOfRecordsAsync(IFieldSymbol field, FixSession session)
    {
        foreach (var table in await TablesBesideAsync(field, session).ConfigureAwait(false))
        {
            var fix = new TableFix(new FixUnit("trial"), session);
            await fix.PlanAsync(table).ConfigureAwait(false);
            if (fix.HandedOut.Any(IsOfField))
                return "the number is the key of records, and a database hands it out once they are moved there (SLS4003)";
            if (fix.Counted.Any(IsOfField) || await new RecordNumbers(table, session).AreKeysAsync(field).ConfigureAwait(false))
                return $"the number is the key of the records in '{table.Symbol.Name}', and goes where they go (SLS4003)";
        }
        return null;

        bool IsOfField(NewKey key) => SymbolEqualityComparer.Default.Equals(key.Counter, field);
    }
}
