using Microsoft.CodeAnalysis;
using StatelessAnalyzers.Sessions;
using Xunit;

namespace StatelessAnalyzers.Tests.Sessions;

public class CircuitHoldsUserStateTests
{
    static readonly MetadataReference FirstMcp = References.Compile("ModelContextProtocol.AspNetCore", """
        [assembly: System.Reflection.AssemblyVersion("1.4.2.0")]
        namespace ModelContextProtocol.AspNetCore { public class HttpServerTransportOptions { public bool Stateless { get; set; } } }
        namespace Microsoft.Extensions.DependencyInjection
        {
            public interface IMcpServerBuilder { }
            public static class McpServerServiceCollectionExtensions { public static IMcpServerBuilder AddMcpServer(this IServiceCollection services) => null; }
            public static class HttpMcpServerBuilderExtensions
            {
                public static IMcpServerBuilder WithHttpTransport(this IMcpServerBuilder builder, System.Action<ModelContextProtocol.AspNetCore.HttpServerTransportOptions> configureOptions = null) => builder;
            }
        }
        """, References.AspNetCore);

    static Task Run(string code, bool application = true) => new RuleTest<CircuitHoldsUserState> { Code = code, IsApplication = application }.RunAsync();

    static Task RunMcp(string configuration, bool second) => new RuleTest<CircuitHoldsUserState>
    {
        References = second ? [.. References.AspNetCore, .. References.Mcp] : [.. References.AspNetCore, FirstMcp],
        Code = $$"""
            using ModelContextProtocol.AspNetCore;
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddMcpServer().{{configuration}};
            builder.Build().Run();
            static class Options { public static void Set(HttpServerTransportOptions options) => options.Stateless = true; }
            """,
    }.RunAsync();

    [Fact]
    public Task Reports_interactive_components_whose_mode_is_mapped() => Run("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddRazorComponents().{|SLS1006:AddInteractiveServerComponents|}();
        var app = builder.Build();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
        app.Run();
        class App : Microsoft.AspNetCore.Components.ComponentBase { }
        """);

    [Fact]
    public Task Reports_Blazor_Server_whose_hub_is_mapped() => Run("""
        namespace Shop.Web;
        public class Startup
        {
            public void ConfigureServices(IServiceCollection services) { services.AddRazorPages(); services.{|SLS1006:AddServerSideBlazor|}(); }
            public void Configure(IApplicationBuilder app) => app.UseRouting().UseEndpoints(endpoints => { endpoints.MapBlazorHub(); endpoints.MapFallbackToPage("/_Host"); });
        }
        """);

    [Theory]
    [InlineData("{|SLS1006:WithHttpTransport|}()", false)]
    [InlineData("{|SLS1006:WithHttpTransport|}(o => { })", false)]
    [InlineData("{|SLS1006:WithHttpTransport|}(o => o.Stateless = false)", false)]
    [InlineData("{|SLS1006:WithHttpTransport|}(o => o.Stateless = false)", true)]
    [InlineData("{|SLS1006:WithHttpTransport|}(o => o.SessionMode = HttpServerSessionMode.Stateful)", true)]
    [InlineData("{|SLS1006:WithHttpTransport|}(o => { o.SessionMode = HttpServerSessionMode.StatefulForInitializeClients; })", true)]
    public Task Reports_MCP_servers_with_sessions(string configuration, bool second) => RunMcp(configuration, second);

    [Theory]
    [InlineData("WithHttpTransport(o => o.Stateless = true)", false)]
    [InlineData("WithHttpTransport(o => o.Stateless = args.Length > 0)", false)]
    [InlineData("WithHttpTransport(Options.Set)", false)]
    [InlineData("WithHttpTransport()", true)]
    [InlineData("WithHttpTransport(o => o.SessionMode = HttpServerSessionMode.Stateless)", true)]
    public Task Silent_for_stateless_MCP_servers(string configuration, bool second) => RunMcp(configuration, second);

    [Fact]
    public Task Silent_where_no_hub_is_mapped() => Run("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddServerSideBlazor();
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        var app = builder.Build();
        //app.MapBlazorHub("/admin");
        app.Run();
        """);

    [Fact]
    public Task Silent_for_static_and_browser_rendering() => Run("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddRazorComponents();
        var app = builder.Build();
        app.MapRazorComponents<App>();
        app.Run();
        class App : Microsoft.AspNetCore.Components.ComponentBase { }
        """);

    [Fact]
    public Task Silent_in_a_library() => Run("""
        public static class Registrations { public static void AddShop(this IServiceCollection services) => services.AddServerSideBlazor(); }
        """, application: false);

    [Fact]
    public Task Silent_for_an_own_method_of_the_same_name() => Run("""
        var app = WebApplication.Create(args);
        Own.AddServerSideBlazor(app);
        app.MapBlazorHub();
        static class Own { public static void AddServerSideBlazor(WebApplication app) { } }
        """);

    [Theory]
    [InlineData("var b = WebApplication.CreateBuilder(args); b.Services.AddServerSideBlazor( ; b.Build().MapBlazorHub(")]
    [InlineData("class Startup { void ConfigureServices(IServiceCollection s) => s.AddMcpServer().WithHttpTransport(o => o.Stateless = ) }")]
    public Task Broken_code_is_read_without_an_exception(string code) => RuleTest<CircuitHoldsUserState>.Survives(code, [.. References.AspNetCore, FirstMcp]);
}
