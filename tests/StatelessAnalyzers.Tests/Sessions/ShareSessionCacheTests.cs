using Microsoft.CodeAnalysis.Text;
using StatelessAnalyzers.Sessions;
using Xunit;

namespace StatelessAnalyzers.Tests.Sessions;

public class ShareSessionCacheTests
{
    [Fact]
    public Task Registers_a_cache_after_the_last_service() => new FixTest<SessionInProcess, ShareSessionCache>
    {
        Code = """
            var builder = WebApplication.CreateBuilder(args);

            builder.Services.{|SLS1001:AddSession|}();

            // the pipeline
            var app = builder.Build();
            app.UseSession();
            app.Run();
            """,
        Fixed = """
            var builder = WebApplication.CreateBuilder(args);

            builder.Services.AddSession();
            builder.Services.AddStackExchangeRedisCache(options => options.Configuration = builder.Configuration.GetConnectionString("Redis"));

            // the pipeline
            var app = builder.Build();
            app.UseSession();
            app.Run();
            """,
    }.RunAsync();

    [Fact]
    public Task Takes_the_place_of_the_memory_cache() => new FixTest<SessionInProcess, ShareSessionCache>
    {
        Code = """
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddDistributedMemoryCache(); // for sessions
            builder.Services.AddControllersWithViews().{|SLS1001:AddSessionStateTempDataProvider|}();
            builder.Services.{|SLS1001:AddSession|}();
            builder.Build().Run();
            """,
        Fixed = """
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddStackExchangeRedisCache(options => options.Configuration = builder.Configuration.GetConnectionString("Redis")); // for sessions
            builder.Services.AddControllersWithViews().AddSessionStateTempDataProvider();
            builder.Services.AddSession();
            builder.Build().Run();
            """,
        // Both findings have one cause.
        NumberOfIncrementalIterations = 1,
    }.RunAsync();

    [Fact]
    public Task Leaves_the_memory_cache_of_the_development_arm() => new FixTest<SessionInProcess, ShareSessionCache>
    {
        Code = """
            var builder = WebApplication.CreateBuilder(args);
            if (builder.Environment.IsDevelopment())
                builder.Services.AddDistributedMemoryCache();
            builder.Services.{|SLS1001:AddSession|}();
            builder.Build().Run();
            """,
        Fixed = """
            var builder = WebApplication.CreateBuilder(args);
            if (builder.Environment.IsDevelopment())
                builder.Services.AddDistributedMemoryCache();
            builder.Services.AddSession();
            builder.Services.AddStackExchangeRedisCache(options => options.Configuration = builder.Configuration.GetConnectionString("Redis"));
            builder.Build().Run();
            """,
    }.RunAsync();

    [Fact]
    public Task Works_in_a_Startup_class_with_Windows_line_ends()
    {
        const string Before = """
            public class Startup(IConfiguration configuration)
            {
                public void ConfigureServices(IServiceCollection services)
                {
                    services.AddControllersWithViews();
                    services.{|SLS1001:AddSession|}();
                }
            }
            """;
        const string After = """
            public class Startup(IConfiguration configuration)
            {
                public void ConfigureServices(IServiceCollection services)
                {
                    services.AddControllersWithViews();
                    services.AddSession();
                    services.AddStackExchangeRedisCache(options => options.Configuration = configuration.GetConnectionString("Redis"));
                }
            }
            """;
        return new FixTest<SessionInProcess, ShareSessionCache>
        {
            Code = Before.ReplaceLineEndings("\r\n"),
            Fixed = After.ReplaceLineEndings("\r\n"),
        }.RunAsync();
    }

    [Fact]
    public Task Is_refused_where_the_settings_are_no_JSON()
    {
        var test = new FixTest<SessionInProcess, ShareSessionCache>
        {
            Code = """
                var builder = WebApplication.CreateBuilder(args);
                builder.Services.{|SLS1001:AddSession|}();
                builder.Build().Run();
                """,
        };
        test.TestState.AdditionalFiles.Add(("/0/appsettings.json", SourceText.From("{ \"Logging\": [ }")));
        return test.RunAsync();
    }

    [Fact]
    public Task Is_refused_where_the_package_cannot_be_added()
    {
        var test = new FixTest<SessionInProcess, ShareSessionCache>
        {
            References = References.AspNetCore,
            Code = """
                var builder = WebApplication.CreateBuilder(args);
                builder.Services.{|SLS1001:AddSession|}();
                builder.Build().Run();
                """,
        };
        test.TestState.AdditionalFiles.Add(("/0/Shop.csproj", SourceText.From("<Project Sdk=\"Microsoft.NET.Sdk.Web\"><ItemGroup></Project>")));
        return test.RunAsync();
    }
}
