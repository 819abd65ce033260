using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Tests.Rewriting;
using Xunit;

namespace StatelessAnalyzers.Tests.Memory;

/// <summary>Dictionaries whose entries are taken out, or put in where there is none, in one step.</summary>
public class RedisEntriesTests
{
    const string Registered = "builder.Services.AddSignalR(); builder.Services.AddSingleton<Logins>();";

    static string Code(string members, string type = "public class Logins") => $$"""
        using System.Collections.Concurrent;
        using Microsoft.AspNetCore.SignalR;

        public sealed record Cart(string Name, int Count);

        {{type}}
        {
        {{string.Join('\n', members.ReplaceLineEndings("\n").Split('\n').Select(l => l.Length == 0 ? l : "    " + l))}}
        }
        """.ReplaceLineEndings("\n");

    static async Task Becomes(string before, string after)
    {
        var text = await FixRun<LongLivedState, ShareUserState>.FixAsync(Code(before), Registered);
        Assert.Contains(string.Join('\n', after.ReplaceLineEndings("\n").Split('\n').Select(l => l.Length == 0 ? l : "    " + l)) + "\n", text, StringComparison.Ordinal);
    }

    static Task Refuses(string members, string reason) => FixRun<LongLivedState, ShareUserState>.RefusesAsync(Code(members), reason, Registered);

    [Fact]
    public Task What_is_taken_out_is_taken_by_one_instance() => Becomes(
        """
        private readonly ConcurrentDictionary<string, string> _codes = new(StringComparer.OrdinalIgnoreCase);

        public void Store(string userId, string code) => _codes[userId] = code;

        // once
        public string? Take(string userId) => _codes.TryRemove(userId, out var code) ? code : null;

        public bool Has(string userId) => _codes.ContainsKey(userId);

        public bool Forget(string userId) => _codes.TryRemove(userId, out _);
        """,
        """
        public async Task Store(string userId, string code) => await _redis.GetDatabase().StringSetAsync(
            $"Logins.codes:{userId.ToUpperInvariant()}",
            code,
            TimeSpan.FromDays(1));

        // once
        public async Task<string?> Take(string userId) => (string?)await _redis.GetDatabase().StringGetDeleteAsync($"Logins.codes:{userId.ToUpperInvariant()}") is { } code ? code : null;

        public async Task<bool> Has(string userId) => await _redis.GetDatabase().KeyExistsAsync($"Logins.codes:{userId.ToUpperInvariant()}");

        public async Task<bool> Forget(string userId) => await _redis.GetDatabase().KeyDeleteAsync($"Logins.codes:{userId.ToUpperInvariant()}");
        """);

    [Fact]
    public async Task A_hub_says_who_has_left()
    {
        var text = await FixRun<LongLivedState, ShareUserState>.FixAsync(Code("""
            private static readonly ConcurrentDictionary<string, Cart> Carts = new();

            public bool Join(string name) => Carts.TryAdd(Context.ConnectionId, new Cart(name, 1));

            public int Count(string connectionId)
            {
                if (!Carts.TryGetValue(connectionId, out var cart))
                    return 0;
                return cart.Count;
            }

            public override async Task OnDisconnectedAsync(Exception? exception)
            {
                if (Carts.TryRemove(Context.ConnectionId, out var cart))
                {
                    await Clients.All.SendAsync("left", cart.Name);
                }

                await base.OnDisconnectedAsync(exception);
            }
            """, "public class Shop(ILogger<Shop> log) : Hub"), Registered.Replace("builder.Services.AddSingleton<Logins>();", "", StringComparison.Ordinal));
        Assert.Contains("""
                public async Task<bool> Join(string name) => await redis.GetDatabase().StringSetAsync(
                    $"Shop.Carts:{Context.ConnectionId}",
                    JsonSerializer.Serialize(new Cart(name, 1)),
                    TimeSpan.FromDays(1),
                    When.NotExists);
            """.ReplaceLineEndings("\n"), text, StringComparison.Ordinal);
        Assert.Contains("        if (ParseEntry<Cart>(await redis.GetDatabase().StringGetSetExpiryAsync($\"Shop.Carts:{connectionId}\", TimeSpan.FromDays(1))) is not { } cart)\n            return 0;", text, StringComparison.Ordinal);
        Assert.Contains("        if (ParseEntry<Cart>(await redis.GetDatabase().StringGetDeleteAsync($\"Shop.Carts:{Context.ConnectionId}\")) is { } cart)\n", text, StringComparison.Ordinal);
        Assert.Contains("    private static T? ParseEntry<T>(RedisValue json) => json.IsNull ? default : JsonSerializer.Deserialize<T>((string)json!);", text, StringComparison.Ordinal);
    }

    [Fact]
    public Task What_is_there_is_not_replaced() => Becomes(
        """
        private readonly ConcurrentDictionary<string, string> _names = new();

        public void Put(string userId, string name) => _names.TryAdd(userId, name);

        public string? Of(string userId) => _names.GetValueOrDefault(userId);
        """,
        """
        public async Task Put(string userId, string name) => await _redis.GetDatabase().StringSetAsync(
            $"Logins.names:{userId}",
            name,
            TimeSpan.FromDays(1),
            When.NotExists);

        public async Task<string?> Of(string userId) => (string?)await _redis.GetDatabase().StringGetSetExpiryAsync($"Logins.names:{userId}", TimeSpan.FromDays(1));
        """);

    [Fact]
    public Task Callers_that_cannot_await_take_the_synchronous_twin() => Becomes(
        """
        private readonly ConcurrentDictionary<int, int> _visits = new();

        public int this[int userId]
        {
            get => _visits.TryRemove(userId, out var count) ? count : 0;
            set => _visits[userId] = value;
        }
        """,
        """
        public int this[int userId]
        {
            get => (int?)_redis.GetDatabase().StringGetDelete($"Logins.visits:{userId}") is { } count ? count : 0;
            set => _redis.GetDatabase().StringSet($"Logins.visits:{userId}", value, TimeSpan.FromDays(1));
        }
        """);

    [Theory]
    [InlineData("readonly ConcurrentDictionary<string, Cart> carts = new(); public bool Add(string userId, Cart? cart) => carts.TryAdd(userId, cart!) && carts.Count < 9;", "'Count' in")]
    [InlineData("readonly ConcurrentDictionary<string, int> carts = new(); public int Add(string userId) { carts[userId] = 1; carts.TryRemove(userId, out var count); return count; }", "the variable 'count' in Test.cs, line 8 cannot be null")]
    [InlineData("readonly ConcurrentDictionary<string, Cart> carts = new(); public Cart? Add(string userId) { carts[userId] = new Cart(userId, 0); Cart? cart; carts.TryRemove(userId, out cart); return cart; }", "is put into a variable that has others, too")]
    [InlineData("readonly Dictionary<string, Cart> carts = new(); public bool Add(string userId) { lock (carts) { carts[userId] = new Cart(userId, 0); return carts.Remove(userId); } }", "holds several uses together")]
    public Task Refuses_what_Redis_would_not_do_in_one_step(string members, string reason) => Refuses(members, reason);
}
