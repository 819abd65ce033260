using Microsoft.CodeAnalysis.Testing;
using StatelessAnalyzers.Fleet;
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
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready").AllowAnonymous();

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
                app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
                app.MapHealthChecks("/health/ready").AllowAnonymous();
                await app.RunAsync();
            }
        }
        """);

    [Theory]
    [InlineData("var builder = WebApplication.CreateBuilder(args);\nbuilder.Build().{|SLS6006:Run|}();")]
    [InlineData("var builder = WebApplication.CreateBuilder(args);\nvar app = builder.Build();\nif (args.Length > 0)\n    app.{|SLS6006:Run|}();")]
    [InlineData("var builder = WebApplication.CreateBuilder(args);\nvar app = builder.Build();\nif (app.Environment.IsDevelopment()) app.{|SLS6006:MapHealthChecks|}(\"/up\");\napp.Run();")]
    [InlineData("Host.CreateDefaultBuilder(args).ConfigureWebHostDefaults(w => w.UseStartup<object>()).Build().{|SLS6006:Run|}();")]
    public Task Other_shapes_refuse(string code) => new FixTest<HealthEndpointMissing, MapHealthEndpoints> { Code = code }.RunAsync();
}
