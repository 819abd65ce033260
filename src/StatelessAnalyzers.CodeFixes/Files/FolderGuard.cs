using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StatelessAnalyzers.Files;

/// <summary>An <c>if</c> that asks for a folder before its files are worked on. In an object store each folder is there, and may be empty.</summary>
/// <param name="Statement">The statement.</param>
/// <param name="OfFixed">Whether the folder has to be the same each time. Which of several are there may say something else.</param>
internal sealed record FolderGuard(IfStatementSyntax Statement, bool OfFixed)
{
    /// <summary>The guard whose condition the call is, or null.</summary>
    public static FolderGuard? Of(InvocationExpressionSyntax exists, SemanticModel model)
    {
        if (exists.Parent is PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression, Parent: IfStatementSyntax { Else: null } without } not && without.Condition == not)
            return Leaves(without.Statement, out var end) ? new(without, !IsEmpty(end)) : null;
        return exists.Parent is IfStatementSyntax { Else: null } with && exists.ArgumentList.Arguments is [{ Expression: var folder }] && Lists(with.Statement, folder.ToString(), model) && (!EndsIn(with.Statement) || EmptyAfter(with) is not null)
            ? new(with, FolderCalls.Only(with.Statement) is not (ForEachStatementSyntax or ReturnStatementSyntax))
            : null;
    }

    /// <summary>The <c>return</c> of nothing behind a guard that returns the files, which nothing reaches without the guard.</summary>
    public static ReturnStatementSyntax? EmptyAfter(IfStatementSyntax guard) =>
        EndsIn(guard.Statement) && guard.Parent is BlockSyntax { Statements: [.., var before, ReturnStatementSyntax last] } && before == guard && IsEmpty(last) ? last : null;

    static bool EndsIn(StatementSyntax body) => (body is BlockSyntax { Statements: [.., var last] } ? last : body) is ReturnStatementSyntax or ThrowStatementSyntax or ContinueStatementSyntax or BreakStatementSyntax;

    // It logs at most before it ends.
    static bool Leaves(StatementSyntax body, out StatementSyntax end)
    {
        var statements = body is BlockSyntax block ? block.Statements : SyntaxFactory.SingletonList(body);
        end = statements.LastOrDefault() ?? body;
        return statements.Count > 0 && EndsIn(body) && statements.Take(statements.Count - 1).All(s =>
            s is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var called } } } && called.StartsWith("Log", StringComparison.Ordinal));
    }

    static bool IsEmpty(StatementSyntax end) => end is ReturnStatementSyntax { Expression: { } returned } && Awaited(returned) switch
    {
        CollectionExpressionSyntax { Elements.Count: 0 } => true,
        InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0, Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Empty" } } => true,
        BaseObjectCreationExpressionSyntax { Initializer: null or { Expressions.Count: 0 }, ArgumentList: null or { Arguments.Count: 0 } } => true,
        ArrayCreationExpressionSyntax { Type.RankSpecifiers: [{ Sizes: [LiteralExpressionSyntax { Token.ValueText: "0" }] }] } => true,
        _ => false,
    };

    // Task.FromResult(…)
    static ExpressionSyntax Awaited(ExpressionSyntax returned) =>
        returned is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "FromResult" }, ArgumentList.Arguments: [{ Expression: var result }] } ? result : returned;

    static bool Lists(StatementSyntax body, string folder, SemanticModel model) =>
        body.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(c => c.ArgumentList.Arguments is [{ Expression: var listed }, ..] && listed.ToString() == folder && FolderCalls.IsList(c, model));
}
