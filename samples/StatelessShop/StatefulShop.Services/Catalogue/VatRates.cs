using System.Collections.Frozen;

namespace StatefulShop.Services.Catalogue;

public static class VatRates
{
    private const decimal Standard = 0.20m;

    private static readonly FrozenDictionary<string, decimal> Reduced = new Dictionary<string, decimal>
    {
        ["books"] = 0.05m,
        ["food"] = 0.10m,
    }.ToFrozenDictionary();

    public static decimal Add(string category, decimal net)
    {
        var rate = Reduced.TryGetValue(category, out var reduced) ? reduced : Standard;
        return Math.Round(net * (1 + rate), 2);
    }
}
