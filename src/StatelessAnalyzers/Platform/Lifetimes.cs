using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace StatelessAnalyzers.Platform;

/// <summary>Which types of a compilation have instances that live as long as the process.</summary>
internal sealed class Lifetimes
{
    // The framework makes one instance of each implementation and keeps it.
    static readonly string[] KeptByFramework =
    [
        TypeNames.IEndpointFilter, TypeNames.IExceptionHandler, TypeNames.IHostedService, TypeNames.IHttpModule, TypeNames.IHubFilter,
        TypeNames.IModelBinderProvider, TypeNames.IOutputCachePolicy, TypeNames.IStartupFilter, TypeNames.ProviderBase,
    ];

    // The framework makes a new instance for each request, connection or use, whatever a registration of the same name says.
    static readonly string[] MadePerRequest =
    [
        TypeNames.ComponentBase, TypeNames.Controller, TypeNames.ControllerBase, TypeNames.DbContext, TypeNames.Hub, TypeNames.PageModel, TypeNames.RazorPageBase, TypeNames.ViewComponent,
    ];

    // All rules ask the same; only the option can differ between two runs over one compilation.
    static readonly ConditionalWeakTable<Compilation, Lifetimes> PerCompilation = new();

    readonly KnownTypes types;
    readonly IEnumerable<string> further;
    readonly IAssemblySymbol assembly;
    readonly HashSet<INamedTypeSymbol> registered = new(SymbolEqualityComparer.Default);
    readonly HashSet<INamedTypeSymbol> services = new(SymbolEqualityComparer.Default);
    readonly HashSet<string> shortLived;
    readonly HashSet<string> longLived;
    readonly string family;
    readonly ConcurrentDictionary<INamedTypeSymbol, bool> judged = new(DefinitionComparer.Instance);
    readonly Func<INamedTypeSymbol, bool> judge;

    /// <summary>The lifetimes of the compilation, of which the option names further singletons.</summary>
    public static Lifetimes Of(Compilation compilation, KnownTypes types, CompositionFacts composition, IEnumerable<string> furtherSingletons, CancellationToken cancellationToken)
    {
        if (!PerCompilation.TryGetValue(compilation, out var shared))
            shared = PerCompilation.GetValue(compilation, c => new(c, types, composition, furtherSingletons, cancellationToken));
        return shared.further.SequenceEqual(furtherSingletons, StringComparer.Ordinal) ? shared : new(compilation, types, composition, furtherSingletons, cancellationToken);
    }

    Lifetimes(Compilation compilation, KnownTypes types, CompositionFacts composition, IEnumerable<string> furtherSingletons, CancellationToken cancellationToken)
    {
        this.types = types;
        further = furtherSingletons;
        assembly = compilation.Assembly;
        judge = Judge;
        shortLived = new(composition.ShortLived, StringComparer.Ordinal);

        family = FamilyOf(assembly);
        var chosen = new HashSet<string>(furtherSingletons, StringComparer.Ordinal);
        var names = longLived = new HashSet<string>(chosen, StringComparer.Ordinal);
        foreach (var registration in composition.LongLived)
            names.UnionWith(registration);
        if (names.Count == 0)
            return;

        var declared = new Dictionary<string, List<INamedTypeSymbol>>(StringComparer.Ordinal);
        foreach (var symbol in compilation.GetSymbolsWithName(names.Contains, SymbolFilter.Type, cancellationToken))
            if (symbol is INamedTypeSymbol type)
            {
                if (!declared.TryGetValue(type.Name, out var same))
                    declared.Add(type.Name, same = []);
                same.Add(type);
            }
        foreach (var name in chosen)
            Register([name], declared);
        foreach (var registration in composition.LongLived)
            Register(registration, declared);
    }

    /// <summary>Whether instances of the type live as long as the process.</summary>
    public bool IsLongLived(INamedTypeSymbol type) =>
        ReferenceEquals(type.ContainingAssembly, assembly) && judged.GetOrAdd(type.OriginalDefinition, judge);

    /// <summary>Whether the composition root or the framework says that instances are made anew for each request or use.</summary>
    public bool IsShortLived(INamedTypeSymbol type) => shortLived.Contains(type.Name) || IsMadePerRequest(type);

    /// <summary>Whether the type belongs to another project of the same solution, as far as the names of assemblies tell: <c>Shop.Web</c> and <c>Shop.Services</c>.</summary>
    public bool IsOfSolution(INamedTypeSymbol type) => family.Length > 0 && type.ContainingAssembly?.Name is { } owner && owner.Length > family.Length && owner[family.Length] == '.' && owner.StartsWith(family, StringComparison.Ordinal);

    /// <summary>Whether the composition root registers a type of that name as a singleton.</summary>
    public bool IsRegisteredHere(INamedTypeSymbol type) => type.TypeKind == TypeKind.Class && longLived.Contains(type.Name) && !IsShortLived(type);

