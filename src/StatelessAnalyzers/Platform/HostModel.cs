using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace StatelessAnalyzers.Platform;

/// <summary>What a compilation is to a fleet of web instances.</summary>
internal enum HostKind
{
    /// <summary>Neither a web application nor a library that one could use: tests, tools, clients in the browser or on a phone.</summary>
    None,

    /// <summary>A library of services. What its host registers cannot be seen from here.</summary>
    Library,

    /// <summary>An ASP.NET Core application with its composition root.</summary>
    AspNetCore,

    /// <summary>An application on System.Web.</summary>
    Classic,
}

/// <summary>Decides whether instances of this code can be multiplied, so that what it keeps to itself matters.</summary>
internal sealed class HostModel(HostKind kind)
{
    // Assemblies whose presence says that the code never runs in a fleet.
    static readonly HashSet<string> ForeignHosts = new(StringComparer.OrdinalIgnoreCase)
    {
        "xunit.core", "xunit.v3.core", "nunit.framework", "Microsoft.VisualStudio.TestPlatform.TestFramework", "MSTest.TestFramework", "TUnit.Core",
        "BenchmarkDotNet", "Aspire.Hosting", "Microsoft.Maui", "Microsoft.Maui.Controls",
    };

    // Web applications refer to these too, to draw or to print.
    static readonly HashSet<string> Desktops = new(StringComparer.OrdinalIgnoreCase) { "PresentationFramework", "System.Windows.Forms" };

    // One answer for a compilation, whose types are one object.
    static readonly ConditionalWeakTable<KnownTypes, StrongBox<bool>> Foreign = new();

    public HostKind Kind { get; } = kind;

    public bool IsAnalyzed => Kind != HostKind.None;

    /// <summary>Whether the composition root is in this compilation, so that a missing registration is a fact and not a guess.</summary>
    public bool SeesRegistrations => Kind == HostKind.AspNetCore;

    public static HostModel Of(Compilation compilation, KnownTypes types, AnalyzerOptions options) =>
        new(StatelessOptions.Scope.Of(options, compilation) switch
        {
            AnalysisScope.Never => HostKind.None,
            AnalysisScope.Always => KindOf(compilation, types) is var kind and not HostKind.None ? kind : HostKind.Library,
            _ => IsForeign(compilation, types) ? HostKind.None : KindOf(compilation, types),
        });

    static HostKind KindOf(Compilation compilation, KnownTypes types)
    {
        var executable = compilation.Options.OutputKind is OutputKind.ConsoleApplication or OutputKind.WindowsApplication or OutputKind.WindowsRuntimeApplication;
        if (types.Has(TypeNames.HttpContext))
            return executable ? HostKind.AspNetCore : HostKind.Library;
        if (executable)
            return HostKind.None;
        // IIS loads a library; a program that refers to System.Web borrows an encoder from it.
        if (types[TypeNames.ClassicHttpContext] is { } context && !IsFacade(context))
            return HostKind.Classic;
        return types.Has(TypeNames.IServiceCollection) ? HostKind.Library : HostKind.None;
    }

    /// <summary>Whether the code is a test, a tool or a client, which no fleet runs.</summary>
    public static bool IsForeign(Compilation compilation, KnownTypes types)
    {
        if (!Foreign.TryGetValue(types, out var answer))
            answer = Foreign.GetValue(types, t => new(RefersToForeignHost(compilation, t)));
        return answer.Value;
    }

    static bool RefersToForeignHost(Compilation compilation, KnownTypes types)
    {
        foreach (var reference in compilation.ReferencedAssemblyNames)
            if (ForeignHosts.Contains(reference.Name) || (Desktops.Contains(reference.Name) && (!IsWeb(types) || compilation.Options.OutputKind == OutputKind.WindowsApplication)))
                return true;
        // The browser's side of Blazor; a server that hosts it also has the server's HttpContext.
        return types.Has(TypeNames.Packages.WebAssemblyHostBuilder) && !types.Has(TypeNames.HttpContext);
    }

    static bool IsWeb(KnownTypes types) => types.Has(TypeNames.HttpContext) || types.Has(TypeNames.ClassicHttpContext);

    // .NET has a System.Web.dll that only forwards HttpUtility.
    static bool IsFacade(INamedTypeSymbol context) => context.GetMembers("Current").IsEmpty;
}
