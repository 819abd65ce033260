using Microsoft.CodeAnalysis;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Sessions;

/// <summary>What a session outside the process can hold.</summary>
internal static class SessionValue
{
    /// <summary>Whether every value of the type serialises, as far as the types of its fields tell. Of an open type that is not known.</summary>
    public static bool Serializes(ITypeSymbol? type, KnownTypes types) => Serializes(type, types, new HashSet<ITypeSymbol>(SymbolEqualityComparer.Default));

    static bool Serializes(ITypeSymbol? type, KnownTypes types, HashSet<ITypeSymbol> seen)
    {
        switch (type)
        {
            case IArrayTypeSymbol array:
                return Serializes(array.ElementType, types, seen);
            case INamedTypeSymbol { TypeKind: TypeKind.Enum }:
                return true;
            case INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, IsAbstract: false, SpecialType: not SpecialType.System_Object } named:
                if (!seen.Add(named))
                    return true;
                if (named.SpecialType is SpecialType.None && SessionValueBoundToProcess.Unserializable(named, types) is not null)
                    return false;
                foreach (var argument in named.TypeArguments)
                    if (!Serializes(argument, types, seen))
                        return false;
                return !named.Locations[0].IsInSource || FieldsSerialize(named, types, seen);
            default:
                return false;
        }
    }

    static bool FieldsSerialize(INamedTypeSymbol type, KnownTypes types, HashSet<ITypeSymbol> seen)
    {
        for (var t = type; t is { SpecialType: SpecialType.None } && t.Locations[0].IsInSource; t = t.BaseType)
            foreach (var member in t.GetMembers())
                if (member is IFieldSymbol { IsStatic: false, IsConst: false } field && !IsNotSerialized(field) && !Serializes(field.Type, types, seen))
                    return false;
        return true;
    }

    static bool IsNotSerialized(IFieldSymbol field)
    {
        foreach (var attribute in field.GetAttributes())
            if (attribute.AttributeClass is { Name: "NonSerializedAttribute" })
                return true;
        return false;
    }
}
