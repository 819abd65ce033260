using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

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
        foreach (var finding in findings)
        {
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
        foreach (var unit in planned.Except(applied))
            unit.Refuse("the result would not compile");
        return new FixOutcome(fixedSolution, applied.Count, places.Where(p => p.Unit.Refusal is not null).Select(p => (p.Place, p.Unit.Refusal!)).ToImmutableArray());
    }

    // A planner that meets code of a shape nobody thought of must not take the other fixes with it.
    static async Task<FixUnit> PlanAsync(StatelessFix fix, Finding finding, FixSession session)
    {
        var document = session.Canonical(finding.Document);
        var unit = new FixUnit($"{document.Id.Id}:{finding.Diagnostic.Location.SourceSpan.Start}");
        try
        {
            await fix.PlanAsync(finding with { Document = document }, unit, session).ConfigureAwait(false);
            while (unit.TryNext(out var intent))
                await SolveAsync(unit, intent, session).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            unit.Refuse($"the code has an unforeseen shape ({e.GetType().Name})");
        }
        return unit;
    }

    static async Task SolveAsync(FixUnit unit, Intent intent, FixSession session)
    {
        switch (intent)
        {
            case RewriteNode rewrite:
                await SolveAsync(unit, rewrite, session).ConfigureAwait(false);
                break;
            case InjectService { Type.Document: var document, Service: var service }:
                unit.Add(new AddUsing(document, service.Namespace));
                break;
            case AddServiceParameter { Function.Document: var document, Service: var service }:
                unit.Add(new AddUsing(document, service.Namespace));
                break;
            case MakeAsync { Function.Document: var document, ChangesType: true }:
                unit.Add(new AddUsing(document, "System.Threading.Tasks"));
                break;
            case AddPackage package when !await ProjectFiles.CanAddAsync(session.Solution.GetProject(package.Project)!, package.Package, session.CancellationToken).ConfigureAwait(false):
                unit.Refuse($"the package {package.Package} cannot be added to the project file");
                break;
            case SetConfiguration setting when !await SettingsFiles.CanSetAsync(session.Solution.GetProject(setting.Project)!, setting, session.CancellationToken).ConfigureAwait(false):
                unit.Refuse("appsettings.json cannot be read");
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

        var types = await session.TypesAsync(document.ProjectId).ConfigureAwait(false);
        foreach (var service in rewrite.Services)
        {
            await session.Injection.ResolveAsync(unit, rewrite.Target, service).ConfigureAwait(false);
            if (service.Package is { } package && !types.Has(service.MetadataName))
                unit.Add(new AddPackage(document.ProjectId, package));
            if (service.Setting is { } setting)
                await session.Composition.ConfigureAsync(unit, document.ProjectId, setting.Key, setting.Placeholder).ConfigureAwait(false);
            foreach (var registration in service.Registrations)
                if (unit.Refusal is null)
                    await session.Composition.RegisterAsync(unit, document.ProjectId, registration).ConfigureAwait(false);
        }
        if (rewrite.Awaits && unit.Refusal is null)
            await session.Async.EnterAsync(unit, node).ConfigureAwait(false);
    }

    // The largest set of units that binds without a new error: all, or else what is left when those that break are searched out by halves.
    static async Task<(Solution Solution, List<FixUnit> Applied)> KeepCompilingAsync(FixSession session, List<FixUnit> units)
    {
        var applied = new List<FixUnit>();
        var result = session.Solution;
        await KeepAsync(units).ConfigureAwait(false);
        return (result, applied);

        async Task KeepAsync(List<FixUnit> candidates)
        {
            if (candidates.Count == 0)
                return;
            List<FixUnit> together = [.. applied, .. candidates];
            if (await BuildAsync(session, together).ConfigureAwait(false) is { } built)
            {
                (result, applied) = (built, together);
                return;
            }
            if (candidates.Count == 1)
                return;
            var half = candidates.Count / 2;
            await KeepAsync(candidates.GetRange(0, half)).ConfigureAwait(false);
            await KeepAsync(candidates.GetRange(half, candidates.Count - half)).ConfigureAwait(false);
        }
    }

    // Null where the units contradict each other or the result has a new error.
    static async Task<Solution?> BuildAsync(FixSession session, List<FixUnit> units)
    {
        var intents = new HashSet<Intent>(units.SelectMany(u => u.Intents));
        if (intents.OfType<RewriteNode>().GroupBy(r => r.Target).Any(g => g.Count() > 1))
            return null;
        try
        {
            var solution = await DocumentChanges.ApplyAsync(session, intents).ConfigureAwait(false);
            solution = await ProjectFiles.ApplyAsync(solution, intents.OfType<AddPackage>(), session.CancellationToken).ConfigureAwait(false);
            solution = await SettingsFiles.ApplyAsync(solution, intents.OfType<SetConfiguration>(), session.CancellationToken).ConfigureAwait(false);
            return await CompileGuard.AcceptsAsync(session, solution, intents).ConfigureAwait(false) ? solution : null;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return null;
        }
    }
}
