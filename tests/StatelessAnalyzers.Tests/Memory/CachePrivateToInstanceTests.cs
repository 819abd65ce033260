using Microsoft.CodeAnalysis.Testing;
using StatelessAnalyzers.Memory;
using Xunit;

namespace StatelessAnalyzers.Tests.Memory;

public class CachePrivateToInstanceTests
{
    const string Usings = """
        using System.Security.Claims; using Microsoft.AspNetCore.Authentication; using Microsoft.AspNetCore.Authentication.Cookies; using Microsoft.AspNetCore.Mvc;
        using Microsoft.Extensions.Caching.Distributed; using Microsoft.Extensions.Caching.Memory;

        """;

    const string Shop = """

        public record Product(int Id, string Name);
        public interface ICatalog { Product Load(int id); Task<Product> LoadAsync(int id); }
        """;

    static Task Run(string code) => RuleTest<CachePrivateToInstance>.Run(Usings + code + Shop);

    [Fact]
    public Task Get_or_create_is_info() => Run("""
        public class Products(IMemoryCache cache, ICatalog catalog)
        {
            public Task<Product?> Get(int id) => cache.{|info SLS3005:GetOrCreateAsync|}($"p{id}", e => catalog.LoadAsync(id))!;
        }
        """);

    [Fact]
    public Task Each_member_is_reported_once() => Run("""
        public class Products
        {
            readonly IMemoryCache _cache;
            readonly ICatalog _catalog;
            public Products(IMemoryCache cache, ICatalog catalog) { _cache = cache; _catalog = catalog; }
            public Product? One(int id) => _cache.{|info SLS3005:GetOrCreate|}("a" + id, e => _catalog.Load(id)) ?? _cache.GetOrCreate("b" + id, e => _catalog.Load(id));
            public Product? Two(int id) => _cache.{|info SLS3005:GetOrCreate|}("c" + id, e => _catalog.Load(id));
        }
        """);

    [Fact]
    public Task Try_get_then_set_is_info_at_the_set() => Run("""
        public class Products(IMemoryCache cache, ICatalog catalog)
        {
            public async Task<Product> Get(int id)
            {
                if (!cache.TryGetValue(id, out Product? product))
                {
                    product = await catalog.LoadAsync(id);
                    cache.{|info SLS3005:Set|}(id, product, TimeSpan.FromMinutes(1));
                }
                return product!;
            }
        }
        """);

    [Fact]
    public Task A_lambda_of_a_minimal_api_is_seen() => Run("""
        var app = WebApplication.Create(args);
        app.MapGet("/{id}", (int id, IMemoryCache cache, ICatalog catalog) => cache.{|info SLS3005:GetOrCreate|}(id, e => catalog.Load(id)));
        app.MapGet("/x/{id}", (int id, IMemoryCache store, ICatalog catalog) => store.{|info SLS3005:GetOrCreate|}(id, e => catalog.Load(id)));
        app.Run();
        """);

    [Fact]
    public Task A_partial_class_in_a_nested_namespace_with_a_local_function_is_seen() => Run("""
        namespace Shop.Web
        {
            public partial class Products { IMemoryCache Cache { get; } = null!; }
            public partial class Products
            {
                public object? Get(int id)
                {
                    return Inner();
                    object? Inner() => Cache.{|info SLS3005:Get|}(id);
                }
            }
        }
        """);

    [Fact]
    public Task A_nullable_cache_is_seen() => Run("""
        public class Products(IMemoryCache? cache, ICatalog catalog)
        {
            public Product? Get(int id) => cache?.{|info SLS3005:GetOrCreate|}(id, e => catalog.Load(id));
        }
        """);

    [Fact]
    public Task A_static_MemoryCache_is_seen() => Run("""
        public static class Products
        {
            static readonly MemoryCache Cache = new(new MemoryCacheOptions());
            public static T? Get<T>(string key, Func<T> load) => Cache.{|info SLS3005:GetOrCreate|}(key, e => load());
        }
        """);

