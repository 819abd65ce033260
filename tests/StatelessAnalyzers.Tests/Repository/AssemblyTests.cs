using System.Reflection;
using Xunit;

namespace StatelessAnalyzers.Tests.Repository;

/// <summary>The package loads in the oldest host that it promises to: an assembly that such a host lacks makes it drop all rules in silence.</summary>
public class AssemblyTests
{
    // What Roslyn 4.8 brings along, with the versions that it brings.
    static readonly Dictionary<string, Version> Host = new()
    {
        ["netstandard"] = new(2, 0, 0, 0),
        ["Microsoft.CodeAnalysis"] = new(4, 8, 0, 0),
        ["Microsoft.CodeAnalysis.CSharp"] = new(4, 8, 0, 0),
        ["System.Collections.Immutable"] = new(7, 0, 0, 0),
        ["System.Memory"] = new(4, 0, 1, 2),
        ["System.Reflection.Metadata"] = new(7, 0, 0, 0),
        ["System.Runtime.CompilerServices.Unsafe"] = new(6, 0, 0, 0),
        ["System.Threading.Tasks.Extensions"] = new(4, 2, 0, 1),
    };

    static readonly Dictionary<string, Version> Workspaces = new(Host)
    {
        ["Microsoft.CodeAnalysis.Workspaces"] = new(4, 8, 0, 0),
        ["Microsoft.CodeAnalysis.CSharp.Workspaces"] = new(4, 8, 0, 0),
        ["StatelessAnalyzers"] = Inventory.AnalyzerAssembly.GetName().Version!,
    };

    [Fact]
    public void Analyzers_need_only_the_compiler_of_the_floor() => AssertReferences(Inventory.AnalyzerAssembly, Host);

    [Fact]
    public void Fixes_need_only_the_workspaces_of_the_floor() => AssertReferences(Inventory.FixAssembly, Workspaces);

    [Fact]
    public void Every_type_is_internal() =>
        Assert.Empty(Inventory.AnalyzerAssembly.GetExportedTypes().Concat(Inventory.FixAssembly.GetExportedTypes()));

    static void AssertReferences(Assembly assembly, Dictionary<string, Version> host)
    {
        var references = assembly.GetReferencedAssemblies();
        Assert.NotEmpty(references);
        Assert.All(references, r => Assert.True(
            host.TryGetValue(r.Name!, out var newest) && r.Version <= newest, $"{assembly.GetName().Name} references {r.Name} {r.Version}, which the oldest host does not have."));
    }
}
