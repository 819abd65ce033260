namespace StatelessAnalyzers.Rewriting;

/// <summary>The stub of <c>StackExchange.Redis</c>.</summary>
internal static class RedisStubs
{
    /// <summary>The client of Redis, which more than one package brings.</summary>
    public static ApiStub StackExchange { get; } = new("StackExchange.Redis.IConnectionMultiplexer", """
        namespace StackExchange.Redis
        {
            public enum CommandFlags { None = 0 }
            public enum ExpireWhen { Always = 0 }
            public enum When { Always, Exists, NotExists }
            public struct RedisKey { public static implicit operator RedisKey(string key) => default; }
            public struct RedisValue
            {
                public static implicit operator RedisValue(int value) => default;
                public static implicit operator RedisValue(long value) => default;
                public static implicit operator RedisValue(string value) => default;
                public static implicit operator string(RedisValue value) => null;
                public bool IsNull => false;
                public static explicit operator int(RedisValue value) => 0;
                public static explicit operator long(RedisValue value) => 0;
                public static explicit operator int?(RedisValue value) => 0;
                public static explicit operator long?(RedisValue value) => 0;
            }
            public interface IRedis { }
            public interface IRedisAsync { }
            public interface IDatabaseAsync
            {
                System.Threading.Tasks.Task<long> StringIncrementAsync(RedisKey key, long value = 1, CommandFlags flags = CommandFlags.None);
                System.Threading.Tasks.Task<long> StringDecrementAsync(RedisKey key, long value = 1, CommandFlags flags = CommandFlags.None);
                System.Threading.Tasks.Task<RedisValue> StringGetAsync(RedisKey key, CommandFlags flags = CommandFlags.None);
                System.Threading.Tasks.Task<bool> KeyExpireAsync(RedisKey key, System.TimeSpan? expiry, ExpireWhen when = ExpireWhen.Always, CommandFlags flags = CommandFlags.None);
                System.Threading.Tasks.Task<bool> KeyExistsAsync(RedisKey key, CommandFlags flags = CommandFlags.None);
                System.Threading.Tasks.Task<bool> KeyDeleteAsync(RedisKey key, CommandFlags flags = CommandFlags.None);
                System.Threading.Tasks.Task<bool> StringSetAsync(RedisKey key, RedisValue value, System.TimeSpan? expiry, When when);
                System.Threading.Tasks.Task<bool> StringSetAsync(RedisKey key, RedisValue value, System.TimeSpan? expiry = null, bool keepTtl = false, When when = When.Always, CommandFlags flags = CommandFlags.None);
                System.Threading.Tasks.Task<RedisValue> StringGetDeleteAsync(RedisKey key, CommandFlags flags = CommandFlags.None);
                System.Threading.Tasks.Task<RedisValue> StringGetSetExpiryAsync(RedisKey key, System.TimeSpan? expiry, CommandFlags flags = CommandFlags.None);
            }
            public interface IDatabase : IDatabaseAsync
            {
                long StringIncrement(RedisKey key, long value = 1, CommandFlags flags = CommandFlags.None);
                long StringDecrement(RedisKey key, long value = 1, CommandFlags flags = CommandFlags.None);
                RedisValue StringGet(RedisKey key, CommandFlags flags = CommandFlags.None);
                bool KeyExpire(RedisKey key, System.TimeSpan? expiry, ExpireWhen when = ExpireWhen.Always, CommandFlags flags = CommandFlags.None);
                bool KeyExists(RedisKey key, CommandFlags flags = CommandFlags.None);
                bool KeyDelete(RedisKey key, CommandFlags flags = CommandFlags.None);
                bool StringSet(RedisKey key, RedisValue value, System.TimeSpan? expiry, When when);
                bool StringSet(RedisKey key, RedisValue value, System.TimeSpan? expiry = null, bool keepTtl = false, When when = When.Always, CommandFlags flags = CommandFlags.None);
                RedisValue StringGetDelete(RedisKey key, CommandFlags flags = CommandFlags.None);
                RedisValue StringGetSetExpiry(RedisKey key, System.TimeSpan? expiry, CommandFlags flags = CommandFlags.None);
            }
            public class RedisException : System.Exception { }
            public sealed class RedisTimeoutException : System.TimeoutException { }
            public interface IConnectionMultiplexer : System.IDisposable { IDatabase GetDatabase(int db = -1, object asyncState = null); }
            public sealed class ConnectionMultiplexer : IConnectionMultiplexer
            {
                public static ConnectionMultiplexer Connect(string configuration, System.IO.TextWriter log = null) => null;
                public IDatabase GetDatabase(int db = -1, object asyncState = null) => null;
                public void Dispose() { }
            }
        }
        """);
}
