using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Tests.Rewriting;
using Xunit;

namespace StatelessAnalyzers.Tests.Memory;

/// <summary>Dictionaries that a lock keeps from several threads, as those that are not concurrent must be.</summary>
public class CacheLocksTests
{
    static string Code(string members, string more = "", string field = "private static readonly Dictionary<string, Rate> _rates = new Dictionary<string, Rate>();") => $$"""
        public sealed record Rate(string Currency, decimal Value);

        public interface IRates
        {
            Rate Load(string currency);
        }

        public class RateService(IRates rates)
        {
            private static readonly object _gate = new();
            {{field}}
            {{more}}

        {{string.Join('\n', members.Split('\n').Select(l => l.Length == 0 ? l : "    " + l))}}
        }
        """;

    const string Registered = "builder.Services.AddSingleton<RateService>();";

    static Task<string> FixAsync(string members, string more = "") => FixRun<LongLivedState, ShareCache>.FixAsync(Code(members, more), Registered);

    static Task RefusesAsync(string members, string reason, string more = "") => FixRun<LongLivedState, ShareCache>.RefusesAsync(Code(members, more), reason, Registered);

    const string Get = """
        public Rate Get(string currency)
        {
            lock (_gate)
            {
                Rate rate;
                if (!_rates.TryGetValue(currency, out rate))
                {
                    // from the bank
                    rate = rates.Load(currency);
                    _rates[currency] = rate;
                }

                return rate;
            }
        }
        """;

