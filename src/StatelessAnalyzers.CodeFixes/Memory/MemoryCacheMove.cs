using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Platform;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Memory;

/// <summary>Moves the uses of <c>IMemoryCache</c> that only move together to a shared cache, whichever rule found one of them.</summary>
internal sealed class MemoryCacheMove(FixUnit unit, FixSession session)
{
    static readonly EntryLifetime HalfAnHour = new("TimeSpan.FromMinutes(30)", null);

    /// <param name="group">All of them.</param>
    /// <param name="finding">The finding, whose document says which cache is wanted.</param>
    public async Task PlanAsync(List<MemoryCacheUse> group, Finding finding)
    {
        unit.Rename($"memory cache {group[0].Document.Id.Id}:{group[0].Place.Span}");
        if (await ObstacleAsync(group).ConfigureAwait(false) is { } obstacle)
        {
            unit.Refuse(obstacle);
            return;
        }

        var caches = group.Select(u => u.Cache).Concat(group.Select(u => u.Passed).OfType<ISymbol>()).Distinct<ISymbol>(SymbolEqualityComparer.Default).ToList();
        var holders = new InjectedCache(unit, session, caches);
        group = [.. group.Where(u => u.Passed is null)];
        var own = caches.FirstOrDefault(InjectedCache.IsOwn);
        if (own is not null && caches.Count > 1)
        {
            unit.Refuse($"'{own.Name}' may hold the same entries as another cache");
            return;
        }
        if (own is not null && await new ObjectKinds(session).ObstacleAsync(own, await session.CompilationAsync(group[0].Document.Project.Id).ConfigureAwait(false)).ConfigureAwait(false) is { } several)
        {
            unit.Refuse(several);
            return;
        }
        var root = await session.RootAsync(finding.Document.Id).ConfigureAwait(false);
        var prefersDistributed = StatelessOptions.Cache.Of(finding.Document.Project.AnalyzerOptions, root.SyntaxTree) == CacheTarget.Distributed;
        var uses = group.Select(u => own is null ? u.Access! : u.Access! with { Receiver = null }).ToList();
        var keys = new CacheKeys(own is null ? "" : $"{own.ContainingType.Name}.{own.Name.TrimStart('_')}:", IgnoresCase: false);
        if (CachedCount.Of(uses, keys) is not null)
        {
            foreach (var cache in caches)
            {
                if (holders.Renamed(cache, uses, Services.Redis) is { } name)
                    uses = [.. uses.Select((u, i) => SymbolEqualityComparer.Default.Equals(group[i].Cache, cache) ? u with { Receiver = SyntaxFactory.IdentifierName(name) } : u)];
                await holders.ReplaceAsync(cache, Services.Redis).ConfigureAwait(false);
            }
            await CachedCount.Of(uses, keys)!.AddAsync(unit, session).ConfigureAwait(false);
            return;
        }
        var locks = new CacheLocks(caches, uses, isCopy: true, session);
        if (locks.Obstacle() is { } locked)
        {
            unit.Refuse(locked);
            return;
        }
        uses = locks.Uses();
        if (await new CachePlan(unit, session).AddAsync(uses, keys, HalfAnHour, isCopy: true, prefersDistributed).ConfigureAwait(false) is not { } shared)
            return;
        await locks.DropAsync(unit).ConfigureAwait(false);
        foreach (var cache in caches)
            await holders.ReplaceAsync(cache, shared.Service).ConfigureAwait(false);
        foreach (var settings in uses.Select(u => u.Settings).Where(s => s is not null).Distinct<ISymbol?>(SymbolEqualityComparer.Default))
            await DropAsync(settings!, uses).ConfigureAwait(false);
    }

    async Task<string?> ObstacleAsync(List<MemoryCacheUse> group)
    {
        if (group.FirstOrDefault(u => u.Access is null && u.Passed is null) is { } other)
            return $"{other.Obstacle} ({System.IO.Path.GetFileName(other.Document.Name)}, line {other.Place.GetLocation().GetLineSpan().StartLinePosition.Line + 1})";
        // What lets somebody in must not come back or go away when half an hour is over that nobody asked for.
        if (group.FirstOrDefault(u => u.Access is { Action: CacheAction.Store, Lifetime: { Absolute: null, Sliding: null } } store && SignInState.IsStoredBy(store)) is { } unsaid)
            return $"how long the entry in {unsaid.Access!.Place} has to hold is not said";
        group = [.. group.Where(u => u.Passed is null)];
        if (group.Count == 0)
            return "nothing uses the cache";
        List<CacheAccess> uses = [.. group.Select(u => u.Access!)];
        var (changes, entries) = (new ContentChanges(session, uses), new EntryChanges(session, uses));
        var arguments = new TypeArguments(session);
        foreach (var type in group.Select(u => u.Access!.Type).Where(t => t is not null).Distinct<ITypeSymbol?>(SymbolEqualityComparer.Default))
            if (await new RoundTrip(session.Solution, session.CancellationToken) { Changes = changes, Entries = entries, Arguments = arguments }.ObstacleAsync(type!).ConfigureAwait(false) is { } obstacle)
                return obstacle;
        return null;
    }

    // The settings of entries that nothing reads any more.
    async Task DropAsync(ISymbol settings, List<CacheAccess> uses)
    {
        var declarator = await settings.DeclaringSyntaxReferences[0].GetSyntaxAsync(session.CancellationToken).ConfigureAwait(false);
        var declaration = declarator is MethodDeclarationSyntax or PropertyDeclarationSyntax ? declarator : declarator.Parent is VariableDeclarationSyntax { Variables.Count: 1, Parent: { } variable } ? variable : null;
        if (session.DocumentOf(declarator) is not { } document || declaration is null)
            return;
        var dropped = new List<SyntaxNode> { declaration };
        foreach (var reference in await References.OfAsync(settings, session.Solution, session.CancellationToken).ConfigureAwait(false))
            foreach (var location in reference.Locations)
            {
                var node = (await session.RootAsync(session.Canonical(location.Document).Id).ConfigureAwait(false)).FindNode(location.Location.SourceSpan, getInnermostNodeForTie: true);
                if (node.FirstAncestorOrSelf<AssignmentExpressionSyntax>() is { Parent: ExpressionStatementSyntax statement } assignment && assignment.Left.Span.Contains(node.Span))
                    dropped.Add(statement);
                else if (!uses.Any(u => SymbolEqualityComparer.Default.Equals(u.Settings, settings) && u.Node.SyntaxTree == node.SyntaxTree && u.Node.Span.Contains(node.Span)))
                    return;
            }
        foreach (var node in dropped)
            unit.Add(new RewriteNode(NodeKey.Of(document.Id, node), "no settings", (_, _) => null));
    }
}
