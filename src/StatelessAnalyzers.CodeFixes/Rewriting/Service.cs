using System.Collections.Immutable;

namespace StatelessAnalyzers.Rewriting;

/// <summary>A service that fixed code asks the container for. All of them are singletons, so any type may hold one.</summary>
/// <param name="Namespace">The namespace of its type.</param>
/// <param name="Type">The short name of its type.</param>
/// <param name="Name">What a parameter of that type is called.</param>
/// <param name="Package">The package that brings the type, or null where the framework does.</param>
/// <param name="Registrations">What the composition root must register, in that order.</param>
internal sealed record Service(string Namespace, string Type, string Name, string? Package, ImmutableArray<Registration> Registrations)
{
    /// <summary>A configuration key that code with the service reads, sections separated by colons, and its value on a developer's machine.</summary>
    public (string Key, string Placeholder)? Setting { get; init; }

    /// <summary>The name by which the compiler finds the type.</summary>
    public string MetadataName => Namespace + "." + Type;

    /// <summary>What a variable of the type is called where <see cref="Name"/> is taken.</summary>
    public string TypeName => Type[0] == 'I' && char.IsUpper(Type[1]) ? char.ToLowerInvariant(Type[1]) + Type.Substring(2) : char.ToLowerInvariant(Type[0]) + Type.Substring(1);

    public bool Equals(Service? other) => other is not null && MetadataName == other.MetadataName;

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(MetadataName);
}

/// <summary>A call that the composition root needs.</summary>
/// <param name="Rank">Its place among registrations that are inserted together.</param>
/// <param name="Method">The method by which an existing registration is recognised.</param>
/// <param name="TypeArgument">The type argument that such a call has, or null where the method alone says it.</param>
/// <param name="Statement">The statement, with <c>{services}</c> and, where it is needed, <c>{configuration}</c>.</param>
/// <param name="Usings">The namespaces that the statement needs.</param>
/// <param name="Package">The package that brings the method, or null where the framework does.</param>
/// <param name="Key">The configuration key that it reads, sections separated by colons, or null.</param>
/// <param name="Placeholder">The value of the key on a developer's machine. Never a secret.</param>
internal sealed record Registration(int Rank, string Method, string? TypeArgument, string Statement, ImmutableArray<string> Usings, string? Package, string? Key = null, string? Placeholder = null)
{
    /// <summary>A call over process memory that this one takes the place of.</summary>
    public string? Replaces { get; init; }

    /// <summary>The statement where no configuration is at hand, which takes it from the service provider, and what namespaces it needs besides.</summary>
    public (string Statement, ImmutableArray<string> Usings)? FromProvider { get; init; }

    /// <summary>Whether those who need it look for the configuration themselves where no statement hands it over.</summary>
    public bool IsFoundByProvider { get; init; }

    /// <summary>Another call that registers the same.</summary>
    public string? Twin { get; init; }

    public bool Equals(Registration? other) => other is not null && Statement == other.Statement;

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Statement);
}

/// <summary>The services and registrations that fixes know.</summary>
internal static class Services
{
    /// <summary>The registrations of all services.</summary>
    public static IEnumerable<Registration> Registrations =>
        new[] { HybridCache, Locks, DistributedCache, Redis, Sqs, DynamoDB, S3 }.SelectMany(s => s.Registrations).Append(RedisKeys).Append(RedisOutputCache).Append(HealthChecks).Append(DataProtection(""));

    static readonly ImmutableArray<string> DependencyInjection = ImmutableArray.Create("Microsoft.Extensions.DependencyInjection", "Microsoft.Extensions.Configuration");

