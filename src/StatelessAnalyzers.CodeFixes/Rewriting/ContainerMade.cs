using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Rewriting;

/// <summary>Says of a class whether only the container creates it, itself or through a factory of the application's, so that its constructor may ask for more.</summary>
internal sealed class ContainerMade(FixSession session)
{
    static readonly ImmutableArray<string> Bases = ImmutableArray.Create(
        TypeNames.BackgroundService, TypeNames.ControllerBase, TypeNames.Hub, TypeNames.IHostedService, TypeNames.PageModel, TypeNames.ViewComponent);

    readonly Dictionary<INamedTypeSymbol, IReadOnlyList<ServiceFactory>?> known = new(SymbolEqualityComparer.Default);

    /// <summary>Whether the container makes it without a factory.</summary>
    public async Task<bool> IsAsync(INamedTypeSymbol type, Compilation compilation) => await FactoriesAsync(type, compilation).ConfigureAwait(false) is { Count: 0 };

    /// <summary>The factories that make the type, none where the container needs none; null where other code makes it too.</summary>
    public async Task<IReadOnlyList<ServiceFactory>?> FactoriesAsync(INamedTypeSymbol type, Compilation compilation)
    {
        type = type.OriginalDefinition;
        if (!known.TryGetValue(type, out var made))
            known[type] = made = IsKnown(type, KnownTypes.Of(compilation)) || await IsRegisteredAsync(type).ConfigureAwait(false) ? await InSourceAsync(type).ConfigureAwait(false) : null;
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

    // A derived class, or a `new` where no provider is at hand, would miss the new argument.
    async Task<IReadOnlyList<ServiceFactory>?> InSourceAsync(INamedTypeSymbol type)
    {
        var factories = new List<ServiceFactory>();
        foreach (var project in session.Solution.Projects.Where(p => p.Language == LanguageNames.CSharp))
        {
            var compilation = await session.CompilationAsync(project.Id).ConfigureAwait(false);
            if (CreatedTypes.Of(compilation, session.CancellationToken).CreationsOf(type) is not { } creations)
                return null;
            foreach (var creation in creations)
                if (ServiceFactory.Of(creation, compilation.GetSemanticModel(creation.SyntaxTree), session) is { } factory)
                    factories.Add(factory);
                else
                    return null;
        }
        return factories;
    }
}
