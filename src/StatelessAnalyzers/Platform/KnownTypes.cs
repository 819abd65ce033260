using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace StatelessAnalyzers.Platform;

/// <summary>The types of <see cref="TypeNames"/> in one compilation, resolved once and shared by all rules and fixes.</summary>
internal sealed class KnownTypes
{
    static readonly ConditionalWeakTable<Compilation, KnownTypes> PerCompilation = new();

    static readonly char[] Suffixes = ['`', '+'];

    readonly ConcurrentDictionary<string, INamedTypeSymbol?> resolved = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string[], ConcurrentDictionary<ITypeSymbol, bool>> families = new();
    readonly Func<string, INamedTypeSymbol?> resolve;

    KnownTypes(Compilation compilation)
    {
        var hasAliases = HasAliases(compilation);
        resolve = name => hasAliases || MayExist(compilation, name) ? Resolve(compilation, name) : null;
    }

    public static KnownTypes Of(Compilation compilation) =>
        PerCompilation.GetValue(compilation, static c => new KnownTypes(c));

    /// <summary>The type of that metadata name, or null where no referenced assembly has it.</summary>
    public INamedTypeSymbol? this[string metadataName] => resolved.GetOrAdd(metadataName, resolve);

    public bool Has(string metadataName) => this[metadataName] is not null;

    /// <summary>Whether the type is this known one, type arguments aside.</summary>
    public bool Is(ITypeSymbol? type, string metadataName) =>
        type is not null && IsNamed(type, metadataName) && SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, this[metadataName]);

    /// <summary>Whether the type is this known one, derives from it or implements it, type arguments aside.</summary>
    public bool IsOrInherits(ITypeSymbol? type, string metadataName)
    {
        if (type is null || this[metadataName] is not { } known)
            return false;
        if (known.TypeKind == TypeKind.Interface)
        {
            if (SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, known))
                return true;
            foreach (var i in type.AllInterfaces)
                if (SymbolEqualityComparer.Default.Equals(i.OriginalDefinition, known))
                    return true;
            return false;
        }
        for (var t = type; t is not null; t = t.BaseType)
            if (SymbolEqualityComparer.Default.Equals(t.OriginalDefinition, known))
                return true;
        return false;
    }

    /// <summary>Whether the type is, derives from or implements one of these known ones. Each type is judged once, so that the list has to be one object for all questions.</summary>
    public bool IsOrInheritsAny(ITypeSymbol? type, string[] metadataNames)
    {
        if (type is null)
            return false;
        var family = families.GetOrAdd(metadataNames, static _ => new(SymbolEqualityComparer.Default));
        var definition = type.OriginalDefinition;
        if (family.TryGetValue(definition, out var known))
            return known;
        foreach (var name in metadataNames)
            known |= IsOrInherits(definition, name);
        family.TryAdd(definition, known);
        return known;
    }

    // Turns nearly all types away without a look-up.
    static bool IsNamed(ITypeSymbol type, string metadataName)
    {
        var name = type.Name;
        var end = metadataName.Length;
        if (end > 2 && metadataName[end - 2] == '`')
            end -= 2;
        return name.Length <= end && string.CompareOrdinal(metadataName, end - name.Length, name, 0, name.Length) == 0;
    }

    // What a reference has under an extern alias only is not in the global namespace.
    static bool HasAliases(Compilation compilation)
    {
        foreach (var reference in compilation.References)
            if (!reference.Properties.Aliases.IsDefaultOrEmpty)
                return true;
        return false;
    }

    // Most names are absent from most compilations, and a resolution asks every reference for each: the namespaces know it in a few steps.
    static bool MayExist(Compilation compilation, string metadataName)
    {
        INamespaceSymbol space = compilation.GlobalNamespace;
        var start = 0;
        for (var dot = metadataName.IndexOf('.'); dot >= 0; dot = metadataName.IndexOf('.', start))
        {
            INamespaceSymbol? inner = null;
            foreach (var member in space.GetMembers(metadataName.Substring(start, dot - start)))
                inner ??= member as INamespaceSymbol;
            if (inner is null)
                return false;
            (space, start) = (inner, dot + 1);
        }
        var end = metadataName.IndexOfAny(Suffixes, start);
        return !space.GetTypeMembers(end < 0 ? metadataName.Substring(start) : metadataName.Substring(start, end - start)).IsEmpty;
    }

    // A name that two assemblies define gives null from the compilation; the framework's own is the one that is meant.
    static INamedTypeSymbol? Resolve(Compilation compilation, string name)
    {
#pragma warning disable RS0030 // the one place that may
        var single = compilation.GetTypeByMetadataName(name);
#pragma warning restore RS0030
        if (single is not null)
            return IsSource(single) ? null : single;

        foreach (var type in compilation.GetTypesByMetadataName(name))
            if (!IsSource(type) && IsFramework(type.ContainingAssembly.Name))
                return type;
        return null;

        static bool IsFramework(string assembly) =>
            assembly is "System" or "mscorlib" or "netstandard" || assembly.StartsWith("System.", StringComparison.Ordinal) || assembly.StartsWith("Microsoft.", StringComparison.Ordinal);

        // A user's own type of that name is not what the rules know.
        bool IsSource(INamedTypeSymbol type) => SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly);
    }
}
