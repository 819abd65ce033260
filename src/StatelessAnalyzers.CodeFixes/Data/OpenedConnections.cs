using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>Opens a connection in each method, from a data source or of the connection string, instead of one that the type holds.</summary>
internal static class OpenedConnections
{
    public static async Task PlanAsync(FixUnit unit, IFieldSymbol field, Document document, FixSession session)
    {
        var model = await session.ModelAsync(document.Id).ConfigureAwait(false);
        var (held, reason) = await HeldConnection.OfAsync(field, document, session).ConfigureAwait(false);
        if (held is null)
        {
            unit.Refuse(reason);
            return;
        }
        var uses = new ConnectionUses(held, model, session);
        if ((await uses.ObstacleAsync().ConfigureAwait(false) ?? await SpanningTransactions.ObstacleAsync(session).ConfigureAwait(false)) is { } obstacle)
        {
            unit.Refuse(obstacle);
            return;
        }
        var (source, missing) = await held.SourceAsync(uses.Functions.Keys, model, session).ConfigureAwait(false);
        var scopes = uses.Functions.Keys.Select(f => ConnectionScope.Of(held, uses, f, model)).ToList();
        if ((source is null ? missing : scopes.Select(s => s.Obstacle).FirstOrDefault(o => o is not null)) is { } late)
        {
            unit.Refuse(late);
            return;
        }
        if (source is KeptConnectionString { IsMember: false } kept)
            kept.Keep(unit, model);
        else
            await held.RemoveAsync(unit, source!, model, session).ConfigureAwait(false);
        var closing = scopes.SelectMany(s => s.Closing).ToList();
        foreach (var leftover in uses.Leftovers.Where(l => !closing.Any(c => c.Span.Contains(l.Span))))
            Drop(unit, document, leftover);
        foreach (var clause in closing)
            Drop(unit, document, clause);
        foreach (var scope in scopes)
            new OpenedConnection(held, source!, scope, model).Add(unit);
    }

    static void Drop(FixUnit unit, Document document, SyntaxNode leftover) =>
        unit.Add(new RewriteNode(NodeKey.Of(document.Id, leftover), "no connection", (node, _) => node is not MethodDeclarationSyntax method ? null
            : method.ReturnType.ToString() == "void"
                ? method.WithExpressionBody(null).WithSemicolonToken(default).WithBody((BlockSyntax)SyntaxFactory.ParseStatement("{ }")).WithTrailingTrivia(method.GetTrailingTrivia())
                : method.WithExpressionBody(method.ExpressionBody!.WithExpression(SyntaxFactory.LiteralExpression(SyntaxKind.DefaultLiteralExpression).WithTriviaFrom(method.ExpressionBody.Expression)))));

    // try { … } finally { connection.Close(); }
    static void Drop(FixUnit unit, Document document, FinallyClauseSyntax clause)
    {
        var guarded = (TryStatementSyntax)clause.Parent!;
        if (guarded.Catches.Count > 0)
            unit.Add(new RewriteNode(NodeKey.Of(document.Id, clause), "no connection", (_, _) => null));
        else
            unit.Add(new RewriteNode(NodeKey.Of(document.Id, guarded), "no connection", (node, scope) => Lowering.Unwrapped(node, ((TryStatementSyntax)node).Block, scope)));
    }
}
