using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace StatelessAnalyzers.Platform;

/// <summary>Where rules run.</summary>
internal enum AnalysisScope
{
    /// <summary>Web applications and libraries that they may use.</summary>
    Auto,

    /// <summary>Every compilation.</summary>
    Always,

    /// <summary>None.</summary>
    Never,
}

/// <summary>An option of .editorconfig or a global config.</summary>
/// <param name="key">Its name there.</param>
/// <param name="fallback">What holds where it is missing or has no known value.</param>
/// <param name="parse">Reads a value; null where it is none.</param>
internal sealed class StatelessOption<T>(string key, T fallback, Func<string, T?> parse) where T : struct
{
    public string Key { get; } = key;

    public T Default { get; } = fallback;

    /// <summary>The value that holds for a file.</summary>
    public T Of(AnalyzerOptions options, SyntaxTree tree) => Read(options.AnalyzerConfigOptionsProvider.GetOptions(tree));

    /// <summary>The value that holds for the whole compilation: that of its first file, else that of the global config.</summary>
    public T Of(AnalyzerOptions options, Compilation compilation)
    {
        foreach (var tree in compilation.SyntaxTrees)
            return Of(options, tree);
        return Read(options.AnalyzerConfigOptionsProvider.GlobalOptions);
    }

    T Read(AnalyzerConfigOptions options) =>
        options.TryGetValue(Key, out var text) && parse(text.Trim()) is { } value ? value : Default;
}

/// <summary>Every option of the package.</summary>
internal static class StatelessOptions
{
    public static StatelessOption<AnalysisScope> Scope { get; } = new("stateless.scope", AnalysisScope.Auto, ParseEnum<AnalysisScope>);

    /// <summary>The keys of all options, for the test that compares them with the pages.</summary>
    public static ImmutableArray<string> Keys { get; } = ImmutableArray.Create(Scope.Key);

    // Names only: Enum.TryParse also takes numbers and lists.
    static T? ParseEnum<T>(string text) where T : struct, Enum
    {
        foreach (var value in Enum.GetValues(typeof(T)))
            if (string.Equals(value.ToString(), text, StringComparison.OrdinalIgnoreCase))
                return (T)value;
        return null;
    }
}
