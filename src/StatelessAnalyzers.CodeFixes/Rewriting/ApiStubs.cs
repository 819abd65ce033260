namespace StatelessAnalyzers.Rewriting;

/// <summary>
/// The part of a package's API that fixed code uses, so that it can be bound before the package is restored.
/// A test compiles uses of each member against the real package.
/// </summary>
internal sealed record ApiStub(string Type, string Source)
{
    const string Header = "#nullable disable\n#pragma warning disable\n";

    /// <summary>A type of the package; the stub is needed where it does not resolve.</summary>
    public string Type { get; } = Type;

    /// <summary>C# that declares what fixes use.</summary>
    public string Source { get; } = Header + Source;

    /// <summary>Whether it names no other package, so that it means the same in each project.</summary>
    public bool IsOfBaseLibrary { get; } = Source.IndexOf("Microsoft.", StringComparison.Ordinal) < 0 && Source.IndexOf("Serilog", StringComparison.Ordinal) < 0;
}

/// <summary>The stubs of all packages that fixes add.</summary>
internal static class ApiStubs
{
    /// <summary>The stubs of the package; none where fixes use nothing of it by name.</summary>
    public static IEnumerable<ApiStub> Of(string package) => Sources.TryGetValue(package, out var stubs) ? stubs : [];

    /// <summary>Every package that has stubs.</summary>
    public static IReadOnlyCollection<string> Packages => Sources.Keys;

