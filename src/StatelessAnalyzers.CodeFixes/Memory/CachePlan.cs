using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Memory;

/// <summary>Moves all uses of a cache to a shared one: to <c>HybridCache</c> where each of them makes what it misses, else to <c>IDistributedCache</c>.</summary>
internal sealed class CachePlan(FixUnit unit, FixSession session)
{
    /// <param name="uses">All uses of the cache.</param>
    /// <param name="keys">How its keys are written.</param>
    /// <param name="otherwise">How long entries are kept that the code says nothing of.</param>
    /// <param name="isCopy">Whether the entries are copies that can be loaded again.</param>
    /// <param name="prefersDistributed">Whether the hybrid cache is not wanted.</param>
    public async Task<SharedCache?> AddAsync(IReadOnlyList<CacheAccess> uses, CacheKeys keys, EntryLifetime otherwise, bool isCopy, bool prefersDistributed)
    {
        if (uses.Select(u => Obstacle(u, isCopy) ?? Update(u, uses)).FirstOrDefault(o => o is not null) is { } obstacle)
        {
            unit.Refuse(obstacle);
            return null;
        }

        var asides = prefersDistributed ? [] : Asides(uses);
        var together = new HashSet<CacheAccess>(asides.SelectMany(a => a.Uses));
        var alone = uses.Where(u => !together.Contains(u)).ToList();
        var isHybrid = !prefersDistributed && uses.All(u => u.Lifetime.Sliding is null) && alone.All(u => u.Action is CacheAction.Create or CacheAction.Store or CacheAction.Remove)
            && (asides.Count > 0 || alone.Any(u => u.Action == CacheAction.Create));
        if (!isHybrid && uses.Any(u => u.Action == CacheAction.TryRead || u is { Action: CacheAction.Read, Missing: not Missing.Default }) && uses.FirstOrDefault(u => u.Action == CacheAction.Store && IsMaybeNull(u)) is { } unsure)
        {
            unit.Refuse($"the value in {unsure.Place} may be null, which cannot be told from a missing entry");
            return null;
        }
        var cache = new SharedCache(isHybrid, keys, otherwise, alone.Any(u => u.Action is CacheAction.Store or CacheAction.Remove));
        if (isHybrid)
            foreach (var inBlock in asides.GroupBy(a => NodeKey.Of(a.Look.Document.Id, a.Block)))
                await AddAsync([.. inBlock.OrderByDescending(a => a.At)], cache).ConfigureAwait(false);
        // Where the callers cannot wait, the shared cache has synchronous twins; the hybrid one has none.
        foreach (var use in isHybrid ? alone : uses)
            if (unit.Refusal is null)
                cache.Add(unit, use, isHybrid || await session.Async.CanAwaitAsync(use.Site).ConfigureAwait(false));
        return cache;
    }

    static string? Obstacle(CacheAccess use, bool isCopy)
    {
        if (use.Node.FirstAncestorOrSelf<LockStatementSyntax>() != use.Lock)
            return $"a lock guards the use in {use.Place}";
        if (use.Action == CacheAction.Create && CacheFactory.Of(use, use.Value!) is null)
            return $"the factory in {use.Place} has a shape that cannot be carried over";
        if (use.KeepsPresent && !isCopy)
            return $"'TryAdd' in {use.Place} must not replace what another instance stored";
        return HashedKeys.Obstacle(use);
    }

    // What another instance stored between the reading and the writing would be lost; in one process that was a matter of moments.
    static string? Update(CacheAccess store, IReadOnlyList<CacheAccess> uses)
    {
        if (store is not { Action: CacheAction.Store, Value: { } value and not (IdentifierNameSyntax or AssignmentExpressionSyntax) })
            return null;
        var member = store.Node.FirstAncestorOrSelf<MemberDeclarationSyntax>();
        var read = uses.Where(u => u.Action is CacheAction.TryRead or CacheAction.Read && u.Node.FirstAncestorOrSelf<MemberDeclarationSyntax>() == member).ToList();
        return read.Any(u => value.Span.Contains(u.Node.Span) && u.Node.SyntaxTree == value.SyntaxTree || CacheAsides.VariableOf(u) is { } name && value.DescendantNodesAndSelf().Any(n => CacheFactory.IsVariable(n, name)))
            ? $"the value in {store.Place} is made of the one that it replaces" : null;
    }

    /// <summary>Whether what is stored may be null.</summary>
    public static bool IsMaybeNull(CacheAccess store) => store.Type is ITypeParameterSymbol ? IsMaybeNullOfT(store)
        : store.Model.GetTypeInfo(store.Value!).Nullability.FlowState == NullableFlowState.MaybeNull || store.Value is LiteralExpressionSyntax { Token.ValueText: "null" };

    /// <summary>The same for a value of T, any of which the compiler takes for one that may be null; what callers put for T says more.</summary>
    public static bool IsMaybeNullOfT(CacheAccess store) => store.MayBeNull == true || store.Model.GetSymbolInfo(store.Value!).Symbol switch
    {
        IParameterSymbol parameter => parameter.NullableAnnotation == NullableAnnotation.Annotated,
        ILocalSymbol local => store.Node.FirstAncestorOrSelf<MemberDeclarationSyntax>()?.DescendantNodes().Any(n =>
            n is AssignmentExpressionSyntax { Left: IdentifierNameSyntax given, Right: AwaitExpressionSyntax or InvocationExpressionSyntax } && given.Identifier.ValueText == local.Name
            || n is VariableDeclaratorSyntax { Initializer.Value: AwaitExpressionSyntax or InvocationExpressionSyntax } declared && declared.Identifier.ValueText == local.Name) != true,
        _ => false,
    };

    static List<CacheAside> Asides(IReadOnlyList<CacheAccess> uses)
    {
        var finder = new CacheAsides(uses);
        var found = new List<CacheAside>();
        foreach (var use in uses)
            if (use.Action is CacheAction.TryRead or CacheAction.Contains or CacheAction.Read && !found.Any(f => f.Uses.Contains(use)) && finder.Of(use) is { } aside
                && !found.Any(f => f.Block == aside.Block && f.At < aside.At + aside.Count && aside.At < f.At + f.Count))
                found.Add(aside);
        return found;
    }

    // One edit per block: several may stand in one.
    async Task AddAsync(IReadOnlyList<CacheAside> asides, SharedCache cache)
    {
        var first = asides[0];
        // The block is what changes; what lives around the look-up is what an await may not cross.
        await session.Async.EnterAsync(unit, first.Look.Site).ConfigureAwait(false);
        cache.Add(unit, first.Look, first.Block, isAsync: true, (node, scope) => asides.Aggregate((BlockSyntax)node, (block, aside) => aside.Apply(block, cache, scope)), SharedCache.ForOptions);
    }
}
