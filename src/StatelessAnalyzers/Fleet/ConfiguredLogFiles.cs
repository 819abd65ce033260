using StatelessAnalyzers.Configuration;

namespace StatelessAnalyzers.Fleet;

/// <summary>The log files that XML configuration opens: targets of NLog, appenders of log4net, trace listeners, the log of ELMAH. What nothing writes to is left out.</summary>
internal static class ConfiguredLogFiles
{
    static readonly HashSet<string> Appenders = new(StringComparer.Ordinal) { "FileAppender", "RollingFileAppender" };

    static readonly HashSet<string> Listeners = new(StringComparer.Ordinal)
    {
        "TextWriterTraceListener", "XmlWriterTraceListener", "DelimitedListTraceListener", "EventSchemaTraceListener", "FileLogTraceListener", "RollingFlatFileTraceListener", "RollingXmlTraceListener",
    };

    public static IEnumerable<ConfigurationElement> In(ConfigurationElement root) =>
        Sections(root, "nlog").SelectMany(OfNLog).Concat(Sections(root, "log4net").SelectMany(OfLog4Net))
            .Concat(root.Sections("system.diagnostics").SelectMany(OfTrace))
            .Concat(root.Sections("elmah/errorLog").Where(e => TypeName(e) == "XmlFileErrorLog"));

    static IEnumerable<ConfigurationElement> Sections(ConfigurationElement root, string name) => root.Name == name ? [root] : root.Sections(name);

    static IEnumerable<ConfigurationElement> OfNLog(ConfigurationElement nlog)
    {
        var rules = nlog.Descendants().Where(e => e.Name == "logger" && !e.Has("enabled", "false")).ToList();
        var used = new HashSet<string>(rules.SelectMany(r => $"{r["writeTo"]},{r["appendTo"]}".Split(',')).Select(n => n.Trim()), StringComparer.OrdinalIgnoreCase);
        return nlog.Children.Where(c => c.Name == "targets").SelectMany(c => c.Children).SelectMany(c => Of(c, rules.Count == 0));

        // A target is written to by its own name or by that of a target around it.
        IEnumerable<ConfigurationElement> Of(ConfigurationElement target, bool isUsed)
        {
            isUsed |= target["name"] is { } name && used.Contains(name);
            if (isUsed && (target.Has("type", "File") || target.Has("type", "AtomicFile")) && !target.Has("fileName", "/dev/stdout"))
                yield return target;
            foreach (var inner in target.Children)
                foreach (var found in Of(inner, isUsed))
                    yield return found;
        }
    }

    static IEnumerable<ConfigurationElement> OfLog4Net(ConfigurationElement log4net)
    {
        var used = new HashSet<string?>(log4net.Descendants().Where(e => e.Name == "appender-ref").Select(e => e["ref"]), StringComparer.Ordinal);
        return log4net.Descendants().Where(e => e.Name == "appender" && Appenders.Contains(TypeName(e)) && (used.Count == 0 || used.Contains(e["name"])));
    }

    static IEnumerable<ConfigurationElement> OfTrace(ConfigurationElement diagnostics)
    {
        var shared = diagnostics.Children.Where(c => c.Name == "sharedListeners").SelectMany(c => c.Children).ToList();
        var others = diagnostics.Descendants().Where(e => e.Name == "add" && !shared.Contains(e)).ToList();
        return others.Concat(shared.Where(s => others.Exists(o => o["name"] == s["name"]))).Where(e => Listeners.Contains(TypeName(e)));
    }

    // Shop.Logging.FileAppender, Shop.Logging
    static string TypeName(ConfigurationElement element)
    {
        var name = (element["type"] ?? "").Split(',')[0].Trim();
        return name.Substring(name.LastIndexOf('.') + 1);
    }
}
