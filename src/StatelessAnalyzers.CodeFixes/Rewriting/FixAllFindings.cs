using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace StatelessAnalyzers.Rewriting;

/// <summary>
/// Hands all findings of a scope to the engine at once. The equivalence key is not asked for: each rule has one kind of fix,
/// and hosts pass no key where the first finding they tried was refused.
/// </summary>
internal sealed class FixAllFindings : FixAllProvider
{
    public static FixAllFindings Instance { get; } = new();

    public override IEnumerable<FixAllScope> GetSupportedFixAllScopes() => [FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution];

    public override async Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext)
    {
        if (fixAllContext.CodeFixProvider is not StatelessFix fix)
            return null;

        var findings = await FindingsAsync(fixAllContext).ConfigureAwait(false);
        // What the host found may be fixed by now, with something else.
        var outcome = findings.IsEmpty ? new FixOutcome(fixAllContext.Solution, 0, ImmutableArray<(Location, string)>.Empty) : await KnownOutcomes.OfAsync(fix, fixAllContext.Solution, findings, fixAllContext.CancellationToken).ConfigureAwait(false);
        // Told why, a command line needs no line of the host's own that says that there is no fix.
        var isTold = RefusalReport.Write(fixAllContext.Solution.Workspace, fix, outcome);
        return outcome.Applied > 0 || isTold ? CodeAction.Create(fix.Title, _ => Task.FromResult(outcome.Solution), fix.FixableDiagnosticIds[0]) : null;
    }

    // In the order of their files, each place once: a file that several target frameworks compile is found once for each.
    static async Task<ImmutableArray<Finding>> FindingsAsync(FixAllContext context)
    {
        var diagnostics = context.Scope switch
        {
            FixAllScope.Document when context.Document is { } document => await context.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false),
            FixAllScope.Project => await context.GetAllDiagnosticsAsync(context.Project).ConfigureAwait(false),
            FixAllScope.Solution => await OfSolutionAsync(context).ConfigureAwait(false),
            _ => ImmutableArray<Diagnostic>.Empty,
        };

        var findings = new SortedDictionary<string, Finding>(StringComparer.Ordinal);
        foreach (var diagnostic in diagnostics)
            if (diagnostic.Location.SourceTree is { } tree && context.Solution.GetDocument(tree) is { } document and not SourceGeneratedDocument)
                findings[$"{document.FilePath ?? document.Id.Id.ToString()}|{diagnostic.Location.SourceSpan.Start:D9}|{diagnostic.Location.SourceSpan.Length}|{diagnostic.Id}"] = new Finding(diagnostic, document);
        return findings.Values.ToImmutableArray();
    }

    static async Task<ImmutableArray<Diagnostic>> OfSolutionAsync(FixAllContext context)
    {
        var all = ImmutableArray.CreateBuilder<Diagnostic>();
        foreach (var project in context.Solution.Projects.Where(p => p.Language == LanguageNames.CSharp))
            all.AddRange(await context.GetAllDiagnosticsAsync(project).ConfigureAwait(false));
        return all.ToImmutable();
    }
}
