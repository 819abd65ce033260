using System.Text.RegularExpressions;
using Xunit;

namespace StatelessAnalyzers.EndToEnd;

/// <summary>
/// The sample as the fixes leave it, checked in to be read: <c>samples/StatelessShop</c>. Rules are fixed in another order in each run, so that
/// equality also shows that their order does not matter. <c>UPDATE_DOCS=1</c> writes it anew.
/// </summary>
internal static partial class FixedSample
{
    static readonly string Checked = Path.Combine(PackedPackage.Repository, "samples", "StatelessShop");

    public static void AssertIs(Consumer shop, params string[] projects)
    {
        var made = Read(shop.Folder, projects);
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
            Write(made);
        var kept = Read(Checked, projects);
        Assert.Equal(made.Keys, kept.Keys);
        Assert.All(made, file => Assert.True(kept[file.Key] == file.Value, $"samples/StatelessShop/{file.Key} is not what the fixes make:\n{file.Value}"));
    }

    // It stands alone: without the package that made it.
    static SortedDictionary<string, string> Read(string folder, string[] projects) => new(
        projects.SelectMany(p => Directory.EnumerateFiles(Path.Combine(folder, p), "*", SearchOption.AllDirectories)).Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/'))
            .Where(f => !SampleCopy.BuildOutput().IsMatch(f) && !f.EndsWith("README.md", StringComparison.Ordinal))
            .ToDictionary(f => f, f => Package().Replace(File.ReadAllText(Path.Combine(folder, f)), "")),
        StringComparer.Ordinal);

    static void Write(SortedDictionary<string, string> files)
    {
        if (Directory.Exists(Checked))
            foreach (var old in Read(Checked, [.. Directory.EnumerateDirectories(Checked).Select(d => Path.GetFileName(d)!)]).Keys)
                File.Delete(Path.Combine(Checked, old));
        foreach (var (path, text) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Checked, path))!);
            File.WriteAllText(Path.Combine(Checked, path), text);
        }
    }

    [GeneratedRegex("""\s*<ItemGroup>\s*<PackageReference Include="StatelessAnalyzers"[^>]*/>\s*</ItemGroup>""")]
    private static partial Regex Package();
}
