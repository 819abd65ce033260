using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Tests.Rewriting;
using Xunit;

namespace StatelessAnalyzers.Tests.Memory;

public class ShareMemoryCacheTests
{
    const string Types = """

        public sealed record Price(int Id, decimal Amount);

        public interface IDb
        {
            Price Load(int id);

            Task<Price> LoadAsync(int id, CancellationToken cancellationToken = default);

            Task<Price?> FindAsync(int id, CancellationToken cancellationToken = default);
        }
        """;

    const string Registered = "builder.Services.AddScoped<Prices>();";

    static string Indented(string code) => string.Join('\n', code.Split('\n').Select(l => l.Length == 0 ? l : "    " + l));

    static string Code(string members, string type = "Prices(IMemoryCache cache, IDb db)") =>
        $"using Microsoft.Extensions.Caching.Memory;\n\npublic class {type}\n{{\n{Indented(members)}\n}}\n{Types}";

    static async Task Becomes(string before, string after, string cache = "HybridCache", string registered = Registered)
    {
        var text = await FixRun<CachePrivateToInstance, ShareMemoryCache>.FixAsync(Code(before), registered);
        Assert.Contains($"public class Prices({cache} cache, IDb db)\n", text, StringComparison.Ordinal);
        Assert.Contains(Indented(after) + "\n", text, StringComparison.Ordinal);
    }

    static Task Refuses(string members, string reason, string type = "Prices(IMemoryCache cache, IDb db)") =>
        FixRun<CachePrivateToInstance, ShareMemoryCache>.RefusesAsync(Code(members, type), reason, Registered);

    // What makes the one asks for the other, which becomes async with it.
    [Theory]
    [InlineData("async _ => \"price \" + await Name(id)", "cache.GetOrCreate($\"text:{id}\", e => \"price \" + Name(id))!")]
    [InlineData("async _ => await Name(id) ?? \"\"", "cache.GetOrCreate($\"text:{id}\", e => { return Name(id) ?? \"\"; })!")]
    public async Task An_entry_may_be_made_of_another(string factory, string use)
    {
        var text = await FixRun<CachePrivateToInstance, ShareMemoryCache>.FixAsync(Code($"public string Text(int id) => {use};\n\npublic string? Name(int id) => cache.GetOrCreate($\"name:{{id}}\", e => \"n\" + id);"), Registered);
        Assert.Contains(factory.Replace("async _ =>", "", StringComparison.Ordinal).Trim(), text, StringComparison.Ordinal);
        Assert.DoesNotContain("await await", text, StringComparison.Ordinal);
        Assert.DoesNotContain("cache.GetOrCreate(", text, StringComparison.Ordinal);
    }

