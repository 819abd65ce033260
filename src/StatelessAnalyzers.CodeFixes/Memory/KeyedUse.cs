using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Memory;

/// <summary>What a single-key use of a dictionary does, as a shared cache can do it.</summary>
internal enum KeyedUseKind
{
    GetOrAdd,
    Set,
    Remove,
}

/// <summary>One use of a dictionary that plays the cache, and the call of <c>HybridCache</c> that takes its place.</summary>
internal sealed record KeyedUse(KeyedUseKind Kind, SyntaxNode Node, ExpressionSyntax Key, ExpressionSyntax? Value)
{
    /// <summary>How long an entry is kept. A dictionary keeps them for ever, which no cache should.</summary>
    const string Options = "new HybridCacheEntryOptions { Expiration = TimeSpan.FromMinutes(30) }";

    /// <summary>The use that the field's name is part of, or null where it is none that a cache knows.</summary>
    public static KeyedUse? Of(SyntaxNode name, SemanticModel model)
    {
        var field = name.Parent is MemberAccessExpressionSyntax qualified && qualified.Name == name ? (ExpressionSyntax)qualified : name as ExpressionSyntax;
        switch (field?.Parent)
        {
            case ElementAccessExpressionSyntax { ArgumentList.Arguments: [{ Expression: var key }], Parent: AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Parent: ExpressionStatementSyntax } assignment } element when assignment.Left == element:
                return new KeyedUse(KeyedUseKind.Set, assignment, key, assignment.Right);
            case MemberAccessExpressionSyntax { Name.Identifier.ValueText: var method, Parent: InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var key, NameColon: null }, ..] arguments } call } access when access.Expression == field:
                return (method, arguments.Count) switch
                {
                    ("GetOrAdd", 2) when IsFactory(arguments[1].Expression, key, model) => new KeyedUse(KeyedUseKind.GetOrAdd, call, key, arguments[1].Expression),
                    ("TryRemove", 2) when call.Parent is ExpressionStatementSyntax && IsDiscard(arguments[1]) => new KeyedUse(KeyedUseKind.Remove, call, key, null),
                    ("Remove", 1) when call.Parent is ExpressionStatementSyntax => new KeyedUse(KeyedUseKind.Remove, call, key, null),
                    _ => null,
                };
            default:
                return null;
        }
    }

    static bool IsDiscard(ArgumentSyntax argument) =>
        argument.RefKindKeyword.IsKind(SyntaxKind.OutKeyword) && argument.Expression is IdentifierNameSyntax { Identifier.ValueText: "_" } or DeclarationExpressionSyntax { Designation: DiscardDesignationSyntax };

    // A lambda of one parameter, whose name the key can take, or a method of the key.
    static bool IsFactory(ExpressionSyntax factory, ExpressionSyntax key, SemanticModel model) => factory switch
    {
        LambdaExpressionSyntax lambda => lambda.AsyncKeyword.IsKind(SyntaxKind.None) && ParameterOf(lambda) is { } parameter
            && (IsStable(key, model) || !Mentions(lambda.Body, parameter)) && lambda.Body is ExpressionSyntax,
        IdentifierNameSyntax or MemberAccessExpressionSyntax => model.GetSymbolInfo(factory).Symbol is IMethodSymbol && IsStable(key, model),
        _ => false,
    };

    // Evaluating it again, when the factory runs, gives the same.
    static bool IsStable(ExpressionSyntax key, SemanticModel model) =>
        key is LiteralExpressionSyntax || model.GetSymbolInfo(key).Symbol is ILocalSymbol or IParameterSymbol or IFieldSymbol { IsReadOnly: true } or IFieldSymbol { IsConst: true }
        || key is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax owner } && model.GetSymbolInfo(owner).Symbol is ILocalSymbol or IParameterSymbol && model.GetSymbolInfo(key).Symbol is IPropertySymbol;

    static string? ParameterOf(LambdaExpressionSyntax lambda) => lambda switch
    {
        SimpleLambdaExpressionSyntax simple => simple.Parameter.Identifier.ValueText,
        ParenthesizedLambdaExpressionSyntax { ParameterList.Parameters: [var only] } => only.Identifier.ValueText,
        _ => null,
    };

    static bool Mentions(SyntaxNode node, string name) =>
        node.DescendantNodesAndSelf().Any(n => n is IdentifierNameSyntax identifier && identifier.Identifier.ValueText == name);

    /// <summary>The call of the shared cache.</summary>
    public SyntaxNode Rewrite(SyntaxNode current, IFieldSymbol field, RewriteScope scope)
    {
        var cache = scope.Service(Services.HybridCache);
        var token = scope.Token is { Length: > 0 } at ? "cancellationToken: " + at : "";
        var (key, value) = Operands(current);
        var entry = EntryName(field, key);
        return scope.Expression(
            Kind switch
            {
                KeyedUseKind.GetOrAdd => scope.Call($"await {cache}.GetOrCreateAsync", entry, $"_ => ValueTask.FromResult({Produced(value!, key)})", Options, token),
                KeyedUseKind.Set => scope.Call($"await {cache}.SetAsync", entry, value!.WithoutTrivia().ToString(), Options, token),
                _ => scope.Call($"await {cache}.RemoveAsync", entry, scope.Token),
            },
            current);
    }

    static (ExpressionSyntax Key, ExpressionSyntax? Value) Operands(SyntaxNode current) => current switch
    {
        AssignmentExpressionSyntax { Left: ElementAccessExpressionSyntax element } assignment => (element.ArgumentList.Arguments[0].Expression, assignment.Right),
        InvocationExpressionSyntax { ArgumentList.Arguments: [var key] } => (key.Expression, null),
        InvocationExpressionSyntax { ArgumentList.Arguments: [var key, var value, ..] } => (key.Expression, value.Expression),
        _ => throw new InvalidOperationException("The use has another shape than it was planned for."),
    };

    // Type and field come first, since all of a fleet's entries share one key space.
    static string EntryName(IFieldSymbol field, ExpressionSyntax key)
    {
        var prefix = $"{field.ContainingType.Name}.{field.Name.TrimStart('_')}:";
        var text = key.WithoutTrivia().ToString();
        return key is LiteralExpressionSyntax { Token.Value: string constant }
            ? SyntaxFactory.Literal(prefix + constant).ToString()
            : text.IndexOf('"') >= 0 || key is ConditionalExpressionSyntax ? $"\"{prefix}\" + ({text})" : $"$\"{prefix}{{{text}}}\"";
    }

    static string Produced(ExpressionSyntax factory, ExpressionSyntax key)
    {
        var argument = key.WithoutTrivia();
        if (factory is not LambdaExpressionSyntax { Body: ExpressionSyntax body } lambda)
            return $"{factory.WithoutTrivia()}({argument})";
        var parameter = ParameterOf(lambda)!;
        return body.ReplaceNodes(
            body.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Where(i => i.Identifier.ValueText == parameter && i.Parent is not MemberAccessExpressionSyntax { Name: var name } || i.Identifier.ValueText == parameter && i.Parent is MemberAccessExpressionSyntax access && access.Expression == i),
            (_, replaced) => argument.WithTriviaFrom(replaced)).WithoutTrivia().ToString();
    }
}
