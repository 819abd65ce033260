using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using StatelessAnalyzers.Configuration;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Data;

/// <summary>SLS4001 and SLS4002: databases in memory and in local files that the connection strings of web.config and appsettings.json name.</summary>
internal sealed class DatabaseFileConfigured() : Rule(Rules.SLS4001_DatabaseInProcessMemory, Rules.SLS4002_DatabaseIsLocalFile)
{
    public override void Start(RuleContext context)
    {
        if (context.Host.Kind is not (HostKind.AspNetCore or HostKind.Classic) || context.Configuration.IsEmpty)
            return;
        context.OnAdditionalFile(file =>
        {
            if (context.Configuration.Web is { } web && web.Holds(file.AdditionalFile.Path))
                foreach (var (place, rule, name) in Of(web))
                    if (place.GetLineSpan().Path == file.AdditionalFile.Path)
                        file.ReportDiagnostic(Diagnostic.Create(rule, place, name));
            foreach (var settings in context.Configuration.Settings.Files)
                if (settings.Path == file.AdditionalFile.Path)
                    foreach (var (place, rule, name) in Of(settings, context.Configuration.Settings))
                        file.ReportDiagnostic(Diagnostic.Create(rule, place, name));
        });
    }

    static IEnumerable<(Location Place, DiagnosticDescriptor Rule, string Name)> Of(XmlConfiguration web)
    {
        foreach (var entry in web.Everywhere(d => d.Sections("connectionStrings/add").Where(e => RuleOf(e["connectionString"]) is not null)))
            yield return (web.ValueOf(entry, "connectionString"), RuleOf(entry["connectionString"])!, entry["name"] ?? "connectionString");
        foreach (var entry in web.Everywhere(d => d.Sections("appSettings/add").Where(e => IsConnectionString(e["key"]) && RuleOf(e["value"]) is not null)))
            yield return (web.ValueOf(entry, "value"), RuleOf(entry["value"])!, entry["key"]!);
    }

    static IEnumerable<(Location Place, DiagnosticDescriptor Rule, string Name)> Of(SettingsFile file, AppSettings all)
    {
        foreach (var (key, value) in file.Root.Values())
            if (value.Kind == JsonKind.Text && (key.StartsWith("ConnectionStrings:", StringComparison.OrdinalIgnoreCase) || IsConnectionString(value.Name))
                && RuleOf(value.Text) is { } rule && !all.IsOverridden(file, key))
                yield return (file.At(new TextSpan(value.Span.Start + 1, value.Span.Length - 2)), rule, value.Name.Length > 0 ? value.Name : key);
    }

    static bool IsConnectionString(string? key) => key?.IndexOf("ConnectionString", StringComparison.OrdinalIgnoreCase) >= 0;

    // Entity Framework 6 wraps the connection string into one of its own.
    static DiagnosticDescriptor? RuleOf(string? text) =>
        ConnectionText.PlaceOf((text ?? "").Replace("provider connection string=", ";").Replace("\"", "")) switch
        {
            DatabasePlace.File => Rules.SLS4002_DatabaseIsLocalFile,
            DatabasePlace.Memory => Rules.SLS4001_DatabaseInProcessMemory,
            _ => null,
        };
}
