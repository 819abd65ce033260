using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StatelessAnalyzers.Rewriting;

/// <summary>
/// The names of the types that stand beside those of the stubs. A using directive brings them all into scope, where one may be the name of a type of the user's own.
/// A test compares them with the real packages.
/// </summary>
internal static class PackageNames
{
    static readonly Lazy<Dictionary<string, string>> Sources = new(Read);
    static readonly Lazy<HashSet<string>> Qualified = new(() => new(Lines().SelectMany(words => words.Skip(2).Select(name => words[1] + "." + name)), StringComparer.Ordinal));

    /// <summary>C# that declares the names; null where the package has none besides its stubs.</summary>
    public static string? Of(string package) => Sources.Value.TryGetValue(package, out var source) ? source : null;

    /// <summary>Whether the code names a type of another namespace that a using directive of this one would make ambiguous.</summary>
    public static bool AreInTheWay(string ns, SyntaxNode code, SemanticModel model) =>
        code.DescendantNodes().OfType<SimpleNameSyntax>().Any(name => Qualified.Value.Contains(ns + "." + name.Identifier.ValueText)
            && model.GetSymbolInfo(name).Symbol is INamedTypeSymbol type && type.ContainingNamespace.ToDisplayString() != ns);

    // A line for each namespace: package, namespace, names.
    static IEnumerable<string[]> Lines()
    {
        using var reader = new System.IO.StreamReader(typeof(PackageNames).Assembly.GetManifestResourceStream("PackageNames.txt")!);
        while (reader.ReadLine() is { } line)
            if (line.Split(' ') is { Length: >= 3 } words)
                yield return words;
    }

    static Dictionary<string, string> Read()
    {
        var sources = new Dictionary<string, StringBuilder>(StringComparer.OrdinalIgnoreCase);
        foreach (var words in Lines())
        {
            if (!sources.TryGetValue(words[0], out var source))
                sources.Add(words[0], source = new StringBuilder());
            source.Append("namespace ").Append(words[1]).Append(" {");
            foreach (var name in words.Skip(2))
                source.Append(" public partial class ").Append(name).Append(" { }");
            source.Append(" }\n");
        }
        return sources.ToDictionary(s => s.Key, s => s.Value.ToString(), StringComparer.OrdinalIgnoreCase);
    }
}
