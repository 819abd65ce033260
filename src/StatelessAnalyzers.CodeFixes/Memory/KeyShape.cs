using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StatelessAnalyzers.Memory;

/// <summary>What is known of a key while nothing runs: its text, or how it begins.</summary>
internal readonly record struct KeyShape(string Start, bool IsWhole)
{
    static readonly KeyShape Unknown = new("", false);

    /// <summary>Whether two keys may be the same.</summary>
    public bool Meets(KeyShape other) => (IsWhole, other.IsWhole) switch
    {
        (true, true) => Start == other.Start,
        (true, false) => Start.StartsWith(other.Start, StringComparison.Ordinal),
        (false, true) => other.Start.StartsWith(Start, StringComparison.Ordinal),
        _ => Start.StartsWith(other.Start, StringComparison.Ordinal) || other.Start.StartsWith(Start, StringComparison.Ordinal),
    };

    public static KeyShape Of(ExpressionSyntax key, SemanticModel model) => Of(key, model, 0);

    static KeyShape Of(ExpressionSyntax key, SemanticModel model, int depth)
    {
        if (depth > 3)
            return Unknown;
        if (model.GetConstantValue(key) is { HasValue: true, Value: { } constant })
            return new(constant is string text ? text : Typed(constant.GetType().Name) + constant, true);
        if (model.GetTypeInfo(key).Type is { SpecialType: not SpecialType.System_String } type)
            return new(Typed(type.Name), false);
        switch (key)
        {
            case ParenthesizedExpressionSyntax inner:
                return Of(inner.Expression, model, depth);
            case InterpolatedStringExpressionSyntax text:
                return Joined(text.Contents.Select(c => c is InterpolatedStringTextSyntax literal ? new KeyShape(literal.TextToken.ValueText, true) : c is InterpolationSyntax { FormatClause: null, AlignmentClause: null } hole && model.GetTypeInfo(hole.Expression).Type?.SpecialType == SpecialType.System_String ? Of(hole.Expression, model, depth + 1) : Unknown));
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum:
                return Joined([IsText(sum.Left) ? Of(sum.Left, model, depth + 1) : Unknown, IsText(sum.Right) ? Of(sum.Right, model, depth + 1) : Unknown]);
            case InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var format }, ..] } call when model.GetSymbolInfo(call).Symbol is IMethodSymbol { Name: "Format", ContainingType.SpecialType: SpecialType.System_String } && model.GetConstantValue(format) is { Value: string pattern }:
                return new(pattern.Split('{')[0], false);
        }
        return model.GetSymbolInfo(key).Symbol is { DeclaringSyntaxReferences: [var reference] } symbol && reference.SyntaxTree == model.SyntaxTree ? Of(symbol, reference.GetSyntax(), model, depth + 1) : Unknown;

        bool IsText(ExpressionSyntax part) => model.GetTypeInfo(part).Type?.SpecialType == SpecialType.System_String;
    }

    // What a local or a read-only field is given once, or what a method of one expression returns.
    static KeyShape Of(ISymbol symbol, SyntaxNode declaration, SemanticModel model, int depth) => declaration switch
    {
        VariableDeclaratorSyntax { Initializer.Value: var initial } when symbol is IFieldSymbol { IsReadOnly: true } || symbol is ILocalSymbol && !IsGivenAgain(declaration, symbol.Name) => Of(initial, model, depth),
        MethodDeclarationSyntax { ExpressionBody.Expression: var body } when symbol is IMethodSymbol { IsVirtual: false, IsOverride: false } => Of(body, model, depth),
        MethodDeclarationSyntax { Body.Statements: [ReturnStatementSyntax { Expression: { } body }] } when symbol is IMethodSymbol { IsVirtual: false, IsOverride: false } => Of(body, model, depth),
        PropertyDeclarationSyntax { ExpressionBody.Expression: var body } when symbol is { IsVirtual: false, IsOverride: false } => Of(body, model, depth),
        _ => Unknown,
    };

    static bool IsGivenAgain(SyntaxNode declaration, string name) =>
        declaration.FirstAncestorOrSelf<MemberDeclarationSyntax>()?.DescendantNodes().Any(n => CacheFactory.IsVariable(n, name) && (n.Parent is AssignmentExpressionSyntax assignment && assignment.Left == n || n.Parent is ArgumentSyntax { RefKindKeyword.RawKind: not 0 })) == true;

    static KeyShape Joined(IEnumerable<KeyShape> parts)
    {
        var start = "";
        foreach (var part in parts)
        {
            start += part.Start;
            if (!part.IsWhole)
                return new(start, false);
        }
        return new(start, true);
    }

    // No text that a person writes begins so.
    static string Typed(string type) => "\u0001" + type + ":";
}
