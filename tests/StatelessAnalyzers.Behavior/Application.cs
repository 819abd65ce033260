using System.Diagnostics;
using StatelessAnalyzers.EndToEnd;
using StatelessAnalyzers.ScaleOut;
using Xunit;

namespace StatelessAnalyzers.Behavior;

/// <summary>An application that keeps records in memory, before and after <c>dotnet format</c> has fixed it.</summary>
internal sealed class Application
{
    readonly Consumer consumer;

    public Application(PackedPackage package, string name, string store, string packages, string program, string? settings = null)
    {
        consumer = Consumer.WebApplication(package, packages, name);
        consumer.Write("Shop.csproj", consumer.Read("Shop.csproj").Replace("<ImplicitUsings>", "<Nullable>enable</Nullable>\n    <ImplicitUsings>", StringComparison.Ordinal));
        consumer.Write("Program.cs", program);
        if (settings is not null)
            consumer.Write("appsettings.json", settings);
        consumer.Write(".editorconfig", $"[*.cs]\nstateless.data_store = {store}\n");
    }

    string Built => Path.Combine(consumer.Folder, "bin/Debug/net10.0");

    public string Program => consumer.Read("Program.cs");

    public Task<List<LoggedFinding>> BuildAsync() => consumer.BuildAsync();

    /// <summary>Applies all fixes and builds, after which no finding of these rules is left.</summary>
    public async Task FixAsync(params string[] rules)
    {
        Assert.All(rules, rule => Assert.Contains(before, f => f.Id == rule));
        await consumer.FixAsync();
        Assert.All(await BuildAsync(), f => Assert.False(rules.Contains(f.Id), $"{f.Id} is left at {f.Place}:\n{Program}"));
    }

    List<LoggedFinding> before = [];

    /// <summary>What the application answers before it is fixed, where nothing but its memory keeps records.</summary>
    public async Task<List<string>> AnswersBeforeAsync(Func<Func<string, object?, Task<string>>, Task<List<string>>> ask, IReadOnlyDictionary<string, string> settings)
    {
        before = await BuildAsync();
        await using var instance = await StartAsync(settings);
        return await ask((request, content) => instance.SendAsync(request, content));
    }

    /// <summary>Runs it with arguments after which it ends by itself.</summary>
    public async Task RunAsync(IReadOnlyDictionary<string, string> settings, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["Shop.dll", .. arguments]) { WorkingDirectory = Built, RedirectStandardOutput = true };
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        start.Environment["ASPNETCORE_URLS"] = $"http://127.0.0.1:{Loopback.FreePort()}";
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        try
        {
            var output = await process.StandardOutput.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            Assert.True(process.ExitCode == 0, output);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            Assert.Fail("It did not end.");
        }
    }

    public Task<Instance> StartAsync(IReadOnlyDictionary<string, string> settings) => Instance.StartAsync(Built, settings);
}
