using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Configuration;

/// <summary>The configuration files that the compiler is handed with a project. They are looked up once per run and read when they are asked for.</summary>
internal sealed class ConfigurationFiles
{
    readonly CancellationToken cancellationToken;
    readonly List<AdditionalText> files = [];
    readonly Lazy<XmlConfiguration?> web;
    readonly Lazy<XmlConfiguration?> nlog;
    readonly Lazy<XmlConfiguration?> log4net;
    readonly Lazy<AppSettings> settings;

    public ConfigurationFiles(AnalyzerOptions options, CancellationToken cancellationToken)
    {
        this.cancellationToken = cancellationToken;
        foreach (var file in options.AdditionalFiles)
            if (IsConfiguration(file.Path))
                files.Add(file);
        // Files of folders below, such as Views/web.config, configure something else.
        var root = RootOf(options);
        files.RemoveAll(f => !string.Equals(FolderOf(f.Path), root, StringComparison.OrdinalIgnoreCase));
        web = new(() => XmlConfiguration.Of(files, "web", cancellationToken));
        nlog = new(() => XmlConfiguration.Of(files, "nlog", cancellationToken));
        log4net = new(() => XmlConfiguration.Of(files, "log4net", cancellationToken));
        settings = new(() => AppSettings.Of(files, cancellationToken));
    }

    /// <summary>Whether there is none at all.</summary>
    public bool IsEmpty => files.Count == 0;

    /// <summary>The application's <c>web.config</c>, or null where none can be read.</summary>
    public XmlConfiguration? Web => web.Value;

    public XmlConfiguration? NLog => nlog.Value;

    public XmlConfiguration? Log4Net => log4net.Value;

    /// <summary>The <c>appsettings*.json</c> of deployments.</summary>
    public AppSettings Settings => settings.Value;

    /// <summary>Whether a part of a file's name, such as that of <c>appsettings.Development.json</c>, says that it is for development.</summary>
    public static bool IsForDevelopment(string part) => EnvironmentCondition.IsDevelopment(part);

    /// <summary>The part between a file's stem and its extension, <c>Release</c> of <c>Web.Release.config</c>; empty where there is none, null where the name is another's.</summary>
    public static string? Part(string path, string stem, string extension)
    {
        var name = System.IO.Path.GetFileName(path);
        if (!name.StartsWith(stem, StringComparison.OrdinalIgnoreCase) || !name.EndsWith(extension, StringComparison.OrdinalIgnoreCase) || name.Length < stem.Length + extension.Length)
            return null;
        var part = name.Substring(stem.Length, name.Length - stem.Length - extension.Length);
        return part.Length == 0 || part[0] == '.' ? part.TrimStart('.') : null;
    }

    static bool IsConfiguration(string path) =>
        Part(path, "web", ".config") is not null || Part(path, "appsettings", ".json") is not null || Part(path, "nlog", ".config") is not null || Part(path, "log4net", ".config") is not null;

    // The folder of the project, or else that of the file nearest to the root.
    string RootOf(AnalyzerOptions options)
    {
        var global = options.AnalyzerConfigOptionsProvider.GlobalOptions;
        if (global.TryGetValue("build_property.MSBuildProjectFullPath", out var project) && project.Length > 0 && FolderOf(project) is var folder
            && files.Exists(f => string.Equals(FolderOf(f.Path), folder, StringComparison.OrdinalIgnoreCase)))
            return folder;
        var nearest = files.Count == 0 ? "" : FolderOf(files[0].Path);
        foreach (var file in files)
            if (FolderOf(file.Path) is var other && other.Length < nearest.Length)
                nearest = other;
        return nearest;
    }

    static string FolderOf(string path) => (System.IO.Path.GetDirectoryName(path) ?? "").Replace('\\', '/');
}
