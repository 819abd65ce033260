using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using StatelessAnalyzers.Memory;
using Xunit;

namespace StatelessAnalyzers.Tests.Memory;

/// <summary>Each way in which an object comes to live as long as the process, and those in which it does not.</summary>
public class LifetimeShapesTests
{
    // Containers and libraries as far as composition roots speak of them.
    static readonly MetadataReference Containers = References.Compile("Containers", """
        using System;
        using System.Reflection;
        using Microsoft.Extensions.DependencyInjection;
        namespace Autofac
        {
            public class ContainerBuilder
            {
                public Registration<T> RegisterType<T>() => new(); public Registration<object> RegisterType(Type type) => new(); public Registration<object> RegisterGeneric(Type type) => new();
                public Registration<T> Register<T>(Func<IServiceProvider, T> make) => new(); public Registration<T> RegisterInstance<T>(T instance) => new(); public Registration<object> RegisterAssemblyTypes(params Assembly[] all) => new();
            }
            public class Registration<T>
            {
                public Registration<T> As<S>() => this; public Registration<T> As(Type t) => this; public Registration<T> AsSelf() => this; public Registration<T> AsImplementedInterfaces() => this; public Registration<T> Keyed<S>(object key) => this;
                public Registration<T> SingleInstance() => this; public Registration<T> InstancePerLifetimeScope() => this; public Registration<T> InstancePerDependency() => this; public Registration<T> ExternallyOwned() => this; public Registration<T> AutoActivate() => this; public Registration<T> Where(Func<Type, bool> f) => this; public Registration<T> AssignableTo<S>() => this;
            }
        }
        namespace Scrutor
        {
            public static class Scanning { public static IServiceCollection Scan(this IServiceCollection s, Action<Selector> a) => s; }
            public class Selector
            {
                public Selector FromAssemblyOf<T>() => this; public Selector AddClasses() => this; public Selector AddClasses(Action<Filter> f) => this; public Selector AsImplementedInterfaces() => this; public Selector AsSelf() => this; public Selector As<T>() => this; public Selector AddType<T>() => this;
                public Selector WithSingletonLifetime() => this; public Selector WithScopedLifetime() => this; public Selector WithLifetime(ServiceLifetime l) => this;
            }
            public class Filter { public Filter AssignableTo<T>() => this; public Filter AssignableTo(Type t) => this; }
        }
        namespace Lamar
        {
            public class ServiceRegistry { public Instance<T> For<T>() => new(); public Instance<T> ForSingletonOf<T>() => new(); public Instance<object> For(Type t) => new(); }
            public class Instance<T> { public Instance<T> Use<S>() => this; public Instance<T> Use(Type t) => this; public Instance<T> Use(T o) => this; public Instance<T> Singleton() => this; public Instance<T> Scoped() => this; public Instance<T> Transient() => this; }
        }
        namespace SimpleInjector { public class Container { public void RegisterSingleton<S, T>() { } public void Register<S, T>(Lifestyle l) { } } public class Lifestyle { public static Lifestyle Singleton = new(), Scoped = new(); } }
        namespace Ninject
        {
            public class Kernel { public Binding Bind<T>() => new(); }
            public abstract class NinjectModule { public Binding Bind<T>() => new(); }
            public class Binding { public Binding To<T>() => this; public Binding ToSelf() => this; public Binding ToConstant(object o) => this; public Binding ToMethod<T>(Func<object, T> f) => this; public Binding InSingletonScope() => this; public Binding InRequestScope() => this; }
        }
        namespace Unity { public class UnityContainer { public void RegisterType<S, T>(object manager) { } } public class ContainerControlledLifetimeManager; public class PerResolveLifetimeManager; }
        namespace Castle { public static class Component { public static Component<T> For<T>() => new(); } public class Component<T> { public Component<T> ImplementedBy<S>() => this; public Component<T> LifestyleSingleton() => this; public Component<T> LifestyleTransient() => this; } }
        namespace Microsoft.Extensions.DependencyInjection
        {
            public static class AutoActivationExtensions
            {
                public static IServiceCollection AddActivatedSingleton<T>(this IServiceCollection s) where T : class => s; public static IServiceCollection AddActivatedSingleton<I, T>(this IServiceCollection s) => s;
                public static void TryAddActivatedSingleton<T>(this IServiceCollection s) { } public static IServiceCollection AddActivatedKeyedSingleton<T>(this IServiceCollection s, object key) => s;
            }
        }
        """, References.AspNetCore);