    [Fact]
    public async Task A_lock_around_looking_and_loading_goes_with_what_it_locks_on()
    {
        var text = await FixAsync(Get);
        Assert.Contains("""
                public async Task<Rate> Get(string currency)
                {
                    Rate rate;
                    // from the bank
                    rate = await cache.GetOrCreateAsync(
                        $"RateService.rates:{currency}",
                        _ => ValueTask.FromResult(rates.Load(currency)),
                        new HybridCacheEntryOptions { Expiration = TimeSpan.FromMinutes(30) });

                    return rate;
                }
            """, text, StringComparison.Ordinal);
        Assert.DoesNotContain("_gate", text, StringComparison.Ordinal);
        Assert.DoesNotContain("lock", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Locks_around_single_uses_go_all_together()
    {
        var text = await FixAsync("""
            public Rate? Find(string currency)
            {
                lock (_gate)
                    return _rates.TryGetValue(currency, out var rate) ? rate : null;
            }

            public void Refresh(string currency)
            {
                lock (_gate)
                {
                    _rates[currency] = rates.Load(currency);
                }
            }

            public void Forget(string currency)
            {
                lock (_gate) { _rates.Remove(currency); }
            }
            """);
        Assert.DoesNotContain("lock", text, StringComparison.Ordinal);
        Assert.DoesNotContain("_gate", text, StringComparison.Ordinal);
        Assert.Contains("return await GetEntryAsync<Rate>(distributedCache, ", text, StringComparison.Ordinal);
        Assert.Contains("await distributedCache.RemoveAsync($\"RateService.rates:{currency}\")", text, StringComparison.Ordinal);
    }

    const string Created = """
                    $"RateService.rates:{currency}",
                    _ => ValueTask.FromResult(rates.Load(currency)),
                    new HybridCacheEntryOptions { Expiration = TimeSpan.FromMinutes(30) });
        """;

    [Fact]
    public async Task The_look_before_a_lock_goes_with_it()
    {
        var text = await FixAsync("""
            public Rate Get(string currency)
            {
                if (!_rates.TryGetValue(currency, out var rate))
                {
                    lock (_gate)
                    {
                        if (!_rates.TryGetValue(currency, out rate))
                        {
                            rate = rates.Load(currency);
                            _rates[currency] = rate;
                        }
                    }
                }

                return rate;
            }
            """);
        Assert.Contains("    {\n        var rate = await cache.GetOrCreateAsync(\n" + Created + "\n\n        return rate;\n    }\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task So_does_one_that_returns_what_it_finds()
    {
        var text = await FixAsync("""
            public Rate Get(string currency)
            {
                if (_rates.TryGetValue(currency, out var rate))
                {
                    return rate;
                }

                lock (_gate)
                {
                    if (_rates.TryGetValue(currency, out rate))
                    {
                        return rate;
                    }

                    rate = rates.Load(currency);
                    _rates[currency] = rate;
                    return rate;
                }
            }
            """);
        Assert.Contains("    {\n        return await cache.GetOrCreateAsync(\n" + Created + "\n    }\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_dictionary_itself_may_be_what_is_locked_on()
    {
        var text = await FixAsync(Get.Replace("_gate", "_rates", StringComparison.Ordinal));
        Assert.DoesNotContain("lock", text, StringComparison.Ordinal);
        Assert.Contains(Created, text, StringComparison.Ordinal);
        Assert.Contains("private static readonly object _gate", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_method_that_only_loads_needs_no_lock()
    {
        var text = await FixAsync(Get.Replace("rates.Load", "Load", StringComparison.Ordinal), "private Rate Load(string currency) => rates.Load(currency);");
        Assert.DoesNotContain("lock", text, StringComparison.Ordinal);
        Assert.Contains("_ => ValueTask.FromResult(Load(currency)),", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_made_for_all_threads_needs_no_lock()
    {
        var text = await FixAsync(Get.Replace("rates.Load(currency)", "new Rate(currency, letters.Match(currency).Length)", StringComparison.Ordinal), "private static readonly System.Text.RegularExpressions.Regex letters = new(\"[a-z]+\");");
        Assert.DoesNotContain("lock", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_statements_under_the_lock_move_out_of_it()
    {
        var text = await FixAsync("""
            public Rate Get(string currency)
            {
                lock (_gate)
                {
                    if (currency.Length != 3)
                    {
                        // no such currency
                        throw new ArgumentException(
                            "Three letters.", nameof(currency));
                    }

                    if (!_rates.TryGetValue(currency, out var rate))
                    {
                        rate = rates.Load(currency);
                        _rates[currency] = rate;
                    }
                    return rate;
                }
            }
            """);
        Assert.Contains("""
                    if (currency.Length != 3)
                    {
                        // no such currency
                        throw new ArgumentException(
                            "Three letters.", nameof(currency));
                    }

                    var rate = await
            """, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_others_lock_on_too_stays()
    {
        var text = await FixAsync(Get + "\n\npublic void Print()\n{\n    lock (_gate)\n    {\n        Console.WriteLine(1);\n    }\n}");
        Assert.Contains("private static readonly object _gate = new();", text, StringComparison.Ordinal);
        Assert.Contains("        lock (_gate)\n        {\n            Console.WriteLine(1);\n        }\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lock (_gate) { _hits++; if (_rates.TryGetValue(c, out var rate)) return rate; rate = rates.Load(c); _rates[c] = rate; return rate; }", "also guards '_hits'", "private int _hits;")]
    [InlineData("lock (_gate) { _order.Enqueue(c); if (_rates.TryGetValue(c, out var rate)) return rate; rate = rates.Load(c); _rates[c] = rate; return rate; }", "also guards '_order'", "private readonly Queue<string> _order = new();")]
    [InlineData("lock (_gate) { Log<int>(); if (_rates.TryGetValue(c, out var rate)) return rate; rate = rates.Load(c); _rates[c] = rate; return rate; }", "also guards 'hits'", "int hits;\n    void Log<T>() => hits++;")]
    [InlineData("lock (_gate) { if (_rates.TryGetValue(c, out var rate)) return rate; rate = rates.Load(text.Append(c).ToString()); _rates[c] = rate; return rate; }", "also guards 'text'", "readonly System.Text.StringBuilder text = new();")]
    [InlineData("lock (_gate) { Hits++; if (_rates.TryGetValue(c, out var rate)) return rate; rate = rates.Load(c); _rates[c] = rate; return rate; }", "also guards 'Hits'", "public int Hits { get; set; }")]
    [InlineData("lock (_gate) { if (_rates.TryGetValue(c, out var rate)) return rate; rate = Load(c); _rates[c] = rate; return rate; }", "also guards '_last'", "private string _last = \"\"; private Rate Load(string c) { _last = c; return rates.Load(c); }")]
    [InlineData("lock (_gate) { if (_rates.TryGetValue(c, out var rate)) return rate; rate = Load(c); _rates[c] = rate; return rate; }", "also guards 'Load'", "protected virtual Rate Load(string c) => rates.Load(c);")]
    [InlineData("lock (this) { if (_rates.TryGetValue(c, out var rate)) return rate; rate = rates.Load(c); _rates[c] = rate; return rate; }", "a lock guards the use")]
    [InlineData("lock (_shared) { if (_rates.TryGetValue(c, out var rate)) return rate; rate = rates.Load(c); _rates[c] = rate; return rate; }", "a lock guards the use", "internal static readonly object _shared = new();")]
    [InlineData("if (_rates.TryGetValue(c, out var rate)) return rate; lock (_gate) { if (!_rates.TryGetValue(c, out rate)) { rate = rates.Load(c); _rates[c] = rate; } return rate; }", "is taken after a first look")]
    [InlineData("if (!_rates.ContainsKey(c)) { lock (_gate) { if (!_rates.ContainsKey(c)) _rates[c] = rates.Load(c); } } return _rates[c];", "is taken after a first look")]
    public Task What_a_lock_guards_besides_is_in_the_way(string body, string reason, string more = "") => RefusesAsync($"public Rate Get(string c)\n{{\n    {body}\n}}", reason, more);

    static string Memory(string body, string more = "") => $$"""
        using Microsoft.Extensions.Caching.Memory;

        public sealed record Rate(string Currency, decimal Value);

        public interface IRates
        {
            Rate Load(string currency);
        }

        public class RateService(IMemoryCache cache, IRates rates)
        {
            private static readonly object _gate = new();{{more}}

            public Rate Get(string currency)
            {
                {{body.ReplaceLineEndings("\n").Replace("\n", "\n        ", StringComparison.Ordinal)}}
            }
        }
        """;

    // One request loads and the others of this instance wait, as those of all instances do for a hybrid cache.
    [Theory]
    [InlineData("""
        if (!cache.TryGetValue("rate:" + currency, out Rate? rate) || rate is null)
        {
            lock (_gate)
            {
                if (!cache.TryGetValue("rate:" + currency, out rate) || rate is null)
                {
                    rate = rates.Load(currency);
                    cache.Set("rate:" + currency, rate, TimeSpan.FromMinutes(5));
                }
            }
        }
        return rate;
        """, "Rate? rate = await cache.GetOrCreateAsync(")]
    [InlineData("""
        lock (_gate)
        {
            return cache.GetOrCreate("rate:" + currency, entry =>
            {
                entry.SetAbsoluteExpiration(TimeSpan.FromMinutes(5));
                return rates.Load(currency);
            })!;
        }
        """, "return (await cache.GetOrCreateAsync(")]
    public async Task A_lock_around_the_memory_cache_goes_too(string body, string after)
    {
        var text = await FixRun<CachePrivateToInstance, ShareMemoryCache>.FixAsync(Memory(body), Registered);
        Assert.Contains($"    public async Task<Rate> Get(string currency)\n    {{\n        {after}\n            \"rate:\" + currency,\n            _ => ValueTask.FromResult(rates.Load(currency)),\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("_gate", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lock (_gate) { _hits++; return cache.GetOrCreate(currency, _ => rates.Load(currency))!; }", "also guards '_hits'", "\n    private int _hits;")]
    [InlineData("lock (_gate) { return cache.GetOrCreate(currency, _ => Load(currency))!; }", "also guards '_last'", "\n    private string _last = \"\"; private Rate Load(string c) => Keep(c); private Rate Keep(string c) { _last = c; return rates.Load(c); }")]
    [InlineData("if (cache.Get<Rate>(currency) is { } found) return found; lock (_gate) { return cache.GetOrCreate(currency, _ => rates.Load(currency))!; }", "is taken after a first look")]
    [InlineData("lock (rates) { return cache.GetOrCreate(currency, _ => rates.Load(currency))!; }", "a lock guards the use")]
    public Task What_a_lock_guards_besides_the_memory_cache_is_in_the_way(string body, string reason, string more = "") =>
        FixRun<CachePrivateToInstance, ShareMemoryCache>.RefusesAsync(Memory(body, more), reason, Registered);
}
