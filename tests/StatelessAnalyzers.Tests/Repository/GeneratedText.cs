using System.Text;
using Xunit;

namespace StatelessAnalyzers.Tests.Repository;

/// <summary>Text in this repository that follows from the code. With UPDATE_DOCS=1 it is written, otherwise compared.</summary>
internal static class GeneratedText
{
    static bool Updates => Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1";

    /// <summary>Checks or writes a whole file.</summary>
    public static void Check(string path, string expected)
    {
        var actual = RepositoryFiles.Exists(path) ? RepositoryFiles.Read(path) : "";
        if (actual == expected)
            return;
        if (!Updates)
            Assert.Fail($"{path} is out of date; run UPDATE_DOCS=1 dotnet test tests/StatelessAnalyzers.Tests --filter Repository\n{Difference(actual, expected)}");
        Directory.CreateDirectory(Path.GetDirectoryName(RepositoryFiles.Full(path))!);
        File.WriteAllText(RepositoryFiles.Full(path), expected, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }

    /// <summary>The text with what stands between <c>&lt;!-- name --&gt;</c> and <c>&lt;!-- /name --&gt;</c> replaced.</summary>
    public static string WithBlock(string text, string name, string content)
    {
        var (open, close) = ($"<!-- {name} -->\n", $"<!-- /{name} -->");
        var (start, end) = (text.IndexOf(open, StringComparison.Ordinal), text.IndexOf(close, StringComparison.Ordinal));
        Assert.True(start >= 0 && end > start, $"The markers of the block '{name}' are missing.");
        return text[..(start + open.Length)] + content + text[end..];
    }

    static string Difference(string actual, string expected)
    {
        var (old, @new) = (actual.Split('\n'), expected.Split('\n'));
        return string.Join('\n', [.. old.Except(@new).Select(l => "- " + l), .. @new.Except(old).Select(l => "+ " + l)]);
    }
}
