using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace StatelessAnalyzers.Configuration;

/// <summary>A settings file.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Environment">The environment that reads it, empty for the one that all read.</param>
/// <param name="Text">Its text.</param>
/// <param name="Root">What it holds.</param>
internal sealed record SettingsFile(string Path, string Environment, SourceText Text, JsonNode Root)
{
    public Location At(TextSpan span) => Location.Create(Path, span, Text.Lines.GetLinePositionSpan(span));
}

/// <summary>The settings files of an application, without those for development.</summary>
internal sealed class AppSettings
{
    AppSettings(ImmutableArray<SettingsFile> files) => Files = files;

    public ImmutableArray<SettingsFile> Files { get; }

    public static AppSettings Of(IReadOnlyList<AdditionalText> files, CancellationToken cancellationToken)
    {
        var read = ImmutableArray.CreateBuilder<SettingsFile>();
        foreach (var file in files)
            if (ConfigurationFiles.Part(file.Path, "appsettings", ".json") is { } environment && !ConfigurationFiles.IsForDevelopment(environment)
                && file.GetText(cancellationToken) is { } text && JsonNode.Root(text) is { } root)
                read.Add(new(file.Path, environment, text, root));
        return new(read.ToImmutable());
    }

    /// <summary>Whether the file of another environment says something else of the key, so that this value may never be deployed.</summary>
    public bool IsOverridden(SettingsFile file, string key)
    {
        if (file.Environment.Length > 0)
            return false;
        foreach (var other in Files)
            if (other.Environment.Length > 0 && other.Root.Find(key) is not null)
                return true;
        return false;
    }
}
