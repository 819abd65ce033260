using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis.Text;

namespace StatelessAnalyzers.Rewriting;

/// <summary>Adds items to project files by a minimal text edit.</summary>
internal static class ProjectItems
{
    public static XDocument? Parse(string text)
    {
        try
        {
            using var reader = XmlReader.Create(new System.IO.StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            return XDocument.Load(reader, LoadOptions.SetLineInfo | LoadOptions.PreserveWhitespace);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    /// <summary>
    /// Adds an item among its like, in the alphabet where they are sorted. The text is returned as it is where the item is there; null where
    /// it cannot be added, or is there under a condition only.
    /// </summary>
    public static SourceText? Add(SourceText source, string item, string package, string? version)
    {
        var text = source.ToString();
        if (Parse(text) is not { Root: { } root })
            return null;
        var items = root.Descendants().Where(e => e.Name.LocalName == item).ToList();
        var named = items.Where(e => Names(e).Contains(package, StringComparer.OrdinalIgnoreCase)).ToList();
        if (named.Count > 0)
            return named.Any(e => IsPlain(e, root)) ? source : null;

        var lineEnd = DocumentChanges.LineEnd(source);
        var element = $"<{item} Include=\"{package}\"{(version is null ? "" : $" Version=\"{version}\"")} />";
        var group = items.Where(e => e.Attribute("Include") is not null && IsPlain(e, root)).GroupBy(e => e.Parent!).OrderByDescending(g => g.Count()).FirstOrDefault();
        var edited = group is null ? AddGroup(source, root, element, lineEnd) : AddTo(source, group, element, package, lineEnd);
        return edited is not null && Parse(edited.ToString())?.Root is { } after && after.Descendants().Count(e => e.Name.LocalName == item && IsPlain(e, after) && e.Attribute("Include")?.Value == package) == 1 ? edited : null;
    }

    static IEnumerable<string> Names(XElement item) => item.Attribute("Include")?.Value.Split(';').Select(n => n.Trim()) ?? [];

    // In a group that always applies.
    static bool IsPlain(XElement item, XElement root) =>
        item.Attribute("Condition") is null && item.Parent is { Name.LocalName: "ItemGroup" } group && group.Attribute("Condition") is null && group.Parent == root;

    static SourceText AddTo(SourceText source, IGrouping<XElement, XElement> group, string element, string package, string lineEnd)
    {
        var names = group.Select(e => e.Attribute("Include")!.Value).ToList();
        var sorted = names.SequenceEqual(names.OrderBy(n => n, StringComparer.OrdinalIgnoreCase));
        // Behind an item and not before one, so that a comment stays above what it speaks of.
        var previous = sorted ? group.LastOrDefault(e => StringComparer.OrdinalIgnoreCase.Compare(e.Attribute("Include")!.Value, package) < 0) : group.Last();
        var indentation = Indentation(source, Start(source, group.First()));
        var end = previous is null ? EndOfTag(source.ToString(), Start(source, group.Key)) : End(source.ToString(), Start(source, previous));
        return source.Replace(new TextSpan(AfterComment(source, end), 0), lineEnd + indentation + element);
    }

    static SourceText? AddGroup(SourceText source, XElement root, string element, string lineEnd)
    {
        var end = source.ToString().LastIndexOf("</Project", StringComparison.Ordinal);
        if (end < 0)
            return null;
        var step = root.Elements().FirstOrDefault() is { } first && Indentation(source, Start(source, first)) is { Length: > 0 } inner ? inner : "  ";
        var line = source.Lines.GetLineFromPosition(end);
        var before = string.IsNullOrWhiteSpace(source.ToString(TextSpan.FromBounds(line.Start, end))) ? "" : lineEnd;
        return source.Replace(new TextSpan(end, 0), $"{before}{step}<ItemGroup>{lineEnd}{step}{step}{element}{lineEnd}{step}</ItemGroup>{lineEnd}");
    }

    // The reader counts from one and points behind the bracket.
    static int Start(SourceText text, XElement element) =>
        text.Lines[((IXmlLineInfo)element).LineNumber - 1].Start + ((IXmlLineInfo)element).LinePosition - 2;

    static string Indentation(SourceText text, int position)
    {
        var indentation = text.ToString(TextSpan.FromBounds(text.Lines.GetLineFromPosition(position).Start, position));
        return string.IsNullOrWhiteSpace(indentation) ? indentation : "    ";
    }

    // A comment on the same line belongs to what stands before it.
    static int AfterComment(SourceText text, int position)
    {
        var end = text.Lines.GetLineFromPosition(position).End;
        var rest = text.ToString(TextSpan.FromBounds(position, end)).Trim();
        return rest.Length == 0 || rest.StartsWith("<!--", StringComparison.Ordinal) && rest.EndsWith("-->", StringComparison.Ordinal) ? end : position;
    }

    static int EndOfTag(string text, int start)
    {
        var quote = '\0';
        for (var i = start; i < text.Length; i++)
            if (quote != '\0')
                quote = text[i] == quote ? '\0' : quote;
            else if (text[i] is '"' or '\'')
                quote = text[i];
            else if (text[i] == '>')
                return i + 1;
        return text.Length;
    }

    // An item with children ends at the closing tag of its own name, which it cannot hold itself.
    static int End(string text, int start)
    {
        var end = EndOfTag(text, start);
        if (text[end - 2] == '/')
            return end;
        var nameEnd = start + 1;
        while (char.IsLetterOrDigit(text[nameEnd]))
            nameEnd++;
        var closing = text.IndexOf("</" + text.Substring(start + 1, nameEnd - start - 1), end, StringComparison.Ordinal);
        return closing < 0 ? end : EndOfTag(text, closing);
    }
}
