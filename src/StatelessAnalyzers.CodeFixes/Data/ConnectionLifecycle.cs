using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Data;

/// <summary>What opens, closes and disposes of a connection that a type holds, which has no use for one that a method opens for itself.</summary>
internal static class ConnectionLifecycle
{
    static readonly HashSet<string> Calls = new(StringComparer.Ordinal) { "Open", "OpenAsync", "Close", "CloseAsync", "Dispose", "DisposeAsync" };

    /// <summary>The statement, or the method whose whole body it is; null where the connection is used for something else.</summary>
    public static SyntaxNode? Around(ExpressionSyntax connection, SemanticModel model)
    {
        var call = connection.Parent switch
        {
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name, Parent: InvocationExpressionSyntax called } access when access.Expression == connection && Calls.Contains(name) => called,
            ConditionalAccessExpressionSyntax { WhenNotNull: InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax { Name.Identifier.ValueText: var name } } } maybe when maybe.Expression == connection && Calls.Contains(name) => (ExpressionSyntax)maybe,
            _ => null,
        };
        if (call is null)
            return connection.FirstAncestorOrSelf<IfStatementSyntax>() is { } guard && guard.Condition.Span.Contains(connection.Span) && IsGuard(guard, connection, model) ? guard : null;
        SyntaxNode whole = call;
        while (whole.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Parent: InvocationExpressionSyntax configured })
            whole = configured;
        if (whole.Parent is AwaitExpressionSyntax awaited)
            whole = awaited;
        return whole.Parent switch
        {
            ExpressionStatementSyntax { Parent: BlockSyntax or IfStatementSyntax } statement =>
                statement.Ancestors().OfType<IfStatementSyntax>().FirstOrDefault() is { } guard && guard.Condition.DescendantNodes().OfType<ExpressionSyntax>().FirstOrDefault(c => IsSame(c, connection, model)) is { } asked && IsGuard(guard, asked, model) ? guard : statement,
            ArrowExpressionClauseSyntax { Parent: MethodDeclarationSyntax { Identifier.ValueText: "Dispose" or "DisposeAsync", Modifiers: var modifiers } method } when !modifiers.Any(SyntaxKind.AsyncKeyword) => method,
            _ => null,
        };
    }

    /// <summary>Whether that opens the connection.</summary>
    public static bool Opens(SyntaxNode leftover) => leftover.DescendantNodes().Any(n => n is InvocationExpressionSyntax && CalledName.Of(n)?.Identifier.ValueText is "Open" or "OpenAsync");

    // if (connection.State != ConnectionState.Open) connection.Open();  if (connection != null) connection.Dispose();
    static bool IsGuard(IfStatementSyntax guard, ExpressionSyntax connection, SemanticModel model) =>
        guard is { Else: null, Condition: BinaryExpressionSyntax condition }
        && (connection.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "State" } asked && asked == condition.Left && model.GetTypeInfo(condition.Right).Type is { Name: "ConnectionState" }
            || connection == condition.Left && condition.Right.IsKind(SyntaxKind.NullLiteralExpression))
        && (guard.Statement is BlockSyntax { Statements: [var only] } ? only : guard.Statement) is ExpressionStatementSyntax { Expression: var guarded }
        && (guarded is AwaitExpressionSyntax awaited ? awaited.Expression : guarded).DescendantNodesAndSelf() is var nodes
        && nodes.OfType<SimpleNameSyntax>().Any(n => Calls.Contains(n.Identifier.ValueText)) && nodes.OfType<ExpressionSyntax>().Any(e => IsSame(e, connection, model));

    static bool IsSame(ExpressionSyntax expression, ExpressionSyntax connection, SemanticModel model) =>
        expression.ToString() == connection.ToString() && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(expression).Symbol, model.GetSymbolInfo(connection).Symbol);
}
