using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace StatelessAnalyzers.Files;

/// <summary>
/// What a path passes through that other types name: a method, property or field that says a path, or a parameter that takes one.
/// All values and uses in the code that instances run are known.
/// </summary>
/// <param name="Symbol">Where it is implemented: one object for all that name it.</param>
/// <param name="Values">Every value that it may have.</param>
/// <param name="Uses">Every expression that reads it.</param>
/// <param name="Obstacle">Why code that is not seen may give or read it, or null.</param>
internal sealed record SharedCarrier(ISymbol Symbol, ImmutableArray<Place> Values, ImmutableArray<Place> Uses, string? Obstacle)
{
    public static SharedCarrier Blocked(ISymbol symbol, string obstacle) => new(symbol, ImmutableArray<Place>.Empty, ImmutableArray<Place>.Empty, obstacle);
}
