namespace StatelessAnalyzers.Rewriting;

/// <summary>The versions in which fixes add packages: known to restore together, and each for .NET Framework 4.7.2, .NET 8 and later.</summary>
internal static class PackageVersions
{
    static readonly Dictionary<string, string> Versions = new(StringComparer.OrdinalIgnoreCase)
    {
        ["AWSSDK.Extensions.NETCore.Setup"] = "4.0.102.10",
        ["AWSSDK.S3"] = "4.0.104.12",
        ["Microsoft.Extensions.Caching.Hybrid"] = "10.0.0",
        ["Microsoft.Extensions.Caching.StackExchangeRedis"] = "10.0.15",
        ["Microsoft.Extensions.Configuration.Abstractions"] = "10.0.15",
        // For .NET Framework 4.6.2 and later; no fixed code calls it.
        ["Microsoft.Web.RedisSessionStateProvider"] = "5.0.2",
    };

    /// <summary>Every package that a fix may add.</summary>
    public static IReadOnlyDictionary<string, string> All => Versions;
}
