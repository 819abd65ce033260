using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Platform;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Fleet;

/// <summary>SLS6005: lets a logger write to the console instead of files; a file beside a console goes.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
internal sealed class LogToConsole() : StatelessFix(Rules.SLS6005_LogFileOnLocalDisk, "Write the log to the console")
{
    const string ConsoleSink = "Serilog.Sinks.Console";

    static readonly Regex ConsoleInSettings = new("\"Name\"\\s*:\\s*\"Console\"|\"WriteTo\"\\s*:\\s*\\[\\s*(\"[^\"]*\"\\s*,\\s*)*\"Console\"");

    public override async Task PlanAsync(Finding finding, FixUnit unit, FixSession session)
    {
        var document = finding.Document;
        var root = await session.RootAsync(document.Id).ConfigureAwait(false);
        var model = await session.ModelAsync(document.Id).ConfigureAwait(false);
        var found = root.FindNode(finding.Diagnostic.Location.SourceSpan).FirstAncestorOrSelf<InvocationExpressionSyntax>();
        var obstacle = "only Serilog's file sinks and AddFile have a counterpart";
        if (found is not { Expression: MemberAccessExpressionSyntax access } || FileSink.Of(found, model, out obstacle) is not { } sink)
            unit.Refuse(obstacle);
        else if (DeploymentArms.Of(found) != DeploymentArm.Always)
            unit.Refuse("a condition decides whether the file is written");
        else
            await PlanAsync(unit, LoggerChain.Of(sink.Whole), sink.Console, access.Name.Identifier.ValueText, document, model, session).ConfigureAwait(false);
    }

    // All files of one logger are one fault: one of them gives way to the console, the others go.
    static async Task PlanAsync(FixUnit unit, LoggerChain logger, string console, string file, Document document, SemanticModel model, FixSession session)
    {
        unit.Rename($"console of {document.Id.Id} {logger.Id}");
        var consoles = logger.Calls(console).Where(c => DeploymentArms.Of(c) == DeploymentArm.Always).ToList();
        if (consoles.Exists(c => c.ArgumentList.Arguments.Any(a => a.NameColon?.Name.Identifier.ValueText is "restrictedToMinimumLevel" or "levelSwitch")))
            unit.Refuse("the console shows less than the file");
        var hasConsole = consoles.Count > 0 || (console == "Console" && logger.Calls("Configuration").Any() && await ConfiguresConsoleAsync(session, document.Project).ConfigureAwait(false));

        var sinks = new List<FileSink>();
        foreach (var call in logger.Calls(file).Concat(logger.Calls("Async").SelectMany(a => a.ArgumentList.DescendantNodes().OfType<InvocationExpressionSyntax>())))
            if (FileSink.Of(call, model, out _) is { } other && DeploymentArms.Of(call) == DeploymentArm.Always)
                sinks.Add(other);
        var turned = hasConsole ? null : sinks.Find(s => !s.IsPartial) ?? sinks.FirstOrDefault();
        foreach (var sink in sinks)
            if (sink == turned)
                unit.Add(new RewriteNode(NodeKey.Of(document.Id, sink.Call), console, (node, _) => sink.Replaced(node))
                {
                    Packages = console == "Console" ? ImmutableArray.Create(ConsoleSink) : ImmutableArray<string>.Empty,
                    Usings = console == "Console" ? ImmutableArray<string>.Empty : ImmutableArray.Create("Microsoft.Extensions.Logging"),
                });
            else if (sink.Statement is { } statement)
                unit.Add(new RewriteNode(NodeKey.Of(document.Id, statement), "no file", (_, _) => null));
            else
                unit.Add(new RewriteNode(NodeKey.Of(document.Id, sink.Whole), "no file", (node, _) => sink.Removed(node)));
    }

    static async Task<bool> ConfiguresConsoleAsync(FixSession session, Project project)
    {
        foreach (var file in project.AdditionalDocuments.Where(d => System.IO.Path.GetFileName(d.FilePath ?? d.Name).Equals("appsettings.json", StringComparison.OrdinalIgnoreCase)))
            if (ConsoleInSettings.IsMatch((await file.GetTextAsync(session.CancellationToken).ConfigureAwait(false)).ToString()))
                return true;
        return false;
    }
}