    const string Types = """

        public interface IThing; public interface IThing<T>; public interface IOther;
        """;

    static Task RunStatements(string statements, string type) => new RuleTest<LongLivedState>
    {
        References = [.. References.AspNetCore, Containers],
        Code = $$"""
            using Autofac; using Castle; using Lamar; using Ninject; using Scrutor; using SimpleInjector; using Unity; using Microsoft.Extensions.DependencyInjection.Extensions;
            var builder = WebApplication.CreateBuilder(args);
            var services = builder.Services;
            var autofac = new ContainerBuilder(); var lamar = new ServiceRegistry(); var simple = new SimpleInjector.Container();
            var ninject = new Kernel(); var unity = new UnityContainer();
            {{statements}}
            builder.Build().Run();
            {{type}}
            {{Types}}
            """,
    }.RunAsync(TestContext.Current.CancellationToken);

    [Theory]
    [InlineData("services.AddSingleton<Thing>();")]
    [InlineData("services.AddSingleton<IThing, Thing>();")]
    [InlineData("services.AddSingleton(typeof(Thing));")]
    [InlineData("services.AddSingleton(typeof(IThing), typeof(Thing));")]
    [InlineData("services.AddSingleton(typeof(IThing), new Thing());")]
    [InlineData("services.AddSingleton(typeof(IThing), sp => new Thing());")]
    [InlineData("services.AddSingleton<IThing>(sp => new Thing());")]
    [InlineData("services.AddSingleton<IThing>(_ => { var t = new Thing(); return t; });")]
    [InlineData("services.AddSingleton<IThing>(static sp => (IThing)ActivatorUtilities.CreateInstance(sp, typeof(Thing)));")]
    [InlineData("services.AddSingleton<IThing>(sp => sp.GetRequiredService<Thing>());")]
    [InlineData("services.AddSingleton(new Thing());")]
    [InlineData("services.AddSingleton<IThing>(new Thing());")]
    [InlineData("IThing thing = new Thing(); services.AddSingleton(thing);")]
    [InlineData("Thing thing = new(); services.AddSingleton(thing);")]
    [InlineData("services.TryAddSingleton<Thing>();")]
    [InlineData("services.TryAddSingleton<IThing>(new Thing());")]
    [InlineData("services.AddKeyedSingleton<IThing, Thing>(\"a\");")]
    [InlineData("services.AddKeyedSingleton<Thing>(5);")]
    [InlineData("services.AddKeyedSingleton<IThing>(\"a\", (sp, key) => new Thing());")]
    [InlineData("services.AddKeyedSingleton(typeof(IThing), \"a\", typeof(Thing));")]
    [InlineData("services.TryAddKeyedSingleton<IThing, Thing>(\"a\");")]
    [InlineData("services.AddActivatedSingleton<Thing>();")]
    [InlineData("services.AddActivatedSingleton<IThing, Thing>();")]
    [InlineData("services.TryAddActivatedSingleton<Thing>();")]
    [InlineData("services.AddActivatedKeyedSingleton<Thing>(\"a\");")]
    [InlineData("services.Add(ServiceDescriptor.Singleton<IThing, Thing>());")]
    [InlineData("services.Add(ServiceDescriptor.Singleton<IThing>(new Thing()));")]
    [InlineData("services.Add(ServiceDescriptor.Singleton<IThing>(sp => new Thing()));")]
    [InlineData("services.Add(ServiceDescriptor.Singleton(typeof(IThing), typeof(Thing)));")]
    [InlineData("services.TryAdd(ServiceDescriptor.Singleton<IThing, Thing>());")]
    [InlineData("services.TryAddEnumerable(ServiceDescriptor.Singleton<IThing, Thing>());")]
    [InlineData("services.Replace(ServiceDescriptor.Singleton<IThing, Thing>());")]
    [InlineData("services.Add(ServiceDescriptor.KeyedSingleton<IThing, Thing>(\"a\"));")]
    [InlineData("services.Add(new ServiceDescriptor(typeof(IThing), typeof(Thing), ServiceLifetime.Singleton));")]
    [InlineData("services.Add(new ServiceDescriptor(typeof(IThing), new Thing()));")]
    [InlineData("services.Add(new ServiceDescriptor(typeof(IThing), sp => new Thing(), ServiceLifetime.Singleton));")]
    [InlineData("services.Add(new(typeof(IThing), typeof(Thing), ServiceLifetime.Singleton));")]
    [InlineData("services.Insert(0, ServiceDescriptor.Describe(typeof(IThing), typeof(Thing), ServiceLifetime.Singleton));")]
    [InlineData("services.AddSingleton<IOther>(sp => new Caching(new Thing()));", "public class Caching(IThing inner) : IOther { public IThing Inner => inner; }")]
    [InlineData("services.AddHostedService<Host>(sp => new Host(new Thing()));", "public class Host(Thing t) : BackgroundService { protected override Task ExecuteAsync(CancellationToken token) => Task.FromResult(t); }")]
    [InlineData("autofac.RegisterType<Thing>().SingleInstance();")]
    [InlineData("autofac.RegisterType<Thing>().As<IThing>().AsSelf().SingleInstance().AutoActivate();")]
    [InlineData("autofac.RegisterType(typeof(Thing)).As(typeof(IThing)).SingleInstance();")]
    [InlineData("autofac.Register(c => new Thing()).As<IThing>().SingleInstance();")]
    [InlineData("autofac.RegisterInstance(new Thing()).As<IThing>();")]
    [InlineData("autofac.RegisterInstance<IThing>(new Thing()).ExternallyOwned();")]
    [InlineData("autofac.RegisterType<Thing>().Keyed<IThing>(\"a\").SingleInstance();")]
    [InlineData("autofac.RegisterAssemblyTypes(typeof(Thing).Assembly).AssignableTo<IThing>().AsImplementedInterfaces().SingleInstance();")]
    [InlineData("services.Scan(s => s.FromAssemblyOf<Thing>().AddClasses(c => c.AssignableTo<IThing>()).AsImplementedInterfaces().WithSingletonLifetime());")]
    [InlineData("services.Scan(s => s.FromAssemblyOf<IOther>().AddClasses(c => c.AssignableTo(typeof(IThing))).As<IThing>().WithSingletonLifetime());")]
    [InlineData("services.Scan(s => s.FromAssemblyOf<IOther>().AddClasses(c => c.AssignableTo<IThing>()).AsSelf().WithLifetime(ServiceLifetime.Singleton));")]
    [InlineData("services.Scan(s => s.AddType<Thing>().AsSelf().WithSingletonLifetime());")]
    [InlineData("lamar.For<IThing>().Use<Thing>().Singleton();")]
    [InlineData("lamar.ForSingletonOf<IThing>().Use<Thing>();")]
    [InlineData("lamar.For<IThing>().Use(new Thing()).Singleton();")]
    [InlineData("lamar.For(typeof(IThing)).Use(typeof(Thing)).Singleton();")]
    [InlineData("simple.RegisterSingleton<IThing, Thing>();")]
    [InlineData("var kept = new Thing(); builder.Build().MapGet(\"/\", (string v) => kept.Set(v));")]
    [InlineData("Thing kept = new(); builder.Build().Use(async (c, next) => { kept.Set(\"a\"); await next(); });")]
    [InlineData("simple.Register<IThing, Thing>(Lifestyle.Singleton);")]
    [InlineData("new OwnContainer().Register<IThing, Thing>(OwnOptions.SingletonScope());", "public class OwnContainer { public void Register<S, T>(OwnOptions o) { } } public class OwnOptions { public static OwnOptions SingletonScope() => new(); }")]
    [InlineData("ninject.Bind<IThing>().To<Thing>().InSingletonScope();")]
    [InlineData("ninject.Bind<Thing>().ToSelf().InSingletonScope();")]
    [InlineData("ninject.Bind<IThing>().ToConstant(new Thing());")]
    [InlineData("ninject.Bind<IThing>().ToMethod(_ => new Thing()).InSingletonScope();")]
    [InlineData("", "public class Module : NinjectModule { public void Load() => Bind<Thing>().ToSelf().InSingletonScope(); }")]
    [InlineData("unity.RegisterType<IThing, Thing>(new ContainerControlledLifetimeManager());")]
    [InlineData("Component.For<IThing>().ImplementedBy<Thing>().LifestyleSingleton();")]
    [InlineData("services.AddSingletonAs<Thing>().ToString();", "static class Own { public static IServiceCollection AddSingletonAs<T>(this IServiceCollection s) where T : class => s.AddSingleton<T>(); }")]
    [InlineData("services.ReplaceSingleton<IThing>(sp => new Thing());", "static class Own { public static void ReplaceSingleton<T>(this IServiceCollection s, Func<IServiceProvider, T> f) where T : class => s.AddSingleton(f); }")]
    public Task Reports_each_spelling_of_a_singleton(string registration, string more = "") => RunStatements(registration, more + """
        public class Thing : IThing { string {|SLS3003:last|} = ""; public void Set(string v) => last = v; }
        """);

