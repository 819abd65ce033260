using StatelessAnalyzers.Memory;
using Xunit;

namespace StatelessAnalyzers.Tests.Memory;

public class CollectionUsedAsCacheTests
{
    const string Catalog = """

        public record Product(int Id, string Name);
        public interface IProducts { Product Load(int id); Task<Product> LoadAsync(int id); IReadOnlyList<Product> All(); }
        """;

    static Task Run(string code) => RuleTest<LongLivedState>.Run(code + Catalog);

    [Fact]
    public Task Reports_GetOrAdd_on_a_static_dictionary() => Run("""
        using System.Collections.Concurrent;
        namespace Shop.Services;
        public class Catalog(IProducts products)
        {
            static readonly ConcurrentDictionary<int, Product> {|SLS3001:cache|} = new();
            public Product Get(int id) => cache.GetOrAdd(id, key => products.Load(key));
        }
        """);

    [Fact]
    public async Task Says_which_member_fills_it()
    {
        var test = new RuleTest<LongLivedState>
        {
            Code = """
                using System.Collections.Concurrent;
                public class Catalog(IProducts products)
                {
                    static readonly ConcurrentDictionary<int, Product> {|#0:cache|} = new();
                    public Product Get(int id) => {|#1:cache.GetOrAdd(id, products.Load)|};
                }
                """ + Catalog,
        };
        test.ExpectedDiagnostics.Add(new Microsoft.CodeAnalysis.Testing.DiagnosticResult(Rules.SLS3001_CollectionUsedAsCache).WithLocation(0).WithLocation(1).WithArguments("cache", "Catalog.Get"));
        await test.RunAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public Task Reports_try_get_then_set() => Run("""
        public static class Catalog
        {
            private static readonly Dictionary<int, Product> {|SLS3001:_products|} = [];
            public static async Task<Product> Get(int id, IProducts source)
            {
                if (_products.TryGetValue(id, out var known))
                    return known;
                var product = await source.LoadAsync(id);
                _products[id] = product;
                return product;
            }
        }
        """);

    [Fact]
    public Task Reports_contains_then_add_under_a_lock() => Run("""
        public class Catalog(IProducts products)
        {
            static readonly object gate = new();
            static Dictionary<int, Product> {|SLS3001:cache|} = new Dictionary<int, Product>();
            public Product Get(int id)
            {
                lock (gate)
                {
                    if (!cache.ContainsKey(id))
                        cache.Add(id, products.Load(id));
                    return cache[id];
                }
            }
        }
        """);

    [Theory]
    [InlineData("builder.Services.AddSingleton<Catalog>();")]
    [InlineData("builder.Services.AddSingleton(typeof(Catalog));")]
    [InlineData("builder.Services.AddSingleton<ICatalog, Catalog>();")]
    [InlineData("builder.Services.AddSingleton<ICatalog>(sp => new Catalog(null!));")]
    [InlineData("builder.Services.AddSingleton<ICatalog>(sp => ActivatorUtilities.CreateInstance<Catalog>(sp));")]
    [InlineData("builder.Services.AddSingleton<ICatalog>(new Catalog(null!));")]
    [InlineData("var catalog = new Catalog(null!); builder.Services.AddSingleton<ICatalog>(catalog);")]
    [InlineData("builder.Services.AddKeyedSingleton<ICatalog, Catalog>(\"a\");")]
    [InlineData("builder.Services.TryAddSingleton<ICatalog, Catalog>();")]
    [InlineData("builder.Services.Add(ServiceDescriptor.Singleton<ICatalog, Catalog>());")]
    [InlineData("builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton(typeof(ICatalog), typeof(Catalog)));")]
    [InlineData("builder.Services.Add(new ServiceDescriptor(typeof(ICatalog), typeof(Catalog), ServiceLifetime.Singleton));")]
    [InlineData("builder.Services.Add(ServiceDescriptor.Describe(typeof(ICatalog), typeof(Catalog), ServiceLifetime.Singleton));")]
    [InlineData("builder.Services.AddSingleton<ICatalog>(Make);")]
    public Task Reports_a_field_of_a_singleton_in_every_spelling(string registration) => Run($$"""
        using System.Collections.Concurrent;
        using Microsoft.Extensions.DependencyInjection.Extensions;
        var builder = WebApplication.CreateBuilder(args);
        {{registration}}
        builder.Build().Run();
        ICatalog Make(IServiceProvider services) => new Catalog(null!);
        public interface ICatalog;
        public class Catalog(IProducts products) : ICatalog
        {
            readonly ConcurrentDictionary<int, Product> {|SLS3001:cache|} = new();
            public Product Get(int id) => cache.GetOrAdd(id, products.Load);
        }
        """);

    [Theory]
    [InlineData("builder.Services.AddScoped<Catalog>();")]
    [InlineData("builder.Services.AddTransient<Catalog>();")]
    [InlineData("builder.Services.AddScoped<ICatalog, Catalog>();")]
    [InlineData("builder.Services.Add(new ServiceDescriptor(typeof(ICatalog), typeof(Catalog), ServiceLifetime.Scoped));")]
    [InlineData("")]
    public Task Silent_in_a_service_that_does_not_outlive_the_request(string registration) => Run($$"""
        using System.Collections.Concurrent;
        var builder = WebApplication.CreateBuilder(args);
        {{registration}}
        builder.Build().Run();
        public interface ICatalog;
        public class Catalog(IProducts products) : ICatalog
        {
            readonly ConcurrentDictionary<int, Product> cache = new();
            public Product Get(int id) => cache.GetOrAdd(id, products.Load);
        }
        """);

    [Fact]
    public Task Reports_an_open_generic_singleton() => Run("""
        using System.Collections.Concurrent;
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton(typeof(IStore<>), typeof(Store<>));
        builder.Build().Run();
        public interface IStore<T>;
        public interface ISource<T> { T? Load(int id); }
        public class Store<T>(ISource<T> source) : IStore<T> where T : class
        {
            readonly ConcurrentDictionary<int, T?> {|SLS3001:cache|} = new();
            public T? Get(int id) => cache.GetOrAdd(id, source.Load);
        }
        """);

    [Fact]
    public Task Reports_the_base_class_of_a_singleton() => Run("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton<Catalog>();
        builder.Build().Run();
        public abstract class Cached
        {
            protected readonly Dictionary<int, Product> {|SLS3001:cache|} = [];
            protected abstract Product Load(int id);
            public Product Get(int id)
            {
                if (!cache.TryGetValue(id, out var product))
                    cache[id] = product = Load(id);
                return product;
            }
        }
        public class Catalog(IProducts products) : Cached { protected override Product Load(int id) => products.Load(id); }
        """);

    [Fact]
    public Task Reports_parts_of_a_partial_class_and_nested_types() => Run("""
        public static partial class Catalog
        {
            static readonly Dictionary<int, Product> {|SLS3001:products|} = [];
            static class Inner { internal static readonly Dictionary<int, Product> {|SLS3001:more|} = []; }
        }
        public static partial class Catalog
        {
            public static Product Get(int id, IProducts source)
            {
                if (!products.ContainsKey(id)) products.Add(id, source.Load(id));
                if (!Inner.more.ContainsKey(id)) Inner.more.Add(id, source.Load(id));
                return products[id];
            }
        }
        """);

    [Fact]
    public Task Reports_values_loaded_into_a_field() => Run("""
        public class Catalog(IProducts products)
        {
            static IReadOnlyList<Product>? {|SLS3001:all|};
            static List<Product> {|SLS3001:list|} = [];
            public IReadOnlyList<Product> All() => all ??= products.All();
            public void Refresh() => list = new List<Product>(products.All());
        }
        """);

    [Fact]
    public Task Reports_a_list_that_is_filled_from_an_await() => Run("""
        public class Catalog(IProducts products)
        {
            static readonly List<Product> {|SLS3001:list|} = [];
            public async Task<Product> Get(int id)
            {
                var found = list.FirstOrDefault(p => p.Id == id);
                if (found is null)
                    list.Add(found = await products.LoadAsync(id));
                return found;
            }
        }
        """);

    [Fact]
    public Task Reports_through_conditional_access_alias_and_null_coalescing() => Run("""
        using System.Collections.Concurrent;
        public class Catalog(IProducts products)
        {
            static ConcurrentDictionary<int, Product>? {|SLS3001:first|} = new();
            static readonly ConcurrentDictionary<int, Product> {|SLS3001:second|} = new();
            static ConcurrentDictionary<int, Product>? {|SLS3001:third|};
            public Product? One(int id) => first?.GetOrAdd(id, products.Load);
            public Product Two(int id) { var cache = second; return cache.GetOrAdd(id, products.Load); }
            public Product Three(int id) => (third ??= new()).GetOrAdd(id, products.Load);
        }
        """);

    [Fact]
    public Task Reports_a_lazy_dictionary_and_a_property() => Run("""
        using System.Collections.Concurrent;
        public class Catalog(IProducts products)
        {
            static readonly Lazy<ConcurrentDictionary<int, Product>> {|SLS3001:lazy|} = new();
            static ConcurrentDictionary<int, Product> {|SLS3001:Cache|} { get; } = new();
            public Product One(int id) => lazy.Value.GetOrAdd(id, products.Load);
            public Product Two(int id) => Cache.GetOrAdd(id, products.Load);
        }
        """);

    [Fact]
    public Task Reports_a_cache_that_another_type_fills_where_it_is_filled() => Run("""
        using System.Collections.Concurrent;
        public static class Caches { public static readonly ConcurrentDictionary<int, Product> Products = new(); }
        public class Catalog(IProducts products)
        {
            public Product One(int id) => {|SLS3001:Caches.Products|}.GetOrAdd(id, products.Load);
            public Product Two(int id) => Caches.Products.GetOrAdd(id, products.Load);
        }
        """);

    [Fact]
    public Task Reports_the_handler_of_an_endpoint() => Run("""
        using System.Collections.Concurrent;
        var app = WebApplication.CreateBuilder(args).Build();
        app.MapGet("/{id}", (int id, IProducts products) => {|SLS3001:Caches.Products|}.GetOrAdd(id, products.Load));
        app.Run();
        public static class Caches { public static readonly ConcurrentDictionary<int, Product> Products = new(); }
        """);

    [Theory]
    [InlineData("Type", "string", "key => key.Name")]
    [InlineData("System.Reflection.MemberInfo", "string", "key => Load(key)")]
    [InlineData("DayOfWeek", "string", "key => Load(key)")]
    [InlineData("(Type, string)", "string", "key => Load(key)")]
    [InlineData("string", "System.Text.RegularExpressions.Regex", "key => new(key)")]
    [InlineData("string", "System.Reflection.PropertyInfo[]", "key => Load2(key)")]
    [InlineData("string", "Func<object, object>", "key => Load3(key)")]
    [InlineData("string", "SemaphoreSlim", "key => new(1)")]
    [InlineData("string", "Lazy<System.Text.Json.JsonSerializerOptions>", "key => new(() => new())")]
    [InlineData("string", "string", "key => key.ToUpperInvariant()")]
    [InlineData("string", "string", "ToKey")]
    [InlineData("string", "object", "key => new object()")]
    public Task Silent_for_memos_of_facts_and_locks(string key, string value, string factory) => Run($$"""
        using System.Collections.Concurrent;
        public class Names
        {
            static readonly ConcurrentDictionary<{{key}}, {{value}}> memo = new();
            public {{value}} Get({{key}} key) => memo.GetOrAdd(key, {{factory}});
            static string Load(object key) => key.ToString()!;
            static System.Reflection.PropertyInfo[] Load2(object key) => key.GetType().GetProperties();
            static Func<object, object> Load3(object key) => x => x;
            static string ToKey(string key) => key.Trim();
        }
        """);

    [Fact]
    public Task Silent_for_collections_filled_at_start_up() => Run("""
        public class Startup
        {
            static readonly Dictionary<int, Product> byInitializer = new() { [1] = new(1, "a") };
            static readonly Dictionary<int, Product> byStaticConstructor = [];
            static readonly Dictionary<int, Product> byConfigure = [];
            static readonly Dictionary<int, Product> byHelper = [];
            static readonly Dictionary<int, Product> byModule = [];
            static readonly Dictionary<int, Product> byBuilder = [];
            static Startup() { byStaticConstructor.Add(1, new(1, "a")); Fill(); }
            static void Fill() { if (!byHelper.ContainsKey(1)) byHelper.Add(1, new(1, "a")); }
            public void ConfigureServices(IServiceCollection services) { if (!byConfigure.ContainsKey(1)) byConfigure.Add(1, new(1, "a")); }
            [System.Runtime.CompilerServices.ModuleInitializer] internal static void Module() { byModule.TryAdd(1, new(1, "a")); }
            public static void UseProducts(IApplicationBuilder app, IProducts products) { foreach (var p in products.All()) byBuilder[p.Id] = p; }
            public static bool Has(int id) => byInitializer.ContainsKey(id) || byStaticConstructor.ContainsKey(id) || byConfigure.ContainsKey(id) || byHelper.ContainsKey(id) || byModule.ContainsKey(id) || byBuilder.ContainsKey(id);
        }
        """);

    [Fact]
    public Task Silent_for_a_singleton_that_its_constructor_fills() => Run("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton<Catalog>();
        builder.Build().Run();
        public class Catalog
        {
            readonly Dictionary<int, Product> products = [];
            public Catalog(IProducts source) { foreach (var p in source.All()) Add(p); }
            void Add(Product p) { if (!products.ContainsKey(p.Id)) products.Add(p.Id, p); }
            public Product Get(int id) => products[id];
        }
        """);

    [Fact]
    public Task Silent_for_lazily_made_facts() => Run("""
        using System.Text.RegularExpressions;
        using System.Text.Json;
        public class Facts(IWebHostEnvironment env)
        {
            static Regex? regex;
            static JsonSerializerOptions? options;
            static string? folder;
            static Facts? instance;
            static readonly Lazy<Regex> lazy = new(() => new Regex("a"));
            public static Regex R => regex ??= new Regex("a", RegexOptions.Compiled);
            public static JsonSerializerOptions O => options ?? (options = new JsonSerializerOptions());
            public string Folder { get { if (folder == null) { folder = Path.Combine(env.WebRootPath, "posts"); } return folder; } }
            public static Facts Instance(IWebHostEnvironment e) { if (instance is null) instance = new Facts(e); return instance; }
        }
        """);

    [Fact]
    public Task Silent_for_state_per_thread_or_flow_or_object() => Run("""
        using System.Collections.Concurrent;
        using System.Runtime.CompilerServices;
        public class Flows(IProducts products)
        {
            [ThreadStatic] static Dictionary<int, Product>? perThread;
            static readonly AsyncLocal<Dictionary<int, Product>> perFlow = new();
            static readonly ConditionalWeakTable<object, Product> perObject = new();
            static readonly ThreadLocal<Dictionary<int, Product>> local = new();
            public void A(int id) => (perThread ??= [])[id] = products.Load(id);
            public void B(int id) => perFlow.Value![id] = products.Load(id);
            public void C(object id) => perObject.GetValue(id, _ => products.Load(1));
            public void D(int id) => local.Value![id] = products.Load(id);
        }
        """);

    [Fact]
    public Task Silent_for_locals_and_returned_collections() => Run("""
        using System.Collections.Concurrent;
        public static class Copies
        {
            static Dictionary<int, Product> Make(IProducts products) => products.All().ToDictionary(p => p.Id);
            public static Product Get(int id, IProducts products)
            {
                var cache = new ConcurrentDictionary<int, Product>();
                Make(products).Add(5, products.Load(5));
                return cache.GetOrAdd(id, products.Load);
            }
        }
        """);

    [Fact]
    public Task Silent_in_generated_code() => new RuleTest<LongLivedState>
    {
        Code = "public class Empty;" + Catalog,
        TestState =
        {
            Sources =
            {
                ("obj/Made.g.cs", """
                    public class Made
                    {
                        static readonly System.Collections.Concurrent.ConcurrentDictionary<int, Product> cache = new();
                        public Product Get(int id, IProducts products) => cache.GetOrAdd(id, products.Load);
                    }
                    """),
            },
        },
    }.RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task Silent_outside_of_web_applications() => new RuleTest<LongLivedState>
    {
        References = References.NetCore,
        Code = """
            using System.Collections.Concurrent;
            public class Catalog(IProducts products)
            {
                static readonly ConcurrentDictionary<int, Product> cache = new();
                public Product Get(int id) => cache.GetOrAdd(id, products.Load);
            }
            """ + Catalog,
    }.RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task Silent_where_an_option_allows_it() => new RuleTest<LongLivedState>
    {
        Options = "stateless.allowed_state = Catalog.cache, Other",
        Code = """
            using System.Collections.Concurrent;
            namespace Shop;
            public class Catalog(IProducts products)
            {
                static readonly ConcurrentDictionary<int, Product> cache = new();
                static readonly ConcurrentDictionary<int, Product> {|SLS3001:cache2|} = new();
                public Product Get(int id) => cache.GetOrAdd(id, products.Load) ?? cache2.GetOrAdd(id, products.Load);
            }
            public class Other(IProducts products)
            {
                static readonly ConcurrentDictionary<int, Product> cache = new();
                public Product Get(int id) => cache.GetOrAdd(id, products.Load);
            }
            """ + Catalog,
    }.RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task Reports_a_type_that_an_option_calls_a_singleton() => new RuleTest<LongLivedState>
    {
        Options = "stateless.singletons = Catalog",
        Code = """
            using System.Collections.Concurrent;
            namespace Shop;
            public class Catalog(IProducts products)
            {
                readonly ConcurrentDictionary<int, Product> {|SLS3001:cache|} = new();
                public Product Get(int id) => cache.GetOrAdd(id, products.Load);
            }
            """ + Catalog,
    }.RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task Reports_in_a_classic_application() => new RuleTest<LongLivedState>
    {
        References = References.Classic,
        IsApplication = false,
        Code = """
            using System.Collections.Generic;
            using System.Web;
            public class Global : HttpApplication
            {
                static readonly Dictionary<string, string> settings = new Dictionary<string, string>();
                static readonly Dictionary<string, string> {|SLS3001:texts|} = new Dictionary<string, string>();
                protected void Application_Start() { settings["a"] = "b"; }
                public static string Text(string key, System.IO.TextReader reader)
                {
                    if (!texts.TryGetValue(key, out var text))
                        texts[key] = text = reader.ReadToEnd();
                    return text;
                }
            }
            """,
    }.RunAsync(TestContext.Current.CancellationToken);

    [Theory]
    [InlineData("cache.GetOrAdd(")]
    [InlineData("cache.")]
    [InlineData("cache[id] = ")]
    [InlineData("cache.GetOrAdd(id, x => { return ")]
    [InlineData("foreach (var x in cache")]
    [InlineData("cache?.GetOrAdd(id")]
    [InlineData("ref var y = ref cache[")]
    public Task Survives_half_typed_code(string statement) => new RuleTest<LongLivedState>
    {
        CompilerDiagnostics = Microsoft.CodeAnalysis.Testing.CompilerDiagnostics.None,
        Code = $$"""
            public class Catalog : Missing
            {
                static readonly System.Collections.Concurrent.ConcurrentDictionary<int, Unknown> cache = new();
                public object Get(int id) { {{statement}}
            """,
    }.RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task Silent_for_the_users_own_type_of_that_name() => Run("""
        namespace Own
        {
            public class ConcurrentDictionary<K, V> { public V GetOrAdd(K key, Func<K, V> make) => make(key); }
            public class Catalog(IProducts products)
            {
                static readonly ConcurrentDictionary<int, Product> cache = new();
                public Product Get(int id) => cache.GetOrAdd(id, products.Load);
            }
        }
        """);
}
