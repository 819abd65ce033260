using Microsoft.CodeAnalysis.Text;
using StatelessAnalyzers.Configuration;

namespace StatelessAnalyzers.Rewriting;

/// <summary>Collects minimal edits of an XML configuration file. Its comments, its layout, line ends and encoding stay.</summary>
internal sealed class WebConfigEditor(SourceText source)
{
    readonly List<TextChange> changes = [];
    readonly string lineEnd = DocumentChanges.LineEnd(source);
    readonly string step = Step(source);

    /// <summary>The text with all edits made.</summary>
    public SourceText Edited => source.WithChanges(changes.OrderBy(c => c.Span.Start));

    /// <summary>Gives an attribute that is there another value.</summary>
    public void Set(ConfigurationElement element, string attribute, string value)
    {
        if (element.Attribute(attribute) is { } present)
            changes.Add(new(present.ValueSpan, value));
    }

    /// <summary>Adds attributes in front of all others.</summary>
    public void Insert(ConfigurationElement element, string attributes) => changes.Add(new(new TextSpan(element.NameSpan.End, 0), " " + attributes));

    /// <summary>Adds attributes behind one that is there.</summary>
    public void InsertBehind(ConfigurationElement element, string attribute, string attributes)
    {
        if (element.Attribute(attribute) is { } present)
            changes.Add(new(new TextSpan(present.ValueSpan.End + 1, 0), " " + attributes));
    }

    /// <summary>Removes an attribute with the space before it.</summary>
    public void Remove(ConfigurationElement element, string attribute)
    {
        if (element.Attribute(attribute) is not { } present)
            return;
        var start = source.ToString().LastIndexOf(attribute, present.ValueSpan.Start, StringComparison.Ordinal);
        while (char.IsWhiteSpace(source[start - 1]))
            start--;
        changes.Add(new(TextSpan.FromBounds(start, present.ValueSpan.End + 1), ""));
    }

    /// <summary>Adds lines as the last children of an element. They are indented from its level on.</summary>
    public void Append(ConfigurationElement parent, params string[] lines)
    {
        var outer = IndentationAt(parent.Span.Start);
        var inner = parent.Children is [.., var sibling] && IndentationAt(sibling.Span.Start) is { Length: > 0 } own && StartsLine(sibling.Span.Start) ? own : outer + step;
        var block = string.Concat(lines.Select(l => lineEnd + inner + l.Replace("\t", step)));
        if (parent.StartTag == parent.Span)
        {
            // <system.web /> opens up.
            var slash = parent.Span.End - 2;
            while (char.IsWhiteSpace(source[slash - 1]))
                slash--;
            changes.Add(new(TextSpan.FromBounds(slash, parent.Span.End), $">{block}{lineEnd}{outer}</{source.ToString(parent.NameSpan)}>"));
            return;
        }
        // Behind what is there, so that the end tag keeps its line.
        var end = source.ToString().LastIndexOf("</", parent.Span.End - 1, StringComparison.Ordinal);
        var content = end;
        while (char.IsWhiteSpace(source[content - 1]))
            content--;
        changes.Add(new(new TextSpan(content, 0), block + (StartsLine(end) ? "" : lineEnd + outer)));
    }

    /// <summary>Adds lines before an element, on its level.</summary>
    public void Before(ConfigurationElement sibling, params string[] lines)
    {
        var indentation = IndentationAt(sibling.Span.Start);
        changes.Add(new(new TextSpan(sibling.Span.Start, 0), string.Concat(lines.Select(l => l.Replace("\t", step) + lineEnd + indentation))));
    }

    bool StartsLine(int position) => string.IsNullOrWhiteSpace(source.ToString(TextSpan.FromBounds(source.Lines.GetLineFromPosition(position).Start, position)));

    string IndentationAt(int position)
    {
        var line = source.Lines.GetLineFromPosition(position);
        var end = line.Start;
        while (end < position && source[end] is ' ' or '\t')
            end++;
        return source.ToString(TextSpan.FromBounds(line.Start, end));
    }

    // The first indented line shows what a level is indented by.
    static string Step(SourceText source)
    {
        foreach (var line in source.Lines)
        {
            var end = line.Start;
            while (end < line.End && source[end] is ' ' or '\t')
                end++;
            if (end > line.Start && end < line.End)
                return source.ToString(TextSpan.FromBounds(line.Start, end));
        }
        return "  ";
    }
}
