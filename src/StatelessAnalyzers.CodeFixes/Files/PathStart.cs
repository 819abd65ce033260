using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StatelessAnalyzers.Files;

/// <summary>Says where a path that is not known starts, which may be in another type.</summary>
internal static class PathStart
{
    const int Furthest = 24;

    /// <summary>The reason for a refusal, with the place where the chain ends.</summary>
    public static string Of(Place path, PathReader reader)
    {
        var start = path;
        for (var step = 0; step < Furthest && Next(start, reader) is { } next && next != start; step++)
            start = next;
        if (start.Model.GetSymbolInfo(start.Expression).Symbol is { } symbol && PathCarrier.Of(symbol, start.Expression, start.Model) is null && reader.Shared.Of(symbol) is { Obstacle: { } obstacle })
            return $"the path starts at '{Shown(start)}', which is no known folder: {obstacle}";
        return $"the path starts at '{Shown(start)}'{(start.Document.Id == path.Document.Id ? "" : $" ({PathUses.PlaceOf(start.Expression, start.Document)})")}, which is no known folder";
    }

    static string Shown(Place start) => PathUses.Shorten(start.Expression.ToString());

    // Of several values the first that is not known.
    static Place? Next(Place at, PathReader reader)
    {
        var (path, document, model) = at;
        if (PathReader.HeadsOf(path, model).Where(h => h != path && !PathReader.IsNone(h)).ToList() is { Count: > 0 } heads)
            return new Place(heads.Find(h => reader.Of(h, model) is null) ?? heads[0], document, model);
        if (model.GetSymbolInfo(path).Symbol is not { } symbol)
            return null;
        var values = PathCarrier.Of(symbol, path, model) is { } carrier ? carrier.Values(model)?.ConvertAll(v => new Place(v, document, model)) : reader.Shared.Of(symbol)?.Values.ToList();
        values?.RemoveAll(v => PathReader.IsNone(v.Expression));
        return values is { Count: > 0 } ? values.Find(v => reader.Of(v.Expression, v.Model) is null) is { Expression: not null } unknown ? unknown : values.Count == 1 ? values[0] : null : null;
    }
}
