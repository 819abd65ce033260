using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace StatelessAnalyzers.Platform;

/// <summary>When a member runs, as far as its name and parameters tell.</summary>
internal enum RunPhase
{
    /// <summary>While the application is composed, or while it stops.</summary>
    StartUp,

    /// <summary>At start-up by its name (<c>Initialize</c>, <c>StartAsync</c>), unless a member that serves requests calls it.</summary>
    PerhapsStartUp,

    /// <summary>While requests are served.</summary>
    RunTime,
}

/// <summary>Tells code that composes the application, which every instance runs alike, from code that serves requests.</summary>
internal sealed class RunPhases(KnownTypes types)
{
    static readonly string[] BuilderTypes =
    [
        TypeNames.WebApplicationBuilder, TypeNames.IApplicationBuilder, TypeNames.IEndpointRouteBuilder, TypeNames.IHostApplicationBuilder, TypeNames.IHostBuilder,
        TypeNames.IServiceCollection, TypeNames.IWebHostBuilder, TypeNames.Packages.ModelBuilder, TypeNames.RouteCollection,
        TypeNames.Packages.AutofacContainerBuilder, TypeNames.Packages.BundleCollection, TypeNames.Packages.HttpConfiguration, TypeNames.Packages.IAppBuilder,
    ];

    static readonly HashSet<string> StartUpNames = new(StringComparer.Ordinal)
    {
        "Main", "<Main>$", "Application_Start", "Application_End", "Application_Init", "Configure", "ConfigureServices", "ConfigureContainer", "OnModelCreating", "OnConfiguring", "CreateHostBuilder",
        "Dispose", "DisposeAsync", "DisposeAsyncCore", "DisposeCore", "Finalize", "StopAsync", "Stop", "OnStopping",
    };

    // With or without a noun behind: InitializeAsync, SeedProducts.
    static readonly string[] StartUpLikeVerbs = ["Init", "Initialize", "Initialise", "SetUp", "Setup", "Start", "Starting", "Started", "OnStart", "OnInitialize", "Bootstrap", "Seed", "WarmUp", "Warmup", "Migrate", "Bind"];

    readonly ConcurrentDictionary<IMethodSymbol, RunPhase> phases = new(DefinitionComparer.Instance);

    /// <summary>When the method runs. Constructors are judged by the caller, who knows whose state is at stake.</summary>
    public RunPhase PhaseOf(IMethodSymbol method)
    {
        var definition = method.OriginalDefinition;
        return phases.TryGetValue(definition, out var known) ? known : phases[definition] = Judge(definition);
    }

    RunPhase Judge(IMethodSymbol method)
    {
        // IHostedService.StartAsync, where it is implemented under its full name
        var simple = method.ExplicitInterfaceImplementations.IsEmpty ? method.Name : method.Name.Substring(method.Name.LastIndexOf('.') + 1);
        if (method.MethodKind == MethodKind.StaticConstructor || simple.Contains("ForTest") || StartUpNames.Contains(simple) || simple.StartsWith("Configure", StringComparison.Ordinal))
            return RunPhase.StartUp;
        var isConfigured = false;
        foreach (var parameter in method.Parameters)
            if (IsBuilder(parameter.Type))
                return RunPhase.StartUp;
            else
                isConfigured |= parameter.Type is { Name: "IConfiguration" or "IConfigurationRoot" or "IConfigurationSection", TypeKind: TypeKind.Interface } && parameter.Type.Locations is not [{ IsInSource: true }, ..];
        if (method is { IsStatic: true, ReturnsVoid: true, Parameters.IsEmpty: true })
            foreach (var attribute in method.GetAttributes())
                if (attribute.AttributeClass is { Name: "ModuleInitializerAttribute" })
                    return RunPhase.StartUp;
        if (IsOfApplication(method.ContainingType) && !ServesRequest(method))
            return RunPhase.PerhapsStartUp;
        // Options that read themselves: Load(IConfiguration)
        return isConfigured && method.MethodKind == MethodKind.Ordinary || IsStartUpLike(simple) ? RunPhase.PerhapsStartUp : RunPhase.RunTime;
    }

