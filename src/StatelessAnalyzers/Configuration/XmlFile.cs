using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Xml;
using Microsoft.CodeAnalysis.Text;

namespace StatelessAnalyzers.Configuration;

/// <summary>Reads XML configuration with the places of its elements. What cannot be read whole is not read at all.</summary>
internal static class XmlFile
{
    const string Transforms = "http://schemas.microsoft.com/XML-Document-Transform";
    const int Deepest = 100;
    const int Longest = 16_000_000;

    static readonly ConditionalWeakTable<SourceText, StrongBox<ConfigurationElement?>> PerText = new();

    static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreWhitespace = true, IgnoreComments = true };

    /// <summary>The root of the file, or null where it is no XML, is nested too deeply, or brings a document type.</summary>
    public static ConfigurationElement? Root(SourceText text) =>
        (PerText.TryGetValue(text, out var known) ? known : PerText.GetValue(text, static t => new(Read(t)))).Value;

    static ConfigurationElement? Read(SourceText source)
    {
        if (source.Length > Longest)
            return null;
        try
        {
            return new Parser(source).Read();
        }
        catch (XmlException)
        {
            return null;
        }
        catch (ArgumentException)
        {
            // A surrogate without its other half, and the like, in binary files.
            return null;
        }
    }

    sealed class Parser(SourceText source)
    {
        readonly string text = source.ToString();
        readonly List<int> lines = [0];

        sealed class Open(string name, TextSpan nameSpan, TextSpan startTag, ImmutableArray<ConfigurationAttribute> attributes)
        {
            public ImmutableArray<ConfigurationElement>.Builder Children { get; } = ImmutableArray.CreateBuilder<ConfigurationElement>();

            public ConfigurationElement Close(SourceText source, int end) =>
                new(name, source, nameSpan, startTag, TextSpan.FromBounds(startTag.Start, end), attributes, Children.ToImmutable());
        }

        public ConfigurationElement? Read()
        {
            // Lines as the reader counts them; those of the source text also end with characters that XML takes for text.
            for (var i = 0; i < text.Length; i++)
                if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
                    lines.Add(i + 1);

            using var reader = XmlReader.Create(new System.IO.StringReader(text), Settings);
            var position = (IXmlLineInfo)reader;
            var open = new Stack<Open>();
            ConfigurationElement? root = null;
            while (reader.Read())
            {
                ConfigurationElement closed;
                if (reader.NodeType == XmlNodeType.Element)
                {
                    if (open.Count >= Deepest || NameAt(reader, position) is not { } name || EndOfTag(name.End) is not { } end)
                        return null;
                    var isEmpty = reader.IsEmptyElement;
                    var local = reader.LocalName;
                    if (Attributes(reader, position) is not { } attributes)
                        return null;
                    var element = new Open(local, name, TextSpan.FromBounds(name.Start - 1, end), attributes);
                    if (!isEmpty)
                    {
                        open.Push(element);
                        continue;
                    }
                    closed = element.Close(source, end);
                }
                else if (reader.NodeType == XmlNodeType.EndElement)
                {
                    if (NameAt(reader, position) is not { } name || EndOfTag(name.End) is not { } end)
                        return null;
                    closed = open.Pop().Close(source, end);
                }
                else
                {
                    continue;
                }
                if (open.Count == 0)
                    root = closed;
                else
                    open.Peek().Children.Add(closed);
            }
            return root;
        }

        ImmutableArray<ConfigurationAttribute>? Attributes(XmlReader reader, IXmlLineInfo position)
        {
            if (!reader.MoveToFirstAttribute())
                return ImmutableArray<ConfigurationAttribute>.Empty;
            var attributes = ImmutableArray.CreateBuilder<ConfigurationAttribute>(reader.AttributeCount);
            do
            {
                if (reader.Name == "xmlns" || reader.Prefix == "xmlns")
                    continue;
                if (NameAt(reader, position) is not { } name || ValueBehind(name.End) is not { } value)
                    return null;
                attributes.Add(new(reader.NamespaceURI == Transforms ? "xdt:" + reader.LocalName : reader.LocalName, reader.Value, source, value));
            }
            while (reader.MoveToNextAttribute());
            reader.MoveToElement();
            return attributes.ToImmutable();
        }

        TextSpan? NameAt(XmlReader reader, IXmlLineInfo position)
        {
            var (line, column) = (position.LineNumber - 1, position.LinePosition - 1);
            if (line < 0 || line >= lines.Count)
                return null;
            var start = lines[line] + column;
            return string.CompareOrdinal(text, start, reader.Name, 0, reader.Name.Length) == 0 ? new TextSpan(start, reader.Name.Length) : null;
        }

        TextSpan? ValueBehind(int position)
        {
            var open = text.IndexOf('=', position) + 1;
            while (open > 0 && open < text.Length && char.IsWhiteSpace(text[open]))
                open++;
            if (open <= 0 || open >= text.Length || text.IndexOf(text[open], open + 1) is not (var close and >= 0))
                return null;
            return TextSpan.FromBounds(open + 1, close);
        }

        int? EndOfTag(int position)
        {
            var quote = '\0';
            for (var i = position; i < text.Length; i++)
                if (quote != '\0')
                    quote = text[i] == quote ? '\0' : quote;
                else if (text[i] is '"' or '\'')
                    quote = text[i];
                else if (text[i] == '>')
                    return i + 1;
            return null;
        }
    }
}
