namespace StatelessAnalyzers.ScaleOut;

/// <summary>Where <c>eng/install-servers.sh</c> has put the servers.</summary>
internal static class InstalledServers
{
    static string NpmFolder { get; } = Environment.GetEnvironmentVariable("STATELESS_SERVERS") is { Length: > 0 } given ? given
        : Path.Combine(Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache ? cache : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"), "stateless-analyzers/servers");

    /// <summary>What to do where a server is missing; null where all are there.</summary>
    public static string? Missing { get; } = Find();

    public static string Redis => OnPath("redis-server")!;

    public static string Nginx => OnPath("nginx")!;

    /// <summary>The folder of the newest PostgreSQL's commands.</summary>
    public static string Postgres => PostgresFolders().Order(StringComparer.Ordinal).Last();

    public static string Node => Path.Combine(NpmFolder, "node_modules/.bin/node");

    public static string Fauxqs => Path.Combine(NpmFolder, "node_modules/fauxqs/dist/server.js");

    public static string Dynalite => Path.Combine(NpmFolder, "node_modules/dynalite/cli.js");

    static string? Find()
    {
        var missing = new[] { "redis-server", "nginx" }.Where(s => OnPath(s) is null).ToList();
        if (!PostgresFolders().Any())
            missing.Add("postgresql");
        missing.AddRange(new[] { Node, Fauxqs, Dynalite }.Where(f => !File.Exists(f)).Select(f => Path.GetRelativePath(NpmFolder, f)));
        return missing.Count == 0 ? null : $"eng/install-servers.sh installs what is missing: {string.Join(", ", missing)}";
    }

    // Debian keeps servers where the path of a user who is not root does not look.
    static string? OnPath(string name) =>
        (Environment.GetEnvironmentVariable("PATH") + ":/usr/sbin").Split(':').Select(f => Path.Combine(f, name)).FirstOrDefault(File.Exists);

    static IEnumerable<string> PostgresFolders() =>
        Directory.Exists("/usr/lib/postgresql") ? Directory.EnumerateDirectories("/usr/lib/postgresql").Select(v => Path.Combine(v, "bin")).Where(b => File.Exists(Path.Combine(b, "initdb"))) : [];
}
