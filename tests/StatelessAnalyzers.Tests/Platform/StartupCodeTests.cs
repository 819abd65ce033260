using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using StatelessAnalyzers.Platform;
using Xunit;

namespace StatelessAnalyzers.Tests.Platform;

public class StartupCodeTests
{
    const string Usings = """
        using System; using System.Threading; using System.Threading.Tasks; using Microsoft.AspNetCore.Builder; using Microsoft.AspNetCore.Hosting;
        using Microsoft.AspNetCore.Http; using Microsoft.AspNetCore.Mvc; using Microsoft.AspNetCore.Routing; using Microsoft.Extensions.Configuration;
        using Microsoft.Extensions.DependencyInjection; using Microsoft.Extensions.Hosting; using Microsoft.Extensions.Options;

        """;

    [Theory]
    [InlineData("var builder = WebApplication.CreateBuilder(args); Probe.Hit(); builder.Build().Run();")]
    [InlineData("var builder = WebApplication.CreateBuilder(args); builder.Configuration.AddInMemoryCollection(); if (args.Length > 0) { foreach (var a in args) Probe.Hit(); }")]
    [InlineData("var builder = WebApplication.CreateBuilder(args); builder.Services.Configure<CookiePolicyOptions>(o => Probe.Hit());")]
    [InlineData("var builder = WebApplication.CreateBuilder(args); builder.Services.AddSingleton(sp => { Probe.Hit(); return new object(); });")]
    [InlineData("var app = WebApplication.Create(args); app.Lifetime.ApplicationStarted.Register(() => Probe.Hit());")]
    [InlineData("var app = WebApplication.Create(args); app.UseWhen(c => true, branch => Probe.Hit());")]
    [InlineData("var app = WebApplication.Create(args); app.Map(\"/x\", branch => Probe.Hit());")]
    [InlineData("var app = WebApplication.Create(args); Prepare(); void Prepare() => Probe.Hit();")]
    [InlineData("var app = WebApplication.Create(args); _ = Task.Run(() => Probe.Hit());")]
    [InlineData("class Program { static void Main() => Probe.Hit(); }")]
    [InlineData("class Program { static async Task Main(string[] args) { await Task.Yield(); Probe.Hit(); } }")]
    [InlineData("class Program { static void Main() => Prepare(); static void Prepare() => Probe.Hit(); }")]
    [InlineData("class Program { static void Main() { } static IHostBuilder CreateHostBuilder() => Host.CreateDefaultBuilder().ConfigureAppConfiguration(c => Probe.Hit()); }")]
    [InlineData("class Program { static void Main(string[] args) => Options.Parse(args).MapResult(Start); static void Start(string[] o) => Probe.Hit(); } class Options { public static Options Parse(string[] a) => new(); public void MapResult(Action<string[]> a) { } }")]
    [InlineData("class Startup { public Startup() => Probe.Hit(); }")]
    [InlineData("class Startup { public void ConfigureServices(IServiceCollection services) => Probe.Hit(); }")]
    [InlineData("class Startup { public void Configure(IApplicationBuilder app) => app.UseEndpoints(e => Probe.Hit()); }")]
    [InlineData("class WebStartup { void Load() => Probe.Hit(); }")]
    [InlineData("static class Registrations { public static void AddShop(this IServiceCollection services) => Probe.Hit(); }")]
    [InlineData("static class Pipeline { public static void UseShop(this WebApplication app) => Probe.Hit(); }")]
    [InlineData("static class Seeding { public static void Seed(this IHost host) => Probe.Hit(); }")]
    [InlineData("class Filter : IStartupFilter { public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) { Probe.Hit(); return next; } }")]
    [InlineData("class Hosting : IHostingStartup { void Load() => Probe.Hit(); public void Configure(IWebHostBuilder b) => Load(); }")]
    [InlineData("class Setup : IConfigureOptions<CookiePolicyOptions> { void Load() => Probe.Hit(); public void Configure(CookiePolicyOptions o) => Load(); }")]
    [InlineData("class Warm : IHostedService { public Task StartAsync(CancellationToken t) { Probe.Hit(); return Task.CompletedTask; } public Task StopAsync(CancellationToken t) => Task.CompletedTask; }")]
    [InlineData("class Warm : IHostedService { public Task StartAsync(CancellationToken t) { Load(); return Task.CompletedTask; } void Load() { More(); } void More() => Probe.Hit(); public Task StopAsync(CancellationToken t) => Task.CompletedTask; }")]
    [InlineData("class Warm : IHostedService { public async Task StartAsync(CancellationToken t) { await Load(); } async Task Load() { await Task.Yield(); Probe.Hit(); } public Task StopAsync(CancellationToken t) => Task.CompletedTask; }")]
    [InlineData("static class Jobs { public static void AddJobs(this IServiceCollection services) { Start(); } static void Start() { if (Environment.Is64BitProcess) Task.Run(() => { }); Probe.Hit(); } }")]
    [InlineData("[assembly: Activation.PostApplicationStartMethod(typeof(Activation), \"PostStart\")] class Activation { public class PostApplicationStartMethodAttribute(Type t, string m) : Attribute { public object It => (t, m); } public static void PostStart() { Jobs(1); } static void Jobs(int n) => Probe.Hit(); }")]
    [InlineData("class Facts { static Facts() => Probe.Hit(); }")]
    [InlineData("class Facts { static readonly int Value = Probe.Hit(); }")]
    [InlineData("class Facts { static int Value { get; } = Probe.Hit(); }")]
    [InlineData("class Facts { [System.Runtime.CompilerServices.ModuleInitializer] internal static void Load() => Probe.Hit(); }")]
    [InlineData("namespace A.B { partial class Startup { } partial class Startup { void Load() { int n = 0; void Local() => Probe.Hit(); Local(); } } }")]
    public void Runs_at_start_up(string code) => Assert.True(IsStartup(code, References.AspNetCore));

