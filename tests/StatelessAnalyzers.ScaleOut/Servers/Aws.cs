using System.Globalization;
using System.Text.Json;

namespace StatelessAnalyzers.ScaleOut;

/// <summary>S3 and SQS on this machine, with the bucket and the queues that a deployment makes.</summary>
internal sealed class Aws(string folder, string bucket, params string[] queues) : IAsyncDisposable
{
    readonly int port = Loopback.FreePort();
    ServerProcess? process;

    public int Port => port;

    public string Url => $"http://127.0.0.1:{port}";

    public string QueueUrl(string queue) => $"{Url}/000000000000/{queue}";

    public async Task StartAsync()
    {
        Directory.CreateDirectory(folder);
        var init = Path.Combine(folder, "init.json");
        // What an instance had taken and not finished is somebody else's after three seconds.
        var attributes = new Dictionary<string, string> { ["VisibilityTimeout"] = "3" };
        await File.WriteAllTextAsync(init, JsonSerializer.Serialize(new { region = "eu-central-1", queues = queues.Select(name => new { name, attributes }), buckets = new[] { bucket } }));
        process = ServerProcess.Start("fauxqs", folder,
            new Dictionary<string, string> { ["FAUXQS_PORT"] = port.ToString(CultureInfo.InvariantCulture), ["FAUXQS_HOST"] = "127.0.0.1", ["FAUXQS_INIT"] = init, ["FAUXQS_LOGGER"] = "false" },
            InstalledServers.Node, InstalledServers.Fauxqs);
        await process.WaitUntilAsync(() => Loopback.AnswersAsync(port));
    }

    public ValueTask DisposeAsync() => process?.DisposeAsync() ?? ValueTask.CompletedTask;
}
