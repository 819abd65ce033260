using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StatelessAnalyzers.Data;

/// <summary>Which rows one call of <c>SaveChangesAsync</c> saves.</summary>
internal static class UnitsOfWork
{
    /// <summary>Whether the row goes in together with the one that is put in by the next statement: nothing happens between them, and the next one does not ask what the database made of the first.</summary>
    public static bool IsSavedByNext(TableUse use, IReadOnlyList<TableUse> uses) =>
        StatementOf(use) is { Parent: BlockSyntax block } statement
        && block.Statements.SkipWhile(s => s != statement).Skip(1).FirstOrDefault() is { } following
        && uses.FirstOrDefault(u => u.Action == TableAction.Insert && StatementOf(u) == following) is { Value: { } next }
        && (use.Value is not IdentifierNameSyntax row || !KeyPredicate.Names(next, row.Identifier.ValueText))
        && !next.DescendantNodesAndSelf().Any(n => n is InvocationExpressionSyntax or AwaitExpressionSyntax or AssignmentExpressionSyntax { Parent: not InitializerExpressionSyntax } or PostfixUnaryExpressionSyntax or PrefixUnaryExpressionSyntax);

    static ExpressionStatementSyntax? StatementOf(TableUse use) => use.Node.Parent as ExpressionStatementSyntax;
}
