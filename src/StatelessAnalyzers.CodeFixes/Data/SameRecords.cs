using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;
using StatelessAnalyzers.Platform;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>What else would end in the table of a collection's records.</summary>
internal static class SameRecords
{
    /// <summary>Another collection of them that outlives a request, or null.</summary>
    public static async Task<string?> OtherAsync(HeldTable table, FixSession session)
    {
        foreach (var reference in await References.OfAsync(table.Entity, session.Solution, session.CancellationToken).ConfigureAwait(false))
            foreach (var location in reference.Locations)
            {
                var document = session.Canonical(location.Document);
                var root = (await document.GetSyntaxRootAsync(session.CancellationToken).ConfigureAwait(false))!;
                var declarator = Declarator(root.FindNode(location.Location.SourceSpan));
                if (declarator is null || declarator.SyntaxTree.FilePath == table.Declaration.SyntaxTree.FilePath && declarator.Span == table.Declaration.Span)
                    continue;
                var model = (await document.GetSemanticModelAsync(session.CancellationToken).ConfigureAwait(false))!;
                if (model.GetDeclaredSymbol(declarator, session.CancellationToken) is { } other && HeldTable.IsOf(other, table.Entity, KnownTypes.Of(model.Compilation)) && await IsKeptAsync(other, declarator, model, session).ConfigureAwait(false))
                    return other.Name;
            }
        return null;
    }

    /// <summary>What the records are called in a store that knows no namespaces.</summary>
    public static async Task<string> NameAsync(INamedTypeSymbol entity, FixSession session)
    {
        var declared = await SymbolFinder.FindSourceDeclarationsAsync(session.Solution, entity.Name, ignoreCase: false, SymbolFilter.Type, session.CancellationToken).ConfigureAwait(false);
        return declared.Any(t => t is INamedTypeSymbol { TypeKind: TypeKind.Class } && t.ToDisplayString() != entity.ToDisplayString()) ? entity.ToDisplayString() : entity.Name;
    }

    // The field, property or local whose type, or whose first value, the name of the records stands in.
    static SyntaxNode? Declarator(SyntaxNode name)
    {
        if (name.FirstAncestorOrSelf<TypeArgumentListSyntax>() is not { } list)
            return null;
        for (var node = list.Parent; node is not null and not StatementSyntax; node = node.Parent)
            switch (node)
            {
                case VariableDeclaratorSyntax variable:
                    return variable;
                case VariableDeclarationSyntax { Variables: [var only] }:
                    return only;
                case PropertyDeclarationSyntax property:
                    return property;
                case MemberDeclarationSyntax:
                    return null;
            }
        return null;
    }

    static async Task<bool> IsKeptAsync(ISymbol other, SyntaxNode declarator, SemanticModel model, FixSession session)
    {
        if (HostModel.IsForeign(model.Compilation, KnownTypes.Of(model.Compilation)))
            return false;
        if (other is ILocalSymbol)
            return declarator.FirstAncestorOrSelf<GlobalStatementSyntax>() is { Parent: { } program } && program.DescendantNodes().OfType<IdentifierNameSyntax>().Any(n => n.Identifier.ValueText == other.Name && n.FirstAncestorOrSelf<AnonymousFunctionExpressionSyntax>() is not null);
        if (other is IPropertySymbol && declarator is PropertyDeclarationSyntax { AccessorList: null })
            return false;
        if (other.IsStatic)
            return true;
        foreach (var project in session.Solution.Projects.Where(p => p.Language == LanguageNames.CSharp))
            if (CompositionFacts.Of(await session.CompilationAsync(project.Id).ConfigureAwait(false), session.CancellationToken).Mentions(other.ContainingType.Name))
                return true;
        return false;
    }
}
