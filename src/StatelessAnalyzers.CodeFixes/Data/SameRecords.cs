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
        foreach (var mention in await FieldUse.OfAsync(table.Entity, session).ConfigureAwait(false))
            if (Declarator(mention.Node) is { } declarator && !(declarator.SyntaxTree.FilePath == table.Declaration.SyntaxTree.FilePath && declarator.Span == table.Declaration.Span)
                && mention.Model.GetDeclaredSymbol(declarator, session.CancellationToken) is { } other && HeldTable.IsOf(other, table.Entity, KnownTypes.Of(mention.Model.Compilation)) && await IsKeptAsync(other, declarator, mention.Model, session).ConfigureAwait(false))
                return other.Name;
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
        return other.IsStatic || await session.Injection.IsRegisteredAsync(other.ContainingType).ConfigureAwait(false);
    }
}
