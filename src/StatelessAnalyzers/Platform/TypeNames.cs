namespace StatelessAnalyzers.Platform;

/// <summary>Metadata names of the types that rules ask for. A test resolves each against the real assemblies.</summary>
internal static class TypeNames
{
    public const string BackgroundService = "Microsoft.Extensions.Hosting.BackgroundService";
    public const string CancellationToken = "System.Threading.CancellationToken";
    public const string ClassicHostingEnvironment = "System.Web.Hosting.HostingEnvironment";
    public const string ClassicHttpContext = "System.Web.HttpContext";
    public const string ClassicHttpPostedFile = "System.Web.HttpPostedFile";
    public const string ClassicHttpPostedFileBase = "System.Web.HttpPostedFileBase";
    public const string ClassicHttpServerUtility = "System.Web.HttpServerUtility";
    public const string ClassicHttpServerUtilityBase = "System.Web.HttpServerUtilityBase";
    public const string ComponentBase = "Microsoft.AspNetCore.Components.ComponentBase";
    public const string ConcurrentDictionary = "System.Collections.Concurrent.ConcurrentDictionary`2";
    public const string Controller = "Microsoft.AspNetCore.Mvc.Controller";
    public const string ControllerBase = "Microsoft.AspNetCore.Mvc.ControllerBase";
    public const string DbCommand = "System.Data.Common.DbCommand";
    public const string DbConnection = "System.Data.Common.DbConnection";
    public const string DbTransaction = "System.Data.Common.DbTransaction";
    public const string Dictionary = "System.Collections.Generic.Dictionary`2";
    public const string Directory = "System.IO.Directory";
    public const string DirectoryInfo = "System.IO.DirectoryInfo";
    public const string Environment = "System.Environment";
    public const string File = "System.IO.File";
    public const string FileInfo = "System.IO.FileInfo";
    public const string FileMultipartSection = "Microsoft.AspNetCore.WebUtilities.FileMultipartSection";
    public const string FileStream = "System.IO.FileStream";
    public const string FileSystemInfo = "System.IO.FileSystemInfo";
    public const string HostingEnvironment = "Microsoft.AspNetCore.Hosting.IHostingEnvironment";
    public const string HttpApplication = "System.Web.HttpApplication";
    public const string HttpClient = "System.Net.Http.HttpClient";
    public const string HttpContext = "Microsoft.AspNetCore.Http.HttpContext";
    public const string HttpRequest = "Microsoft.AspNetCore.Http.HttpRequest";
    public const string Hub = "Microsoft.AspNetCore.SignalR.Hub";
    public const string IApplicationBuilder = "Microsoft.AspNetCore.Builder.IApplicationBuilder";
    public const string IBrowserFile = "Microsoft.AspNetCore.Components.Forms.IBrowserFile";
    public const string IConfiguration = "Microsoft.Extensions.Configuration.IConfiguration";
    public const string IDbConnection = "System.Data.IDbConnection";
    public const string IDbTransaction = "System.Data.IDbTransaction";
    public const string IDistributedCache = "Microsoft.Extensions.Caching.Distributed.IDistributedCache";
    public const string IEndpointFilter = "Microsoft.AspNetCore.Http.IEndpointFilter";
    public const string IEndpointRouteBuilder = "Microsoft.AspNetCore.Routing.IEndpointRouteBuilder";
    public const string IExceptionHandler = "Microsoft.AspNetCore.Diagnostics.IExceptionHandler";
    public const string IFormFile = "Microsoft.AspNetCore.Http.IFormFile";
    public const string IHostApplicationBuilder = "Microsoft.Extensions.Hosting.IHostApplicationBuilder";
    public const string IHostBuilder = "Microsoft.Extensions.Hosting.IHostBuilder";
    public const string IHostEnvironment = "Microsoft.Extensions.Hosting.IHostEnvironment";
    public const string IHostedService = "Microsoft.Extensions.Hosting.IHostedService";
    public const string IHttpModule = "System.Web.IHttpModule";
    public const string IHubFilter = "Microsoft.AspNetCore.SignalR.IHubFilter";
    public const string IMiddleware = "Microsoft.AspNetCore.Http.IMiddleware";
    public const string IModelBinderProvider = "Microsoft.AspNetCore.Mvc.ModelBinding.IModelBinderProvider";
    public const string IOutputCachePolicy = "Microsoft.AspNetCore.OutputCaching.IOutputCachePolicy";
    public const string IQueryable = "System.Linq.IQueryable";
    public const string IServiceCollection = "Microsoft.Extensions.DependencyInjection.IServiceCollection";
    public const string IStartupFilter = "Microsoft.AspNetCore.Hosting.IStartupFilter";
    public const string IWebHostBuilder = "Microsoft.AspNetCore.Hosting.IWebHostBuilder";
    public const string IWebHostEnvironment = "Microsoft.AspNetCore.Hosting.IWebHostEnvironment";
    public const string MemoryCacheServiceCollectionExtensions = "Microsoft.Extensions.DependencyInjection.MemoryCacheServiceCollectionExtensions";
    public const string MemoryDistributedCache = "Microsoft.Extensions.Caching.Distributed.MemoryDistributedCache";
    public const string MultipartSection = "Microsoft.AspNetCore.WebUtilities.MultipartSection";
    public const string MvcViewFeaturesMvcBuilderExtensions = "Microsoft.Extensions.DependencyInjection.MvcViewFeaturesMvcBuilderExtensions";
    public const string PageModel = "Microsoft.AspNetCore.Mvc.RazorPages.PageModel";
    public const string Path = "System.IO.Path";
    public const string RazorPageBase = "Microsoft.AspNetCore.Mvc.Razor.RazorPageBase";
    public const string RequestDelegate = "Microsoft.AspNetCore.Http.RequestDelegate";
    public const string RouteCollection = "System.Web.Routing.RouteCollection";
    public const string ServiceBehaviorAttribute = "System.ServiceModel.ServiceBehaviorAttribute";
    public const string SessionMiddlewareExtensions = "Microsoft.AspNetCore.Builder.SessionMiddlewareExtensions";
    public const string SessionServiceCollectionExtensions = "Microsoft.Extensions.DependencyInjection.SessionServiceCollectionExtensions";
    public const string Stream = "System.IO.Stream";
    public const string StreamWriter = "System.IO.StreamWriter";
    public const string Task = "System.Threading.Tasks.Task";
    public const string TaskOfT = "System.Threading.Tasks.Task`1";
    public const string TextReader = "System.IO.TextReader";
    public const string ValueTask = "System.Threading.Tasks.ValueTask";
    public const string ValueTaskOfT = "System.Threading.Tasks.ValueTask`1";
    public const string ViewComponent = "Microsoft.AspNetCore.Mvc.ViewComponent";
    public const string WebApplicationBuilder = "Microsoft.AspNetCore.Builder.WebApplicationBuilder";

