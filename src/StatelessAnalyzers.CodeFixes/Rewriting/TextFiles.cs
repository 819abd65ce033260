using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace StatelessAnalyzers.Rewriting;

/// <summary>Writes files that are not C#. A host keeps one copy for each project and target framework that lists a file.</summary>
internal static class TextFiles
{
    /// <summary>Gives every copy of each path the same new text.</summary>
    public static Solution Write(Solution solution, IReadOnlyDictionary<string, SourceText> texts)
    {
        foreach (var project in solution.Projects)
            foreach (var document in project.AdditionalDocuments)
                if (document.FilePath is { } path && texts.TryGetValue(path, out var text))
                    solution = solution.WithAdditionalDocumentText(document.Id, text);
        return solution;
    }
}