    [Theory]
    [InlineData("services.AddSingleton(typeof(IThing<>), typeof(Thing<>));")]
    [InlineData("services.TryAddSingleton(typeof(Thing<>));")]
    [InlineData("services.Add(ServiceDescriptor.Singleton(typeof(IThing<>), typeof(Thing<>)));")]
    [InlineData("services.AddSingleton<IThing<int>, Thing<int>>();")]
    [InlineData("autofac.RegisterGeneric(typeof(Thing<>)).As(typeof(IThing<>)).SingleInstance();")]
    public Task Reports_open_and_closed_generics(string registration) => RunStatements(registration, """
        public class Thing<T> : IThing<T> { T? {|SLS3003:last|}; public void Set(T v) => last = v; }
        """);

    [Theory]
    [InlineData("services.AddScoped<Thing>();")]
    [InlineData("services.AddScoped<IThing>(sp => new Thing());")]
    [InlineData("services.AddTransient(typeof(Thing));")]
    [InlineData("services.AddKeyedScoped<IThing, Thing>(\"a\");")]
    [InlineData("services.TryAddScoped<IThing, Thing>();")]
    [InlineData("services.Add(ServiceDescriptor.Scoped<IThing, Thing>());")]
    [InlineData("services.Add(new ServiceDescriptor(typeof(IThing), typeof(Thing), ServiceLifetime.Transient));")]
    [InlineData("autofac.RegisterType<Thing>().As<IThing>().InstancePerLifetimeScope();")]
    [InlineData("autofac.Register(c => new Thing()).InstancePerDependency();")]
    [InlineData("services.Scan(s => s.FromAssemblyOf<Thing>().AddClasses(c => c.AssignableTo<IThing>()).AsImplementedInterfaces().WithScopedLifetime());")]
    [InlineData("services.Scan(s => s.FromAssemblyOf<Thing>().AddClasses(c => c.AssignableTo<IThing>()).AsSelf().WithLifetime(ServiceLifetime.Scoped));")]
    [InlineData("lamar.For<IThing>().Use<Thing>().Scoped();")]
    [InlineData("simple.Register<IThing, Thing>(Lifestyle.Scoped);")]
    [InlineData("ninject.Bind<IThing>().To<Thing>().InRequestScope();")]
    [InlineData("ninject.Bind<IThing>().To<Thing>();")]
    [InlineData("unity.RegisterType<IThing, Thing>(new PerResolveLifetimeManager());")]
    [InlineData("Component.For<IThing>().ImplementedBy<Thing>().LifestyleTransient();")]
    [InlineData("var once = new Thing(); once.Set(\"a\");")]
    [InlineData("var once = new Thing(); services.AddOptions<object>().Configure(o => once.Set(\"a\"));")]
    [InlineData("services.AddSingleton<Func<Thing>>(sp => () => new Thing());")]
    [InlineData("services.AddSingleton<IOther>(sp => new Other(new Thing().Text));")]
    public Task Silent_for_each_spelling_of_a_shorter_life(string registration) => RunStatements(registration, """
        public class Thing : IThing { string last = ""; public string Text => last; public void Set(string v) => last = v; }
        public class Other(string text) : IOther { public string Text => text; }
        """);

