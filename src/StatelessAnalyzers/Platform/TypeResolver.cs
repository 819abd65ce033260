using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace StatelessAnalyzers.Platform;

/// <summary>
/// Finds types by metadata name. The namespaces, which the compiler has merged anyway, know in a few steps what a look-up of the compilation asks every reference for; most names are
/// absent from most compilations.
/// </summary>
internal sealed class TypeResolver(Compilation compilation)
{
    readonly bool hasAliases = HasAliases(compilation);
    readonly ConcurrentDictionary<string, INamespaceOrTypeSymbol[]> spaces = new(StringComparer.Ordinal);

    public INamedTypeSymbol? Find(string metadataName) => hasAliases ? Single(metadataName) : Walk(metadataName);

    INamedTypeSymbol? Walk(string metadataName)
    {
        var start = metadataName.LastIndexOf('.') + 1;
        var found = start == 0 ? [compilation.GlobalNamespace] : Spaces(metadataName.Substring(0, start - 1));
        for (int end; found.Length > 0 && start <= metadataName.Length; start = end + 1)
        {
            end = metadataName.IndexOf('+', start);
            if (end < 0)
                end = metadataName.Length;
            var name = metadataName.Substring(start, end - start);
            found = [.. found.SelectMany(outer => Types(outer, name))];
        }
        return found.Length == 0 ? null : Meant(found.Cast<INamedTypeSymbol>());
    }

    // Many known types share a namespace.
    INamespaceOrTypeSymbol[] Spaces(string name)
    {
        if (spaces.TryGetValue(name, out var known))
            return known;
        var dot = name.LastIndexOf('.');
        var outer = dot < 0 ? [compilation.GlobalNamespace] : Spaces(name.Substring(0, dot));
        return spaces[name] = [.. outer.SelectMany(o => o.GetMembers(name.Substring(dot + 1)).OfType<INamespaceSymbol>())];
    }

    static IEnumerable<INamespaceOrTypeSymbol> Types(INamespaceOrTypeSymbol outer, string name) =>
        name.IndexOf('`') is >= 0 and var mark ? outer.GetTypeMembers(name.Substring(0, mark), int.Parse(name.Substring(mark + 1), provider: null)) : outer.GetTypeMembers(name, 0);

    // What a reference has under an extern alias only is not in the global namespace.
    INamedTypeSymbol? Single(string name)
    {
#pragma warning disable RS0030 // the one place that may
        return compilation.GetTypeByMetadataName(name) is { } single ? Meant([single]) : Meant(compilation.GetTypesByMetadataName(name));
#pragma warning restore RS0030
    }

    // A user's own type of that name is not what the rules know. Of several, the framework's own is the one that is meant.
    INamedTypeSymbol? Meant(IEnumerable<INamedTypeSymbol> found)
    {
        var all = found.ToList();
        if (all.Exists(type => SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly)))
            return null;
        return all is [var single] ? single : all.Find(type => IsFramework(type.ContainingAssembly.Name));
    }

    static bool IsFramework(string assembly) =>
        assembly is "System" or "mscorlib" or "netstandard" || assembly.StartsWith("System.", StringComparison.Ordinal) || assembly.StartsWith("Microsoft.", StringComparison.Ordinal);

    static bool HasAliases(Compilation compilation)
    {
        foreach (var reference in compilation.References)
            if (!reference.Properties.Aliases.IsDefaultOrEmpty)
                return true;
        return false;
    }
}
