using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StatelessAnalyzers.Data;

/// <summary>A key that is counted in memory for a record which is put in.</summary>
/// <param name="Use">The use that puts the record in.</param>
/// <param name="Expression">What makes the key.</param>
/// <param name="Counter">The number that is counted up; null where the records are counted.</param>
/// <param name="Local">The local that holds the key in between, or null.</param>
internal sealed record NewKey(TableUse Use, ExpressionSyntax Expression, ISymbol? Counter, VariableDeclaratorSyntax? Local)
{
    /// <summary>Where the record is given the key.</summary>
    public ExpressionSyntax Given { get; init; } = Expression;
}

/// <summary>Finds the keys that are counted in memory.</summary>
internal sealed class NewKeys(HeldTable table)
{
    static readonly HashSet<string> Counting = new(StringComparer.Ordinal) { "Any", "Count", "DefaultIfEmpty", "Max", "Select" };

    /// <summary>How the record that the use puts in gets its key, where it is counted.</summary>
    public NewKey? Of(TableUse use)
    {
        if (use.Value is null || RecordOrigin.KeyOf(use.Value, table.Key, use.Model) is not { } given)
            return null;
        if (Counted(given, use) is { } direct)
            return direct;
        return given is IdentifierNameSyntax && RecordOrigin.InitialOf(given, use.Model) is { Parent.Parent: VariableDeclaratorSyntax local } initial && Counted(initial, use) is { } through
            ? through with { Local = local, Given = given } : null;
    }

    NewKey? Counted(ExpressionSyntax expression, TableUse use)
    {
        var model = use.Model;
        var bare = expression;
        while (bare is ParenthesizedExpressionSyntax or CastExpressionSyntax)
            bare = bare is ParenthesizedExpressionSyntax inner ? inner.Expression : ((CastExpressionSyntax)bare).Expression;
        var counter = bare switch
        {
            PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostIncrementExpression } postfix => postfix.Operand,
            PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression } prefix => prefix.Operand,
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Increment" }, ArgumentList.Arguments: [{ Expression: var counted }] } => counted,
            _ => null,
        };
        if (counter is not null)
            return model.GetSymbolInfo(counter).Symbol is IFieldSymbol or ILocalSymbol ? new(use, expression, model.GetSymbolInfo(counter).Symbol, null) : null;
        return CountsRecords(bare, model) ? new(use, expression, null, null) : null;
    }

    // records.Count + 1, records.Max(r => r.Id) + 1, records.Any() ? records.Max(r => r.Id) + 1 : 1
    bool CountsRecords(ExpressionSyntax expression, SemanticModel model)
    {
        var mentions = false;
        foreach (var node in expression.DescendantNodesAndSelf())
            switch (node)
            {
                case IdentifierNameSyntax name when table.IsNamedBy(model.GetSymbolInfo(name).Symbol):
                    mentions = true;
                    break;
                case InvocationExpressionSyntax call when call.Expression is not MemberAccessExpressionSyntax { Name.Identifier.ValueText: var method } || !Counting.Contains(method):
                case AssignmentExpressionSyntax or BaseObjectCreationExpressionSyntax or AwaitExpressionSyntax or ElementAccessExpressionSyntax:
                    return false;
                case IdentifierNameSyntax name when model.GetSymbolInfo(name).Symbol is ILocalSymbol { IsConst: false } or IFieldSymbol { IsConst: false }:
                    return false;
            }
        return mentions && !expression.DescendantNodesAndSelf().OfType<LambdaExpressionSyntax>().Any(l => !IsOfKey(l, model));
    }

    bool IsOfKey(LambdaExpressionSyntax lambda, SemanticModel model) =>
        lambda.ExpressionBody is { } body && (body is CastExpressionSyntax cast ? cast.Expression : body) is MemberAccessExpressionSyntax member && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(member).Symbol, table.Key);

    /// <summary>Whether the mention only serves to make one of these keys.</summary>
    public static bool Covers(IEnumerable<NewKey> keys, ExpressionSyntax mention) =>
        keys.Any(k => k.Expression.SyntaxTree == mention.SyntaxTree && k.Expression.Span.Contains(mention.Span));
}
