using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Hybrid;

namespace StatefulShop.Services.Catalogue;

public interface IPriceList
{
    Task<Price> GetAsync(int productId, CancellationToken cancellationToken = default);

    Task ChangeAsync(int productId, decimal amount, CancellationToken cancellationToken = default);
}

public sealed class PriceList : IPriceList
{
    private readonly HybridCache _cache;
    private readonly ShopDbContext _db;

    public PriceList(HybridCache cache, ShopDbContext db)
    {
        _cache = cache;
        _db = db;
    }

    public async Task<Price> GetAsync(int productId, CancellationToken cancellationToken = default)
    {
        var price = await _cache.GetOrCreateAsync(
            $"price:{productId}",
            async token =>
            {
                var product = await _db.Products.AsNoTracking().SingleAsync(p => p.Id == productId, token);
                return new Price(product.Id, product.Price, VatRates.Add(product.Category, product.Price));
            },
            new HybridCacheEntryOptions { Expiration = TimeSpan.FromMinutes(10), Flags = HybridCacheEntryFlags.DisableLocalCache },
            cancellationToken: cancellationToken);
        return price!;
    }

    public async Task ChangeAsync(int productId, decimal amount, CancellationToken cancellationToken = default)
    {
        await _db.Products.Where(p => p.Id == productId)
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.Price, amount), cancellationToken);
        await _cache.RemoveAsync($"price:{productId}", CancellationToken.None);
    }
}
