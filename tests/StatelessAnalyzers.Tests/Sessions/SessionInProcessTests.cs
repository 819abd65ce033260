using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using StatelessAnalyzers.Sessions;
using Xunit;

namespace StatelessAnalyzers.Tests.Sessions;

public class SessionInProcessTests
{
    [Fact]
    public Task Reports_where_nothing_is_registered() => Because("no IDistributedCache is registered", """
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.{|#0:AddSession|}();
        var app = builder.Build();
        app.UseSession();
        app.Run();
        """);

    [Fact]
    public Task Reports_the_memory_cache_that_calls_itself_distributed() => Because("only AddDistributedMemoryCache is registered", """
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddDistributedMemoryCache();
        builder.Services.AddControllersWithViews();
        builder.Services.{|#0:AddSession|}(options => options.IdleTimeout = TimeSpan.FromMinutes(20));
        """);

    [Fact]
    public Task Reports_the_memory_cache_registered_by_its_type() => Because("only MemoryDistributedCache is registered", """
        using Microsoft.Extensions.Caching.Distributed;
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton<IDistributedCache, MemoryDistributedCache>();
        builder.Services.{|#0:AddSession|}();
        """);

    [Fact]
    public Task Reports_the_memory_cache_registered_by_a_factory() => Because("only MemoryDistributedCache is registered", """
        using Microsoft.Extensions.Caching.Distributed;
        using Microsoft.Extensions.Caching.Memory;
        using Microsoft.Extensions.Options;
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton<IDistributedCache>(_ => new MemoryDistributedCache(Options.Create(new MemoryDistributedCacheOptions())));
        builder.Services.{|#0:AddSession|}();
        """);

    [Theory]
    [InlineData("AddControllersWithViews")]
    [InlineData("AddRazorPages")]
    [InlineData("AddMvc")]
    public Task Reports_the_implicit_memory_cache(string method) => Because(method + " registers a memory cache", $$"""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.{{method}}();
        builder.Services.{|#0:AddSession|}();
        """);

    [Fact]
    public Task Reports_the_middleware_where_the_service_is_added_elsewhere() => RuleTest<SessionInProcess>.Run("""
        var app = WebApplication.CreateBuilder(args).Build();
        app.{|SLS1001:UseSession|}();
        app.Run();
        """);

