using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
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

    // A `new` or a derived class would miss the new argument. A search of the solution for each type would bind every `new()` there is each time.
    async Task<bool> IsMadeInSourceAsync(INamedTypeSymbol type)
    {
        foreach (var project in session.Solution.Projects)
        {
            if (project.Language != LanguageNames.CSharp)
                continue;
            var compilation = await session.CompilationAsync(project.Id).ConfigureAwait(false);
            if (CreatedTypes.Of(compilation, session.CancellationToken).WithoutName.Contains(CreatedTypes.IdOf(type)))
                return true;
            foreach (var tree in compilation.SyntaxTrees)
                if ((await tree.GetTextAsync(session.CancellationToken).ConfigureAwait(false)).ToString().IndexOf(type.Name, StringComparison.Ordinal) >= 0
                    && CreatedTypes.MayName(type.Name, await tree.GetRootAsync(session.CancellationToken).ConfigureAwait(false), t => IsIt(t, type, compilation.GetSemanticModel(tree))))
                    return true;
        }
        return false;
    }

    static bool IsIt(TypeSyntax name, INamedTypeSymbol type, SemanticModel model) => model.GetSymbolInfo(name).Symbol is ITypeSymbol named && CreatedTypes.IdOf(named) == CreatedTypes.IdOf(type);
}
