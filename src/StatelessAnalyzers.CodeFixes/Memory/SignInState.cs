using Microsoft.CodeAnalysis;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Memory;

/// <summary>Which entries of a memory cache decide who is let in, as the rule judges them.</summary>
internal static class SignInState
{
    public static bool IsStoredBy(CacheAccess store)
    {
        var types = KnownTypes.Of(store.Model.Compilation);
        if (store.Model.GetOperation(store.Node) is not { } operation || MemoryCacheCalls.Of(operation, types) is not { } call)
            return false;
        var body = CachesOfBody.Of(Bodies.RootOf(operation), types);
        var type = store.Model.GetEnclosingSymbol(store.Node.SpanStart)?.ContainingType;
        return CacheJudgement.Of(body.UsesOf(call.Cache), body, type, types).Diagnostic.Id == Rules.SLS1005_SignInStateInMemory.Id;
    }
}
