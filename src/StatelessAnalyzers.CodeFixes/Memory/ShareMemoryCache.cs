using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;
using StatelessAnalyzers.Platform;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Memory;

/// <summary>SLS3005: gives a type the shared cache instead of the memory cache, together with all that work on the same entries.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
internal sealed class ShareMemoryCache() : StatelessFix(Rules.SLS3005_CachePrivateToInstance, "Use a shared cache")
{
    static readonly EntryLifetime HalfAnHour = new("TimeSpan.FromMinutes(30)", null);

    public override async Task PlanAsync(Finding finding, FixUnit unit, FixSession session)
    {
        var root = await session.RootAsync(finding.Document.Id).ConfigureAwait(false);
        var place = root.FindNode(finding.Diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        if (place is SimpleNameSyntax { Identifier.ValueText: "AddMemoryCache" })
        {
            unit.Refuse("the registration serves all who use the memory cache, each of which has a finding of its own");
            return;
        }
        if ((await MemoryCaches.OfAsync(session).ConfigureAwait(false)).GroupOf(place) is not { } group)
        {
            unit.Refuse("the cache is not an IMemoryCache");
            return;
        }
        unit.Rename($"memory cache {group[0].Document.Id.Id}:{group[0].Place.Span}");
        if (await ObstacleAsync(group, session).ConfigureAwait(false) is { } obstacle)
        {
            unit.Refuse(obstacle);
            return;
        }

        var caches = group.Select(u => u.Cache).Distinct<ISymbol>(SymbolEqualityComparer.Default).ToList();
        var own = caches.FirstOrDefault(InjectedCache.IsOwn);
        if (own is not null && caches.Count > 1)
        {
            unit.Refuse($"'{own.Name}' may hold the same entries as another cache");
            return;
        }
        var prefersDistributed = StatelessOptions.Cache.Of(finding.Document.Project.AnalyzerOptions, root.SyntaxTree) == CacheTarget.Distributed;
        var uses = group.Select(u => own is null ? u.Access! : u.Access! with { Receiver = null }).ToList();
        var keys = new CacheKeys(own is null ? "" : $"{own.ContainingType.Name}.{own.Name.TrimStart('_')}:", IgnoresCase: false);
        if (await new CachePlan(unit, session).AddAsync(uses, keys, HalfAnHour, isCopy: true, prefersDistributed).ConfigureAwait(false) is not { } shared)
            return;
        var holders = new InjectedCache(unit, session);
        foreach (var cache in caches)
            await holders.ReplaceAsync(cache, shared).ConfigureAwait(false);
        foreach (var settings in uses.Select(u => u.Settings).Where(s => s is not null).Distinct<ISymbol?>(SymbolEqualityComparer.Default))
            await DropAsync(settings!, unit, session, uses).ConfigureAwait(false);
    }

    static async Task<string?> ObstacleAsync(List<MemoryCacheUse> group, FixSession session)
    {
        if (group.FirstOrDefault(u => u.Access is null) is { } other)
            return $"{other.Obstacle} ({System.IO.Path.GetFileName(other.Document.Name)}, line {other.Place.GetLocation().GetLineSpan().StartLinePosition.Line + 1})";
        var values = new RoundTrip(session.Solution, session.CancellationToken);
        foreach (var type in group.Select(u => u.Access!.Type).Where(t => t is not null).Distinct<ITypeSymbol?>(SymbolEqualityComparer.Default))
            if (await values.ObstacleAsync(type!).ConfigureAwait(false) is { } obstacle)
                return obstacle;
        return null;
    }

    // The settings of entries that nothing reads any more.
    static async Task DropAsync(ISymbol settings, FixUnit unit, FixSession session, List<CacheAccess> uses)
    {
        var declarator = await settings.DeclaringSyntaxReferences[0].GetSyntaxAsync(session.CancellationToken).ConfigureAwait(false);
        if (session.DocumentOf(declarator) is not { } document || declarator.Parent is not VariableDeclarationSyntax { Variables.Count: 1, Parent: { } declaration })
            return;
        var dropped = new List<SyntaxNode> { declaration };
        foreach (var reference in await SymbolFinder.FindReferencesAsync(settings, session.Solution, session.CancellationToken).ConfigureAwait(false))
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
