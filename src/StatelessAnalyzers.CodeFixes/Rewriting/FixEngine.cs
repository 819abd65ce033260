using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace StatelessAnalyzers.Rewriting;

/// <summary>What came of a run of the engine.</summary>
/// <param name="Solution">The fixed solution; the original one where nothing was applied.</param>
/// <param name="Applied">How many faults are removed.</param>
/// <param name="Refused">Why the others are not, by the place of their finding.</param>
internal sealed record FixOutcome(Solution Solution, int Applied, ImmutableArray<(Location Place, string Reason)> Refused);

/// <summary>
/// Plans each finding, solves what its intents need, makes all edits on the original trees at once and binds the result.
/// A fault whose edits would add a compile error is dropped whole.
/// </summary>
internal static class FixEngine
{
    public static async Task<FixOutcome> RunAsync(StatelessFix fix, Solution solution, ImmutableArray<Finding> findings, CancellationToken cancellationToken)
    {
        var session = new FixSession(solution, cancellationToken);
        var units = new Dictionary<string, FixUnit>(StringComparer.Ordinal);
        var places = new List<(Location Place, FixUnit Unit)>();
        // In the order of their places, so that the order in which a host hands them over does not matter.
        foreach (var finding in findings.OrderBy(f => f.Document.FilePath ?? f.Document.Name, StringComparer.Ordinal).ThenBy(f => f.Diagnostic.Location.SourceSpan.Start).ThenBy(f => f.Diagnostic.Location.SourceSpan.Length))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var unit = await PlanAsync(fix, finding, session).ConfigureAwait(false);
            // Two findings of one fault make the same plan; the first stands for both.
            if (units.TryGetValue(unit.Id, out var first))
                unit = first;
            else
                units.Add(unit.Id, unit);
            places.Add((finding.Diagnostic.Location, unit));
        }

