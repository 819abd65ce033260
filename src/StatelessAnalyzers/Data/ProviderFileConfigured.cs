using Microsoft.CodeAnalysis;
using StatelessAnalyzers.Configuration;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Data;

/// <summary>SLS4004: the provider of users, roles or profiles that web.config names keeps them in a file.</summary>
internal sealed class ProviderFileConfigured() : Rule(Rules.SLS4004_LocalFileUsedAsDatabase)
{
    static readonly string[] Sections = ["membership", "roleManager", "profile"];

    static readonly string[] FileEnds = [".xml", ".json", ".dat", ".txt", ".csv", ".config"];

    // What providers over files are called.
    static readonly string[] FileWords = ["Xml", "Json", "Csv", "TextFile", "FlatFile"];

    public override void Start(RuleContext context)
    {
        if (context.Host.Kind != HostKind.Classic || context.Configuration.IsEmpty || context.Configuration.Web is not { } web)
            return;
        context.OnAdditionalFile(file =>
        {
            foreach (var section in Sections)
                foreach (var provider in web.Everywhere(d => InFiles(d, section)))
                    if (web.ValueOf(provider, "type") is var place && place.GetLineSpan().Path == file.AdditionalFile.Path)
                        file.ReportDiagnostic(Diagnostic.Create(Rules.SLS4004_LocalFileUsedAsDatabase, place, SimpleName(provider), FileOf(provider) is { } path ? $"'{path}'" : "a local file", section));
        });
    }

    static IEnumerable<ConfigurationElement> InFiles(ConfigurationElement deployment, string section)
    {
        if (deployment.Section("system.web/" + section) is not { } settings || settings.Has("enabled", "false") || section == "roleManager" && !settings.Has("enabled", "true"))
            yield break;
        foreach (var provider in settings.Sections("providers/add"))
            if ((settings["defaultProvider"] is not { } used || provider["name"] == used) && (FileOf(provider) is not null || Array.Exists(FileWords, word => SimpleName(provider).StartsWith(word, StringComparison.Ordinal))))
                yield return provider;
    }

    static string? FileOf(ConfigurationElement provider)
    {
        foreach (var attribute in provider.Attributes)
            if (attribute.Name is not ("name" or "type") && Array.Exists(FileEnds, end => attribute.Value.EndsWith(end, StringComparison.OrdinalIgnoreCase)))
                return attribute.Value;
        return null;
    }

    // Shop.Security.XmlMembershipProvider, Shop
    static string SimpleName(ConfigurationElement provider)
    {
        var name = (provider["type"] ?? "").Split(',')[0].Trim();
        return name.Substring(name.LastIndexOf('.') + 1);
    }
}