    [Fact]
    public Task Reports_TempData_on_the_session() => RuleTest<SessionInProcess>.Run("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddRazorPages().{|SLS1001:AddSessionStateTempDataProvider|}();
        """);

    [Fact]
    public Task Reports_in_a_startup_class() => RuleTest<SessionInProcess>.Run("""
        namespace Shop.Web
        {
            public partial class Startup(IConfiguration configuration)
            {
                public void ConfigureServices(IServiceCollection services)
                {
                    services.AddOptions().{|SLS1001:AddSession|}();
                }
            }

            public partial class Startup
            {
                public void Configure(IApplicationBuilder app, IWebHostEnvironment env) => app.UseSession();

                public IConfiguration Configuration => configuration;
            }
        }
        """);

    [Fact]
    public Task Reports_in_an_own_extension_method_and_a_lambda() => RuleTest<SessionInProcess>.Run("""
        Host.CreateDefaultBuilder(args).ConfigureServices((context, services) => services.AddWeb());

        static class Setup
        {
            public static IServiceCollection AddWeb(this IServiceCollection s)
            {
                Add();
                return s;
                void Add() => s?.{|SLS1001:AddSession|}();
            }
        }
        """);

    [Fact]
    public Task Reports_a_plain_static_call() => RuleTest<SessionInProcess>.Run("""
        var builder = WebApplication.CreateBuilder(args);
        SessionServiceCollectionExtensions.{|SLS1001:AddSession|}(builder.Services);
        """);

    [Fact]
    public Task Reports_where_the_shared_cache_is_for_development_only() => RuleTest<SessionInProcess>.Run("""
        using Microsoft.Extensions.Caching.Distributed;
        var builder = WebApplication.CreateBuilder(args);
        if (builder.Environment.IsDevelopment())
            builder.Services.AddSingleton<IDistributedCache, Own>();
        builder.Services.{|SLS1001:AddSession|}();
        """ + OwnCache);

    [Fact]
    public Task Reports_where_the_cache_is_keyed() => RuleTest<SessionInProcess>.Run("""
        using Microsoft.Extensions.Caching.Distributed;
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddKeyedSingleton<IDistributedCache, Own>("other");
        builder.Services.{|SLS1001:AddSession|}();
        """ + OwnCache);

    [Fact]
    public Task Reports_where_something_else_is_made_of_a_cache() => RuleTest<SessionInProcess>.Run("""
        using Microsoft.Extensions.Caching.Distributed;
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton<Type>(typeof(IDistributedCache));
        builder.Services.{|SLS1001:AddSession|}();
        """);

    [Fact]
    public Task Silent_with_Redis() => new RuleTest<SessionInProcess>
    {
        References = References.Everything,
        Code = """
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddStackExchangeRedisCache(options => options.Configuration = "localhost");
            builder.Services.AddSession();
            builder.Services.AddRazorPages().AddSessionStateTempDataProvider();
            """,
    }.RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task Silent_with_Redis_in_another_file_under_a_setting() => new RuleTest<SessionInProcess>
    {
        References = References.Everything,
        Code = """
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddSession();
            builder.AddCaching();

            static class Caching
            {
                public static void AddCaching(this WebApplicationBuilder builder)
                {
                    if (builder.Configuration["Redis"] is { } redis)
                        builder.Services.AddStackExchangeRedisCache(options => options.Configuration = redis);
                    else
                        builder.Services.AddDistributedMemoryCache();
                }
            }
            """,
    }.RunAsync(TestContext.Current.CancellationToken);

    [Theory]
    [InlineData("services.AddSingleton<IDistributedCache, Own>();")]
    [InlineData("services.AddSingleton<IDistributedCache>(new Own());")]
    [InlineData("services.AddSingleton<IDistributedCache>(_ => new Own());")]
    [InlineData("services.AddSingleton(typeof(IDistributedCache), typeof(Own));")]
    [InlineData("services.TryAddSingleton<IDistributedCache, Own>();")]
    [InlineData("services.AddScoped<IDistributedCache, Own>();")]
    [InlineData("services.Replace(ServiceDescriptor.Singleton<IDistributedCache, Own>());")]
    [InlineData("services.Replace(new ServiceDescriptor(typeof(IDistributedCache), typeof(Own), ServiceLifetime.Singleton));")]
    [InlineData("services.Add(ServiceDescriptor.Singleton<IDistributedCache, Own>());")]
    [InlineData("services.TryAdd(ServiceDescriptor.Describe(typeof(IDistributedCache), typeof(Own), ServiceLifetime.Singleton));")]
    public Task Silent_with_a_cache_of_the_user_s_own(string registration) => RuleTest<SessionInProcess>.Run($$"""
        using Microsoft.Extensions.Caching.Distributed;
        using Microsoft.Extensions.DependencyInjection.Extensions;
        var services = WebApplication.CreateBuilder(args).Services;
        {{registration}}
        services.AddSession();
        """ + OwnCache);

    [Fact]
    public Task Silent_in_the_development_arm() => RuleTest<SessionInProcess>.Run("""
        var builder = WebApplication.CreateBuilder(args);
        if (builder.Environment.IsDevelopment())
            builder.Services.AddSession();
        """);

    [Fact]
    public Task Silent_in_a_library() => new RuleTest<SessionInProcess>
    {
        IsApplication = false,
        Code = "public static class Setup { public static void AddWeb(this IServiceCollection services) => services.AddSession(); }",
    }.RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task Silent_without_session() => RuleTest<SessionInProcess>.Run("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddControllersWithViews();
        builder.Services.AddDistributedMemoryCache();
        """);

    [Fact]
    public Task Silent_on_methods_of_the_same_name() => RuleTest<SessionInProcess>.Run("""
        var studio = new Studio();
        studio.AddSession();
        studio.UseSession();
        studio.AddSessionStateTempDataProvider();

        class Studio
        {
            public void AddSession() { }
            public void UseSession() { }
            public void AddSessionStateTempDataProvider() { }
        }
        """);

    const string Defaults = """
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;
        public static class Defaults
        {
            public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder) where TBuilder : IHostApplicationBuilder { USE return builder; }
        }
        """;

    const string CallsDefaults = """
        var builder = WebApplication.CreateBuilder(args);
        builder.AddServiceDefaults();
        builder.Services.{|SLS1001:AddSession|}();
        """;

