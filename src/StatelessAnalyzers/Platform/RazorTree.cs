using Microsoft.CodeAnalysis;

namespace StatelessAnalyzers.Platform;

/// <summary>Tells the trees that the Razor compiler makes of .razor and .cshtml files from all other generated code.</summary>
internal static class RazorTree
{
    public static bool Is(SyntaxTree tree) =>
        tree.FilePath.EndsWith("_razor.g.cs", StringComparison.OrdinalIgnoreCase)
        || tree.FilePath.EndsWith("_cshtml.g.cs", StringComparison.OrdinalIgnoreCase);
}