    [Theory]
    [InlineData("options.Filters.Add(new Kept());", "public class Kept : Microsoft.AspNetCore.Mvc.Filters.IFilterMetadata")]
    [InlineData("options.Filters.Insert(0, new Kept());", "public class Kept : Microsoft.AspNetCore.Mvc.Filters.IFilterMetadata")]
    [InlineData("services.AddControllers(o => o.Filters.Add(new Kept()));", "public class Kept : Microsoft.AspNetCore.Mvc.Filters.IFilterMetadata")]
    [InlineData("options.ModelBinderProviders.Insert(0, new Kept());", "public class Kept : Microsoft.AspNetCore.Mvc.ModelBinding.IModelBinderProvider", "public Microsoft.AspNetCore.Mvc.ModelBinding.IModelBinder? GetBinder(Microsoft.AspNetCore.Mvc.ModelBinding.ModelBinderProviderContext context) => null;")]
    [InlineData("options.ValueProviderFactories.Add(new Kept());", "public class Kept : Microsoft.AspNetCore.Mvc.ModelBinding.IValueProviderFactory", "public Task CreateValueProviderAsync(Microsoft.AspNetCore.Mvc.ModelBinding.ValueProviderFactoryContext context) => Task.CompletedTask;")]
    [InlineData("options.Conventions.Add(new Kept());", "public class Kept : Microsoft.AspNetCore.Mvc.ApplicationModels.IApplicationModelConvention", "public void Apply(Microsoft.AspNetCore.Mvc.ApplicationModels.ApplicationModel application) { }")]
    [InlineData("services.Configure<Microsoft.AspNetCore.Mvc.Razor.RazorViewEngineOptions>(o => o.ViewLocationExpanders.Add(new Kept()));", "public class Kept : Microsoft.AspNetCore.Mvc.Razor.IViewLocationExpander", "public void PopulateValues(Microsoft.AspNetCore.Mvc.Razor.ViewLocationExpanderContext context) { } public IEnumerable<string> ExpandViewLocations(Microsoft.AspNetCore.Mvc.Razor.ViewLocationExpanderContext context, IEnumerable<string> all) => all;")]
    [InlineData("services.AddHealthChecks().AddCheck(\"a\", new Kept());", "public class Kept : Microsoft.Extensions.Diagnostics.HealthChecks.IHealthCheck", "public Task<Microsoft.Extensions.Diagnostics.HealthChecks.HealthCheckResult> CheckHealthAsync(Microsoft.Extensions.Diagnostics.HealthChecks.HealthCheckContext context, CancellationToken token) => null!;")]
    [InlineData("services.AddSignalR();", "public class Kept : Microsoft.AspNetCore.SignalR.IHubFilter")]
    [InlineData("services.AddSignalR(o => Microsoft.AspNetCore.SignalR.HubOptionsExtensions.AddFilter(o, new Kept()));", "public class Kept : Microsoft.AspNetCore.SignalR.IHubFilter")]
    [InlineData("services.AddExceptionHandler<Kept>();", "public class Kept : Microsoft.AspNetCore.Diagnostics.IExceptionHandler", "public ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken token) => new(true);")]
    [InlineData("services.AddHostedService<Kept>();", "public class Kept : IHostedService", "public Task StartAsync(CancellationToken token) => Task.CompletedTask; public Task StopAsync(CancellationToken token) => Task.CompletedTask;")]
    [InlineData("services.AddOutputCache(o => o.AddBasePolicy(new Kept()));", "public class Kept : Microsoft.AspNetCore.OutputCaching.IOutputCachePolicy", "public ValueTask CacheRequestAsync(Microsoft.AspNetCore.OutputCaching.OutputCacheContext c, CancellationToken t) => default; public ValueTask ServeFromCacheAsync(Microsoft.AspNetCore.OutputCaching.OutputCacheContext c, CancellationToken t) => default; public ValueTask ServeResponseAsync(Microsoft.AspNetCore.OutputCaching.OutputCacheContext c, CancellationToken t) => default;")]
    [InlineData("builder.Build().UseMiddleware<Kept>();", "public class Kept(RequestDelegate next)", "public Task InvokeAsync(HttpContext context) => next(context);")]
    [InlineData("builder.Build().Map(\"/a\", b => b.UseMiddleware(typeof(Kept)));", "public class Kept(RequestDelegate next)", "public Task Invoke(HttpContext context) => next(context);")]
    [InlineData("builder.Build().MapGet(\"/\", () => 1).AddEndpointFilter(new Kept());", "public class Kept : IEndpointFilter", "public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) => next(context);")]
    [InlineData("builder.Build().MapGet(\"/\", () => 1).AddEndpointFilter<Kept>();", "public class Kept : IEndpointFilter", "public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) => next(context);")]
    [InlineData("services.AddDbContext<Db>(o => o.AddInterceptors(new Kept()));", "public class Db(Microsoft.EntityFrameworkCore.DbContextOptions o) : Microsoft.EntityFrameworkCore.DbContext(o); public class Kept : Microsoft.EntityFrameworkCore.Diagnostics.IInterceptor")]
    public Task Reports_what_the_framework_keeps(string statement, string declaration, string members = "") => new RuleTest<LongLivedState>
    {
        References = [.. References.AspNetCore, .. References.EntityFramework],
        Code = $$"""
            using Microsoft.EntityFrameworkCore;
            var builder = WebApplication.CreateBuilder(args);
            var services = builder.Services;
            var options = new Microsoft.AspNetCore.Mvc.MvcOptions();
            {{statement}}
            {{declaration}} { {{members}} string {|SLS3003:last|} = ""; public void Set(string v) => last = v; }
            """,
    }.RunAsync(TestContext.Current.CancellationToken);

