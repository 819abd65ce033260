using System.Text;
using Microsoft.CodeAnalysis;

namespace StatelessAnalyzers.Files;

/// <summary>The parts of a path as they are written, before it is known where it starts.</summary>
internal sealed class Spelling
{
    // A part is text, or a member, or something that only running tells.
    readonly record struct Part(string? Text, string? Member, string Source);

    readonly List<Part> parts = [];
    string? root;

    /// <summary>Whether it starts at a root, a member or with text.</summary>
    public bool IsKnown => root is not null || parts is [{ Text: not null } or { Member: not null }, ..];

    public static Spelling Text(string text) => new() { parts = { new(text, null, text) } };

    public static Spelling Member(string name) => new() { parts = { new(null, name, name) } };

    public static Spelling Unknown(SyntaxNode node) => new() { parts = { new(null, null, node.ToString()) } };

    public static Spelling RootedAt(string root) => new() { root = root };

    public Spelling Append(Spelling more, bool separated = false)
    {
        if (root is null && parts.Count == 0)
            root = more.root;
        else
        {
            if (separated)
                parts.Add(new("/", null, "/"));
            // What starts somewhere itself says no folder below here.
            if (more.root is not null)
                parts.Add(new(null, null, more.root));
        }
        parts.AddRange(more.parts);
        return this;
    }

    /// <summary>The folder of what it names.</summary>
    public Spelling WithoutName()
    {
        if (Place() is not { } place)
            return this;
        var folder = place.IsWhole && place.Folders.LastIndexOf('/') is var slash and > 0 ? place.Folders.Substring(0, slash) : place.Folders;
        return RootedAt(place.Root).Append(Text(folder));
    }

    /// <summary>The place, or null where the start is not known.</summary>
    public DiskPlace? Place()
    {
        var (start, at) = (root, 0);
        if (start is null && parts is [var first, ..])
        {
            start = first.Member ?? (first.Text is { Length: > 0 } text ? IsAbsolute(text) ? "/" : DiskPlace.Content : null);
            at = first.Member is null ? 0 : 1;
        }
        if (start is null)
            return null;

        var (known, rest, extension) = (new StringBuilder(), default(StringBuilder), default(string));
        for (; at < parts.Count; at++)
        {
            var part = parts[at];
            var text = part.Text ?? (part.Member is { } member && IsFolder(member) ? "{" + member + "}" : null);
            if (text is null)
                rest ??= new();
            (rest ?? known).Append(text ?? part.Source);
            extension = text is not null && text.LastIndexOf('.') is var dot && dot > text.LastIndexOf('/') ? text.Substring(dot).ToLowerInvariant() : null;
        }

        var folders = ("/" + known).Replace('\\', '/').Replace("/~/", "/").Replace("//", "/").Replace("/./", "/").ToLowerInvariant();
        if (rest is not null)
        {
            // The beginning of a name that goes on with what is not known.
            var cut = folders.LastIndexOf('/') + 1;
            rest.Insert(0, folders.Substring(cut));
            folders = folders.Substring(0, cut);
        }
        folders = folders.Trim('/');
        return new(start, folders.Length == 0 ? "" : "/" + folders, rest?.ToString(), rest is null ? null : extension);
    }

    static bool IsAbsolute(string text) => text[0] is '/' or '\\' || (text.Length > 1 && text[1] == ':');

    // Members of a type, and those that say so, name folders; others name what each object is called.
    static bool IsFolder(string member) =>
        member[0] != '.' || member.EndsWith("Folder", StringComparison.Ordinal) || member.EndsWith("Directory", StringComparison.Ordinal) || member.EndsWith("Root", StringComparison.Ordinal);
}
