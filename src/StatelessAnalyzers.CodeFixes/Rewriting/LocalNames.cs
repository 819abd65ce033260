using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StatelessAnalyzers.Rewriting;

/// <summary>Hands out names for new locals of one document, so that two edits of one member never take the same.</summary>
internal sealed class LocalNames(FixSession session, SemanticModel model)
{
    readonly Dictionary<SyntaxNode, HashSet<string>> taken = [];

    /// <summary>The name, or the name with a number, that means nothing yet at the place nor anywhere in the member around it.</summary>
    public string Unused(string name, SyntaxNode place)
    {
        var member = place.FirstAncestorOrSelf<MemberDeclarationSyntax>(m => m is not GlobalStatementSyntax) ?? place.SyntaxTree.GetRoot();
        if (!taken.TryGetValue(member, out var used))
            taken.Add(member, used = Identifiers.In(member.DescendantTokens()));
        var unused = name;
        for (var i = 2; session.Injection.Uses(unused) || !model.LookupSymbols(place.SpanStart, name: unused).IsEmpty || !used.Add(unused); i++)
            unused = name + i;
        return unused;
    }
}
