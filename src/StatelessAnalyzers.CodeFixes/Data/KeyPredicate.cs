using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Memory;

namespace StatelessAnalyzers.Data;

/// <summary>Reads conditions such as <c>order => order.Id == id</c>, which one record at most fulfils.</summary>
internal static class KeyPredicate
{
    /// <summary>The value that the key must have, or null where the lambda asks for something else as well.</summary>
    public static ExpressionSyntax? KeyOf(ExpressionSyntax? lambda, IPropertySymbol key, SemanticModel model) =>
        Body(lambda, out var record) is { } body && Asked(body, record, key, model) is { } value ? value : null;

    /// <summary>Whether the lambda asks for the key, be it among other things.</summary>
    public static bool MentionsKey(ExpressionSyntax? lambda, IPropertySymbol key, SemanticModel model) =>
        Body(lambda, out var record) is { } body && Conjuncts(body).Any(c => Asked(c, record, key, model) is not null);

    public static ExpressionSyntax? Body(ExpressionSyntax? lambda, out string record)
    {
        var parameter = lambda switch
        {
            SimpleLambdaExpressionSyntax simple => simple.Parameter,
            ParenthesizedLambdaExpressionSyntax { ParameterList.Parameters: [var only] } => only,
            _ => null,
        };
        record = parameter?.Identifier.ValueText ?? "";
        return parameter is null ? null : (lambda as LambdaExpressionSyntax)?.ExpressionBody;
    }

    static IEnumerable<ExpressionSyntax> Conjuncts(ExpressionSyntax condition) => condition switch
    {
        ParenthesizedExpressionSyntax inner => Conjuncts(inner.Expression),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } both => Conjuncts(both.Left).Concat(Conjuncts(both.Right)),
        _ => [condition],
    };

    static ExpressionSyntax? Asked(ExpressionSyntax condition, string record, IPropertySymbol key, SemanticModel model)
    {
        switch (condition)
        {
            case ParenthesizedExpressionSyntax inner:
                return Asked(inner.Expression, record, key, model);
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression } equals:
                return IsKey(equals.Left) ? Given(equals.Right) : IsKey(equals.Right) ? Given(equals.Left) : null;
            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Equals", Expression: var compared }, ArgumentList.Arguments: [var argument] } when IsKey(compared):
                return Given(argument.Expression);
            default:
                return null;
        }

        bool IsKey(ExpressionSyntax side) =>
            side is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: var owner } } && owner == record
            && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(side).Symbol?.OriginalDefinition, key.OriginalDefinition);

        ExpressionSyntax? Given(ExpressionSyntax side) => !Names(side, record) && IsOfKeyType(side, key.Type, model) ? side : null;
    }

    /// <summary>Whether the value is one that a key can have: of its type, and not null.</summary>
    public static bool IsOfKeyType(ExpressionSyntax value, ITypeSymbol key, SemanticModel model)
    {
        var info = model.GetTypeInfo(value);
        return info.Type is { } type && (SymbolEqualityComparer.Default.Equals(type, key) || IsWhole(type) && IsWhole(key)) && info.Nullability.FlowState != NullableFlowState.MaybeNull;
    }

    public static bool IsWhole(ITypeSymbol type) => type.SpecialType is SpecialType.System_Int16 or SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_Byte;

    public static bool Names(SyntaxNode code, string name) => code.DescendantNodesAndSelf().Any(n => CacheFactory.IsVariable(n, name));
}
