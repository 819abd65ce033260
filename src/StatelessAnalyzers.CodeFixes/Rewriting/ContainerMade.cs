using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Rewriting;

/// <summary>Who makes the objects of a class.</summary>
/// <param name="IsKnown">Whether a container is seen to.</param>
/// <param name="Factories">What the container calls to make them, none where it needs nothing.</param>
/// <param name="Derived">The classes that derive from it, each by the declaration that says so.</param>
/// <param name="Obstacle">Who else makes them, or why no container does, as a predicate; null where neither is so.</param>
internal sealed record Making(bool IsKnown, IReadOnlyList<ServiceFactory> Factories, IReadOnlyList<(INamedTypeSymbol Type, TypeDeclarationSyntax Declaration, Compilation Compilation)> Derived, string? Obstacle);

/// <summary>Says of a class whether only the container creates it, itself or through a factory of the application's, so that its constructor may ask for more.</summary>
internal sealed class ContainerMade(FixSession session)
{
    static readonly ImmutableArray<string> Bases = ImmutableArray.Create(
        TypeNames.BackgroundService, TypeNames.ControllerBase, TypeNames.Hub, TypeNames.IHostedService, TypeNames.PageModel, TypeNames.ViewComponent);

    readonly Dictionary<INamedTypeSymbol, Making> known = new(SymbolEqualityComparer.Default);

    /// <summary>Whether the container makes it without a factory.</summary>
    public async Task<bool> IsAsync(INamedTypeSymbol type, Compilation compilation) => await FactoriesAsync(type, compilation).ConfigureAwait(false) is { Count: 0 };

    /// <summary>The factories that make the type, none where the container needs none; null where other code makes it too, or derives from it.</summary>
    public async Task<IReadOnlyList<ServiceFactory>?> FactoriesAsync(INamedTypeSymbol type, Compilation compilation) =>
        await OfAsync(type, compilation).ConfigureAwait(false) is { IsKnown: true, Obstacle: null, Derived.Count: 0 } making ? making.Factories : null;

    /// <summary>All that the solution says of it.</summary>
    public async Task<Making> OfAsync(INamedTypeSymbol type, Compilation compilation)
    {
        type = type.OriginalDefinition;
        if (!known.TryGetValue(type, out var made))
            known[type] = made = await ReadAsync(type, KnownTypes.Of(compilation)).ConfigureAwait(false);
        return made;
    }

    async Task<Making> ReadAsync(INamedTypeSymbol type, KnownTypes types)
    {
        var factories = new List<ServiceFactory>();
        var derived = new List<(INamedTypeSymbol, TypeDeclarationSyntax, Compilation)>();
        var obstacle = MadeElsewhere(type, types);
        foreach (var project in session.Solution.Projects.Where(p => p.Language == LanguageNames.CSharp))
        {
            var compilation = await session.CompilationAsync(project.Id).ConfigureAwait(false);
            var creations = CreatedTypes.Of(compilation, session.CancellationToken).CreationsOf(type);
            obstacle ??= creations.Obstacle;
            // A `new` where no provider is at hand would miss the new argument.
            foreach (var creation in creations.Creations)
                if (ServiceFactory.Of(creation, compilation.GetSemanticModel(creation.SyntaxTree), session) is { } factory)
                    factories.Add(factory);
                else
                    obstacle ??= CreatedTypes.MadeIn(creation.SyntaxTree);
            foreach (var declaration in creations.Derived)
                if (compilation.GetSemanticModel(declaration.SyntaxTree).GetDeclaredSymbol(declaration) is INamedTypeSymbol symbol && !derived.Exists(d => SymbolEqualityComparer.Default.Equals(d.Item1, symbol)))
                    derived.Add((symbol, declaration, compilation));
        }
        return new(IsKnown(type, types) || await IsRegisteredAsync(type).ConfigureAwait(false), factories, derived, obstacle);
    }

    // What the framework makes in a way of its own, with nothing of the container's.
    static string? MadeElsewhere(INamedTypeSymbol type, KnownTypes types) =>
        types.IsOrInherits(type, "System.Attribute") ? "is an attribute, which code names with its arguments"
        : types.IsOrInherits(type, TypeNames.IComponent) ? "is a component, which is given services by properties"
        : type.GetMembers().Any(m => m is IMethodSymbol { Name: "Configure" or "ConfigureServices", Parameters: [var first, ..] } && (types.Is(first.Type, TypeNames.IServiceCollection) || types.Is(first.Type, TypeNames.IApplicationBuilder)))
            ? "is made before there are services"
        : null;

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

    /// <summary>Whether a composition root of the solution names it.</summary>
    public async Task<bool> IsRegisteredAsync(INamedTypeSymbol type)
    {
        foreach (var project in session.Solution.Projects)
            if (project.Language == LanguageNames.CSharp
                && CompositionFacts.Of(await session.CompilationAsync(project.Id).ConfigureAwait(false), session.CancellationToken).Mentions(type.Name))
                return true;
        return false;
    }
}