    [Theory]
    [InlineData("options.Filters.Add<Made>();", "public class Made : Microsoft.AspNetCore.Mvc.Filters.IFilterMetadata")]
    [InlineData("options.Filters.Add(typeof(Made));", "public class Made : Microsoft.AspNetCore.Mvc.Filters.IFilterMetadata")]
    [InlineData("options.Filters.AddService<Made>();", "public class Made : Microsoft.AspNetCore.Mvc.Filters.IFilterMetadata")]
    [InlineData("services.AddHealthChecks().AddCheck<Made>(\"a\");", "public class Made : Microsoft.Extensions.Diagnostics.HealthChecks.IHealthCheck", "public Task<Microsoft.Extensions.Diagnostics.HealthChecks.HealthCheckResult> CheckHealthAsync(Microsoft.Extensions.Diagnostics.HealthChecks.HealthCheckContext context, CancellationToken token) => null!;")]
    [InlineData("services.AddScoped<Made>();", "public class Made : IMiddleware", "public Task InvokeAsync(HttpContext context, RequestDelegate next) => next(context);")]
    [InlineData("services.AddControllers();", "public class Made : Microsoft.AspNetCore.Mvc.ControllerBase")]
    [InlineData("services.AddRazorPages();", "public class Made : Microsoft.AspNetCore.Mvc.RazorPages.PageModel")]
    [InlineData("services.AddSignalR();", "public class Made : Microsoft.AspNetCore.SignalR.Hub")]
    [InlineData("services.AddServerSideBlazor();", "public class Made : Microsoft.AspNetCore.Components.ComponentBase")]
    [InlineData("services.AddMvc();", "public class Made : Microsoft.AspNetCore.Mvc.ViewComponent")]
    [InlineData("services.AddMvc();", "public class Made : Microsoft.AspNetCore.Razor.TagHelpers.TagHelper")]
    [InlineData("services.AddMvc();", "public class Made : Microsoft.AspNetCore.Mvc.ModelBinding.IModelBinder", "public Task BindModelAsync(Microsoft.AspNetCore.Mvc.ModelBinding.ModelBindingContext context) => Task.CompletedTask;")]
    [InlineData("services.AddHttpClient(\"a\").AddHttpMessageHandler<Made>();", "public class Made : DelegatingHandler")]
    public Task Silent_for_what_the_framework_makes_anew(string statement, string declaration, string members = "") => RuleTest<LongLivedState>.Run($$"""
        var builder = WebApplication.CreateBuilder(args);
        var services = builder.Services;
        var options = new Microsoft.AspNetCore.Mvc.MvcOptions();
        {{statement}}
        {{declaration}} { {{members}} string last = ""; public void Set(string v) => last = v; }
        """);

