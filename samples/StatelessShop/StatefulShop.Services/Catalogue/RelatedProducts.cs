using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace StatefulShop.Services.Catalogue;

public sealed class RelatedProducts(IMemoryCache cache, ShopDbContext db)
{
    public async Task<List<ProductSummary>> GetAsync(ProductDetails product, CancellationToken cancellationToken = default)
    {
        var key = $"related:{product.Id}";
        if (cache.TryGetValue(key, out List<ProductSummary>? related) && related is not null)
        {
            return related;
        }

        related = await db.Products.AsNoTracking()
            .Where(p => p.Category == product.Category && p.Id != product.Id)
            .OrderBy(p => p.Name)
            .Take(3)
            .Select(p => new ProductSummary(p.Id, p.Name))
            .ToListAsync(cancellationToken);
        cache.Set(key, related, new MemoryCacheEntryOptions { SlidingExpiration = TimeSpan.FromMinutes(20) });
        return related;
    }
}
