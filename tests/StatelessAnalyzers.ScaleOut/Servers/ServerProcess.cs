using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace StatelessAnalyzers.ScaleOut;

/// <summary>A server as a process of its own, with all that it says.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    readonly Process process;
    readonly ConcurrentQueue<string> lines = new();

    ServerProcess(string name, Process process)
    {
        Name = name;
        this.process = process;
        process.OutputDataReceived += (_, e) => Add(e.Data);
        process.ErrorDataReceived += (_, e) => Add(e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();

        void Add(string? line)
        {
            if (line is not null)
                lines.Enqueue(line);
        }
    }

    public string Name { get; }

    /// <summary>What it has printed so far, also after its end.</summary>
    public IReadOnlyCollection<string> Lines => lines;

    public bool HasEnded => process.HasExited;

    public static ServerProcess Start(string name, string folder, IReadOnlyDictionary<string, string> environment, string command, params string[] arguments)
    {
        // A group of its own: its children end with it.
        var start = new ProcessStartInfo("setsid", [command, .. arguments]) { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (key, value) in environment)
            start.Environment[key] = value;
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{name} did not start.");
        Watchdog.Watch(process.Id);
        return new ServerProcess(name, process);
    }

    /// <summary>Waits until the server is ready, as <paramref name="isReady"/> finds out.</summary>
    /// <exception cref="InvalidOperationException">It ended, or was not ready within a minute.</exception>
    public async Task WaitUntilAsync(Func<Task<bool>> isReady)
    {
        for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < TimeSpan.FromMinutes(1); await Task.Delay(50))
        {
            if (process.HasExited)
                break;
            if (await isReady())
                return;
        }
        throw new InvalidOperationException($"{Name} is not ready:\n{string.Join('\n', lines.TakeLast(40))}");
    }

    /// <summary>Ends it at once, as a machine that is gone.</summary>
    public Task KillAsync() => SignalAsync("-KILL");

    /// <summary>Asks it to end and waits until it has.</summary>
    public Task StopAsync() => SignalAsync("-TERM");

    public async Task SignalAsync(string signal, bool ends = true)
    {
        if (process.HasExited)
            return;
        using (var kill = Process.Start("kill", [signal, process.Id.ToString(CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync();
        if (!ends)
            return;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"{Name} did not end:\n{string.Join('\n', lines.TakeLast(40))}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (!process.HasExited)
            {
                using var kill = Process.Start("kill", ["-KILL", "--", $"-{process.Id}"]);
                await kill.WaitForExitAsync();
                await process.WaitForExitAsync();
            }
        }
        catch (Win32Exception)
        {
            // It ended by itself meanwhile.
        }
        process.Dispose();
    }
}
