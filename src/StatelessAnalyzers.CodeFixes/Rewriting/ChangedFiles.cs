using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace StatelessAnalyzers.Rewriting;

/// <summary>Makes the edits of configuration files that are no settings of a host: <c>web.config</c>.</summary>
internal static class ChangedFiles
{
    public static async Task<bool> CanChangeAsync(Project project, ChangeFile change, CancellationToken cancellationToken) =>
        FileOf(project, change) is { } file && change.Apply(await file.GetTextAsync(cancellationToken).ConfigureAwait(false)) is not null;

    public static async Task<Solution> ApplyAsync(Solution solution, IEnumerable<ChangeFile> changes, CancellationToken cancellationToken)
    {
        var edited = new Dictionary<string, SourceText>(StringComparer.OrdinalIgnoreCase);
        foreach (var change in changes.OrderBy(c => c.Path, StringComparer.Ordinal).ThenBy(c => c.Name, StringComparer.Ordinal))
            if (FileOf(solution.GetProject(change.Project)!, change) is { } file)
            {
                var text = edited.TryGetValue(change.Path, out var current) ? current : await file.GetTextAsync(cancellationToken).ConfigureAwait(false);
                if (change.Apply(text) is { } changed)
                    edited[change.Path] = changed;
            }
        return TextFiles.Write(solution, edited);
    }

    static TextDocument? FileOf(Project project, ChangeFile change) =>
        project.AdditionalDocuments.FirstOrDefault(d => string.Equals(d.FilePath, change.Path, StringComparison.OrdinalIgnoreCase));
}
