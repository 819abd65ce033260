using StatelessAnalyzers.Memory;
using Xunit;

namespace StatelessAnalyzers.Tests.Memory;

public class HybridCacheWithoutSharedLevelTests
{
    static Task Run(string code, bool application = true) => new RuleTest<HybridCacheWithoutSharedLevel>
    {
        References = [.. References.AspNetCore, .. References.HybridCache, .. References.RedisCache],
        IsApplication = application,
        Code = code,
    }.RunAsync();

    [Fact]
    public Task Reports_in_top_level_statements() => Run("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.{|SLS3006:AddHybridCache|}();
        builder.Build().Run();
        """);

    [Fact]
    public Task Reports_with_options_in_a_Startup_class() => Run("""
        namespace Shop.Web;
        public partial class Startup
        {
            public void ConfigureServices(IServiceCollection services) =>
                services.AddRouting().{|SLS3006:AddHybridCache|}(options => options.MaximumKeyLength = 100);
        }
        """);

    [Fact]
    public Task Reports_over_a_distributed_cache_in_memory() => Run("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddDistributedMemoryCache();
        builder.Services.{|SLS3006:AddHybridCache|}();
        builder.Build().Run();
        """);

    [Fact]
    public Task Reports_where_the_shared_cache_is_for_development_only() => Run("""
        var builder = WebApplication.CreateBuilder(args);
        if (builder.Environment.IsDevelopment())
            builder.Services.AddStackExchangeRedisCache(o => o.Configuration = "localhost");
        builder.Services.{|SLS3006:AddHybridCache|}();
        builder.Build().Run();
        """);

    [Fact]
    public Task Silent_over_a_shared_cache() => Run("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddHybridCache();
        builder.Services.AddStackExchangeRedisCache(o => o.Configuration = "redis");
        builder.Build().Run();
        """);

    [Fact]
    public Task Silent_over_a_shared_cache_that_a_configuration_value_switches_on() => Run("""
        var builder = WebApplication.CreateBuilder(args);
        if (builder.Configuration["Redis"] is { } redis)
            builder.Services.AddStackExchangeRedisCache(o => o.Configuration = redis);
        builder.Services.AddHybridCache();
        builder.Build().Run();
        """);

    [Fact]
    public Task Silent_in_the_development_arm() => Run("""
        var builder = WebApplication.CreateBuilder(args);
        if (builder.Environment.IsDevelopment())
            builder.Services.AddHybridCache();
        builder.Build().Run();
        """);

    [Fact]
    public Task Silent_in_a_library_whose_host_may_register_the_shared_cache() => Run("""
        public static class Registrations { public static void AddShop(this IServiceCollection services) => services.AddHybridCache(); }
        """, application: false);

    [Fact]
    public Task Silent_for_an_own_method_of_the_same_name() => RuleTest<HybridCacheWithoutSharedLevel>.Run("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddHybridCache();
        static class Own { public static void AddHybridCache(this IServiceCollection services) { } }
        """);

    [Theory]
    [InlineData("var b = WebApplication.CreateBuilder(args); b.Services.AddHybridCache( ; b.Services.AddHybridCache(o => ")]
    [InlineData("class Startup { void ConfigureServices(IServiceCollection s) => s.AddHybridCache( }")]
    public Task Broken_code_is_read_without_an_exception(string code) =>
        RuleTest<HybridCacheWithoutSharedLevel>.Survives(code, [.. References.AspNetCore, .. References.HybridCache]);

    static Task RunFusion(string registrations) => new RuleTest<HybridCacheWithoutSharedLevel>
    {
        References = [.. References.AspNetCore, .. References.FusionCache, .. References.RedisCache],
        Code = $"""
            using ZiggyCreatures.Caching.Fusion;
            var builder = WebApplication.CreateBuilder(args);
            {registrations}
            builder.Build().Run();
            """,
    }.RunAsync();

    [Theory]
    [InlineData("builder.Services.{|SLS3006:AddFusionCache|}();")]
    [InlineData("builder.Services.{|SLS3006:AddFusionCache|}().WithDefaultEntryOptions(new FusionCacheEntryOptions { Duration = TimeSpan.FromMinutes(5) }).WithoutBackplane();")]
    [InlineData("builder.Services.{|SLS3006:AddFusionCache|}(); if (builder.Environment.IsDevelopment()) builder.Services.AddFusionCache(\"local\").WithRegisteredDistributedCache();")]
    [InlineData("builder.Services.AddStackExchangeRedisCache(o => o.Configuration = \"redis\"); builder.Services.{|SLS3006:AddFusionCache|}();")]
    public Task Reports_FusionCache_without_what_is_shared(string registrations) => RunFusion(registrations);

    [Theory]
    [InlineData("builder.Services.AddStackExchangeRedisCache(o => o.Configuration = \"redis\"); builder.Services.AddFusionCache().WithRegisteredDistributedCache();")]
    [InlineData("builder.Services.AddFusionCache().TryWithAutoSetup();")]
    [InlineData("builder.Services.AddFusionCache().WithRegisteredBackplane();")]
    [InlineData("var fusion = builder.Services.AddFusionCache(); if (builder.Configuration[\"Redis\"] is not null) fusion.WithRegisteredBackplane();")]
    [InlineData("if (builder.Environment.IsDevelopment()) builder.Services.AddFusionCache();")]
    public Task Silent_for_FusionCache_that_instances_share(string registrations) => RunFusion(registrations);
}
