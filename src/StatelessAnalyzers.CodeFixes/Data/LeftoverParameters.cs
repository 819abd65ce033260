using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>Takes parameters of constructors along with the code that they were there for.</summary>
internal static class LeftoverParameters
{
    public static async Task DropAsync(FixUnit unit, Document document, IEnumerable<SyntaxNode> removed, SemanticModel model, FixSession session)
    {
        var seen = new HashSet<SyntaxNode>();
        foreach (var use in removed.SelectMany(r => r.DescendantNodes()).OfType<IdentifierNameSyntax>())
        {
            if (!seen.Add(use) || model.GetSymbolInfo(use).Symbol is not IParameterSymbol { DeclaringSyntaxReferences: [var declared], ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } constructor }
                || await declared.GetSyntaxAsync(session.CancellationToken).ConfigureAwait(false) is not ParameterSyntax { Parent.Parent: { } owner } parameter)
                continue;
            // Documentation would go on about it, and who creates the type goes on giving it.
            if (owner is not ClassDeclarationSyntax && (owner.HasStructuredTrivia || await IsCalledAsync(constructor, session).ConfigureAwait(false)))
                continue;
            var count = owner.DescendantNodes().OfType<IdentifierNameSyntax>().Count(n => n.Identifier.ValueText == use.Identifier.ValueText);
            unit.Add(new DropUse(NodeKey.Of(document.Id, parameter), NodeKey.Of(document.Id, use), count));
        }
    }

    static async Task<bool> IsCalledAsync(IMethodSymbol constructor, FixSession session) =>
        (await FieldUse.OfAsync(constructor, session).ConfigureAwait(false)).Any(m => !m.IsDocumentation && m.Node.AncestorsAndSelf().Any(n => n is BaseObjectCreationExpressionSyntax or ConstructorInitializerSyntax or PrimaryConstructorBaseTypeSyntax));
}
