using Xunit;

namespace StatelessAnalyzers.EndToEnd;

/// <summary>The package in projects of all kinds.</summary>
public class ConsumerTests(PackedPackage package)
{
    const string CachePackage = """<PackageReference Include="Microsoft.Extensions.Caching.Memory" Version="10.0.0" />""";

    [Fact]
    public async Task Warning_appears_in_the_build()
    {
        var shop = Consumer.WebApplication(package);
        var output = await Dotnet.RunAsync(shop.Folder, "build");
        Assert.Contains("Program.cs(2,18): warning SLS1002: 'AddDistributedMemoryCache' ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("AD0001", output, StringComparison.Ordinal);
        Assert.DoesNotContain("CS8032", output, StringComparison.Ordinal);
        Assert.Contains("0 Error(s)", output, StringComparison.Ordinal);
        // Nothing of the package goes with the application.
        Assert.DoesNotContain(Directory.EnumerateFiles(Path.Combine(shop.Folder, "bin"), "*", SearchOption.AllDirectories), f => Path.GetFileName(f).StartsWith("StatelessAnalyzers", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Each_target_framework_is_analysed()
    {
        var library = new Consumer(package);
        library.Write("Services.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFrameworks>net10.0;netstandard2.0</TargetFrameworks>
              </PropertyGroup>
              <ItemGroup>
                {CachePackage}
                {library.Reference}
              </ItemGroup>
            </Project>
            """);
        library.Write("Caches.cs", """
            using Microsoft.Extensions.DependencyInjection;

            public static class Caches
            {
                public static void Add(IServiceCollection services) => services.AddDistributedMemoryCache();
            }
            """);
        Assert.Equal(["SLS1002", "SLS1002"], (await library.BuildAsync()).Select(f => f.Id));
        Assert.Equal(["Services.csproj"], await library.AdditionalFilesAsync("-p:TargetFramework=netstandard2.0"));
    }

    [Fact]
    public async Task Central_versions_are_handed_over()
    {
        var shop = Consumer.WebApplication(package);
        shop.Write("Shop.csproj", shop.Read("Shop.csproj").Replace($" Version=\"{package.Version}\"", "", StringComparison.Ordinal));
        shop.Write("Directory.Packages.props", $"""
            <Project>
              <PropertyGroup>
                <ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally>
              </PropertyGroup>
              <ItemGroup>
                <PackageVersion Include="StatelessAnalyzers" Version="{package.Version}" />
              </ItemGroup>
            </Project>
            """);
        Assert.Single(await shop.BuildAsync());
        Assert.Equal(["Directory.Packages.props", "Shop.csproj", "appsettings.json"], await shop.AdditionalFilesAsync());
        Assert.Contains(Directory.EnumerateFiles(Path.Combine(shop.Folder, "obj"), "*.GeneratedMSBuildEditorConfig.editorconfig", SearchOption.AllDirectories), f =>
            File.ReadAllText(f).Contains("build_property.ManagePackageVersionsCentrally = true", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Versions_file_that_is_not_in_use_is_left_out()
    {
        var shop = Consumer.WebApplication(package);
        shop.Write("Directory.Packages.props", "<Project />");
        Assert.Equal(["Shop.csproj", "appsettings.json"], await shop.AdditionalFilesAsync());
    }

    [Fact]
    public async Task Each_file_is_handed_over_once()
    {
        var shop = Consumer.WebApplication(package, """
            <AdditionalFiles Include="./appsettings.json" />
            <AdditionalFiles Include="$(MSBuildProjectFullPath)" />
            <AdditionalFiles Include="words.txt" />
            """);
        foreach (var name in new[] { "appsettings.Production.json", "Web.config", "Web.Release.config", "NLog.config", "log4net.config" })
            shop.Write(name, name.EndsWith(".json", StringComparison.Ordinal) ? "{}" : "<configuration />");
        // What the package must not touch.
        foreach (var name in new[] { "words.txt", "other.json", "packages.config", "Views/web.config" })
            shop.Write(name, "");

        Assert.Equal(
            ["NLog.config", "Shop.csproj", "Web.Release.config", "Web.config", "appsettings.Production.json", "appsettings.json", "log4net.config", "words.txt"],
            await shop.AdditionalFilesAsync());
        Assert.Equal(["Shop.csproj", "appsettings.json", "words.txt"], await shop.AdditionalFilesAsync("-p:StatelessProjectFiles=false"));
    }

    [Fact]
    public async Task Fixes_are_applied_and_a_second_run_changes_nothing()
    {
        var shop = Consumer.WebApplication(package);
        Assert.Single(await shop.BuildAsync());

        await shop.FixAsync();
        Assert.Contains("AddStackExchangeRedisCache(", shop.Read("Program.cs"), StringComparison.Ordinal);
        Assert.Contains("""<PackageReference Include="Microsoft.Extensions.Caching.StackExchangeRedis" """, shop.Read("Shop.csproj"), StringComparison.Ordinal);
        Assert.Contains("\"Redis\": ", shop.Read("appsettings.json"), StringComparison.Ordinal);
        Assert.Contains("// Who may call.", shop.Read("appsettings.json"), StringComparison.Ordinal);
        Assert.Empty(await shop.BuildAsync());

        await shop.AssertFixedAsync();
    }
}
