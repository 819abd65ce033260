using System.Reflection;
using StatelessAnalyzers.EndToEnd;
using Xunit;

[assembly: AssemblyFixture(typeof(PackedPackage))]

namespace StatelessAnalyzers.EndToEnd;

/// <summary>The package, made once for all tests, and a folder outside the repository that can restore it.</summary>
public sealed class PackedPackage : IAsyncLifetime
{
    /// <summary>New in each run, so that no cache can answer with an older build.</summary>
    public string Version { get; } = $"0.1.0-test.{DateTime.UtcNow.Ticks}";

    public string Folder { get; } = Path.Combine(Path.GetTempPath(), "StatelessAnalyzers-" + Guid.NewGuid().ToString("N"));

    public string File => Path.Combine(Folder, "feed", $"StatelessAnalyzers.{Version}.nupkg");

    public static string Repository { get; } = Metadata("RepositoryRoot");

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Folder);
        await Dotnet.RunAsync(Repository, "pack", "src/StatelessAnalyzers.Package", "--no-build", "-c", Metadata("Configuration"), "-o", Path.GetDirectoryName(File)!, "-p:PackageVersion=" + Version);

        // Our package is unpacked here; all others come from the user's folder and sources.
        await WriteAsync("NuGet.config", $"""
            <configuration>
              <config>
                <add key="globalPackagesFolder" value="packages" />
              </config>
              <fallbackPackageFolders>
                <add key="user" value="{Metadata("NuGetPackageRoot")}" />
              </fallbackPackageFolders>
              <packageSources>
                <add key="feed" value="feed" />
              </packageSources>
            </configuration>
            """);
        await WriteAsync(".editorconfig", "root = true\n");
        await WriteAsync("Directory.Build.props", "<Project />");
        await WriteAsync("Directory.Build.targets", """
            <Project>
              <PropertyGroup>
                <ErrorLog>$(MSBuildProjectDirectory)/obj/findings.$(TargetFramework).sarif,version=2.1</ErrorLog>
              </PropertyGroup>
            </Project>
            """);
    }

    public ValueTask DisposeAsync()
    {
        try
        {
            Directory.Delete(Folder, recursive: true);
        }
        catch (IOException)
        {
            // The compiler server may still hold an analyzer.
        }
        return ValueTask.CompletedTask;
    }

    Task WriteAsync(string name, string text) => System.IO.File.WriteAllTextAsync(Path.Combine(Folder, name), text);

    static string Metadata(string key) => typeof(PackedPackage).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
