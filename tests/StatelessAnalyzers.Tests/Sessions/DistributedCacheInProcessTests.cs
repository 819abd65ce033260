using Microsoft.CodeAnalysis.Testing;
using StatelessAnalyzers.Sessions;
using Xunit;

namespace StatelessAnalyzers.Tests.Sessions;

public class DistributedCacheInProcessTests
{
    [Fact]
    public Task Reports_in_top_level_statements() => RuleTest<DistributedCacheInProcess>.Run("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.{|SLS1002:AddDistributedMemoryCache|}();
        builder.Build().Run();
        """);

    [Fact]
    public Task Reports_in_a_chain_with_options() => RuleTest<DistributedCacheInProcess>.Run("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services
            .AddOptions()
            .{|SLS1002:AddDistributedMemoryCache|}(options => options.SizeLimit = 1000)
            .AddRouting();
        """);

    [Fact]
    public Task Reports_in_a_startup_class() => RuleTest<DistributedCacheInProcess>.Run("""
        namespace Shop
        {
            namespace Web
            {
                public partial class Startup
                {
                    readonly IWebHostEnvironment? env;
                    public void ConfigureServices(IServiceCollection services)
                    {
                        if (!env!.IsDevelopment())
                            services?.{|SLS1002:AddDistributedMemoryCache|}();
                    }
                }
            }
        }
        """);

    [Fact]
    public Task Reports_in_a_library() => new RuleTest<DistributedCacheInProcess>
    {
        IsApplication = false,
        Code = "public static class Setup { public static void AddWeb(this IServiceCollection services) => services.{|SLS1002:AddDistributedMemoryCache|}(); }",
    }.RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task Reports_the_cache_itself() => RuleTest<DistributedCacheInProcess>.Run("""
        using Microsoft.Extensions.Caching.Distributed;
        using Microsoft.Extensions.Caching.Memory;
        using Microsoft.Extensions.Options;

        class Holder
        {
            readonly IDistributedCache cache = {|SLS1002:new MemoryDistributedCache(Options.Create(new MemoryDistributedCacheOptions()))|};
            MemoryDistributedCache Other() => {|SLS1002:new(Options.Create(new MemoryDistributedCacheOptions()))|};
        }
        """);

    [Fact]
    public Task Reports_beside_a_setting_that_is_no_environment() => RuleTest<DistributedCacheInProcess>.Run("""
        var builder = WebApplication.CreateBuilder(args);
        if (builder.Configuration["Cache"] == "Local")
            builder.Services.{|SLS1002:AddDistributedMemoryCache|}();
        """);

    [Fact]
    public Task Silent_in_the_development_arm() => RuleTest<DistributedCacheInProcess>.Run("""
        var builder = WebApplication.CreateBuilder(args);
        if (builder.Environment.IsDevelopment())
            builder.Services.AddDistributedMemoryCache();
        builder.Build().Run();
        """);

    [Fact]
    public Task Silent_where_a_startup_class_keeps_the_environment() => RuleTest<DistributedCacheInProcess>.Run("""
        public class Startup(IWebHostEnvironment env)
        {
            readonly bool dev = env.IsDevelopment();
            public void ConfigureServices(IServiceCollection services)
            {
                if (dev)
                    services.AddDistributedMemoryCache();
            }

            public void ConfigureDevelopmentServices(IServiceCollection services) => services.AddDistributedMemoryCache();
        }
        """);

    [Fact]
    public Task Silent_beside_a_shared_cache() => new RuleTest<DistributedCacheInProcess>
    {
        References = References.Everything,
        Code = """
            var builder = WebApplication.CreateBuilder(args);
            if (builder.Configuration.GetConnectionString("Redis") is { } redis)
                builder.Services.AddStackExchangeRedisCache(options => options.Configuration = redis);
            else
                builder.Services.AddDistributedMemoryCache();
            """,
    }.RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task Silent_on_the_memory_cache_that_says_what_it_is() => RuleTest<DistributedCacheInProcess>.Run("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddMemoryCache();
        """);

    [Fact]
    public Task Silent_on_types_of_the_same_name() => RuleTest<DistributedCacheInProcess>.Run("""
        var cache = new MemoryDistributedCache();
        cache.AddDistributedMemoryCache();

        class MemoryDistributedCache { public void AddDistributedMemoryCache() { } }
        """);

    [Theory]
    [InlineData("builder.Services.AddDistributedMemoryCache(")]
    [InlineData("var cache = new MemoryDistributedCache(;")]
    [InlineData("using Microsoft.Extensions.Caching.Distributed; var cache = new MemoryDistributedCache(")]
    public Task Survives_half_typed_code(string code) => new RuleTest<DistributedCacheInProcess>
    {
        CompilerDiagnostics = CompilerDiagnostics.None,
        Code = code,
    }.RunAsync(TestContext.Current.CancellationToken);
}
