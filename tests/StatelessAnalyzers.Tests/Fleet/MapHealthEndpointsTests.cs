using Microsoft.CodeAnalysis.Testing;
using StatelessAnalyzers.Fleet;
using StatelessAnalyzers.Sessions;
using Xunit;

namespace StatelessAnalyzers.Tests.Fleet;

public class MapHealthEndpointsTests
{
    static Task Gives(string before, string after) => new FixTest<HealthEndpointMissing, MapHealthEndpoints> { Code = before, Fixed = after }.RunAsync();

    [Fact]
    public Task Endpoints_and_service_are_added() => Gives(
        """
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddRouting();

        var app = builder.Build();
        app.MapGet("/", () => "x");

        // go
        app.{|SLS6006:Run|}();
        """,
        """
        using Microsoft.AspNetCore.Diagnostics.HealthChecks;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddRouting();
        builder.Services.AddHealthChecks();

        var app = builder.Build();
        app.MapGet("/", () => "x");
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous().ShortCircuit();
        app.MapHealthChecks("/health/ready").AllowAnonymous().ShortCircuit();

        // go
        app.Run();
        """);

    [Fact]
    public Task A_Main_method_that_awaits_and_has_the_service() => Gives(
        """
        class Program
        {
            static async Task Main(string[] args)
            {
                var builder = WebApplication.CreateBuilder(args);
                builder.Services.AddHealthChecks();
                await using var app = builder.Build();
                await app.{|SLS6006:RunAsync|}();
            }
        }
        """,
        """
        using Microsoft.AspNetCore.Diagnostics.HealthChecks;

        class Program
        {
            static async Task Main(string[] args)
            {
                var builder = WebApplication.CreateBuilder(args);
                builder.Services.AddHealthChecks();
                await using var app = builder.Build();
                app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous().ShortCircuit();
                app.MapHealthChecks("/health/ready").AllowAnonymous().ShortCircuit();
                await app.RunAsync();
            }
        }
        """);

    [Theory]
    [InlineData("", "builder.Services.AddHealthChecks().AddRedis(builder.Configuration.GetConnectionString(\"Redis\")!);\n")]
    [InlineData("builder.Services.AddHealthChecks();\n", "builder.Services.AddHealthChecks().AddRedis(builder.Configuration.GetConnectionString(\"Redis\")!);\n")]
    [InlineData("builder.Services.AddHealthChecks().AddCheck<Mine>(\"mine\");\n", "builder.Services.AddHealthChecks().AddCheck<Mine>(\"mine\");\n")]
    public Task Where_state_is_in_Redis_an_instance_without_it_is_not_ready(string has, string gets)
    {
        const string start = "using Microsoft.Extensions.Diagnostics.HealthChecks;\n\nvar builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddStackExchangeRedisCache(o => o.Configuration = builder.Configuration.GetConnectionString(\"Redis\"));\n";
        const string end = "\npublic abstract class Mine : IHealthCheck { public abstract Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default); }\n";
        return Gives(
            $"{start}{has}var app = builder.Build();\napp.{{|SLS6006:Run|}}();\n{end}",
            $"using Microsoft.AspNetCore.Diagnostics.HealthChecks;\n{start}{gets}var app = builder.Build();\napp.MapHealthChecks(\"/health/live\", new HealthCheckOptions {{ Predicate = _ => false }}).AllowAnonymous().ShortCircuit();\napp.MapHealthChecks(\"/health/ready\").AllowAnonymous().ShortCircuit();\napp.Run();\n{end}");
    }

