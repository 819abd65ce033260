using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace StatelessAnalyzers.EndToEnd;

/// <summary>A finding as the build logs it.</summary>
/// <param name="Level">As SARIF has it: a suggestion is a note.</param>
/// <param name="Project">The folder of the project.</param>
/// <param name="Place">Its file, and where it starts and ends there.</param>
internal readonly record struct LoggedFinding(string Id, string Level, string Project, string Place);

/// <summary>A project of somebody else's that references the package.</summary>
internal sealed class Consumer
{
    /// <summary>A web application with a health endpoint, whose distributed cache is process memory: one SLS1002.</summary>
    public const string Program = """
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddDistributedMemoryCache();
        builder.Services.AddHealthChecks();
        var app = builder.Build();
        app.MapHealthChecks("/health");
        app.Run();

        """;

    readonly PackedPackage package;

    public Consumer(PackedPackage package, [CallerMemberName] string name = "")
    {
        this.package = package;
        Folder = Path.Combine(package.Folder, name);
        Directory.CreateDirectory(Folder);
    }

    public string Folder { get; }

    /// <summary>What a project file says to get the package.</summary>
    public string Reference => $"""<PackageReference Include="StatelessAnalyzers" Version="{package.Version}" PrivateAssets="all" />""";

    public static Consumer WebApplication(PackedPackage package, string more = "", [CallerMemberName] string name = "")
    {
        var consumer = new Consumer(package, name);
        consumer.Write("Shop.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
              </PropertyGroup>
              <ItemGroup>
                {consumer.Reference}
                {more}
              </ItemGroup>
            </Project>

            """);
        consumer.Write("Program.cs", Program);
        consumer.Write("appsettings.json", "{\n  // Who may call.\n  \"AllowedHosts\": \"*\"\n}\n");
        return consumer;
    }

    public void Write(string path, string text)
    {
        var full = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }

    public string Read(string path) => File.ReadAllText(Path.Combine(Folder, path));

    /// <summary>Builds from scratch, which must succeed, and returns our findings.</summary>
    public async Task<List<LoggedFinding>> BuildAsync(params string[] arguments)
    {
        await Dotnet.RunAsync(Folder, ["build", "--no-incremental", .. arguments]);
        return Findings();
    }

    /// <summary>The names of the files that the compiler is handed besides the source, in order. Restores and does not build.</summary>
    public async Task<List<string>> AdditionalFilesAsync(params string[] arguments)
    {
        await Dotnet.RunAsync(Folder, "restore");
        var json = await Dotnet.RunAsync(Folder, ["build", "-getItem:AdditionalFiles", .. arguments]);
        return [.. JsonDocument.Parse(json).RootElement.GetProperty("Items").GetProperty("AdditionalFiles").EnumerateArray()
            .Select(f => Path.GetFileName(f.GetProperty("FullPath").GetString()!)).Order(StringComparer.Ordinal)];
    }

    /// <summary>Applies all fixes.</summary>
    public Task<string> FixAsync() => Dotnet.RunAsync(Folder, "format", "analyzers", "--severity", "info", "--no-restore");

    /// <summary>Applies all fixes again, which must not change a byte of any file.</summary>
    public async Task AssertFixedAsync()
    {
        var before = Files();
        await FixAsync();
        var after = Files();
        Assert.Equal(before.Keys.Order(StringComparer.Ordinal), after.Keys.Order(StringComparer.Ordinal));
        Assert.All(before, file =>
        {
            var (was, @is) = (file.Value, after[file.Key]);
            Assert.True(was == @is, $"A second run changes {file.Key}:\n{string.Join('\n', [.. Lines(was).Except(Lines(@is)).Select(l => "- " + l), .. Lines(@is).Except(Lines(was)).Select(l => "+ " + l)])}");
        });

        static string[] Lines(string text) => text.Split('\n');
    }

    // Those that no build makes; one character is one byte.
    Dictionary<string, string> Files() =>
        Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Folder, f).Replace('\\', '/'))
            .Where(f => !SampleCopy.BuildOutput().IsMatch(f))
            .ToDictionary(f => f, f => Encoding.Latin1.GetString(File.ReadAllBytes(Path.Combine(Folder, f))));

    static string PlaceOf(JsonElement result)
    {
        var place = result.GetProperty("locations")[0].GetProperty("physicalLocation");
        var region = place.GetProperty("region");
        return place.GetProperty("artifactLocation").GetProperty("uri").GetString() + "|"
            + string.Join(',', new[] { "startLine", "startColumn", "endLine", "endColumn" }.Select(p => region.TryGetProperty(p, out var value) ? value.GetInt32() : 0));
    }

    List<LoggedFinding> Findings() =>
        [.. Directory.EnumerateFiles(Folder, "findings.*.sarif", SearchOption.AllDirectories).SelectMany(log =>
        {
            using var sarif = JsonDocument.Parse(File.ReadAllText(log));
            return sarif.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray()
                .Select(r => new LoggedFinding(r.GetProperty("ruleId").GetString()!, r.GetProperty("level").GetString()!, Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(log)))!, PlaceOf(r)))
                .Where(f => f.Id.StartsWith("SLS", StringComparison.Ordinal)).ToList();
        })];
}
