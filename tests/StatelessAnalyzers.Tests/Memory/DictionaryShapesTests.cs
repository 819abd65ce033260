using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Tests.Rewriting;
using Xunit;

namespace StatelessAnalyzers.Tests.Memory;

/// <summary>Each way to use a dictionary as a cache, in a class that has both shared caches at hand, so that only the use changes.</summary>
public class DictionaryShapesTests
{
    const string Concurrent = "private static readonly ConcurrentDictionary<int, Product> products = new();";
    const string Plain = "private readonly Dictionary<int, Product> products = new();";
    const string Options = "new HybridCacheEntryOptions { Expiration = TimeSpan.FromMinutes(30) }";

    static string Code(string field, string member) => $$"""
        using System.Collections.Concurrent;
        using Microsoft.Extensions.Caching.Distributed;
        using Microsoft.Extensions.Caching.Hybrid;

        public sealed record Product(int Id, string Name);

        public interface IRepository
        {
            Product Load(int id);

            Task<Product> LoadAsync(int id, CancellationToken cancellationToken = default);

            Task<Product?> FindAsync(int id, CancellationToken cancellationToken = default);
        }

        public class Catalogue(IRepository repository, HybridCache cache, IDistributedCache shared)
        {
            {{field}}

        {{Indented(member)}}
        }
        """;

    static string Indented(string code) => string.Join('\n', code.Split('\n').Select(l => l.Length == 0 ? l : "    " + l));

    const string Registered = "builder.Services.AddSingleton<Catalogue>();";

    static async Task Becomes(string field, string before, string after)
    {
        var text = await FixRun<LongLivedState, ShareCache>.FixAsync(Code(field, before), Registered);
        Assert.Contains(Indented(after) + "\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Dictionary<", text, StringComparison.Ordinal);
    }

    static Task Refuses(string field, string member, string reason) => FixRun<LongLivedState, ShareCache>.RefusesAsync(Code(field, member), reason, Registered);

    [Theory]
    [InlineData(Concurrent, "public Product Get(int id) => products.GetOrAdd(id, key => repository.Load(key));", "_ => ValueTask.FromResult(repository.Load(id)),")]
    [InlineData(Concurrent, "public Product Get(int id) => products.GetOrAdd(id, repository.Load);", "_ => ValueTask.FromResult(repository.Load(id)),")]
    [InlineData(Concurrent, "public Product Get(int id) => products.GetOrAdd(id, static (key, from) => from.Load(key), repository);", "_ => ValueTask.FromResult(repository.Load(id)),")]
    [InlineData("private static readonly ConcurrentDictionary<int, Task<Product>> products = new();", "public Task<Product> Get(int id) => products.GetOrAdd(id, key => repository.LoadAsync(key));", "async _ => await repository.LoadAsync(id),")]
    [InlineData("private static readonly ConcurrentDictionary<int, Task<Product>> products = new();", "public async Task<Product> Get(int id) => await products.GetOrAdd(id, async key => await repository.LoadAsync(key)).ConfigureAwait(false);", "async _ => await repository.LoadAsync(id),")]
    [InlineData("private static readonly ConcurrentDictionary<int, Lazy<Task<Product>>> products = new();", "public Task<Product> Get(int id) => products.GetOrAdd(id, key => new Lazy<Task<Product>>(() => repository.LoadAsync(key))).Value;", "async _ => await repository.LoadAsync(id),")]
    [InlineData("private static readonly ConcurrentDictionary<int, Lazy<Product>> products = new();", "public Product Get(int id) => products.GetOrAdd(id, key => new Lazy<Product>(() => repository.Load(key), true)).Value;", "_ => ValueTask.FromResult(repository.Load(id)),")]
    [InlineData("private static readonly Lazy<ConcurrentDictionary<int, Product>> products = new(() => new ConcurrentDictionary<int, Product>());", "public Product Get(int id) => products.Value.GetOrAdd(id, key => repository.Load(key));", "_ => ValueTask.FromResult(repository.Load(id)),")]
    [InlineData("private static readonly ConcurrentDictionary<int, Product> products = new(2, 31);", "public Product Get(int id) => products.GetOrAdd(id, key => repository.Load(key));", "_ => ValueTask.FromResult(repository.Load(id)),")]
    public Task Makes_what_is_missing(string field, string before, string factory) =>
        Becomes(field, before, $$"""
            public async Task<Product> Get(int id) => await cache.GetOrCreateAsync(
                $"Catalogue.products:{id}",
                {{factory}}
                {{Options}});
            """);

    [Fact]
    public Task The_shared_factory_goes_by_its_own_token() => Becomes("private static readonly ConcurrentDictionary<int, Task<Product>> products = new();", """
        public async Task<Product> Get(int id, CancellationToken cancellationToken) => await products.GetOrAdd(id, key => repository.LoadAsync(key, cancellationToken));
        """, $$"""
        public async Task<Product> Get(int id, CancellationToken cancellationToken) => await cache.GetOrCreateAsync(
            $"Catalogue.products:{id}",
            async token => await repository.LoadAsync(id, token),
            {{Options}},
            cancellationToken: cancellationToken);
        """);

