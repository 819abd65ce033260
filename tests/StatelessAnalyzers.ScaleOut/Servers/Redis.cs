using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace StatelessAnalyzers.ScaleOut;

/// <summary>A Redis that keeps on its disk whatever it has acknowledged.</summary>
internal sealed class Redis(string folder) : IAsyncDisposable
{
    readonly int port = Loopback.FreePort();
    ServerProcess? process;

    public string ConnectionString => $"127.0.0.1:{port}";

    public async Task StartAsync()
    {
        Directory.CreateDirectory(folder);
        process = ServerProcess.Start("redis", folder, new Dictionary<string, string>(), InstalledServers.Redis,
            "--port", port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--dir", folder, "--save", "", "--appendonly", "yes", "--appendfsync", "always");
        await process.WaitUntilAsync(IsReadyAsync);
    }

    public async Task StopAsync()
    {
        await process!.StopAsync();
        await process.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
            await process.DisposeAsync();
    }

    // It listens before it has read what is on its disk.
    async Task<bool> IsReadyAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port);
            var stream = client.GetStream();
            await stream.WriteAsync("PING\r\n"u8.ToArray());
            var answer = new byte[5];
            await stream.ReadExactlyAsync(answer);
            return answer.AsSpan().SequenceEqual("+PONG"u8);
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return false;
        }
    }
}
