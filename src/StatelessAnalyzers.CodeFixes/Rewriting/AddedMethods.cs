using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StatelessAnalyzers.Rewriting;

/// <summary>The private static methods that a class gets, once for all uses in it, for what no call of a package does.</summary>
internal static class AddedMethods
{
    /// <summary>Adds one to the class around a use: its code as that class writes it, and the namespaces that it needs. False, with a reason that ends in the purpose, where no class can hold it.</summary>
    public static bool Add(FixUnit unit, DocumentId document, SyntaxNode use, SemanticModel model, string name, Func<TypeDeclarationSyntax, string> code, string purpose, IEnumerable<string> namespaces)
    {
        // The class that the compiler makes of top-level statements has no declaration.
        if (use.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type || model.GetDeclaredSymbol(type) is not INamedTypeSymbol { TypeKind: TypeKind.Class } symbol)
        {
            unit.Refuse($"there is no class that could hold the method {purpose}");
            return false;
        }
        var method = code(type);
        foreach (var existing in symbol.GetMembers(name))
            if (!existing.DeclaringSyntaxReferences.Any(r => SyntaxFactory.AreEquivalent(r.GetSyntax(), SyntaxFactory.ParseMemberDeclaration(method), topLevel: false)))
            {
                unit.Refuse($"the type has a member '{name}' already");
                return false;
            }
        unit.Add(new AddMember(NodeKey.Of(document, type), name, method) { Namespaces = namespaces.ToImmutableArray() });
        return true;
    }
}
