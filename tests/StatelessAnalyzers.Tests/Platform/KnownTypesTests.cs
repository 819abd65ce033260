using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using StatelessAnalyzers.Platform;
using Xunit;

namespace StatelessAnalyzers.Tests.Platform;

public class KnownTypesTests
{
    [Fact]
    public void Every_name_resolves_against_the_real_assemblies()
    {
        var names = typeof(TypeNames).GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!).ToArray();
        Assert.NotEmpty(names);
        KnownTypes[] all = [KnownTypes.Of(Compilation(References.Known)), KnownTypes.Of(Compilation(References.Classic))];

        Assert.All(names, n => Assert.True(Array.Exists(all, t => t.Has(n)), n));
    }

    [Fact]
    public void No_name_is_written_twice()
    {
        var names = typeof(TypeNames).GetNestedTypes(BindingFlags.Public | BindingFlags.NonPublic).Append(typeof(TypeNames))
            .SelectMany(t => t.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)).Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!).ToArray();

        Assert.NotEmpty(names);
        Assert.Equal(names.Distinct(), names);
    }

    [Fact]
    public void A_class_of_registration_methods_may_be_spread_over_assemblies()
    {
        var compilation = Compilation(References.AspNetCore);
        var parts = compilation.GetTypesByMetadataName(TypeNames.IdentityServiceCollectionExtensions);

        Assert.Equal(2, parts.Length);
        Assert.All(parts, p => Assert.True(KnownTypes.Of(compilation).Is(p, TypeNames.IdentityServiceCollectionExtensions)));
    }

    [Fact]
    public void One_compilation_has_one_object()
    {
        var compilation = Compilation(References.AspNetCore);

        Assert.Same(KnownTypes.Of(compilation), KnownTypes.Of(compilation));
        Assert.NotSame(KnownTypes.Of(compilation), KnownTypes.Of(Compilation(References.AspNetCore)));
    }

    [Fact]
    public void A_name_that_nothing_has_is_null()
    {
        var types = KnownTypes.Of(Compilation(References.AspNetCore));

        Assert.Null(types["No.Such.Type"]);
        Assert.False(types.Has("No.Such.Type"));
        Assert.False(types.Is(types[TypeNames.File], "No.Such.Type"));
        Assert.False(types.Is(null, TypeNames.File));
        Assert.False(types.IsOrInherits(null, TypeNames.File));
    }

    [Fact]
    public void A_type_of_the_user_is_not_the_known_one()
    {
        var compilation = Compilation(References.AspNetCore, "namespace System.IO { public static class File { } }");

        Assert.Null(KnownTypes.Of(compilation)[TypeNames.File]);
    }

    [Fact]
    public void Of_a_name_that_two_assemblies_define_the_framework_s_is_meant()
    {
        var copy = References.Compile("Copycat", "namespace System.IO { public static class File { } }", References.NetCore);

        var file = KnownTypes.Of(Compilation([.. References.NetCore, copy]))[TypeNames.File];

        Assert.NotNull(file);
        Assert.StartsWith("System.", file.ContainingAssembly.Name, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_name_that_two_strangers_define_none_is_meant()
    {
        var code = "namespace Some { public class Thing { } }";
        var types = KnownTypes.Of(Compilation([.. References.NetCore, References.Compile("A", code, References.NetCore), References.Compile("B", code, References.NetCore)]));

        Assert.Null(types["Some.Thing"]);
    }

    [Fact]
    public void Type_arguments_do_not_matter()
    {
        var compilation = Compilation(References.AspNetCore, "class C { System.Collections.Generic.Dictionary<string, int> d; }");
        var field = (IFieldSymbol)Own(compilation, "C").GetMembers("d").Single();
        var types = KnownTypes.Of(compilation);

        Assert.True(types.Is(field.Type, TypeNames.Dictionary));
        Assert.True(types.IsOrInherits(field.Type, TypeNames.Dictionary));
        Assert.False(types.Is(field.Type, TypeNames.ConcurrentDictionary));
    }

    [Fact]
    public void Inherits_means_bases_and_interfaces()
    {
        var compilation = Compilation(References.AspNetCore, "class A : System.IO.FileStream { } class B : A { } class D : Microsoft.Extensions.Caching.Distributed.MemoryDistributedCache { }");
        var types = KnownTypes.Of(compilation);

        Assert.True(types.IsOrInherits(Own(compilation, "B"), TypeNames.FileStream));
        Assert.False(types.Is(Own(compilation, "B"), TypeNames.FileStream));
        Assert.True(types.IsOrInherits(Own(compilation, "D"), TypeNames.IDistributedCache));
        Assert.False(types.IsOrInherits(Own(compilation, "D"), TypeNames.FileStream));
    }

    static INamedTypeSymbol Own(CSharpCompilation compilation, string name) => compilation.GlobalNamespace.GetTypeMembers(name).Single();

    static CSharpCompilation Compilation(ImmutableArray<MetadataReference> references, params string[] code) =>
        CSharpCompilation.Create("App", code.Select(c => CSharpSyntaxTree.ParseText(c)), references, new(OutputKind.DynamicallyLinkedLibrary));
}
