using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis.Text;

namespace StatelessAnalyzers.Configuration;

/// <summary>What a value of JSON is.</summary>
internal enum JsonKind
{
    Object,
    Array,
    Text,

    /// <summary>A number, a truth value or null.</summary>
    Other,
}

/// <summary>A value of a JSON file, with the place where it stands.</summary>
/// <param name="name">Its name in the object that holds it; empty for elements of arrays and for the root.</param>
/// <param name="nameStart">Where the name starts, with its quote.</param>
/// <param name="kind">What it is.</param>
/// <param name="text">The text of a string, without escapes; empty for anything else.</param>
/// <param name="span">All of it, with quotes.</param>
/// <param name="children">The members of an object, the elements of an array.</param>
/// <param name="trailingComma">Whether a comma stands behind the last child.</param>
internal sealed class JsonNode(string name, int nameStart, JsonKind kind, string text, TextSpan span, ImmutableArray<JsonNode> children, bool trailingComma)
{
    static readonly ConditionalWeakTable<SourceText, StrongBox<JsonNode?>> PerText = new();

    public string Name { get; } = name;

    public int NameStart { get; } = nameStart;

    public JsonKind Kind { get; } = kind;

    public string Text { get; } = text;

    public TextSpan Span { get; } = span;

    public ImmutableArray<JsonNode> Children { get; } = children;

    public bool HasTrailingComma { get; } = trailingComma;

    /// <summary>The object of the file, or null where it cannot be read whole as the configuration system reads it: with comments and trailing commas.</summary>
    public static JsonNode? Root(SourceText text) =>
        (PerText.TryGetValue(text, out var known) ? known : PerText.GetValue(text, static t => new(new JsonReader(t.ToString()).Read()))).Value;

    /// <summary>The member of that name, in any case, or the element of that number, or null.</summary>
    public JsonNode? this[string member]
    {
        get
        {
            if (Kind == JsonKind.Object)
                foreach (var child in Children)
                    if (child.Name.Equals(member, StringComparison.OrdinalIgnoreCase))
                        return child;
            return Kind == JsonKind.Array && int.TryParse(member, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < Children.Length ? Children[index] : null;
        }
    }

    /// <summary>The value of a key of the configuration, in which a name may hold several of its parts, or null.</summary>
    public JsonNode? Find(string key)
    {
        if (this[key] is { } whole)
            return whole;
        for (var colon = key.IndexOf(':'); colon >= 0; colon = key.IndexOf(':', colon + 1))
            if (this[key.Substring(0, colon)]?.Find(key.Substring(colon + 1)) is { } found)
                return found;
        return null;
    }

    /// <summary>The value and all below it, each with its key.</summary>
    public IEnumerable<(string Key, JsonNode Value)> Values()
    {
        var open = new Stack<(string, JsonNode)>();
        open.Push(("", this));
        while (open.Count > 0)
        {
            var (key, node) = open.Pop();
            yield return (key, node);
            for (var i = node.Children.Length - 1; i >= 0; i--)
            {
                var child = node.Children[i];
                var part = node.Kind == JsonKind.Array ? i.ToString(CultureInfo.InvariantCulture) : child.Name;
                open.Push((key.Length == 0 ? part : key + ":" + part, child));
            }
        }
    }
}
