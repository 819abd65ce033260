namespace StatelessAnalyzers.Platform;

/// <summary>Metadata names of the types that rules ask for. A test resolves each against the real assemblies.</summary>
internal static class TypeNames
{
    public const string BackgroundService = "Microsoft.Extensions.Hosting.BackgroundService";
    public const string ConcurrentDictionary = "System.Collections.Concurrent.ConcurrentDictionary`2";
    public const string Dictionary = "System.Collections.Generic.Dictionary`2";
    public const string File = "System.IO.File";
    public const string FileStream = "System.IO.FileStream";
    public const string HttpContext = "Microsoft.AspNetCore.Http.HttpContext";
    public const string ClassicHttpContext = "System.Web.HttpContext";
    public const string IDistributedCache = "Microsoft.Extensions.Caching.Distributed.IDistributedCache";
    public const string IFormFile = "Microsoft.AspNetCore.Http.IFormFile";
    public const string IServiceCollection = "Microsoft.Extensions.DependencyInjection.IServiceCollection";
    public const string MemoryCacheServiceCollectionExtensions = "Microsoft.Extensions.DependencyInjection.MemoryCacheServiceCollectionExtensions";
    public const string MemoryDistributedCache = "Microsoft.Extensions.Caching.Distributed.MemoryDistributedCache";
    public const string Path = "System.IO.Path";
}
