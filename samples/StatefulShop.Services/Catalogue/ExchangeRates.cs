using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;

namespace StatefulShop.Services.Catalogue;

public interface IExchangeRates
{
    Task<ExchangeRate?> FindAsync(string currency, CancellationToken cancellationToken = default);
}

public sealed class ExchangeRates(ShopDbContext db) : IExchangeRates
{
    private static readonly ConcurrentDictionary<string, ExchangeRate> Known = new(StringComparer.Ordinal);

    public async Task<ExchangeRate?> FindAsync(string currency, CancellationToken cancellationToken = default)
    {
        if (Known.TryGetValue(currency, out var known))
        {
            return known;
        }

        var rate = await db.ExchangeRates.AsNoTracking()
            .SingleOrDefaultAsync(r => r.Currency == currency, cancellationToken);
        if (rate is not null)
        {
            Known[currency] = rate;
        }

        return rate;
    }
}
