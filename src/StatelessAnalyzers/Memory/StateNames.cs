using Microsoft.CodeAnalysis;

namespace StatelessAnalyzers.Memory;

/// <summary>How messages name the member that changes state.</summary>
internal static class StateNames
{
    /// <summary><c>CartController.Add</c>, <c>Cart.Total</c> for an accessor, the type for top-level statements.</summary>
    public static string Of(ISymbol member)
    {
        while (member is IMethodSymbol { MethodKind: MethodKind.LocalFunction or MethodKind.AnonymousFunction })
            member = member.ContainingSymbol;
        return member switch
        {
            IMethodSymbol { AssociatedSymbol: { } owner } => Of(owner),
            IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor } => member.ContainingType?.Name ?? "Program",
            { ContainingType: { } type } when member.Name != "<Main>$" => $"{type.Name}.{member.Name.Substring(member.Name.LastIndexOf('.') + 1)}",
            _ => "Program",
        };
    }

    /// <summary>What else the message of a rule says: the records of a collection, or the type that lives long.</summary>
    public static string Third(StateMember member, DiagnosticDescriptor rule) =>
        rule == Rules.SLS4003_CollectionUsedAsTable && StateTypes.ElementOf(member.Type) is { } element ? element.Name : member.Symbol.ContainingType?.Name ?? "";
}
