using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StatelessAnalyzers.Memory;

/// <summary>Recognises the uses of a dictionary that concern one key.</summary>
internal static class DictionaryAccess
{
    /// <param name="dictionary">The expression that gives the dictionary.</param>
    /// <param name="value">The type of its values.</param>
    /// <param name="model">The model of its tree.</param>
    /// <param name="use">What the use is called where it is none that is known.</param>
    public static CacheAccess? Of(ExpressionSyntax dictionary, ITypeSymbol value, SemanticModel model, out string use)
    {
        use = "the use";
        switch (dictionary.Parent)
        {
            case ElementAccessExpressionSyntax { ArgumentList.Arguments: [{ Expression: var key }] } element when element.Expression == dictionary:
                return OfIndexer(element, key, value, model, out use);
            case MemberAccessExpressionSyntax { Name.Identifier.ValueText: var method, Parent: InvocationExpressionSyntax call } access when access.Expression == dictionary:
                use = $"'{method}'";
                return call.ArgumentList.Arguments is [{ Expression: var first }, ..] arguments && arguments.All(a => a.NameColon is null) ? OfCall(call, method, first, arguments, value, model) : null;
            case MemberAccessExpressionSyntax access when access.Expression == dictionary:
                use = $"'{access.Name.Identifier.ValueText}'";
                return null;
            case CommonForEachStatementSyntax:
                use = "the loop";
                return null;
            default:
                return null;
        }
    }

    static CacheAccess? OfIndexer(ElementAccessExpressionSyntax element, ExpressionSyntax key, ITypeSymbol value, SemanticModel model, out string use)
    {
        use = "the change of a value";
        if (element.Parent is AssignmentExpressionSyntax assignment && assignment.Left == element)
            return assignment.IsKind(SyntaxKind.SimpleAssignmentExpression) && CacheAccess.IsAlone(assignment, model)
                ? new CacheAccess(CacheAction.Store, assignment, key, value) { Value = assignment.Right } : null;
        return element.Parent is PostfixUnaryExpressionSyntax { RawKind: not (int)SyntaxKind.SuppressNullableWarningExpression }
            || element.Parent?.Kind() is SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression or SyntaxKind.AddressOfExpression or SyntaxKind.RefExpression
            || element.Parent is ArgumentSyntax { RefKindKeyword.RawKind: not 0 }
            ? null
            : new CacheAccess(CacheAction.Read, element, key, value) { Missing = Missing.Exception };
    }

    static CacheAccess? OfCall(InvocationExpressionSyntax call, string method, ExpressionSyntax key, SeparatedSyntaxList<ArgumentSyntax> arguments, ITypeSymbol value, SemanticModel model)
    {
        var isStatement = CacheAccess.IsAlone(call, model);
        var second = arguments.Count > 1 ? arguments[1].Expression : null;
        switch (method, arguments.Count)
        {
            case ("GetOrAdd", 2 or 3):
                return OfGetOrAdd(call, key, second!, arguments.Count == 3 ? arguments[2].Expression : null, value, model);
            case ("TryGetValue", 2) when arguments[1].RefKindKeyword.IsKind(SyntaxKind.OutKeyword):
                return new CacheAccess(CacheAction.TryRead, call, key, value) { Found = second };
            case ("ContainsKey", 1):
                return new CacheAccess(CacheAction.Contains, call, key, value);
            case ("GetValueOrDefault", 1):
                return new CacheAccess(CacheAction.Read, call, key, value);
            case ("GetValueOrDefault", 2) when CacheKeys.IsStable(second!, model):
                return new CacheAccess(CacheAction.Read, call, key, value) { Missing = Missing.Given, Value = second };
            case ("Add" or "TryAdd", 2) when isStatement:
                return new CacheAccess(CacheAction.Store, call, key, value) { Value = second, KeepsPresent = method == "TryAdd" };
            case ("AddOrUpdate", 3) when isStatement && second is not AnonymousFunctionExpressionSyntax && IsSame(second!, arguments[2].Expression, model):
                return new CacheAccess(CacheAction.Store, call, key, value) { Value = second };
            case ("Remove", 1) when isStatement:
            case ("Remove" or "TryRemove", 2) when isStatement && IsDiscard(arguments[1]):
                return new CacheAccess(CacheAction.Remove, call, key, value);
            case ("Remove", 1):
            case ("Remove" or "TryRemove", 2) when IsDiscard(arguments[1]):
                return new CacheAccess(CacheAction.Remove, call, key, value) { IsUsed = true };
            case ("Remove" or "TryRemove", 2) when arguments[1].RefKindKeyword.IsKind(SyntaxKind.OutKeyword):
                return new CacheAccess(CacheAction.Take, call, key, value) { Found = second };
            case ("TryAdd", 2):
                return new CacheAccess(CacheAction.Add, call, key, value) { Value = second };
            default:
                return null;
        }
    }

    // AddOrUpdate(key, value, (_, _) => value)
    static bool IsSame(ExpressionSyntax value, ExpressionSyntax update, SemanticModel model) =>
        update is LambdaExpressionSyntax { ExpressionBody: { } body } && CacheKeys.IsStable(value, model) && SyntaxFactory.AreEquivalent(body, value);

    // A factory of the key, or of the key and an argument, or the value itself.
    static CacheAccess? OfGetOrAdd(InvocationExpressionSyntax call, ExpressionSyntax key, ExpressionSyntax made, ExpressionSyntax? argument, ITypeSymbol value, SemanticModel model)
    {
        ExpressionSyntax? node = call;
        var (isLazy, isTask, type) = Unwrap(value);
        if (isLazy)
            node = call.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Value" } lazy ? lazy : null;
        if (isTask && node is not null)
            node = CacheAccess.AwaitedAt(node);
        if (node is null)
            return null;
        var isFactory = model.GetTypeInfo(made).ConvertedType is { TypeKind: TypeKind.Delegate } && value.TypeKind != TypeKind.Delegate;
        if (!isFactory && (isLazy || isTask || argument is not null || !(CacheKeys.IsStable(made, model) || made is BaseObjectCreationExpressionSyntax)))
            return null;
        return new CacheAccess(CacheAction.Create, node, key, type) { Value = made, IsLazy = isLazy, IsTask = isTask, FactoryArguments = argument is null ? [key] : [key, argument] };
    }

    /// <summary>The type of what is kept, where the dictionary keeps promises of it.</summary>
    public static (bool IsLazy, bool IsTask, ITypeSymbol Type) Unwrap(ITypeSymbol type)
    {
        var isLazy = type is INamedTypeSymbol { Name: "Lazy", TypeArguments.Length: 1, ContainingNamespace.Name: "System" };
        if (isLazy)
            type = ((INamedTypeSymbol)type).TypeArguments[0];
        var isTask = type is INamedTypeSymbol { Name: "Task", TypeArguments.Length: 1, ContainingNamespace.Name: "Tasks" };
        return (isLazy, isTask, isTask ? ((INamedTypeSymbol)type).TypeArguments[0] : type);
    }

    static bool IsDiscard(ArgumentSyntax argument) =>
        argument.RefKindKeyword.IsKind(SyntaxKind.OutKeyword) && IsDiscard(argument.Expression);

    public static bool IsDiscard(ExpressionSyntax found) =>
        found is IdentifierNameSyntax { Identifier.ValueText: "_" } or DeclarationExpressionSyntax { Designation: DiscardDesignationSyntax };
}
