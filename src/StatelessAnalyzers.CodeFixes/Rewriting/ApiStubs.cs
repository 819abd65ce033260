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
}

/// <summary>The stubs of all packages that fixes add.</summary>
internal static class ApiStubs
{
    /// <summary>The stubs of the package; none where fixes use nothing of it by name.</summary>
    public static IEnumerable<ApiStub> Of(string package) => Sources.TryGetValue(package, out var stubs) ? stubs : [];

    /// <summary>Every package that has stubs.</summary>
    public static IReadOnlyCollection<string> Packages => Sources.Keys;

    // Brought by more than one package.
    static readonly ApiStub StackExchange = new("StackExchange.Redis.IConnectionMultiplexer", """
        namespace StackExchange.Redis
        {
            public enum CommandFlags { None = 0 }
            public struct RedisKey { public static implicit operator RedisKey(string key) => default; }
            public struct RedisValue
            {
                public static implicit operator RedisValue(int value) => default;
                public static implicit operator RedisValue(long value) => default;
                public static explicit operator int(RedisValue value) => 0;
                public static explicit operator long(RedisValue value) => 0;
            }
            public interface IRedis { }
            public interface IRedisAsync { }
            public interface IDatabaseAsync
            {
                System.Threading.Tasks.Task<long> StringIncrementAsync(RedisKey key, long value = 1, CommandFlags flags = CommandFlags.None);
                System.Threading.Tasks.Task<long> StringDecrementAsync(RedisKey key, long value = 1, CommandFlags flags = CommandFlags.None);
                System.Threading.Tasks.Task<RedisValue> StringGetAsync(RedisKey key, CommandFlags flags = CommandFlags.None);
            }
            public interface IDatabase : IDatabaseAsync
            {
                long StringIncrement(RedisKey key, long value = 1, CommandFlags flags = CommandFlags.None);
                long StringDecrement(RedisKey key, long value = 1, CommandFlags flags = CommandFlags.None);
                RedisValue StringGet(RedisKey key, CommandFlags flags = CommandFlags.None);
            }
            public interface IConnectionMultiplexer : System.IDisposable { IDatabase GetDatabase(int db = -1, object asyncState = null); }
            public sealed class ConnectionMultiplexer : IConnectionMultiplexer
            {
                public static ConnectionMultiplexer Connect(string configuration, System.IO.TextWriter log = null) => null;
                public IDatabase GetDatabase(int db = -1, object asyncState = null) => null;
                public void Dispose() { }
            }
        }
        """);

