using System.Diagnostics;
using System.Text;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace StatelessAnalyzers.Tests.Configuration;

/// <summary>What a configuration file may turn out to be.</summary>
internal static class HostileFiles
{
    /// <summary>Random bytes as a host decodes them, from a fixed seed.</summary>
    public static SourceText Binary(int length)
    {
        var bytes = new byte[length];
        new Random(17).NextBytes(bytes);
        return SourceText.From(Encoding.Latin1.GetString(bytes) + "\ud800\0\uFFFE");
    }

    /// <summary>Reads the text, cut off at each of its places.</summary>
    public static void Truncated(string text, Action<SourceText> read)
    {
        for (var length = 0; length <= text.Length; length++)
            read(SourceText.From(text[..length]));
    }

    /// <summary>Generous, because the machine may be busy: what is not bounded takes for ever.</summary>
    public static T InTime<T>(Func<T> read)
    {
        var watch = Stopwatch.StartNew();
        var result = read();
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"It took {watch.Elapsed}.");
        return result;
    }
}
