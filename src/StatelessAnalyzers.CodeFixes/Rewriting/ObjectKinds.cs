using Microsoft.CodeAnalysis;

namespace StatelessAnalyzers.Rewriting;

/// <summary>Tells what a process holds once from what it holds once for each class that derives from a type, or for each of its type arguments: under one key these would be one.</summary>
internal sealed class ObjectKinds(FixSession session)
{
    /// <summary>Why there are several of the member, or null.</summary>
    public async Task<string?> ObstacleAsync(ISymbol member, Compilation compilation) =>
        member.ContainingType is not { } type ? null
        : IsGeneric(type) ? $"each '{type.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)}' has its own '{member.Name}'"
        : !member.IsStatic && await AreSeveralAsync(type, compilation).ConfigureAwait(false) ? $"each class that derives from '{type.Name}' has its own '{member.Name}'"
        : null;

    /// <summary>Whether objects of the type are of more than one class.</summary>
    public async Task<bool> AreSeveralAsync(INamedTypeSymbol type, Compilation compilation) => await CountAsync(type, compilation).ConfigureAwait(false) > 1;

    public static bool IsGeneric(INamedTypeSymbol type) => type.Arity > 0 || type.ContainingType is { } outer && IsGeneric(outer);

    async Task<int> CountAsync(INamedTypeSymbol type, Compilation compilation)
    {
        if (type.TypeKind != TypeKind.Class || type.IsStatic || type.IsSealed)
            return 1;
        var making = await session.Injection.MakingAsync(type, compilation).ConfigureAwait(false);
        // One class may be compiled for several target frameworks.
        var derived = making.Derived.GroupBy(d => CreatedTypes.IdOf(d.Type)).Select(g => g.First()).ToList();
        var count = !type.IsAbstract && (derived.Count == 0 || making.IsKnown || making.Factories.Count > 0 || making.Obstacle is not null) ? 1 : 0;
        foreach (var (kind, _, its) in derived)
            count += await CountAsync(kind, its).ConfigureAwait(false);
        return count;
    }
}
