using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StatelessAnalyzers.Rewriting;

/// <summary>Recognises the functions that a minimal API maps. The framework hands them services as parameters and takes any result.</summary>
internal sealed class EndpointHandlers(FixSession session)
{
    /// <summary>The innermost handler around the site whose parameters the site can see, or null.</summary>
    public async Task<SyntaxNode?> AroundAsync(SyntaxNode site, SemanticModel model)
    {
        for (var n = site.Parent; n is not null; n = n.Parent)
        {
            if (n is ParenthesizedLambdaExpressionSyntax && TakesAnyResult(n, model))
                return n;
            if (n is LocalFunctionStatementSyntax or MethodDeclarationSyntax && model.GetDeclaredSymbol(n, session.CancellationToken) is IMethodSymbol method
                && (method.IsStatic || n is LocalFunctionStatementSyntax) && await IsOnlyMappedAsync(method).ConfigureAwait(false))
                return n;
            if (Functions.IsStatic(n))
                return null;
        }
        return null;
    }

    /// <summary>Whether the lambda or method group is handed to a <c>Map…</c> method that takes any delegate.</summary>
    public static bool TakesAnyResult(SyntaxNode function, SemanticModel model) =>
        function.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call }
        && model.GetSymbolInfo(call).Symbol is IMethodSymbol { Name: var name, Parameters: [.., { Type.SpecialType: SpecialType.System_Delegate }] }
        && name.StartsWith("Map", StringComparison.Ordinal);

    // A call with arguments of its own would miss the new parameter.
    async Task<bool> IsOnlyMappedAsync(IMethodSymbol method)
    {
        if (method.DeclaringSyntaxReferences.Length != 1)
            return false;
        var mapped = false;
        foreach (var member in await References.OfAsync(method, session.Solution, session.CancellationToken).ConfigureAwait(false))
            foreach (var location in member.Locations)
            {
                var root = await location.Document.GetSyntaxRootAsync(session.CancellationToken).ConfigureAwait(false);
                var name = root!.FindNode(location.Location.SourceSpan, findInsideTrivia: true, getInnermostNodeForTie: true);
                if (name.IsPartOfStructuredTrivia())
                    continue;
                var expression = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
                var model = await location.Document.GetSemanticModelAsync(session.CancellationToken).ConfigureAwait(false);
                if (!TakesAnyResult(expression, model!))
                    return false;
                mapped = true;
            }
        return mapped;
    }
}
