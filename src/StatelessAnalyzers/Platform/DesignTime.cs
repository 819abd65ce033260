using Microsoft.CodeAnalysis;

namespace StatelessAnalyzers.Platform;

/// <summary>Code of an application that no instance runs: it belongs to tools that a developer starts.</summary>
internal static class DesignTime
{
    public static bool Includes(ISymbol symbol, KnownTypes types)
    {
        for (var type = symbol as INamedTypeSymbol ?? symbol.ContainingType; type is not null; type = type.ContainingType)
            if (types.IsOrInherits(type, TypeNames.Packages.Migration) || types.IsOrInherits(type, TypeNames.Packages.DbMigration)
                || types.IsOrInherits(type, TypeNames.Packages.IDesignTimeDbContextFactory))
                return true;
        for (var space = symbol.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
            if (space.Name == "Migrations")
                return true;
        return false;
    }
}
