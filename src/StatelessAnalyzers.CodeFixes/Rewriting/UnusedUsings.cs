using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace StatelessAnalyzers.Rewriting;

/// <summary>Takes away the using directives that nothing needs since the code was fixed. Those of the user that nothing needed before stay.</summary>
internal static class UnusedUsings
{
    const string Unnecessary = "CS8019";

    static readonly ConditionalWeakTable<SemanticModel, HashSet<string>> Before = new();

    /// <summary>The places of the directives that the compiler finds unnecessary.</summary>
    public static IEnumerable<TextSpan> In(IEnumerable<Diagnostic> diagnostics) => diagnostics.Where(d => d.Id == Unnecessary).Select(d => d.Location.SourceSpan);

    /// <param name="session">The solution before.</param>
    /// <param name="changed">The solution after.</param>
    /// <param name="unused">The unnecessary directives of each document that was changed.</param>
    public static async Task<Solution> RemoveAsync(FixSession session, Solution changed, IReadOnlyDictionary<DocumentId, List<TextSpan>> unused)
    {
        foreach (var (id, spans) in unused.Where(u => u.Value.Count > 0).Select(u => (u.Key, u.Value)))
        {
            var document = changed.GetDocument(id)!;
            var copies = document.GetLinkedDocumentIds().Where(unused.ContainsKey).ToList();
            // What one target framework does not need, another one may.
            var places = spans.Where(s => copies.TrueForAll(c => unused[c].Contains(s))).ToList();
            if (session.Canonical(document).Id != id || places.Count == 0 || await document.GetSyntaxRootAsync(session.CancellationToken).ConfigureAwait(false) is not CompilationUnitSyntax root)
                continue;
            var spared = await UnneededAsync(session, id).ConfigureAwait(false);
            var text = await document.GetTextAsync(session.CancellationToken).ConfigureAwait(false);
            var lines = places.Select(s => root.FindNode(s).FirstAncestorOrSelf<UsingDirectiveSyntax>())
                .Where(u => u is { ContainsDirectives: false } && u.GlobalKeyword.RawKind == 0 && !spared.Contains(u.ToString()))
                .Select(u => LineOf(u!, text)).OfType<TextChange>().ToList();
            if (lines.Count == 0)
                continue;
            text = text.WithChanges(lines);
            foreach (var copy in copies.Append(id))
                changed = changed.WithDocumentText(copy, text);
        }
        return changed;
    }

    // Those that the file has and did not need before.
    static async Task<HashSet<string>> UnneededAsync(FixSession session, DocumentId id)
    {
        var model = await session.ModelAsync(id).ConfigureAwait(false);
        if (Before.TryGetValue(model, out var known))
            return known;
        var root = await session.RootAsync(id).ConfigureAwait(false);
        var unnecessary = In(model.GetDiagnostics(cancellationToken: session.CancellationToken)).ToList();
        var unneeded = new HashSet<string>(
            root.DescendantNodes(n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax).OfType<UsingDirectiveSyntax>().Where(u => unnecessary.Contains(u.Span)).Select(u => u.ToString()),
            StringComparer.Ordinal);
        return Before.GetValue(model, _ => unneeded);
    }

    // Its own line, with the blank one behind the last directive of a file that begins with it.
    static TextChange? LineOf(UsingDirectiveSyntax directive, SourceText text)
    {
        var line = text.Lines.GetLineFromPosition(directive.SpanStart);
        if (text.ToString(line.Span).Trim() != directive.ToString())
            return null;
        var end = line.EndIncludingLineBreak;
        if (directive.Parent is CompilationUnitSyntax { Usings.Count: 1, Externs.Count: 0 } && line.LineNumber == 0 && text.Lines.Count > 1 && text.Lines[1].Span.IsEmpty)
            end = text.Lines[1].EndIncludingLineBreak;
        return new TextChange(TextSpan.FromBounds(line.Start, end), "");
    }
}
