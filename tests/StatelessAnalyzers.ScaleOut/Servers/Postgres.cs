using System.Diagnostics;
using System.Globalization;

namespace StatelessAnalyzers.ScaleOut;

/// <summary>A PostgreSQL with one database, whose schema the deployment makes.</summary>
internal sealed class Postgres(string folder) : IAsyncDisposable
{
    // It refuses to run as root, under whom builds often run.
    static readonly string[] AsServer = Environment.UserName == "root" ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] : ["env"];

    readonly int port = Loopback.FreePort();
    ServerProcess? process;

    public string ConnectionString => $"Host=127.0.0.1;Port={port};Database=postgres;Username=postgres";

    public async Task StartAsync(string schema)
    {
        Directory.CreateDirectory(folder);
        if (Environment.UserName == "root")
            await RunAsync("chown", "postgres", folder);
        var data = Path.Combine(folder, "data");
        await RunAsync([.. AsServer, Path.Combine(InstalledServers.Postgres, "initdb"), "--pgdata", data, "--username", "postgres", "--auth", "trust", "--no-sync", "--encoding", "UTF8", "--locale", "C"]);
        process = ServerProcess.Start("postgres", folder, new Dictionary<string, string>(), AsServer[0],
            [.. AsServer[1..], Path.Combine(InstalledServers.Postgres, "postgres"), "-D", data, "-h", "127.0.0.1", "-p", Port, "-k", "", "-c", "fsync=off"]);
        await process.WaitUntilAsync(async () => await TryAsync([Path.Combine(InstalledServers.Postgres, "pg_isready"), "-h", "127.0.0.1", "-p", Port]) == 0);
        await RunAsync(Path.Combine(InstalledServers.Postgres, "psql"), "-h", "127.0.0.1", "-p", Port, "-U", "postgres", "-v", "ON_ERROR_STOP=1", "-c", schema);
    }

    string Port => port.ToString(CultureInfo.InvariantCulture);

    public ValueTask DisposeAsync() => process?.DisposeAsync() ?? ValueTask.CompletedTask;

    async Task RunAsync(params string[] command)
    {
        if (await TryAsync(command) is not 0 and var code)
            throw new InvalidOperationException($"{string.Join(' ', command)} ended with {code}.");
    }

    async Task<int> TryAsync(string[] command)
    {
        using var run = Process.Start(new ProcessStartInfo(command[0], command[1..]) { WorkingDirectory = folder, RedirectStandardOutput = true })!;
        await run.StandardOutput.ReadToEndAsync();
        await run.WaitForExitAsync();
        return run.ExitCode;
    }
}
