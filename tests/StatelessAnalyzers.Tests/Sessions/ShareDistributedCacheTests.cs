using Microsoft.CodeAnalysis.Text;
using StatelessAnalyzers.Sessions;
using Xunit;

namespace StatelessAnalyzers.Tests.Sessions;

public class ShareDistributedCacheTests
{
    [Fact]
    public async Task Replaces_the_registration_and_adds_package_and_key()
    {
        var test = new FixTest<DistributedCacheInProcess, ShareDistributedCache>
        {
            References = References.AspNetCore,
            Code = """
                var builder = WebApplication.CreateBuilder(args);
                // Sessions need a cache.
                builder.Services.{|SLS1002:AddDistributedMemoryCache|}();
                builder.Build().Run();
                """,
            Fixed = """
                var builder = WebApplication.CreateBuilder(args);
                // Sessions need a cache.
                builder.Services.{|CS1061:AddStackExchangeRedisCache|}(options => options.Configuration = builder.Configuration.GetConnectionString("Redis"));
                builder.Build().Run();
                """,
        };
        test.TestState.AdditionalFiles.Add(("/0/Shop.csproj", SourceText.From("<Project Sdk=\"Microsoft.NET.Sdk.Web\">\r\n  <ItemGroup>\r\n    <PackageReference Include=\"Zed\" Version=\"1.0.0\" />\r\n  </ItemGroup>\r\n</Project>\r\n")));
        test.TestState.AdditionalFiles.Add(("/0/appsettings.json", SourceText.From("{\n  // what the host allows\n  \"AllowedHosts\": \"*\",\n}\n")));
        test.FixedState.AdditionalFiles.Add(("/0/Shop.csproj", SourceText.From("<Project Sdk=\"Microsoft.NET.Sdk.Web\">\r\n  <ItemGroup>\r\n    <PackageReference Include=\"Microsoft.Extensions.Caching.StackExchangeRedis\" Version=\"10.0.15\" />\r\n    <PackageReference Include=\"Zed\" Version=\"1.0.0\" />\r\n  </ItemGroup>\r\n</Project>\r\n")));
        test.FixedState.AdditionalFiles.Add(("/0/appsettings.json", SourceText.From("{\n  // what the host allows\n  \"AllowedHosts\": \"*\",\n  \"ConnectionStrings\": {\n    \"Redis\": \"localhost:6379\"\n  },\n}\n")));
        await test.RunAsync();
    }

    [Fact]
    public Task In_a_Startup_class_the_configuration_is_its_own() => new FixTest<DistributedCacheInProcess, ShareDistributedCache>
    {
        Code = """
            public class Startup
            {
                public Startup(IConfiguration configuration) => Configuration = configuration;

                public IConfiguration Configuration { get; }

                public void ConfigureServices(IServiceCollection services)
                {
                    services.AddRouting()
                        .{|SLS1002:AddDistributedMemoryCache|}() // for sessions
                        .AddSession();
                }
            }
            """,
        Fixed = """
            public class Startup
            {
                public Startup(IConfiguration configuration) => Configuration = configuration;

                public IConfiguration Configuration { get; }

                public void ConfigureServices(IServiceCollection services)
                {
                    services.AddRouting()
                        .AddStackExchangeRedisCache(options => options.Configuration = Configuration.GetConnectionString("Redis")) // for sessions
                        .AddSession();
                }
            }
            """,
    }.RunAsync();

    [Fact]
    public Task Refuses_where_no_configuration_is_at_hand() => new FixTest<DistributedCacheInProcess, ShareDistributedCache>
    {
        Code = """
            public static class Setup
            {
                public static IServiceCollection AddShop(this IServiceCollection services) => services.{|SLS1002:AddDistributedMemoryCache|}();
            }
            """,
    }.RunAsync();
}
