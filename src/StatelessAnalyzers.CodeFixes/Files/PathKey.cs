using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StatelessAnalyzers.Files;

/// <summary>The C# of the key that takes a path's place. What names another path is kept as it is, since that becomes a key as well.</summary>
internal static class PathKey
{
    /// <summary>Null where a part cannot be written within a string.</summary>
    public static string? Of(ExpressionSyntax expression, PathReader reader, SemanticModel model)
    {
        if (Shallow(expression, reader, model) is not { Parts: var parts })
            return null;
        if (parts is [{ Text: { } only }])
            return SyntaxFactory.Literal(only).ToString();
        if (parts is [{ Expression: { } single }] && model.GetTypeInfo(single).Type?.SpecialType == SpecialType.System_String)
            return single.WithoutTrivia().ToString();

        var text = new StringBuilder("$\"");
        foreach (var part in parts)
        {
            if (part.Text is { } constant)
            {
                text.Append(SyntaxFactory.Literal(constant).ToString().Trim('"').Replace("{", "{{").Replace("}", "}}"));
                continue;
            }
            var hole = part.Expression!.Parent is InterpolationSyntax formatted ? formatted.WithoutTrivia().ToString().TrimStart('{').TrimEnd('}') : part.Expression.WithoutTrivia().ToString();
            if (hole.IndexOf('"') >= 0 || hole.IndexOf('\n') >= 0)
                return InParts(parts);
            text.Append('{').Append(part.Expression is ConditionalExpressionSyntax ? "(" + hole + ")" : hole).Append('}');
        }
        return text.Append('"').ToString();
    }

    // As a sum, in which any expression can stand.
    static string? InParts(IEnumerable<PathExpression.Part> parts)
    {
        var terms = new List<string>();
        foreach (var part in parts)
        {
            if (part.Expression is { Parent: InterpolationSyntax { FormatClause: not null } or InterpolationSyntax { AlignmentClause: not null } })
                return null;
            var term = part.Text is { } text ? SyntaxFactory.Literal(text).ToString() : part.Expression!.WithoutTrivia().ToString();
            if (term.IndexOf('\n') >= 0)
                return null;
            terms.Add(part.Expression is null or InvocationExpressionSyntax or IdentifierNameSyntax or MemberAccessExpressionSyntax or ElementAccessExpressionSyntax or LiteralExpressionSyntax ? term : "(" + term + ")");
        }
        return terms.Count > 1 && terms.Take(2).Any(t => t[0] == '"') ? string.Join(" + ", terms) : null;
    }

    // As the reader does, but a named path stays a name.
    static PathExpression? Shallow(ExpressionSyntax expression, PathReader reader, SemanticModel model)
    {
        if (PathRoots.Of(expression, model) is { } root)
            return root;
        if (model.GetConstantValue(expression) is { HasValue: true, Value: string literal })
            return expression is LiteralExpressionSyntax && PathExpression.OfText(literal) is { } relative ? relative : PathExpression.At(PathExpression.ContentRoot).With(expression);
        switch (expression)
        {
            case ParenthesizedExpressionSyntax p:
                return Shallow(p.Expression, reader, model);
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } either:
                return Shallow(either.Left, reader, model);
            case InvocationExpressionSyntax call when PathReader.IsJoin(call, model):
                var path = Shallow(call.ArgumentList.Arguments[0].Expression, reader, model);
                foreach (var argument in call.ArgumentList.Arguments.Skip(1))
                    path = path?.Append(argument.Expression, model, separated: true);
                return path;
            case InvocationExpressionSyntax { ArgumentList.Arguments: [var only] } call when model.GetSymbolInfo(call).Symbol is IMethodSymbol { Name: "GetFullPath" }:
                return Shallow(only.Expression, reader, model);
            case InterpolatedStringExpressionSyntax or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression }:
                return Concatenation(expression, reader, model);
            default:
                return reader.Of(expression, model) is not { } named ? null : named.Parts.IsEmpty ? named : PathExpression.At(named.Root).With(expression);
        }
    }

    static PathExpression? Concatenation(ExpressionSyntax expression, PathReader reader, SemanticModel model)
    {
        PathExpression? joined = null;
        var isFirst = true;
        foreach (var piece in PathExpression.Pieces(expression))
        {
            joined = !isFirst ? joined?.Append(piece, model)
                : piece is ExpressionSyntax leading ? Shallow(leading, reader, model)
                : piece is InterpolatedStringTextSyntax { TextToken.ValueText: var text } ? PathExpression.OfText(text) : null;
            isFirst = false;
        }
        return joined;
    }
}