    [Fact]
    public Task CreateEntry_is_seen() => Run("""
        public class Products(IMemoryCache cache, ICatalog catalog)
        {
            public void Warm(int id) { using var entry = cache.{|info SLS3005:CreateEntry|}(id); entry.Value = catalog.Load(id); }
        }
        """);

    [Fact]
    public Task An_entry_that_only_the_request_had_is_a_warning() => Run("""
        public class WizardController(IMemoryCache cache) : Controller
        {
            [HttpPost]
            public IActionResult Step(string id, Product model)
            {
                cache.{|SLS3005:Set|}("wizard:" + id, model);
                return Ok();
            }
        }
        """);

    [Fact]
    public Task A_mark_is_a_warning() => Run("""
        public class Webhooks(IMemoryCache cache)
        {
            public bool IsNew(string id)
            {
                if (cache.TryGetValue(id, out _))
                    return false;
                cache.{|SLS3005:Set|}(id, true, TimeSpan.FromHours(1));
                return true;
            }
        }
        """);

    [Fact]
    public Task A_counter_is_a_warning() => Run("""
        public class Quota(IMemoryCache cache)
        {
            public void Count(string key)
            {
                var used = cache.Get<int>(key);
                cache.{|SLS3005:Set|}(key, used + 1);
            }
            public void CountOut(string key)
            {
                cache.TryGetValue(key, out int used);
                used++;
                cache.{|SLS3005:Set|}(key, used);
            }
        }
        """);

    [Fact]
    public Task A_time_or_a_new_id_is_a_warning() => Run("""
        public class Runs(IMemoryCache cache)
        {
            public void Stamp() => cache.{|SLS3005:Set|}("last-run", DateTime.UtcNow);
            public void Run() { if (cache.Get("ran") is DateTime) return; cache.{|SLS3005:Set|}("ran", DateTime.UtcNow); }
            public string Page() { if (cache.Get("page") is string known) return known; var page = "made at " + DateTime.UtcNow; cache.{|info SLS3005:Set|}("page", page); return page; }
            public string Ticket(string order) { var id = Guid.NewGuid().ToString("N"); cache.{|SLS3005:Set|}("ticket:" + order, id); return id; }
        }
        """);

    [Fact]
    public Task Removing_on_one_instance_is_a_warning() => Run("""
        public class Products(IMemoryCache cache, ICatalog catalog)
        {
            public Product? Get(int id) => cache.{|info SLS3005:GetOrCreate|}($"p{id}", e => catalog.Load(id));
            public void Rename(Product product) { catalog.Load(product.Id); cache.{|SLS3005:Remove|}($"p{product.Id}"); }
        }
        """);

    [Fact]
    public Task A_wrapper_that_passes_keys_and_values_through_is_info() => Run("""
        public class Caching(IMemoryCache cache)
        {
            public T? Get<T>(string key) => cache.{|info SLS3005:Get<T>|}(key);
            public void Set<T>(string key, T value) => cache.{|info SLS3005:Set|}(key, value, TimeSpan.FromMinutes(5));
            public void Remove(string key) => cache.{|info SLS3005:Remove|}(key);
            readonly string _prefix = "shop:";
            public void RemoveOne(string key) => cache.{|info SLS3005:Remove|}(_prefix + key);
            public void SetOrMark(string key, object? value) => cache.{|info SLS3005:Set|}(_prefix + key, value ?? "none");
            string Key(int id) => _prefix + id;
            public void Invalidate(int id) => cache.{|SLS3005:Remove|}(Key(id));
        }
        """);

    [Fact]
    public Task A_value_that_can_be_loaded_again_is_info() => Run("""
        public class Warmer(IMemoryCache cache, ICatalog catalog)
        {
            public async Task Refresh(int id) => cache.{|info SLS3005:Set|}("p", await catalog.LoadAsync(id));
            public async Task Project(int id) { var p = await catalog.LoadAsync(id); cache.{|info SLS3005:Set|}("q", new Product(p.Id, p.Name)); }
            public void Missing() => cache.{|info SLS3005:Set<object?>|}("r", null);
        }
        """);

