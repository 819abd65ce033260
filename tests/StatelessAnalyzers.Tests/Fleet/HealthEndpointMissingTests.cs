using Microsoft.CodeAnalysis;
using StatelessAnalyzers.Fleet;
using Xunit;

namespace StatelessAnalyzers.Tests.Fleet;

public class HealthEndpointMissingTests
{
    static Task App(string pipeline, string run = "app.{|SLS6006:Run|}();", string more = "") => RuleTest<HealthEndpointMissing>.Run(Program(pipeline, run, more));

    static string Program(string pipeline, string run = "app.{|SLS6006:Run|}();", string more = "") => $$"""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddHealthChecks();
        var app = builder.Build();
        {{pipeline}}
        {{run}}
        {{more}}
        """;

    [Theory]
    [InlineData("app.{|SLS6006:Run|}();")]
    [InlineData("await app.{|SLS6006:RunAsync|}();")]
    [InlineData("app.{|SLS6006:Run|}(\"http://*:5000\");")]
    public Task A_web_application_without_an_endpoint_is_reported(string run) => App("app.MapGet(\"/\", () => \"hello\");", run);

    [Fact]
    public Task A_Main_method_and_a_chain() => RuleTest<HealthEndpointMissing>.Run(
        "class Program { static void Main(string[] args) => WebApplication.CreateBuilder(args).Build().{|SLS6006:Run|}(); }");

    [Fact]
    public Task A_generic_host_with_a_Startup_class() => RuleTest<HealthEndpointMissing>.Run("""
        Host.CreateDefaultBuilder(args).ConfigureWebHostDefaults(web => web.UseStartup<Startup>()).Build().{|SLS6006:Run|}();
        class Startup { public void Configure(IApplicationBuilder app) => app.UseRouting(); }
        """);

    [Theory]
    [InlineData("app.MapHealthChecks(\"/up\");")]
    [InlineData("app.UseHealthChecks(\"/up\");")]
    [InlineData("if (args.Length > 0) app.MapHealthChecks(\"/up\");")]
    [InlineData("if (!app.Environment.IsDevelopment()) app.MapHealthChecks(\"/up\");")]
    [InlineData("app.UseRouting(); app.UseEndpoints(e => e.MapHealthChecks(\"/up\"));")]
    [InlineData("app.MapGet(\"/health\", () => \"ok\");")]
    [InlineData("app.MapGet(\"/api/healthz\", () => \"ok\");")]
    [InlineData("app.MapGet(\"/ping\", () => \"pong\");")]
    [InlineData("app.MapGet(\"/alive\", () => \"yes\");")]
    [InlineData("app.Map(\"/ready\", a => { });")]
    [InlineData("app.MapGrpcHealthChecksService();")]
    public Task An_endpoint_is_silent(string pipeline) =>
        App(pipeline, "app.Run();", "static class Grpc { public static void MapGrpcHealthChecksService(this IEndpointRouteBuilder e) { } }");

    [Fact]
    public Task A_health_controller_is_silent() =>
        App("", "app.Run();", "[Microsoft.AspNetCore.Mvc.Route(\"[controller]\")] public class HealthController : Microsoft.AspNetCore.Mvc.ControllerBase { public string Get() => \"ok\"; }");

    [Fact]
    public Task An_endpoint_for_development_is_reported_where_it_is_mapped() => App("""
        if (app.Environment.IsDevelopment())
        {
            app.{|SLS6006:MapHealthChecks|}("/health");
            app.MapHealthChecks("/alive");
        }
        """, "app.Run();");

    [Fact]
    public Task A_library_that_maps_for_development_only_is_reported() => new RuleTest<HealthEndpointMissing>
    {
        IsApplication = false,
        Code = """
            public static class Defaults
            {
                public static WebApplication MapDefaults(this WebApplication app)
                {
                    if (app.Environment.IsDevelopment())
                        app.{|SLS6006:MapHealthChecks|}("/health");
                    return app;
                }
            }
            """,
    }.RunAsync();

    [Fact]
    public Task An_assembly_that_may_map_one_is_silent() => new RuleTest<HealthEndpointMissing>
    {
        References = [.. References.AspNetCore, References.Compile("Defaults", """
            using Microsoft.AspNetCore.Builder;
            public static class Defaults { public static void MapDefaults(this WebApplication app) => app.MapHealthChecks("/up"); }
            """, References.AspNetCore)],
        Code = Program("app.MapDefaults();", "app.Run();"),
    }.RunAsync();

    [Fact]
    public Task An_assembly_that_maps_something_else_hides_nothing() => new RuleTest<HealthEndpointMissing>
    {
        References = [.. References.AspNetCore, References.Compile("Defaults", """
            using Microsoft.AspNetCore.Builder;
            public static class Defaults { public static void MapDefaults(this WebApplication app) => app.MapGet("/", () => "x"); }
            """, References.AspNetCore)],
        Code = Program("app.MapDefaults();"),
    }.RunAsync();

    [Theory]
    [InlineData("Host.CreateApplicationBuilder(args).Build().Run();")]
    [InlineData("Task.Run(() => { });")]
    [InlineData("var b = WebApplication.CreateBuilder(args); b.Services.AddAWSLambdaHosting(); b.Build().Run();")]
    [InlineData("var app = WebApplication.CreateBuilder(args).Build(); if (app.Environment.IsDevelopment()) app.Run();")]
    public Task What_serves_no_fleet_is_silent(string code) => RuleTest<HealthEndpointMissing>.Run(code + "\nstatic class Aws { public static void AddAWSLambdaHosting(this IServiceCollection s) { } }");

    [Fact]
    public Task A_middleware_is_no_host() => App("app.Run(c => c.Response.WriteAsync(\"x\"));");

    [Theory]
    [InlineData("app.Run(")]
    [InlineData("if (app.Environment.IsDevelopment()) app.MapHealthChecks(")]
    public Task Broken_code(string code) => RuleTest<HealthEndpointMissing>.Survives("var app = WebApplication.CreateBuilder(args).Build();" + code, References.AspNetCore);
}
