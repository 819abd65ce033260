using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace StatefulShop.Services.Catalogue;

public interface IPriceList
{
    Task<Price> GetAsync(int productId, CancellationToken cancellationToken = default);

    Task ChangeAsync(int productId, decimal amount, CancellationToken cancellationToken = default);
}

public sealed class PriceList : IPriceList
{
    private readonly IMemoryCache _cache;
    private readonly ShopDbContext _db;

    public PriceList(IMemoryCache cache, ShopDbContext db)
    {
        _cache = cache;
        _db = db;
    }

    public async Task<Price> GetAsync(int productId, CancellationToken cancellationToken = default)
    {
        var price = await _cache.GetOrCreateAsync($"price:{productId}", async entry =>
        {
            entry.AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(10);
            var product = await _db.Products.AsNoTracking().SingleAsync(p => p.Id == productId, cancellationToken);
            return new Price(product.Id, product.Price, VatRates.Add(product.Category, product.Price));
        });
        return price!;
    }

    public async Task ChangeAsync(int productId, decimal amount, CancellationToken cancellationToken = default)
    {
        await _db.Products.Where(p => p.Id == productId)
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.Price, amount), cancellationToken);
        _cache.Remove($"price:{productId}");
    }
}
