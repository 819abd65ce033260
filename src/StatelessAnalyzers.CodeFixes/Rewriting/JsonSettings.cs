using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;
using StatelessAnalyzers.Configuration;

namespace StatelessAnalyzers.Rewriting;

/// <summary>Inserts a string into a settings file by a minimal text edit.</summary>
internal sealed class JsonSettings
{
    // What several fixes add to one section, in the order of names and behind what one of them names as it likes, so that the order of the fixes does not show.
    static readonly ImmutableHashSet<string> Sorted = ImmutableHashSet.Create(StringComparer.Ordinal, "Hangfire", "HangfireDatabase", "Quartz", "QuartzDatabase", "Queues", "Redis", "Storage");

    readonly string text;
    int position;

    JsonSettings(string text) => this.text = text;

    /// <summary>The text with the key set where it has no value; null where the file is no JSON object or a part of the key is no section.</summary>
    /// <param name="source">The file.</param>
    /// <param name="key">Sections and name, separated by colons; case does not matter.</param>
    /// <param name="value">The value, a string without control characters.</param>
    public static SourceText? Set(SourceText source, string key, string value)
    {
        if (JsonNode.Root(source) is not { } root)
            return null;
        var parts = key.Split(':');
        if (Find(root, parts, 0) is not { } place)
            return null;
        if (place.Section is null)
            return source;
        var edited = new JsonSettings(source.ToString()).Insert(source, place.Section, parts, place.From, value);
        // An edit that cannot be read back is none.
        return JsonNode.Root(edited) is { } after && Find(after, parts, 0) is { Section: null } ? edited : null;
    }

    // The deepest section of the key that is there, without a section where the key itself is; null where something else stands in its place.
    // A name may hold several parts, as "ConnectionStrings:Redis" does.
    static (JsonNode? Section, int From)? Find(JsonNode section, string[] parts, int from)
    {
        for (var to = parts.Length; to > from; to--)
            if (section[string.Join(":", parts, from, to - from)] is { } member)
                return to == parts.Length ? (null, to) : member.Kind == JsonKind.Object ? Find(member, parts, to) : null;
        return (section, from);
    }

    SourceText Insert(SourceText source, JsonNode section, string[] parts, int from, string value)
    {
        var lineEnd = DocumentChanges.LineEnd(source);
        var step = Step(source);
        var isInline = section.Children is [.., var final] && source.Lines.IndexOf(section.Span.Start) == source.Lines.IndexOf(final.NameStart);
        var indentation = section.Children is [var first, ..] && !isInline
            ? Indentation(source, first.NameStart)
            : Indentation(source, section.Span.Start) + step;

        var inner = Quote(value);
        for (var i = parts.Length - 1; i > from; i--)
        {
            var outer = indentation + string.Concat(Enumerable.Repeat(step, i - from - 1));
            inner = $"{{{lineEnd}{outer}{step}{Quote(parts[i])}: {inner}{lineEnd}{outer}}}";
        }
        var property = $"{Quote(parts[from])}: {inner}";

        var later = section.Children.Reverse().TakeWhile(c => Sorted.Contains(c.Name) && (!Sorted.Contains(parts[from]) || string.CompareOrdinal(c.Name, parts[from]) > 0)).LastOrDefault();
        if (later is not null && !isInline)
            return source.Replace(new TextSpan(later.NameStart, 0), $"{property},{lineEnd}{indentation}");
        if (section.Children is [.., var last])
            return isInline
                ? source.Replace(new TextSpan(last.Span.End, 0), $", {property}")
                : Behind(source, section, last, $"{lineEnd}{indentation}{property}");

        var content = text.Substring(section.Span.Start + 1, section.Span.Length - 2);
        if (string.IsNullOrWhiteSpace(content))
            return source.Replace(TextSpan.FromBounds(section.Span.Start + 1, section.Span.End - 1), $"{lineEnd}{indentation}{property}{lineEnd}{Indentation(source, section.Span.Start)}");
        // Only comments: a line comment ends with its line.
        return source.Replace(new TextSpan(section.Span.Start + 1, 0), $"{lineEnd}{indentation}{property}" + (content.IndexOf('\n') < 0 ? lineEnd + Indentation(source, section.Span.Start) : ""));
    }

    SourceText Behind(SourceText source, JsonNode section, JsonNode last, string property)
    {
        // Behind the comma and the comments on the last value's line.
        position = last.Span.End;
        SkipOnLine();
        if (section.HasTrailingComma && Take(','))
            SkipOnLine();
        else if (section.HasTrailingComma)
            position = last.Span.End;
        var end = position;
        if (section.HasTrailingComma && end == last.Span.End)
            return source.Replace(new TextSpan(end, 0), "," + property);
        return section.HasTrailingComma
            ? source.Replace(new TextSpan(end, 0), property + ",")
            : source.WithChanges(end == last.Span.End
                ? [new TextChange(new TextSpan(end, 0), "," + property)]
                : [new TextChange(new TextSpan(last.Span.End, 0), ","), new TextChange(new TextSpan(end, 0), property)]);
    }

    // To the end of the line, or to the last comment that ends on it.
    void SkipOnLine()
    {
        for (var i = position; i < text.Length;)
            if (text[i] is ' ' or '\t')
                i++;
            else if (string.CompareOrdinal(text, i, "//", 0, 2) == 0)
            {
                while (i < text.Length && text[i] is not ('\r' or '\n'))
                    i++;
                position = i;
            }
            else if (string.CompareOrdinal(text, i, "/*", 0, 2) == 0 && text.IndexOf("*/", i + 2, StringComparison.Ordinal) is var close and >= 0)
                position = i = close + 2;
            else
                return;
    }

    static string Quote(string value) => "\"" + value.Replace("\\", "\\\\").Replace("\"", "\\\"") + "\"";

    static string Indentation(SourceText source, int position)
    {
        var line = source.Lines.GetLineFromPosition(position);
        var end = line.Start;
        while (end < line.End && source[end] is ' ' or '\t')
            end++;
        return source.ToString(TextSpan.FromBounds(line.Start, end));
    }

    // The first indented line shows what a level is indented by.
    static string Step(SourceText source)
    {
        foreach (var line in source.Lines)
            if (line.End > line.Start && source[line.Start] is ' ' or '\t' && Indentation(source, line.Start) is { Length: > 0 } step)
                return step;
        return "  ";
    }

    bool Take(char c)
    {
        if (position >= text.Length || text[position] != c)
            return false;
        position++;
        return true;
    }
}
