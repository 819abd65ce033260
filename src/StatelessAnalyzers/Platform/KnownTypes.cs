using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace StatelessAnalyzers.Platform;

/// <summary>The types of <see cref="TypeNames"/> in one compilation, resolved once and shared by all rules and fixes.</summary>
internal sealed class KnownTypes
{
    static readonly ConditionalWeakTable<Compilation, KnownTypes> PerCompilation = new();

    readonly ConcurrentDictionary<string, INamedTypeSymbol?> resolved = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, INamedTypeSymbol?> constants = new(DefinitionComparer.Instance);
    readonly ConcurrentDictionary<string[], TypeFamily> families = new();
    readonly ConcurrentDictionary<INamedTypeSymbol, TypeFamily> implementers = new(DefinitionComparer.Instance);
    readonly Func<INamedTypeSymbol, TypeFamily> implementer = static known => new(known);
    readonly Func<string, INamedTypeSymbol?> resolve;
    readonly Func<string[], TypeFamily> family;

    KnownTypes(Compilation compilation)
    {
        resolve = new TypeResolver(compilation).Find;
        family = names => new(names, resolved, resolve);
    }

    public static KnownTypes Of(Compilation compilation) =>
        PerCompilation.GetValue(compilation, static c => new KnownTypes(c));

    /// <summary>The type of that metadata name, or null where no referenced assembly has it.</summary>
    public INamedTypeSymbol? this[string metadataName] => constants.TryGetValue(metadataName, out var known) ? known : Resolve(metadataName);

    public bool Has(string metadataName) => this[metadataName] is not null;

    /// <summary>Whether the type is this known one, type arguments aside.</summary>
    public bool Is(ITypeSymbol? type, string metadataName) =>
        type is not null && IsNamed(type, metadataName) && this[metadataName] is { } known && (ReferenceEquals(type.OriginalDefinition, known) || IsTwin(type, known));

    /// <summary>Whether the type is this known one, derives from it or implements it, type arguments aside.</summary>
    public bool IsOrInherits(ITypeSymbol? type, string metadataName)
    {
        if (type is null || this[metadataName] is not { } known)
            return false;
        // A list of all interfaces is made anew each time that it is asked for.
        if (known.TypeKind == TypeKind.Interface)
            return implementers.GetOrAdd(known, implementer).Includes(type);
        for (var t = type; t is not null; t = t.BaseType)
            if (ReferenceEquals(t.OriginalDefinition, known))
                return true;
        return false;
    }

    /// <summary>Whether the type is, derives from or implements one of these known ones. Each type is judged once, so that the list has to be one object for all questions.</summary>
    public bool IsOrInheritsAny(ITypeSymbol? type, string[] metadataNames) =>
        type is not null && families.GetOrAdd(metadataNames, family).Includes(type);

    INamedTypeSymbol? Resolve(string metadataName)
    {
        var type = resolved.GetOrAdd(metadataName, resolve);
        if (string.IsInterned(metadataName) is { } constant && ReferenceEquals(constant, metadataName))
            constants.TryAdd(constant, type);
        return type;
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

    // The framework spreads a class of registration methods over assemblies: AddIdentity and AddIdentityCore, AddSignalR and AddSignalRCore.
    static bool IsTwin(ITypeSymbol type, INamedTypeSymbol known) =>
        type.IsStatic && known.IsStatic && type.Name == known.Name && IsMicrosofts(type) && IsMicrosofts(known)
        && type.ContainingNamespace?.ToDisplayString() == known.ContainingNamespace.ToDisplayString();

    static bool IsMicrosofts(ITypeSymbol type) => type.ContainingAssembly.Name.StartsWith("Microsoft.", StringComparison.Ordinal);
}
