using System.Diagnostics;
using System.Reflection;
using Xunit;

namespace StatelessAnalyzers.Tests.Repository;

/// <summary>The files of this repository, by path relative to its root with forward slashes.</summary>
internal static class RepositoryFiles
{
    public static string Root { get; } =
        typeof(RepositoryFiles).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepositoryRoot").Value!;

    /// <summary>Every file that is committed or would be by <c>git add --all</c>.</summary>
    public static IReadOnlyList<string> Tracked { get; } = List();

    public static string Full(string path) => Path.Combine(Root, path);

    public static bool Exists(string path) => File.Exists(Full(path));

    public static string Read(string path) => File.ReadAllText(Full(path)).ReplaceLineEndings("\n");

    /// <summary>Those below a folder with that ending. Fails where there is none, so that no check passes for want of input.</summary>
    public static IReadOnlyList<string> Below(string folder, string ending)
    {
        var found = Tracked.Where(p => p.StartsWith(folder, StringComparison.Ordinal) && p.EndsWith(ending, StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(found);
        return found;
    }

    static List<string> List()
    {
        var start = new ProcessStartInfo("git", ["-c", "safe.directory=*", "ls-files", "--cached", "--others", "--exclude-standard"]) { WorkingDirectory = Root, RedirectStandardOutput = true };
        using var git = Process.Start(start)!;
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(Exists).Distinct().Order(StringComparer.Ordinal)];
    }
}
