using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace StatelessAnalyzers.Memory;

/// <summary>Which objects a value of a type may give access to.</summary>
internal static class HeldTypes
{
    // A cycle of the code asks the same of many expressions.
    static readonly ConditionalWeakTable<ITypeSymbol, object> Plain = new();

    /// <summary>Whether nothing about a value of the type can be changed, nor about anything that it holds.</summary>
    public static bool IsPlain(ITypeSymbol type) => (bool)Plain.GetValue(type, static t => IsPlainType(t));

    static bool IsPlainType(ITypeSymbol type) =>
        type.TypeKind is TypeKind.Enum || type.SpecialType is SpecialType.System_String or SpecialType.System_DateTime or SpecialType.System_Void or (>= SpecialType.System_Boolean and <= SpecialType.System_Double)
        || type is INamedTypeSymbol { Name: "Guid" or "DateTimeOffset" or "TimeSpan" or "DateOnly" or "TimeOnly" or "Uri" or "Version", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } }
        || type is INamedTypeSymbol { Name: "Task" or "ValueTask", IsGenericType: false }
        || type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var underlying] } && IsPlain(underlying);

    /// <summary>Whether a value of the type may be an object of the other, or lead to one. What is not known may.</summary>
    public static bool MayHold(ITypeSymbol? type, INamedTypeSymbol held) => type is null || MayHold(type, held, new(SymbolEqualityComparer.Default));

    static bool MayHold(ITypeSymbol type, INamedTypeSymbol held, HashSet<ITypeSymbol> seen)
    {
        if (!seen.Add(type) || IsPlain(type))
            return false;
        if (type is IArrayTypeSymbol array)
            return MayHold(array.ElementType, held, seen);
        if (type is not INamedTypeSymbol { TypeKind: not TypeKind.Error, SpecialType: not SpecialType.System_Object } named)
            return true;
        if (Inherits(named, held) || Inherits(held, named) || named.TypeArguments.Any(a => MayHold(a, held, seen)))
            return true;
        for (var part = named; part is not null && !part.DeclaringSyntaxReferences.IsEmpty; part = part.BaseType)
            foreach (var member in part.GetMembers())
                if (!member.IsStatic && member switch { IPropertySymbol property => property.Type, IFieldSymbol field => field.Type, _ => null } is { } memberType && MayHold(memberType, held, seen))
                    return true;
        return false;
    }

    static bool Inherits(INamedTypeSymbol type, INamedTypeSymbol from)
    {
        for (var t = type; t is { SpecialType: not SpecialType.System_Object }; t = t.BaseType)
            if (SymbolEqualityComparer.Default.Equals(t.OriginalDefinition, from.OriginalDefinition))
                return true;
        return from.TypeKind == TypeKind.Interface && type.AllInterfaces.Any(i => SymbolEqualityComparer.Default.Equals(i.OriginalDefinition, from.OriginalDefinition));
    }
}