    /// <summary>The <c>IDistributedCache</c> in Redis.</summary>
    public static Registration RedisCache { get; } = new(
        10, "AddStackExchangeRedisCache", null,
        "{services}.AddStackExchangeRedisCache(options => options.Configuration = {configuration}.GetConnectionString(\"Redis\"));",
        DependencyInjection, "Microsoft.Extensions.Caching.StackExchangeRedis", "ConnectionStrings:Redis", "localhost:6379")
    {
        Replaces = "AddDistributedMemoryCache",
        FromProvider = (
            "{services}.AddStackExchangeRedisCache(_ => { }).AddOptions<RedisCacheOptions>().Configure<IConfiguration>((options, configuration) => options.Configuration = configuration.GetConnectionString(\"Redis\"));",
            ImmutableArray.Create("Microsoft.Extensions.Caching.StackExchangeRedis")),
    };

    /// <summary>The connection to Redis that all who need one share. Made when it is first asked for.</summary>
    public static Registration RedisConnection { get; } = new(
        11, "AddSingleton", "IConnectionMultiplexer",
        "{services}.AddSingleton<IConnectionMultiplexer>(_ => ConnectionMultiplexer.Connect({configuration}.GetConnectionString(\"Redis\")!));",
        DependencyInjection.Add("StackExchange.Redis"), "StackExchange.Redis", "ConnectionStrings:Redis", "localhost:6379")
    {
        Twin = "AddRedisClient",
        FromProvider = (
            "{services}.AddSingleton<IConnectionMultiplexer>(provider => ConnectionMultiplexer.Connect(provider.GetRequiredService<IConfiguration>().GetConnectionString(\"Redis\")!));",
            ImmutableArray<string>.Empty),
    };

    /// <summary>Keys in Redis through the shared connection. PersistKeysToStackExchangeRedis wants a connection while services are still being registered.</summary>
    public static Registration RedisKeys { get; } = new(
        13, "AddOptions", "KeyManagementOptions",
        "{services}.AddOptions<KeyManagementOptions>().Configure<IConnectionMultiplexer>((options, redis) => options.XmlRepository = new RedisXmlRepository(() => redis.GetDatabase(), \"DataProtection-Keys\"));",
        DependencyInjection.AddRange("Microsoft.AspNetCore.DataProtection.KeyManagement", "Microsoft.AspNetCore.DataProtection.StackExchangeRedis", "StackExchange.Redis"),
        "Microsoft.AspNetCore.DataProtection.StackExchangeRedis");

    /// <summary>Data protection under a name that all instances have, wherever they run from.</summary>
    public static Registration DataProtection(string application) => new(
        12, "AddDataProtection", null, $"{{services}}.AddDataProtection().SetApplicationName(\"{application}\");", DependencyInjection.Add("Microsoft.AspNetCore.DataProtection"), null);

    /// <summary>A link of the chain that AddSignalR starts.</summary>
    public static Registration RedisBackplane { get; } = new(
        0, "AddStackExchangeRedis", null, ".AddStackExchangeRedis({configuration}.GetConnectionString(\"Redis\")!)",
        DependencyInjection, "Microsoft.AspNetCore.SignalR.StackExchangeRedis", "ConnectionStrings:Redis", "localhost:6379");

    /// <summary>The store of output caching in Redis.</summary>
    public static Registration RedisOutputCache { get; } = new(
        21, "AddStackExchangeRedisOutputCache", null,
        "{services}.AddStackExchangeRedisOutputCache(options => options.Configuration = {configuration}.GetConnectionString(\"Redis\"));",
        DependencyInjection, "Microsoft.AspNetCore.OutputCaching.StackExchangeRedis", "ConnectionStrings:Redis", "localhost:6379");

    public static Registration HealthChecks { get; } = new(
        60, "AddHealthChecks", null, "{services}.AddHealthChecks();", ImmutableArray.Create("Microsoft.Extensions.DependencyInjection"), null);

    static Registration AwsOptions => new(30, "AddDefaultAWSOptions", null, "{services}.AddDefaultAWSOptions({configuration}.GetAWSOptions());", DependencyInjection, "AWSSDK.Extensions.NETCore.Setup") { IsFoundByProvider = true };

    public static Service Configuration { get; } = new("Microsoft.Extensions.Configuration", "IConfiguration", "configuration", "Microsoft.Extensions.Configuration.Abstractions", ImmutableArray<Registration>.Empty);

