using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StatelessAnalyzers.Data;

/// <summary>A semaphore that one task at a time passes: <c>await gate.WaitAsync(); try { … } finally { gate.Release(); }</c></summary>
/// <param name="Guarded">The code that it guards.</param>
/// <param name="Wait">The statement that waits for it.</param>
/// <param name="Gate">The semaphore, where it is waited for.</param>
internal sealed record SemaphoreGate(TryStatementSyntax Guarded, ExpressionStatementSyntax Wait, ExpressionSyntax Gate)
{
    public static SemaphoreGate? Of(TryStatementSyntax guarded)
    {
        if (guarded is not { Catches.Count: 0, Finally.Block.Statements: [ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Release", Expression: var released } } }], Parent: BlockSyntax block }
            || block.Statements.IndexOf(guarded) is not (> 0 and var at) || block.Statements[at - 1] is not ExpressionStatementSyntax wait)
            return null;
        var call = wait.Expression is AwaitExpressionSyntax awaited ? awaited.Expression : wait.Expression;
        if (call is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Expression: var inner } })
            call = inner;
        return call is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Wait" or "WaitAsync", Expression: var gate } } && SyntaxFactory.AreEquivalent(gate, released) ? new(guarded, wait, gate) : null;
    }
}
