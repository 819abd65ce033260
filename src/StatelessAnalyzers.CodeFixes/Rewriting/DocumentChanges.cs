using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Text;

namespace StatelessAnalyzers.Rewriting;

/// <summary>Makes the edits of C# files and tidies up what was edited, in the file's own line ends and encoding.</summary>
internal static class DocumentChanges
{
    public static async Task<Solution> ApplyAsync(FixSession session, IEnumerable<Intent> intents)
    {
        var all = intents.ToList();
        var unread = all.OfType<DropUse>().GroupBy(d => d.Parameter).Where(g => g.Count() == g.First().Count);
        all.AddRange(unread.SelectMany(g => g.First().Arguments).Select(a => new RewriteNode(a, "not given", (_, _) => null)).ToList());
        var placed = new HashSet<Intent>();
        foreach (var intent in all)
            placed.UnionWith(intent is AddMember { Namespaces.IsDefault: false } member ? await TypeParts.AddToFirstAsync(session, member).ConfigureAwait(false) : [intent]);
        var perDocument = new Dictionary<DocumentId, DocumentEdits>();
        foreach (var intent in placed)
            if (DocumentEdits.DocumentOf(intent) is { } id)
            {
                if (!perDocument.TryGetValue(id, out var edits))
                    perDocument.Add(id, edits = new DocumentEdits());
                edits.Add(intent);
            }

        var solution = session.Solution;
        foreach (var entry in perDocument)
        {
            var text = await RewriteAsync(session, entry.Key, entry.Value).ConfigureAwait(false);
            // A file that several projects or target frameworks compile gets the same text everywhere.
            foreach (var id in await CopiesAsync(session, entry.Key).ConfigureAwait(false))
                solution = solution.WithDocumentText(id, text);
        }
        return solution;
    }

    // Two files whose names differ by case only are not one file.
    static async Task<List<DocumentId>> CopiesAsync(FixSession session, DocumentId id)
    {
        var document = session.Solution.GetDocument(id)!;
        var text = await document.GetTextAsync(session.CancellationToken).ConfigureAwait(false);
        List<DocumentId> copies = [id];
        foreach (var linked in document.GetLinkedDocumentIds())
            if (text.ContentEquals(await session.Solution.GetDocument(linked)!.GetTextAsync(session.CancellationToken).ConfigureAwait(false)))
                copies.Add(linked);
        return copies;
    }

    static async Task<SourceText> RewriteAsync(FixSession session, DocumentId id, DocumentEdits edits)
    {
        var cancellationToken = session.CancellationToken;
        var document = session.Solution.GetDocument(id)!;
        var original = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
        var model = await session.ModelAsync(id).ConfigureAwait(false);
        var lineEnd = LineEnd(original);

        var root = new DocumentRewriter(session, id, model, edits).Rewrite(await session.RootAsync(id).ConfigureAwait(false));
        root = Imports.Add(root, edits.Usings, model.Compilation, lineEnd, cancellationToken);

        var options = Indentation.Of(original).On((await document.GetOptionsAsync(cancellationToken).ConfigureAwait(false)).WithChangedOption(FormattingOptions.NewLine, LanguageNames.CSharp, lineEnd));
        document = await Formatter.FormatAsync(document.WithSyntaxRoot(root), Formatter.Annotation, options, cancellationToken).ConfigureAwait(false);
        var text = (await document.GetTextAsync(cancellationToken).ConfigureAwait(false)).ToString();
        return SourceText.From(WithLineEnd(text, original.ToString(), lineEnd), original.Encoding, original.ChecksumAlgorithm);
    }

    public static string LineEnd(SourceText text) =>
        text.Lines.Count > 1 && text.Lines[0].EndIncludingLineBreak - text.Lines[0].End == 2 ? "\r\n" : "\n";

    // New code was made with line feeds; a file that has only the one kind of line end keeps to it.
    static string WithLineEnd(string text, string original, string lineEnd)
    {
        var unix = text.Replace("\r\n", "\n");
        if (lineEnd == "\n")
            return original.IndexOf('\r') < 0 ? unix : text;
        return original.Replace("\r\n", "").IndexOf('\n') < 0 ? unix.Replace("\n", "\r\n") : text;
    }
}