    [Theory]
    [InlineData("class Warm : IHostedService { public Task StartAsync(CancellationToken t) { Load(); return Task.CompletedTask; } void Load() => Probe.Hit(); public void Again() => Load(); public Task StopAsync(CancellationToken t) => Task.CompletedTask; }")]
    [InlineData("class Warm : IHostedService { public Task StartAsync(CancellationToken t) { Later(Load); return Task.CompletedTask; } void Later(Action a) { } void Load() => Probe.Hit(); public Task StopAsync(CancellationToken t) => Task.CompletedTask; }")]
    [InlineData("class Warm : IHostedService { Task loop = Task.CompletedTask; public Task StartAsync(CancellationToken t) { loop = Loop(); return Task.CompletedTask; } async Task Loop() { while (true) { await Task.Delay(1); Probe.Hit(); } } public Task StopAsync(CancellationToken t) => loop; }")]
    [InlineData("class Warm : IHostedService { Action? later; public Task StartAsync(CancellationToken t) { Load(); return Task.CompletedTask; } void Load() => Add(() => Probe.Hit()); public void Add(Action a) => later += a; public Task StopAsync(CancellationToken t) => Task.CompletedTask; }")]
    [InlineData("static class Jobs { public static void AddJobs(this IServiceCollection services) { } static void Start() => Probe.Hit(); public static void Run() { Start(); } }")]
    [InlineData("var app = WebApplication.Create(args); app.MapGet(\"/\", () => Probe.Hit());")]
    [InlineData("var app = WebApplication.Create(args); app.MapGet(\"/\", (int id) => Probe.Hit() + id);")]
    [InlineData("var app = WebApplication.Create(args); app.MapGet(\"/\", (HttpContext context) => Probe.Hit());")]
    [InlineData("var app = WebApplication.Create(args); app.MapGet(\"/\", Handle); static int Handle(int id) => Probe.Hit();")]
    [InlineData("var app = WebApplication.Create(args); app.Use(async (context, next) => { Probe.Hit(); await next(context); });")]
    [InlineData("var app = WebApplication.Create(args); app.Use(next => context => { Probe.Hit(); return next(context); });")]
    [InlineData("var app = WebApplication.Create(args); app.Run(async context => Probe.Hit());")]
    [InlineData("var app = WebApplication.Create(args); app.MapGroup(\"/x\").MapPost(\"/\", async () => { await Task.Yield(); Probe.Hit(); });")]
    [InlineData("var app = WebApplication.Create(args); app.MapGet(\"/\", () => 1).AddEndpointFilter((context, next) => { Probe.Hit(); return next(context); });")]
    [InlineData("var builder = WebApplication.CreateBuilder(args); builder.Services.AddScoped(sp => { Probe.Hit(); return new object(); });")]
    [InlineData("var builder = WebApplication.CreateBuilder(args); builder.Services.AddTransient<object>(sp => Probe.Hit());")]
    [InlineData("using var timer = new Timer(_ => Probe.Hit()); WebApplication.Create(args).Run();")]
    [InlineData("AppDomain.CurrentDomain.UnhandledException += (_, _) => Probe.Hit();")]
    [InlineData("var builder = WebApplication.CreateBuilder(args); builder.Services.Configure<CookiePolicyOptions>(o => o.OnAppendCookie = c => Probe.Hit());")]
    [InlineData("class Program { static void Main() => WebApplication.Create().MapGet(\"/\", Handle); static int Handle(int id) => Probe.Hit(); }")]
    [InlineData("class Startup { public void Configure(IApplicationBuilder app) => app.Run(context => { Probe.Hit(); return Task.CompletedTask; }); }")]
    [InlineData("class Startup { Task Serve(HttpContext context) { Probe.Hit(); return Task.CompletedTask; } }")]
    [InlineData("class HomeController : Controller { public IActionResult Index() { Probe.Hit(); return View(); } }")]
    [InlineData("class HomeController : Controller { public HomeController() => Probe.Hit(); }")]
    [InlineData("class Carts { int count = Probe.Hit(); }")]
    [InlineData("class Job : BackgroundService { protected override Task ExecuteAsync(CancellationToken t) { Probe.Hit(); return Task.CompletedTask; } }")]
    [InlineData("class Engine { public Task StartAsync(CancellationToken t) { Probe.Hit(); return Task.CompletedTask; } }")]
    [InlineData("class Middleware { public Task InvokeAsync(HttpContext context) { Probe.Hit(); return Task.CompletedTask; } }")]
    public void Runs_while_serving(string code) => Assert.False(IsStartup(code, References.AspNetCore));

