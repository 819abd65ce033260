using Microsoft.CodeAnalysis.Text;

namespace StatelessAnalyzers.Rewriting;

/// <summary>
/// Inserts a string into a settings file by a minimal text edit. Reads JSON as the configuration system does: with comments and
/// trailing commas. The analyzer's host brings no JSON parser that every compiler has.
/// </summary>
internal sealed class JsonSettings
{
    const int Deepest = 64;

    readonly string text;
    int position;

    JsonSettings(string text) => this.text = text;

    sealed record Property(string Name, int NameStart, int ValueStart, int ValueEnd, JsonObject? Value);

    sealed record JsonObject(int Open, int Close, List<Property> Properties, bool TrailingComma);

    /// <summary>The text with the key set where it has no value; null where the file is no JSON object or a part of the key is no section.</summary>
    /// <param name="source">The file.</param>
    /// <param name="key">Sections and name, separated by colons; case does not matter.</param>
    /// <param name="value">The value, a string without control characters.</param>
    public static SourceText? Set(SourceText source, string key, string value)
    {
        var reader = new JsonSettings(source.ToString());
        if (reader.ReadRoot() is not { } root)
            return null;
        var parts = key.Split(':');
        if (Find(root, parts, 0) is not { } place)
            return null;
        if (place.Section is null)
            return source;
        var edited = reader.Insert(source, place.Section, parts, place.From, value);
        // An edit that cannot be read back is none.
        return new JsonSettings(edited.ToString()).ReadRoot() is { } after && Find(after, parts, 0) is { Section: null } ? edited : null;
    }

    // The deepest section of the key that is there, without a section where the key itself is; null where something else stands in its place.
    // A name may hold several parts, as "ConnectionStrings:Redis" does.
    static (JsonObject? Section, int From)? Find(JsonObject section, string[] parts, int from)
    {
        for (var to = parts.Length; to > from; to--)
        {
            var name = string.Join(":", parts, from, to - from);
            foreach (var property in section.Properties)
                if (property.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                    return to == parts.Length ? (null, to) : property.Value is { } inner ? Find(inner, parts, to) : null;
        }
        return (section, from);
    }

    SourceText Insert(SourceText source, JsonObject section, string[] parts, int from, string value)
    {
        var lineEnd = DocumentChanges.LineEnd(source);
        var step = Step(source);
        var isInline = section.Properties is [.., var final] && source.Lines.IndexOf(section.Open) == source.Lines.IndexOf(final.NameStart);
        var indentation = section.Properties is [var first, ..] && !isInline
            ? Indentation(source, first.NameStart)
            : Indentation(source, section.Open) + step;

        var inner = Quote(value);
        for (var i = parts.Length - 1; i > from; i--)
        {
            var outer = indentation + string.Concat(Enumerable.Repeat(step, i - from - 1));
            inner = $"{{{lineEnd}{outer}{step}{Quote(parts[i])}: {inner}{lineEnd}{outer}}}";
        }
        var property = $"{Quote(parts[from])}: {inner}";

        if (section.Properties is [.., var last])
            return isInline
                ? source.Replace(new TextSpan(last.ValueEnd, 0), $", {property}")
                : Behind(source, section, last, $"{lineEnd}{indentation}{property}");

        var content = text.Substring(section.Open + 1, section.Close - section.Open - 1);
        if (string.IsNullOrWhiteSpace(content))
            return source.Replace(TextSpan.FromBounds(section.Open + 1, section.Close), $"{lineEnd}{indentation}{property}{lineEnd}{Indentation(source, section.Open)}");
        // Only comments: a line comment ends with its line.
        return source.Replace(new TextSpan(section.Open + 1, 0), $"{lineEnd}{indentation}{property}" + (content.IndexOf('\n') < 0 ? lineEnd + Indentation(source, section.Open) : ""));
    }

    SourceText Behind(SourceText source, JsonObject section, Property last, string property)
    {
        // Behind the comma and the comments on the last value's line.
        position = last.ValueEnd;
        SkipOnLine();
        if (section.TrailingComma && Take(','))
            SkipOnLine();
        else if (section.TrailingComma)
            position = last.ValueEnd;
        var end = position;
        if (section.TrailingComma && end == last.ValueEnd)
            return source.Replace(new TextSpan(end, 0), "," + property);
        return section.TrailingComma
            ? source.Replace(new TextSpan(end, 0), property + ",")
            : source.WithChanges(end == last.ValueEnd
                ? [new TextChange(new TextSpan(end, 0), "," + property)]
                : [new TextChange(new TextSpan(last.ValueEnd, 0), ","), new TextChange(new TextSpan(end, 0), property)]);
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

    JsonObject? ReadRoot()
    {
        if (text.Length > 0 && text[0] == '\uFEFF')
            position = 1;
        Skip();
        var root = ReadObject(0);
        Skip();
        return position == text.Length ? root : null;
    }

    JsonObject? ReadObject(int depth)
    {
        if (depth > Deepest || !Take('{'))
            return null;
        var open = position - 1;
        var properties = new List<Property>();
        var trailing = false;
        for (Skip(); ; Skip())
        {
            if (Take('}'))
                return new JsonObject(open, position - 1, properties, trailing);
            if (properties.Count > 0 && !trailing)
                return null;

            var nameStart = position;
            if (ReadString() is not { } name)
                return null;
            Skip();
            if (!Take(':'))
                return null;
            Skip();
            var valueStart = position;
            JsonObject? value = null;
            if (position < text.Length && text[position] == '{')
            {
                value = ReadObject(depth + 1);
                if (value is null)
                    return null;
            }
            else if (!SkipValue(depth))
            {
                return null;
            }
            properties.Add(new Property(name, nameStart, valueStart, position, value));
            Skip();
            trailing = Take(',');
        }
    }

    bool SkipValue(int depth)
    {
        if (position >= text.Length || depth > Deepest)
            return false;
        if (text[position] == '"')
            return ReadString() is not null;
        if (text[position] == '{')
            return ReadObject(depth + 1) is not null;
        if (Take('['))
        {
            for (Skip(); !Take(']'); Skip())
            {
                if (!SkipValue(depth + 1))
                    return false;
                Skip();
                if (!Take(','))
                {
                    return Take(']');
                }
            }
            return true;
        }
        var start = position;
        while (position < text.Length && (char.IsLetterOrDigit(text[position]) || text[position] is '-' or '+' or '.'))
            position++;
        return position > start;
    }

    string? ReadString()
    {
        if (!Take('"'))
            return null;
        var start = position;
        for (; position < text.Length && text[position] is not ('\r' or '\n'); position++)
            if (text[position] == '\\')
                position++;
            else if (text[position] == '"')
                return text.Substring(start, position++ - start);
        return null;
    }

    bool Take(char c)
    {
        if (position >= text.Length || text[position] != c)
            return false;
        position++;
        return true;
    }

    // White space and comments.
    void Skip()
    {
        while (position < text.Length)
            if (char.IsWhiteSpace(text[position]))
                position++;
            else if (string.CompareOrdinal(text, position, "//", 0, 2) == 0)
                position = text.IndexOf('\n', position) is var end and >= 0 ? end : text.Length;
            else if (string.CompareOrdinal(text, position, "/*", 0, 2) == 0)
                position = text.IndexOf("*/", position + 2, StringComparison.Ordinal) is var end and >= 0 ? end + 2 : text.Length;
            else
                return;
    }
}
