using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace StatelessAnalyzers.Configuration;

/// <summary>Reads JSON with comments and trailing commas. The analyzer's host brings no JSON parser that every compiler has.</summary>
internal sealed class JsonReader(string text)
{
    // As deep as the configuration system reads.
    const int Deepest = 64;
    const int Longest = 16_000_000;

    int position;

    /// <summary>The object that the text is, or null.</summary>
    public JsonNode? Read()
    {
        if (text.Length > Longest)
            return null;
        if (text.Length > 0 && text[0] == '\uFEFF')
            position = 1;
        Skip();
        var root = ReadValue("", position, 0);
        Skip();
        return position == text.Length && root is { Kind: JsonKind.Object } ? root : null;
    }

    JsonNode? ReadValue(string name, int nameStart, int depth)
    {
        if (position >= text.Length || depth > Deepest)
            return null;
        var start = position;
        switch (text[position])
        {
            case '{' or '[':
                return ReadChildren(name, nameStart, depth);
            case '"':
                return ReadString() is { } value ? new(name, nameStart, JsonKind.Text, value, TextSpan.FromBounds(start, position), ImmutableArray<JsonNode>.Empty, false) : null;
            default:
                while (position < text.Length && (char.IsLetterOrDigit(text[position]) || text[position] is '-' or '+' or '.'))
                    position++;
                return position == start ? null : new(name, nameStart, JsonKind.Other, "", TextSpan.FromBounds(start, position), ImmutableArray<JsonNode>.Empty, false);
        }
    }

    JsonNode? ReadChildren(string name, int nameStart, int depth)
    {
        var start = position;
        var isObject = text[position++] == '{';
        var children = ImmutableArray.CreateBuilder<JsonNode>();
        var comma = false;
        for (Skip(); ; Skip())
        {
            if (Take(isObject ? '}' : ']'))
                return new(name, nameStart, isObject ? JsonKind.Object : JsonKind.Array, "", TextSpan.FromBounds(start, position), children.ToImmutable(), comma);
            if (children.Count > 0 && !comma)
                return null;

            var (childStart, childName) = (position, "");
            if (isObject)
            {
                if (ReadString() is not { } read)
                    return null;
                childName = read;
                Skip();
                if (!Take(':'))
                    return null;
                Skip();
            }
            if (ReadValue(childName, childStart, depth + 1) is not { } child)
                return null;
            children.Add(child);
            Skip();
            comma = Take(',');
        }
    }

    string? ReadString()
    {
        if (!Take('"'))
            return null;
        StringBuilder? unescaped = null;
        var start = position;
        for (; position < text.Length && text[position] is not ('\r' or '\n'); position++)
            if (text[position] == '\\')
            {
                (unescaped ??= new()).Append(text, start, position - start);
                if (++position >= text.Length)
                    return null;
                unescaped.Append(Unescaped());
                start = position + 1;
            }
            else if (text[position] == '"')
            {
                var rest = text.Substring(start, position++ - start);
                return unescaped is null ? rest : unescaped.Append(rest).ToString();
            }
        return null;
    }

    char Unescaped()
    {
        switch (text[position])
        {
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u' when position + 4 < text.Length && int.TryParse(text.Substring(position + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code):
                position += 4;
                return (char)code;
            default:
                return text[position];
        }
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