    [Theory]
    [InlineData("builder.Services.AddHealthChecks();", "/health/ready", true)]
    [InlineData("builder.Services.AddHealthChecks();", "/up", false)]
    [InlineData("builder.Services.AddHealthChecks().AddRedis(\"other\");", "/health/ready", false)]
    public Task A_fix_that_puts_state_into_Redis_lets_the_endpoint_ask_it(string checks, string path, bool asks)
    {
        var end = $"\nvar app = builder.Build();\napp.MapHealthChecks(\"{path}\");\napp.Run();\n";
        return new FixTest<DistributedCacheInProcess, ShareDistributedCache>
        {
            Code = $"var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.{{|SLS1002:AddDistributedMemoryCache|}}();\n{checks}{end}",
            Fixed = $"var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddStackExchangeRedisCache(options => options.Configuration = builder.Configuration.GetConnectionString(\"Redis\"));\n{(asks ? "builder.Services.AddHealthChecks().AddRedis(builder.Configuration.GetConnectionString(\"Redis\")!);" : checks)}{end}",
        }.RunAsync();
    }

    [Fact]
    public Task What_is_mapped_for_development_stays_and_the_others_stand_behind_it() => Gives(
        """
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddHealthChecks();
        var app = builder.Build();
        // Not for the public.
        if (app.Environment.IsDevelopment())
        {
            app.{|SLS6006:MapHealthChecks|}("/up");
            app.MapHealthChecks("/alive");
        }

        app.Run();
        """,
        """
        using Microsoft.AspNetCore.Diagnostics.HealthChecks;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddHealthChecks();
        var app = builder.Build();
        // Not for the public.
        if (app.Environment.IsDevelopment())
        {
            app.MapHealthChecks("/up");
            app.MapHealthChecks("/alive");
        }
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous().ShortCircuit();
        app.MapHealthChecks("/health/ready").AllowAnonymous().ShortCircuit();

        app.Run();
        """);

    [Fact]
    public Task A_library_that_maps_the_endpoints_of_its_hosts() => new FixTest<HealthEndpointMissing, MapHealthEndpoints>
    {
        IsApplication = false,
        Code = """
            using Microsoft.AspNetCore.Diagnostics.HealthChecks;
            using Microsoft.Extensions.Diagnostics.HealthChecks;

            public static class Extensions
            {
                public static IHostApplicationBuilder AddDefaultHealthChecks(this IHostApplicationBuilder builder)
                {
                    builder.Services.AddHealthChecks().AddCheck("self", () => HealthCheckResult.Healthy(), ["live"]);
                    return builder;
                }

                public static WebApplication MapDefaultEndpoints(this WebApplication app)
                {
                    // See https://aka.ms/dotnet/aspire/healthchecks
                    if (app.Environment.IsDevelopment())
                    {
                        app.{|SLS6006:MapHealthChecks|}("/health");
                        app.MapHealthChecks("/alive", new HealthCheckOptions { Predicate = r => r.Tags.Contains("live") });
                    }

                    return app;
                }
            }
            """,
        Fixed = """
            using Microsoft.AspNetCore.Diagnostics.HealthChecks;
            using Microsoft.Extensions.Diagnostics.HealthChecks;

            public static class Extensions
            {
                public static IHostApplicationBuilder AddDefaultHealthChecks(this IHostApplicationBuilder builder)
                {
                    builder.Services.AddHealthChecks().AddCheck("self", () => HealthCheckResult.Healthy(), ["live"]);
                    return builder;
                }

                public static WebApplication MapDefaultEndpoints(this WebApplication app)
                {
                    // See https://aka.ms/dotnet/aspire/healthchecks
                    if (app.Environment.IsDevelopment())
                    {
                        app.MapHealthChecks("/health");
                        app.MapHealthChecks("/alive", new HealthCheckOptions { Predicate = r => r.Tags.Contains("live") });
                    }
                    app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous().ShortCircuit();
                    app.MapHealthChecks("/health/ready").AllowAnonymous().ShortCircuit();

                    return app;
                }
            }
            """,
    }.RunAsync();

    static string Startup(string usings, string run, string more, string endpoints) => $$"""
        {{usings}}public class Program
        {
            public static void Main(string[] args) => Host.CreateDefaultBuilder(args).ConfigureWebHostDefaults(web => web.UseStartup<Startup>()).Build().{{run}}();
        }

        public class Startup
        {
            public void ConfigureServices(IServiceCollection services)
            {
                services.AddControllers();{{more}}
            }

            public void Configure(IApplicationBuilder app)
            {
                app.UseRouting();
                {{endpoints}}
            }
        }

        """;