    /// <summary>
    /// Whether a lambda that stands in start-up code runs later, for requests: it is a handler, a scoped factory or a callback, and not a piece of configuration that runs on the spot.
    /// </summary>
    public bool RunsLater(IAnonymousFunctionOperation lambda) => RunsLater(lambda, lambda.Symbol);

    /// <summary>The same for a method that is handed on as a delegate.</summary>
    public bool RunsLater(IOperation function, IMethodSymbol signature)
    {
        foreach (var parameter in signature.Parameters)
        {
            if (IsBuilder(parameter.Type))
                return false;
            if (types.Is(parameter.Type, TypeNames.HttpContext))
                return true;
        }
        var user = function.Parent;
        while (user is IDelegateCreationOperation or IConversionOperation or IParenthesizedOperation or IArgumentOperation)
            user = user.Parent;
        return user switch
        {
            IInvocationOperation call => RunsLater(call.TargetMethod),
            IObjectCreationOperation { Type.Name: "Lazy" or "ThreadLocal" or "AsyncLocal" } => false,
            null => false,
            _ => true,
        };
    }

    static bool IsStartUpLike(string name)
    {
        foreach (var verb in StartUpLikeVerbs)
            if (name.StartsWith(verb, StringComparison.Ordinal) && (name.Length == verb.Length || verb is not ("Start" or "Bind") && char.IsUpper(name[verb.Length]) || name.Length == verb.Length + 5 && name.EndsWith("Async", StringComparison.Ordinal)))
                return true;
        return false;
    }

    // Program, Startup, and what serves or logs while the instance starts.
    static bool IsOfApplication(INamedTypeSymbol? type) =>
        type is { Name: "Program" } || type is not null && (type.Name.StartsWith("Startup", StringComparison.Ordinal) || type.Name.EndsWith("Startup", StringComparison.Ordinal));

    bool ServesRequest(IMethodSymbol method)
    {
        foreach (var parameter in method.Parameters)
            if (types.Is(parameter.Type, TypeNames.HttpContext))
                return true;
        return false;
    }

    bool RunsLater(IMethodSymbol callee)
    {
        var name = callee.Name;
        // MapGet of an endpoint builder, not MapResult of a parser.
        if (name.StartsWith("Map", StringComparison.Ordinal))
            return callee.Parameters is [var first, ..] && IsBuilder(first.Type) || callee.ReceiverType is { } receiver && IsBuilder(receiver);
        if (name is "AddScoped" or "TryAddScoped" or "AddTransient" or "TryAddTransient" or "AddKeyedScoped" or "AddKeyedTransient" or "AddEndpointFilter" or "AddPolicy" or "AddCheck")
            return true;
        if (name.StartsWith("Add", StringComparison.Ordinal) || name.StartsWith("TryAdd", StringComparison.Ordinal) || name.StartsWith("Configure", StringComparison.Ordinal)
            || name.StartsWith("PostConfigure", StringComparison.Ordinal) || name.StartsWith("Use", StringComparison.Ordinal) || name.StartsWith("With", StringComparison.Ordinal) || name.StartsWith("Bind", StringComparison.Ordinal) || name.StartsWith("Create", StringComparison.Ordinal))
            return false;
        if (name is "ForEach" or "Invoke" or "Call" or "EnsureInitialized")
            return false;
        var owner = callee.ContainingType;
        return !(owner is { Name: "Enumerable" or "Queryable" or "Parallel" or "Array" or "List" or "ImmutableArray" or "LazyInitializer" or "ImmutableInterlocked" or "ConcurrentDictionary" or "Interlocked" });
    }

    bool IsBuilder(ITypeSymbol type) =>
        type is INamedTypeSymbol { SpecialType: SpecialType.None, TypeKind: TypeKind.Interface or TypeKind.Class } named && types.IsOrInheritsAny(named, BuilderTypes);
}
