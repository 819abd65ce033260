namespace StatelessAnalyzers.Platform;

/// <summary>Metadata names of the types that rules ask for. A test resolves each against the real assemblies.</summary>
internal static class TypeNames
{
    public const string BackgroundService = "Microsoft.Extensions.Hosting.BackgroundService";
    public const string CancellationToken = "System.Threading.CancellationToken";
    public const string ConcurrentDictionary = "System.Collections.Concurrent.ConcurrentDictionary`2";
    public const string ControllerBase = "Microsoft.AspNetCore.Mvc.ControllerBase";
    public const string Dictionary = "System.Collections.Generic.Dictionary`2";
    public const string File = "System.IO.File";
    public const string FileStream = "System.IO.FileStream";
    public const string Hub = "Microsoft.AspNetCore.SignalR.Hub";
    public const string HttpContext = "Microsoft.AspNetCore.Http.HttpContext";
    public const string ClassicHttpContext = "System.Web.HttpContext";
    public const string IDistributedCache = "Microsoft.Extensions.Caching.Distributed.IDistributedCache";
    public const string IApplicationBuilder = "Microsoft.AspNetCore.Builder.IApplicationBuilder";
    public const string IConfiguration = "Microsoft.Extensions.Configuration.IConfiguration";
    public const string IFormFile = "Microsoft.AspNetCore.Http.IFormFile";
    public const string IHostApplicationBuilder = "Microsoft.Extensions.Hosting.IHostApplicationBuilder";
    public const string IHostedService = "Microsoft.Extensions.Hosting.IHostedService";
    public const string IServiceCollection = "Microsoft.Extensions.DependencyInjection.IServiceCollection";
    public const string MemoryCacheServiceCollectionExtensions = "Microsoft.Extensions.DependencyInjection.MemoryCacheServiceCollectionExtensions";
    public const string MemoryDistributedCache = "Microsoft.Extensions.Caching.Distributed.MemoryDistributedCache";
    public const string Monitor = "System.Threading.Monitor";
    public const string Mutex = "System.Threading.Mutex";
    public const string PageModel = "Microsoft.AspNetCore.Mvc.RazorPages.PageModel";
    public const string Path = "System.IO.Path";
    public const string ReaderWriterLockSlim = "System.Threading.ReaderWriterLockSlim";
    public const string Task = "System.Threading.Tasks.Task";
    public const string TaskOfT = "System.Threading.Tasks.Task`1";
    public const string ValueTask = "System.Threading.Tasks.ValueTask";
    public const string ValueTaskOfT = "System.Threading.Tasks.ValueTask`1";
    public const string ViewComponent = "Microsoft.AspNetCore.Mvc.ViewComponent";
    public const string WebApplicationBuilder = "Microsoft.AspNetCore.Builder.WebApplicationBuilder";
}
