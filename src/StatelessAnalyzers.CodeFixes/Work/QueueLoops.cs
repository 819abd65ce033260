using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Work;

/// <summary>Recognises the ways to go through all items of a channel, in which a message can be deleted after the work on its item.</summary>
internal static class QueueLoops
{
    public static QueueUse? Of(QueueOfChannel queue, string method, InvocationExpressionSyntax call, SemanticModel model) => method switch
    {
        "ReadAllAsync" => OfForEach(queue, call, model) ?? OfMethod(queue, call, model),
        "WaitToReadAsync" => QueueOfChannel.Awaited(call) is AwaitExpressionSyntax { Parent: WhileStatementSyntax waiting } ? OfWaiting(queue, waiting, model) : null,
        "TryRead" => call.Parent is WhileStatementSyntax taking && (taking.Parent is BlockSyntax block ? block.Parent : taking.Parent) is WhileStatementSyntax waiting && Taking(waiting) == taking ? OfWaiting(queue, waiting, model) : null,
        "ReadAsync" => OfRead(queue, call, model),
        _ => null,
    };

    // await foreach (var item in reader.ReadAllAsync(token)) { … }
    static QueueUse? OfForEach(QueueOfChannel queue, InvocationExpressionSyntax call, SemanticModel model)
    {
        SyntaxNode source = call.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" or "WithCancellation", Parent: InvocationExpressionSyntax configured } ? configured : call;
        return source.Parent is ForEachStatementSyntax { Statement: BlockSyntax work, AwaitKeyword.RawKind: (int)SyntaxKind.AwaitKeyword } loop && loop.Expression == source
            && CancellationTokens.At(loop, model) is { } token && !IsLeftEarly(work.Statements, loop)
            ? new QueueUse(queue, QueueUseKind.Loop, loop) { Token = token, Item = loop.Identifier.Text } : null;
    }

    // while (await reader.WaitToReadAsync(token)) while (reader.TryRead(out var item)) { … }
    static QueueUse? OfWaiting(QueueOfChannel queue, WhileStatementSyntax waiting, SemanticModel model) =>
        Taking(waiting) is { Statement: BlockSyntax work } taking && TakenBy(taking) is { } item && SyntaxFactory.AreEquivalent(ReaderOf(waiting.Condition), ReaderOf(taking.Condition))
        && CancellationTokens.At(waiting, model) is { } token && !IsLeftEarly(work.Statements, taking)
            ? new QueueUse(queue, QueueUseKind.Loop, waiting) { Token = token, Item = item } : null;

    /// <summary>The loop that takes what is there, where it is all that the loop that waits does.</summary>
    public static WhileStatementSyntax? Taking(WhileStatementSyntax waiting) => waiting.Statement switch
    {
        WhileStatementSyntax inner => inner,
        BlockSyntax { Statements: [WhileStatementSyntax inner] } => inner,
        _ => null,
    };

    static string? TakenBy(WhileStatementSyntax taking) =>
        taking.Condition is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "TryRead" }, ArgumentList.Arguments: [{ Expression: DeclarationExpressionSyntax { Designation: SingleVariableDesignationSyntax { Identifier.Text: var item } } }] } ? item : null;

    static ExpressionSyntax? ReaderOf(ExpressionSyntax condition) =>
        condition.DescendantNodesAndSelf().OfType<MemberAccessExpressionSyntax>().FirstOrDefault(a => a.Name.Identifier.ValueText is "WaitToReadAsync" or "TryRead")?.Expression;

    // while (…) { var item = await reader.ReadAsync(token); … }, with a try statement around both or not
    static QueueUse? OfRead(QueueOfChannel queue, InvocationExpressionSyntax call, SemanticModel model)
    {
        if (QueueOfChannel.Awaited(call) is not AwaitExpressionSyntax { Parent: EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax { Parent: BlockSyntax block } read } } declarator } }
            || CancellationTokens.At(block, model) is not { } token)
            return null;
        var isGuarded = block.Parent is TryStatementSyntax { Finally: null };
        var loop = isGuarded ? block.Parent!.Parent?.Parent as WhileStatementSyntax : block.Parent as WhileStatementSyntax;
        var at = block.Statements.IndexOf(read);
        if (loop is null || isGuarded && loop.Statement is not BlockSyntax { Statements: [TryStatementSyntax] } || IsLeftEarly(block.Statements.Skip(at + 1), loop))
            return null;
        // The catch clauses see one item at a time, as they did.
        return new QueueUse(queue, QueueUseKind.Read, block) { Token = token, Item = declarator.Identifier.Text, ReadAt = at, Batch = isGuarded ? 1 : 10 };
    }

    // IAsyncEnumerable<Item> ReadAllAsync(CancellationToken token) => channel.Reader.ReadAllAsync(token);
    static QueueUse? OfMethod(QueueOfChannel queue, InvocationExpressionSyntax call, SemanticModel model)
    {
        var method = call.Parent switch
        {
            ArrowExpressionClauseSyntax { Parent: MethodDeclarationSyntax arrow } => arrow,
            ReturnStatementSyntax { Parent: BlockSyntax { Statements.Count: 1, Parent: MethodDeclarationSyntax block } } => block,
            _ => null,
        };
        return method is { ReturnType: GenericNameSyntax { Identifier.ValueText: "IAsyncEnumerable" } } && call.ArgumentList.Arguments is [{ Expression: IdentifierNameSyntax given }]
            && method.ParameterList.Parameters.Any(p => p.Identifier.ValueText == given.Identifier.ValueText)
            ? new QueueUse(queue, QueueUseKind.Iterate, method) { Token = given.Identifier.Text } : null;
    }

    // What follows the item's work would be skipped, and it would come again.
    static bool IsLeftEarly(IEnumerable<StatementSyntax> work, StatementSyntax loop) =>
        work.SelectMany(s => s.DescendantNodesAndSelf(n => n is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)))
            .Any(n => n is ReturnStatementSyntax or GotoStatementSyntax or YieldStatementSyntax || n is ContinueStatementSyntax or BreakStatementSyntax && n.FirstAncestorOrSelf<SyntaxNode>(o => o is CommonForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax || o is SwitchStatementSyntax && n is BreakStatementSyntax) == loop);
}