    [Fact]
    public void Application_Start_of_a_classic_application_is_start_up() =>
        Assert.True(IsStartup("public class Global : System.Web.HttpApplication { protected void Application_Start(object s, System.EventArgs e) => Probe.Hit(); }", References.Classic));

    [Fact]
    public void Session_Start_of_a_classic_application_is_not() =>
        Assert.False(IsStartup("public class Global : System.Web.HttpApplication { protected void Session_Start(object s, System.EventArgs e) => Probe.Hit(); }", References.Classic));

    [Fact]
    public void Routes_of_a_classic_application_are_start_up() =>
        Assert.True(IsStartup("public class RouteConfig { public static void RegisterRoutes(System.Web.Routing.RouteCollection routes) => Probe.Hit(); }", References.Classic));

    [Theory]
    [InlineData("class Startup { void Configure( { Probe.Hit(); ")]
    [InlineData("app.MapGet(\"/\", () => Probe.Hit(")]
    [InlineData("x.Y += z => Probe.Hit(")]
    public void Broken_code_is_judged_without_an_exception(string code) => IsStartup(code, References.AspNetCore);

    static bool IsStartup(string code, ImmutableArray<MetadataReference> references)
    {
        var core = references != References.Classic;
        var tree = CSharpSyntaxTree.ParseText((core ? Usings : "") + code, new CSharpParseOptions(LanguageVersion.Latest));
        var probe = CSharpSyntaxTree.ParseText("static class Probe { public static int Hit() => 0; }");
        var compilation = CSharpCompilation.Create("App", [tree, probe], references, new CSharpCompilationOptions(OutputKind.ConsoleApplication));
        var model = compilation.GetSemanticModel(tree);
        var hit = tree.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>().Last(i => i.Expression.ToString() == "Probe.Hit");
        var member = model.GetEnclosingSymbol(hit.SpanStart)!;
        while (member is IMethodSymbol { MethodKind: MethodKind.LambdaMethod or MethodKind.LocalFunction })
            member = member.ContainingSymbol;
        return model.GetOperation(hit) is { } operation && StartupCode.Contains(operation, member, KnownTypes.Of(compilation));
    }
}
