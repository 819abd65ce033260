using System.Text.RegularExpressions;
using Xunit;

namespace StatelessAnalyzers.EndToEnd;

/// <summary>Copies samples out of the repository. They reference the analyzers as projects; the copies reference the package.</summary>
internal static partial class SampleCopy
{
    public static Consumer Of(PackedPackage package, string test, params string[] projects)
    {
        var shop = new Consumer(package, test);
        var samples = Path.Combine(PackedPackage.Repository, "samples");
        foreach (var file in Directory.EnumerateFiles(samples, "*", SearchOption.AllDirectories))
        {
            var path = Path.GetRelativePath(samples, file).Replace('\\', '/');
            if (BuildOutput().IsMatch(path) || (path.Contains('/', StringComparison.Ordinal) && !projects.Contains(path.Split('/')[0])))
                continue;
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(shop.Folder, path))!);
            File.Copy(file, Path.Combine(shop.Folder, path));
            if (!path.EndsWith(".csproj", StringComparison.Ordinal))
                continue;
            var project = shop.Read(path);
            Assert.Single(AnalyzerItems().Matches(project));
            shop.Write(path, AnalyzerImport().Replace(AnalyzerItems().Replace(project, $"<ItemGroup>\n    {shop.Reference}\n  </ItemGroup>"), ""));
            Assert.DoesNotContain("../src/", shop.Read(path), StringComparison.Ordinal);
        }
        shop.Write("Shop.slnx", $"<Solution>\n{string.Concat(projects.Select(p => $"  <Project Path=\"{p}/{p}.csproj\" />\n"))}</Solution>\n");
        return shop;
    }

    /// <summary>A place has one finding at most, whatever it is about.</summary>
    public static void AssertOneFindingPerPlace(IEnumerable<LoggedFinding> findings) =>
        Assert.All(findings.GroupBy(f => f.Place), p => Assert.True(p.Select(f => f.Id).Distinct().Count() == 1, $"{p.Key}: {string.Join(", ", p.Select(f => f.Id).Distinct())}"));

    /// <summary>What a build makes, by its path.</summary>
    [GeneratedRegex("(^|/)(bin|obj)/")]
    public static partial Regex BuildOutput();

    [GeneratedRegex("""<ItemGroup Label="Analyzers">.*?</ItemGroup>""", RegexOptions.Singleline)]
    private static partial Regex AnalyzerItems();

    [GeneratedRegex("""\s*<Import Label="Analyzers"[^>]*/>""")]
    private static partial Regex AnalyzerImport();
}
