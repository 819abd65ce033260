using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace StatelessAnalyzers.Rewriting;

/// <summary>Sets keys in the appsettings.json of a host. A host without one is configured elsewhere.</summary>
internal static class SettingsFiles
{
    public static async Task<bool> CanSetAsync(Project project, SetConfiguration setting, CancellationToken cancellationToken) =>
        FileOf(project) is not { } file
        || JsonSettings.Set(await file.GetTextAsync(cancellationToken).ConfigureAwait(false), setting.Key, setting.Value) is not null;

    public static async Task<Solution> ApplyAsync(Solution solution, IEnumerable<SetConfiguration> settings, CancellationToken cancellationToken)
    {
        var edited = new Dictionary<string, SourceText>(StringComparer.OrdinalIgnoreCase);
        foreach (var setting in settings.OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            if (FileOf(solution.GetProject(setting.Project)!) is not { } file)
                continue;
            var text = edited.TryGetValue(file.FilePath!, out var current) ? current : await file.GetTextAsync(cancellationToken).ConfigureAwait(false);
            if (JsonSettings.Set(text, setting.Key, setting.Value) is { } changed)
                edited[file.FilePath!] = changed;
        }
        return TextFiles.Write(solution, edited);
    }

    // Of several the one beside the project file.
    static TextDocument? FileOf(Project project)
    {
        var named = project.AdditionalDocuments.Where(d => d.FilePath is not null && System.IO.Path.GetFileName(d.FilePath).Equals("appsettings.json", StringComparison.OrdinalIgnoreCase)).ToList();
        var folder = System.IO.Path.GetDirectoryName(project.FilePath);
        return named.FirstOrDefault(d => string.Equals(System.IO.Path.GetDirectoryName(d.FilePath), folder, StringComparison.OrdinalIgnoreCase)) ?? named.FirstOrDefault();
    }
}
