using System.Diagnostics;
using System.Globalization;
using StatelessAnalyzers.ScaleOut;

namespace StatelessAnalyzers.Behavior;

/// <summary>A MariaDB, which stands in for MySQL: it takes the same connections and statements.</summary>
internal sealed class MariaDb(string folder) : IAsyncDisposable
{
    const string Program = "/usr/sbin/mariadbd";

    // It refuses to run as root, under whom builds often run.
    static readonly string[] AsServer = Environment.UserName == "root" ? ["setpriv", "--reuid=mysql", "--regid=mysql", "--clear-groups"] : ["env"];

    readonly int port = Loopback.FreePort();
    ServerProcess? process;

    /// <summary>What is missing, or null.</summary>
    public static string? Missing => File.Exists(Program) ? null : "mariadb-server is not installed";

    public string ConnectionString(string database) => $"Server=127.0.0.1;Port={Port};Database={database};User ID=root";

    string Port => port.ToString(CultureInfo.InvariantCulture);

    public async Task StartAsync()
    {
        Directory.CreateDirectory(folder);
        if (Environment.UserName == "root")
            await RunAsync("chown", "mysql", folder);
        var data = "--datadir=" + Path.Combine(folder, "data");
        await RunAsync([.. AsServer, "/usr/bin/mariadb-install-db", "--no-defaults", data, "--auth-root-authentication-method=normal", "--skip-test-db"]);
        process = ServerProcess.Start("mariadb", folder, new Dictionary<string, string>(), AsServer[0],
            [.. AsServer[1..], Program, "--no-defaults", data, "--bind-address=127.0.0.1", "--port=" + Port, "--socket=" + Path.Combine(folder, "socket"), "--pid-file=" + Path.Combine(folder, "pid")]);
        await process.WaitUntilAsync(async () => await TryAsync("/usr/bin/mariadb-admin", "--no-defaults", "--protocol=tcp", "--host=127.0.0.1", "--port=" + Port, "--user=root", "ping") == 0);
    }

    public ValueTask DisposeAsync() => process?.DisposeAsync() ?? ValueTask.CompletedTask;

    async Task RunAsync(params string[] command)
    {
        if (await TryAsync(command) is not 0 and var code)
            throw new InvalidOperationException($"{string.Join(' ', command)} ended with {code}.");
    }

    async Task<int> TryAsync(params string[] command)
    {
        using var run = Process.Start(new ProcessStartInfo(command[0], command[1..]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        await Task.WhenAll(run.StandardOutput.ReadToEndAsync(), run.StandardError.ReadToEndAsync());
        await run.WaitForExitAsync();
        return run.ExitCode;
    }
}