    [Fact]
    public Task The_type_is_given_the_hybrid_cache_instead() => new FixTest<CachePrivateToInstance, ShareMemoryCache>
    {
        Code = """
            using Microsoft.Extensions.Caching.Memory;

            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddScoped<PriceList>();
            builder.Build().Run();

            public class PriceList
            {
                private readonly IMemoryCache _cache; // of prices
                private readonly IDb _db;

                public PriceList(IMemoryCache cache, IDb db)
                {
                    _cache = cache ?? throw new ArgumentNullException(nameof(cache));
                    _db = db;
                }

                public async Task<Price> GetAsync(int productId, CancellationToken cancellationToken = default)
                {
                    var price = await _cache.{|#0:GetOrCreateAsync|}($"price:{productId}", async entry =>
                    {
                        entry.AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(10);
                        // twice
                        var product = await _db.LoadAsync(productId, cancellationToken);
                        return new Price(product.Id, product.Amount * 2);
                    });
                    return price!;
                }

                public async Task ChangeAsync(int productId)
                {
                    await _db.LoadAsync(productId);
                    _cache.{|SLS3005:Remove|}($"price:{productId}");
                }
            }

            public class PageController(IMemoryCache cache) : Microsoft.AspNetCore.Mvc.ControllerBase
            {
                public string Get(string name) => cache.{|#1:GetOrCreate|}("page:" + name, entry => name.Trim())!;
            }
            """ + Types,
        ExpectedDiagnostics = { Info(0), Info(1) },
        Fixed = """
            using Microsoft.Extensions.Caching.Hybrid;

            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddScoped<PriceList>();
            builder.Services.AddStackExchangeRedisCache(options => options.Configuration = builder.Configuration.GetConnectionString("Redis"));
            builder.Services.AddHybridCache();
            builder.Build().Run();

            public class PriceList
            {
                private readonly HybridCache _cache; // of prices
                private readonly IDb _db;

                public PriceList(HybridCache cache, IDb db)
                {
                    _cache = cache ?? throw new ArgumentNullException(nameof(cache));
                    _db = db;
                }

                public async Task<Price> GetAsync(int productId, CancellationToken cancellationToken = default)
                {
                    var price = await _cache.GetOrCreateAsync(
                        $"price:{productId}",
                        async token =>
                        {
                            // twice
                            var product = await _db.LoadAsync(productId, token);
                            return new Price(product.Id, product.Amount * 2);
                        },
                        new HybridCacheEntryOptions { Expiration = TimeSpan.FromMinutes(10), Flags = HybridCacheEntryFlags.DisableLocalCache },
                        cancellationToken: cancellationToken);
                    return price!;
                }

                public async Task ChangeAsync(int productId)
                {
                    await _db.LoadAsync(productId);
                    await _cache.RemoveAsync($"price:{productId}");
                }
            }

            public class PageController(HybridCache cache) : Microsoft.AspNetCore.Mvc.ControllerBase
            {
                public async Task<string> Get(string name) => (await cache.GetOrCreateAsync(
                    "page:" + name,
                    _ => ValueTask.FromResult(name.Trim()),
                    new HybridCacheEntryOptions { Expiration = TimeSpan.FromMinutes(30) },
                    cancellationToken: HttpContext.RequestAborted))!;
            }
            """ + Types,
        NumberOfIncrementalIterations = 2,
    }.RunAsync();

    static Microsoft.CodeAnalysis.Testing.DiagnosticResult Info(int place) =>
        new Microsoft.CodeAnalysis.Testing.DiagnosticResult("SLS3005", Microsoft.CodeAnalysis.DiagnosticSeverity.Info).WithLocation(place);

    [Fact]
    public Task Looking_and_storing_is_one_call() => Becomes("""
        public async Task<Price> Get(Guid id)
        {
            var price = cache.Get<Price>(id);
            if (price == null)
            {
                price = await db.LoadAsync(1);
                cache.Set(id, price, DateTimeOffset.UtcNow.AddMinutes(5));
            }

            return price;
        }
        """, """
        public async Task<Price> Get(Guid id)
        {
            var price = await cache.GetOrCreateAsync(
                $"Guid:{id}",
                async _ => await db.LoadAsync(1),
                new HybridCacheEntryOptions { Expiration = TimeSpan.FromMinutes(5) });

            return price;
        }
        """);

    [Fact]
    public Task A_sliding_expiry_needs_the_shared_cache_itself() => Becomes("""
        public async Task<Price?> Find(int id, CancellationToken cancellationToken) =>
            (await cache.GetOrCreateAsync("price" + id, async entry =>
            {
                entry.SetSlidingExpiration(TimeSpan.FromMinutes(1)).AbsoluteExpirationRelativeToNow = TimeSpan.FromHours(1);
                return await db.LoadAsync(id);
            })) ?? new Price(0, 0);
        """.Replace("entry.SetSlidingExpiration(TimeSpan.FromMinutes(1)).AbsoluteExpirationRelativeToNow = TimeSpan.FromHours(1);", "entry.SetSlidingExpiration(TimeSpan.FromMinutes(1)).SetAbsoluteExpiration(TimeSpan.FromHours(1));", StringComparison.Ordinal), """
        public async Task<Price?> Find(int id, CancellationToken cancellationToken) =>
            (await GetOrCreateEntryAsync(
                cache,
                "price" + id,
                async () => await db.LoadAsync(id),
                new DistributedCacheEntryOptions { AbsoluteExpirationRelativeToNow = TimeSpan.FromHours(1), SlidingExpiration = TimeSpan.FromMinutes(1) },
                cancellationToken)) ?? new Price(0, 0);

        private static async Task<T> GetOrCreateEntryAsync<T>(IDistributedCache cache, string key, Func<Task<T>> create, DistributedCacheEntryOptions options, CancellationToken cancellationToken = default)
        {
            var json = await cache.GetStringAsync(key, cancellationToken);
            if (json is not null)
            {
                return JsonSerializer.Deserialize<T>(json)!;
            }

            var value = await create();
            await cache.SetStringAsync(key, JsonSerializer.Serialize(value), options, cancellationToken);
            return value;
        }
        """, "IDistributedCache");

