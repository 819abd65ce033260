using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Memory;

/// <summary>Where a value comes from, as far as its expression tells.</summary>
internal enum ValueOrigin
{
    /// <summary>Computed from code, constants and configuration: the same in every instance at any time.</summary>
    Fact,

    /// <summary>Null, a default or a collection without content.</summary>
    Empty,

    /// <summary>A new object of the application's own, or the time: made here and now, and nowhere else.</summary>
    Fresh,

    /// <summary>Handed in by the caller.</summary>
    Given,

    /// <summary>Cannot be told.</summary>
    Unknown,

    /// <summary>Read from a database, a file, another service: a copy that grows old.</summary>
    Loaded,
}

/// <summary>Judges values by the calls in their expressions; calls are followed only as far as to see that a method computes.</summary>
internal sealed class ValueOrigins(KnownTypes types, LocalUses locals)
{
    const int MostSteps = 3;

    static readonly string[] LoadingWords =
        ["Load", "Fetch", "Read", "Query", "Download", "Retrieve", "Find", "Select", "Request", "Search", "Lookup", "Receive", "List", "Fill", "GetAll", "GetMany", "Reload", "Populate"];

    static readonly string[] ComputingWords =
        ["To", "Normalize", "Normalise", "Format", "Parse", "Compile", "Slug", "Escape", "Encode", "Hash", "Compute", "Calculate", "Combine", "Convert", "Resolve", "Compose", "Is", "Has", "Try"];

    static readonly string[] LoadingTypes =
    [
        TypeNames.DbCommand, TypeNames.DbConnection, TypeNames.DbContext, TypeNames.Directory, TypeNames.DirectoryInfo, TypeNames.File, TypeNames.FileInfo, TypeNames.HttpClient, TypeNames.IDbConnection, TypeNames.IDistributedCache,
        TypeNames.IQueryable, TypeNames.Stream, TypeNames.TextReader,
    ];

    // Services whose answers are the same for the whole deployment.
    static readonly HashSet<string> DeploymentServices = new(StringComparer.Ordinal)
    {
        "IConfiguration", "IConfigurationSection", "IHostEnvironment", "IHostingEnvironment", "IHttpClientFactory", "ILogger", "ILoggerFactory", "IOptions", "IOptionsMonitor", "IServiceProvider", "IServiceScopeFactory", "IWebHostEnvironment",
        "IServiceScope", "LinkGenerator", "IModelMetadataProvider", "IActionDescriptorCollectionProvider", "IDataProtectionProvider", "TimeProvider", "IStringLocalizer", "ISystemClock",
    };

    // Classes of the application whose answers are data, as far as their names tell.
    static readonly string[] DataServices = ["Repository", "Service", "Store", "Client", "Dao", "Gateway"];

    static readonly string[] MakingWords = ["Create", "Make", "New", "Build", "Open", "Start", "Connect", "Generate"];

    public ValueOrigin Of(IOperation? value) => Of(value, depth: 0);