        var planned = units.Values.Where(u => u.Refusal is null && u.Intents.Count > 0).ToList();
        var (fixedSolution, applied) = await KeepCompilingAsync(session, planned).ConfigureAwait(false);
        return new FixOutcome(fixedSolution, applied.Count, places.Where(p => p.Unit.Refusal is not null).Select(p => (p.Place, p.Unit.Refusal!)).ToImmutableArray());
    }

    // A planner that meets code of a shape nobody thought of must not take the other fixes with it.
    static async Task<FixUnit> PlanAsync(StatelessFix fix, Finding finding, FixSession session)
    {
        var document = session.Canonical(finding.Document);
        var unit = new FixUnit($"{document.Id.Id}:{finding.Diagnostic.Location.SourceSpan}");
        try
        {
            if (!FixSession.IsEditable(document))
                unit.Refuse("the code is generated");
            else if (document != finding.Document && !await IsSameThereAsync(finding, document, session).ConfigureAwait(false))
                unit.Refuse("not every target framework compiles the code");
            if (unit.Refusal is not null)
                return unit;
            await fix.PlanAsync(finding with { Document = document }, unit, session).ConfigureAwait(false);
            while (unit.TryNext(out var intent))
                await SolveAsync(unit, intent, session).ConfigureAwait(false);
        }
        catch (Exception e) when (!IsCancellation(e, session))
        {
            unit.Refuse($"the code has an unforeseen shape ({e.GetType().Name})");
        }
        return unit;
    }

    static bool IsCancellation(Exception e, FixSession session) => e is OperationCanceledException && session.CancellationToken.IsCancellationRequested;

    // Under a directive the same place may hold code in the one framework and none in the other.
    static async Task<bool> IsSameThereAsync(Finding finding, Document document, FixSession session)
    {
        var span = finding.Diagnostic.Location.SourceSpan;
        var root = await session.RootAsync(finding.Document.Id).ConfigureAwait(false);
        var node = root.FindNode(span, getInnermostNodeForTie: true);
        return await session.FindAsync(NodeKey.Of(document.Id, node)).ConfigureAwait(false) is { } other && SyntaxFactory.AreEquivalent(node, other);
    }

    static async Task SolveAsync(FixUnit unit, Intent intent, FixSession session)
    {
        switch (intent)
        {
            case RewriteNode rewrite:
                await SolveAsync(unit, rewrite, session).ConfigureAwait(false);
                break;
            case InjectService { Type.Document: var document, Service: { Namespace.Length: > 0 } service }:
                unit.Add(new AddUsing(document, service.Namespace));
                break;
            case HandServiceOn { IsTaken: true, Constructor.Document: var document, Service: { Namespace.Length: > 0 } service }:
                unit.Add(new AddUsing(document, service.Namespace));
                break;
            case AddServiceParameter { Function.Document: var document, Service: { Namespace.Length: > 0 } service }:
                unit.Add(new AddUsing(document, service.Namespace));
                break;
            case AddServiceArgument { Creation.Document: var document, Service.Namespace: var space }:
                unit.Add(new AddUsing(document, "Microsoft.Extensions.DependencyInjection"));
                unit.Add(new AddUsing(document, space));
                break;
            case MakeAsync { Function.Document: var document, ChangesType: true }:
                unit.Add(new AddUsing(document, "System.Threading.Tasks"));
                break;
            case AddPackage package when !await ProjectFiles.CanAddAsync(session, package.Project, package.Package).ConfigureAwait(false):
                unit.Refuse($"the package {package.Package} cannot be added to the project file");
                break;
            case SetConfiguration setting when !await SettingsFiles.CanSetAsync(session.Solution.GetProject(setting.Project)!, setting, session.CancellationToken).ConfigureAwait(false):
                unit.Refuse("appsettings.json cannot be read");
                break;
            case SetConfiguration { Project: var host, Key: Readiness.RedisSetting }:
                await new Readiness(session).AskRedisAsync(unit, session.Solution.GetProject(host)!).ConfigureAwait(false);
                break;
            case ChangeFile change when !await ChangedFiles.CanChangeAsync(session.Solution.GetProject(change.Project)!, change, session.CancellationToken).ConfigureAwait(false):
                unit.Refuse($"{System.IO.Path.GetFileName(change.Path)} cannot be changed");
                break;
        }
    }

    static async Task SolveAsync(FixUnit unit, RewriteNode rewrite, FixSession session)
    {
        var document = rewrite.Target.Document;
        var node = await session.NodeAsync(rewrite.Target).ConfigureAwait(false);
        if (rewrite.Hoists && !Functions.CanHoist(node))
        {
            unit.Refuse("the call stands within an expression that may not evaluate it");
            return;
        }
        foreach (var ns in rewrite.Usings)
            unit.Add(new AddUsing(document, ns));
        foreach (var package in rewrite.Packages)
            unit.Add(new AddPackage(document.ProjectId, package));

        foreach (var service in rewrite.Services)
        {
            await session.Injection.ResolveAsync(unit, rewrite.Target, service).ConfigureAwait(false);
            await ServiceNeeds.AddAsync(unit, document.ProjectId, service, session).ConfigureAwait(false);
        }
        if (rewrite.Awaits && unit.Refusal is null)
            await session.Async.EnterAsync(unit, rewrite.Site is { } site ? await session.NodeAsync(site).ConfigureAwait(false) : node).ConfigureAwait(false);
    }

    // The largest set of units that binds without a new error: all, or else what is left when those that break are searched out.
    static async Task<(Solution Solution, List<FixUnit> Applied)> KeepCompilingAsync(FixSession session, List<FixUnit> units)
    {
        var guard = new CompileGuard(session);
        var applied = new List<FixUnit>();
        var result = session.Solution;
        await KeepAsync(units).ConfigureAwait(false);
        return (result, applied);

        async Task KeepAsync(List<FixUnit> candidates)
        {
            if (candidates.Count == 0)
                return;
            session.CancellationToken.ThrowIfCancellationRequested();
            List<FixUnit> together = [.. applied, .. candidates];
            var (built, fault) = await BuildAsync(session, guard, together).ConfigureAwait(false);
            if (built is not null)
            {
                (result, applied) = (built, together);
                return;
            }
            if (candidates is [var only])
            {
                only.Refuse($"the result would not compile: {fault!.Message}");
                return;
            }
            // Those that change the file with the error are looked at apart from the others; else by halves.
            var suspects = candidates.Where(u => u.Intents.Any(i => DocumentEdits.DocumentOf(i) is { } d && d == fault!.Document)).ToList();
            if (suspects.Count == 0 || suspects.Count == candidates.Count)
                suspects = candidates.GetRange(candidates.Count / 2, candidates.Count - candidates.Count / 2);
            await KeepAsync([.. candidates.Except(suspects)]).ConfigureAwait(false);
            await KeepAsync(suspects).ConfigureAwait(false);
        }
    }

    // No solution where the units contradict each other or the result has a new error.
    static async Task<(Solution? Solution, CompileFault? Fault)> BuildAsync(FixSession session, CompileGuard guard, List<FixUnit> units)
    {
        var intents = units.SelectMany(u => u.Intents).Distinct().ToList();
        if (intents.OfType<RewriteNode>().GroupBy(r => r.Target).FirstOrDefault(g => g.Count() > 1) is { } twice)
            return (null, new CompileFault(twice.Key.Document, "two fixes change the same code"));
        try
        {
            var solution = await DocumentChanges.ApplyAsync(session, intents).ConfigureAwait(false);
            solution = await ProjectFiles.ApplyAsync(session, solution, intents.OfType<AddPackage>()).ConfigureAwait(false);
            solution = await SettingsFiles.ApplyAsync(solution, intents.OfType<SetConfiguration>(), session.CancellationToken).ConfigureAwait(false);
            solution = await ChangedFiles.ApplyAsync(solution, intents.OfType<ChangeFile>(), session.CancellationToken).ConfigureAwait(false);
            return await guard.CheckAsync(solution, intents).ConfigureAwait(false) is { } fault ? (null, fault) : (await UnusedUsings.RemoveAsync(session, solution, guard.Unused).ConfigureAwait(false), null);
        }
        catch (Exception e) when (!IsCancellation(e, session))
        {
            return (null, new CompileFault(null, e.Message));
        }
    }
}
