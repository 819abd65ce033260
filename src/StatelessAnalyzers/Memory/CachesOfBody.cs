using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Memory;

/// <summary>The memory caches that one body uses.</summary>
internal sealed class CachesOfBody(IOperation body, KnownTypes types)
{
    static readonly string[] SharedCaches =
    [
        TypeNames.IDistributedCache, TypeNames.DistributedCacheExtensions, TypeNames.RedisDatabase, TypeNames.HybridCache,
        TypeNames.Packages.IFusionCache, TypeNames.Packages.FoundatioCache,
    ];
    static readonly string[] SignIns = [TypeNames.AuthenticationHttpContextExtensions, TypeNames.SignInManager];

    readonly Dictionary<ISymbol, ImmutableArray<CacheCall>.Builder> uses = new(SymbolEqualityComparer.Default);
    LocalValues? locals;

    /// <summary>Whether the memory is only the first level of a cache that the body also asks.</summary>
    public bool HasSharedCache { get; private set; }

    /// <summary>Whether the body signs somebody in or out.</summary>
    public bool SignsInOrOut { get; private set; }

    /// <summary>Whether the body calls anything besides its memory caches.</summary>
    public bool HasOtherCalls { get; private set; }

    public LocalValues Locals => locals ??= LocalValues.Of(body);

    public IReadOnlyList<CacheCall> UsesOf(ISymbol cache) =>
        uses.TryGetValue(cache, out var found) ? found : Array.Empty<CacheCall>();

    public static CachesOfBody Of(IOperation body, KnownTypes types)
    {
        var read = new CachesOfBody(body, types);
        foreach (var operation in body.DescendantsAndSelf())
            if (MemoryCacheCalls.Of(operation, types) is { } call)
                read.Add(call);
            else if (operation is IInvocationOperation { TargetMethod: var method })
            {
                read.HasOtherCalls = true;
                read.HasSharedCache |= read.IsMemberOf(method, SharedCaches);
                read.SignsInOrOut |= method.Name is "RejectPrincipal" || (method.Name.StartsWith("Sign", StringComparison.Ordinal) && read.IsMemberOf(method, SignIns));
            }
        return read;
    }

    void Add(CacheCall call)
    {
        if (!uses.TryGetValue(call.Cache, out var found))
            uses.Add(call.Cache, found = ImmutableArray.CreateBuilder<CacheCall>());
        found.Add(call);
    }

    bool IsMemberOf(IMethodSymbol method, string[] names)
    {
        foreach (var name in names)
            if (types.IsOrInherits(method.ContainingType, name))
                return true;
        return false;
    }
}
