using Microsoft.CodeAnalysis;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Memory;

/// <summary>A type whose members are referred to.</summary>
internal sealed class StateOwner
{
    readonly INamedTypeSymbol type;
    readonly Lifetimes lifetimes;
    readonly bool isOfThisProject;
    bool? isLongLived;

    public StateOwner(INamedTypeSymbol type, IAssemblySymbol assembly, Lifetimes lifetimes)
    {
        this.type = type;
        this.lifetimes = lifetimes;
        Outermost = TypeNesting.OutermostOf(type);
        isOfThisProject = ReferenceEquals(type.ContainingAssembly, assembly);
        MayKeepState = isOfThisProject || lifetimes.IsOfSolution(type);
    }

    /// <summary>The type that holds it and is held by none.</summary>
    public INamedTypeSymbol Outermost { get; }

    /// <summary>Whether it is the application's own, so that its static members are state.</summary>
    public bool MayKeepState { get; }

    /// <summary>Whether its instances live as long as the process, so that their members are state.</summary>
    public bool IsLongLived => isLongLived ??= isOfThisProject ? lifetimes.IsLongLived(type) : lifetimes.IsRegisteredHere(type);
}
