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
            { ContainingType: { } type } when member.Name != "<Main>$" => $"{type.Name}.{member.Name}",
            _ => "Program",
        };
    }
}