    [Fact]
    public Task Removing_before_loading_again_is_info() => Run("""
        public class Products(IMemoryCache cache, ICatalog catalog)
        {
            public Product? Get(int id, bool fresh)
            {
                if (fresh)
                    cache.Remove($"p{id}");
                return cache.{|info SLS3005:GetOrCreate|}($"p{id}", e => catalog.Load(id));
            }
        }
        """);

    [Fact]
    public Task A_logout_that_is_recorded_in_memory_is_sign_in_state() => Run("""
        public class AccountController(IMemoryCache cache) : Controller
        {
            public async Task<IActionResult> Logout()
            {
                await HttpContext.SignOutAsync();
                var user = User.Claims.First(c => c.Type == ClaimTypes.Name);
                var key = Request.Cookies["id"];
                cache.{|SLS1005:Set|}($"{user.Value}:{key}", key, TimeSpan.FromHours(1));
                return Ok();
            }
        }
        """);

    [Fact]
    public Task A_revocation_list_that_cookie_events_read_is_sign_in_state() => Run("""
        public class RevokeEvents(IMemoryCache cache) : CookieAuthenticationEvents
        {
            public override Task ValidatePrincipal(CookieValidatePrincipalContext context)
            {
                var user = context.Principal?.Claims.First(c => c.Type == ClaimTypes.Name);
                if (cache.{|SLS1005:TryGetValue|}($"{user?.Value}", out var revoked))
                    context.RejectPrincipal();
                return Task.CompletedTask;
            }
        }
        """);

    [Fact]
    public Task A_random_code_is_sign_in_state() => Run("""
        public class Codes(IMemoryCache cache)
        {
            public string Issue(string phone)
            {
                var code = System.Security.Cryptography.RandomNumberGenerator.GetInt32(100000, 1000000).ToString();
                cache.{|SLS1005:Set|}("otp:" + phone, code, TimeSpan.FromMinutes(5));
                return code;
            }
        }
        """);

    [Fact]
    public Task An_entry_under_a_random_key_is_sign_in_state_and_under_a_new_id_a_warning() => Run("""
        public class Codes(IMemoryCache cache, ICatalog catalog)
        {
            string Key(string code) => "login:" + code;
            public string Login(string userId)
            {
                var code = Convert.ToHexString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(20));
                cache.{|SLS1005:Set|}(Key(code), userId, TimeSpan.FromMinutes(1));
                return code;
            }
            public Guid Basket(Product product) { var id = Guid.NewGuid(); cache.{|SLS3005:Set|}(id, product); return id; }
            public void Daily(int id) => cache.{|info SLS3005:Set|}($"p{DateTime.Today}", catalog.Load(id));
        }
        """);

    [Fact]
    public Task A_lockout_that_counts_a_users_failures_is_sign_in_state() => Run("""
        public class Lockout(IMemoryCache cache)
        {
            public void Failed(ClaimsPrincipal user)
            {
                var key = "failed:" + user.Identity!.Name;
                cache.TryGetValue(key, out int failures);
                cache.{|SLS1005:Set|}(key, failures + 1, TimeSpan.FromMinutes(15));
            }
        }
        """);

    [Fact]
    public Task A_ticket_store_over_a_memory_cache_is_sign_in_state() => Run("""
        public class Tickets(IMemoryCache cache) : ITicketStore
        {
            public Task<string> StoreAsync(AuthenticationTicket ticket) { var key = Guid.NewGuid().ToString(); cache.{|SLS1005:Set|}(key, ticket); return Task.FromResult(key); }
            public Task RenewAsync(string key, AuthenticationTicket ticket) { cache.{|SLS1005:Set|}(key, ticket); return Task.CompletedTask; }
            public Task<AuthenticationTicket?> RetrieveAsync(string key) => Task.FromResult(cache.{|SLS1005:Get<AuthenticationTicket>|}(key));
            public Task RemoveAsync(string key) { cache.{|SLS1005:Remove|}(key); return Task.CompletedTask; }
        }
        """);