    static string FamilyOf(IAssemblySymbol assembly) =>
        assembly.Name.IndexOf('.') is var end and > 0 && assembly.Name.Substring(0, end) is var first && first is not ("System" or "Microsoft") ? first : "";

    // One registration: the implementation is what counts; where it names none, everything that implements the service may be it.
    void Register(IEnumerable<string> registration, Dictionary<string, List<INamedTypeSymbol>> declared)
    {
        var interfaces = new List<INamedTypeSymbol>();
        var implemented = false;
        foreach (var name in registration)
            foreach (var type in declared.TryGetValue(name, out var found) ? found : [])
                if (type.TypeKind == TypeKind.Interface)
                    interfaces.Add(type);
                else
                {
                    implemented = true;
                    for (var t = type; t is not null && SymbolEqualityComparer.Default.Equals(t.ContainingAssembly, assembly); t = t.BaseType?.OriginalDefinition)
                        registered.Add(t);
                }
        if (!implemented)
            services.UnionWith(interfaces);
    }

    bool Judge(INamedTypeSymbol type)
    {
        if (type.TypeKind != TypeKind.Class || type.IsStatic || IsMadePerRequest(type))
            return false;
        if (types.IsOrInheritsAny(type, KeptByFramework))
            return true;
        if (IsConventionalMiddleware(type) || IsSingleService(type) || IsReusableHandler(type) || HoldsItsOnlyInstance(type))
            return true;
        if (types.IsOrInherits(type, TypeNames.IMiddleware) || shortLived.Contains(type.Name))
            return false;
        if (registered.Contains(type))
            return true;
        if (services.Count > 0)
            foreach (var i in type.AllInterfaces)
                if (services.Contains(i.OriginalDefinition))
                    return true;
        return false;
    }

    bool IsMadePerRequest(INamedTypeSymbol type) => types.IsOrInheritsAny(type, MadePerRequest);

    // A class with a RequestDelegate and an Invoke method is instantiated once, when the pipeline is built.
    bool IsConventionalMiddleware(INamedTypeSymbol type)
    {
        if (types[TypeNames.RequestDelegate] is null || types.IsOrInherits(type, TypeNames.IMiddleware) || (type.GetMembers("InvokeAsync").IsEmpty && type.GetMembers("Invoke").IsEmpty))
            return false;
        foreach (var constructor in type.InstanceConstructors)
            foreach (var parameter in constructor.Parameters)
                if (types.Is(parameter.Type, TypeNames.RequestDelegate))
                    return true;
        return false;
    }

    // A classic handler that says so serves one request after the other: bool IsReusable => true
    bool IsReusableHandler(INamedTypeSymbol type)
    {
        if (types[TypeNames.IHttpHandler] is null || !types.IsOrInherits(type, TypeNames.IHttpHandler))
            return false;
        foreach (var member in type.GetMembers("IsReusable"))
            if (member is IPropertySymbol { DeclaringSyntaxReferences: [var reference] })
                foreach (var node in reference.GetSyntax().DescendantNodes())
                    if (node.RawKind == (int)Microsoft.CodeAnalysis.CSharp.SyntaxKind.TrueLiteralExpression && node.Parent is Microsoft.CodeAnalysis.CSharp.Syntax.ReturnStatementSyntax or Microsoft.CodeAnalysis.CSharp.Syntax.ArrowExpressionClauseSyntax)
                        return true;
        return false;
    }

    // WCF: [ServiceBehavior(InstanceContextMode = InstanceContextMode.Single)]
    bool IsSingleService(INamedTypeSymbol type)
    {
        const int Single = 2;
        if (types[TypeNames.ServiceBehaviorAttribute] is null)
            return false;
        foreach (var attribute in type.GetAttributes())
            if (types.Is(attribute.AttributeClass, TypeNames.ServiceBehaviorAttribute))
                foreach (var argument in attribute.NamedArguments)
                    if (argument is { Key: "InstanceContextMode", Value.Value: Single })
                        return true;
        return false;
    }

    // The singleton pattern: nobody else can make an instance, and a static member holds one.
    static bool HoldsItsOnlyInstance(INamedTypeSymbol type)
    {
        foreach (var constructor in type.InstanceConstructors)
            if (constructor.DeclaredAccessibility is not (Accessibility.Private or Accessibility.Protected))
                return false;
        foreach (var member in type.GetMembers())
        {
            var held = member is { IsStatic: true } ? member switch { IFieldSymbol f => f.Type, _ => null } : null;
            if (held is INamedTypeSymbol { Name: "Lazy", TypeArguments: [var inner] })
                held = inner;
            if (SymbolEqualityComparer.Default.Equals(held, type) && member.Name is "_instance" or "instance" or "Instance" or "s_instance" or "<Instance>k__BackingField" or "<Current>k__BackingField" or "Current" or "_lazy" or "lazy" or "_singleton" or "Singleton")
                return true;
        }
        return false;
    }
}
