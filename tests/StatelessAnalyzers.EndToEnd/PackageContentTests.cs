using System.IO.Compression;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;
using Xunit;

namespace StatelessAnalyzers.EndToEnd;

public class PackageContentTests(PackedPackage package)
{
    static readonly string[] Assemblies = ["analyzers/dotnet/cs/StatelessAnalyzers.CodeFixes.dll", "analyzers/dotnet/cs/StatelessAnalyzers.dll"];

    [Fact]
    public void Holds_the_two_assemblies_and_what_builds_import()
    {
        using var zip = ZipFile.OpenRead(package.File);
        var entries = zip.Entries.Select(e => e.FullName).Where(e => !e.StartsWith("_rels/", StringComparison.Ordinal) && !e.StartsWith("package/", StringComparison.Ordinal) && e != "[Content_Types].xml");
        Assert.Equal(
            [
                "README.md", "StatelessAnalyzers.nuspec", .. Assemblies,
                "build/StatelessAnalyzers.props", "build/StatelessAnalyzers.targets",
                "buildTransitive/StatelessAnalyzers.props", "buildTransitive/StatelessAnalyzers.targets",
                "buildTransitive/presets/Audit.globalconfig", "buildTransitive/presets/None.globalconfig", "buildTransitive/presets/Strict.globalconfig",
            ],
            entries.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Says_what_it_is()
    {
        using var zip = ZipFile.OpenRead(package.File);
        using var stream = zip.GetEntry("StatelessAnalyzers.nuspec")!.Open();
        var metadata = XDocument.Load(stream).Root!.Elements().Single();
        string? Value(string name) => metadata.Elements().SingleOrDefault(e => e.Name.LocalName == name)?.Value;

        Assert.Equal("StatelessAnalyzers", Value("id"));
        Assert.Equal(package.Version, Value("version"));
        Assert.Equal("true", Value("developmentDependency"));
        Assert.Equal("MIT", Value("license"));
        Assert.Equal("README.md", Value("readme"));
        Assert.StartsWith("https://", Value("projectUrl"), StringComparison.Ordinal);
        Assert.Equal(Value("projectUrl") + "/blob/main/CHANGELOG.md", Value("releaseNotes"));
        Assert.Contains("analyzers", Value("tags")!.Split(' '));
        Assert.NotEmpty(Value("description")!);
        // Nothing comes along at run time or at build time.
        Assert.Null(Value("dependencies"));
        Assert.Null(Value("frameworkAssemblies"));
    }

    [Fact]
    public void Assemblies_are_reproducible_and_carry_their_symbols()
    {
        using var zip = ZipFile.OpenRead(package.File);
        Assert.All(Assemblies, name =>
        {
            using var bytes = new MemoryStream();
            using (var entry = zip.GetEntry(name)!.Open())
                entry.CopyTo(bytes);
            bytes.Position = 0;
            using var assembly = new PEReader(bytes);
            var kinds = assembly.ReadDebugDirectory().Select(d => d.Type).ToList();
            Assert.Contains(DebugDirectoryEntryType.Reproducible, kinds);
            Assert.Contains(DebugDirectoryEntryType.EmbeddedPortablePdb, kinds);
        });
    }
}
