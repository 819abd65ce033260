using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StatelessAnalyzers.Memory;

/// <summary>
/// Double-checked locking: <c>if (!cache.TryGetValue(key, out var value)) { lock (gate) { if (!cache.TryGetValue(key, out value)) … } }</c>, or
/// <c>if (cache.TryGetValue(key, out var value)) return value;</c> before a lock that begins in the same way.
/// </summary>
/// <param name="First">The look before the lock is taken.</param>
/// <param name="Second">The look under the lock.</param>
/// <param name="Question">The statement of the first look.</param>
/// <param name="Guard">The lock.</param>
internal sealed record DoubleCheck(CacheAccess First, CacheAccess Second, IfStatementSyntax Question, LockStatementSyntax Guard)
{
    /// <summary>Whether the lock is within the statement of the first look.</summary>
    public bool IsNested => Question.Contains(Guard);

    public static DoubleCheck? Of(LockStatementSyntax guard, IReadOnlyList<CacheAccess> uses)
    {
        var around = guard.Parent is BlockSyntax { Statements.Count: 1 } only ? only.Parent : guard.Parent;
        var question = around as IfStatementSyntax ?? Before(guard);
        if (question is not { Else: null } || guard.Statement is not BlockSyntax { Statements: [IfStatementSyntax again, ..] } || Look(question, uses) is not { } first || Look(again, uses) is not { } second
            || first.IsHit != second.IsHit || first.NeverNull != second.NeverNull || first.IsHit == (question == around) || !CacheAsides.IsSameEntry(first.Use, second.Use)
            || CacheAsides.VariableOf(first.Use) is not { } variable || variable != CacheAsides.VariableOf(second.Use)
            || first.IsHit && !SyntaxFactory.AreEquivalent(question.Statement, again.Statement))
            return null;
        return new(first.Use, second.Use, question, guard);
    }

    // Where nothing comes after the lock.
    static IfStatementSyntax? Before(LockStatementSyntax guard) =>
        guard.Parent is BlockSyntax { Statements: [.., IfStatementSyntax before, var last] } && last == guard ? before : null;

    static (CacheAccess Use, bool IsHit, bool NeverNull)? Look(IfStatementSyntax question, IReadOnlyList<CacheAccess> uses)
    {
        foreach (var use in uses)
            if (use.Action == CacheAction.TryRead && question.Condition.Contains(use.Node) && CacheAsides.Asked(question.Condition, use.Node) is { } asked)
                return (use, asked.IsHit, asked.NeverNull);
        return null;
    }
}