    [Fact]
    public Task Silent_where_a_called_method_of_another_project_may_register_one() => WithReference(
        References.Compile("ServiceDefaults", Defaults.Replace("USE", "builder.Services.AddStackExchangeRedisCache(o => { });", StringComparison.Ordinal), References.Everything),
        Unmarked(CallsDefaults));

    [Fact]
    public async Task Silent_where_that_project_reaches_a_cache_through_another()
    {
        var inner = References.Compile(
            "Caching",
            "using Microsoft.Extensions.DependencyInjection; public static class Inner { public static void Redis(IServiceCollection s) => s.AddStackExchangeRedisCache(o => { }); }",
            References.Everything);
        var outer = References.Compile("ServiceDefaults", Defaults.Replace("USE", "Inner.Redis(builder.Services);", StringComparison.Ordinal), [.. References.Everything, inner]);

        await new RuleTest<SessionInProcess> { References = [.. References.Everything, inner, outer], Code = Unmarked(CallsDefaults) }.RunAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public Task Silent_where_that_project_has_a_cache_of_its_own() => WithReference(
        References.Compile("ServiceDefaults", Defaults.Replace("USE", "builder.Services.AddSingleton<Microsoft.Extensions.Caching.Distributed.IDistributedCache, Own>();", StringComparison.Ordinal) + OwnCache, References.Everything),
        Unmarked(CallsDefaults));

    [Fact]
    public Task Reports_where_that_project_knows_no_cache() => WithReference(
        References.Compile("ServiceDefaults", Defaults.Replace("USE", "builder.Services.AddOptions();", StringComparison.Ordinal), References.Everything),
        CallsDefaults);

    [Fact]
    public Task Reports_where_no_method_of_that_project_is_called() => WithReference(
        References.Compile("ServiceDefaults", Defaults.Replace("USE", "builder.Services.AddStackExchangeRedisCache(o => { });", StringComparison.Ordinal), References.Everything),
        """
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.{|SLS1001:AddSession|}();
        """);

    [Theory]
    [InlineData("builder.Services.AddSession(")]
    [InlineData("builder.Services.AddSession();;; builder.Services.")]
    [InlineData("builder.AddSession(); class { void AddSession( }")]
    [InlineData("AddSession(); UseSession")]
    public Task Survives_half_typed_code(string code) => new RuleTest<SessionInProcess>
    {
        CompilerDiagnostics = CompilerDiagnostics.None,
        TestBehaviors = TestBehaviors.SkipGeneratedCodeCheck,
        Code = "Nothing builder = null;\n" + code,
    }.RunAsync(TestContext.Current.CancellationToken);

    const string OwnCache = """

        sealed class Own : Microsoft.Extensions.Caching.Distributed.IDistributedCache
        {
            public byte[] Get(string key) => new byte[0];
            public System.Threading.Tasks.Task<byte[]> GetAsync(string key, System.Threading.CancellationToken token = default) => System.Threading.Tasks.Task.FromResult(new byte[0]);
            public void Refresh(string key) { }
            public System.Threading.Tasks.Task RefreshAsync(string key, System.Threading.CancellationToken token = default) => System.Threading.Tasks.Task.CompletedTask;
            public void Remove(string key) { }
            public System.Threading.Tasks.Task RemoveAsync(string key, System.Threading.CancellationToken token = default) => System.Threading.Tasks.Task.CompletedTask;
            public void Set(string key, byte[] value, Microsoft.Extensions.Caching.Distributed.DistributedCacheEntryOptions options) { }
            public System.Threading.Tasks.Task SetAsync(string key, byte[] value, Microsoft.Extensions.Caching.Distributed.DistributedCacheEntryOptions options, System.Threading.CancellationToken token = default) => System.Threading.Tasks.Task.CompletedTask;
        }
        """;

    static string Unmarked(string code) => code.Replace("{|SLS1001:", "", StringComparison.Ordinal).Replace("|}", "", StringComparison.Ordinal);

    static Task WithReference(MetadataReference reference, string code) =>
        new RuleTest<SessionInProcess> { References = [.. References.Everything, reference], Code = code }.RunAsync(TestContext.Current.CancellationToken);

    static Task Because(string reason, string code)
    {
        var test = new RuleTest<SessionInProcess> { Code = code };
        test.ExpectedDiagnostics.Add(new DiagnosticResult(Rules.SLS1001_SessionInProcess).WithLocation(0).WithArguments("AddSession", reason));
        return test.RunAsync(TestContext.Current.CancellationToken);
    }
}
