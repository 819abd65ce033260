using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StatelessAnalyzers.Memory;

/// <summary>Tells a change while an object is made, which nobody else can have yet, from one after that.</summary>
internal static class FreshObject
{
    /// <summary>Whether the object that the chain of members begins with was made in the same function, and has not left it before the change.</summary>
    /// <param name="changed">What is changed: <c>view.Page.Next</c>.</param>
    /// <param name="model">The model of its tree.</param>
    public static bool IsChangedWhileMade(ExpressionSyntax changed, SemanticModel model)
    {
        var root = changed;
        while (root is MemberAccessExpressionSyntax access)
            root = access.Expression;
        if (root is ThisExpressionSyntax || root == changed && changed is IdentifierNameSyntax && model.GetSymbolInfo(changed).Symbol is IPropertySymbol)
            return changed.FirstAncestorOrSelf<MemberDeclarationSyntax>() is ConstructorDeclarationSyntax && !changed.Ancestors().Any(a => a is AnonymousFunctionExpressionSyntax);
        if (model.GetSymbolInfo(root).Symbol is not ILocalSymbol { DeclaringSyntaxReferences: [var reference] } local
            || reference.GetSyntax() is not VariableDeclaratorSyntax { Initializer.Value: BaseObjectCreationExpressionSyntax or CollectionExpressionSyntax or ArrayCreationExpressionSyntax } declarator
            || FunctionOf(declarator) != FunctionOf(changed))
            return false;
        var until = LastRun(changed, declarator);
        return MentionsOf(local, declarator, model).All(m => m.SpanStart >= until || IsKeptInside(m, model));
    }

    /// <summary>Where the code ends that may run before the node does: a loop around it, but not around the declaration, runs again.</summary>
    public static int LastRun(SyntaxNode node, SyntaxNode declaration) =>
        node.Ancestors().LastOrDefault(a => a is CommonForEachStatementSyntax or ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax && !a.Span.Contains(declaration.Span))?.Span.End ?? node.SpanStart;

    public static SyntaxNode? FunctionOf(SyntaxNode node) =>
        node.Ancestors().FirstOrDefault(a => a is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax);

    public static IEnumerable<IdentifierNameSyntax> MentionsOf(ISymbol local, SyntaxNode declaration, SemanticModel model) =>
        (declaration.FirstAncestorOrSelf<MemberDeclarationSyntax>(m => m is not GlobalStatementSyntax) ?? declaration.SyntaxTree.GetRoot()).DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(n => n.Identifier.ValueText == local.Name && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(n).Symbol, local));

    // local.Member, or a call of a collection of the framework: nobody is handed the object.
    static bool IsKeptInside(IdentifierNameSyntax mention, SemanticModel model) => mention.Parent switch
    {
        MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } access when access.Expression == mention && call.Expression == access => model.GetSymbolInfo(call).Symbol is IMethodSymbol { ContainingType.ContainingNamespace: var space } && space.ToDisplayString().StartsWith("System.", StringComparison.Ordinal),
        MemberAccessExpressionSyntax access => access.Expression == mention,
        ElementAccessExpressionSyntax element => element.Expression == mention,
        CommonForEachStatementSyntax or InterpolationSyntax => true,
        _ => false,
    };
}
