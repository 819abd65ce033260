using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Data;

/// <summary>A registration that keeps its data in memory unless another one gives it a store.</summary>
/// <param name="Api">The registration.</param>
/// <param name="Stores">The methods that give it a store, and those that name the memory, where they are reported themselves.</param>
/// <param name="Services">The services whose registration is a store of the user's own.</param>
/// <param name="Libraries">What the names of the library's assemblies start with, today and before.</param>
internal sealed record DefaultStore(LibraryApi Api, string[] Stores, string[] Services, params string[] Libraries);

/// <summary>The members of libraries that keep a store in memory. A new one is one line here.</summary>
internal static class LibraryStores
{
    const string Jobs = "its jobs and their state";
    const string JobStores = "a storage of Hangfire in a database or in Redis";
    const string Sagas = "sagas";
    const string Triggers = "its jobs and triggers";
    const string QuartzStores = "UsePersistentStore with clustering";
    const string Grants = "authorization codes, refresh tokens and consents";
    const string GrantStores = "AddOperationalStore or another IPersistedGrantStore over a database";

    static readonly string[] QuartzConfiguration = ["UsePersistentStore", "UseJobStore", "UseInMemoryStore", "UseProperties", "UseConfiguration"];
    static readonly string[] IdentityServerConfiguration = ["AddOperationalStore", "AddPersistedGrantStore", "AddApiAuthorization", "AddInMemoryPersistedGrants", "AddConfigurationStoreAndOperationalStore"];

    /// <summary>The store of an identity server, which its application names at the end of a chain.</summary>
    public static LibraryApi InMemoryGrants { get; } = new("Microsoft.Extensions.DependencyInjection.IIdentityServerBuilder", "AddInMemoryPersistedGrants", Keeps: Grants, Instead: GrantStores);

    /// <summary>What the names of the assemblies of identity servers start with.</summary>
    public static string[] IdentityServers { get; } = ["Duende.IdentityServer", "IdentityServer4"];