    /// <summary>Types of packages that the test project does not reference.</summary>
    internal static class Packages
    {
        public const string AutofacContainerBuilder = "Autofac.ContainerBuilder";
        public const string BundleCollection = "System.Web.Optimization.BundleCollection";
        public const string DataContext = "System.Data.Linq.DataContext";
        public const string DbContext = "Microsoft.EntityFrameworkCore.DbContext";
        public const string DbMigration = "System.Data.Entity.Migrations.DbMigration";
        public const string EntityFramework6DbContext = "System.Data.Entity.DbContext";
        public const string HttpConfiguration = "System.Web.Http.HttpConfiguration";
        public const string IAppBuilder = "Owin.IAppBuilder";
        public const string IDbContextTransaction = "Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction";
        public const string IDesignTimeDbContextFactory = "Microsoft.EntityFrameworkCore.Design.IDesignTimeDbContextFactory`1";
        public const string Migration = "Microsoft.EntityFrameworkCore.Migrations.Migration";
        public const string ModelBuilder = "Microsoft.EntityFrameworkCore.ModelBuilder";
        public const string NHibernateSession = "NHibernate.ISession";
        public const string NHibernateStatelessSession = "NHibernate.IStatelessSession";
        public const string ObjectContext = "System.Data.Entity.Core.Objects.ObjectContext";
        public const string WebAssemblyHostBuilder = "Microsoft.AspNetCore.Components.WebAssembly.Hosting.WebAssemblyHostBuilder";
    }
}
