using Microsoft.CodeAnalysis;

namespace StatelessAnalyzers.Platform;

/// <summary>Types within types.</summary>
internal static class TypeNesting
{
    /// <summary>The type that holds this one and is held by none.</summary>
    public static INamedTypeSymbol OutermostOf(INamedTypeSymbol type)
    {
        while (type.ContainingType is { } container)
            type = container;
        return type;
    }
}