    public static IReadOnlyList<LibraryApi> All { get; } =
    [
        .. LibraryApi.Of("Hangfire.IGlobalConfiguration", Jobs, JobStores, "UseInMemoryStorage", "UseMemoryStorage"),
        .. LibraryApi.Of("Hangfire.InMemory.InMemoryStorage", Jobs, JobStores, LibraryApi.Constructor),
        .. LibraryApi.Of("Hangfire.MemoryStorage.MemoryStorage", Jobs, JobStores, LibraryApi.Constructor),
        .. LibraryApi.Of("Quartz.IQuartzBuilder", Triggers, QuartzStores, "UseInMemoryStore"),
        .. LibraryApi.Of("Quartz.IServiceCollectionQuartzConfigurator", Triggers, QuartzStores, "UseInMemoryStore"),
        .. LibraryApi.Of("Quartz.SchedulerBuilder", Triggers, QuartzStores, "UseInMemoryStore"),
        .. LibraryApi.Of("MassTransit.InMemorySagaRepositoryRegistrationExtensions", Sagas, "a saga repository over a database", "InMemoryRepository", "SetInMemorySagaRepositoryProvider"),
        .. LibraryApi.Of("MassTransit.DependencyInjectionExtensions", Sagas, "a saga repository over a database", "RegisterInMemorySagaRepository"),
        .. LibraryApi.Of("MassTransit.MessageData.Configuration.MessageDataRepositorySelectorExtensions", "message data", "a repository in S3", "InMemory"),
        .. LibraryApi.Of("Rebus.Persistence.InMem.InMemorySagaStorageExtensions", Sagas, "a saga storage in a database", "StoreInMemory"),
        .. LibraryApi.Of("Rebus.Persistence.InMem.InMemorySubscriptionStorageExtensions", "subscriptions", "a subscription storage in a database", "StoreInMemory"),
        .. LibraryApi.Of("Rebus.Persistence.InMem.InMemoryTimeoutManagerExtensions", "deferred messages", "a timeout storage in a database", "StoreInMemory"),
        .. LibraryApi.Of("Rebus.DataBus.InMem.InMemDataBusExtensions", "attachments", "a data bus storage in S3", "StoreInMemory"),
        .. LibraryApi.Of("NServiceBus.InMemoryPersistence", "sagas, subscriptions and timeouts", "a persistence over a database", LibraryApi.TypeArgument),
        .. LibraryApi.Of("NServiceBus.NonDurablePersistence", "sagas, subscriptions and timeouts", "a persistence over a database", LibraryApi.TypeArgument),
        .. LibraryApi.Of("NServiceBus.LearningPersistence", "sagas", "a persistence over a database", LibraryApi.TypeArgument),
        InMemoryGrants,
        .. LibraryApi.Of("HotChocolate.Execution.Configuration.IRequestExecutorBuilder", "GraphQL subscriptions", "AddRedisSubscriptions", "AddInMemorySubscriptions"),
        .. LibraryApi.Of("EFCoreSecondLevelCacheInterceptor.EFCoreSecondLevelCacheOptions", "query results", "a provider over Redis", "UseMemoryCacheProvider"),
        .. LibraryApi.Of("EasyCaching.Core.Configurations.EasyCachingOptions", "cache entries", "UseRedis, or UseHybrid with a bus", "UseInMemory"),
        .. LibraryApi.Of("Foundatio.Caching.InMemoryCacheClient", "cache entries and locks", "RedisCacheClient", LibraryApi.Constructor, LibraryApi.TypeArgument),
        .. LibraryApi.Of("Foundatio.Storage.InMemoryFileStorage", "files", "S3FileStorage", LibraryApi.Constructor, LibraryApi.TypeArgument),
        .. LibraryApi.Of("Orleans.Hosting.MemoryGrainStorageSiloBuilderExtensions", "the state of grains", "a grain storage in DynamoDB or Redis", "AddMemoryGrainStorage", "AddMemoryGrainStorageAsDefault"),
        .. LibraryApi.Of("Orleans.Hosting.SiloBuilderReminderMemoryExtensions", "reminders", "a reminder service over DynamoDB or Redis", "UseInMemoryReminderService"),
        .. LibraryApi.Of("Orleans.Hosting.ISiloBuilder", "the members of the cluster", "a clustering provider over DynamoDB or Redis", "UseLocalhostClustering", "UseDevelopmentClustering"),
        .. LibraryApi.Of("DotNetCore.CAP.CapOptions", "its outbox", "a storage of CAP in a database", "UseInMemoryStorage"),
    ];

    public static IReadOnlyList<DefaultStore> Defaults { get; } =
    [
        new(new("Quartz.QuartzServiceCollectionExtensions", "AddQuartz", Keeps: Triggers, Instead: QuartzStores), QuartzConfiguration, ["QuartzOptions", "IJobStore"], "Quartz"),
        new(new("Quartz.QuartzHostApplicationBuilderExtensions", "AddQuartz", Keeps: Triggers, Instead: QuartzStores), QuartzConfiguration, ["QuartzOptions", "IJobStore"], "Quartz"),
        new(new("Quartz.ServiceCollectionExtensions", "AddQuartz", Keeps: Triggers, Instead: QuartzStores), QuartzConfiguration, ["QuartzOptions", "IJobStore"], "Quartz"),
        new(new("Quartz.Impl.StdSchedulerFactory", LibraryApi.Constructor, Keeps: Triggers, Instead: "a job store in a database with clustering"), QuartzConfiguration, [], "Quartz"),
        new(new("Microsoft.Extensions.DependencyInjection.IdentityServerServiceCollectionExtensions", "AddIdentityServer", Keeps: Grants, Instead: GrantStores), IdentityServerConfiguration, ["IPersistedGrantStore"], IdentityServers),
    ];
}
