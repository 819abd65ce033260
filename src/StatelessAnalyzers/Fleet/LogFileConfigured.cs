using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using StatelessAnalyzers.Configuration;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Fleet;

/// <summary>SLS6005: log files that configuration opens: web.config, NLog.config, log4net.config, and the sections of Serilog and NLog in appsettings.json.</summary>
internal sealed class LogFileConfigured() : Rule(Rules.SLS6005_LogFileOnLocalDisk)
{
    public override void Start(RuleContext context)
    {
        if (context.Host.Kind is not (HostKind.AspNetCore or HostKind.Classic) || context.Configuration.IsEmpty)
            return;
        var configuration = context.Configuration;
        context.OnAdditionalFile(file =>
        {
            var path = file.AdditionalFile.Path;
            foreach (var xml in new[] { configuration.Web, configuration.NLog, configuration.Log4Net })
                if (xml?.Holds(path) == true)
                    foreach (var log in xml.Everywhere(ConfiguredLogFiles.In))
                        if (xml.ValueOf(log, "type") is var place && place.GetLineSpan().Path == path)
                            file.ReportDiagnostic(Diagnostic.Create(Rules.SLS6005_LogFileOnLocalDisk, place, log["name"] ?? log.Name));
            foreach (var settings in configuration.Settings.Files)
                if (settings.Path == path)
                    foreach (var (sink, key) in Sinks(settings.Root))
                        if (!configuration.Settings.IsOverridden(settings, key))
                            file.ReportDiagnostic(Diagnostic.Create(Rules.SLS6005_LogFileOnLocalDisk, settings.At(new TextSpan(sink.Span.Start + 1, sink.Span.Length - 2)), sink.Text));
        });
    }

    static IEnumerable<(JsonNode Sink, string Key)> Sinks(JsonNode root)
    {
        foreach (var section in new[] { "Serilog:WriteTo", "Serilog:AuditTo" })
            if (root.Find(section) is { } serilog)
                foreach (var (key, value) in serilog.Values())
                    // "WriteTo": [ "File", { "Name": "Async", "Args": { "configure": [ { "Name": "File" } ] } } ]
                    if (value is { Kind: JsonKind.Text, Text: "File" or "RollingFile", Name: "Name" or "" })
                        yield return (value, section + ":" + key);

        if (root.Find("NLog:targets") is not { } targets)
            yield break;
        var rules = root.Find("NLog:rules");
        foreach (var (key, value) in targets.Values())
            if (value is { Kind: JsonKind.Text, Text: "File" or "AtomicFile" } && value.Name.Equals("type", StringComparison.OrdinalIgnoreCase)
                && (rules is null || rules.Values().Any(r => r.Value.Name.Equals("writeTo", StringComparison.OrdinalIgnoreCase) && Array.Exists(r.Value.Text.Split(','), n => n.Trim() == key.Split(':')[0]))))
                yield return (value, "NLog:targets:" + key);
    }
}
