using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StatelessAnalyzers.Memory;

/// <summary>Writes the keys of a shared cache, which are texts, out of those of a cache in memory.</summary>
/// <param name="Prefix">What comes first, since all entries of a fleet share one key space; empty where the keys are texts that already do.</param>
/// <param name="IgnoresCase">Whether keys that differ in case only are one.</param>
internal sealed record CacheKeys(string Prefix, bool IgnoresCase)
{
    /// <summary>The text of a key, given the key as it is after inner edits.</summary>
    public string Of(ExpressionSyntax key, ITypeSymbol? type)
    {
        var text = key.WithoutTrivia().ToString();
        if (key is LiteralExpressionSyntax { Token.Value: string constant })
            return SyntaxFactory.Literal(Prefix + (IgnoresCase ? constant.ToUpperInvariant() : constant)).ToString();
        if (IgnoresCase)
            text = (IsPrimary(key) ? text : $"({text})") + ".ToUpperInvariant()";
        if (Prefix.Length == 0)
            return type is null or { SpecialType: SpecialType.System_String } ? text : Interpolated(type.Name + ":", text);
        return key is ConditionalExpressionSyntax ? $"\"{Prefix}\" + ({text})" : Interpolated(Prefix, text);
    }

    static string Interpolated(string prefix, string text) =>
        text.IndexOf('"') >= 0 || text.IndexOf(':') >= 0 ? $"\"{prefix}\" + {(IsPrimary(SyntaxFactory.ParseExpression(text)) ? text : $"({text})")}" : $"$\"{prefix}{{{text}}}\"";

    static bool IsPrimary(ExpressionSyntax expression) =>
        expression is IdentifierNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax or ElementAccessExpressionSyntax or LiteralExpressionSyntax or InterpolatedStringExpressionSyntax or ParenthesizedExpressionSyntax;

    /// <summary>Whether evaluating it again gives the same.</summary>
    public static bool IsStable(ExpressionSyntax expression, SemanticModel model) => expression switch
    {
        LiteralExpressionSyntax => true,
        IdentifierNameSyntax => model.GetSymbolInfo(expression).Symbol is ILocalSymbol or IParameterSymbol or IFieldSymbol { IsReadOnly: true } or IFieldSymbol { IsConst: true },
        MemberAccessExpressionSyntax { Expression: var owner } => model.GetSymbolInfo(expression).Symbol is IFieldSymbol { IsReadOnly: true } or IFieldSymbol { IsConst: true }
            || model.GetSymbolInfo(expression).Symbol is IPropertySymbol && (IsStable(owner, model) || owner is ThisExpressionSyntax),
        InterpolatedStringExpressionSyntax text => text.Contents.All(c => c is not InterpolationSyntax hole || IsStable(hole.Expression, model)),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum => IsStable(sum.Left, model) && IsStable(sum.Right, model),
        ParenthesizedExpressionSyntax inner => IsStable(inner.Expression, model),
        InvocationExpressionSyntax call => IsStableCall(call, model),
        _ => false,
    };

    // A method that makes a text of what it is given, such as the one that all keys of a type are made by.
    static bool IsStableCall(InvocationExpressionSyntax call, SemanticModel model)
    {
        if (model.GetSymbolInfo(call).Symbol is not IMethodSymbol { IsVirtual: false, IsOverride: false, IsAbstract: false } method || !call.ArgumentList.Arguments.All(a => a.RefKindKeyword.RawKind == 0 && IsStable(a.Expression, model)))
            return false;
        if (call.Expression is MemberAccessExpressionSyntax { Expression: var owner } && method.ContainingType.SpecialType == SpecialType.System_String && !method.IsStatic)
            return IsStable(owner, model);
        return method.DeclaringSyntaxReferences is [var reference] && reference.SyntaxTree == model.SyntaxTree && reference.GetSyntax() is MethodDeclarationSyntax { ExpressionBody.Expression: var body }
            && method.ReturnType.SpecialType == SpecialType.System_String && !body.DescendantNodesAndSelf().Any(n => n is InvocationExpressionSyntax inner && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(inner).Symbol, method)) && IsStable(body, model);
    }
}