    static readonly Dictionary<string, ApiStub[]> Sources = new(StringComparer.OrdinalIgnoreCase)
    {
        ["AspNetCore.HealthChecks.Redis"] =
        [
            new("Microsoft.Extensions.DependencyInjection.RedisHealthCheckBuilderExtensions", """
            namespace Microsoft.Extensions.DependencyInjection
            {
                public static class RedisHealthCheckBuilderExtensions
                {
                    public static IHealthChecksBuilder AddRedis(this IHealthChecksBuilder builder, string redisConnectionString, string name = null, Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus? failureStatus = null, System.Collections.Generic.IEnumerable<string> tags = null, System.TimeSpan? timeout = null) => builder;
                }
            }
            """),
        ],
        ["AWSSDK.DynamoDBv2"] = DynamoStubs.All,
        ["AWSSDK.S3"] = S3Stubs.All,
        ["AWSSDK.SQS"] =
        [
            new("Amazon.SQS.IAmazonSQS", """
            namespace Amazon.SQS
            {
                public interface IAmazonSQS : System.IDisposable
                {
                    System.Threading.Tasks.Task<Model.SendMessageResponse> SendMessageAsync(string queueUrl, string messageBody, System.Threading.CancellationToken cancellationToken = default);
                    System.Threading.Tasks.Task<Model.ReceiveMessageResponse> ReceiveMessageAsync(Model.ReceiveMessageRequest request, System.Threading.CancellationToken cancellationToken = default);
                    System.Threading.Tasks.Task<Model.DeleteMessageResponse> DeleteMessageAsync(string queueUrl, string receiptHandle, System.Threading.CancellationToken cancellationToken = default);
                }
            }
            namespace Amazon.SQS.Model
            {
                public class SendMessageResponse { }
                public class DeleteMessageResponse { }
                public class ReceiveMessageRequest
                {
                    public string QueueUrl { get; set; }
                    public int? MaxNumberOfMessages { get; set; }
                    public int? WaitTimeSeconds { get; set; }
                }
                public class ReceiveMessageResponse { public System.Collections.Generic.List<Message> Messages { get; set; } }
                public class Message
                {
                    public string Body { get; set; }
                    public string ReceiptHandle { get; set; }
                }
            }
            """),
        ],
        ["AWSSDK.Extensions.NETCore.Setup"] =
        [
            new("Amazon.Extensions.NETCore.Setup.AWSOptions", """
            namespace Amazon.Extensions.NETCore.Setup { public class AWSOptions { } }
            namespace Microsoft.Extensions.Configuration
            {
                public static class ConfigurationExtensions_AWS { public static Amazon.Extensions.NETCore.Setup.AWSOptions GetAWSOptions(this IConfiguration config) => null; }
            }
            namespace Microsoft.Extensions.DependencyInjection
            {
                public static class ServiceCollectionExtensions_AWS
                {
                    public static IServiceCollection AddDefaultAWSOptions(this IServiceCollection collection, Amazon.Extensions.NETCore.Setup.AWSOptions options) => collection;
                    public static IServiceCollection AddAWSService<T>(this IServiceCollection collection, ServiceLifetime lifetime = ServiceLifetime.Singleton) => collection;
                }
            }
            """),
        ],
        ["Hangfire.PostgreSql"] = HangfireStubs.All,
        ["Microsoft.AspNetCore.DataProtection.StackExchangeRedis"] =
        [
            new("Microsoft.AspNetCore.DataProtection.StackExchangeRedis.RedisXmlRepository", """
            namespace Microsoft.AspNetCore.DataProtection.StackExchangeRedis
            {
                public class RedisXmlRepository : Microsoft.AspNetCore.DataProtection.Repositories.IXmlRepository
                {
                    public RedisXmlRepository(System.Func<global::StackExchange.Redis.IDatabase> databaseFactory, global::StackExchange.Redis.RedisKey key) { }
                    public virtual System.Collections.Generic.IReadOnlyCollection<System.Xml.Linq.XElement> GetAllElements() => null;
                    public virtual void StoreElement(System.Xml.Linq.XElement element, string friendlyName) { }
                }
            }
            """),
            RedisStubs.StackExchange,
        ],
        ["DistributedLock.Redis"] =
        [
            new("Medallion.Threading.IDistributedLockProvider", """
            namespace Medallion.Threading
            {
                public interface IDistributedLockProvider { }
                public interface IDistributedSynchronizationHandle : System.IDisposable, System.IAsyncDisposable { System.Threading.CancellationToken HandleLostToken { get; } }
                public static class DistributedLockProviderExtensions
                {
                    public static System.Threading.Tasks.ValueTask<IDistributedSynchronizationHandle> AcquireLockAsync(this IDistributedLockProvider provider, string name, System.TimeSpan? timeout = null, System.Threading.CancellationToken cancellationToken = default) => default;
                }
            }
            namespace Medallion.Threading.Redis
            {
                public class RedisDistributedSynchronizationOptionsBuilder { }
                public sealed class RedisDistributedSynchronizationProvider : IDistributedLockProvider
                {
                    public RedisDistributedSynchronizationProvider(StackExchange.Redis.IDatabase database, System.Action<RedisDistributedSynchronizationOptionsBuilder> options = null) { }
                }
            }
            """),
            RedisStubs.StackExchange,
        ],
        ["Microsoft.AspNetCore.OutputCaching.StackExchangeRedis"] =
        [
            new("Microsoft.AspNetCore.OutputCaching.StackExchangeRedis.RedisOutputCacheOptions", """
            namespace Microsoft.AspNetCore.OutputCaching.StackExchangeRedis { public class RedisOutputCacheOptions { public string Configuration { get; set; } } }
            namespace Microsoft.Extensions.DependencyInjection
            {
                public static class StackExchangeRedisOutputCacheServiceCollectionExtensions
                {
                    public static IServiceCollection AddStackExchangeRedisOutputCache(this IServiceCollection services, System.Action<Microsoft.AspNetCore.OutputCaching.StackExchangeRedis.RedisOutputCacheOptions> setupAction) => services;
                }
            }
            """),
        ],
        ["Microsoft.AspNetCore.SignalR.StackExchangeRedis"] =
        [
            new("Microsoft.Extensions.DependencyInjection.StackExchangeRedisDependencyInjectionExtensions", """
            namespace Microsoft.Extensions.DependencyInjection
            {
                public static class StackExchangeRedisDependencyInjectionExtensions
                {
                    public static Microsoft.AspNetCore.SignalR.ISignalRServerBuilder AddStackExchangeRedis(this Microsoft.AspNetCore.SignalR.ISignalRServerBuilder signalrBuilder, string redisConnectionString) => signalrBuilder;
                }
            }
            """),
        ],
        ["Microsoft.Extensions.Caching.Abstractions"] =
        [
            new("Microsoft.Extensions.Caching.Distributed.IDistributedCache", """
            namespace Microsoft.Extensions.Caching.Distributed
            {
                public class DistributedCacheEntryOptions
                {
                    public System.TimeSpan? AbsoluteExpirationRelativeToNow { get; set; }
                    public System.TimeSpan? SlidingExpiration { get; set; }
                }
                public interface IDistributedCache
                {
                    void Remove(string key);
                    System.Threading.Tasks.Task RemoveAsync(string key, System.Threading.CancellationToken token = default);
                }
                public static class DistributedCacheExtensions
                {
                    public static string GetString(this IDistributedCache cache, string key) => null;
                    public static System.Threading.Tasks.Task<string> GetStringAsync(this IDistributedCache cache, string key, System.Threading.CancellationToken token = default) => null;
                    public static void SetString(this IDistributedCache cache, string key, string value, DistributedCacheEntryOptions options) { }
                    public static System.Threading.Tasks.Task SetStringAsync(this IDistributedCache cache, string key, string value, DistributedCacheEntryOptions options, System.Threading.CancellationToken token = default) => null;
                }
            }
            """),
        ],
        ["Microsoft.Extensions.Caching.Hybrid"] =
        [
            new("Microsoft.Extensions.DependencyInjection.HybridCacheServiceExtensions", """
            namespace Microsoft.Extensions.Caching.Hybrid { public interface IHybridCacheBuilder { Microsoft.Extensions.DependencyInjection.IServiceCollection Services { get; } } }
            namespace Microsoft.Extensions.DependencyInjection
            {
                public static class HybridCacheServiceExtensions { public static Microsoft.Extensions.Caching.Hybrid.IHybridCacheBuilder AddHybridCache(this IServiceCollection services) => null; }
            }
            """),
            // Part of the shared framework since .NET 9.
            new("Microsoft.Extensions.Caching.Hybrid.HybridCache", """
            namespace Microsoft.Extensions.Caching.Hybrid
            {
                [System.Flags]
                public enum HybridCacheEntryFlags { None = 0, DisableLocalCache = 3 }
                public sealed class HybridCacheEntryOptions
                {
                    public HybridCacheEntryFlags? Flags { get; init; }
                    public System.TimeSpan? Expiration { get; init; }
                    public System.TimeSpan? LocalCacheExpiration { get; init; }
                }
                public abstract class HybridCache
                {
                    public System.Threading.Tasks.ValueTask<T> GetOrCreateAsync<T>(string key, System.Func<System.Threading.CancellationToken, System.Threading.Tasks.ValueTask<T>> factory, HybridCacheEntryOptions options = null, System.Collections.Generic.IEnumerable<string> tags = null, System.Threading.CancellationToken cancellationToken = default) => default;
                    public abstract System.Threading.Tasks.ValueTask SetAsync<T>(string key, T value, HybridCacheEntryOptions options = null, System.Collections.Generic.IEnumerable<string> tags = null, System.Threading.CancellationToken cancellationToken = default);
                    public abstract System.Threading.Tasks.ValueTask RemoveAsync(string key, System.Threading.CancellationToken cancellationToken = default);
                }
            }
            """),
        ],
        ["Microsoft.Extensions.Caching.StackExchangeRedis"] =
        [
            new("Microsoft.Extensions.Caching.StackExchangeRedis.RedisCacheOptions", """
            namespace Microsoft.Extensions.Caching.StackExchangeRedis { public class RedisCacheOptions { public string Configuration { get; set; } public string InstanceName { get; set; } } }
            namespace Microsoft.Extensions.DependencyInjection
            {
                public static class StackExchangeRedisCacheServiceCollectionExtensions
                {
                    public static IServiceCollection AddStackExchangeRedisCache(this IServiceCollection services, System.Action<Microsoft.Extensions.Caching.StackExchangeRedis.RedisCacheOptions> setupAction) => services;
                }
            }
            """),
        ],
        ["Npgsql.EntityFrameworkCore.PostgreSQL"] = PostgresStubs.All,
        ["Pomelo.EntityFrameworkCore.MySql"] = MySqlStubs.All,
        ["StackExchange.Redis"] = [RedisStubs.StackExchange],
        ["Serilog.Sinks.Console"] =
        [
            new("Serilog.ConsoleLoggerConfigurationExtensions", """
            namespace Serilog.Sinks.SystemConsole.Themes { public abstract class ConsoleTheme { } }
            namespace Serilog
            {
                public static class ConsoleLoggerConfigurationExtensions
                {
                    public static LoggerConfiguration Console(this Configuration.LoggerSinkConfiguration sinkConfiguration, Events.LogEventLevel restrictedToMinimumLevel = (Events.LogEventLevel)0, string outputTemplate = "[{Timestamp:HH:mm:ss} {Level:u3}] {Message:lj}{NewLine}{Exception}", System.IFormatProvider formatProvider = null, Core.LoggingLevelSwitch levelSwitch = null, Events.LogEventLevel? standardErrorFromLevel = null, Serilog.Sinks.SystemConsole.Themes.ConsoleTheme theme = null, bool applyThemeToRedirectedOutput = false, object syncRoot = null) => null;
                    public static LoggerConfiguration Console(this Configuration.LoggerSinkConfiguration sinkConfiguration, Formatting.ITextFormatter formatter, Events.LogEventLevel restrictedToMinimumLevel = (Events.LogEventLevel)0, Core.LoggingLevelSwitch levelSwitch = null, Events.LogEventLevel? standardErrorFromLevel = null, object syncRoot = null) => null;
                }
            }
            """),
        ],
    };
}
