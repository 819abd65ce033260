using Microsoft.CodeAnalysis;

namespace StatelessAnalyzers.Rewriting;

/// <summary>The versions in which fixes add packages: known to restore together, and each for .NET Framework 4.7.2, .NET 8 and later unless it is bound to a framework or to another package.</summary>
internal static class PackageVersions
{
    static readonly Dictionary<string, string> Versions = new(StringComparer.OrdinalIgnoreCase)
    {
        // For .NET 8 and later.
        ["AspNetCore.HealthChecks.Redis"] = "9.0.0",
        ["AWSSDK.DynamoDBv2"] = "4.1.0",
        ["AWSSDK.Extensions.NETCore.Setup"] = "4.0.102.10",
        ["AWSSDK.S3"] = "4.0.104.12",
        ["AWSSDK.SQS"] = "4.0.100.25",
        ["DistributedLock.Redis"] = "1.1.1",
        ["Hangfire.PostgreSql"] = "1.21.1",
        ["Microsoft.AspNetCore.DataProtection.StackExchangeRedis"] = "10.0.14",
        ["Microsoft.AspNetCore.OutputCaching.StackExchangeRedis"] = "10.0.14",
        ["Microsoft.AspNetCore.SignalR.StackExchangeRedis"] = "10.0.15",
        ["Microsoft.Extensions.Caching.Abstractions"] = "10.0.15",
        ["Microsoft.Extensions.Caching.Hybrid"] = "10.0.0",
        ["Microsoft.Extensions.Caching.StackExchangeRedis"] = "10.0.15",
        ["Microsoft.Extensions.Configuration.Abstractions"] = "10.0.15",
        // For .NET Framework 4.6.2 and later; no fixed code calls it.
        ["Microsoft.Web.RedisSessionStateProvider"] = "5.0.2",
        // For .NET 8 and later; no fixed code names it where Quartz loads it.
        ["Npgsql"] = "10.0.3",
        ["Npgsql.EntityFrameworkCore.PostgreSQL"] = "10.0.0",
        // For EF Core 8 and 9.
        ["Pomelo.EntityFrameworkCore.MySql"] = "9.0.0",
        ["Serilog.Sinks.Console"] = "6.0.0",
        // No older than the one that DistributedLock.Redis asks for.
        ["StackExchange.Redis"] = "2.8.16",
    };

    // Those that go with one major version of an assembly which the project references; the oldest of each, so that it asks for no newer one.
    static readonly Dictionary<string, (string Assembly, (int Major, string Version)[] Fitting)> Followers = new(StringComparer.OrdinalIgnoreCase)
    {
        // As EF Core's provider has it.
        ["Npgsql"] = ("Microsoft.EntityFrameworkCore", [(8, "8.0.9"), (9, "9.0.5"), (10, "10.0.3")]),
        ["Npgsql.EntityFrameworkCore.PostgreSQL"] = ("Microsoft.EntityFrameworkCore", [(8, "8.0.0"), (9, "9.0.4"), (10, "10.0.0")]),
        ["Pomelo.EntityFrameworkCore.MySql"] = ("Microsoft.EntityFrameworkCore", [(8, "8.0.3"), (9, "9.0.0")]),
        ["Serilog.Sinks.Console"] = ("Serilog", [(2, "4.0.1"), (3, "5.0.0"), (4, "6.0.0")]),
    };

    // Parts of ASP.NET Core, which has one version for each framework.
    static readonly Dictionary<string, string[]> Earlier = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Microsoft.AspNetCore.DataProtection.StackExchangeRedis"] = ["8.0.34", "9.0.23"],
        ["Microsoft.AspNetCore.OutputCaching.StackExchangeRedis"] = ["8.0.34", "9.0.23"],
        ["Microsoft.AspNetCore.SignalR.StackExchangeRedis"] = ["8.0.34", "9.0.23"],
    };

    /// <summary>Every package that a fix may add, in its newest version.</summary>
    public static IReadOnlyDictionary<string, string> All => Versions;

    /// <summary>The version for a project that is compiled for those frameworks; null where no version is for all of them.</summary>
    public static string? Of(string package, IEnumerable<Compilation> frameworks)
    {
        if (!Versions.TryGetValue(package, out var newest))
            return null;
        Func<Compilation, string?> choose;
        if (Earlier.TryGetValue(package, out var earlier))
            choose = f => MajorOf("System.Runtime", f) switch { >= 10 => newest, 9 => earlier[1], 8 => earlier[0], _ => null };
        else if (Followers.TryGetValue(package, out var follower))
            choose = f => MajorOf(follower.Assembly, f) is { } major ? Array.Find(follower.Fitting, v => v.Major == major).Version : newest;
        else
            return newest;
        var chosen = frameworks.Select(choose).Distinct().ToList();
        // What is made for an earlier framework runs on a later one.
        return chosen is [var only] ? only : Earlier.ContainsKey(package) && !chosen.Contains(null) ? chosen.OrderBy(v => Version.Parse(v!)).First() : null;
    }

    /// <summary>The version, or the one that a project of the solution has restored already where that is newer: a version that is managed centrally may hold for all of them, and none may go back.</summary>
    public static string NoOlder(string package, string version, Solution solution)
    {
        if (Earlier.ContainsKey(package) || Followers.ContainsKey(package))
            return version;
        var newest = Version.Parse(version);
        foreach (var reference in solution.Projects.SelectMany(p => p.MetadataReferences).OfType<PortableExecutableReference>())
            if (RestoredVersion(reference.FilePath ?? "", package) is { } restored && restored > newest)
                newest = restored;
        return newest.ToString();
    }

    // …/stackexchange.redis/2.13.17/lib/net8.0/StackExchange.Redis.dll
    static Version? RestoredVersion(string path, string package)
    {
        path = path.Replace('\\', '/');
        var start = path.IndexOf($"/{package}/", StringComparison.OrdinalIgnoreCase) + package.Length + 2;
        return start >= package.Length + 2 && path.IndexOf('/', start) is >= 0 and var end && Version.TryParse(path.Substring(start, end - start), out var version) ? version : null;
    }

    /// <summary>The assembly by which a reference to the package is recognised.</summary>
    public static string AssemblyOf(string package) => package == "AspNetCore.HealthChecks.Redis" ? "HealthChecks.Redis" : package;

    static int? MajorOf(string assembly, Compilation compilation) =>
        compilation.ReferencedAssemblyNames.FirstOrDefault(a => a.Name == assembly)?.Version.Major;
}
