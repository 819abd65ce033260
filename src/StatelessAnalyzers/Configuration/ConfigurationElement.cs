using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace StatelessAnalyzers.Configuration;

/// <summary>An attribute of an element.</summary>
/// <param name="Name">Its local name; those of a transform keep the prefix <c>xdt:</c>.</param>
/// <param name="Value">Its value, with entities resolved.</param>
/// <param name="Text">The file in which it stands: a transform may have set it.</param>
/// <param name="ValueSpan">Where its value stands there, without quotes.</param>
internal readonly record struct ConfigurationAttribute(string Name, string Value, SourceText Text, TextSpan ValueSpan);

/// <summary>An element of an XML configuration file, with the place where it stands.</summary>
/// <param name="name">Its local name.</param>
/// <param name="text">The file in which it stands.</param>
/// <param name="nameSpan">The name in its start tag.</param>
/// <param name="startTag">The start tag with its brackets.</param>
/// <param name="span">All of it.</param>
/// <param name="attributes">Its attributes in their order.</param>
/// <param name="children">The elements directly below it.</param>
internal sealed class ConfigurationElement(
    string name, SourceText text, TextSpan nameSpan, TextSpan startTag, TextSpan span, ImmutableArray<ConfigurationAttribute> attributes, ImmutableArray<ConfigurationElement> children)
{
    ConfigurationElement? origin;

    public string Name { get; } = name;

    public SourceText Text { get; } = text;

    public TextSpan NameSpan { get; } = nameSpan;

    public TextSpan StartTag { get; } = startTag;

    public TextSpan Span { get; } = span;

    public ImmutableArray<ConfigurationAttribute> Attributes { get; } = attributes;

    public ImmutableArray<ConfigurationElement> Children { get; } = children;

    /// <summary>The element as its own file has it, before transforms.</summary>
    public ConfigurationElement Origin => origin ?? this;

    /// <summary>The value of an attribute, or null.</summary>
    public string? this[string attribute] => Attribute(attribute)?.Value;

    /// <summary>Whether an attribute has that value, in any case.</summary>
    public bool Has(string attribute, string value) => string.Equals(this[attribute]?.Trim(), value, StringComparison.OrdinalIgnoreCase);

    public ConfigurationAttribute? Attribute(string name)
    {
        foreach (var attribute in Attributes)
            if (attribute.Name == name)
                return attribute;
        return null;
    }

    /// <summary>The first child of that name, or null.</summary>
    public ConfigurationElement? Child(string name)
    {
        foreach (var child in Children)
            if (child.Name == name)
                return child;
        return null;
    }

    /// <summary>All elements below it, in the order of the file.</summary>
    public IEnumerable<ConfigurationElement> Descendants()
    {
        var open = new Stack<ConfigurationElement>();
        for (var i = Children.Length - 1; i >= 0; i--)
            open.Push(Children[i]);
        while (open.Count > 0)
        {
            var element = open.Pop();
            yield return element;
            for (var i = element.Children.Length - 1; i >= 0; i--)
                open.Push(element.Children[i]);
        }
    }

    /// <summary>
    /// The sections of that path, such as <c>system.web/sessionState</c>: below the root, and below locations that stand for the whole application.
    /// </summary>
    public IEnumerable<ConfigurationElement> Sections(string path)
    {
        var names = path.Split('/');
        foreach (var found in Below(this, names, 0))
            yield return found;
        foreach (var location in Children)
            if (location.Name == "location" && location["path"] is null or "" or ".")
                foreach (var found in Below(location, names, 0))
                    yield return found;

        static IEnumerable<ConfigurationElement> Below(ConfigurationElement element, string[] names, int depth)
        {
            foreach (var child in element.Children)
                if (child.Name == names[depth])
                    if (depth == names.Length - 1)
                        yield return child;
                    else
                        foreach (var found in Below(child, names, depth + 1))
                            yield return found;
        }
    }

    /// <summary>The first section of that path, or null.</summary>
    public ConfigurationElement? Section(string path) => Sections(path).FirstOrDefault();

    /// <summary>The same element with other content, as a transform leaves it.</summary>
    public ConfigurationElement With(ImmutableArray<ConfigurationAttribute> attributes, ImmutableArray<ConfigurationElement> children) =>
        new(Name, Text, NameSpan, StartTag, Span, attributes, children) { origin = Origin };

    /// <summary>What a transform puts in the place of another element.</summary>
    public ConfigurationElement InPlaceOf(ConfigurationElement replaced) =>
        new(Name, Text, NameSpan, StartTag, Span, Attributes, Children) { origin = replaced.Origin };
}
