using Microsoft.CodeAnalysis;
using StatelessAnalyzers.Fleet;
using StatelessAnalyzers.Sessions;
using Xunit;

namespace StatelessAnalyzers.Tests.Fleet;

public class HubWithoutBackplaneTests
{
    const string Chat = "class Chat : Hub { public Task Say(string text) => Clients.All.SendAsync(\"said\", text); }";

    static string Program(string registrations, string pipeline = "app.MapHub<Chat>(\"/chat\");", string more = Chat) => $$"""
        using Microsoft.AspNetCore.SignalR;
        var builder = WebApplication.CreateBuilder(args);
        {{registrations}}
        var app = builder.Build();
        {{pipeline}}
        app.Run();
        {{more}}
        """;

    static Task App(string registrations, string pipeline = "app.MapHub<Chat>(\"/chat\");", string more = Chat) => RuleTest<HubWithoutBackplane>.Run(Program(registrations, pipeline, more));

    [Theory]
    [InlineData("builder.Services.{|SLS6003:AddSignalR|}();")]
    [InlineData("builder.Services.{|SLS6003:AddSignalR|}(o => o.EnableDetailedErrors = true).AddJsonProtocol();")]
    [InlineData("var signalR = builder.Services.{|SLS6003:AddSignalR|}(); if (builder.Environment.IsDevelopment()) signalR.AddStackExchangeRedis();")]
    [InlineData("builder.Services.{|SLS6003:AddSignalR|}(); builder.Services.AddHealthChecks().AddRedis(\"r\");")]
    public Task A_hub_that_broadcasts_is_reported(string registration) => App(registration, more: Chat + Extensions);

    const string Extensions = """
        static class Own
        {
            public static ISignalRServerBuilder AddStackExchangeRedis(this ISignalRServerBuilder b) => b;
            public static ISignalRServerBuilder AddAzureSignalR(this ISignalRServerBuilder b) => b;
            public static IHealthChecksBuilder AddRedis(this IHealthChecksBuilder b, string c) => b;
        }
        """;

    [Theory]
    [InlineData("Clients.Caller.SendAsync(\"said\", text)")]
    [InlineData("Task.CompletedTask")]
    public Task A_hub_that_answers_its_caller_is_a_suggestion(string body) =>
        App("builder.Services.{|info SLS6003:AddSignalR|}();", more: $"class Chat : Hub {{ public Task Say(string text) => {body}; }}");

    [Theory]
    [InlineData("/* Clients.All.SendAsync */ Clients.Caller.SendAsync(\"said\", text)")]
    [InlineData("Clients.Caller.SendAsync(\"Clients.All\", $\"{text} IHubContext<Chat>\")")]
    [InlineData("Clients.Caller.SendAsync(\"said\", text) // Clients.Group(text)\n")]
    public Task What_a_comment_or_a_text_says_is_no_broadcast(string body) =>
        App("builder.Services.{|info SLS6003:AddSignalR|}();", more: $"class Chat : Hub {{ public Task Say(string text) => {body}; }}");

    [Fact]
    public Task A_hub_context_that_only_a_comment_names_is_none() => App("builder.Services.AddSignalR(); // IHubContext<Chat>", pipeline: "");

    [Fact]
    public Task A_hub_context_counts_as_a_broadcast() =>
        App("builder.Services.{|SLS6003:AddSignalR|}();", more: "class Chat : Hub { } class Ticker(IHubContext<Chat> hub) { public Task Tick() => hub.Clients.All.SendAsync(\"tick\"); }");

    [Theory]
    [InlineData("builder.Services.AddSignalR().AddStackExchangeRedis();")]
    [InlineData("builder.Services.AddSignalR().AddAzureSignalR();")]
    [InlineData("var signalR = builder.Services.AddSignalR(); if (args.Length > 0) signalR.AddAzureSignalR();")]
    [InlineData("builder.Services.AddSignalR(); builder.Services.AddSingleton(typeof(HubLifetimeManager<>), typeof(object));")]
    [InlineData("if (builder.Environment.IsDevelopment()) builder.Services.AddSignalR();")]
    public Task A_backplane_is_silent(string registration) => App(registration, more: Chat + Extensions);

    [Fact]
    public Task Hubs_that_are_mapped_nowhere_are_silent() => App("builder.Services.AddSignalR();", pipeline: "");

    // The circuits are the finding there.
    [Fact]
    public Task Hubs_of_Blazor_are_left_to_SLS1006() => new RuleTest<HubWithoutBackplane>
    {
        Beside = [new CircuitHoldsUserState()],
        Code = Program("builder.Services.AddSignalR(); builder.Services.{|info SLS1006:AddServerSideBlazor|}();", "app.MapBlazorHub();", more: ""),
    }.RunAsync();

    [Fact]
    public Task A_Startup_class() => RuleTest<HubWithoutBackplane>.Run($$"""
        using Microsoft.AspNetCore.SignalR;
        public class Startup
        {
            public void ConfigureServices(IServiceCollection services) => services.{|SLS6003:AddSignalR|}();
            public void Configure(IApplicationBuilder app) => app.UseRouting().UseEndpoints(e => e.MapHub<Chat>("/chat"));
        }
        {{Chat}}
        """);

    [Fact]
    public Task A_library_is_silent() => new RuleTest<HubWithoutBackplane>
    {
        IsApplication = false,
        Code = "using Microsoft.AspNetCore.SignalR; static class Setup { public static void Add(IServiceCollection s) => s.AddSignalR(); public static void Map(IEndpointRouteBuilder e) => e.MapHub<Chat>(\"/chat\"); }" + Chat,
    }.RunAsync();

    [Fact]
    public Task A_method_of_the_user_of_that_name_is_silent() =>
        App("new Own().AddSignalR();", more: "class Own { public void AddSignalR() { } }" + Chat);

    const string ClassicSignalR = """
        namespace Owin
        {
            public interface IAppBuilder { }
            public static class OwinExtensions { public static IAppBuilder MapSignalR(this IAppBuilder builder) => builder; }
        }
        namespace Microsoft.AspNet.SignalR
        {
            public interface IDependencyResolver { }
            public static class GlobalHost { public static IDependencyResolver DependencyResolver => null; }
            public static class DependencyResolverExtensions { public static IDependencyResolver UseRedis(this IDependencyResolver resolver, string server, int port, string password, string eventKey) => resolver; }
        }
        """;

    static Task Classic(string body) => new RuleTest<HubWithoutBackplane>
    {
        IsApplication = false,
        References = [.. References.Classic, References.Compile("Microsoft.AspNet.SignalR.Core", ClassicSignalR, References.Classic)],
        Code = $$"""
            using Microsoft.AspNet.SignalR;
            using Owin;
            public class Startup { public void Configuration(IAppBuilder app) { {{body}} } }
            """,
    }.RunAsync();

    [Fact]
    public Task Classic_SignalR_is_reported() => Classic("app.{|SLS6003:MapSignalR|}();");

    [Fact]
    public Task Classic_SignalR_with_a_backplane_is_silent() => Classic("GlobalHost.DependencyResolver.UseRedis(\"r\", 6379, null, \"shop\"); app.MapSignalR();");

    [Theory]
    [InlineData("builder.Services.AddSignalR().")]
    [InlineData("builder.Services.AddSignalR(o =>")]
    public Task Broken_code(string code) => RuleTest<HubWithoutBackplane>.Survives("var builder = WebApplication.CreateBuilder(args);" + code, References.AspNetCore);
}
