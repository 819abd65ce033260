using System.Diagnostics;

namespace StatelessAnalyzers.ScaleOut;

/// <summary>Ends all processes that were started here when this process ends, however it does.</summary>
internal static class Watchdog
{
    static readonly Lock Gate = new();
    static Process? process;

    /// <summary>Adds a process that leads a group of its own.</summary>
    public static void Watch(int id)
    {
        lock (Gate)
        {
            process ??= Process.Start(new ProcessStartInfo("setsid", ["sh", "-c", "groups=; while read -r g; do groups=\"$groups -$g\"; done; [ -z \"$groups\" ] || kill -9 -- $groups"]) { RedirectStandardInput = true, RedirectStandardError = true })!;
            process.StandardInput.WriteLine(id);
            process.StandardInput.Flush();
        }
    }
}
