using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Files;

/// <summary>Reads what expressions are below a known root, through the locals, private members and parameters that they name.</summary>
internal sealed class PathReader(SharedCarriers shared)
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
            case AwaitExpressionSyntax awaited:
                return Of(Awaited(awaited), model);
            case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } p:
                return Of(p.Operand, model);
            case AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceAssignmentExpression } lazy:
                return Of(lazy.Right, model);
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } either:
                return PathRoots.Of(either.Left, model);
            case ConditionalExpressionSyntax choice when IsNone(choice.WhenTrue) || IsNone(choice.WhenFalse):
                return Of(IsNone(choice.WhenTrue) ? choice.WhenFalse : choice.WhenTrue, model);
            case ConditionalExpressionSyntax choice:
                return Of(choice.WhenTrue, model) is { } one && Of(choice.WhenFalse, model) is { } other ? one.Or(other, expression) : null;
            case InvocationExpressionSyntax call when IsJoin(call, model):
                return Join(call.ArgumentList.Arguments, model);
            case InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var full }] } call when model.GetSymbolInfo(call).Symbol is IMethodSymbol { Name: "GetFullPath", ContainingType.Name: "Path" }:
                return Of(full, model);
            case InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var file }] } call when model.GetSymbolInfo(call).Symbol is IMethodSymbol { Name: "GetDirectoryName", ContainingType.Name: "Path" }:
                return PathRoots.Of(expression, model) ?? (Of(file, model) is { Parts: [.., _] } inner ? PathExpression.At(inner.Root, inner.FolderOfName) : null);
            // The same name but for its end.
            case InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var renamed }, _] } call when model.GetSymbolInfo(call).Symbol is IMethodSymbol { Name: "ChangeExtension", ContainingType.Name: "Path" }:
                return Of(renamed, model) is { Parts: [.., _] } path ? PathExpression.At(path.Root, path.FolderOfName is { Length: > 0 } folder ? folder + "/" : "").With(expression) : null;
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
        AwaitExpressionSyntax awaited => [Awaited(awaited)],
        PostfixUnaryExpressionSyntax p => [p.Operand],
        AssignmentExpressionSyntax lazy => [lazy.Right],
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } either => [either.Left],
        ConditionalExpressionSyntax choice => new[] { choice.WhenTrue, choice.WhenFalse }.Where(c => !IsNone(c)),
        InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var first }, ..] } call when model.GetSymbolInfo(call).Symbol is IMethodSymbol method && KnownTypes.Of(model.Compilation).Is(method.ContainingType, TypeNames.Path) => [first],
        InterpolatedStringExpressionSyntax or BinaryExpressionSyntax => PathExpression.Pieces(expression).Take(1).OfType<ExpressionSyntax>(),
        _ => [expression],
    };

    /// <summary>What is awaited, however the wait is configured.</summary>
    public static ExpressionSyntax Awaited(AwaitExpressionSyntax awaited) =>
        awaited.Expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Expression: var task } } ? task : awaited.Expression;

    /// <summary>What passes a path from one type to another.</summary>
    public SharedCarriers Shared => shared;

    /// <summary>What a member says that other types may ask; null where it is no path, or not all of its values are seen.</summary>
    public PathExpression? Of(ISymbol member) =>
        shared.Of(member) is { Obstacle: null, Uses: [var use, ..] } ? OfSymbol(member, use.Expression, use.Model) : null;

    // What all its values have in common.
    PathExpression? OfSymbol(ISymbol symbol, ExpressionSyntax use, SemanticModel model)
    {
        if (known.TryGetValue(symbol, out var path))
            return path;
        known[symbol] = null;
        if (PathCarrier.Of(symbol, use, model) is { } carrier)
            path = carrier.Values(model) is { } values ? OfValues(symbol, values.ConvertAll(v => (v, model)), use, carrier.IsElement) : null;
        else if (shared.Of(symbol) is { Obstacle: null } across)
            path = OfValues(symbol, [.. across.Values.Select(v => (v.Expression, v.Model))], use, isElement: false);
        return known[symbol] = path;
    }

    // A value that is made of an earlier one, as in path = Path.Combine(path, name), is read where the others are known.
    PathExpression? OfValues(ISymbol symbol, List<(ExpressionSyntax Expression, SemanticModel Model)> values, ExpressionSyntax use, bool isElement)
    {
        PathExpression? path = null;
        values.RemoveAll(v => IsNone(v.Expression));
        var ofItself = values.FindAll(v => MadeOf(v.Expression, v.Model, symbol));
        foreach (var value in values.Except(ofItself).Concat(ofItself))
        {
            var before = new HashSet<ISymbol>(known.Keys, SymbolEqualityComparer.Default);
            if (ofItself.Contains(value))
                known[symbol] = path;
            var next = Of(value.Expression, value.Model);
            if (isElement)
                next = next?.Append("/")?.With(use);
            // What else was read with a part of the values only is read again.
            if (ofItself.Contains(value))
                foreach (var provisional in known.Keys.Where(k => !before.Contains(k)).ToList())
                    known.Remove(provisional);
            path = path is null || next is null ? next : path.Or(next, use);
            if (path is null)
                return null;
        }
        return path;
    }

    static bool MadeOf(ExpressionSyntax value, SemanticModel model, ISymbol symbol) =>
        symbol is ILocalSymbol && value.DescendantNodes().Any(n => n is IdentifierNameSyntax name && name.Identifier.ValueText == symbol.Name && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name).Symbol, symbol));

    /// <summary>Whether the value is no path at all, which it stays.</summary>
    public static bool IsNone(ExpressionSyntax value) => value.Kind() is SyntaxKind.NullLiteralExpression or SyntaxKind.DefaultLiteralExpression || (value is PostfixUnaryExpressionSyntax forgiven && IsNone(forgiven.Operand));

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
