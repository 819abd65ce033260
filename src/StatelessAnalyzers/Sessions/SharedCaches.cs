using System.Runtime.CompilerServices;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Sessions;

/// <summary>Which registrations give a fleet one <c>IDistributedCache</c>.</summary>
internal static class SharedCaches
{
    static readonly string[] Registrations =
    [
        "AddStackExchangeRedisCache", "AddDistributedRedisCache", "AddRedisDistributedCache", "AddDistributedSqlServerCache", "AddDistributedPostgresCache",
        "AddAWSDynamoDBDistributedCache", "AddCosmosCache", "AddEnyimMemcached", "AddNCacheDistributedCache", "AddDistributedCouchbaseCache", "AddMongoDbCache",
    ];

    static readonly string[] ServiceMethods =
        ["AddSingleton", "TryAddSingleton", "AddScoped", "TryAddScoped", "AddTransient", "TryAddTransient", "Add", "TryAdd", "Replace"];

    static readonly HashSet<string> Providers = new(StringComparer.OrdinalIgnoreCase)
    {
        "AWS.AspNetCore.DistributedCacheProvider", "Aspire.StackExchange.Redis.DistributedCaching", "Caching.NetCore.NCache", "Couchbase.Extensions.Caching",
        "EnyimMemcachedCore", "Microsoft.Extensions.Caching.Cosmos", "Microsoft.Extensions.Caching.Postgres", "Microsoft.Extensions.Caching.Redis",
        "Microsoft.Extensions.Caching.SqlServer", "Microsoft.Extensions.Caching.StackExchangeRedis", "MongoDbCache", "NCache.Microsoft.Extensions.Caching",
    };

    // One answer for a compilation, whose facts are one object.
    static readonly ConditionalWeakTable<CompositionFacts, StrongBox<bool>> Answers = new();

    /// <summary>Whether the composition root registers a cache that all instances share, or calls a method of another assembly that may.</summary>
    public static bool Registered(RuleContext context)
    {
        if (!Answers.TryGetValue(context.Composition, out var answer))
            answer = Answers.GetValue(context.Composition, composition => new(
                Array.Exists(Registrations, composition.Registers)
                || RegistersOwn(composition)
                || HiddenRegistrations.MayExist(context.Compilation, context.Types, composition, Providers.Contains, TypeNames.IDistributedCache)));
        return answer.Value;
    }

    /// <summary>Whether the memory cache is registered by its own name.</summary>
    public static bool RegistersMemory(CompositionFacts composition)
    {
        foreach (var method in ServiceMethods)
            foreach (var call in composition.Calls(method))
                if (IsCache(call) && call.Types.Contains("MemoryDistributedCache"))
                    return true;
        return false;
    }

    static bool RegistersOwn(CompositionFacts composition)
    {
        foreach (var method in ServiceMethods)
            foreach (var call in composition.Calls(method))
                if (call.Arm != DeploymentArm.Development && IsCache(call) && !call.Types.Contains("MemoryDistributedCache"))
                    return true;
        return false;
    }

    // The service comes first; a later IDistributedCache is what another service is made of.
    static bool IsCache(RegistrationCall call)
    {
        foreach (var type in call.Types)
            if (type != "ServiceDescriptor")
                return type == "IDistributedCache";
        return false;
    }
}
