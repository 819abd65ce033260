using Microsoft.CodeAnalysis;

namespace StatelessAnalyzers.Platform;

/// <summary>
/// Registrations that this compilation makes through a method of another project or package, such as <c>builder.AddServiceDefaults()</c>, where they
/// cannot be read.
/// </summary>
internal static class HiddenRegistrations
{
    static readonly string[] Collectors =
    [
        TypeNames.IServiceCollection, TypeNames.IHostApplicationBuilder, TypeNames.WebApplicationBuilder, TypeNames.IHostBuilder, TypeNames.IWebHostBuilder,
        TypeNames.IApplicationBuilder, TypeNames.IEndpointRouteBuilder, TypeNames.WebApplication, TypeNames.IDataProtectionBuilder, TypeNames.ISignalRServerBuilder,
    ];

    /// <summary>Whether a called registration method belongs to an assembly that could make the registration, itself or through what it refers to.</summary>
    /// <param name="compilation">Where the calls are.</param>
    /// <param name="types">Its types.</param>
    /// <param name="composition">Its calls, by name.</param>
    /// <param name="provider">Whether an assembly of that name is known to make the registration; its own methods are known too, so that it hides nothing.</param>
    /// <param name="service">The service that a type of such an assembly may implement, or null.</param>
    /// <param name="registers">Whether the calls of another project make the registration: an editor has its source, so that nothing need be guessed from its references.</param>
    public static bool MayExist(Compilation compilation, KnownTypes types, CompositionFacts composition, Func<string, bool> provider, string? service, Func<CompositionFacts, bool>? registers = null)
    {
        foreach (var assembly in compilation.SourceModule.ReferencedAssemblySymbols)
            if (!IsFramework(assembly.Name) && !provider(assembly.Name)
                && Provides(assembly, new(SymbolEqualityComparer.Default)) && DeclaresCalled(assembly))
                return true;
        return false;

        bool Provides(IAssemblySymbol assembly, HashSet<IAssemblySymbol> seen)
        {
            if (!seen.Add(assembly))
                return false;
            if (registers is not null && compilation.GetMetadataReference(assembly) is CompilationReference { Compilation: var source })
            {
                var facts = CompositionFacts.Of(source, default);
                return registers(facts) || MayExist(source, KnownTypes.Of(source), facts, provider, service, registers);
            }
            foreach (var module in assembly.Modules)
            {
                foreach (var reference in module.ReferencedAssemblies)
                    if (provider(reference.Name))
                        return true;
                foreach (var reference in module.ReferencedAssemblySymbols)
                    if (!IsFramework(reference.Name) && Provides(reference, seen))
                        return true;
            }
            return Implements(assembly);
        }

        bool Implements(IAssemblySymbol assembly)
        {
            if (service is null || types[service] is not { ContainingAssembly.Name: var home } || !References(assembly, home))
                return false;
            foreach (var type in Types(assembly.GlobalNamespace))
                if (type.TypeKind == TypeKind.Class && types.IsOrInherits(type, service))
                    return true;
            return false;
        }

        bool DeclaresCalled(IAssemblySymbol assembly)
        {
            foreach (var type in Types(assembly.GlobalNamespace))
                if (type.IsStatic)
                    foreach (var member in type.GetMembers())
                        if (member is IMethodSymbol { Parameters.Length: > 0, DeclaredAccessibility: Accessibility.Public or Accessibility.Internal } method
                            && composition.Calls(method.Name).Any() && Collects(method))
                            return true;
            return false;
        }

        bool Collects(IMethodSymbol method)
        {
            foreach (var parameter in method.Parameters)
                foreach (var collector in Collectors)
                    if (types.Is(parameter.Type, collector)
                        || (parameter.Type is ITypeParameterSymbol open && open.ConstraintTypes.Any(c => types.Is(c, collector))))
                        return true;
            return false;
        }
    }

    static bool References(IAssemblySymbol assembly, string name)
    {
        foreach (var module in assembly.Modules)
            foreach (var reference in module.ReferencedAssemblies)
                if (reference.Name == name)
                    return true;
        return false;
    }

    static IEnumerable<INamedTypeSymbol> Types(INamespaceSymbol root)
    {
        var open = new Stack<INamespaceSymbol>();
        open.Push(root);
        while (open.Count > 0)
        {
            foreach (var member in open.Pop().GetMembers())
                if (member is INamespaceSymbol inner)
                    open.Push(inner);
                else if (member is INamedTypeSymbol type)
                    yield return type;
        }
    }

    static bool IsFramework(string assembly) =>
        assembly is "System" or "mscorlib" or "netstandard" || assembly.StartsWith("System.", StringComparison.Ordinal)
        || assembly.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal) || assembly.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal)
        || assembly.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal)
        // Use caches and keys, but register none that are shared.
        || assembly.StartsWith("Microsoft.Identity.", StringComparison.Ordinal) || assembly.StartsWith("Duende.", StringComparison.Ordinal)
        || assembly.StartsWith("IdentityServer4", StringComparison.Ordinal) || assembly.StartsWith("OpenIddict", StringComparison.Ordinal);
}
