using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>The numbers in memory that keys come from where no database hands them out. They go to Redis with the records, by what the fix of SLS3010 does, so that it does not matter which of the two comes first.</summary>
internal sealed class KeyCounters(HeldTable table, IReadOnlyList<NewKey> newKeys, FixSession session)
{
    /// <summary>A number beside the records that counts up, which their keys may come from unseen; null where there is none.</summary>
    public async Task<string?> BesideAsync() => (await AllBesideAsync().ConfigureAwait(false)).FirstOrDefault()?.Name;

    /// <summary>Takes the numbers to Redis. False, and nothing is added, where one of them cannot go.</summary>
    public async Task<bool> AddAsync(FixUnit unit)
    {
        var trial = new FixUnit("trial");
        foreach (var counter in newKeys.Select(k => k.Counter).Concat(await AllBesideAsync().ConfigureAwait(false)).Distinct(SymbolEqualityComparer.Default))
            if (counter is IFieldSymbol { DeclaringSyntaxReferences: [var declared] } field && declared.GetSyntax() is VariableDeclaratorSyntax declarator && session.DocumentOf(declarator) is { } document && await OnlyGivesOutAsync(field).ConfigureAwait(false))
                await new RedisCounter(field, declarator, document, session).AddAsync(trial).ConfigureAwait(false);
            else
                trial.Refuse("the number is more than a counter");
        if (trial.Refusal is not null)
            return false;
        foreach (var intent in trial.Intents)
            unit.Add(intent);
        return true;
    }

    async Task<List<IFieldSymbol>> AllBesideAsync()
    {
        var counters = new List<IFieldSymbol>();
        if (table.Symbol is ILocalSymbol || !KeyPredicate.IsWhole(table.Key.Type))
            return counters;
        foreach (var number in table.Symbol.ContainingType.GetMembers().OfType<IFieldSymbol>().Where(f => KeyPredicate.IsWhole(f.Type) && !f.IsReadOnly && !f.IsConst))
            foreach (var use in await FieldUse.OfAsync(number, session).ConfigureAwait(false))
                if (use.Expression is { } mention && CounterUse.Of(mention, use.Model, out _) is { Method: CounterUse.Increment })
                {
                    counters.Add(number);
                    break;
                }
        return counters;
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

    /// <summary>Whether a fix of SLS4003 leaves to a database what the field counts.</summary>
    public static async Task<bool> IsHandedOutAsync(IFieldSymbol field, FixSession session)
    {
        foreach (var member in field.ContainingType.GetMembers())
            if (member is IFieldSymbol or IPropertySymbol && await HeldTable.OfAsync(member, session).ConfigureAwait(false) is { } table)
            {
                var fix = new TableFix(new FixUnit("trial"), session);
                await fix.PlanAsync(table).ConfigureAwait(false);
                if (fix.HandedOut.Any(k => SymbolEqualityComparer.Default.Equals(k.Counter, field)))
                    return true;
            }
        return false;
    }
}
