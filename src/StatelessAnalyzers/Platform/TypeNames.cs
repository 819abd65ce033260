namespace StatelessAnalyzers.Platform;

/// <summary>Metadata names of the types that rules ask for. A test resolves each against the real assemblies.</summary>
internal static class TypeNames
{
    public const string BackgroundService = "Microsoft.Extensions.Hosting.BackgroundService";
    public const string ClassicHttpContext = "System.Web.HttpContext";
    public const string ClassicHttpContextBase = "System.Web.HttpContextBase";
    public const string ClassicRouteCollection = "System.Web.Routing.RouteCollection";
    public const string ConcurrentDictionary = "System.Collections.Concurrent.ConcurrentDictionary`2";
    public const string Delegate = "System.Delegate";
    public const string Dictionary = "System.Collections.Generic.Dictionary`2";
    public const string EndpointFilterInvocationContext = "Microsoft.AspNetCore.Http.EndpointFilterInvocationContext";
    public const string File = "System.IO.File";
    public const string FileStream = "System.IO.FileStream";
    public const string HttpContext = "Microsoft.AspNetCore.Http.HttpContext";
    public const string HttpRequest = "Microsoft.AspNetCore.Http.HttpRequest";
    public const string IApplicationBuilder = "Microsoft.AspNetCore.Builder.IApplicationBuilder";
    public const string IConfigurationBuilder = "Microsoft.Extensions.Configuration.IConfigurationBuilder";
    public const string IConfigureOptions = "Microsoft.Extensions.Options.IConfigureOptions`1";
    public const string IDistributedCache = "Microsoft.Extensions.Caching.Distributed.IDistributedCache";
    public const string IEndpointRouteBuilder = "Microsoft.AspNetCore.Routing.IEndpointRouteBuilder";
    public const string IFormFile = "Microsoft.AspNetCore.Http.IFormFile";
    public const string IHost = "Microsoft.Extensions.Hosting.IHost";
    public const string IHostApplicationBuilder = "Microsoft.Extensions.Hosting.IHostApplicationBuilder";
    public const string IHostBuilder = "Microsoft.Extensions.Hosting.IHostBuilder";
    public const string IHostedService = "Microsoft.Extensions.Hosting.IHostedService";
    public const string IHostingStartup = "Microsoft.AspNetCore.Hosting.IHostingStartup";
    public const string ILoggingBuilder = "Microsoft.Extensions.Logging.ILoggingBuilder";
    public const string IMvcBuilder = "Microsoft.Extensions.DependencyInjection.IMvcBuilder";
    public const string IPostConfigureOptions = "Microsoft.Extensions.Options.IPostConfigureOptions`1";
    public const string IServiceCollection = "Microsoft.Extensions.DependencyInjection.IServiceCollection";
    public const string IStartup = "Microsoft.AspNetCore.Hosting.IStartup";
    public const string IStartupFilter = "Microsoft.AspNetCore.Hosting.IStartupFilter";
    public const string IWebHost = "Microsoft.AspNetCore.Hosting.IWebHost";
    public const string IWebHostBuilder = "Microsoft.AspNetCore.Hosting.IWebHostBuilder";
    public const string MemoryCacheServiceCollectionExtensions = "Microsoft.Extensions.DependencyInjection.MemoryCacheServiceCollectionExtensions";
    public const string MemoryDistributedCache = "Microsoft.Extensions.Caching.Distributed.MemoryDistributedCache";
    public const string ModuleInitializerAttribute = "System.Runtime.CompilerServices.ModuleInitializerAttribute";
    public const string Path = "System.IO.Path";
    public const string RequestDelegate = "Microsoft.AspNetCore.Http.RequestDelegate";
    public const string SystemTimer = "System.Timers.Timer";
    public const string Timer = "System.Threading.Timer";

    /// <summary>Types of packages that the tests do not reference, because they cannot be had or only run on .NET Framework.</summary>
    internal static class Packages
    {
        public const string BundleCollection = "System.Web.Optimization.BundleCollection";
        public const string GlobalFilterCollection = "System.Web.Mvc.GlobalFilterCollection";
        public const string HttpConfiguration = "System.Web.Http.HttpConfiguration";
        public const string IAppBuilder = "Owin.IAppBuilder";
        public const string IOwinContext = "Microsoft.Owin.IOwinContext";
    }
}
