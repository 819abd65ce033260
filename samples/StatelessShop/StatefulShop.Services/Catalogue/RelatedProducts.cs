using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Distributed;

namespace StatefulShop.Services.Catalogue;

public sealed class RelatedProducts(IDistributedCache cache, ShopDbContext db)
{
    public async Task<List<ProductSummary>> GetAsync(ProductDetails product, CancellationToken cancellationToken = default)
    {
        var key = $"related:{product.Id}";
        var related = await GetEntryAsync<List<ProductSummary>>(cache, key, cancellationToken);
        if (related is not null)
        {
            return related;
        }

        related = await db.Products.AsNoTracking()
            .Where(p => p.Category == product.Category && p.Id != product.Id)
            .OrderBy(p => p.Name)
            .Take(3)
            .Select(p => new ProductSummary(p.Id, p.Name))
            .ToListAsync(cancellationToken);
        await cache.SetStringAsync(
            key,
            JsonSerializer.Serialize(related),
            new DistributedCacheEntryOptions { SlidingExpiration = TimeSpan.FromMinutes(20) },
            CancellationToken.None);
        return related;
    }

    private static async Task<T?> GetEntryAsync<T>(IDistributedCache cache, string key, CancellationToken cancellationToken = default)
    {
        var json = await cache.GetStringAsync(key, cancellationToken);
        return json is null ? default : JsonSerializer.Deserialize<T>(json);
    }
}