    [Theory]
    [InlineData("endpoints", "")]
    [InlineData("(routes)", "")]
    [InlineData("endpoints", "\n            // the rest\n            endpoints.MapGet(\"/\", () => \"x\");")]
    public Task A_Startup_class_maps_them_in_UseEndpoints(string parameter, string more)
    {
        var name = parameter.Trim('(', ')');
        return Gives(
            Startup("", "{|SLS6006:Run|}", "", $"app.UseEndpoints({parameter} =>\n        {{\n            {name}.MapControllers();{more}\n        }});"),
            Startup("using Microsoft.AspNetCore.Diagnostics.HealthChecks;\n\n", "Run", "\n        services.AddHealthChecks();", $$"""
                app.UseEndpoints({{parameter}} =>
                        {
                            {{name}}.MapControllers();{{more}}
                            {{name}}.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous().ShortCircuit();
                            {{name}}.MapHealthChecks("/health/ready").AllowAnonymous().ShortCircuit();
                        });
                """));
    }

    [Theory]
    [InlineData("app.UseEndpoints(endpoints => endpoints.MapControllers());")]
    [InlineData("app.UseMvc();")]
    [InlineData("app.UseEndpoints(Map);\n    }\n\n    static void Map(IEndpointRouteBuilder endpoints)\n    {\n        endpoints.MapControllers();")]
    [InlineData("app.UseEndpoints(endpoints => { endpoints.MapControllers(); });\n        app.UseEndpoints(endpoints => { endpoints.MapControllers(); });")]
    [InlineData("app.Map(\"/admin\", admin => admin.UseRouting().UseEndpoints(endpoints => { endpoints.MapControllers(); }));")]
    [InlineData("if (DateTime.Now.Year > 2000)\n        {\n            app.UseEndpoints(endpoints => { endpoints.MapControllers(); });\n        }")]
    public Task Other_Startup_classes_refuse(string endpoints) => new FixTest<HealthEndpointMissing, MapHealthEndpoints> { Code = Startup("", "{|SLS6006:Run|}", "", endpoints) }.RunAsync();

    [Theory]
    [InlineData("var builder = WebApplication.CreateBuilder(args);\nbuilder.Build().{|SLS6006:Run|}();")]
    [InlineData("var builder = WebApplication.CreateBuilder(args);\nvar app = builder.Build();\nif (args.Length > 0)\n    app.{|SLS6006:Run|}();")]
    [InlineData("var builder = WebApplication.CreateBuilder(args);\nvar app = builder.Build();\nif (app.Environment.IsDevelopment()) app.{|SLS6006:MapHealthChecks|}(\"/health/ready\");\napp.Run();")]
    [InlineData("var builder = WebApplication.CreateBuilder(args);\nvar app = builder.Build();\nif (app.Environment.IsDevelopment()) app.{|SLS6006:MapHealthChecks|}(args[0]);\napp.Run();")]
    [InlineData("var builder = WebApplication.CreateBuilder(args);\nvar app = builder.Build();\nif (app.Environment.IsDevelopment()) { var routes = app; routes.{|SLS6006:MapHealthChecks|}(\"/up\"); }\napp.Run();")]
    [InlineData("var builder = WebApplication.CreateBuilder(args);\nvar app = builder.Build();\nif (!app.Environment.IsDevelopment()) { app.Run(); return; }\napp.{|SLS6006:MapHealthChecks|}(\"/up\");\napp.Run();")]
    [InlineData("var builder = WebApplication.CreateBuilder(args);\nvar app = builder.Build();\nif (app.Environment.IsDevelopment()) { app.{|SLS6006:UseHealthChecks|}(\"/up\"); }\napp.Run();")]
    [InlineData("Host.CreateDefaultBuilder(args).ConfigureWebHostDefaults(w => w.UseStartup<object>()).Build().{|SLS6006:Run|}();")]
    public Task Other_shapes_refuse(string code) => new FixTest<HealthEndpointMissing, MapHealthEndpoints> { Code = code }.RunAsync();
}
