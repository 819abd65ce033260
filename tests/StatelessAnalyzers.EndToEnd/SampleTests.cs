using System.Text.RegularExpressions;
using Xunit;

namespace StatelessAnalyzers.EndToEnd;

/// <summary>The package over a copy of the sample, as a user would apply it.</summary>
public partial class SampleTests(PackedPackage package)
{
    // Rules whose every finding in the sample has a fix.
    static readonly string[] Vanishing = ["SLS1001", "SLS1002"];

    // Rules of which some findings have a fix and the others a refusal.
    static readonly string[] Shrinking = ["SLS2001", "SLS2002", "SLS3001"];

    [Fact]
    public async Task Sample_is_fixed_builds_and_stays_as_it_is()
    {
        var shop = Copy();
        var before = await shop.BuildAsync();
        Assert.All([.. Vanishing, .. Shrinking], id => Assert.Contains(before, f => f.Id == id));

        // It also says which findings it leaves, those of fixes that refuse among them.
        var output = await shop.FixAsync();
        Assert.DoesNotMatch("(?i)exception|support Fix All", output);
        var after = await shop.BuildAsync();
        Assert.All(Vanishing, id => Assert.DoesNotContain(after, f => f.Id == id));
        Assert.All(Shrinking, id => Assert.True(after.Count(f => f.Id == id) < before.Count(f => f.Id == id), id));
        // A fix leaves nothing behind that another rule reports.
        Assert.Subset(before.Select(f => f.Id).ToHashSet(), after.Select(f => f.Id).ToHashSet());

        await shop.AssertFixedAsync();
    }

    // The sample references the analyzers as projects; the copy references the package.
    Consumer Copy()
    {
        var shop = new Consumer(package);
        var samples = Path.Combine(PackedPackage.Repository, "samples");
        foreach (var file in Directory.EnumerateFiles(samples, "*", SearchOption.AllDirectories))
        {
            var path = Path.GetRelativePath(samples, file).Replace('\\', '/');
            if (BuildOutput().IsMatch(path))
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
        shop.Write("Shop.slnx", """
            <Solution>
              <Project Path="StatefulShop/StatefulShop.csproj" />
              <Project Path="StatefulShop.Services/StatefulShop.Services.csproj" />
            </Solution>
            """);
        return shop;
    }

    [GeneratedRegex("(^|/)(bin|obj)/")]
    private static partial Regex BuildOutput();

    [GeneratedRegex("""<ItemGroup Label="Analyzers">.*?</ItemGroup>""", RegexOptions.Singleline)]
    private static partial Regex AnalyzerItems();

    [GeneratedRegex("""\s*<Import Label="Analyzers"[^>]*/>""")]
    private static partial Regex AnalyzerImport();
}
