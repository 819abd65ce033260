using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Files;

/// <summary>Locals that a part of a path is put together in. In a key it has slashes on every system.</summary>
internal static class KeyParts
{
    /// <summary>The one value of a local that stands as a part of a path; null for what is no such local.</summary>
    public static ExpressionSyntax? ValueOf(ExpressionSyntax part, SemanticModel model) =>
        part is IdentifierNameSyntax && model.GetSymbolInfo(part).Symbol is ILocalSymbol local && PathCarrier.Of(local, part, model)?.Values(model) is [var only] ? only : null;

    /// <summary>The same where the value joins several names.</summary>
    public static InvocationExpressionSyntax? JoinOf(ExpressionSyntax part, SemanticModel model) =>
        ValueOf(part, model) is InvocationExpressionSyntax join && PathReader.IsJoin(join, model) ? join : null;

    /// <summary>The parts of the path that are such joins.</summary>
    public static IEnumerable<InvocationExpressionSyntax> JoinsIn(PathSource source) =>
        PartsOf(source.Expression).Select(p => JoinOf(p, source.Model)!).Where(j => j is not null);

    /// <summary>Gives the parts of the path slashes.</summary>
    public static void Rewrite(FixUnit unit, PathSource source, PathReader reader)
    {
        foreach (var part in PartsOf(source.Expression))
            if (ValueOf(part, source.Model) is not InvocationExpressionSyntax value)
                continue;
            else if (PathReader.IsJoin(value, source.Model))
            {
                if (PathKey.Of(value, reader, source.Model) is { } key)
                    Add(value, (node, scope) => scope.Expression(key, node));
                else
                    unit.Refuse("a part of the path cannot be written as a key");
            }
            else if (value is { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Replace", Expression: var text }, ArgumentList.Arguments: [{ Expression: var from }, { Expression: var to }, ..] } && NamesSeparator(to))
            {
                // The slash that it had is the slash that it needs.
                if (source.Model.GetConstantValue(from).Value is "/" or '/')
                    Add(value, (node, scope) => scope.Expression(text.WithoutTrivia().ToString(), node));
                else
                    Add(to, (node, scope) => scope.Expression(to is InvocationExpressionSyntax ? "\"/\"" : "'/'", node));
            }

        void Add(SyntaxNode target, Func<SyntaxNode, RewriteScope, SyntaxNode?> apply) => unit.Add(new RewriteNode(NodeKey.Of(source.Document.Id, target), "key part", apply));
    }

    static bool NamesSeparator(ExpressionSyntax text) =>
        text.DescendantNodesAndSelf().Any(n => n is IdentifierNameSyntax { Identifier.ValueText: "DirectorySeparatorChar" });

    // What follows the head: the arguments of a join, and the holes of a text.
    static IEnumerable<ExpressionSyntax> PartsOf(ExpressionSyntax path) => path switch
    {
        InvocationExpressionSyntax join => join.ArgumentList.Arguments.Skip(1).Select(a => a.Expression),
        InterpolatedStringExpressionSyntax text => text.Contents.OfType<InterpolationSyntax>().Skip(1).Select(i => i.Expression),
        _ => [],
    };
}
