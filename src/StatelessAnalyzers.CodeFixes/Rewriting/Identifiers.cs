using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StatelessAnalyzers.Rewriting;

/// <summary>Writes the names of symbols.</summary>
internal static class Identifiers
{
    /// <summary>The name as code writes it: with an at sign where it is a keyword.</summary>
    public static string Escape(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;

    /// <summary>Whether the code stands within a <c>nameof</c>, which evaluates nothing.</summary>
    public static bool IsInNameof(SyntaxNode code) => code.FirstAncestorOrSelf<InvocationExpressionSyntax>(i => i.Expression is IdentifierNameSyntax { Identifier.ValueText: "nameof" }) is not null;

    /// <summary>All names in the code.</summary>
    public static HashSet<string> In(IEnumerable<SyntaxToken> code) =>
        new(code.Where(t => t.IsKind(SyntaxKind.IdentifierToken)).Select(t => t.ValueText), StringComparer.Ordinal);

    /// <summary>The name, or else the name with the first number, that is not among those.</summary>
    public static string Unused(string name, ICollection<string> used)
    {
        var unused = name;
        for (var i = 2; used.Contains(unused); i++)
            unused = name + i;
        return unused;
    }
}