    ValueOrigin Of(IOperation? value, int depth)
    {
        value = Unwrapped(value);
        switch (value)
        {
            case null or ILiteralOperation or IDefaultValueOperation:
                return value is ILiteralOperation { ConstantValue.Value: not null } ? ValueOrigin.Fact : ValueOrigin.Empty;
            case ILocalReferenceOperation local when depth < MostSteps:
                return (locals.InitialValue(local.Local, local) ?? LoopOver(local)) is { } initial ? Of(initial, depth + 1) : ValueOrigin.Unknown;
            case IObjectCreationOperation { Arguments.IsEmpty: true, Initializer: null }:
                return ValueOrigin.Empty;
            case { Syntax: CollectionExpressionSyntax { Elements.Count: 0 } }:
                return ValueOrigin.Empty;
            case IAnonymousFunctionOperation lambda:
                return OfBody(lambda, depth);
            case IMethodReferenceOperation group:
                return OfCall(group.Method, group.Instance);
        }

        var origin = ValueOrigin.Fact;
        foreach (var part in value.DescendantsAndSelf())
        {
            var seen = part switch
            {
                IAwaitOperation { Operation: var awaited } => awaited is IInvocationOperation { TargetMethod.Name: var called } && StartsWithOneOf(called, MakingWords) ? ValueOrigin.Fresh : ValueOrigin.Loaded,
                IInvocationOperation call => OfCall(call.TargetMethod, call.Instance),
                ILocalReferenceOperation local when depth < MostSteps && (locals.InitialValue(local.Local, local) ?? LoopOver(local)) is { } initial => Of(initial, depth + 1),
                IPropertyReferenceOperation { Property: var property } => OfProperty(property),
                IObjectCreationOperation { Type: { } made } when made.Locations is [{ IsInSource: true }, ..] => ValueOrigin.Fresh,
                IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { MethodKind: not (MethodKind.AnonymousFunction or MethodKind.Constructor) } } => ValueOrigin.Given,
                _ => ValueOrigin.Fact,
            };
            if (seen == ValueOrigin.Loaded)
                return seen;
            if (seen > origin)
                origin = seen;
        }
        return origin;
    }

    ValueOrigin OfProperty(IPropertySymbol property)
    {
        if (types.IsOrInherits(property.ContainingType, TypeNames.DbContext) || types.IsOrInherits(property.Type, TypeNames.IQueryable))
            return ValueOrigin.Loaded;
        return property.Name is "Now" or "UtcNow" && property.ContainingType.Name is "DateTime" or "DateTimeOffset" or "TimeProvider" ? ValueOrigin.Fresh : ValueOrigin.Fact;
    }

    ValueOrigin OfBody(IAnonymousFunctionOperation lambda, int depth)
    {
        ValueOrigin? result = null;
        foreach (var part in lambda.Body.Descendants())
            switch (part)
            {
                // What is read from there was built into the code.
                case IInvocationOperation { TargetMethod.Name: "GetManifestResourceStream" }:
                    return ValueOrigin.Fact;
                case IAwaitOperation:
                    return ValueOrigin.Loaded;
                case IInvocationOperation call when OfCall(call.TargetMethod, call.Instance) == ValueOrigin.Loaded:
                    return ValueOrigin.Loaded;
                case IReturnOperation { ReturnedValue: { } returned }:
                    // Nothing found says nothing of what is found.
                    if (Of(returned, depth + 1) is var origin && (result is null or ValueOrigin.Empty || origin != ValueOrigin.Empty && origin > result))
                        result = origin;
                    break;
            }
        return result ?? ValueOrigin.Unknown;
    }

    /// <summary>Whether the value, or what the lambda makes, is an object without behaviour that is made of facts and of the caller's arguments alone: the same each time it is made.</summary>
    public bool IsMadeOfFacts(IOperation? value)
    {
        value = Unwrapped(value);
        if (value is IAnonymousFunctionOperation { Body: var body })
        {
            value = null;
            foreach (var part in body.Descendants())
                if (part is IReturnOperation { ReturnedValue: { } returned })
                    value = value is null ? Unwrapped(returned) : null;
        }
        if (value is not IObjectCreationOperation { Type: { } made } creation || creation.Arguments.IsEmpty && creation.Initializer is null || IsClock(creation))
            return false;
        foreach (var member in made.GetMembers())
            if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary, IsImplicitlyDeclared: false, IsOverride: false })
                return false;
        foreach (var part in creation.ChildOperations)
            if (part is IArgumentOperation argument && Of(argument.Value, depth: 1) > ValueOrigin.Given || part is IObjectOrCollectionInitializerOperation { Initializers: var sets } && sets.Any(s => s is not ISimpleAssignmentOperation set || Of(set.Value, depth: 1) > ValueOrigin.Given))
                return false;
        return true;
    }

    /// <summary>Whether the value depends on nothing but what the key depends on, so that it is the same whoever makes it.</summary>
    public bool IsDeterminedBy(IOperation? key, IOperation? value)
    {
        var known = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        CollectInputs(key, known, depth: 0);
        var needed = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        CollectInputs(value, needed, depth: 0);
        return needed.IsSubsetOf(known);
    }

    /// <summary>Whether the value depends on what the caller of the member hands in, cancellation aside.</summary>
    public bool DependsOnCaller(IOperation? value)
    {
        var inputs = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        CollectInputs(value, inputs, depth: 0);
        return inputs.Any(static input => input is IParameterSymbol { Type.Name: not ("CancellationToken" or "HttpClient" or "TimeProvider"), ContainingSymbol: IMethodSymbol { MethodKind: not MethodKind.Constructor } });
    }

    // The parameters of members that the value is made of, through locals.
    void CollectInputs(IOperation? value, HashSet<ISymbol> inputs, int depth)
    {
        if (value is not null && depth <= MostSteps)
            foreach (var part in value.DescendantsAndSelf())
                if (part is IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol { MethodKind: not MethodKind.AnonymousFunction } } parameter })
                    inputs.Add(parameter);
                else if (part is ILocalReferenceOperation local && (locals.InitialValue(local.Local, local) ?? LoopOver(local)) is { } initial && initial != value)
                    CollectInputs(initial, inputs, depth + 1);
    }

    // The collection that a loop takes the local from.
    static IOperation? LoopOver(ILocalReferenceOperation local)
    {
        for (var outer = local.Parent; outer is not null; outer = outer.Parent)
            if (outer is IForEachLoopOperation loop && loop.Locals.Contains(local.Local))
                return loop.Collection;
        return null;
    }

    /// <summary>Whether the value is taken from the clock.</summary>
    public bool IsClock(IOperation? value) => Contains(value, 0, static part => part switch
    {
        IPropertyReferenceOperation { Property: { Name: "Now" or "UtcNow" or "Today" } } => true,
        IPropertyReferenceOperation { Property: { Name: "TickCount" or "TickCount64", ContainingType.Name: "Environment" } } => true,
        IInvocationOperation { TargetMethod.Name: "GetUtcNow" or "GetLocalNow" or "GetTimestamp" } => true,
        _ => false,
    });

    /// <summary>Whether the value comes from the configuration of the deployment, which is the same for all instances.</summary>
    public bool IsConfigured(IOperation? value) => Of(value) == ValueOrigin.Fact && Contains(value, 0, static part => part switch
    {
        IMemberReferenceOperation { Member.ContainingType: { } owner } => IsConfiguration(owner),
        IInvocationOperation { TargetMethod: var method } => IsConfiguration(method.IsExtensionMethod && method.Parameters is [{ Type: INamedTypeSymbol extended }, ..] ? extended : method.ContainingType) || method.Name == "GetEnvironmentVariable",
        _ => false,
    });

    static bool IsConfiguration(INamedTypeSymbol? type) =>
        type is { Name: "IConfiguration" or "IConfigurationSection" or "IConfigurationRoot" or "ConfigurationManager" or "WebConfigurationManager" or "IOptions" or "IOptionsMonitor" or "IOptionsSnapshot" } && type.Locations is not [{ IsInSource: true }, ..];

    bool Contains(IOperation? value, int depth, Func<IOperation, bool> asked)
    {
        if (value is not null && depth <= MostSteps)
            foreach (var part in value.DescendantsAndSelf())
                if (asked(part) || part is ILocalReferenceOperation local && locals.InitialValue(local.Local, local) is { } initial && initial != value && Contains(initial, depth + 1, asked))
                    return true;
        return false;
    }

    ValueOrigin OfCall(IMethodSymbol method, IOperation? instance)
    {
        var owner = method.ContainingType;
        if (owner is null)
            return ValueOrigin.Unknown;
        if (StateTypes.IsCode(method.ReturnType))
            return ValueOrigin.Fact;
        foreach (var loading in LoadingTypes)
            if (types.IsOrInherits(owner, loading) || method.IsExtensionMethod && method.ReceiverType is { } receiver && types.IsOrInherits(receiver, loading))
                return ValueOrigin.Loaded;

        var isOfUser = method.Locations is [{ IsInSource: true }, ..];
        if (isOfUser && StartsWithOneOf(method.Name, MakingWords) || method is { Name: "NewGuid" or "Next" or "GetUtcNow" })
            return ValueOrigin.Fresh;
        if (Unwrapped(instance) is IFieldReferenceOperation or IPropertyReferenceOperation or IParameterReferenceOperation && IsService(instance!.Type))
            return ValueOrigin.Loaded;
        if (!isOfUser)
            return ValueOrigin.Fact;
        if (method.Name.StartsWith("Get", StringComparison.Ordinal) && !method.IsStatic && IsDataService(owner) && Unwrapped(instance) is IFieldReferenceOperation or IPropertyReferenceOperation or IParameterReferenceOperation)
            return ValueOrigin.Loaded;
        if (StartsWithOneOf(method.Name, LoadingWords) || method.Name.EndsWith("Async", StringComparison.Ordinal) || method.Name.IndexOf("FromDb", StringComparison.Ordinal) >= 0)
            return ValueOrigin.Loaded;
        return StartsWithOneOf(method.Name, ComputingWords) || Computations.Is(method, StartsWithLoadingWord) ? ValueOrigin.Fact : ValueOrigin.Unknown;
    }

    // An injected service of the application: what it gives is data, unless it is known to describe the deployment.
    static bool IsService(ITypeSymbol? type) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Interface } service && !DeploymentServices.Contains(service.Name) && !CollectionMembers.IsCollection(service)
        && service.ContainingNamespace is not { Name: "Generic" or "Collections" };

    static bool IsDataService(ITypeSymbol? type) => type is INamedTypeSymbol { TypeKind: TypeKind.Class } service && Array.Exists(DataServices, word => service.Name.EndsWith(word, StringComparison.Ordinal));

    static bool StartsWithLoadingWord(string name) =>
        StartsWithOneOf(name, LoadingWords) || StartsWithOneOf(name, MakingWords) || name.EndsWith("Async", StringComparison.Ordinal);

    static bool StartsWithOneOf(string name, string[] words)
    {
        foreach (var word in words)
            if (name.StartsWith(word, StringComparison.Ordinal) && (name.Length == word.Length || !char.IsLower(name[word.Length])))
                return true;
        return false;
    }

    static IOperation? Unwrapped(IOperation? value)
    {
        while (true)
            switch (value)
            {
                case IConversionOperation conversion:
                    value = conversion.Operand;
                    break;
                case IParenthesizedOperation parenthesized:
                    value = parenthesized.Operand;
                    break;
                case IDelegateCreationOperation created:
                    value = created.Target;
                    break;
                default:
                    return value;
            }
    }
}
