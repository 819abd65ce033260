using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using StatelessAnalyzers.Data;
using StatelessAnalyzers.Fleet;
using StatelessAnalyzers.Platform;
using StatelessAnalyzers.Work;
using Xunit;

namespace StatelessAnalyzers.Tests.Platform;

/// <summary>The rows of all tables against the real packages, and against stand-ins for those that cannot be had.</summary>
public class LibraryApiTests
{
    static readonly ImmutableArray<LibraryApi> All =
    [
        .. EmbeddedDatabases.InMemory, .. EmbeddedDatabases.Files, .. EmbeddedDatabases.Servers, .. LibraryStores.All, .. LibraryStores.Defaults.Select(d => d.Api), .. InProcessTransports.All, .. LogFileSinks.All,
    ];

    static readonly ImmutableArray<MetadataReference> Real = [.. References.AspNetCore, .. References.Databases, .. References.Messaging.Except(References.Databases), .. References.Logging];

    static readonly ImmutableArray<CSharpCompilation> Compilations =
    [
        Compile([.. Real, .. LibraryStubs.All]), Compile([.. References.AspNetCore, LibraryStubs.Quartz3]), Compile(References.Classic),
    ];

    [Fact]
    public void Every_row_is_a_member_of_a_library() =>
        Assert.All(All, api => Assert.True(Array.Exists([.. Compilations], c => Has(c, api)), $"{api.Type} {api.Member} {api.Parameter}"));

    [Fact]
    public void No_row_is_written_twice() => Assert.Equal(All.Distinct(), All);

    static CSharpCompilation Compile(ImmutableArray<MetadataReference> references) => CSharpCompilation.Create("App", [], references, new(OutputKind.DynamicallyLinkedLibrary));

    static bool Has(CSharpCompilation compilation, LibraryApi api) => KnownTypes.Of(compilation)[api.Type] is { } type && (api.Member == LibraryApi.TypeArgument
        || type.GetMembers(api.Member).OfType<IMethodSymbol>().Concat(Extensions(compilation, api.Member, type)).Any(m => api.Parameter is null || m.Parameters.Any(p => p.Name == api.Parameter)));

    static IEnumerable<IMethodSymbol> Extensions(CSharpCompilation compilation, string name, INamedTypeSymbol extended) =>
        compilation.GetSymbolsWithName(name, SymbolFilter.Member).OfType<IMethodSymbol>()
            .Concat(compilation.SourceModule.ReferencedAssemblySymbols.SelectMany(a => Types(a.GlobalNamespace)).Where(t => t.MightContainExtensionMethods).SelectMany(t => t.GetMembers(name)).OfType<IMethodSymbol>())
            .Where(m => m.IsExtensionMethod && SymbolEqualityComparer.Default.Equals(m.Parameters[0].Type.OriginalDefinition, extended));

    static IEnumerable<INamedTypeSymbol> Types(INamespaceSymbol space) => space.GetTypeMembers().Concat(space.GetNamespaceMembers().SelectMany(Types));
}
