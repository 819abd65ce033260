using Microsoft.CodeAnalysis;
using StatelessAnalyzers.Memory;
using Xunit;

namespace StatelessAnalyzers.Tests.Memory;

public class ResponseCachePrivateToInstanceTests
{
    static readonly MetadataReference Mvc5 = References.Compile("System.Web.Mvc", """
        namespace System.Web.Mvc
        {
            public class Controller { }
            [System.AttributeUsage(System.AttributeTargets.Class | System.AttributeTargets.Method)]
            public class OutputCacheAttribute : System.Attribute
            {
                public int Duration { get; set; }
                public bool NoStore { get; set; }
                public string VaryByParam { get; set; }
                public System.Web.UI.OutputCacheLocation Location { get; set; }
            }
        }
        """, References.Classic);

    static Task RunClassic(string code) => new RuleTest<ResponseCachePrivateToInstance>
    {
        References = [.. References.Classic, Mvc5],
        IsApplication = false,
        Code = "using System.Web.Mvc; using System.Web.UI;\n" + code,
    }.RunAsync();

    static Task Run(string code) => RuleTest<ResponseCachePrivateToInstance>.Run(code);

    [Fact]
    public Task Reports_output_caching_that_the_pipeline_uses() => Run("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.{|SLS3007:AddOutputCache|}(o => o.AddBasePolicy(p => p.Cache()));
        var app = builder.Build();
        app.UseOutputCache();
        app.Run();
        """);

    [Fact]
    public Task Reports_response_caching_of_a_Startup_class() => Run("""
        public class Startup
        {
            public void ConfigureServices(IServiceCollection services) => services.{|SLS3007:AddResponseCaching|}();
            public void Configure(IApplicationBuilder app) => app.UseResponseCaching();
        }
        """);

    [Fact]
    public Task Reports_where_registration_and_pipeline_are_in_different_classes() => Run("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddShop();
        builder.Build().UseShop();
        static class Services { public static void AddShop(this IServiceCollection services) => services.{|SLS3007:AddOutputCache|}(); }
        static class Pipeline { public static void UseShop(this IApplicationBuilder app) => app.UseRouting().UseOutputCache(); }
        """);

    [Fact]
    public Task Reports_the_attribute_of_a_classic_action() => RunClassic("""
        public class HomeController : Controller
        {
            [{|SLS3007:OutputCache|}(Duration = 60, VaryByParam = "none")]
            public string Index() => "";
        }
        """);

    [Fact]
    public Task Reports_the_attribute_of_a_classic_controller() => RunClassic("""
        namespace Shop.Web { [{|SLS3007:OutputCache|}(Duration = 60, Location = OutputCacheLocation.Server)] public partial class HomeController : Controller { } }
        """);

    [Fact]
    public Task Silent_where_the_pipeline_does_not_use_it() => Run("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddOutputCache();
        builder.Services.AddResponseCaching();
        builder.Build().Run();
        """);

    [Fact]
    public Task Silent_where_the_pipeline_uses_it_in_development_only() => Run("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddOutputCache();
        var app = builder.Build();
        if (app.Environment.IsDevelopment())
            app.UseOutputCache();
        app.Run();
        """);

    [Fact]
    public Task Silent_with_a_shared_store() => Run("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddOutputCache();
        builder.Services.AddStackExchangeRedisOutputCache();
        var app = builder.Build();
        app.UseOutputCache();
        app.Run();
        static class Redis { public static void AddStackExchangeRedisOutputCache(this IServiceCollection services) { } }
        """);

    [Fact]
    public Task Silent_with_an_own_store() => Run("""
        using Microsoft.AspNetCore.OutputCaching;
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddOutputCache();
        builder.Services.AddSingleton<IOutputCacheStore>(sp => null!);
        var app = builder.Build();
        app.UseOutputCache();
        app.Run();
        """);

    [Theory]
    [InlineData("<outputCache defaultProvider=\"Redis\"><providers><add name=\"Redis\" type=\"Microsoft.Web.Redis.RedisOutputCacheProvider\" /></providers></outputCache>", "OutputCache")]
    [InlineData("<outputCache enableOutputCache=\"false\" />", "OutputCache")]
    [InlineData("<outputCache defaultProvider=\"AspNetInternalProvider\" />", "{|SLS3007:OutputCache|}")]
    [InlineData("<outputCache enableOutputCache=\"true\" />", "{|SLS3007:OutputCache|}")]
    [InlineData("", "{|SLS3007:OutputCache|}")]
    public Task The_provider_of_web_config_counts(string outputCache, string attribute) => new RuleTest<ResponseCachePrivateToInstance>
    {
        References = [.. References.Classic, Mvc5],
        IsApplication = false,
        Files = [("Web.config", $"<configuration><system.web><caching>{outputCache}</caching></system.web></configuration>")],
        Code = $$"""
            using System.Web.Mvc;
            public class Home : Controller { [{{attribute}}(Duration = 60)] public void Index() { } }
            """,
    }.RunAsync();

    [Fact]
    public Task Silent_for_attributes_that_store_nothing_on_the_server() => RunClassic("""
        public class HomeController : Controller
        {
            [OutputCache(NoStore = true, Duration = 60)] public string A() => "";
            [OutputCache(Duration = 0)] public string B() => "";
            [OutputCache(Duration = 60, Location = OutputCacheLocation.Client)] public string C() => "";
            [OutputCache(Duration = 60, Location = OutputCacheLocation.None)] public string D() => "";
        }
        """);

    [Fact]
    public Task Silent_for_response_headers_and_own_attributes() => Run("""
        using Microsoft.AspNetCore.Mvc;
        var app = WebApplication.Create(args);
        app.UseResponseCaching();
        app.Run();
        public class OutputCacheAttribute : Attribute { public int Duration { get; set; } }
        public class HomeController : Controller
        {
            [ResponseCache(Duration = 60)] public string A() => "";
            [OutputCache(Duration = 60)] public string B() => "";
        }
        """);

    [Theory]
    [InlineData("var b = WebApplication.CreateBuilder(args); b.Services.AddOutputCache( ; b.Build().UseOutputCache(")]
    [InlineData("class C { [OutputCache(Duration = )] void M() { } [OutputCache(] void N() }")]
    public Task Broken_code_is_read_without_an_exception(string code) => RuleTest<ResponseCachePrivateToInstance>.Survives(code, References.AspNetCore);

    [Fact]
    public Task Broken_attributes_are_read_without_an_exception() =>
        RuleTest<ResponseCachePrivateToInstance>.Survives("using System.Web.Mvc; class C { [OutputCache(Duration = , Location = \"x\")] void M() { } [OutputCache(Duration = \"a\"] void N() }", [.. References.Classic, Mvc5]);
}
