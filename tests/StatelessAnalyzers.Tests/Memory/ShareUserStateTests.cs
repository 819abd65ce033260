using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Tests.Rewriting;
using Xunit;

namespace StatelessAnalyzers.Tests.Memory;

public class ShareUserStateTests
{
    const string Host = """
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSignalR();
        builder.Services.AddSingleton<Carts>();
        builder.Services.AddSingleton<Visits>();

        """;

    const string Read = """

            private static async Task<T?> GetEntryAsync<T>(IDistributedCache cache, string key, CancellationToken cancellationToken = default)
            {
                var json = await cache.GetStringAsync(key, cancellationToken);
                return json is null ? default : JsonSerializer.Deserialize<T>(json);
            }
        """;

    [Fact]
    public Task A_hub_keeps_its_names_in_the_shared_cache() => new FixTest<LongLivedState, ShareUserState>
    {
        Code = "using System.Collections.Concurrent;\nusing Microsoft.AspNetCore.SignalR;\n\n" + Host + """
            builder.Build().Run();

            public class ChatHub : Hub
            {
                private static readonly ConcurrentDictionary<string, string> {|SLS1004:Names|} = new();

                public void Join(string name)
                {
                    Names[Context.ConnectionId] = name; // from now on
                }

                public async Task Write(string text)
                {
                    if (Names.TryGetValue(Context.ConnectionId, out var name))
                    {
                        await Clients.All.SendAsync("message", name, text);
                    }
                }

                public string Who(string connectionId) => Names.TryGetValue(connectionId, out var name) && name.Length > 0 ? name : "nobody";

                public bool IsGone(string connectionId) => !Names.ContainsKey(connectionId);

                public override async Task OnDisconnectedAsync(Exception? exception)
                {
                    Names.TryRemove(Context.ConnectionId, out _);
                    await base.OnDisconnectedAsync(exception);
                }
            }

            public class Carts;

            public class Visits;
            """,
        Fixed = "using System.Text.Json;\nusing Microsoft.AspNetCore.SignalR;\nusing Microsoft.Extensions.Caching.Distributed;\n\n" + Host + """
            builder.Services.AddStackExchangeRedisCache(options => options.Configuration = builder.Configuration.GetConnectionString("Redis"));
            builder.Build().Run();

            public class ChatHub : Hub
            {
                private readonly IDistributedCache _distributedCache;

                public ChatHub(IDistributedCache distributedCache)
                {
                    _distributedCache = distributedCache;
                }

                public async Task Join(string name)
                {
                    await _distributedCache.SetStringAsync(
                        $"ChatHub.Names:{Context.ConnectionId}",
                        JsonSerializer.Serialize(name),
                        new DistributedCacheEntryOptions { SlidingExpiration = TimeSpan.FromDays(1) }); // from now on
                }

                public async Task Write(string text)
                {
                    if (await GetEntryAsync<string>(_distributedCache, $"ChatHub.Names:{Context.ConnectionId}", Context.ConnectionAborted) is { } name)
                    {
                        await Clients.All.SendAsync("message", name, text);
                    }
                }

                public async Task<string> Who(string connectionId) => await GetEntryAsync<string>(_distributedCache, $"ChatHub.Names:{connectionId}", Context.ConnectionAborted) is { } name && name.Length > 0 ? name : "nobody";

                public async Task<bool> IsGone(string connectionId) => await _distributedCache.GetStringAsync($"ChatHub.Names:{connectionId}", Context.ConnectionAborted) is null;

                public override async Task OnDisconnectedAsync(Exception? exception)
                {
                    await _distributedCache.RemoveAsync($"ChatHub.Names:{Context.ConnectionId}");
                    await base.OnDisconnectedAsync(exception);
                }

            """.TrimEnd() + "\n" + Read + """

            }

            public class Carts;

            public class Visits;
            """,
    }.RunAsync();

    const string TwoTypes = """
        using System.Collections.Concurrent;

        public sealed record Cart(string Owner, decimal Total);

        public class Carts(ILogger<Carts> logger)
        {
            readonly Dictionary<string, Cart> carts = new(StringComparer.OrdinalIgnoreCase), drafts = new();

            public void Put(string userId, Cart cart)
            {
                carts[userId] = cart;
                drafts.Remove(userId);
                logger.LogInformation("kept");
            }

            public void Draft(string userId, Cart cart) => drafts[userId] = cart;

            public Cart? this[string userId] => carts.GetValueOrDefault(userId);

            public Cart Must(string userId) => drafts[userId];
        }

        public class Visits
        {
            static readonly ConcurrentDictionary<string, int> visits = new();

            public bool IsFrequent(string userId, int times)
            {
                if (visits.TryGetValue(userId, out var before) && before > 3)
                    return true;
                visits[userId] = times;
                return false;
            }
        }
        """;

