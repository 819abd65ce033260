using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StatelessAnalyzers.Memory;

/// <summary>What is known of a key while nothing runs.</summary>
/// <param name="Pattern">The text of the key, with marks where any text or a whole number may stand.</param>
internal readonly record struct KeyShape(string Pattern)
{
    const char AnyText = '\u0002';
    const char Number = '\u0003';

    public static KeyShape Unknown { get; } = new(AnyText.ToString());

    public bool IsKnown => Pattern is not null && Pattern.Any(c => c is not (AnyText or Number));

    /// <summary>Whether two keys may be the same: whether a text fits both patterns.</summary>
    public bool Meets(KeyShape other)
    {
        var (one, two) = (Pattern, other.Pattern);
        var fits = new bool[one.Length + 1, two.Length + 1];
        for (var i = one.Length; i >= 0; i--)
            for (var j = two.Length; j >= 0; j--)
            {
                var (a, b) = (i < one.Length ? one[i] : '\0', j < two.Length ? two[j] : '\0');
                fits[i, j] = (a, b) == ('\0', '\0')
                    || IsMark(a) && (fits[i + 1, j] || b != '\0' && Takes(a, b) && fits[i, j + 1])
                    || IsMark(b) && (fits[i, j + 1] || a != '\0' && Takes(b, a) && fits[i + 1, j])
                    || a == b && a != '\0' && !IsMark(a) && fits[i + 1, j + 1];
            }
        return fits[0, 0];
    }

    static bool IsMark(char c) => c is AnyText or Number;

    static bool Takes(char mark, char c) => mark == AnyText || IsMark(c) || char.IsDigit(c) || c is '-' or '\u2212';

    /// <summary>The shape that both have.</summary>
    public KeyShape Or(KeyShape other)
    {
        var (one, two) = (Pattern, other.Pattern);
        if (one == two)
            return this;
        var same = Enumerable.Range(0, Math.Min(one.Length, two.Length)).TakeWhile(i => one[i] == two[i] && !IsMark(one[i])).Count();
        return new(one.Substring(0, same) + AnyText);
    }

    public static KeyShape Of(ExpressionSyntax key, SemanticModel model) => Of(key, model, 0);

    static KeyShape Of(ExpressionSyntax key, SemanticModel model, int depth)
    {
        if (depth > 4)
            return Unknown;
        if (model.GetConstantValue(key) is { HasValue: true, Value: { } constant })
            return new(constant is string text ? text : Typed(constant.GetType().Name) + constant);
        if (model.GetTypeInfo(key).Type is { SpecialType: not SpecialType.System_String } type)
            return new(Typed(type.Name) + AnyText);
        switch (key)
        {
            case ParenthesizedExpressionSyntax inner:
                return Of(inner.Expression, model, depth);
            case InterpolatedStringExpressionSyntax text:
                return new(string.Concat(text.Contents.Select(c => c is InterpolatedStringTextSyntax literal ? literal.TextToken.ValueText
                    : c is InterpolationSyntax { FormatClause: null, AlignmentClause: null } hole ? Hole(hole.Expression, model, depth) : AnyText.ToString())));
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum:
                return new(Hole(sum.Left, model, depth) + Hole(sum.Right, model, depth));
            case InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var format }, ..] arguments } call when model.GetSymbolInfo(call).Symbol is IMethodSymbol { Name: "Format", ContainingType.SpecialType: SpecialType.System_String }:
                return Of(format, model, depth + 1) is var pattern && pattern.Pattern.Any(IsMark) ? Unknown : Formatted(pattern.Pattern, arguments, model, depth);
        }
        return model.GetSymbolInfo(key).Symbol is { DeclaringSyntaxReferences: [var reference] } symbol && ModelOf(reference.SyntaxTree, model) is { } declaring
            ? Of(symbol, reference.GetSyntax(), declaring, depth + 1) : Unknown;
    }

    static SemanticModel? ModelOf(SyntaxTree tree, SemanticModel model) =>
        tree == model.SyntaxTree ? model : model.Compilation.ContainsSyntaxTree(tree) ? model.Compilation.GetSemanticModel(tree) : null;

    static string Hole(ExpressionSyntax part, SemanticModel model, int depth)
    {
        var type = model.GetTypeInfo(part).Type;
        if (type?.SpecialType == SpecialType.System_String)
            return Of(part, model, depth + 1).Pattern;
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var inner] })
            type = inner;
        return (type?.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_UInt64 ? Number : AnyText).ToString();
    }

    // "items-{0}-{1}"
    static KeyShape Formatted(string format, SeparatedSyntaxList<ArgumentSyntax> arguments, SemanticModel model, int depth)
    {
        if (format.Contains("{{") || format.Contains("}}"))
            return new(format.Split('{')[0] + AnyText);
        var parts = format.Split('{').Select((part, i) =>
        {
            var end = part.IndexOf('}');
            if (i == 0 || end < 0)
                return part;
            var hole = int.TryParse(part.Substring(0, end), out var number) && number + 1 < arguments.Count ? Hole(arguments[number + 1].Expression, model, depth) : AnyText.ToString();
            return hole + part.Substring(end + 1);
        });
        return new(string.Concat(parts));
    }

    // What a local or a read-only field is given once, or what a method returns at its one end.
    static KeyShape Of(ISymbol symbol, SyntaxNode declaration, SemanticModel model, int depth) => declaration switch
    {
        VariableDeclaratorSyntax { Initializer.Value: var initial } when symbol is IFieldSymbol { IsReadOnly: true } || symbol is ILocalSymbol && !IsGivenAgain(declaration, symbol.Name) => Of(initial, model, depth),
        PropertyDeclarationSyntax { ExpressionBody.Expression: var body } when symbol is { IsVirtual: false, IsOverride: false } => Of(body, model, depth),
        MethodDeclarationSyntax or LocalFunctionStatementSyntax when symbol is IMethodSymbol { IsVirtual: false, IsOverride: false } && Returned(declaration) is { } body => Of(body, model, depth),
        _ => Unknown,
    };

    static ExpressionSyntax? Returned(SyntaxNode function)
    {
        var (arrow, block) = function switch
        {
            MethodDeclarationSyntax method => (method.ExpressionBody, method.Body),
            LocalFunctionStatementSyntax local => (local.ExpressionBody, local.Body),
            _ => (null, null),
        };
        return arrow?.Expression ?? (block is not null && CacheFactory.Own(block).OfType<ReturnStatementSyntax>().ToList() is [{ Expression: var only }] ? only : null);
    }

    static bool IsGivenAgain(SyntaxNode declaration, string name) =>
        declaration.FirstAncestorOrSelf<MemberDeclarationSyntax>()?.DescendantNodes().Any(n => CacheFactory.IsVariable(n, name) && (n.Parent is AssignmentExpressionSyntax assignment && assignment.Left == n || n.Parent is ArgumentSyntax { RefKindKeyword.RawKind: not 0 })) == true;

    // No text that a person writes begins so.
    static string Typed(string type) => "\u0001" + type + ":";
}
