using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FindSymbols;

namespace StatelessAnalyzers.Rewriting;

/// <summary>Where the symbols of a solution are named. The search goes through all types that may derive from the symbol's own, so its result is kept as long as the solution.</summary>
internal static class References
{
    static readonly ConditionalWeakTable<Solution, ConcurrentDictionary<ISymbol, IReadOnlyList<ReferencedSymbol>>> Known = new();

    /// <summary>The symbol and those that stand for it, such as overrides and members of interfaces, each with its places.</summary>
    public static async Task<IReadOnlyList<ReferencedSymbol>> OfAsync(ISymbol symbol, Solution solution, CancellationToken cancellationToken)
    {
        var known = Known.GetValue(solution, static _ => new(SymbolEqualityComparer.Default));
        if (!known.TryGetValue(symbol, out var found))
            known[symbol] = found = [.. await SymbolFinder.FindReferencesAsync(symbol, solution, cancellationToken).ConfigureAwait(false)];
        return found;
    }
}