    static readonly Dictionary<string, ApiStub[]> Sources = new(StringComparer.OrdinalIgnoreCase)
    {
        ["AWSSDK.S3"] =
        [
            new("Amazon.S3.IAmazonS3", """
            namespace Amazon.Runtime
            {
                public interface IAmazonService { }
                public abstract class AmazonWebServiceRequest { }
                public class AmazonWebServiceResponse { public System.Net.HttpStatusCode HttpStatusCode { get; set; } }
                public interface IPaginatedEnumerable<TResult> : System.Collections.Generic.IAsyncEnumerable<TResult> { }
                public class AmazonServiceException : System.Exception { public System.Net.HttpStatusCode StatusCode { get; set; } }
            }
            namespace Amazon.S3
            {
                public class AmazonS3Exception : Amazon.Runtime.AmazonServiceException { }
                public interface IAmazonS3 : Amazon.Runtime.IAmazonService, System.IDisposable
                {
                    Model.IS3PaginatorFactory Paginators { get; }
                    System.Threading.Tasks.Task<Model.PutObjectResponse> PutObjectAsync(Model.PutObjectRequest request, System.Threading.CancellationToken cancellationToken = default);
                    System.Threading.Tasks.Task<Model.GetObjectResponse> GetObjectAsync(string bucketName, string key, System.Threading.CancellationToken cancellationToken = default);
                    System.Threading.Tasks.Task<Model.DeleteObjectResponse> DeleteObjectAsync(string bucketName, string key, System.Threading.CancellationToken cancellationToken = default);
                    System.Threading.Tasks.Task<Model.CopyObjectResponse> CopyObjectAsync(string sourceBucket, string sourceKey, string destinationBucket, string destinationKey, System.Threading.CancellationToken cancellationToken = default);
                    System.Threading.Tasks.Task<Model.CopyObjectResponse> CopyObjectAsync(Model.CopyObjectRequest request, System.Threading.CancellationToken cancellationToken = default);
                    System.Threading.Tasks.Task<Model.GetObjectMetadataResponse> GetObjectMetadataAsync(string bucketName, string key, System.Threading.CancellationToken cancellationToken = default);
                }
            }
            namespace Amazon.S3.Model
            {
                public class PutObjectRequest : Amazon.Runtime.AmazonWebServiceRequest
                {
                    public string BucketName { get; set; }
                    public string Key { get; set; }
                    public string ContentBody { get; set; }
                    public string ContentType { get; set; }
                    public System.IO.Stream InputStream { get; set; }
                    public string IfNoneMatch { get; set; }
                    public bool AutoCloseStream { get; set; }
                }
                public class PutObjectResponse : Amazon.Runtime.AmazonWebServiceResponse { }
                public class GetObjectResponse : Amazon.Runtime.AmazonWebServiceResponse, System.IDisposable
                {
                    public System.IO.Stream ResponseStream { get; set; }
                    public void Dispose() { }
                }
                public class DeleteObjectResponse : Amazon.Runtime.AmazonWebServiceResponse { }
                public class GetObjectMetadataResponse : Amazon.Runtime.AmazonWebServiceResponse { public long ContentLength { get; set; } }
                public class CopyObjectRequest : Amazon.Runtime.AmazonWebServiceRequest
                {
                    public string SourceBucket { get; set; }
                    public string SourceKey { get; set; }
                    public string DestinationBucket { get; set; }
                    public string DestinationKey { get; set; }
                    public string IfNoneMatch { get; set; }
                }
                public class CopyObjectResponse : Amazon.Runtime.AmazonWebServiceResponse { }
                public interface IS3PaginatorFactory { IListObjectsV2Paginator ListObjectsV2(ListObjectsV2Request request); }
                public interface IListObjectsV2Paginator { Amazon.Runtime.IPaginatedEnumerable<S3Object> S3Objects { get; } }
                public class ListObjectsV2Request : Amazon.Runtime.AmazonWebServiceRequest
                {
                    public string BucketName { get; set; }
                    public string Delimiter { get; set; }
                    public string Prefix { get; set; }
                }
                public class S3Object { public string Key { get; set; } }
            }
            // Names that users have as well: a using directive makes them ambiguous.
            namespace Amazon.S3
            {
                public class EventType { } public class JsonType { } public class LocationType { } public class EncodingType { }
                public class CompressionType { } public class ExpressionType { } public class EncryptionType { } public class VersionStatus { }
                public class SessionMode { } public class Payer { } public class BucketType { } public class QuoteFields { }
                public class ArchiveStatus { } public class ObjectOwnership { } public class GranteeType { } public class ReplicationStatus { }
                public class MetricsStatus { } public class FilterRuleName { }
            }
            namespace Amazon.S3.Model
            {
                public class Owner { } public class Tag { } public class Tagging { } public class Filter { } public class Stats { }
                public class Progress { } public class Delete { } public class Expiration { } public class Initiator { } public class Metrics { }
                public class Tiering { } public class Checksum { } public class CommonPrefix { } public class ErrorDetails { }
                public class EndEvent { } public class ProgressEvent { } public class StatsEvent { } public class RoutingRule { }
                public class FilterRule { } public class QueueConfiguration { } public class TopicConfiguration { } public class MetadataEntry { }
                public class PolicyStatus { } public class ScanRange { } public class ObjectPart { } public class PartDetail { }
                public class ByteRange { } public class BucketInfo { } public class LocationInfo { } public class KeyVersion { }
                public class EncryptionConfiguration { } public class ReplicationRule { }
                public class LifecycleRule { } public class DeletedObject { } public class DeleteError { } public class ParameterCollection { }
                public class HeadersCollection { } public class MetadataCollection { }
            }
            namespace Amazon.S3.Transfer
            {
                public class TransferUtility
                {
                    public TransferUtility(IAmazonS3 s3Client) { }
                    public System.Threading.Tasks.Task UploadAsync(TransferUtilityUploadRequest request, System.Threading.CancellationToken cancellationToken = default) => null;
                }
                public class TransferUtilityUploadRequest
                {
                    public string BucketName { get; set; }
                    public string Key { get; set; }
                    public System.IO.Stream InputStream { get; set; }
                    public bool AutoCloseStream { get; set; }
                    public bool AutoResetStreamPosition { get; set; }
                    public string IfNoneMatch { get; set; }
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
            StackExchange,
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
            StackExchange,
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
        ["Npgsql.EntityFrameworkCore.PostgreSQL"] =
        [
            new("Microsoft.EntityFrameworkCore.NpgsqlDbContextOptionsBuilderExtensions", """
            namespace Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure { public class NpgsqlDbContextOptionsBuilder { } }
            namespace Microsoft.EntityFrameworkCore
            {
                public static class NpgsqlDbContextOptionsBuilderExtensions
                {
                    public static DbContextOptionsBuilder UseNpgsql(this DbContextOptionsBuilder optionsBuilder, string connectionString, System.Action<Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure.NpgsqlDbContextOptionsBuilder> npgsqlOptionsAction = null) => optionsBuilder;
                    public static DbContextOptionsBuilder<TContext> UseNpgsql<TContext>(this DbContextOptionsBuilder<TContext> optionsBuilder, string connectionString, System.Action<Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure.NpgsqlDbContextOptionsBuilder> npgsqlOptionsAction = null) where TContext : DbContext => optionsBuilder;
                }
            }
            """),
        ],
        ["StackExchange.Redis"] = [StackExchange],
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
