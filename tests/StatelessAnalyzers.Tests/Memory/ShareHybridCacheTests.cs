using StatelessAnalyzers.Memory;
using Xunit;

namespace StatelessAnalyzers.Tests.Memory;

public class ShareHybridCacheTests
{
    const string Redis = "AddStackExchangeRedisCache(options => options.Configuration = builder.Configuration.GetConnectionString(\"Redis\"));";

    static string Program(string registrations) => $"var builder = WebApplication.CreateBuilder(args);\n{registrations}\nbuilder.Build().Run();\n";

    [Theory]
    [InlineData("builder.Services.{|SLS3006:AddHybridCache|}(); // prices", "builder.Services." + Redis + "\nbuilder.Services.AddHybridCache(); // prices")]
    [InlineData("builder.Services.AddDistributedMemoryCache();\nbuilder.Services.{|SLS3006:AddHybridCache|}();", "builder.Services." + Redis + "\nbuilder.Services.AddHybridCache();")]
    public Task A_cache_in_Redis_is_registered(string before, string after) => new FixTest<HybridCacheWithoutSharedLevel, ShareHybridCache> { Code = Program(before), Fixed = Program(after) }.RunAsync();

    [Fact]
    public Task Without_a_configuration_it_is_taken_from_the_provider() => new FixTest<HybridCacheWithoutSharedLevel, ShareHybridCache>
    {
        Code = """
            class Startup
            {
                public void ConfigureServices(IServiceCollection services)
                {
                    services.{|SLS3006:AddHybridCache|}();
                }
            }
            """,
        Fixed = """
            using Microsoft.Extensions.Caching.StackExchangeRedis;

            class Startup
            {
                public void ConfigureServices(IServiceCollection services)
                {
                    services.AddStackExchangeRedisCache(_ => { }).AddOptions<RedisCacheOptions>().Configure<IConfiguration>((options, configuration) => options.Configuration = configuration.GetConnectionString("Redis"));
                    services.AddHybridCache();
                }
            }
            """,
    }.RunAsync();

    [Fact]
    public Task FusionCache_is_left_to_its_own_builder() => new FixTest<HybridCacheWithoutSharedLevel, ShareHybridCache>
    {
        References = [.. References.Everything, .. References.FusionCache],
        Code = Program("builder.Services.{|SLS3006:AddFusionCache|}();"),
    }.RunAsync();
}
