using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Distributed;

namespace StatefulShop.Services.Catalogue;

public interface IExchangeRates
{
    Task<ExchangeRate?> FindAsync(string currency, CancellationToken cancellationToken = default);
}

public sealed class ExchangeRates(ShopDbContext db, IDistributedCache distributedCache) : IExchangeRates
{
    public async Task<ExchangeRate?> FindAsync(string currency, CancellationToken cancellationToken = default)
    {
        if (await GetEntryAsync<ExchangeRate>(distributedCache, $"ExchangeRates.Known:{currency}", cancellationToken) is { } known)
        {
            return known;
        }

        var rate = await db.ExchangeRates.AsNoTracking()
            .SingleOrDefaultAsync(r => r.Currency == currency, cancellationToken);
        if (rate is not null)
        {
            await distributedCache.SetStringAsync(
                $"ExchangeRates.Known:{currency}",
                JsonSerializer.Serialize(rate),
                new DistributedCacheEntryOptions { AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(30) },
                CancellationToken.None);
        }

        return rate;
    }

    private static async Task<T?> GetEntryAsync<T>(IDistributedCache cache, string key, CancellationToken cancellationToken = default)
    {
        var json = await cache.GetStringAsync(key, cancellationToken);
        return json is null ? default : JsonSerializer.Deserialize<T>(json);
    }
}
