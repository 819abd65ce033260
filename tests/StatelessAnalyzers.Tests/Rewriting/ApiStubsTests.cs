using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using StatelessAnalyzers.Rewriting;
using StatelessAnalyzers.Tests.Repository;
using Xunit;

namespace StatelessAnalyzers.Tests.Rewriting;

public class ApiStubsTests
{
    public static TheoryData<string> Packages => [.. ApiStubs.Packages];

    [Theory]
    [MemberData(nameof(Packages))]
    public void A_stub_compiles_and_the_package_has_all_of_it(string package)
    {
        foreach (var stub in ApiStubs.Of(package))
        {
            // Against a framework that lacks the type, as it is where the stub is needed.
            var without = References.AspNetCore.Where(r => !Path.GetFileName(r.Display!).StartsWith("Microsoft.Extensions.Caching", StringComparison.Ordinal));
            // One stub may name what another of the package declares, and what is added to a library has the library.
            var libraries = References.EntityFramework.Concat(References.Logging).Concat(References.Messaging).Concat(package.StartsWith("DistributedLock", StringComparison.Ordinal) ? References.RedisCache : []);
            var made = CSharpCompilation.Create("Stub", ApiStubs.Of(package).Select(p => CSharpSyntaxTree.ParseText(p.Source)), without.Concat(libraries), new(OutputKind.DynamicallyLinkedLibrary));
            Assert.Empty(made.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error));
            var real = CSharpCompilation.Create("Real", [], References.Everything, new(OutputKind.DynamicallyLinkedLibrary));
            Assert.NotEmpty(made.GetTypesByMetadataName(stub.Type));
            Assert.NotEmpty(real.GetTypesByMetadataName(stub.Type));
            foreach (var type in Types(made.Assembly.GlobalNamespace))
                AssertSame(type, real);
        }
    }

    [Fact]
    public void Names_beside_the_stubs_are_those_of_the_packages()
    {
        var real = CSharpCompilation.Create("Real", [], References.Everything, new(OutputKind.DynamicallyLinkedLibrary));
        var lines = new List<string>();
        foreach (var package in ApiStubs.Packages.Order(StringComparer.Ordinal))
        {
            var stubs = Types(CSharpCompilation.Create("Stub", ApiStubs.Of(package).Select(p => CSharpSyntaxTree.ParseText(p.Source)), References.AspNetCore).Assembly.GlobalNamespace).ToList();
            var assemblies = ApiStubs.Of(package).SelectMany(s => real.GetTypesByMetadataName(s.Type)).Select(t => t.ContainingAssembly.Name).ToHashSet();
            foreach (var ns in stubs.Select(s => s.ContainingNamespace.ToDisplayString()).Distinct().Order(StringComparer.Ordinal))
            {
                var names = Namespaces(real.GlobalNamespace).Where(n => n.ToDisplayString() == ns).SelectMany(n => n.GetTypeMembers())
                    .Where(t => t is { Arity: 0, IsStatic: false, DeclaredAccessibility: Accessibility.Public } && assemblies.Contains(t.ContainingAssembly.Name) && !stubs.Exists(s => s.Name == t.Name && s.ContainingNamespace.ToDisplayString() == ns));
                if (string.Join(' ', names.Select(t => t.Name).Distinct().Order(StringComparer.Ordinal)) is { Length: > 0 } all)
                    lines.Add($"{package} {ns} {all}");
            }
        }
        Assert.Contains(lines, l => l.StartsWith("StackExchange.Redis StackExchange.Redis ", StringComparison.Ordinal) && l.Contains(" Order ", StringComparison.Ordinal));
        GeneratedText.Check("src/StatelessAnalyzers.CodeFixes/Rewriting/PackageNames.txt", string.Join('\n', lines) + "\n");
    }

    static IEnumerable<INamedTypeSymbol> Types(INamespaceSymbol ns) => ns.GetTypeMembers().Concat(ns.GetNamespaceMembers().SelectMany(Types));

    static void AssertSame(INamedTypeSymbol stub, Compilation real)
    {
        // Holders of extension methods have names of their own, lest they hide the framework's.
        var candidates = stub.IsStatic
            ? Namespaces(real.GlobalNamespace).Where(n => n.ToDisplayString() == stub.ContainingNamespace.ToDisplayString()).SelectMany(n => n.GetTypeMembers()).Where(t => t.IsStatic).ToList()
            : [.. real.GetTypesByMetadataName(MetadataName(stub))];
        Assert.NotEmpty(candidates);
        if (!stub.IsStatic)
        {
            Assert.Equal(candidates[0].TypeKind, stub.TypeKind);
            Assert.True(candidates[0].IsAbstract == stub.IsAbstract, stub.Name);
            Assert.All(stub.AllInterfaces, i => Assert.Contains(candidates[0].AllInterfaces, r => MetadataName(r) == MetadataName(i)));
        }
        foreach (var member in stub.GetMembers().Where(m => m.DeclaredAccessibility == Accessibility.Public && !m.IsImplicitlyDeclared && m is not IMethodSymbol { MethodKind: not MethodKind.Ordinary }))
        {
            var found = candidates.SelectMany(WithBases).SelectMany(t => t.GetMembers(member.Name)).Select(Signature).ToList();
            Assert.True(found.Contains(Signature(member)), $"{Signature(member)}\nis none of\n{string.Join('\n', found)}");
        }
    }

    static IEnumerable<INamedTypeSymbol> WithBases(INamedTypeSymbol type)
    {
        for (var t = type; t is not null; t = t.BaseType)
            yield return t;
        foreach (var i in type.AllInterfaces)
            yield return i;
    }

    static IEnumerable<INamespaceSymbol> Namespaces(INamespaceSymbol ns) => ns.GetNamespaceMembers().SelectMany(Namespaces).Append(ns);

    static string MetadataName(INamedTypeSymbol type) => type.ContainingNamespace.ToDisplayString() + "." + type.MetadataName;

    static readonly SymbolDisplayFormat Format = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        memberOptions: SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeType,
        propertyStyle: SymbolDisplayPropertyStyle.ShowReadWriteDescriptor,
        parameterOptions: SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName | SymbolDisplayParameterOptions.IncludeExtensionThis | SymbolDisplayParameterOptions.IncludeDefaultValue);

    static string Signature(ISymbol member) => member.ToDisplayString(Format) + (member is IMethodSymbol { IsAbstract: true } ? " abstract" : "");

    [Fact]
    public void Versions_are_those_that_the_tests_compile_against()
    {
        var root = typeof(ApiStubsTests).Assembly.GetCustomAttributes(typeof(System.Reflection.AssemblyMetadataAttribute), false).Cast<System.Reflection.AssemblyMetadataAttribute>().Single(a => a.Key == "RepositoryRoot").Value!;
        var central = XDocument.Load(Path.Combine(root, "Directory.Packages.props")).Descendants("PackageVersion").ToDictionary(e => e.Attribute("Include")!.Value, e => e.Attribute("Version")!.Value, StringComparer.OrdinalIgnoreCase);
        foreach (var (package, version) in PackageVersions.All)
            if (central.TryGetValue(package, out var tested))
                Assert.Equal(tested, version);
        Assert.All(ApiStubs.Packages, p => Assert.True(PackageVersions.All.ContainsKey(p), p));
        Assert.All(Known().SelectMany(s => s.Registrations.Select(r => r.Package).Append(s.Package)), p => Assert.True(p is null || PackageVersions.All.ContainsKey(p), p));
    }

    // Two services of one name would want one parameter.
    [Fact]
    public void Each_service_has_a_name_of_its_own() => Assert.Distinct(Known().Select(s => s.Name));

    static IEnumerable<Service> Known() =>
        typeof(Services).GetProperties().Where(p => p.PropertyType == typeof(Service)).Select(p => (Service)p.GetValue(null)!);
}
