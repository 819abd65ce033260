using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Rewriting;

/// <summary>Says of a class whether only the container creates it, so that its constructor may ask for more.</summary>
internal sealed class ContainerMade(FixSession session)
{
    static readonly ImmutableArray<string> Bases = ImmutableArray.Create(
        TypeNames.BackgroundService, TypeNames.ControllerBase, TypeNames.Hub, TypeNames.IHostedService, TypeNames.PageModel, TypeNames.ViewComponent);

    readonly Dictionary<INamedTypeSymbol, bool> known = new(SymbolEqualityComparer.Default);

    public async Task<bool> IsAsync(INamedTypeSymbol type, Compilation compilation)
    {
        type = type.OriginalDefinition;
        if (!known.TryGetValue(type, out var made))
            known[type] = made = (IsKnown(type, KnownTypes.Of(compilation)) || await IsRegisteredAsync(type).ConfigureAwait(false)) && !await IsMadeInSourceAsync(type).ConfigureAwait(false);
        return made;
    }

    static bool IsKnown(INamedTypeSymbol type, KnownTypes types)
    {
        foreach (var known in Bases)
            if (types.IsOrInherits(type, known))
                return true;
        // Middleware by convention.
        if (type.GetMembers("InvokeAsync").Concat(type.GetMembers("Invoke")).Any(m => m is IMethodSymbol { Parameters: [var context, ..] } && types.Is(context.Type, TypeNames.HttpContext)))
            return true;
        // Something already hands it interfaces or loggers.
        return type.InstanceConstructors.Any(c => c.Parameters.Any(p => p.Type is INamedTypeSymbol { TypeKind: TypeKind.Interface, SpecialType: SpecialType.None, ContainingNamespace: var ns } && ns.ToDisplayString().StartsWith("Microsoft.", StringComparison.Ordinal)));
    }

    async Task<bool> IsRegisteredAsync(INamedTypeSymbol type)
    {
        foreach (var project in session.Solution.Projects)
            if (project.Language == LanguageNames.CSharp
                && CompositionFacts.Of(await session.CompilationAsync(project.Id).ConfigureAwait(false), session.CancellationToken).Mentions(type.Name))
                return true;
        return false;
    }

    // A `new` or a derived class would miss the new argument.
    async Task<bool> IsMadeInSourceAsync(INamedTypeSymbol type)
    {
        foreach (var project in session.Solution.Projects)
            if (project.Language == LanguageNames.CSharp && CreatedTypes.Of(await session.CompilationAsync(project.Id).ConfigureAwait(false), session.CancellationToken).Contain(type))
                return true;
        return false;
    }
}
