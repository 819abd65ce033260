using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>The connection that one method opens for itself and disposes of at its end.</summary>
internal sealed class OpenedConnection(HeldConnection held, ConnectionSource source, ConnectionScope place, SemanticModel model)
{
    public void Add(FixUnit unit)
    {
        var block = place.Block;
        var opening = block is null ? place.Mentions[0] : null;
        foreach (var mention in place.Mentions)
            unit.Add(Rewrite(mention, (node, scope) =>
            {
                if (mention == opening)
                    foreach (var statement in Statements(scope))
                        scope.Hoist(statement);
                return scope.Expression(place.Name, node);
            }));
        if (block is null)
            return;
        // Where the first use stands, or what opened the connection before it.
        var first = block.Statements.TakeWhile(s => !place.Mentions.Any(m => s.Span.Contains(m.Span)) && !place.Leftovers.Any(l => s.Span.Contains(l.Span) && ConnectionLifecycle.Opens(l))).Count();
        var replaced = place.Leftovers.Contains(block.Statements[first]);
        unit.Add(Rewrite(block, (node, scope) => place.HasDeclarations ? Declared((BlockSyntax)node, block.Statements[first], first, replaced, scope) : Wrapped((BlockSyntax)node, block.Statements[first], first, scope)));
    }

    RewriteNode Rewrite(SyntaxNode target, Func<SyntaxNode, RewriteScope, SyntaxNode?> apply) =>
        new(NodeKey.Of(held.Document.Id, target), "connection", apply) { Services = source.Services, Awaits = place.Awaits };

    List<string> Statements(RewriteScope scope)
    {
        var isAwaited = place.Awaits && model.GetTypeInfo(held.Creation).Type!.AllInterfaces.Any(i => i.Name == "IAsyncDisposable");
        return [$"{(isAwaited ? "await " : "")}using var {place.Name} = {source.Connection(scope, place.Awaits)};", .. Opening(scope)];
    }

    IEnumerable<string> Opening(RewriteScope scope) =>
        place.NeedsOpening(model) && source.Open(place.Name, scope, place.Awaits) is { } open ? [open] : [];

    BlockSyntax Declared(BlockSyntax block, StatementSyntax at, int index, bool replaced, RewriteScope scope)
    {
        var statements = block.Statements;
        var indentation = Lowering.Indentation(at);
        var texts = Statements(scope);
        for (var i = 0; i < texts.Count; i++)
            statements = statements.Insert(index + i, SyntaxFactory.ParseStatement(texts[i])
                .WithLeadingTrivia(replaced && i == 0 ? at.GetLeadingTrivia() : indentation)
                .WithTrailingTrivia(replaced && i == texts.Count - 1 ? at.GetTrailingTrivia() : SyntaxFactory.TriviaList(SyntaxFactory.LineFeed)));
        return block.WithStatements(statements);
    }

    // using (var connection = …) { … }
    BlockSyntax Wrapped(BlockSyntax block, StatementSyntax at, int index, RewriteScope scope)
    {
        var indentation = Lowering.Indentation(at).ToFullString();
        var step = Indentation.Of(at.SyntaxTree.GetText()).Step;
        var rest = string.Concat(block.Statements.Skip(index).Select(s => s.ToFullString())).Split('\n').Select(l => l.Trim().Length == 0 ? "" : step + l.TrimEnd('\r'));
        var lines = new[] { $"{indentation}using (var {place.Name} = {source.Connection(scope, place.Awaits)})", indentation + "{" }
            .Concat(Opening(scope).Select(o => indentation + step + o)).Concat(rest.Reverse().SkipWhile(l => l.Length == 0).Reverse()).Append(indentation + "}\n");
        return block.WithStatements(SyntaxFactory.List(block.Statements.Take(index)).Add(SyntaxFactory.ParseStatement(string.Join("\n", lines))));
    }
}
