using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace StatelessAnalyzers.Tests.Platform;

/// <summary>Options as .editorconfig gives them, for tests that run no analyzer.</summary>
internal static class Options
{
    /// <summary>The same for every file. A null value is a missing one.</summary>
    public static AnalyzerOptions With(params (string Key, string? Value)[] values) => new([], new Provider(values, values));

    /// <summary>For every file, while the global config has none.</summary>
    public static AnalyzerOptions OfFiles(params (string Key, string? Value)[] values) => new([], new Provider([], values));

    sealed class Provider((string Key, string? Value)[] global, (string Key, string? Value)[] files) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(global);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Values(files);

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Values([]);
    }

    sealed class Values((string Key, string? Value)[] values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) =>
            (value = Array.Find(values, v => v.Key == key).Value) is not null;
    }
}
