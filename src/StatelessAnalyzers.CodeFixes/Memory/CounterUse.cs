using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Memory;

/// <summary>One use of a counter, and the call of Redis that does the same for all instances.</summary>
/// <param name="Node">The expression that is replaced.</param>
/// <param name="Method">The method of <c>IDatabase</c>.</param>
/// <param name="Key">The key within a dictionary of counters, or null.</param>
/// <param name="By">By how much it changes, where that is not one.</param>
/// <param name="After">What has to be added to the new value to get the one that the expression gives.</param>
internal sealed record CounterUse(ExpressionSyntax Node, string Method, ExpressionSyntax? Key = null, ExpressionSyntax? By = null, int After = 0)
{
    public const string Increment = "StringIncrement";
    public const string Get = "StringGet";
    const string Decrement = "StringDecrement";

    /// <summary>The use that names the number, or null where Redis has none such.</summary>
    public static CounterUse? Of(ExpressionSyntax number, SemanticModel model, out string use)
    {
        use = "the assignment";
        switch (number.Parent)
        {
            case ArgumentSyntax { RefKindKeyword.RawKind: (int)SyntaxKind.RefKeyword, Parent.Parent: InvocationExpressionSyntax call }:
                use = $"'{call.Expression}'";
                return OfCall(call, number, model);
            case ArgumentSyntax { RefKindKeyword.RawKind: not 0 }:
                use = "a reference";
                return null;
            case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostIncrementExpression or (int)SyntaxKind.PostDecrementExpression } postfix:
                var up = postfix.IsKind(SyntaxKind.PostIncrementExpression);
                return new(postfix, up ? Increment : Decrement, After: up ? -1 : 1);
            case PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression } prefix:
                return new(prefix, prefix.IsKind(SyntaxKind.PreIncrementExpression) ? Increment : Decrement);
            case AssignmentExpressionSyntax assignment when assignment.Left == number:
                if (NumberStep.IsSum(assignment, model))
                    return new(assignment, Increment);
                return assignment.Kind() is SyntaxKind.AddAssignmentExpression or SyntaxKind.SubtractAssignmentExpression && IsWhole(assignment.Right, model)
                    ? new(assignment, assignment.IsKind(SyntaxKind.AddAssignmentExpression) ? Increment : Decrement, By: NumberStep.IsOne(assignment.Right, model) ? null : assignment.Right) : null;
            case PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.AddressOfExpression } or RefExpressionSyntax:
                use = "a reference";
                return null;
            default:
                return new(number, Get);
        }
    }

    static CounterUse? OfCall(InvocationExpressionSyntax call, ExpressionSyntax number, SemanticModel model)
    {
        if (model.GetSymbolInfo(call).Symbol is not IMethodSymbol { ContainingType: { Name: var type, ContainingNamespace.Name: "Threading" }, Name: var method } || call.ArgumentList.Arguments[0].Expression != number)
            return null;
        return (type, method) switch
        {
            ("Interlocked", "Increment") => new(call, Increment),
            ("Interlocked", "Decrement") => new(call, Decrement),
            ("Interlocked", "Add") when IsWhole(call.ArgumentList.Arguments[1].Expression, model) => new(call, Increment, By: call.ArgumentList.Arguments[1].Expression),
            ("Interlocked" or "Volatile", "Read") => new(call, Get),
            _ => null,
        };
    }

    /// <summary>The use that names a dictionary of counters.</summary>
    public static CounterUse? OfDictionary(ExpressionSyntax dictionary, SemanticModel model, out string use)
    {
        use = "the use";
        switch (dictionary.Parent)
        {
            case ElementAccessExpressionSyntax { ArgumentList.Arguments: [{ Expression: var key }] } element:
                return Of(element, model, out use) is { } counted ? counted.Node == element ? null : counted with { Key = key } : null;
            case MemberAccessExpressionSyntax { Name.Identifier.ValueText: var method, Parent: InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var key }, ..] arguments } call } when arguments.All(a => a.NameColon is null):
                use = $"'{method}'";
                return method switch
                {
                    "AddOrUpdate" when arguments.Count == 3 && Step(arguments[1].Expression, arguments[2].Expression, model) is { } by =>
                        new(call, Increment, key, model.GetConstantValue(by) is { Value: 1 or 1L } ? null : by),
                    "GetValueOrDefault" when arguments.Count == 1 => new(call, Get, key),
                    // TryGetValue(key, out var count) ? count : 0
                    "TryGetValue" when call.Parent is ConditionalExpressionSyntax { WhenTrue: IdentifierNameSyntax given, WhenFalse: var otherwise } conditional && conditional.Condition == call
                        && arguments[1].Expression is DeclarationExpressionSyntax { Designation: SingleVariableDesignationSyntax found } && found.Identifier.ValueText == given.Identifier.ValueText
                        && model.GetConstantValue(otherwise) is { Value: 0 or 0L } => new(conditional, Get, key),
                    _ => null,
                };
            case MemberAccessExpressionSyntax access:
                use = $"'{access.Name.Identifier.ValueText}'";
                return null;
            default:
                return null;
        }
    }

    // AddOrUpdate(key, 1, (_, count) => count + 1)
    static ExpressionSyntax? Step(ExpressionSyntax first, ExpressionSyntax update, SemanticModel model) =>
        update is ParenthesizedLambdaExpressionSyntax { ParameterList.Parameters: [_, var count], ExpressionBody: BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression, Left: IdentifierNameSyntax old, Right: var by } }
        && old.Identifier.ValueText == count.Identifier.ValueText && SyntaxFactory.AreEquivalent(first, by) && CacheKeys.IsStable(first, model) && IsWhole(first, model) ? first : null;

    static bool IsWhole(ExpressionSyntax by, SemanticModel model) => model.GetTypeInfo(by).Type?.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_Int16 or SpecialType.System_Byte;

    /// <summary>Whether nobody looks at the number.</summary>
    static bool IsAlone(ExpressionSyntax expression, SemanticModel model) => CacheAccess.IsAlone(expression, model) || expression.Parent is ForStatementSyntax;

    /// <summary>Adds the call in its place.</summary>
    /// <param name="unit">The unit that needs it.</param>
    /// <param name="document">Where the use is.</param>
    /// <param name="model">The model of the document.</param>
    /// <param name="keys">The keys in Redis of a dictionary of counters.</param>
    /// <param name="name">The key in Redis of a single one.</param>
    /// <param name="start">What the number starts at. Redis starts at zero, so that it is added to each answer: no instance has to be the first, which sets it.</param>
    /// <param name="isInt">Whether the number has 32 bits.</param>
    /// <param name="site">Where the code awaits, as <see cref="SiteAsync"/> says; null where it cannot.</param>
    public void Add(FixUnit unit, DocumentId document, SemanticModel model, CacheKeys keys, string name, long start, bool isInt, SyntaxNode? site)
    {
        var isAsync = site is not null;
        var offset = start + After;
        var isUsed = !IsAlone(Node, model);
        unit.Add(new RewriteNode(NodeKey.Of(document, Node), Method, (node, scope) =>
        {
            var key = Key is null ? SyntaxFactory.Literal(name).ToString() : keys.Of(Key, model.GetTypeInfo(Key).Type);
            var by = By is null ? "" : ", " + By.WithoutTrivia();
            var call = $"{scope.Service(Services.Redis)}.GetDatabase().{Method}{(isAsync ? "Async" : "")}({key}{by})";
            var cast = !isUsed ? "" : isInt ? "(int)" : Method == Get ? "(long)" : "";
            var after = !isUsed || offset == 0 ? "" : offset > 0 ? $" + {offset}" : $" - {-offset}";
            return scope.Expression($"{cast}{(isAsync ? "await " : "")}{call}{after}", node);
        })
        {
            Services = ImmutableArray.Create(Services.Redis),
            Awaits = site == Node,
        });
    }

    /// <summary>Where code at the node can await: itself, or the lock around it that the same fix takes away, for which this is seen to; null where it cannot.</summary>
    public static async Task<SyntaxNode?> SiteAsync(FixUnit unit, SyntaxNode node, Func<SyntaxNode, SyntaxNode> siteOf, FixSession session)
    {
        var site = siteOf(node);
        if (!await session.Async.CanAwaitAsync(site).ConfigureAwait(false))
            return null;
        if (site != node)
            await session.Async.EnterAsync(unit, site).ConfigureAwait(false);
        return site;
    }
}
