using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace StatelessAnalyzers.Tests;

/// <summary>Stand-ins for libraries that rules know and that the tests cannot have, with the names that their sources and documents give.</summary>
internal static class LibraryStubs
{
    const string Usings = "using System; using Microsoft.Extensions.DependencyInjection;\n";

    public static MetadataReference NServiceBus { get; } = Make("NServiceBus.Core", """
        namespace NServiceBus
        {
            public class EndpointConfiguration
            {
                public void UseTransport<T>() { }
                public void UseTransport(object transport) { }
                public void UsePersistence<T>() { }
            }
            public class LearningTransport { }
            public class SqsTransport { }
            public class LearningPersistence { }
            public class InMemoryPersistence { }
            public class NonDurablePersistence { }
        }
        """);

    public static MetadataReference IdentityServer { get; } = Make("Duende.IdentityServer", """
        namespace Duende.IdentityServer.Stores { public interface IPersistedGrantStore { } }
        namespace Microsoft.Extensions.DependencyInjection
        {
            public interface IIdentityServerBuilder { IServiceCollection Services { get; } }
            public static class IdentityServerServiceCollectionExtensions
            {
                public static IIdentityServerBuilder AddIdentityServer(this IServiceCollection services, Action<object>? setupAction = null) => null!;
            }
            public static class IdentityServerBuilderExtensionsInMemory
            {
                public static IIdentityServerBuilder AddInMemoryPersistedGrants(this IIdentityServerBuilder builder) => builder;
                public static IIdentityServerBuilder AddInMemoryClients(this IIdentityServerBuilder builder, params object[] clients) => builder;
                public static IIdentityServerBuilder AddInMemoryApiScopes(this IIdentityServerBuilder builder, params object[] scopes) => builder;
                public static IIdentityServerBuilder AddInMemoryIdentityResources(this IIdentityServerBuilder builder, params object[] resources) => builder;
                public static IIdentityServerBuilder AddPersistedGrantStore<T>(this IIdentityServerBuilder builder) => builder;
            }
        }
        """);

    public static MetadataReference IdentityServerStores { get; } = Make("Duende.IdentityServer.EntityFramework", """
        namespace Microsoft.Extensions.DependencyInjection
        {
            public static class IdentityServerEntityFrameworkBuilderExtensions
            {
                public static IIdentityServerBuilder AddOperationalStore(this IIdentityServerBuilder builder, Action<object>? storeOptionsAction = null) => builder;
            }
        }
        """, IdentityServer);

    public static MetadataReference HotChocolate { get; } = Make("HotChocolate.Subscriptions.InMemory", """
        namespace HotChocolate.Execution.Configuration { public interface IRequestExecutorBuilder { } }
        namespace Microsoft.Extensions.DependencyInjection
        {
            public static class HotChocolateAspNetCoreServiceCollectionExtensions { public static HotChocolate.Execution.Configuration.IRequestExecutorBuilder AddGraphQLServer(this IServiceCollection services) => null!; }
            public static class InMemorySubscriptionsServiceCollectionExtensions
            {
                public static HotChocolate.Execution.Configuration.IRequestExecutorBuilder AddInMemorySubscriptions(this HotChocolate.Execution.Configuration.IRequestExecutorBuilder builder) => builder;
                public static HotChocolate.Execution.Configuration.IRequestExecutorBuilder AddRedisSubscriptions(this HotChocolate.Execution.Configuration.IRequestExecutorBuilder builder) => builder;
            }
        }
        """);

    public static MetadataReference Caches { get; } = Make("Caches", """
        namespace EFCoreSecondLevelCacheInterceptor
        {
            public class EFCoreSecondLevelCacheOptions { }
            public static class EFMemoryCacheProviderOptions { public static EFCoreSecondLevelCacheOptions UseMemoryCacheProvider(this EFCoreSecondLevelCacheOptions options) => options; }
            public static class EFServiceCollectionExtensions { public static IServiceCollection AddEFSecondLevelCache(this IServiceCollection services, Action<EFCoreSecondLevelCacheOptions> options) => services; }
        }
        namespace EasyCaching.Core.Configurations { public class EasyCachingOptions { } }
        namespace Microsoft.Extensions.DependencyInjection
        {
            using EasyCaching.Core.Configurations;
            public static class EasyCachingOptionsExtensions
            {
                public static IServiceCollection AddEasyCaching(this IServiceCollection services, Action<EasyCachingOptions> setup) => services;
                public static EasyCachingOptions UseInMemory(this EasyCachingOptions options, string name = "") => options;
                public static EasyCachingOptions UseRedis(this EasyCachingOptions options, string name = "") => options;
                public static EasyCachingOptions UseHybrid(this EasyCachingOptions options, Action<object> configure) => options;
            }
        }
        """);