    public static Service HybridCache { get; } = new(
        "Microsoft.Extensions.Caching.Hybrid", "HybridCache", "cache", "Microsoft.Extensions.Caching.Hybrid",
        ImmutableArray.Create(
            RedisCache,
            new Registration(20, "AddHybridCache", null, "{services}.AddHybridCache();", DependencyInjection, "Microsoft.Extensions.Caching.Hybrid")));

    /// <summary>Locks that the whole fleet shares, in Redis.</summary>
    public static Service Locks { get; } = new(
        "Medallion.Threading", "IDistributedLockProvider", "locks", "DistributedLock.Redis",
        ImmutableArray.Create(
            RedisConnection,
            new Registration(
                14, "AddSingleton", "IDistributedLockProvider",
                "{services}.AddSingleton<IDistributedLockProvider>(provider => new RedisDistributedSynchronizationProvider(provider.GetRequiredService<IConnectionMultiplexer>().GetDatabase()));",
                DependencyInjection.AddRange("Medallion.Threading", "Medallion.Threading.Redis", "StackExchange.Redis"), "DistributedLock.Redis")));

    /// <summary>The shared cache itself, for what the hybrid one cannot do: entries that are asked for only, and a sliding expiry.</summary>
    public static Service DistributedCache { get; } = new(
        "Microsoft.Extensions.Caching.Distributed", "IDistributedCache", "distributedCache", "Microsoft.Extensions.Caching.Abstractions", ImmutableArray.Create(RedisCache));

    /// <summary>Redis itself, for what all instances count.</summary>
    public static Service Redis { get; } = new(
        "StackExchange.Redis", "IConnectionMultiplexer", "redis", "StackExchange.Redis", ImmutableArray.Create(RedisConnection));

    /// <summary>SQS, configured from the <c>AWS</c> section or the environment.</summary>
    public static Service Sqs { get; } = new(
        "Amazon.SQS", "IAmazonSQS", "sqs", "AWSSDK.SQS",
        ImmutableArray.Create(AwsOptions, new Registration(32, "AddAWSService", "IAmazonSQS", "{services}.AddAWSService<IAmazonSQS>();", DependencyInjection.Add("Amazon.SQS"), "AWSSDK.Extensions.NETCore.Setup")));

    /// <summary>DynamoDB's object model. It reads what was written last, and keeps empty texts and lists as they are.</summary>
    public static Service DynamoDB { get; } = new(
        "Amazon.DynamoDBv2.DataModel", "IDynamoDBContext", "dynamo", "AWSSDK.DynamoDBv2",
        ImmutableArray.Create(
            AwsOptions,
            new Registration(33, "AddAWSService", "IAmazonDynamoDB", "{services}.AddAWSService<IAmazonDynamoDB>();", DependencyInjection.Add("Amazon.DynamoDBv2"), "AWSSDK.Extensions.NETCore.Setup"),
            new Registration(
                34, "AddSingleton", "IDynamoDBContext",
                "{services}.AddSingleton<IDynamoDBContext>(provider => new DynamoDBContextBuilder().WithDynamoDBClient(provider.GetRequiredService<IAmazonDynamoDB>).ConfigureContext(context => { context.ConsistentRead = true; context.IsEmptyStringValueEnabled = true; context.Conversion = DynamoDBEntryConversion.V2; }).Build());",
                DependencyInjection.AddRange("Amazon.DynamoDBv2", "Amazon.DynamoDBv2.DataModel"), "AWSSDK.DynamoDBv2")));

    /// <summary>S3, configured from the <c>AWS</c> section or the environment.</summary>
    public static Service S3 { get; } = new(
        "Amazon.S3", "IAmazonS3", "s3", "AWSSDK.S3",
        ImmutableArray.Create(
            AwsOptions,
            new Registration(31, "AddAWSService", "IAmazonS3", "{services}.AddAWSService<IAmazonS3>();", DependencyInjection.Add("Amazon.S3"), "AWSSDK.Extensions.NETCore.Setup")))
    {
        Setting = ("Storage:Bucket", "app-files"),
    };
}
