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

/// <summary>Judges values by the calls in their expressions; no call is followed into its body.</summary>
internal sealed class ValueOrigins(KnownTypes types, LocalUses locals)
{
    const int MostSteps = 3;

    static readonly string[] LoadingWords =
        ["Load", "Fetch", "Read", "Query", "Download", "Retrieve", "Find", "Select", "Request", "Search", "Lookup", "Receive", "List"];

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
                return locals.InitialValue(local.Local, local) is { } initial ? Of(initial, depth + 1) : ValueOrigin.Unknown;
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
                ILocalReferenceOperation local when depth < MostSteps && locals.InitialValue(local.Local, local) is { } initial => Of(initial, depth + 1),
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
        IOperation? result = null;
        foreach (var part in lambda.Body.Descendants())
            switch (part)
            {
                case IAwaitOperation:
                    return ValueOrigin.Loaded;
                case IInvocationOperation call when OfCall(call.TargetMethod, call.Instance) == ValueOrigin.Loaded:
                    return ValueOrigin.Loaded;
                case IReturnOperation { ReturnedValue: { } returned }:
                    result = returned;
                    break;
            }
        return result is null ? ValueOrigin.Unknown : Of(result, depth + 1);
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
        if (StartsWithOneOf(method.Name, LoadingWords) || method.Name.EndsWith("Async", StringComparison.Ordinal) || method.Name.IndexOf("FromDb", StringComparison.Ordinal) >= 0)
            return ValueOrigin.Loaded;
        return StartsWithOneOf(method.Name, ComputingWords) ? ValueOrigin.Fact : ValueOrigin.Unknown;
    }

    // An injected service of the application: what it gives is data, unless it is known to describe the deployment.
    static bool IsService(ITypeSymbol? type) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Interface } service && !DeploymentServices.Contains(service.Name) && !CollectionMembers.IsCollection(service)
        && service.ContainingNamespace is not { Name: "Generic" or "Collections" };

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