    [Fact]
    public async Task Several_maps_of_several_types_move_and_who_cannot_wait_asks_synchronously()
    {
        var text = await FixRun<LongLivedState, ShareUserState>.FixAsync(TwoTypes, "builder.Services.AddSingleton<Carts>(); builder.Services.AddSingleton<Visits>();");
        Assert.DoesNotContain("Dictionary<", text, StringComparison.Ordinal);
        Assert.Contains("public class Carts(ILogger<Carts> logger, IDistributedCache distributedCache)", text, StringComparison.Ordinal);
        Assert.Contains("public Cart? this[string userId] => GetEntry<Cart>(distributedCache, $\"Carts.carts:{userId.ToUpperInvariant()}\");", text, StringComparison.Ordinal);
        Assert.Contains("await GetEntryAsync<Cart>(distributedCache, $\"Carts.drafts:{userId}\") ?? throw new KeyNotFoundException();", text, StringComparison.Ordinal);
        Assert.Contains("if (await GetEntryAsync<int?>(distributedCache, $\"Visits.visits:{userId}\") is { } before && before > 3)", text, StringComparison.Ordinal);
        Assert.Equal(2, text.Split("private static async Task<T?> GetEntryAsync<T>").Length - 1);
        Assert.Equal(1, text.Split("private static T? GetEntry<T>").Length - 1);
    }

    [Fact]
    public async Task Line_ends_stay()
    {
        var text = await FixRun<LongLivedState, ShareUserState>.FixAsync(TwoTypes.ReplaceLineEndings("\r\n"), "builder.Services.AddSingleton<Carts>(); builder.Services.AddSingleton<Visits>();");
        Assert.DoesNotContain("\n", text.Replace("\r\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_library_is_given_what_its_host_registers()
    {
        var result = await FixRun<LongLivedState, ShareUserState>.RunAsync(new Workshop { References = References.Everything }
            .Project("Lib", [("Carts.cs", """
                using System.Collections.Concurrent;

                namespace Lib;

                public sealed record Cart(string Owner, decimal Total);

                public class Carts(ILogger<Carts> logger)
                {
                    static readonly ConcurrentDictionary<string, Cart> carts = new();

                    public void Put(string userId, Cart cart) => carts[userId] = cart;

                    public Cart? Of(string userId) => carts.TryGetValue(userId, out var cart) ? cart : null;

                    public override string ToString() => logger.ToString()!;
                }
                """)])
            .Project("Web", [("Program.cs", """
                using Lib;

                var builder = WebApplication.CreateBuilder(args);
                builder.Services.AddSingleton<Carts>();
                var app = builder.Build();
                app.MapGet("/cart", (string id, Carts carts) => carts.Of(id));
                app.Run();
                """)], application: true, uses: ["Lib"]));
        Assert.Empty(result.Refused);
        Assert.Contains("AddStackExchangeRedisCache", result.Text("/0/Web/Program.cs"), StringComparison.Ordinal);
        Assert.Contains("async (string id, Carts carts) => await carts.Of(id)", result.Text("/0/Web/Program.cs"), StringComparison.Ordinal);
        Assert.Contains("public async Task<Cart?> Of(string userId) => await GetEntryAsync<Cart>(distributedCache, $\"Carts.carts:{userId}\") is { } cart ? cart : null;", result.Text("/0/Lib/Carts.cs"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("int count = names.Count; names[userId] = name;", "'Count' in Test.cs, line")]
    [InlineData("lock (names) { if (!names.ContainsKey(userId)) names[userId] = name; }", "holds several uses together")]
    [InlineData("foreach (var pair in names) Console.WriteLine(pair.Value); names[userId] = name;", "the loop in Test.cs, line")]
    [InlineData("names[userId] = string.IsNullOrEmpty(name) ? null! : name; names.AddOrUpdate(userId, name, (_, old) => old + name);", "'AddOrUpdate' in Test.cs, line")]
    public Task Refuses_what_is_more_than_one_entry_of_one_user(string statements, string reason) => FixRun<LongLivedState, ShareUserState>.RefusesAsync($$"""
        using System.Collections.Concurrent;

        public class Visits
        {
            static readonly ConcurrentDictionary<string, string> names = new();

            public string? Of(string userId) => names.GetValueOrDefault(userId);

            public void Put(string userId, string name)
            {
                {{statements}}
            }
        }
        """, reason, "builder.Services.AddSingleton<Visits>();");

    [Fact]
    public async Task A_lock_around_one_use_goes()
    {
        var text = await FixRun<LongLivedState, ShareUserState>.FixAsync("""
            using System.Collections.Generic;

            public class Visits
            {
                static readonly Dictionary<string, string> names = new();

                public string? Of(string userId)
                {
                    lock (names)
                    {
                        return names.TryGetValue(userId, out var name) ? name : null;
                    }
                }

                public void Put(string userId, string name)
                {
                    lock (names)
                        names[userId] = name;
                }
            }
            """, "builder.Services.AddSingleton<Visits>();");
        Assert.DoesNotContain("lock", text, StringComparison.Ordinal);
        Assert.Contains("        await _distributedCache.SetStringAsync(\n            $\"Visits.names:{userId}\",\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public Task Refuses_lists_that_are_added_to() => FixRun<LongLivedState, ShareUserState>.RefusesAsync("""
        using System.Collections.Concurrent;

        public class Visits
        {
            static readonly ConcurrentDictionary<string, List<string>> pages = new();

            public void Put(string userId, string page) => pages.GetOrAdd(userId, _ => new List<string>()).Add(page);
        }
        """, "can be changed after it is cached", "builder.Services.AddSingleton<Visits>();");

    [Fact]
    public Task Refuses_where_nothing_is_injected() => FixRun<LongLivedState, ShareUserState>.RefusesAsync("""
        using System.Collections.Concurrent;

        public static class Visits
        {
            static readonly ConcurrentDictionary<string, string> names = new();

            public static void Put(string userId, string name) => names[userId] = name;
        }
        """, "nothing at this place can be given an IDistributedCache");
}