    [Fact]
    public Task A_users_data_that_can_be_loaded_again_is_only_a_cache() => Run("""
        public class Profiles(IMemoryCache cache, ICatalog catalog)
        {
            public Product? Get(ClaimsPrincipal user) => cache.{|info SLS3005:GetOrCreate|}("profile:" + user.Identity!.Name, e => catalog.Load(1));
        }
        """);

    [Fact]
    public Task The_registration_is_info_where_somebody_injects_the_cache() => Run("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.{|info SLS3005:AddMemoryCache|}();
        builder.Build().MapGet("/{id}", (int id, IMemoryCache cache, ICatalog catalog) => cache.{|info SLS3005:GetOrCreate|}(id, e => catalog.Load(id)));
        """);

    [Fact]
    public Task What_the_user_configures_wins_over_both_levels()
    {
        var test = new RuleTest<CachePrivateToInstance>
        {
            Code = """
                using Microsoft.Extensions.Caching.Memory;
                public class Products(IMemoryCache cache)
                {
                    public void Stamp() => cache.{|#0:Set|}("last-run", DateTime.UtcNow);
                    public object? Get(int id) => cache.{|#1:Get|}(id);
                }
                """,
            Options = "dotnet_diagnostic.SLS3005.severity = error",
        };
        test.ExpectedDiagnostics.Add(new DiagnosticResult("SLS3005", Microsoft.CodeAnalysis.DiagnosticSeverity.Error).WithLocation(0));
        test.ExpectedDiagnostics.Add(new DiagnosticResult("SLS3005", Microsoft.CodeAnalysis.DiagnosticSeverity.Error).WithLocation(1));
        return test.RunAsync();
    }

    [Fact]
    public Task What_the_user_configures_quietens_the_loud_level() => new RuleTest<CachePrivateToInstance>
    {
        Code = """
            using Microsoft.Extensions.Caching.Memory;
            public class Products(IMemoryCache cache)
            {
                public void Stamp() => cache.{|info SLS3005:Set|}("last-run", DateTime.UtcNow);
                public object? Get(int id) => cache.{|info SLS3005:Get|}(id);
            }
            """,
        Options = "dotnet_diagnostic.SLS3005.severity = suggestion",
    }.RunAsync();

    [Fact]
    public Task The_cache_of_System_Runtime_Caching_is_seen() => new RuleTest<CachePrivateToInstance>
    {
        References = [.. References.AspNetCore, .. References.RuntimeCaching],
        Code = """
            using System.Runtime.Caching;
            public class Products(Func<int, string> load)
            {
                public object Get(int id)
                {
                    var cache = MemoryCache.Default;
                    var found = cache["p" + id];
                    if (found == null)
                        cache.{|info SLS3005:Set|}("p" + id, found = load(id), DateTimeOffset.UtcNow.AddMinutes(1));
                    return found;
                }
                public void Mark(string id) => MemoryCache.Default.{|SLS3005:Add|}(id, true, null);
                public void Put(int id) => {|info SLS3005:MemoryCache.Default["q" + id]|} = load(id);
            }
            """,
    }.RunAsync();

    [Fact]
    public Task The_caches_of_classic_applications_are_seen() => new RuleTest<CachePrivateToInstance>
    {
        References = References.Classic,
        IsApplication = false,
        Code = """
            using System;
            using System.Web;
            using System.Web.UI;
            public class Products : Page
            {
                public object Load(int id)
                {
                    var found = Cache["p" + id];
                    if (found == null)
                        {|info SLS3005:Cache["p" + id]|} = found = Find(id);
                    return found;
                }
                public object Ask(int id) => HttpContext.Current.Cache.{|info SLS3005:Get|}("p" + id);
                public void Keep(int id) => HttpRuntime.Cache.{|info SLS3005:Insert|}("p" + id, Find(id));
                public void Drop(int id) => HttpRuntime.Cache.{|SLS3005:Remove|}("p" + id);
                protected void Save(object sender, EventArgs e) => {|SLS3005:Cache["draft"]|} = Request.Form["text"];
                object Find(int id) => id;
            }
            """,
    }.RunAsync();

    [Fact]
    public Task Silent_where_the_memory_is_the_first_level_of_a_shared_cache() => Run("""
        public class Products(IMemoryCache memory, IDistributedCache shared)
        {
            public async Task<string?> Get(string key)
            {
                if (memory.TryGetValue(key, out string? found))
                    return found;
                found = await shared.GetStringAsync(key);
                memory.Set(key, found, TimeSpan.FromSeconds(5));
                return found;
            }
            public async Task Remove(string key) { memory.Remove("x" + key); await shared.RemoveAsync(key); }
        }
        """);

    [Fact]
    public Task Silent_for_facts_about_code() => Run("""
        public class Mappers(IMemoryCache cache)
        {
            public object? Get(Type type) => cache.GetOrCreate(type, e => Activator.CreateInstance(type));
            public object? Get(System.Reflection.PropertyInfo property) => cache.GetOrCreate(property, e => property.Name);
        }
        """);

    [Fact]
    public Task Silent_at_start_up() => Run("""
        var app = WebApplication.Create(args);
        var cache = app.Services.GetRequiredService<IMemoryCache>();
        cache.Set("version", "1");
        app.Run();
        """);

    [Fact]
    public Task Silent_for_a_registration_that_nobody_uses() => RuleTest<CachePrivateToInstance>.Run("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddMemoryCache();
        builder.Build().Run();
        """);

    [Fact]
    public Task Silent_for_a_registration_in_development() => Run("""
        var builder = WebApplication.CreateBuilder(args);
        if (builder.Environment.IsDevelopment())
            builder.Services.AddMemoryCache();
        builder.Build().Run();
        """);

    [Fact]
    public Task Silent_for_shared_caches() => Run("""
        public class Products(Microsoft.Extensions.Caching.Distributed.IDistributedCache cache)
        {
            public byte[]? Get(string key) => cache.Get(key);
            public void Set(string key) => cache.Set(key, new byte[0], new());
            public void Remove(string key) => cache.Remove("p" + key);
        }
        """);

    [Fact]
    public Task Silent_for_a_dictionary_and_for_own_types_of_the_same_name() => RuleTest<CachePrivateToInstance>.Run("""
        public interface IMemoryCache { void Set(string key, object value); object? Get(string key); void Remove(string key); }
        public class Products(IMemoryCache cache)
        {
            readonly Dictionary<string, object> entries = new();
            public void Set(string key) { cache.Set(key, true); cache.Remove("x" + key); entries.Remove(key); entries["x"] = true; }
            public object? Get(string key) => cache.Get(key);
        }
        """);

    [Fact]
    public Task Silent_where_the_scope_is_never() => new RuleTest<CachePrivateToInstance>
    {
        Code = """
            using Microsoft.Extensions.Caching.Memory;
            public class Products(IMemoryCache cache) { public object? Get(int id) => cache.Get(id); }
            """,
        Options = "stateless.scope = never",
    }.RunAsync();

    [Theory]
    [InlineData("public class P(IMemoryCache cache) { void M() { cache.Set( ; cache.Set(); cache.Remove(; cache. } }")]
    [InlineData("public class P(IMemoryCache cache) { object? M => cache.GetOrCreate(x, e => { ; object N() { var a = b; var b = a; cache.Set(a, b); }")]
    [InlineData("public class P { IMemoryCache cache void M() => cache?.Set(\"a\", cache = ) }")]
    public Task Broken_code_is_read_without_an_exception(string code) =>
        RuleTest<CachePrivateToInstance>.Survives("using Microsoft.Extensions.Caching.Memory;\n" + code, References.AspNetCore);
}
