using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>Numbers that are counted up for the records that a collection has from the start: what each of them gets, and where the number stands afterwards.</summary>
internal sealed class SeedCounters
{
    readonly Dictionary<ISymbol, long> next = new(SymbolEqualityComparer.Default);
    readonly HashSet<SyntaxNode> counted = [];

    /// <summary>The number that the expression gives, where it counts up one that starts at a constant; null for all else. To be asked in the order in which records are put in.</summary>
    public long? Take(MadeValue value, SyntaxNode entry)
    {
        if (NumberStep.CounterOf(value.Expression, value.Model) is not { } number || value.Model.GetSymbolInfo(number).Symbol is not { } counter)
            return null;
        if (!next.TryGetValue(counter, out var current))
        {
            if (counter.DeclaringSyntaxReferences is not [var declared] || declared.GetSyntax() is not VariableDeclaratorSyntax declarator || declarator.SyntaxTree != entry.SyntaxTree
                || entry.FirstAncestorOrSelf<StatementSyntax>() is null && declarator.SpanStart > entry.SpanStart
                || (declarator.Initializer is { Value: var initial } ? RedisCounter.StartOf(initial, value.Model) : 0) is not { } start)
                return null;
            current = start;
        }
        next[counter] = current + 1;
        counted.Add(number);
        return value.Expression is PostfixUnaryExpressionSyntax ? current : current + 1;
    }

    /// <summary>Where the number stands once the records are put in; null where none of them has it.</summary>
    public long? NextOf(ISymbol counter) => next.TryGetValue(counter, out var number) ? number : null;

    /// <summary>Whether the mention gives its key to a record that is there from the start.</summary>
    public bool Covers(ExpressionSyntax mention) => counted.Contains(mention);

    /// <summary>The number that start-up counts up for something else, or null.</summary>
    public async Task<string?> ObstacleAsync(FixSession session)
    {
        foreach (var counter in next.Keys)
            foreach (var use in await FieldUse.OfAsync(counter, session).ConfigureAwait(false))
                if (!use.IsDocumentation && (use.Expression is not { } mention || !Covers(mention) && IsStart(mention, counter)))
                    return counter.Name;
        return null;
    }

    static bool IsStart(ExpressionSyntax mention, ISymbol counter) =>
        Functions.Around(mention) is var function && (function is null or ConstructorDeclarationSyntax || counter is ILocalSymbol && function == Functions.Around(counter.DeclaringSyntaxReferences[0].GetSyntax()));
}
