using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StatelessAnalyzers.Data;

/// <summary>How much of a chain over all records the database does: conditions that mean the same in SQL, and what ends in a count or an answer. The rest stays in memory.</summary>
/// <param name="Target">The expression that is replaced.</param>
/// <param name="Filters">The conditions, as they are written.</param>
/// <param name="Method">The method that asks the database.</param>
/// <param name="Last">The condition of that method, or null.</param>
internal sealed record RowFilter(ExpressionSyntax Target, IReadOnlyList<string> Filters, string Method, string? Last)
{
    public static RowFilter Of(TableUse use)
    {
        if (use.Node is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Count" or "IsEmpty" } asked)
            return new(use.Node, [], asked.Name.Identifier.ValueText == "Count" ? "CountAsync" : "AnyAsync", null);
        var filters = new List<string>();
        var current = use.Node;
        if (use.IsOfKeys)
            return CallOn(current) is { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ToList" or "ToArray" or "Count" or "Max" or "Min" } asking, ArgumentList.Arguments.Count: 0 } whole
                ? new(whole, [], asking.Name.Identifier.ValueText + "Async", null) : new(current, [], "ToListAsync", null);
        while (CallOn(current) is { } call)
        {
            var name = ((MemberAccessExpressionSyntax)call.Expression).Name.Identifier.ValueText;
            var condition = call.ArgumentList.Arguments is [{ Expression: LambdaExpressionSyntax lambda }] && IsSame(lambda, use.Model) ? lambda.WithoutTrivia().ToString() : null;
            var isPlain = call.ArgumentList.Arguments.Count == 0;
            switch (name)
            {
                case "Where" when condition is not null:
                    filters.Add(condition);
                    current = call;
                    continue;
                case "Count" or "LongCount" or "Any" or "First" or "FirstOrDefault" or "Single" or "SingleOrDefault" when isPlain || condition is not null:
                case "Last" or "LastOrDefault" when use.Ordered is not null && (isPlain || condition is not null):
                    return new(call, filters, name + "Async", condition);
                case "Find" or "Exists" when condition is not null:
                    return new(call, filters, name == "Find" ? "FirstOrDefaultAsync" : "AnyAsync", condition);
                case "ToList" or "ToArray" when isPlain:
                    return new(call, filters, name + "Async", null);
            }
            break;
        }
        return new(current, filters, "ToListAsync", null);
    }

    static InvocationExpressionSyntax? CallOn(ExpressionSyntax current) =>
        current.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } access && access.Expression == current && call.Expression == access ? call : null;

    /// <summary>Whether the condition selects the same rows in SQL: comparisons of columns with values, joined by and, or and not.</summary>
    public static bool IsSame(LambdaExpressionSyntax lambda, SemanticModel model) =>
        KeyPredicate.Body(lambda, out var row) is { } body && IsCondition(body, row, model);

    static bool IsCondition(ExpressionSyntax code, string row, SemanticModel model) => code switch
    {
        ParenthesizedExpressionSyntax inner => IsCondition(inner.Expression, row, model),
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } not => IsCondition(not.Operand, row, model),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression or (int)SyntaxKind.LogicalOrExpression } joined => IsCondition(joined.Left, row, model) && IsCondition(joined.Right, row, model),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression } compared => IsOperand(compared.Left, row, model, ordered: false) && IsOperand(compared.Right, row, model, ordered: false),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LessThanExpression or (int)SyntaxKind.LessThanOrEqualExpression or (int)SyntaxKind.GreaterThanExpression or (int)SyntaxKind.GreaterThanOrEqualExpression } ordered =>
            IsOperand(ordered.Left, row, model, ordered: true) && IsOperand(ordered.Right, row, model, ordered: true),
        MemberAccessExpressionSyntax column => IsColumn(column, row) && model.GetTypeInfo(column).Type?.SpecialType == SpecialType.System_Boolean,
        _ => false,
    };

    static bool IsColumn(ExpressionSyntax code, string row) => code is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: var owner } } && owner == row;

    // A column, a constant, or a variable; of a type that databases compare as C# does.
    static bool IsOperand(ExpressionSyntax code, string row, SemanticModel model, bool ordered)
    {
        var info = model.GetTypeInfo(code);
        var type = info.Type ?? info.ConvertedType;
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var value] })
            type = value;
        var isWhole = type is not null && (KeyPredicate.IsWhole(type) || type.SpecialType is SpecialType.System_Decimal or SpecialType.System_DateTime);
        if (!isWhole && (ordered || type is not ({ TypeKind: TypeKind.Enum } or { SpecialType: SpecialType.System_String or SpecialType.System_Boolean }) && type?.ToDisplayString() is not "System.Guid"))
            return false;
        return code switch
        {
            LiteralExpressionSyntax => true,
            IdentifierNameSyntax => model.GetSymbolInfo(code).Symbol is ILocalSymbol or IParameterSymbol,
            MemberAccessExpressionSyntax member => IsColumn(member, row) && model.GetSymbolInfo(member).Symbol is IPropertySymbol { SetMethod: not null } || model.GetSymbolInfo(member).Symbol is IFieldSymbol { IsConst: true },
            _ => false,
        };
    }
}
