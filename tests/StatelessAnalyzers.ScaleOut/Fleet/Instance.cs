using System.Net;

namespace StatelessAnalyzers.ScaleOut;

/// <summary>The shop as one process with a disk, a home and a temporary folder of its own.</summary>
internal sealed class Instance : IAsyncDisposable
{
    static readonly HttpClient Http = new();

    readonly ServerProcess process;

    Instance(string name, string folder, int port, ServerProcess process)
    {
        Name = name;
        Folder = folder;
        Port = port;
        this.process = process;
    }

    /// <summary>As the results call it.</summary>
    public string Name { get; }

    public string Folder { get; }

    public int Port { get; }

    public Uri Url => new($"http://127.0.0.1:{Port}");

    /// <summary>What it printed, also after its end.</summary>
    public IReadOnlyCollection<string> Log => process.Lines;

    public bool HasEnded => process.HasEnded;

    public static async Task<Instance> StartAsync(string name, string published, string folder, IReadOnlyDictionary<string, string> settings)
    {
        Copy(published, folder);
        var port = Loopback.FreePort();
        var environment = new Dictionary<string, string>(settings)
        {
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
            ["HOME"] = Directory.CreateDirectory(Path.Combine(folder, "home")).FullName,
            ["TMPDIR"] = Directory.CreateDirectory(Path.Combine(folder, "tmp")).FullName,
        };
        var process = ServerProcess.Start(name, folder, environment, "dotnet", "StatefulShop.dll");
        var instance = new Instance(name, folder, port, process);
        await process.WaitUntilAsync(instance.IsReadyAsync);
        return instance;
    }

    async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await Http.GetAsync(new Uri(Url, "/shop.css"));
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>Whether it says that it can serve.</summary>
    public async Task<bool> IsReadyAsync(Shopper probe)
    {
        try
        {
            return (await probe.GetAsync(Url, "/health/ready")).Status == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>Ends it as a machine that fails: at once, and its disk is gone.</summary>
    public async Task KillAsync()
    {
        await process.KillAsync();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Ends it as a deployment does: it may finish what it is at, and its disk is gone.</summary>
    public async Task StopAsync()
    {
        await process.StopAsync();
        Directory.Delete(Folder, recursive: true);
    }

    static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var folder in Directory.EnumerateDirectories(from, "*", SearchOption.AllDirectories))
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, folder)));
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
            File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)));
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();
}
