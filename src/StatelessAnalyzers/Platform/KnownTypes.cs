using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace StatelessAnalyzers.Platform;

/// <summary>The types of <see cref="TypeNames"/> in one compilation, resolved once and shared by all rules and fixes.</summary>
internal sealed class KnownTypes
{
    static readonly ConditionalWeakTable<Compilation, KnownTypes> PerCompilation = new();

    readonly ConcurrentDictionary<string, INamedTypeSymbol?> resolved = new(StringComparer.Ordinal);
    readonly Func<string, INamedTypeSymbol?> resolve;

    KnownTypes(Compilation compilation) => resolve = name => Resolve(compilation, name);

    public static KnownTypes Of(Compilation compilation) =>
        PerCompilation.GetValue(compilation, static c => new KnownTypes(c));

    /// <summary>The type of that metadata name, or null where no referenced assembly has it.</summary>
    public INamedTypeSymbol? this[string metadataName] => resolved.GetOrAdd(metadataName, resolve);

    public bool Has(string metadataName) => this[metadataName] is not null;

    /// <summary>Whether the type is this known one, type arguments aside.</summary>
    public bool Is(ITypeSymbol? type, string metadataName) =>
        type is not null && SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, this[metadataName]);

    /// <summary>Whether the type is this known one, derives from it or implements it, type arguments aside.</summary>
    public bool IsOrInherits(ITypeSymbol? type, string metadataName)
    {
        if (type is null || this[metadataName] is not { } known)
            return false;
        for (var t = type; t is not null; t = t.BaseType)
            if (SymbolEqualityComparer.Default.Equals(t.OriginalDefinition, known))
                return true;
        if (known.TypeKind == TypeKind.Interface)
            foreach (var i in type.AllInterfaces)
                if (SymbolEqualityComparer.Default.Equals(i.OriginalDefinition, known))
                    return true;
        return false;
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