    [Fact]
    public Task Reports_base_classes_and_what_only_a_singleton_holds() => RunStatements("services.AddSingleton<Thing>();", """
        public abstract class Root { protected string root = ""; }
        public abstract class Middle<T> : Root { T? {|SLS3003:middle|}; protected void Keep(T v) => middle = v; }
        public class Thing : Middle<string>
        {
            readonly Inner inner = new();
            static readonly Inner other = new();
            public void Set(string v) { {|SLS3003:root|} = v; Keep(v); inner.Set(v); other.Set(v); }
            class Inner { string {|SLS3003:last|} = ""; public void Set(string v) => last = v; }
        }
        public class Elsewhere : Root { string last = ""; public void Set(string v) => last = v; }
        """);

    [Fact]
    public Task Reports_modules_and_providers_of_classic_applications() => new RuleTest<LongLivedState>
    {
        References = References.Classic,
        IsApplication = false,
        Code = """
            using System.Configuration.Provider;
            using System.Web;
            public class Module : IHttpModule { string {|SLS3003:last|}; public void Init(HttpApplication app) { } public void Dispose() { } public void Set(string v) => last = v; }
            public class Provider : ProviderBase
            {
                string {|SLS3003:last|}; string name;
                public override void Initialize(string v, System.Collections.Specialized.NameValueCollection config) { base.Initialize(v, config); name = config["name"]; }
                public string Set(string v) => last = name + v;
            }
            public class Map : StaticSiteMapProvider
            {
                SiteMapNode {|SLS3003:last|};
                public override SiteMapNode BuildSiteMap() => null; protected override SiteMapNode GetRootNodeCore() => null; public void Set(SiteMapNode v) => last = v;
            }
            public class Handler : IHttpHandler { string last; public bool IsReusable => false; public void ProcessRequest(HttpContext c) => last = c.Request.Path; }
            public class Page : System.Web.UI.Page { string last; public void Set(string v) => last = v; }
            """,
    }.RunAsync(TestContext.Current.CancellationToken);