    [Fact]
    public Task What_is_stored_with_a_sliding_expiry_is_asked_and_stored_apart() => Becomes("""
        public async Task<Price> Related(int id, CancellationToken cancellationToken)
        {
            if (cache.TryGetValue(id, out Price? related) && related is not null)
            {
                return related;
            }

            related = await db.LoadAsync(id, cancellationToken);
            cache.Set(id, related, new MemoryCacheEntryOptions { SlidingExpiration = TimeSpan.FromMinutes(20) });
            return related;
        }
        """, """
        public async Task<Price> Related(int id, CancellationToken cancellationToken)
        {
            var related = await GetEntryAsync<Price>(cache, $"Int32:{id}", cancellationToken);
            if (related is not null)
            {
                return related;
            }

            related = await db.LoadAsync(id, cancellationToken);
            await cache.SetStringAsync(
                $"Int32:{id}",
                JsonSerializer.Serialize(related),
                new DistributedCacheEntryOptions { SlidingExpiration = TimeSpan.FromMinutes(20) },
                CancellationToken.None);
            return related;
        }
        """, "IDistributedCache");

    [Fact]
    public Task A_number_that_is_looked_for_and_loaded_where_it_is_missing() => Becomes("""
        public async Task<decimal?> Amount(int id)
        {
            if (!cache.TryGetValue($"amount-{id}", out decimal amount))
            {
                var price = await db.FindAsync(id);
                if (price == null) return null; // not remembered
                amount = price.Amount;
                cache.Set($"amount-{id}", amount, TimeSpan.FromMinutes(5));
            }
            return amount;
        }

        public void Forget(int id) => cache.Remove($"amount-{id}");
        """, """
        public async Task<decimal?> Amount(int id)
        {
            if (await GetEntryAsync<decimal?>(cache, $"amount-{id}") is not { } amount)
            {
                var price = await db.FindAsync(id);
                if (price == null) return null; // not remembered
                amount = price.Amount;
                await cache.SetStringAsync(
                    $"amount-{id}",
                    JsonSerializer.Serialize(amount),
                    new DistributedCacheEntryOptions { AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(5) });
            }
            return amount;
        }

        public async Task Forget(int id) => await cache.RemoveAsync($"amount-{id}");
        """, "IDistributedCache");

    [Fact]
    public Task A_number_that_the_miss_may_leave_at_nothing_is_refused() => Refuses("""
        public int Stock(int id)
        {
            if (!cache.TryGetValue(id, out int stock))
            {
                if (id > 0)
                    stock = db.Load(id).Id;
                cache.Set(id, 1);
            }
            return stock;
        }
        """, "the result would not compile");

    [Fact]
    public Task Settings_that_a_field_or_local_holds_are_told_where_they_are_used() => Becomes("""
        private static readonly MemoryCacheEntryOptions options = new MemoryCacheEntryOptions().SetAbsoluteExpiration(TimeSpan.FromHours(1));

        public async Task<Price> Get(int id)
        {
            var key = $"price:{id}";
            if (!cache.TryGetValue(key, out Price? price))
            {
                price = await db.LoadAsync(id);
                cache.Set(key, price, options);
            }
            return price!;
        }

        public Price Put(Price price)
        {
            var brief = new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = TimeSpan.FromSeconds(3) };
            return cache.Set("brief:" + price.Id, price, brief);
        }
        """, """
        public async Task<Price> Get(int id)
        {
            var key = $"price:{id}";
            Price? price = await cache.GetOrCreateAsync(
                key,
                async _ => await db.LoadAsync(id),
                new HybridCacheEntryOptions { Expiration = TimeSpan.FromHours(1), Flags = HybridCacheEntryFlags.DisableLocalCache });
            return price!;
        }

        public async Task<Price> Put(Price price)
        {
            await cache.SetAsync(
                "brief:" + price.Id,
                price,
                new HybridCacheEntryOptions { Expiration = TimeSpan.FromSeconds(3), Flags = HybridCacheEntryFlags.DisableLocalCache });
            return price;
        }
        """);

