using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StatelessAnalyzers.Rewriting;

/// <summary>The parts of a partial type. Generators write some of them, such as those of regular expressions and of log messages.</summary>
internal static class TypeParts
{
    /// <summary>Adds what any part of a type may have to the first part that a person wrote, so that one has it for all of them, whatever is fixed first.</summary>
    public static async Task<IEnumerable<Intent>> AddToFirstAsync(FixSession session, AddMember member)
    {
        var type = await session.FindAsync(member.Type).ConfigureAwait(false);
        var model = await session.ModelAsync(member.Type.Document).ConfigureAwait(false);
        if (type is not null && model.GetDeclaredSymbol(type, session.CancellationToken) is { DeclaringSyntaxReferences: { Length: > 1 } parts })
            foreach (var part in parts)
                if (await part.GetSyntaxAsync(session.CancellationToken).ConfigureAwait(false) is var first && session.DocumentOf(first) is { } document)
                {
                    member = member with { Type = NodeKey.Of(document.Id, first) };
                    break;
                }
        return member.Namespaces.Select(Intent (n) => new AddUsing(member.Type.Document, n)).Prepend(member);
    }

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
