using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace StatelessAnalyzers.Memory;

/// <summary>Members that only carry values from one part of a call to the next: each use comes after an assignment that the same call has made.</summary>
internal static class ScratchState
{
    /// <summary>Whether the private member is one.</summary>
    /// <param name="member">The member with all its uses.</param>
    /// <param name="callsOf">Where its type calls a private method.</param>
    public static bool Is(StateMember member, ILookup<ISymbol, (ISymbol Caller, IOperation Call)> callsOf)
    {
        var resets = member.Changes.Where(IsReset).ToList();
        return resets.Count > 0
            && member.Changes.All(c => resets.Contains(c) || IsCovered(c.In, c.Place, new(SymbolEqualityComparer.Default)))
            && member.Reads.All(r => resets.Exists(reset => reset.Reference == r.At) || IsCovered(r.In, r.At, new(SymbolEqualityComparer.Default)));

        bool IsCovered(ISymbol inside, IOperation use, HashSet<ISymbol> asked)
        {
            if (IsInFunction(use))
                return false;
            foreach (var reset in resets)
                if (SymbolEqualityComparer.Default.Equals(reset.In, inside) && reset.Place.Syntax.Span.End <= use.Syntax.SpanStart && reset.Place.Syntax.SyntaxTree == use.Syntax.SyntaxTree)
                    return true;
            if (inside is not IMethodSymbol { DeclaredAccessibility: Accessibility.Private, MethodKind: MethodKind.Ordinary } || !callsOf.Contains(inside.OriginalDefinition))
                return false;
            if (asked.Add(inside))
                foreach (var (caller, call) in callsOf[inside.OriginalDefinition])
                    if (!IsCovered(caller, call, asked))
                        return false;
            return true;
        }
    }

    // x = …; or x.Clear(); as a statement that the method always reaches.
    static bool IsReset(StateChange change)
    {
        if (change is not ({ Kind: ChangeKind.Assigned, IsThrough: false, Place: ISimpleAssignmentOperation } or { Method: "Clear", Key: null, Place: IInvocationOperation }) || change.Place.Parent is not IExpressionStatementOperation statement)
            return false;
        for (var outer = statement.Parent; outer is not null; outer = outer.Parent)
            if (outer is not (IBlockOperation or ITryOperation or ILockOperation or IUsingOperation or IMethodBodyOperation or IConstructorBodyOperation) || outer is IBlockOperation { Parent: ICatchClauseOperation })
                return false;
        return true;
    }

    static bool IsInFunction(IOperation operation)
    {
        for (var outer = operation.Parent; outer is not null; outer = outer.Parent)
            if (outer is IAnonymousFunctionOperation or ILocalFunctionOperation)
                return true;
        return false;
    }
}