    [Theory]
    [InlineData("private static MemoryCacheEntryOptions For(int minutes) => new() { AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(minutes) };")]
    [InlineData("private MemoryCacheEntryOptions For(int minutes)\n{\n    var options = new MemoryCacheEntryOptions();\n    options.SetAbsoluteExpiration(TimeSpan.FromMinutes(minutes));\n    options.Priority = CacheItemPriority.High;\n    return options;\n}")]
    [InlineData("private MemoryCacheEntryOptions For(int minutes)\n{\n    return new MemoryCacheEntryOptions().SetAbsoluteExpiration(DateTimeOffset.UtcNow.AddMinutes(minutes));\n}")]
    public Task Settings_that_a_method_makes_are_told_where_they_are_used(string method) => Becomes(
        method + "\n\npublic void Put(Price price, int minutes)\n{\n    cache.Set(\"price:\" + price.Id, price, For(minutes));\n    cache.Set(\"next:\" + price.Id, price, For(5));\n}\n\npublic Price Get(int id) => cache.Get<Price>(\"price:\" + id)!;",
        """
        public async Task Put(Price price, int minutes)
        {
            await cache.SetStringAsync(
                "price:" + price.Id,
                JsonSerializer.Serialize(price),
                new DistributedCacheEntryOptions { AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(minutes) });
            await cache.SetStringAsync(
                "next:" + price.Id,
                JsonSerializer.Serialize(price),
                new DistributedCacheEntryOptions { AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(5) });
        }

        """.TrimEnd(), "IDistributedCache");

