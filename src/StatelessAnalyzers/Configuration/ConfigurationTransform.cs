using System.Collections.Immutable;

namespace StatelessAnalyzers.Configuration;

/// <summary>
/// What a transform such as <c>Web.Release.config</c> makes of a file. An element that a transform changes in a way that cannot be followed is dropped: nothing is known of it.
/// </summary>
internal static class ConfigurationTransform
{
    const string Verb = "xdt:Transform";
    const string Locator = "xdt:Locator";

    public static ConfigurationElement Apply(ConfigurationElement file, ConfigurationElement transform) =>
        file.Name == transform.Name ? Merge(file, transform) : file;

    // Both trees have a bounded depth.
    static ConfigurationElement Merge(ConfigurationElement target, ConfigurationElement transform)
    {
        var children = target.Children;
        foreach (var change in transform.Children)
            children = Change(children, change);
        return target.With(target.Attributes, children);
    }

    static ImmutableArray<ConfigurationElement> Change(ImmutableArray<ConfigurationElement> children, ConfigurationElement change)
    {
        var (verb, names) = Split(change[Verb]);
        var matches = new List<ConfigurationElement>();
        var isKnown = Matches(children, change, matches);
        switch (verb)
        {
            case "Insert" or "InsertBefore" or "InsertAfter":
                return children.Add(change);
            case "InsertIfMissing":
                return matches.Count == 0 ? children.Add(change) : children;
            case "Replace" when isKnown:
                return matches is [var replaced, ..] ? children.Replace(replaced, change.InPlaceOf(replaced)) : children;
            case "Remove" when isKnown:
                return matches is [var removed, ..] ? children.Remove(removed) : children;
            case "" or "SetAttributes" or "RemoveAttributes" when isKnown:
                foreach (var match in matches)
                    children = children.Replace(match, Merge(match.With(Attributes(match, change, verb, names), match.Children), change));
                return children;
            default:
                return children.RemoveAll(matches.Contains);
        }
    }

    static ImmutableArray<ConfigurationAttribute> Attributes(ConfigurationElement target, ConfigurationElement change, string verb, string[] names)
    {
        if (verb.Length == 0)
            return target.Attributes;
        var attributes = target.Attributes;
        if (verb == "RemoveAttributes")
            return attributes.RemoveAll(a => Names(a.Name));
        foreach (var set in change.Attributes)
            if (!set.Name.StartsWith("xdt:", StringComparison.Ordinal) && Names(set.Name))
                attributes = attributes.RemoveAll(a => a.Name == set.Name).Add(set);
        return attributes;

        bool Names(string attribute) => names.Length == 0 || Array.IndexOf(names, attribute) >= 0;
    }

    /// <summary>Adds the children that the change is about; false where its locator is a path that is not evaluated here.</summary>
    static bool Matches(ImmutableArray<ConfigurationElement> children, ConfigurationElement change, List<ConfigurationElement> matches)
    {
        var (locator, keys) = Split(change[Locator]);
        foreach (var child in children)
            if (child.Name == change.Name && (locator != "Match" || Array.TrueForAll(keys, k => child[k] == change[k])))
                matches.Add(child);
        return locator is "" or "Match";
    }

    // SetAttributes(mode,timeout)
    static (string Name, string[] Arguments) Split(string? call)
    {
        if (call is null)
            return ("", []);
        var open = call.IndexOf('(');
        return open < 0
            ? (call.Trim(), [])
            : (call.Substring(0, open).Trim(), Array.ConvertAll(call.Substring(open + 1).TrimEnd(' ', ')').Split(','), n => n.Trim()));
    }
}
