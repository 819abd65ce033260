using StatelessAnalyzers.Memory;
using Xunit;

namespace StatelessAnalyzers.Tests.Memory;

public class ProcessSettingChangedTests
{
    static Task Run(string code) => RuleTest<ProcessSettingChanged>.Run(code);

    static Task RunClassic(string code) => new RuleTest<ProcessSettingChanged> { References = References.Classic, IsApplication = false, Code = "using System; using System.Web; using System.Web.UI;\n" + code }.RunAsync();

    [Theory]
    [InlineData("Environment.{|SLS3008:SetEnvironmentVariable|}(\"MODE\", \"on\")")]
    [InlineData("AppContext.{|SLS3008:SetSwitch|}(\"Shop.New\", true)")]
    [InlineData("AppContext.{|SLS3008:SetData|}(\"Shop.New\", 1)")]
    [InlineData("AppDomain.CurrentDomain.{|SLS3008:SetData|}(\"x\", 1)")]
    [InlineData("Microsoft.Win32.Registry.{|SLS3008:SetValue|}(\"HKEY_CURRENT_USER\", \"x\", 1)")]
    [InlineData("Microsoft.Win32.Registry.CurrentUser.{|SLS3008:CreateSubKey|}(\"x\")")]
    [InlineData("{|SLS3008:System.Globalization.CultureInfo.DefaultThreadCurrentCulture|} = new(\"de\")")]
    public Task Reports_in_a_service(string change) => Run($$"""
        namespace Shop.Web
        {
            public partial class Switches { public void Flip() => {{change}}; }
        }
        """);

    [Fact]
    public Task Reports_changes_of_the_configuration() => Run("""
        using Microsoft.AspNetCore.Mvc;
        public class AdminController(IConfiguration configuration, IConfigurationRoot root) : Controller
        {
            public void Set(string value) => {|SLS3008:configuration["Shop:Mode"]|} = value;
            public void SetSection(string value) { var section = configuration.GetSection("Shop"); {|SLS3008:section["Mode"]|} = value; {|SLS3008:section.Value|} ??= value; }
            public void Reload() => root.{|SLS3008:Reload|}();
        }
        """);

    [Fact]
    public Task Reports_in_an_endpoint_and_in_middleware() => Run("""
        var app = WebApplication.Create(args);
        app.MapPost("/mode", (string mode) => Environment.{|SLS3008:SetEnvironmentVariable|}("MODE", mode));
        app.Use(async (context, next) => { {|SLS3008:app.Configuration["Last"]|} = context.Request.Path; await next(context); });
        app.Run();
        """);

    [Fact]
    public Task Reports_the_application_state_of_a_classic_page() => RunClassic("""
        public class Home : Page
        {
            protected void Page_Load(object sender, EventArgs e)
            {
                {|SLS3008:Application["visitors"]|} = 1;
                Application.{|SLS3008:Add|}("x", 1);
                HttpContext.Current.Application.{|SLS3008:Remove|}("x");
                new HttpContextWrapper(HttpContext.Current).Application.{|SLS3008:Set|}("x", 2);
                object Local() => {|SLS3008:Application["y"]|} = 3;
                Local();
            }
        }
        """);

    [Fact]
    public Task Reports_the_application_state_when_a_session_starts() => RunClassic("""
        public class Global : HttpApplication { protected void Session_Start(object s, EventArgs e) { {|SLS3008:Application["users"]|} = (int)Application["users"] + 1; } }
        """);

    [Fact]
    public Task Silent_at_start_up() => Run("""
        Environment.SetEnvironmentVariable("MODE", "on");
        AppContext.SetSwitch("System.Net.Http.UseSocketsHttpHandler", true);
        var builder = WebApplication.CreateBuilder(args);
        builder.Configuration["Shop:Mode"] = "on";
        builder.Host.ConfigureAppConfiguration(c => Environment.SetEnvironmentVariable("X", "y"));
        var app = builder.Build();
        app.Configuration["Shop:Started"] = "yes";
        app.Run();
        """);

    [Fact]
    public Task Silent_in_start_up_classes() => Run("""
        static class Program
        {
            static void Main(string[] args) => Prepare();
            static void Prepare() => Environment.SetEnvironmentVariable("MODE", "on");
        }
        public class Startup(IConfiguration configuration)
        {
            public void Configure(IApplicationBuilder app) => configuration["x"] = "y";
        }
        static class Switches
        {
            static Switches() => AppContext.SetSwitch("a", true);
            [System.Runtime.CompilerServices.ModuleInitializer] internal static void Load() => AppDomain.CurrentDomain.SetData("x", 1);
            public static void AddShop(this IServiceCollection services) => Environment.SetEnvironmentVariable("a", "b");
        }
        """);

    [Fact]
    public Task Silent_when_a_classic_application_starts() => RunClassic("""
        public class Global : HttpApplication { protected void Application_Start(object s, EventArgs e) { Application["version"] = "1"; Application.Lock(); Application.UnLock(); } }
        """);

    [Fact]
    public Task Silent_for_reading() => Run("""
        public class Service(IConfiguration configuration)
        {
            public string? Mode => configuration["Shop:Mode"] ?? Environment.GetEnvironmentVariable("MODE");
            public object? Data => AppDomain.CurrentDomain.GetData("x") ?? AppContext.GetData("x");
            public void Culture() => System.Globalization.CultureInfo.CurrentCulture = new("de");
        }
        """);

    [Fact]
    public Task Silent_for_constants_that_are_handed_to_native_code() => Run("""
        public class Encoder { public void Run(string v) { Environment.SetEnvironmentVariable("LIBVA_DRIVER_NAME", "i965"); Environment.{|SLS3008:SetEnvironmentVariable|}("LIBVA_DRIVER_NAME", v); } }
        """);

    [Fact]
    public Task Silent_for_other_state() => Run("""
        public class Service
        {
            public void Start(HttpContext context)
            {
                context.Items["x"] = 1;
                var start = new System.Diagnostics.ProcessStartInfo();
                start.Environment["MODE"] = "on";
                var settings = new Dictionary<string, string> { ["a"] = "b" };
                settings["a"] = "c";
            }
        }
        """);

    [Fact]
    public Task Silent_for_own_types_of_the_same_name() => Run("""
        namespace Shop
        {
            static class Environment { public static void SetEnvironmentVariable(string a, string b) { } }
            interface IConfiguration { string this[string key] { get; set; } }
            class Service(IConfiguration configuration) { void Set() { configuration["a"] = "b"; Environment.SetEnvironmentVariable("a", "b"); } }
        }
        """);

    [Theory]
    [InlineData("class S(IConfiguration c) { void M() { c[ = ; c[\"x\"] = ; Environment.SetEnvironmentVariable( ; } }")]
    [InlineData("class S { IConfiguration c; void M() => c[\"a\"] ??= c[")]
    public Task Broken_code_is_read_without_an_exception(string code) => RuleTest<ProcessSettingChanged>.Survives(code, References.AspNetCore);
}