    [Fact]
    public async Task Settings_that_a_property_makes_go_with_their_last_use()
    {
        const string Property = "MemoryCacheEntryOptions Brief => new() { SlidingExpiration = TimeSpan.FromSeconds(30) };\n\n";
        var put = Property + "public void Put(Price price) => cache.Set(\"price:\" + price.Id, price, Brief);\n\npublic Price Get(int id) => cache.Get<Price>(\"price:\" + id)!;";
        var text = await FixRun<CachePrivateToInstance, ShareMemoryCache>.FixAsync(Code(put), Registered);
        Assert.Contains("SlidingExpiration = TimeSpan.FromSeconds(30) }", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Brief", text, StringComparison.Ordinal);
        text = await FixRun<CachePrivateToInstance, ShareMemoryCache>.FixAsync(Code(put + "\n\npublic TimeSpan? Length => Brief.SlidingExpiration;"), Registered);
        Assert.Contains("MemoryCacheEntryOptions Brief => new()", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MemoryCacheEntryOptions For(int minutes) => new MemoryCacheEntryOptions().RegisterPostEvictionCallback((_, _, _, _) => { });", "'RegisterPostEvictionCallback' has no counterpart")]
    [InlineData("MemoryCacheEntryOptions For(int minutes) { var options = new MemoryCacheEntryOptions(); options.AddExpirationToken(new Microsoft.Extensions.Primitives.CancellationChangeToken(default)); return options; }", "'AddExpirationToken' has no counterpart")]
    [InlineData("MemoryCacheEntryOptions For(int minutes) { var options = new MemoryCacheEntryOptions(); if (minutes > 0) options.SetAbsoluteExpiration(TimeSpan.FromMinutes(minutes)); return options; }", "the settings of the entry come from elsewhere")]
    [InlineData("protected virtual MemoryCacheEntryOptions For(int minutes) => new() { SlidingExpiration = TimeSpan.FromMinutes(minutes) };", "the settings of the entry come from elsewhere")]
    [InlineData("MemoryCacheEntryOptions For(int minutes) { if (minutes > 0) return new(); return new() { SlidingExpiration = TimeSpan.FromMinutes(minutes) }; }", "the settings of the entry come from elsewhere")]
    [InlineData("MemoryCacheEntryOptions For(int minutes) => For(minutes);", "the settings of the entry come from elsewhere")]
    [InlineData("int next; MemoryCacheEntryOptions For(int minutes) => new() { SlidingExpiration = TimeSpan.FromMinutes(minutes) }; int Next() => next++;", "the settings of the entry come from elsewhere", "Next()")]
    public Task Settings_that_a_method_makes_otherwise_are_refused(string method, string reason, string minutes = "5") =>
        Refuses(method + $"\n\npublic void Put(Price price) => cache.Set(\"price:\" + price.Id, price, For({minutes}));\n\npublic Price Get(int id) => cache.Get<Price>(\"price:\" + id)!;", reason);

    [Theory]
    [InlineData("public int Count() => cache is MemoryCache memory ? memory.Count : 0;")]
    [InlineData("public int Count() => ((MemoryCache)cache).Count;")]
    [InlineData("public int Count() => (cache as MemoryCache)!.Count;")]
    [InlineData("public bool Is() => cache is MemoryCache;")]
    [InlineData("public bool Is() => cache is not MemoryCache { Count: > 1 };")]
    public Task A_cache_that_is_taken_for_one_of_this_process_is_refused(string member) => Refuses(member + "\n\npublic void Forget(int id) => cache.Remove(id);", "the cache is taken for a 'MemoryCache', which can do more than a shared one");

    [Fact]
    public async Task A_cache_that_the_type_makes_itself_goes()
    {
        var text = await FixRun<CachePrivateToInstance, ShareMemoryCache>.FixAsync(
            Code("private static readonly MemoryCache Entries = new(new MemoryCacheOptions());\n\npublic Price Get(int id) => Entries.GetOrCreate(id, entry => db.Load(id))!;", "Prices(IDb db)"), Registered);
        Assert.Contains("public class Prices(IDb db, HybridCache cache)", text, StringComparison.Ordinal);
        Assert.Contains("$\"Prices.Entries:{id}\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("MemoryCache Entries", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_option_keeps_to_the_shared_cache_itself()
    {
        var result = await FixRun<CachePrivateToInstance, ShareMemoryCache>.RunAsync(new Workshop { References = References.Everything }.Project("Web", [
            ("Test.cs", Code("public Price First => cache.GetOrCreate(\"first\", entry => db.Load(1))!;")), ("Program.cs", Workshop.Registered("builder.Services.AddScoped<Prices>();"))], application: true, properties: "stateless.cache = distributed"));
        Assert.Contains("public Price First => GetOrCreateEntry(", result.Text("/0/Web/Test.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_registration_moves_all_who_use_it_and_stays()
    {
        const string page = "\n\npublic class Page(IMemoryCache cache)\n{\n    public string Text() => cache.GetOrCreate(\"text\", entry => \"\")!;\n}\n";
        var code = Code("public async Task<Price> Get(int id) => (await cache.GetOrCreateAsync(id, entry => db.LoadAsync(id)))!;") + page;
        var files = new Workshop { References = References.Everything }.Web(code, "builder.Services.AddMemoryCache(); " + Registered);
        var result = await FixRun<CachePrivateToInstance, ShareMemoryCache>.RunAsync(files, at: "AddMemoryCache");
        Assert.Equal(1, result.Applied);
        Assert.Contains("public class Prices(HybridCache cache, IDb db)", result.Text("/0/Web/Test.cs"), StringComparison.Ordinal);
        Assert.Contains("public class Page(HybridCache cache)", result.Text("/0/Web/Test.cs"), StringComparison.Ordinal);
        Assert.Contains("AddMemoryCache();", result.Text("/0/Web/Program.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public Task The_registration_is_left_to_those_who_cannot_move() => FixRun<CachePrivateToInstance, ShareMemoryCache>.RefusesAsync(
        Code("public object Get() => cache;"), "the cache is handed on", "builder.Services.AddMemoryCache(); " + Registered);

    // Two types that may work on one entry move together, or none.
    [Theory]
    [InlineData("price:", true)]
    [InlineData("page:", false)]
    public async Task An_entry_moves_with_all_who_work_on_it(string prefix, bool isSame)
    {
        var code = Code($$"""
            public async Task<Price> Get(int id) => (await cache.GetOrCreateAsync("price:" + id, entry => db.LoadAsync(id)))!;
            """) + $$"""

            public class Changes(IMemoryCache cache)
            {
                public void Change(int id) => cache.Remove("{{prefix}}" + id);

                public int Count() => ((MemoryCache)cache).Count;
            }
            """;
        var result = await FixRun<CachePrivateToInstance, ShareMemoryCache>.RunAsync(new Workshop { References = References.Everything }.Web(code, Registered + " builder.Services.AddScoped<Changes>();"));
        Assert.Equal(isSame ? 0 : 1, result.Applied);
    }

    [Theory]
    [InlineData("entry.Size = 1;")]
    [InlineData("entry.SetSize(1).SetPriority(CacheItemPriority.High);")]
    [InlineData("entry.Priority = CacheItemPriority.Low;")]
    public Task What_concerns_the_memory_of_a_process_goes(string setting) => Becomes(
        $$"""
        public Price Get(int id) => cache.GetOrCreate($"p:{id}", entry =>
        {
            {{setting}}
            entry.SetAbsoluteExpiration(TimeSpan.FromMinutes(1)).SetSize(2);
            return db.Load(id);
        })!;
        """,
        """
        public async Task<Price> Get(int id) => (await cache.GetOrCreateAsync(
            $"p:{id}",
            _ => ValueTask.FromResult(db.Load(id)),
            new HybridCacheEntryOptions { Expiration = TimeSpan.FromMinutes(1) }))!;
        """);

    [Theory]
    [InlineData("public Price Get(int id) => cache.GetOrCreate(id, entry => { entry.Size = System.Random.Shared.Next(); return db.Load(id); })!;", "'Size' has no counterpart in a shared cache")]
    [InlineData("public Price Get(int id) => cache.GetOrCreate(id, entry => { entry.SetPriority(CacheItemPriority.NeverRemove); return db.Load(id); })!;", "'Priority' has no counterpart")]
    [InlineData("public Price Get(int id) => cache.GetOrCreate(id, entry => { entry.RegisterPostEvictionCallback((_, _, _, _) => { }); return db.Load(id); })!;", "'RegisterPostEvictionCallback' has no counterpart")]
    [InlineData("public Price Get(int id, Microsoft.Extensions.Primitives.IChangeToken token) { var p = db.Load(id); cache.Set(id, p, token); return cache.Get<Price>(id)!; }", "depends on a change token")]
    [InlineData("public Price Get(int id) => cache.GetOrCreate(id, entry => { var p = db.Load(id); entry.SlidingExpiration = TimeSpan.FromMinutes((int)p.Amount); return p; })!;", "depends on its value")]
    [InlineData("public Price Get(int id) => cache.GetOrCreate(id, entry => { if (id > 1) entry.SlidingExpiration = TimeSpan.FromMinutes(1); return db.Load(id); })!;", "sets it up under a condition")]
    [InlineData("public Price Get(int id) => cache.GetOrCreate((id, id), entry => db.Load(id))!;", "has no stable text")]
    [InlineData("public Price Get(int id) { using var entry = cache.CreateEntry(id); entry.Value = db.Load(id); return cache.Get<Price>(id)!; }", "'CreateEntry' has no counterpart")]
    [InlineData("public byte[] Get(int id) => cache.GetOrCreate(id, entry => new byte[id])!;", "can be changed after it is cached")]
    [InlineData("public void Put(int id, Price? price) => cache.Set(id, price);\n\npublic bool Has(int id) => cache.TryGetValue(id, out Price? price) && price is null;", "may be null, which cannot be told from a missing entry")]
    [InlineData("public void Fail(string user) { cache.TryGetValue(user, out int failures); cache.Set(user, failures + 1); }", "is made of the one that it replaces")]
    [InlineData("public void Fail(string user) { var failures = cache.Get<int>(user); cache.Set(user, failures + 1); }", "is made of the one that it replaces")]
    [InlineData("public void Fail(string user) => cache.Set(user, cache.Get<int>(user) + 1);", "is made of the one that it replaces")]
    [InlineData("public void Forget(int id) { System.GC.KeepAlive(cache); cache.Remove(id); }", "the cache is handed on")]
    [InlineData("public Price First => cache.GetOrCreate(1, entry => db.Load(1))!;", "the property 'First' cannot be async")]
    public Task Refuses_what_a_shared_cache_cannot_do(string member, string reason) => Refuses(member, reason);

    [Theory]
    [InlineData("public static Prices Make(IMemoryCache cache, IDb db) => new(cache, db);\n\npublic Price Get(int id) => cache.GetOrCreate(id, entry => db.Load(id))!;", "the callers of 'Make' hand the cache over", "Prices(IMemoryCache cache, IDb db)")]
    [InlineData("public static Prices Make(IServiceProvider p) => new(p.GetService<IMemoryCache>()!, p.GetRequiredService<IDb>());\n\npublic Price Get(int id) => cache.GetOrCreate(id, entry => db.Load(id))!;", "creates a 'Prices' itself", "Prices(IMemoryCache cache, IDb db)")]
    [InlineData("public IMemoryCache Cache { get; } = cache;\n\npublic Price Get(int id) => Cache.GetOrCreate(id, entry => db.Load(id))!;", "other types reach 'Cache'", "Prices(IMemoryCache cache, IDb db)")]
    [InlineData("public Price Get(IServiceProvider p, int id) { var cache = p.GetService<IMemoryCache>()!; return cache.GetOrCreate(id, entry => db.Load(id))!; }", "the cache is asked for, not injected", "Prices(IDb db)")]
    [InlineData("public Price Get(IMemoryCache cache, int id) => cache.GetOrCreate(id, entry => db.Load(id))!;", "the callers of 'Get' hand the cache over", "Prices(IDb db)")]
    public Task Refuses_a_cache_that_is_not_only_injected(string members, string reason, string type) => Refuses(members, reason, type);

    [Fact]
    public Task Statements_of_several_lines_keep_their_shape() => Becomes(
        """
        public async Task<string> Names(int id)
        {
            if (cache.TryGetValue("names" + id, out string? cached) && cached is not null)
                return cached;

            var price = await db
                .LoadAsync(id);
            var names = price
                .ToString()
                .Trim();

            cache.Set("names" + id, names, TimeSpan.FromMinutes(5));
            return names;
        }
        """,
        """
        public async Task<string> Names(int id)
        {
            return await cache.GetOrCreateAsync(
                "names" + id,
                async _ =>
                {
                    var price = await db
                        .LoadAsync(id);
                    return price
                        .ToString()
                        .Trim();
                },
                new HybridCacheEntryOptions { Expiration = TimeSpan.FromMinutes(5) });
        }
        """);

    [Fact]
    public Task A_factory_may_return_in_each_branch_of_its_last_statement() => Becomes(
        """
        public async Task<bool> IsOpen(int id) => await cache.GetOrCreateAsync("open" + id, async entry =>
        {
            entry.SetAbsoluteExpiration(TimeSpan.FromMinutes(5));
            // closed where it cannot be asked
            try
            {
                await db.LoadAsync(id);
                return true;
            }
            catch (Exception)
            {
                return false;
            }
        });
        """,
        """
        public async Task<bool> IsOpen(int id) => await cache.GetOrCreateAsync(
            "open" + id,
            async _ =>
            {
                // closed where it cannot be asked
                try
                {
                    await db.LoadAsync(id);
                    return true;
                }
                catch (Exception)
                {
                    return false;
                }
            },
            new HybridCacheEntryOptions { Expiration = TimeSpan.FromMinutes(5) });
        """);

    [Fact]
    public Task A_factory_without_await_may_return_in_each_branch() => Becomes(
        """
        public bool IsDear(int id) => cache.GetOrCreate("dear" + id, entry =>
        {
            entry.SetAbsoluteExpiration(TimeSpan.FromMinutes(5));
            if (id == 0)
                return false;
            else
                return db.Load(id).Amount > 10;
        });
        """,
        """
        public async Task<bool> IsDear(int id) => await cache.GetOrCreateAsync(
            "dear" + id,
            _ =>
            {
                if (id == 0)
                    return ValueTask.FromResult(false);
                else
                    return ValueTask.FromResult(db.Load(id).Amount > 10);
            },
            new HybridCacheEntryOptions { Expiration = TimeSpan.FromMinutes(5) });
        """);

    [Fact]
    public Task A_task_that_is_waited_for_under_a_limit_stays_one() => Becomes(
        """
        public async Task<Price?> Get(int id) => await cache.GetOrCreateAsync("price" + id, async entry =>
        {
            entry.SetAbsoluteExpiration(TimeSpan.FromMinutes(5));
            return await db.LoadAsync(id);
        }).WaitAsync(TimeSpan.FromSeconds(2));
        """,
        """
        public async Task<Price?> Get(int id) => await cache.GetOrCreateAsync(
            "price" + id,
            async _ => await db.LoadAsync(id),
            new HybridCacheEntryOptions { Expiration = TimeSpan.FromMinutes(5) }).AsTask().WaitAsync(TimeSpan.FromSeconds(2));
        """);

    [Fact]
    public Task A_task_that_is_waited_for_under_a_limit_stays_one_with_sliding_entries() => Becomes(
        """
        public async Task<Price?> Get(int id) => await cache.GetOrCreateAsync("price" + id, async entry =>
        {
            entry.SetSlidingExpiration(TimeSpan.FromMinutes(5));
            return await db.LoadAsync(id);
        }).WaitAsync(TimeSpan.FromSeconds(2));
        """,
        """
        public async Task<Price?> Get(int id) => await GetOrCreateEntryAsync(
            cache,
            "price" + id,
            async () => await db.LoadAsync(id),
            new DistributedCacheEntryOptions { SlidingExpiration = TimeSpan.FromMinutes(5) }).WaitAsync(TimeSpan.FromSeconds(2));
        """, "IDistributedCache");

    [Theory]
    [InlineData("public Price? Get(int id) => cache.GetOrCreateAsync(\"price\" + id, e => db.LoadAsync(id)).Result;")]
    [InlineData("public Price? Get(int id) => cache.GetOrCreateAsync(\"price\" + id, e => db.LoadAsync(id)).GetAwaiter().GetResult();")]
    [InlineData("public Task Get(int id) => cache.GetOrCreateAsync(\"price\" + id, e => db.LoadAsync(id)).ContinueWith(_ => { });")]
    public Task A_task_that_nothing_waits_for_is_refused(string member) => Refuses(member, "'GetOrCreateAsync' has no counterpart in a shared cache");

    [Fact]
    public Task Comments_and_empty_lines_before_the_value_stay() => Becomes(
        """
        public async Task<Price> GetAsync(int id)
        {
            if (cache.TryGetValue($"price:{id}", out Price? price) && price is not null)
                return price;

            var loaded = await db.LoadAsync(id);

            // With tax.
            var made = new Price(loaded.Id, loaded.Amount * 1.2m); // of today
            cache.Set($"price:{id}", made, TimeSpan.FromMinutes(5));
            return made;
        }
        """,
        """
        public async Task<Price> GetAsync(int id)
        {
            return await cache.GetOrCreateAsync(
                $"price:{id}",
                async _ =>
                {
                    var loaded = await db.LoadAsync(id);

                    // With tax.
                    return new Price(loaded.Id, loaded.Amount * 1.2m); // of today
                },
                new HybridCacheEntryOptions { Expiration = TimeSpan.FromMinutes(5) });
        }
        """);
}
