using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StatelessAnalyzers.Rewriting;

/// <summary>Names a type so that it binds where it is written: by its short name, or in full where the user has a type of that name.</summary>
internal static class TypeReferences
{
    /// <param name="ns">The namespace, of which a using directive is added; empty for the global one.</param>
    /// <param name="type">The short name.</param>
    /// <param name="arity">How many type arguments it takes.</param>
    /// <param name="place">The declaration of the original tree that will name it.</param>
    /// <param name="model">The model of that tree.</param>
    public static NameSyntax Name(string ns, string type, int arity, SyntaxNode place, SemanticModel model) =>
        SyntaxFactory.ParseName(IsTaken(ns, type, arity, place, model) ? ns.Length == 0 ? $"global::{type}" : $"global::{ns}.{type}" : type);

    static bool IsTaken(string ns, string type, int arity, SyntaxNode place, SemanticModel model)
    {
        foreach (var symbol in model.LookupNamespacesAndTypes(Position(place), name: type))
        {
            var found = symbol is IAliasSymbol alias ? alias.Target : symbol;
            if (found is not INamedTypeSymbol named || named.Arity == arity && !IsIn(named.ContainingNamespace, ns))
                return true;
        }
        return false;
    }

    static bool IsIn(INamespaceSymbol? space, string ns) => ns.Length == 0 ? space is { IsGlobalNamespace: true } : space?.ToDisplayString() == ns;

    // Within the braces of a type its nested types and type parameters are in scope.
    static int Position(SyntaxNode place) =>
        place is TypeDeclarationSyntax { OpenBraceToken: { IsMissing: false, RawKind: not 0 } brace } ? brace.Span.End : place.SpanStart;
}
