using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Platform;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>Opens a connection from a data source in each method, instead of one that the type holds.</summary>
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
        if ((await uses.ObstacleAsync().ConfigureAwait(false) ?? await new DataSources(held.Provider, session).ObstacleAsync(held.Argument.Name!).ConfigureAwait(false)) is { } obstacle)
        {
            unit.Refuse(obstacle);
            return;
        }
        await held.RemoveAsync(unit, model, session).ConfigureAwait(false);
        foreach (var leftover in uses.Leftovers)
            Drop(unit, document, leftover);
        foreach (var function in uses.Functions)
            Open(unit, held, uses, function.Key, function.Value, KnownTypes.Of(model.Compilation), model);
    }

    static void Drop(FixUnit unit, Document document, SyntaxNode leftover) =>
        unit.Add(new RewriteNode(NodeKey.Of(document.Id, leftover), "no connection", (node, _) => node is not MethodDeclarationSyntax method ? null
            : method.ReturnType.ToString() == "void"
                ? method.WithExpressionBody(null).WithSemicolonToken(default).WithBody((BlockSyntax)SyntaxFactory.ParseStatement("{ }")).WithTrailingTrivia(method.GetTrailingTrivia())
                : method.WithExpressionBody(method.ExpressionBody!.WithExpression(SyntaxFactory.LiteralExpression(SyntaxKind.DefaultLiteralExpression).WithTriviaFrom(method.ExpressionBody.Expression)))));

    static void Open(FixUnit unit, HeldConnection held, ConnectionUses uses, MethodDeclarationSyntax method, List<ExpressionSyntax> mentions, KnownTypes types, SemanticModel model)
    {
        var service = held.DataSource;
        var returned = model.GetDeclaredSymbol(method)!.ReturnType.OriginalDefinition;
        var awaits = method.Modifiers.Any(SyntaxKind.AsyncKeyword) || new[] { TypeNames.Task, TypeNames.TaskOfT, TypeNames.ValueTask, TypeNames.ValueTaskOfT }.Any(t => types.Is(returned, t));
        var name = Identifiers.Unused("connection", Identifiers.In(method.DescendantTokens().Where(t => t.ValueText != held.Field.Name)));
        string Opening(RewriteScope scope) => awaits
            ? $"await using var {name} = await {scope.Service(service)}.OpenConnectionAsync({scope.Token});"
            : $"using var {name} = {scope.Service(service)}.OpenConnection();";

        var opening = method.Body is null ? mentions.OrderBy(m => m.SpanStart).First() : null;
        foreach (var mention in mentions)
            unit.Add(new RewriteNode(NodeKey.Of(held.Document.Id, mention), "connection", (node, scope) =>
            {
                if (mention == opening)
                    scope.Hoist(Opening(scope));
                return scope.Expression(name, node);
            })
            {
                Services = ImmutableArray.Create(service),
                Awaits = awaits,
            });
        if (method.Body is not { } body)
            return;
        // Where the first use stands, or what opened the connection before it.
        var first = body.Statements.TakeWhile(s => !mentions.Any(m => s.Span.Contains(m.Span)) && !uses.Leftovers.Contains(s)).Count();
        unit.Add(new RewriteNode(NodeKey.Of(held.Document.Id, body), "connection", (node, scope) =>
        {
            var replaced = uses.Leftovers.Contains(body.Statements[first]);
            var indentation = Lowering.Indentation(body.Statements[first]);
            var statement = SyntaxFactory.ParseStatement(Opening(scope)).WithLeadingTrivia(replaced ? body.Statements[first].GetLeadingTrivia() : indentation)
                .WithTrailingTrivia(replaced ? body.Statements[first].GetTrailingTrivia() : SyntaxFactory.TriviaList(SyntaxFactory.LineFeed));
            return ((BlockSyntax)node).WithStatements(((BlockSyntax)node).Statements.Insert(first, statement));
        })
        {
            Services = ImmutableArray.Create(service),
            Awaits = awaits,
        });
    }
}
