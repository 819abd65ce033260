using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace StatelessAnalyzers.Memory;

/// <summary>Tells members with which the parts of an application make themselves known, at start-up and in each instance alike, from those that store data.</summary>
internal static class PartRegistrations
{
    static readonly string[] Verbs = ["Add", "Register", "Subscribe", "Use"];

    /// <summary>Register(name, handler): parts of the application behind an interface of its own.</summary>
    public static bool Are(ITypeSymbol type, List<StateChange> puts) =>
        StateTypes.ElementOf(type) is { TypeKind: TypeKind.Interface } part && !CollectionMembers.IsCollection(part) && part.Locations is [{ IsInSource: true }, ..]
        && puts.All(c => c.Kind == ChangeKind.Assigned || c.In.Name.StartsWith("Register", StringComparison.Ordinal) || c.In.Name.StartsWith("Use", StringComparison.Ordinal));

    /// <summary>AddPlugin(Type plugin), Add&lt;TPlugin&gt;(): what is put in follows from the code alone.</summary>
    public static bool IsByType(ISymbol member) =>
        member is IMethodSymbol { MethodKind: MethodKind.Ordinary } method && Array.Exists(Verbs, verb => method.Name.StartsWith(verb, StringComparison.Ordinal))
        && (method.Parameters.IsEmpty ? !method.TypeParameters.IsEmpty : method.Parameters.All(static p => StateTypes.IsCode(p.Type)));

    /// <summary>Whether the key is the name of a type that the code names: <c>typeof(TEvent).FullName</c></summary>
    public static bool IsUnderTypeName(IOperation? key, LocalUses locals)
    {
        if (key is ILocalReferenceOperation local)
            key = locals.InitialValue(local.Local, local);
        while (key is IConversionOperation conversion)
            key = conversion.Operand;
        return key is IPropertyReferenceOperation { Property.Name: "Name" or "FullName" or "AssemblyQualifiedName", Instance: ITypeOfOperation };
    }

    /// <summary>Whether the member makes a part known: a static <c>RegisterFormatter(…)</c></summary>
    public static bool Registers(ISymbol member) => member is IMethodSymbol { IsStatic: true } && member.Name.StartsWith("Register", StringComparison.Ordinal);

    /// <summary>Whether the method takes back or replaces what another made known.</summary>
    public static bool Replaces(IMethodSymbol method) =>
        method.Name.StartsWith("Unregister", StringComparison.Ordinal) || method.Name.StartsWith("Override", StringComparison.Ordinal) || method.Name.StartsWith("Remove", StringComparison.Ordinal);
}
