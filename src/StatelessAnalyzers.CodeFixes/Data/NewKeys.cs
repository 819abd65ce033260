using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Platform;

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

    /// <summary>The statement that counts the number up, where the expression only takes it.</summary>
    public NumberStep? Step { get; init; }

    /// <summary>Whether the key is the number as it was before it was counted up.</summary>
    public bool GivesOld => Step?.GivesOld ?? Expression.DescendantNodesAndSelf().Any(n => n is PostfixUnaryExpressionSyntax);
}

/// <summary>Finds the keys that are counted in memory.</summary>
internal sealed class NewKeys(HeldTable table)
{
    static readonly HashSet<string> Counting = new(StringComparer.Ordinal) { "Any", "Count", "DefaultIfEmpty", "Last", "LastOrDefault", "Max", "Select" };

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
        var counter = NumberStep.CounterOf(bare, model);
        if (counter is not null)
            return new(use, expression, model.GetSymbolInfo(counter).Symbol, null);
        if (bare is IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax or IdentifierNameSyntax } && model.GetSymbolInfo(bare).Symbol is IFieldSymbol or ILocalSymbol && NumberStep.Around(bare, model) is { } step && step.Taken == bare)
            return new(use, expression, model.GetSymbolInfo(bare).Symbol, null) { Step = step };
        return CountsRecords(bare, model) ? new(use, expression, null, null) : null;
    }

    // records.Count + 1, records.Max(r => r.Id) + 1, records.OrderByDescending(r => r.Id).First().Id + 1, records.Any() ? records.Max(r => r.Id) + 1 : 1, records[^1].Id + 1, records.Keys.Max() + 1
    bool CountsRecords(ExpressionSyntax expression, SemanticModel model)
    {
        var mentions = false;
        foreach (var node in expression.DescendantNodesAndSelf())
            switch (node)
            {
                case IdentifierNameSyntax name when table.IsNamedBy(model.GetSymbolInfo(name).Symbol):
                    mentions = true;
                    break;
                case InvocationExpressionSyntax call when call.Expression is not MemberAccessExpressionSyntax { Name.Identifier.ValueText: var method, Expression: var counted } || !(Counting.Contains(method) && CalledName.Of(counted) is not { Identifier.ValueText: "OrderByDescending" } || GivesGreatest(call, method, counted)):
                case ElementAccessExpressionSyntax element when table.IsByKey || !IsLast(element):
                case AssignmentExpressionSyntax or BaseObjectCreationExpressionSyntax or AwaitExpressionSyntax:
                    return false;
                case IdentifierNameSyntax name when model.GetSymbolInfo(name).Symbol is ILocalSymbol { IsConst: false } or IFieldSymbol { IsConst: false }:
                    return false;
            }
        return mentions && !expression.DescendantNodesAndSelf().OfType<LambdaExpressionSyntax>().Any(l => !IsOfKey(l, model));
    }

    // records.OrderByDescending(r => r.Id).First()
    static bool GivesGreatest(InvocationExpressionSyntax call, string method, ExpressionSyntax counted) => method switch
    {
        "OrderByDescending" => call.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "First" or "FirstOrDefault", Parent: InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0 } },
        "First" or "FirstOrDefault" => CalledName.Of(counted)?.Identifier.ValueText == "OrderByDescending" && call.ArgumentList.Arguments.Count == 0,
        _ => false,
    };

    // records[^1], records[records.Count - 1]
    static bool IsLast(ElementAccessExpressionSyntax element) => element.ArgumentList.Arguments is [{ Expression: var at }]
        && (at is PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.IndexExpression, Operand: LiteralExpressionSyntax { Token.Value: 1 } }
            || at is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.SubtractExpression, Left: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Count" } count, Right: LiteralExpressionSyntax { Token.Value: 1 } } && SyntaxFactory.AreEquivalent(count.Expression, element.Expression));

    // r => r.Id; of a dictionary also e => e.Key
    bool IsOfKey(LambdaExpressionSyntax lambda, SemanticModel model) =>
        lambda.ExpressionBody is { } body && (body is CastExpressionSyntax cast ? cast.Expression : body) is MemberAccessExpressionSyntax member && model.GetSymbolInfo(member).Symbol is { } asked
        && (SymbolEqualityComparer.Default.Equals(asked, table.Key) || table.IsByKey && asked is { Name: "Key", ContainingType.Name: "KeyValuePair" });

    /// <summary>Whether the mention only serves to make one of these keys.</summary>
    public static bool Covers(IEnumerable<NewKey> keys, ExpressionSyntax mention) =>
        keys.Any(k => k.Expression.SyntaxTree == mention.SyntaxTree && (k.Expression.Span.Contains(mention.Span) || k.Step?.Step.Span.Contains(mention.Span) == true));
}
