using StatelessAnalyzers.Memory;
using Xunit;

namespace StatelessAnalyzers.Tests.Memory;

public class ShareCacheTests
{
    const string Types = """

        public sealed record Product(int Id, string Name, IReadOnlyList<string> Tags);

        public interface ICatalogue
        {
            Product Get(int id);
        }

        public interface IRepository
        {
            Product Load(int id);
        }

        public class ProductsController : Microsoft.AspNetCore.Mvc.ControllerBase
        {
            private readonly ICatalogue _catalogue;

            public ProductsController(ICatalogue catalogue) => _catalogue = catalogue;

            public string Name(int id)
            {
                // the caller awaits
                return _catalogue.Get(id).Name;
            }
        }
        """;

    const string FixedTypes = """

        public sealed record Product(int Id, string Name, IReadOnlyList<string> Tags);

        public interface ICatalogue
        {
            Task<Product> Get(int id);
        }

        public interface IRepository
        {
            Product Load(int id);
        }

        public class ProductsController : Microsoft.AspNetCore.Mvc.ControllerBase
        {
            private readonly ICatalogue _catalogue;

            public ProductsController(ICatalogue catalogue) => _catalogue = catalogue;

            public async Task<string> Name(int id)
            {
                // the caller awaits
                return (await _catalogue.Get(id)).Name;
            }
        }
        """;

    const string Host = """
        using System.Collections.Concurrent;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton<ICatalogue, Catalogue>();
        builder.Build().Run();

        """;

    const string FixedHost = """
        using Microsoft.Extensions.Caching.Hybrid;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton<ICatalogue, Catalogue>();
        builder.Services.AddStackExchangeRedisCache(options => options.Configuration = builder.Configuration.GetConnectionString("Redis"));
        builder.Services.AddHybridCache();
        builder.Build().Run();

        """;

    [Fact]
    public Task Turns_get_or_add_into_an_awaited_call_up_to_the_controller() => new FixTest<LongLivedState, ShareCache>
    {
        Code = Host + """
            public class Catalogue : ICatalogue
            {
                private static readonly ConcurrentDictionary<int, Product> {|SLS3001:Products|} = new();

                private readonly IRepository _repository;

                public Catalogue(IRepository repository)
                {
                    _repository = repository;
                }

                public Product Get(int id)
                {
                    return Products.GetOrAdd(id, key => _repository.Load(key));
                }
            }
            """ + Types,
        Fixed = FixedHost + """
            public class Catalogue : ICatalogue
            {
                private readonly IRepository _repository;
                private readonly HybridCache _cache;

                public Catalogue(IRepository repository, HybridCache cache)
                {
                    _repository = repository;
                    _cache = cache;
                }

                public async Task<Product> Get(int id)
                {
                    return await _cache.GetOrCreateAsync(
                        $"Catalogue.Products:{id}",
                        _ => ValueTask.FromResult(_repository.Load(id)),
                        new HybridCacheEntryOptions { Expiration = TimeSpan.FromMinutes(30) });
                }
            }
            """ + FixedTypes,
    }.RunAsync();

    [Fact]
    public Task Uses_a_primary_constructor_and_removes_entries() => new FixTest<LongLivedState, ShareCache>
    {
        Code = Host + """
            public class Catalogue(IRepository repository) : ICatalogue
            {
                private static readonly ConcurrentDictionary<int, Product> {|SLS3001:Products|} = new();

                public Product Get(int id) => Products.GetOrAdd(id, repository.Load);

                public void Forget(int id)
                {
                    Products.TryRemove(id, out _); // until it is asked for
                }
            }
            """ + Types,
        Fixed = FixedHost + """
            public class Catalogue(IRepository repository, HybridCache cache) : ICatalogue
            {
                public async Task<Product> Get(int id) => await cache.GetOrCreateAsync(
                    $"Catalogue.Products:{id}",
                    _ => ValueTask.FromResult(repository.Load(id)),
                    new HybridCacheEntryOptions { Expiration = TimeSpan.FromMinutes(30), Flags = HybridCacheEntryFlags.DisableLocalCache });

                public async Task Forget(int id)
                {
                    await cache.RemoveAsync($"Catalogue.Products:{id}"); // until it is asked for
                }
            }
            """ + FixedTypes,
    }.RunAsync();

    [Theory]
    [InlineData("Products.Count")]
    [InlineData("Products.Values.Sum(p => p.Id)")]
    [InlineData("Products.AddOrUpdate(1, _ => null!, (_, p) => p).Id")]
    public Task Refuses_where_one_use_is_no_look_up_by_key(string use) => new FixTest<LongLivedState, ShareCache>
    {
        Code = Host + $$"""
            public class Catalogue(IRepository repository) : ICatalogue
            {
                private static readonly ConcurrentDictionary<int, Product> {|SLS3001:Products|} = new();

                public Product Get(int id) => Products.GetOrAdd(id, repository.Load);

                public int Sum() => {{use}};
            }
            """ + Types,
    }.RunAsync();

    [Theory]
    [InlineData("int, Stream")]
    [InlineData("int, object")]
    [InlineData("int, Node")]
    [InlineData("int, Hidden")]
    [InlineData("int, Changing")]
    [InlineData("int, Base")]
    [InlineData("(int, int), string", "(id, id)")]
    [InlineData("double, string")]
    public Task Refuses_what_does_not_come_back_from_a_shared_cache_as_it_went_in(string types, string key = "id") => new FixTest<LongLivedState, ShareCache>
    {
        Code = Host + $$"""
            public class Catalogue(IRepository repository, ILoader<{{types}}> loader) : ICatalogue
            {
                private static readonly ConcurrentDictionary<{{types}}> {|SLS3001:Entries|} = new();

                public Product Get(int id)
                {
                    repository.Load(Entries.GetOrAdd({{key}}, loader.Load).GetHashCode());
                    return null!;
                }
            }

            public interface ILoader<TKey, TValue>
            {
                TValue Load(TKey key);
            }

            public sealed class Node { public Node? Next { get; set; } }

            public sealed class Hidden { int count; public int Next() => ++count; }

            public sealed class Changing { public int Count { get; set; } public void Grow() => Count++; }

            public class Base { public int Id { get; set; } }

            public class Derived : Base { public int More { get; set; } }
            """ + Types,
    }.RunAsync();

    [Fact]
    public Task Refuses_where_a_caller_cannot_be_async() => new FixTest<LongLivedState, ShareCache>
    {
        Code = Host + """
            public class Catalogue(IRepository repository) : ICatalogue
            {
                private static readonly ConcurrentDictionary<int, Product> {|SLS3001:Products|} = new();

                public Product Get(int id) => Products.GetOrAdd(id, repository.Load);

                public Product First => Get(1);
            }
            """ + Types,
    }.RunAsync();
}
