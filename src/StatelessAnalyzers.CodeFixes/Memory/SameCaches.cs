using Microsoft.CodeAnalysis;

namespace StatelessAnalyzers.Memory;

/// <summary>Which fields, properties and parameters hold one cache: what a constructor is given and where it keeps it, what a method is given and who gives it.</summary>
internal sealed class SameCaches
{
    readonly Dictionary<ISymbol, ISymbol> joined = new(SymbolEqualityComparer.Default);

    /// <summary>The one that stands for all that hold the same.</summary>
    public ISymbol Of(ISymbol cache)
    {
        while (joined.TryGetValue(cache, out var other))
            cache = other;
        return cache;
    }

    public void Join(ISymbol one, ISymbol other)
    {
        var (first, second) = (Of(one), Of(other));
        if (!SymbolEqualityComparer.Default.Equals(first, second))
            joined[first] = second;
    }
}
