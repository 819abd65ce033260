using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace StatelessAnalyzers.Platform;

/// <summary>Several known types of which it is asked again and again whether a type is one of them or inherits from one. Each type is judged once.</summary>
internal sealed class TypeFamily
{
    readonly HashSet<ISymbol> members = new(DefinitionComparer.Instance);
    readonly ConcurrentDictionary<ITypeSymbol, bool> judged = new(DefinitionComparer.Instance);
    readonly Func<ITypeSymbol, bool> judge;
    readonly bool hasInterfaces;

    public TypeFamily(string[] metadataNames, ConcurrentDictionary<string, INamedTypeSymbol?> resolved, Func<string, INamedTypeSymbol?> resolve)
    {
        judge = Judge;
        foreach (var name in metadataNames)
            if (resolved.GetOrAdd(name, resolve) is { } known)
            {
                members.Add(known);
                hasInterfaces |= known.TypeKind == TypeKind.Interface;
            }
    }

    public TypeFamily(INamedTypeSymbol known)
    {
        judge = Judge;
        members.Add(known);
        hasInterfaces = known.TypeKind == TypeKind.Interface;
    }

    // The chain of base classes is as short as a look-up; the list of interfaces is not.
    public bool Includes(ITypeSymbol type) =>
        members.Count > 0 && type.SpecialType == SpecialType.None && (hasInterfaces && type is INamedTypeSymbol ? judged.GetOrAdd(type.OriginalDefinition, judge) : Judge(type));

    bool Judge(ITypeSymbol type)
    {
        for (var t = type; t is { SpecialType: not SpecialType.System_Object }; t = t.BaseType)
            if (members.Contains(t.OriginalDefinition))
                return true;
        if (hasInterfaces)
            foreach (var i in type.AllInterfaces)
                if (members.Contains(i.OriginalDefinition))
                    return true;
        return false;
    }
}
