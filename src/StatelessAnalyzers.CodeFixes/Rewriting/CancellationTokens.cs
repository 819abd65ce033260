using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Rewriting;

/// <summary>Finds the token by which the caller of a piece of code says that the result is no longer wanted.</summary>
internal static class CancellationTokens
{
    /// <summary>The expression of a token that is at hand at the node, or null. Cleaning up is not cancelled.</summary>
    public static string? At(SyntaxNode node, SemanticModel model)
    {
        var types = KnownTypes.Of(model.Compilation);
        for (var n = node.Parent; n is not null; n = n.Parent)
            switch (n)
            {
                case FinallyClauseSyntax:
                case MethodDeclarationSyntax { Identifier.ValueText: "Dispose" or "DisposeAsync" or "OnDisconnectedAsync" }:
                    return null;
                case AnonymousFunctionExpressionSyntax lambda:
                    if (model.GetSymbolInfo(lambda).Symbol is IMethodSymbol { Parameters: var ofLambda } && Of(ofLambda, types) is { } inLambda)
                        return inLambda;
                    // Work that is started on its own outlives what started it.
                    if (lambda.Modifiers.Any(SyntaxKind.StaticKeyword) || IsStartedApart(lambda))
                        return null;
                    break;
                case LocalFunctionStatementSyntax or BaseMethodDeclarationSyntax:
                    if (model.GetDeclaredSymbol(n) is IMethodSymbol method && Of(method.Parameters, types) is { } inMethod)
                        return inMethod;
                    if (n is LocalFunctionStatementSyntax { Modifiers: var m } && m.Any(SyntaxKind.StaticKeyword))
                        return null;
                    break;
                case MemberDeclarationSyntax { Modifiers: var modifiers } and not BaseTypeDeclarationSyntax when modifiers.Any(SyntaxKind.StaticKeyword):
                    return null;
                case TypeDeclarationSyntax type:
                    return model.GetDeclaredSymbol(type) is INamedTypeSymbol symbol && !IsInStatic(node) ? OfType(symbol, types) : null;
            }
        return null;
    }

    static bool IsStartedApart(SyntaxNode lambda) =>
        lambda.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Run" or "StartNew" or "QueueUserWorkItem" or "QueueBackgroundWorkItem" } } };

    static bool IsInStatic(SyntaxNode node) =>
        node.FirstAncestorOrSelf<BaseMethodDeclarationSyntax>() is { } method && method.Modifiers.Any(SyntaxKind.StaticKeyword);

    static string? Of(System.Collections.Immutable.ImmutableArray<IParameterSymbol> parameters, KnownTypes types)
    {
        foreach (var parameter in parameters)
            if (types.Is(parameter.Type, TypeNames.CancellationToken) && parameter.Name is not ("" or "_"))
                return Identifiers.Escape(parameter.Name);
        foreach (var parameter in parameters)
            if (types.Is(parameter.Type, TypeNames.HttpContext) && parameter.Name is not ("" or "_"))
                return Identifiers.Escape(parameter.Name) + ".RequestAborted";
        return null;
    }

    static string? OfType(INamedTypeSymbol type, KnownTypes types) =>
        types.IsOrInherits(type, TypeNames.ControllerBase) || types.IsOrInherits(type, TypeNames.PageModel) || types.IsOrInherits(type, TypeNames.ViewComponent)
            ? "HttpContext.RequestAborted"
            : types.IsOrInherits(type, TypeNames.Hub) ? "Context.ConnectionAborted" : null;
}
