namespace StatelessAnalyzers.Platform;

/// <summary>Metadata names of the types that rules ask for. A test resolves each against the real assemblies.</summary>
internal static class TypeNames
{
    public const string AuthenticationHttpContextExtensions = "Microsoft.AspNetCore.Authentication.AuthenticationHttpContextExtensions";
    public const string AuthenticationTicket = "Microsoft.AspNetCore.Authentication.AuthenticationTicket";
    public const string BackgroundService = "Microsoft.Extensions.Hosting.BackgroundService";
    public const string Claim = "System.Security.Claims.Claim";
    public const string ClaimsPrincipal = "System.Security.Claims.ClaimsPrincipal";
    public const string ClassicCache = "System.Web.Caching.Cache";
    public const string ClassicHttpContext = "System.Web.HttpContext";
    public const string ClassicHttpContextBase = "System.Web.HttpContextBase";
    public const string ClassicHttpRequest = "System.Web.HttpRequest";
    public const string ClassicHttpRequestBase = "System.Web.HttpRequestBase";
    public const string ClassicPage = "System.Web.UI.Page";
    public const string ClassicRouteCollection = "System.Web.Routing.RouteCollection";
    public const string ComponentServiceCollectionExtensions = "Microsoft.Extensions.DependencyInjection.ComponentServiceCollectionExtensions";
    public const string ConcurrentDictionary = "System.Collections.Concurrent.ConcurrentDictionary`2";
    public const string ConnectionInfo = "Microsoft.AspNetCore.Http.ConnectionInfo";
    public const string ControllerBase = "Microsoft.AspNetCore.Mvc.ControllerBase";
    public const string Convert = "System.Convert";
    public const string CookieAuthenticationEvents = "Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationEvents";
    public const string DateTimeOffset = "System.DateTimeOffset";
    public const string Delegate = "System.Delegate";
    public const string Dictionary = "System.Collections.Generic.Dictionary`2";
    public const string DistributedCacheExtensions = "Microsoft.Extensions.Caching.Distributed.DistributedCacheExtensions";
    public const string EndpointFilterInvocationContext = "Microsoft.AspNetCore.Http.EndpointFilterInvocationContext";
    public const string File = "System.IO.File";
    public const string FileStream = "System.IO.FileStream";
    public const string Guid = "System.Guid";
    public const string HttpContext = "Microsoft.AspNetCore.Http.HttpContext";
    public const string HttpMcpServerBuilderExtensions = "Microsoft.Extensions.DependencyInjection.HttpMcpServerBuilderExtensions";
    public const string HttpRequest = "Microsoft.AspNetCore.Http.HttpRequest";
    public const string Hub = "Microsoft.AspNetCore.SignalR.Hub";
    public const string HybridCache = "Microsoft.Extensions.Caching.Hybrid.HybridCache";
    public const string HybridCacheServiceExtensions = "Microsoft.Extensions.DependencyInjection.HybridCacheServiceExtensions";
    public const string IApplicationBuilder = "Microsoft.AspNetCore.Builder.IApplicationBuilder";
    public const string IAuthenticationHandler = "Microsoft.AspNetCore.Authentication.IAuthenticationHandler";
    public const string IConfigurationBuilder = "Microsoft.Extensions.Configuration.IConfigurationBuilder";
    public const string IConfigureOptions = "Microsoft.Extensions.Options.IConfigureOptions`1";
    public const string IdentityUser = "Microsoft.AspNetCore.Identity.IdentityUser`1";
    public const string IDictionary = "System.Collections.Generic.IDictionary`2";
    public const string IDistributedCache = "Microsoft.Extensions.Caching.Distributed.IDistributedCache";
    public const string IEndpointRouteBuilder = "Microsoft.AspNetCore.Routing.IEndpointRouteBuilder";
    public const string IFormFile = "Microsoft.AspNetCore.Http.IFormFile";
    public const string IHost = "Microsoft.Extensions.Hosting.IHost";
    public const string IHostApplicationBuilder = "Microsoft.Extensions.Hosting.IHostApplicationBuilder";
    public const string IHostBuilder = "Microsoft.Extensions.Hosting.IHostBuilder";
    public const string IHostedService = "Microsoft.Extensions.Hosting.IHostedService";
    public const string IHostingStartup = "Microsoft.AspNetCore.Hosting.IHostingStartup";
    public const string IIdentity = "System.Security.Principal.IIdentity";
    public const string ILoggingBuilder = "Microsoft.Extensions.Logging.ILoggingBuilder";
    public const string IMemoryCache = "Microsoft.Extensions.Caching.Memory.IMemoryCache";
    public const string IMvcBuilder = "Microsoft.Extensions.DependencyInjection.IMvcBuilder";
    public const string InMemoryTokenCacheProvider = "Microsoft.Identity.Web.TokenCacheProviders.InMemory.InMemoryTokenCacheProviderExtension";
    public const string IPostConfigureOptions = "Microsoft.Extensions.Options.IPostConfigureOptions`1";
    public const string IServiceCollection = "Microsoft.Extensions.DependencyInjection.IServiceCollection";
    public const string IStartup = "Microsoft.AspNetCore.Hosting.IStartup";
    public const string IStartupFilter = "Microsoft.AspNetCore.Hosting.IStartupFilter";
    public const string ITicketStore = "Microsoft.AspNetCore.Authentication.Cookies.ITicketStore";
    public const string IWebHost = "Microsoft.AspNetCore.Hosting.IWebHost";
    public const string IWebHostBuilder = "Microsoft.AspNetCore.Hosting.IWebHostBuilder";
    public const string JwtBearerEvents = "Microsoft.AspNetCore.Authentication.JwtBearer.JwtBearerEvents";
    public const string MemberInfo = "System.Reflection.MemberInfo";
    public const string MemoryCacheExtensions = "Microsoft.Extensions.Caching.Memory.CacheExtensions";
    public const string MemoryCacheServiceCollectionExtensions = "Microsoft.Extensions.DependencyInjection.MemoryCacheServiceCollectionExtensions";
    public const string MemoryDistributedCache = "Microsoft.Extensions.Caching.Distributed.MemoryDistributedCache";
    public const string MicrosoftIdentityAppCallsWebApi = "Microsoft.Identity.Web.MicrosoftIdentityAppCallsWebApiAuthenticationBuilder";
    public const string ModuleInitializerAttribute = "System.Runtime.CompilerServices.ModuleInitializerAttribute";
    public const string ObjectCache = "System.Runtime.Caching.ObjectCache";
    public const string OpenIdConnectEvents = "Microsoft.AspNetCore.Authentication.OpenIdConnect.OpenIdConnectEvents";
    public const string OutputCacheServiceCollectionExtensions = "Microsoft.Extensions.DependencyInjection.OutputCacheServiceCollectionExtensions";
    public const string PageModel = "Microsoft.AspNetCore.Mvc.RazorPages.PageModel";
    public const string Path = "System.IO.Path";
    public const string Random = "System.Random";
    public const string RandomNumberGenerator = "System.Security.Cryptography.RandomNumberGenerator";
    public const string RedisDatabase = "StackExchange.Redis.IDatabaseAsync";
    public const string RemoteAuthenticationEvents = "Microsoft.AspNetCore.Authentication.RemoteAuthenticationEvents";
    public const string RequestDelegate = "Microsoft.AspNetCore.Http.RequestDelegate";
    public const string ResponseCachingServicesExtensions = "Microsoft.Extensions.DependencyInjection.ResponseCachingServicesExtensions";
    public const string ServerRazorComponentsBuilderExtensions = "Microsoft.Extensions.DependencyInjection.ServerRazorComponentsBuilderExtensions";
    public const string SignInManager = "Microsoft.AspNetCore.Identity.SignInManager`1";
    public const string SystemTimer = "System.Timers.Timer";
    public const string TimeProvider = "System.TimeProvider";
    public const string Timer = "System.Threading.Timer";
    public const string TokenCacheExtensions = "Microsoft.Identity.Web.TokenCacheExtensions";
    public const string Type = "System.Type";

    /// <summary>Types of packages that the tests do not reference, because they cannot be had or only run on .NET Framework.</summary>
    internal static class Packages
    {
        public const string ApiController = "System.Web.Http.ApiController";
        public const string BundleCollection = "System.Web.Optimization.BundleCollection";
        public const string CacheOutputAttribute = "WebApi.OutputCache.V2.CacheOutputAttribute";
        public const string ClassicController = "System.Web.Mvc.ControllerBase";
        public const string ClassicOutputCacheAttribute = "System.Web.Mvc.OutputCacheAttribute";
        public const string GlobalFilterCollection = "System.Web.Mvc.GlobalFilterCollection";
        public const string HttpConfiguration = "System.Web.Http.HttpConfiguration";
        public const string IAppBuilder = "Owin.IAppBuilder";
        public const string IOwinContext = "Microsoft.Owin.IOwinContext";
    }
}
