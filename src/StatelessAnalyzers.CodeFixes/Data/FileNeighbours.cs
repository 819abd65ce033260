using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>Who else has to do with the file of a type's records, as far as its name tells.</summary>
internal static class FileNeighbours
{
    /// <summary>Why the file cannot go, or null.</summary>
    public static async Task<string?> ObstacleAsync(RecordFile file, SemanticModel model, Document document, FixSession session)
    {
        var texts = PathsIn(file.Removed, model);
        if (texts.Any(t => t.StartsWith("wwwroot", StringComparison.OrdinalIgnoreCase)) || file.Removed.Any(r => r.DescendantNodes().Any(n => n is IdentifierNameSyntax { Identifier.ValueText: "WebRootPath" })))
            return "the file is below the web root, where browsers read it";
        if (Shipped(texts, document) is { } shipped)
            return shipped;
        foreach (var name in texts.Where(Path.HasExtension))
            foreach (var project in await session.ServedProjectsAsync().ConfigureAwait(false))
                foreach (var other in await session.NamingAsync(project, Path.GetFileName(name)).ConfigureAwait(false))
                    if ((await session.RootAsync(other.Id).ConfigureAwait(false)).DescendantTokens().Any(t => t.ValueText.EndsWith(Path.GetFileName(name), StringComparison.Ordinal) && (other.Id != document.Id || !file.Contains(t.Parent!))))
                        return $"'{name}' is named in {Path.GetFileName(other.Name)} too";
        return null;
    }

    /// <summary>The paths, and parts of paths, that are written out in the code.</summary>
    public static List<string> PathsIn(IEnumerable<SyntaxNode> code, SemanticModel model) =>
        [.. code.SelectMany(c => c.DescendantNodes()).OfType<ExpressionSyntax>().Select(e => model.GetConstantValue(e).Value).OfType<string>().Where(IsPath).Distinct()];

    /// <summary>Why a file of these paths cannot go that lies in the project, or null.</summary>
    public static string? Shipped(List<string> texts, Document document) =>
        Path.GetDirectoryName(document.Project.FilePath) is { Length: > 0 } folder && texts.FirstOrDefault(t => Path.HasExtension(t) && IsShipped(folder, t, texts)) is { } name
            ? $"'{name}' is part of the application, with what it holds" : null;

    static bool IsPath(string text) => text.IndexOfAny(Path.GetInvalidPathChars()) < 0 && Relative(text).Length > 0;

    [SuppressMessage("MicrosoftCodeAnalysisCorrectness", "RS1035", Justification = "A host hands a fix no data files; whether one is there is all that is asked.")]
    static bool IsShipped(string folder, string name, List<string> texts) =>
        texts.Where(t => !Path.HasExtension(t)).Concat(["", "Data", "App_Data"]).Any(below => File.Exists(Path.Combine(folder, Relative(below), Relative(name))));

    static string Relative(string path) => path.Replace('\\', '/').TrimStart('~', '/');
}
