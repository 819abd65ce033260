using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StatelessAnalyzers.Rewriting;

/// <summary>The parts of a partial type. Generators write some of them, such as those of regular expressions and of log messages.</summary>
internal static class TypeParts
{
    /// <summary>Whether it is the part that holds what is added to the type: one does, for all of them.</summary>
    public static bool IsFirst(INamedTypeSymbol type, TypeDeclarationSyntax part) =>
        type.DeclaringSyntaxReferences.Length == 1 || type.DeclaringSyntaxReferences[0].GetSyntax() == part;

    /// <summary>Whether no part but this one says any of these names.</summary>
    public static bool OnlyThisNames(INamedTypeSymbol type, TypeDeclarationSyntax part, params IReadOnlyCollection<string> names) =>
        type.DeclaringSyntaxReferences.Length == 1
        || type.DeclaringSyntaxReferences.All(r => r.GetSyntax() is var other && (other == part || !other.DescendantTokens().Any(t => t.IsKind(SyntaxKind.IdentifierToken) && names.Contains(t.ValueText))));

    /// <summary>Whether no part but this one says the name of a member that it has whole.</summary>
    public static bool OnlyThisNamesMembers(INamedTypeSymbol type, TypeDeclarationSyntax part) =>
        type.DeclaringSyntaxReferences.Length == 1
        || OnlyThisNames(type, part, new HashSet<string>(part.Members.Where(m => !m.Modifiers.Any(SyntaxKind.PartialKeyword)).SelectMany(Names), StringComparer.Ordinal));

    static IEnumerable<string> Names(MemberDeclarationSyntax member) => member switch
    {
        BaseFieldDeclarationSyntax field => field.Declaration.Variables.Select(v => v.Identifier.ValueText),
        MethodDeclarationSyntax method => [method.Identifier.ValueText],
        PropertyDeclarationSyntax property => [property.Identifier.ValueText],
        _ => [],
    };
}
