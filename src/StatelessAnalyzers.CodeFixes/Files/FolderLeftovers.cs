using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Files;

/// <summary>Removes what nothing needs any more once folders are not made and roots are not read.</summary>
internal sealed class FolderLeftovers(FixUnit unit, PathUses uses, PathSources sources, PathReader reader, FixSession session)
{
    public async Task DropAsync()
    {
        foreach (var (carrier, document, model) in uses.FolderLocals)
            if (DeclarationOf(carrier, model) is { } declaration)
                Remove(document, declaration, "no folder");
        foreach (var (document, model, operation) in uses.Operations)
            if (operation.Action == FileAction.MakeFolder && operation.Node.Parent is BlockSyntax { Parent: MethodDeclarationSyntax method } && model.GetDeclaredSymbol(method) is IMethodSymbol { ReturnsVoid: true } symbol && PathCarrier.Of(symbol, method, model) is { } carrier)
                DropMethod(method, carrier, document, model);
        DropRoots();
        var seen = new HashSet<ParameterSyntax>();
        foreach (var source in uses.Members)
            foreach (var name in source.Expression.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>())
                if (source.Model.GetSymbolInfo(name).Symbol is IParameterSymbol { DeclaringSyntaxReferences: [var declared] } root
                    && declared.GetSyntax() is ParameterSyntax { Parent.Parent: TypeDeclarationSyntax type } parameter && type.SyntaxTree == name.SyntaxTree && seen.Add(parameter))
                    await DropUsesAsync(source, root, parameter, [.. type.DescendantNodes().OfType<IdentifierNameSyntax>().Where(use => use.Identifier.ValueText == root.Name)]).ConfigureAwait(false);
    }

    // A private field that held a root, which no key begins with.
    void DropRoots()
    {
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var source in uses.Members)
            foreach (var head in PathReader.HeadsOf(source.Expression, source.Model))
                if (head is IdentifierNameSyntax && source.Model.GetSymbolInfo(head).Symbol is IFieldSymbol field && seen.Add(field) && PathCarrier.Of(field, head, source.Model) is { Declaration: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1 } } declarator } carrier
                    && reader.Of(head, source.Model) is { Parts.IsEmpty: true })
                {
                    var assigned = carrier.Uses(source.Model).Where(u => u.Parent is AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax { Parent: BlockSyntax } } set && set.Left == u).ToList();
                    if (!carrier.Uses(source.Model).Except(assigned).All(u => u.Ancestors().Any(a => sources.At(a) is { } of && uses.Members.Contains(of))))
                        continue;
                    FieldRemoval.Add(unit, source.Document.Id, declarator);
                    foreach (var name in assigned)
                        Remove(source.Document, name.Parent!.Parent!, "no root");
                }
    }

    // A primary constructor's parameter that only gave the root of the paths is not read any more, which the compiler warns of.
    async Task DropUsesAsync(PathSource source, IParameterSymbol root, ParameterSyntax parameter, List<IdentifierNameSyntax> all)
    {
        var document = source.Document.Id;
        if (root.ContainingType.InstanceConstructors.Length > 1 || await session.Injection.FactoriesAsync(root.ContainingType, source.Model.Compilation).ConfigureAwait(false) is not { } factories)
            return;
        var given = factories.Select(f => NodeKey.Of(f.Document, f.Creation.ArgumentList!.Arguments[root.Ordinal])).ToImmutableArray();
        foreach (var use in all)
            if (IsRootOfMember(use, source.Model))
                unit.Add(new DropUse(NodeKey.Of(document, parameter), NodeKey.Of(document, use), all.Count) { Arguments = given });
    }

    // A local that only named the folder.
    LocalDeclarationStatementSyntax? DeclarationOf(PathCarrier carrier, SemanticModel model) =>
        carrier.Declaration.FirstAncestorOrSelf<LocalDeclarationStatementSyntax>() is { Declaration.Variables.Count: 1 } declaration && carrier.Uses(model).All(uses.IsDropped) ? declaration : null;

    // A private method that only made a folder, with the statements that call it.
    void DropMethod(MethodDeclarationSyntax method, PathCarrier carrier, Document document, SemanticModel model)
    {
        if (!method.Body!.Statements.All(s => uses.IsDropped(s) || uses.FolderLocals.Any(f => DeclarationOf(f.Carrier, f.Model) == s)))
            return;
        var calls = carrier.Uses(model).Select(u => u.Parent is InvocationExpressionSyntax { Parent: ExpressionStatementSyntax { Parent: BlockSyntax } statement } ? statement : null).ToList();
        if (calls.Contains(null) || calls.Any(c => c!.DescendantNodes().Any(n => n is AssignmentExpressionSyntax or AwaitExpressionSyntax)))
            return;
        Remove(document, method, "no folder");
        foreach (var call in calls)
            Remove(document, call!, "no folder");
    }

    bool IsRootOfMember(IdentifierNameSyntax use, SemanticModel model) =>
        use.AncestorsAndSelf().OfType<ExpressionSyntax>().Any(e => PathRoots.Of(e, model) is not null) && use.Ancestors().Any(a => sources.At(a) is { } source && uses.Members.Contains(source));

    void Remove(Document document, SyntaxNode node, string why) => unit.Add(new RewriteNode(NodeKey.Of(document.Id, node), why, (_, _) => null));
}
