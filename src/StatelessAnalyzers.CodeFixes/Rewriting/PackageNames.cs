using System.Text;

namespace StatelessAnalyzers.Rewriting;

/// <summary>
/// The names of the types that stand beside those of the stubs. A using directive brings them all into scope, where one may be the name of a type of the user's own.
/// A test compares them with the real packages.
/// </summary>
internal static class PackageNames
{
    static readonly Lazy<Dictionary<string, string>> Sources = new(Read);

    /// <summary>C# that declares the names; null where the package has none besides its stubs.</summary>
    public static string? Of(string package) => Sources.Value.TryGetValue(package, out var source) ? source : null;

    // A line for each namespace: package, namespace, names.
    static Dictionary<string, string> Read()
    {
        var sources = new Dictionary<string, StringBuilder>(StringComparer.OrdinalIgnoreCase);
        using var reader = new System.IO.StreamReader(typeof(PackageNames).Assembly.GetManifestResourceStream("PackageNames.txt")!);
        while (reader.ReadLine() is { } line)
        {
            var words = line.Split(' ');
            if (words.Length < 3)
                continue;
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
