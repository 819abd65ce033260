using System.Net;
using System.Net.Sockets;

namespace StatelessAnalyzers.ScaleOut;

/// <summary>Passes bytes on to a server, late when it is told to.</summary>
internal sealed class SlowProxy : IAsyncDisposable
{
    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource stop = new();
    readonly int target;
    readonly Task accepting;

    public SlowProxy(int target)
    {
        this.target = target;
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>By how much the start of each answer is late.</summary>
    public TimeSpan Delay { get; set; }

    async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await listener.AcceptTcpClientAsync(stop.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // It is over.
        }
    }

    async Task ServeAsync(TcpClient client)
    {
        using var server = new TcpClient();
        using (client)
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, target, stop.Token);
                await Task.WhenAny(PassAsync(client.GetStream(), server.GetStream(), () => TimeSpan.Zero), PassAsync(server.GetStream(), client.GetStream(), () => Delay));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or IOException)
            {
                // Whoever asked gets what a broken connection gives.
            }
    }

    async Task PassAsync(NetworkStream from, NetworkStream to, Func<TimeSpan> delay)
    {
        var buffer = new byte[81920];
        int count;
        while ((count = await from.ReadAsync(buffer, stop.Token)) > 0)
        {
            await Task.Delay(delay(), stop.Token);
            await to.WriteAsync(buffer.AsMemory(0, count), stop.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Dispose();
        await accepting;
        stop.Dispose();
    }
}
