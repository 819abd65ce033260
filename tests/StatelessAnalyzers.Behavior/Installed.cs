using StatelessAnalyzers.ScaleOut;
using Xunit;

namespace StatelessAnalyzers.Behavior;

/// <summary>Whether the servers are there that these tests start.</summary>
internal static class Installed
{
    /// <summary>Skips the test where a server is missing, and says how to get it.</summary>
    public static void Require() => Assert.SkipWhen(InstalledServers.Missing is not null, InstalledServers.Missing ?? "");
}