    public static MetadataReference Foundatio { get; } = Make("Foundatio", """
        namespace Foundatio.Caching { public interface ICacheClient { } public class InMemoryCacheClient : ICacheClient { } }
        namespace Foundatio.Lock { public class CacheLockProvider { public CacheLockProvider(Foundatio.Caching.ICacheClient cache, Foundatio.Messaging.IMessageBus bus) { } } }
        namespace Foundatio.Messaging { public interface IMessageBus { } public class InMemoryMessageBus : IMessageBus { } }
        namespace Foundatio.Queues { public interface IQueue<T> { } public class InMemoryQueue<T> : IQueue<T> { } }
        namespace Foundatio.Storage { public interface IFileStorage { } public class InMemoryFileStorage : IFileStorage { } }
        """);

    public static MetadataReference HangfireMemoryStorage { get; } = Make("Hangfire.MemoryStorage", """
        namespace Hangfire.MemoryStorage
        {
            public class MemoryStorage : JobStorage
            {
                public override Storage.IMonitoringApi GetMonitoringApi() => null!;
                public override Storage.IStorageConnection GetConnection() => null!;
            }
            public static class GlobalConfigurationExtensions { public static IGlobalConfiguration UseMemoryStorage(this IGlobalConfiguration configuration) => configuration; }
        }
        """, [.. References.Messaging]);

    public static MetadataReference Cap { get; } = Make("DotNetCore.CAP.InMemory", """
        namespace Microsoft.Extensions.DependencyInjection
        {
            using DotNetCore.CAP;
            public static class CapOptionsExtensions
            {
                public static CapOptions UseInMemoryStorage(this CapOptions options) => options;
                public static CapOptions UseInMemoryMessageQueue(this CapOptions options) => options;
            }
        }
        """, [.. References.Messaging]);

    /// <summary>Quartz 3; the tests reference 4.</summary>
    public static MetadataReference Quartz3 { get; } = Make("Quartz", """
        namespace Quartz
        {
            public interface IServiceCollectionQuartzConfigurator { void UseInMemoryStore(Action<object>? options = null); void UsePersistentStore(Action<object> configure); void SetProperty(string name, string value); }
            public class SchedulerBuilder { public SchedulerBuilder UseInMemoryStore(Action<object>? options = null) => this; }
            public class QuartzOptions { }
            public static class ServiceCollectionExtensions
            {
                public static IServiceCollection AddQuartz(this IServiceCollection services, Action<IServiceCollectionQuartzConfigurator>? configure = null) => services;
                public static IServiceCollection AddQuartz(this IServiceCollection services, System.Collections.Specialized.NameValueCollection properties, Action<IServiceCollectionQuartzConfigurator>? configure = null) => services;
            }
        }
        namespace Quartz.Impl
        {
            public class StdSchedulerFactory { public StdSchedulerFactory() { } public StdSchedulerFactory(System.Collections.Specialized.NameValueCollection props) { } }
        }
        """);

    public static MetadataReference Databases { get; } = Make("Databases", """
        namespace Microsoft.EntityFrameworkCore
        {
            public static class SqlServerDbContextOptionsExtensions { public static DbContextOptionsBuilder UseSqlServer(this DbContextOptionsBuilder optionsBuilder, string? connectionString) => optionsBuilder; }
        }
        namespace Microsoft.Data.SqlClient { public class SqlConnection { public SqlConnection(string connectionString) { } } }
        namespace System.Data.OleDb { public class OleDbConnection { public OleDbConnection(string connectionString) { } } }
        namespace System.Data.SqlClient { public class SqlConnection { public SqlConnection(string connectionString) { } } }
        namespace System.Data.SqlServerCe { public class SqlCeConnection { public SqlCeConnection() { } public SqlCeConnection(string connectionString) { } } }
        namespace FluentNHibernate.Cfg.Db { public class SQLiteConfiguration { public static SQLiteConfiguration Standard => new(); public SQLiteConfiguration InMemory() => this; public SQLiteConfiguration UsingFile(string fileName) => this; } }
        namespace Hangfire { public static class SqlServerStorageExtensions { public static IGlobalConfiguration UseSqlServerStorage(this IGlobalConfiguration configuration, string nameOrConnectionString) => configuration; } }
        namespace Raven.Embedded { public class EmbeddedServer { public static EmbeddedServer Instance => new(); public void StartServer(object? options = null) { } } }
        """, [.. References.Databases]);

    public static MetadataReference Logging { get; } = Make("Logging", """
        namespace Serilog
        {
            public static class RollingFileLoggerConfigurationExtensions { public static LoggerConfiguration RollingFile(this Configuration.LoggerSinkConfiguration sinkConfiguration, string pathFormat) => null!; }
        }
        namespace Microsoft.VisualBasic.Logging { public class FileLogTraceListener { } }
        """, [.. References.Logging]);

    public static ImmutableArray<MetadataReference> All { get; } =
        [NServiceBus, IdentityServer, HotChocolate, Caches, Foundatio, HangfireMemoryStorage, Cap, Databases, Logging];

    static MetadataReference Make(string assembly, string code, params IEnumerable<MetadataReference> more) => References.Compile(assembly, Usings + code, [.. References.AspNetCore, .. more]);
}
