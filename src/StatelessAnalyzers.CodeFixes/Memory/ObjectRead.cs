using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StatelessAnalyzers.Memory;

/// <summary>Recognises <c>TryGetValue(key, out object value)</c>: where nothing is done with the value it asks whether there is an entry, and where all that is done is to take it for one type it reads that type.</summary>
internal static class ObjectRead
{
    public static CacheAccess? Of(InvocationExpressionSyntax call, ExpressionSyntax key, ExpressionSyntax found, SemanticModel model, ref string obstacle)
    {
        var asks = new CacheAccess(CacheAction.Contains, call, key, null) { Found = found };
        var isAlone = call.Parent is ExpressionStatementSyntax;
        if (DictionaryAccess.IsDiscard(found))
            return isAlone ? null : asks;
        if (found is not DeclarationExpressionSyntax { Designation: SingleVariableDesignationSyntax designation } || model.GetDeclaredSymbol(designation) is not ILocalSymbol { Type.SpecialType: SpecialType.System_Object } local)
        {
            obstacle = "the value is read as an object";
            return null;
        }
        var mentions = (call.FirstAncestorOrSelf<MemberDeclarationSyntax>() ?? call.SyntaxTree.GetRoot()).DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(n => n.Identifier.ValueText == local.Name && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(n).Symbol, local)).ToList();
        if (mentions.Count == 0)
            return isAlone ? null : asks;

        ITypeSymbol? type = null;
        var casts = new List<ExpressionSyntax>();
        foreach (var mention in mentions)
        {
            var taken = Taken(mention, model, casts);
            if (IsNullTest(mention) && taken is null)
                continue;
            if (taken is null || type is not null && !SymbolEqualityComparer.Default.Equals(type, taken))
            {
                obstacle = $"'{local.Name}' is used as an object";
                return null;
            }
            type = taken;
        }
        if (type is null)
            return isAlone ? null : asks;
        type = type.IsReferenceType ? type.WithNullableAnnotation(NullableAnnotation.NotAnnotated) : type;
        var read = new CacheAccess(CacheAction.TryRead, call, key, type) { Found = found, Casts = casts };
        // found && value is Price price
        if (mentions is [var single] && single.Parent is IsPatternExpressionSyntax test && DesignationOf(test) is { } name && test.Parent is ExpressionSyntax condition && CacheAsides.Asked(condition, call) is not null)
            return read with { FoundName = name };
        obstacle = $"'{local.Name}' is used as an object";
        return type.IsValueType && (isAlone || casts.Count < mentions.Count) || type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } ? null : read;
    }

    // value as T, (T)value, value is T, value is T name, value is not T name
    static ITypeSymbol? Taken(IdentifierNameSyntax value, SemanticModel model, List<ExpressionSyntax> casts)
    {
        switch (value.Parent)
        {
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AsExpression } cast when cast.Left == value:
                casts.Add(cast);
                return model.GetTypeInfo(cast.Right).Type;
            case CastExpressionSyntax cast:
                casts.Add(cast);
                return model.GetTypeInfo(cast.Type).Type;
            case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression, Parent: CastExpressionSyntax cast }:
                casts.Add(cast);
                return model.GetTypeInfo(cast.Type).Type;
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.IsExpression } test when test.Left == value:
                return model.GetTypeInfo(test.Right).Type;
            case IsPatternExpressionSyntax test when (test.Pattern is UnaryPatternSyntax { Pattern: var negated } ? negated : test.Pattern) is DeclarationPatternSyntax { Type: var type }:
                return model.GetTypeInfo(type).Type;
            default:
                return null;
        }
    }

    static bool IsNullTest(IdentifierNameSyntax value) => value.Parent switch
    {
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression, Right.RawKind: (int)SyntaxKind.NullLiteralExpression } => true,
        IsPatternExpressionSyntax test => (test.Pattern is UnaryPatternSyntax { Pattern: var negated } ? negated : test.Pattern) is ConstantPatternSyntax { Expression.RawKind: (int)SyntaxKind.NullLiteralExpression },
        _ => false,
    };

    static string? DesignationOf(IsPatternExpressionSyntax test) =>
        (test.Pattern is UnaryPatternSyntax { Pattern: var negated } ? negated : test.Pattern) is DeclarationPatternSyntax { Designation: SingleVariableDesignationSyntax name } ? name.Identifier.Text : null;

    /// <summary>Whether a test after such a call takes the value for a type and gives it a name: true for <c>value is T name</c>, false for <c>value is not T name</c>, null for anything else.</summary>
    public static bool? IsTypeTest(ExpressionSyntax condition, InvocationExpressionSyntax call)
    {
        if (condition is not IsPatternExpressionSyntax { Expression: IdentifierNameSyntax tested } test || DesignationOf(test) is null
            || call.Expression is not MemberAccessExpressionSyntax { Name: IdentifierNameSyntax { Identifier.ValueText: "TryGetValue" } }
            || call.ArgumentList.Arguments.LastOrDefault()?.Expression is not DeclarationExpressionSyntax { Designation: SingleVariableDesignationSyntax given } declared || given.Identifier.ValueText != tested.Identifier.ValueText
            || (declared.Type is NullableTypeSyntax { ElementType: var element } ? element : declared.Type) is not (IdentifierNameSyntax { IsVar: true } or PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.ObjectKeyword }))
            return null;
        return test.Pattern is not UnaryPatternSyntax;
    }
}
