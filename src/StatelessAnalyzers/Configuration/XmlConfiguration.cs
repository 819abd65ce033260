using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace StatelessAnalyzers.Configuration;

/// <summary>An XML configuration file with its transforms, as each deployment gets it.</summary>
internal sealed class XmlConfiguration
{
    readonly Dictionary<SourceText, string> paths;

    XmlConfiguration(ImmutableArray<ConfigurationElement> deployments, Dictionary<SourceText, string> paths)
    {
        Deployments = deployments;
        this.paths = paths;
    }

    /// <summary>The root as it is deployed: after the release transform, and once for each other transform that is not for development.</summary>
    public ImmutableArray<ConfigurationElement> Deployments { get; }

    /// <summary>The configuration of that name, or null where its file is missing or cannot be read. A transform that cannot be read is passed over.</summary>
    public static XmlConfiguration? Of(IReadOnlyList<AdditionalText> files, string stem, CancellationToken cancellationToken)
    {
        var paths = new Dictionary<SourceText, string>();
        ConfigurationElement? file = null;
        ConfigurationElement? release = null;
        var others = new List<ConfigurationElement>();
        foreach (var candidate in files)
            if (ConfigurationFiles.Part(candidate.Path, stem, ".config") is { } part && !ConfigurationFiles.IsForDevelopment(part)
                && candidate.GetText(cancellationToken) is { } text && XmlFile.Root(text) is { } root)
            {
                paths[text] = candidate.Path;
                if (part.Length == 0)
                    file ??= root;
                else if (part.Equals("Release", StringComparison.OrdinalIgnoreCase))
                    release ??= root;
                else
                    others.Add(root);
            }
        if (file is null)
            return null;
        if (release is not null)
            file = ConfigurationTransform.Apply(file, release);
        var deployed = file;
        return new(others.Count == 0 ? ImmutableArray.Create(file) : others.ConvertAll(o => ConfigurationTransform.Apply(deployed, o)).ToImmutableArray(), paths);
    }

    /// <summary>
    /// The elements that are at fault wherever they are deployed: a transform that mends one deployment may be the one that counts. What only a transform adds is deployed with it.
    /// </summary>
    public ImmutableArray<ConfigurationElement> Everywhere(Func<ConfigurationElement, IEnumerable<ConfigurationElement>> faultsOf)
    {
        var first = new Dictionary<ConfigurationElement, ConfigurationElement>();
        var times = new Dictionary<ConfigurationElement, int>();
        foreach (var deployment in Deployments)
            foreach (var fault in faultsOf(deployment))
            {
                times[fault.Origin] = times.TryGetValue(fault.Origin, out var before) ? before + 1 : 1;
                if (!first.ContainsKey(fault.Origin))
                    first.Add(fault.Origin, fault);
            }
        var everywhere = ImmutableArray.CreateBuilder<ConfigurationElement>();
        foreach (var fault in first)
            if (times[fault.Key] >= Deployments.Length || fault.Key.Text != Deployments[0].Origin.Text)
                everywhere.Add(fault.Value);
        return everywhere.ToImmutable();
    }

    /// <summary>Whether the file is a part of it.</summary>
    public bool Holds(string path) => paths.ContainsValue(path);

    /// <summary>Whether the same holds for every deployment.</summary>
    public bool Always(Func<ConfigurationElement, bool> holds)
    {
        foreach (var deployment in Deployments)
            if (!holds(deployment))
                return false;
        return true;
    }

    /// <summary>The place of the element's name in its own file.</summary>
    public Location NameOf(ConfigurationElement element) => In(element.Origin.Text, element.Origin.NameSpan);

    /// <summary>The place of an attribute's value in the file that sets it, or of the element's name where it has none of that name.</summary>
    public Location ValueOf(ConfigurationElement element, string attribute) =>
        element.Attribute(attribute) is { } found ? In(found.Text, found.ValueSpan) : NameOf(element);

    Location In(SourceText text, TextSpan span) => Location.Create(paths[text], span, text.Lines.GetLinePositionSpan(span));
}
