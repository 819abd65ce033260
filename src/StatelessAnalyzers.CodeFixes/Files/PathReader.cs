using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Files;

/// <summary>Reads what expressions are below a known root, through the locals, private members and parameters that they name.</summary>
internal sealed class PathReader
{
    const int Deepest = 24;

    readonly Dictionary<ISymbol, PathExpression?> known = new(SymbolEqualityComparer.Default);
    int depth;

    /// <summary>Null where the expression is no path below a known root.</summary>
    public PathExpression? Of(ExpressionSyntax expression, SemanticModel model)
    {
        if (depth == Deepest)
            return null;
        depth++;
        var path = Read(expression, model);
        depth--;
        return path;
    }

    PathExpression? Read(ExpressionSyntax expression, SemanticModel model)
    {
        if (model.GetConstantValue(expression) is { HasValue: true, Value: string constant })
            return PathExpression.OfText(constant);
        switch (expression)
        {
            case ParenthesizedExpressionSyntax p:
                return Of(p.Expression, model);
            case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } p:
                return Of(p.Operand, model);
            case AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceAssignmentExpression } lazy:
                return Of(lazy.Right, model);
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } either:
                return PathRoots.Of(either.Left, model);
            case ConditionalExpressionSyntax choice:
                return Of(choice.WhenTrue, model) is { } one && Of(choice.WhenFalse, model) is { } other ? one.Or(other, expression) : null;
            case InvocationExpressionSyntax call when IsJoin(call, model):
                return Join(call.ArgumentList.Arguments, model);
            case InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var full }] } call when model.GetSymbolInfo(call).Symbol is IMethodSymbol { Name: "GetFullPath", ContainingType.Name: "Path" }:
                return Of(full, model);
            case InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var file }] } call when model.GetSymbolInfo(call).Symbol is IMethodSymbol { Name: "GetDirectoryName", ContainingType.Name: "Path" }:
                return Of(file, model) is { Parts: [.., _] } inner ? PathExpression.At(inner.Root, inner.FolderOfName) : null;
            case InterpolatedStringExpressionSyntax or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression }:
                return Concatenation(expression, model);
            case IdentifierNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax or ElementAccessExpressionSyntax:
                return PathRoots.Of(expression, model) ?? (model.GetSymbolInfo(expression).Symbol is { } symbol ? OfSymbol(symbol, expression, model) : null);
            default:
                return null;
        }
    }

    /// <summary>Whether the call joins paths.</summary>
    public static bool IsJoin(InvocationExpressionSyntax call, SemanticModel model) =>
        CalledName.Of(call) is { Identifier.ValueText: "Combine" or "Join" }
        && model.GetSymbolInfo(call).Symbol is IMethodSymbol method && KnownTypes.Of(model.Compilation).Is(method.ContainingType, TypeNames.Path)
        && call.ArgumentList.Arguments.All(a => a.NameColon is null);

    /// <summary>What says where the path of an expression starts; the expression itself where that is a name or a root.</summary>
    public static IEnumerable<ExpressionSyntax> HeadsOf(ExpressionSyntax expression, SemanticModel model) => expression switch
    {
        ParenthesizedExpressionSyntax p => [p.Expression],
        PostfixUnaryExpressionSyntax p => [p.Operand],
        AssignmentExpressionSyntax lazy => [lazy.Right],
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } either => [either.Left],
        ConditionalExpressionSyntax choice => [choice.WhenTrue, choice.WhenFalse],
        InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var first }, ..] } call when model.GetSymbolInfo(call).Symbol is IMethodSymbol method && KnownTypes.Of(model.Compilation).Is(method.ContainingType, TypeNames.Path) => [first],
        InterpolatedStringExpressionSyntax or BinaryExpressionSyntax => PathExpression.Pieces(expression).Take(1).OfType<ExpressionSyntax>(),
        _ => [expression],
    };

    // What all its values have in common.
    PathExpression? OfSymbol(ISymbol symbol, ExpressionSyntax use, SemanticModel model)
    {
        if (known.TryGetValue(symbol, out var path))
            return path;
        known[symbol] = null;
        if (PathCarrier.Of(symbol, use, model) is { } carrier && carrier.Values(model) is { } values)
        {
            foreach (var value in values)
            {
                var next = carrier.IsElement ? Of(value, model)?.Append("/")?.With(use) : Of(value, model);
                path = path is null || next is null ? next : path.Or(next, use);
                if (path is null)
                    break;
            }
            known[symbol] = path;
        }
        return path;
    }

    PathExpression? Join(SeparatedSyntaxList<ArgumentSyntax> arguments, SemanticModel model)
    {
        var path = arguments is [var first, ..] ? Of(first.Expression, model) : null;
        foreach (var argument in arguments.Skip(1))
            if (KeyParts.JoinOf(argument.Expression, model) is { } inner)
                path = inner.ArgumentList.Arguments.Aggregate(path, (joined, part) => joined?.Append(part.Expression, model, separated: true));
            else
                path = path?.Append(argument.Expression, model, separated: true);
        return path;
    }

    PathExpression? Concatenation(ExpressionSyntax expression, SemanticModel model)
    {
        PathExpression? path = null;
        var isFirst = true;
        foreach (var piece in PathExpression.Pieces(expression))
        {
            path = !isFirst ? path?.Append(piece, model)
                : piece is ExpressionSyntax leading ? Of(leading, model)
                : piece is InterpolatedStringTextSyntax { TextToken.ValueText: var text } ? PathExpression.OfText(text) : null;
            isFirst = false;
        }
        return path;
    }
}