    [Theory]
    [InlineData("var {|SLS3004:n|} = 0; builder.Services.AddSingleton<Func<int>>(_ => () => ++n);")]
    [InlineData("var {|SLS3004:n|} = 0; builder.Services.AddSingleton(_ => new Counter(() => ++n));")]
    [InlineData("var {|SLS3004:n|} = 0; builder.Services.AddScoped(_ => new Counter(() => n++));")]
    [InlineData("var {|SLS3004:seen|} = new List<string>(); AppDomain.CurrentDomain.FirstChanceException += (_, e) => seen.Add(e.Exception.Message);")]
    [InlineData("var {|SLS3004:n|} = 0; var timer = new Timer(_ => n++, null, 0, 1);")]
    [InlineData("var {|SLS3004:n|} = 0; var timer = new System.Timers.Timer(); timer.Elapsed += (_, _) => n++;")]
    [InlineData("var {|SLS3004:n|} = 0; builder.Build().MapGet(\"/\", () => 1).AddEndpointFilterFactory((f, next) => async c => { n++; return await next(c); });")]
    [InlineData("var {|SLS3004:n|} = 0; builder.Build().MapHub<Hub>(\"/\", o => { }); builder.Build().Run(async c => { n++; await Task.Yield(); });")]
    [InlineData("var {|SLS3004:n|} = 0; builder.Build().MapWhen(c => n++ > 5, b => { });")]
    [InlineData("var {|SLS3004:n|} = 0; builder.Build().UseWhen(c => true, b => b.Use(async (c, next) => { n++; await next(c); }));")]
    [InlineData("var {|SLS3004:n|} = 0; builder.Build().MapFallback(() => n++);")]
    public Task Reports_closures(string statements) => RuleTest<EndpointCaptures>.Run($$"""
        var builder = WebApplication.CreateBuilder(args);
        {{statements}}
        builder.Build().Run();
        public class Counter(Func<int> next) { public int Next() => next(); }
        public class Hub : Microsoft.AspNetCore.SignalR.Hub;
        """);

    [Fact]
    public Task Silent_for_closures_that_run_at_start_up() => RuleTest<EndpointCaptures>.Run("""
        var builder = WebApplication.CreateBuilder(args);
        var n = 0;
        builder.Services.AddSingleton(_ => { n++; return new object(); });
        builder.Services.AddHttpClient("a", c => n++);
        builder.Services.AddCors(o => n++);
        builder.Build().Run();
        """);

    [Fact]
    public Task A_classic_handler_that_is_used_again_lives_long_and_one_that_is_not_does_not() => new RuleTest<LongLivedState>
    {
        References = References.Classic,
        IsApplication = false,
        Code = """
            using System.Web;
            public class Counting : IHttpHandler { int {|SLS3010:served|}; public bool IsReusable { get { return true; } } public void ProcessRequest(HttpContext context) { served++; context.Response.Write(served); } }
            public class Arrow : IHttpHandler { string {|SLS3003:last|} = ""; public bool IsReusable => true; public void ProcessRequest(HttpContext context) { context.Response.Write(last); last = context.Request.Path; } }
            public class Once : IHttpHandler { int served; public bool IsReusable { get { return false; } } public void ProcessRequest(HttpContext context) { served++; context.Response.Write(served); } }
            public class Page1 : System.Web.UI.Page { int served; protected void Page_Load(object s, System.EventArgs e) { served++; Response.Write(served); } }
            """,
    }.RunAsync(TestContext.Current.CancellationToken);
}