    [Fact]
    public Task A_factory_may_have_statements() => Becomes(Concurrent, """
        public Product Get(int id)
        {
            return products.GetOrAdd(id, key =>
            {
                // First the store.
                var loaded = repository.Load(key);
                if (loaded.Id != key)
                    return new Product(key, "none");
                return loaded;
            });
        }
        """, $$"""
        public async Task<Product> Get(int id)
        {
            return await cache.GetOrCreateAsync(
                $"Catalogue.products:{id}",
                _ =>
                {
                    // First the store.
                    var loaded = repository.Load(id);
                    if (loaded.Id != id)
                        return ValueTask.FromResult(new Product(id, "none"));
                    return ValueTask.FromResult(loaded);
                },
                {{Options}});
        }
        """);

    [Theory]
    [InlineData("if (!products.TryGetValue(id, out var product))\n    {\n        product = repository.Load(id);\n        products[id] = product;\n    }\n\n    return product;", "var product = ", "\n\n    return product;")]
    [InlineData("if (!products.TryGetValue(id, out var product))\n    {\n        var loaded = repository.Load(id);\n        products[id] = loaded;\n        product = loaded;\n    }\n\n    return product;", "var product = ", "\n\n    return product;")]
    [InlineData("if (products.TryGetValue(id, out var product))\n        return product;\n    product = repository.Load(id);\n    products.TryAdd(id, product);\n    return product;", "return ", "")]
    [InlineData("if (products.TryGetValue(id, out var known)) { return known; }\n\n    var product = repository.Load(id);\n    products.Add(id, product);\n    return product;", "return ", "")]
    [InlineData("if (!products.TryGetValue(id, out var known))\n    {\n        var product = repository.Load(id);\n        products[id] = product;\n        return product;\n    }\n\n    return known;", "return ", "")]
    [InlineData("if (!products.ContainsKey(id))\n        products[id] = repository.Load(id);\n\n    return products[id];", "return ", "")]
    [InlineData("if (!products.ContainsKey(id))\n    {\n        var product = repository.Load(id);\n        products.Add(id, product);\n    }\n\n    return products[id];", "return ", "")]
    [InlineData("if (products.ContainsKey(id))\n        return products[id];\n    products.Add(id, repository.Load(id));\n    return products[id];", "return ", "")]
    public Task Looks_loads_and_stores(string before, string head, string tail) => Becomes(Plain, $"public Product Get(int id)\n{{\n    {before}\n}}", $$"""
        public async Task<Product> Get(int id)
        {
            {{head}}await cache.GetOrCreateAsync(
                $"Catalogue.products:{id}",
                _ => ValueTask.FromResult(repository.Load(id)),
                {{Options}});{{tail}}
        }
        """);

    [Fact]
    public Task What_else_is_done_with_a_loaded_value_stays_with_it() => Becomes(Plain, """
        public async Task<string> NameAsync(int id, CancellationToken cancellationToken)
        {
            // Once for all.
            if (!products.TryGetValue(id, out var product))
            {
                product = await repository.LoadAsync(id, cancellationToken);
                Console.WriteLine(product.Name); // as it was
                // the next one finds it
                products.Add(id, product);
            }

            return product.Name;
        }
        """, $$"""
        public async Task<string> NameAsync(int id, CancellationToken cancellationToken)
        {
            // Once for all.
            // the next one finds it
            var product = await cache.GetOrCreateAsync(
                $"Catalogue.products:{id}",
                async token =>
                {
                    var loaded = await repository.LoadAsync(id, token);
                    Console.WriteLine(loaded.Name); // as it was
                    return loaded;
                },
                {{Options}},
                cancellationToken: cancellationToken);

            return product.Name;
        }
        """);

    // Nothing would be kept where only some results were: that is asked and stored apart.
    [Fact]
    public Task What_is_stored_only_at_times_is_asked_and_stored_apart() => Becomes("private static readonly ConcurrentDictionary<string, Product> products = new(StringComparer.OrdinalIgnoreCase);", """
        public async Task<Product?> FindAsync(string name, CancellationToken cancellationToken)
        {
            if (products.TryGetValue(name, out var known))
            {
                return known;
            }

            var product = await repository.FindAsync(name.Length, cancellationToken);
            if (product is not null)
            {
                products[name] = product;
            }

            return product;
        }
        """, """
        public async Task<Product?> FindAsync(string name, CancellationToken cancellationToken)
        {
            if (await GetEntryAsync<Product>(shared, $"Catalogue.products:{name.ToUpperInvariant()}", cancellationToken) is { } known)
            {
                return known;
            }

            var product = await repository.FindAsync(name.Length, cancellationToken);
            if (product is not null)
            {
                await shared.SetStringAsync(
                    $"Catalogue.products:{name.ToUpperInvariant()}",
                    JsonSerializer.Serialize(product),
                    new DistributedCacheEntryOptions { AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(30) },
                    CancellationToken.None);
            }

            return product;
        }

        private static async Task<T?> GetEntryAsync<T>(IDistributedCache cache, string key, CancellationToken cancellationToken = default)
        {
            var json = await cache.GetStringAsync(key, cancellationToken);
            return json is null ? default : JsonSerializer.Deserialize<T>(json);
        }
        """);

