using Microsoft.CodeAnalysis.CSharp;

namespace StatelessAnalyzers.Rewriting;

/// <summary>Writes the names of symbols.</summary>
internal static class Identifiers
{
    /// <summary>The name as code writes it: with an at sign where it is a keyword.</summary>
    public static string Escape(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;
}
