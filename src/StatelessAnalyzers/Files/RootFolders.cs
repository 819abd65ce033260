using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Files;

/// <summary>The members from which paths start.</summary>
internal static class RootFolders
{
    /// <summary>The root that the property names; null for any other.</summary>
    public static PathOrigin? Of(IPropertySymbol property, KnownTypes types) => property.Name switch
    {
        "WebRootPath" when IsEnvironment(property.ContainingType, types) => PathOrigin.WebRoot,
        "ContentRootPath" when IsEnvironment(property.ContainingType, types) => PathOrigin.ContentRoot,
        // Where the application is installed, as it knows without a host.
        "BaseDirectory" when types.Is(property.ContainingType, TypeNames.AppContext) || types.Is(property.ContainingType, TypeNames.AppDomain) => PathOrigin.ContentRoot,
        "CurrentDirectory" when types.Is(property.ContainingType, TypeNames.Environment) => PathOrigin.ContentRoot,
        "AppDomainAppPath" when types.Is(property.ContainingType, TypeNames.HttpRuntime) => PathOrigin.ContentRoot,
        "ApplicationPhysicalPath" when types.Is(property.ContainingType, TypeNames.ClassicHostingEnvironment) => PathOrigin.ContentRoot,
        "PhysicalApplicationPath" when types.Is(property.ContainingType, TypeNames.ClassicHttpRequest) || types.Is(property.ContainingType, TypeNames.ClassicHttpRequestBase) => PathOrigin.ContentRoot,
        _ => null,
    };

    /// <summary>Whether the type maps paths of the site to paths of the disk.</summary>
    public static bool IsMapper(INamedTypeSymbol? type, KnownTypes types) =>
        types.Is(type, TypeNames.ClassicHttpServerUtility) || types.Is(type, TypeNames.ClassicHttpServerUtilityBase) || types.Is(type, TypeNames.ClassicHostingEnvironment)
        || types.Is(type, TypeNames.ClassicHttpRequest) || types.Is(type, TypeNames.ClassicHttpRequestBase) || types.Is(type, TypeNames.ClassicPage) || types.Is(type, TypeNames.ClassicControl);

    /// <summary>Whether an object of the type stands for a path.</summary>
    public static bool IsFileOrFolder(INamedTypeSymbol? type, KnownTypes types) =>
        types.IsOrInherits(type, TypeNames.FileSystemInfo) || types.IsOrInherits(type, TypeNames.AbstractFileSystemInfo);

    /// <summary>Whether the type is one of System.IO.Abstractions.</summary>
    public static bool IsAbstraction(INamedTypeSymbol? type) =>
        type?.ContainingNamespace is { Name: "Abstractions", ContainingNamespace: { Name: "IO", ContainingNamespace.Name: "System" } };

    /// <summary>The key in <c>configuration["Uploads:Root"]</c>, <c>AppSettings["root"]</c> or <c>GetSection("Uploads:Root").Value</c>.</summary>
    public static string? ConfigurationKey(IPropertySymbol property, IOperation reference) =>
        property.IsIndexer ? reference is IPropertyReferenceOperation { Arguments: [{ Value.ConstantValue: { HasValue: true, Value: string key } }] } ? key : null
        : property.Name == "Value" && reference is IPropertyReferenceOperation { Instance: IInvocationOperation { TargetMethod.Name: "GetSection" or "GetRequiredSection" } section } ? FirstText(section)
        : null;

    /// <summary>The first constant text among the arguments.</summary>
    public static string? FirstText(IInvocationOperation call)
    {
        foreach (var argument in call.Arguments)
            if (argument.Value.ConstantValue is { HasValue: true, Value: string text })
                return text;
        return null;
    }

    static bool IsEnvironment(INamedTypeSymbol type, KnownTypes types) =>
        types.Is(type, TypeNames.IWebHostEnvironment) || types.Is(type, TypeNames.IHostEnvironment) || types.Is(type, TypeNames.HostingEnvironment);
}