    // An instance that goes on with its own copy would not hear of it.
    [Fact]
    public Task No_instance_keeps_a_copy_of_what_is_taken_out() => Becomes(Concurrent, """
        public Product Get(int id) => products.GetOrAdd(id, repository.Load);

        public void Forget(int id) => products.TryRemove(id, out _);
        """, """
        public async Task<Product> Get(int id) => await cache.GetOrCreateAsync(
            $"Catalogue.products:{id}",
            _ => ValueTask.FromResult(repository.Load(id)),
            new HybridCacheEntryOptions { Expiration = TimeSpan.FromMinutes(30), Flags = HybridCacheEntryFlags.DisableLocalCache });

        public async Task Forget(int id) => await cache.RemoveAsync($"Catalogue.products:{id}");
        """);

    [Theory]
    [InlineData("foreach (var p in products) sum += p.Key;", "the loop in Test.cs, line")]
    [InlineData("sum += products.Count;", "'Count' in Test.cs, line")]
    [InlineData("products.Clear();", "'Clear' in Test.cs, line")]
    [InlineData("sum += products.Keys.Count;", "'Keys' in Test.cs, line")]
    [InlineData("sum += products.Values.Sum(p => p.Id);", "'Values' in Test.cs, line")]
    [InlineData("sum += products.AddOrUpdate(1, _ => null!, (_, p) => p).Id;", "'AddOrUpdate' in Test.cs, line")]
    [InlineData("if (products.TryRemove(1, out var gone)) sum += gone.Id;", "has no counterpart beside one that takes an entry out")]
    [InlineData("if (products.TryAdd(1, repository.Load(1))) sum++;", "has no counterpart beside one that takes an entry out")]
    [InlineData("lock (repository) { products[1] = repository.Load(1); }", "a lock guards the use in Test.cs, line")]
    [InlineData("System.GC.KeepAlive(products);", "the use in Test.cs, line")]
    [InlineData("products[1] = null!; sum += products[1].Id; products[2] = repository.FindAsync(2).Result;", "may be null, which cannot be told from a missing entry")]
    public Task Refuses_what_is_more_than_one_entry(string statement, string reason) => Refuses(Concurrent, $$"""
        public Product Get(int id) => products.GetOrAdd(id, repository.Load);

        public int Sum(int sum)
        {
            {{statement}}
            return sum;
        }
        """, reason);

    [Theory]
    [InlineData("private static readonly ConcurrentDictionary<string, Product> products = new(StringComparer.CurrentCultureIgnoreCase);", "the comparer of the dictionary")]
    [InlineData("private static readonly ConcurrentDictionary<string, Product> products = new(new Dictionary<string, Product>());", "made with content")]
    [InlineData("private static readonly ConcurrentDictionary<string, Product> products = new() { [\"a\"] = new(1, \"a\") };", "made with content")]
    [InlineData("private static readonly ConcurrentDictionary<string, Stream> products = new();", "'Stream' is not known to serialise", "Stream", "File.OpenRead")]
    [InlineData("private static readonly ConcurrentDictionary<string, byte[]> products = new();", "can be changed after it is cached", "byte[]", "k => new byte[repository.Load(k.Length).Id]")]
    [InlineData("internal static readonly ConcurrentDictionary<string, Product> products = new();", "other types reach the field")]
    public Task Refuses_a_dictionary_that_a_shared_cache_is_not(string field, string reason, string type = "Product", string factory = "k => repository.Load(k.Length)") =>
        Refuses(field, $"public {type} Get(string id) => products.GetOrAdd(id, {factory});", reason);

    [Fact]
    public Task Refuses_where_a_caller_cannot_wait_for_the_hybrid_cache() => Refuses(Concurrent, """
        public Product First => Get(1);

        public Product Get(int id) => products.GetOrAdd(id, repository.Load);
        """, "the property 'First' cannot be async");

    [Theory]
    [InlineData("if (!products.TryGetValue(id, out var product))\n    {\n        loads++;\n        product = repository.Load(id);\n        products[id] = product;\n    }\n\n    Console.WriteLine(loads);\n    return product;")]
    [InlineData("if (products.TryGetValue(id, out var product))\n        return product;\n    product = repository.Load(id);\n    if (loads > 0)\n        return new(0, \"\");\n    products[id] = product;\n    return product;")]
    public async Task What_only_the_loading_caller_sees_stays_with_it(string body)
    {
        var text = await FixRun<LongLivedState, ShareCache>.FixAsync(Code(Plain, $"public Product Get(int id, int loads)\n{{\n    {body}\n}}"), Registered);
        Assert.Contains("SetStringAsync", text, StringComparison.Ordinal);
        Assert.DoesNotContain("GetOrCreateAsync", text, StringComparison.Ordinal);
    }
}
