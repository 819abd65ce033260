using System.IO.Compression;
using Xunit;

namespace StatelessAnalyzers.EndToEnd;

/// <summary>The package over a copy of the classic sample: findings in code and in configuration files, and the fix of web.config.</summary>
public class LegacySampleTests(PackedPackage package)
{
    // The provider of Redis is not on every feed that this repository is built from: nothing of it is compiled against.
    const string Provider = "Microsoft.Web.RedisSessionStateProvider";

    static readonly string[] InCode = ["SLS1003", "SLS2001", "SLS2002", "SLS3005", "SLS3008", "SLS3010", "SLS5002"];

    [Fact]
    public async Task Classic_sample_is_reported_in_code_and_in_files_and_its_session_is_fixed()
    {
        var shop = SampleCopy.Of(package, nameof(Classic_sample_is_reported_in_code_and_in_files_and_its_session_is_fixed), "LegacyShop");
        var before = await shop.BuildAsync();
        SampleCopy.AssertOneFindingPerPlace(before);
        foreach (var id in InCode)
            Assert.Contains(id, In(before, ".cs"));
        Assert.Equal(["SLS1003", "SLS4002", "SLS4004", "SLS6008"], In(before, "Web.config"));
        Assert.Equal(["SLS6005"], In(before, "log4net.config"));
        Assert.Empty(In(before, "Web.Release.config"));

        var config = shop.Read("LegacyShop/Web.config");
        await shop.FixAsync();
        var expected = config
            .Replace("<sessionState mode=\"InProc\" timeout=\"30\" cookieless=\"UseCookies\" />", """
                <sessionState mode="Custom" customProvider="Redis" timeout="30" cookieless="UseCookies">
                      <providers>
                        <add name="Redis" type="Microsoft.Web.Redis.RedisSessionStateProvider" connectionString="Redis" />
                      </providers>
                    </sessionState>
                """, StringComparison.Ordinal)
            .Replace("providerName=\"System.Data.SqlClient\" />\n", "providerName=\"System.Data.SqlClient\" />\n    <add name=\"Redis\" connectionString=\"localhost:6379\" />\n", StringComparison.Ordinal);
        Assert.Equal(expected, shop.Read("LegacyShop/Web.config"));
        Assert.Contains($"<PackageReference Include=\"{Provider}\" Version=\"5.0.2\" />", shop.Read("LegacyShop/LegacyShop.csproj"), StringComparison.Ordinal);

        PackProvider();
        var after = await shop.BuildAsync();
        Assert.DoesNotContain(after, f => f.Id == "SLS1003");
        Assert.Subset(before.Select(f => f.Id).ToHashSet(), after.Select(f => f.Id).ToHashSet());
        await shop.AssertFixedAsync();

        static string[] In(List<LoggedFinding> findings, string file) =>
            [.. findings.Where(f => f.Place.Split('|')[0].EndsWith(file[0] == '.' ? file : "/" + file, StringComparison.Ordinal)).Select(f => f.Id).Distinct().Order(StringComparer.Ordinal)];
    }

    void PackProvider()
    {
        var file = Path.Combine(package.Folder, "feed", $"{Provider}.5.0.2.nupkg");
        if (File.Exists(file))
            return;
        using var zip = ZipFile.Open(file, ZipArchiveMode.Create);
        using (var nuspec = new StreamWriter(zip.CreateEntry($"{Provider}.nuspec").Open()))
            nuspec.Write($"""<?xml version="1.0"?><package><metadata><id>{Provider}</id><version>5.0.2</version><authors>test</authors><description>Stands in.</description></metadata></package>""");
        zip.CreateEntry("lib/net462/_._");
    }
}
