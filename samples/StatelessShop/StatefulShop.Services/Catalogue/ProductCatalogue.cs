using Microsoft.Extensions.Caching.Hybrid;

namespace StatefulShop.Services.Catalogue;

public sealed class ProductCatalogue : ICatalogue
{
    private readonly ICatalogueRepository _repository;
    private readonly HybridCache _cache;

    public ProductCatalogue(ICatalogueRepository repository, HybridCache cache)
    {
        _repository = repository;
        _cache = cache;
    }

    public async Task<ProductDetails> Get(int id)
    {
        return await _cache.GetOrCreateAsync(
            $"ProductCatalogue.Products:{id}",
            _ => ValueTask.FromResult(_repository.Load(id)),
            new HybridCacheEntryOptions { Expiration = TimeSpan.FromMinutes(30) });
    }

    public async Task<CategoryPage> GetCategory(string category) => await _cache.GetOrCreateAsync(
        $"ProductCatalogue.Pages:{category}",
        _ => ValueTask.FromResult(_repository.LoadCategory(category)),
        new HybridCacheEntryOptions { Expiration = TimeSpan.FromMinutes(30), Flags = HybridCacheEntryFlags.DisableLocalCache });

    public async Task Add(Product product)
    {
        _repository.Add(product);
        await _cache.RemoveAsync($"ProductCatalogue.Pages:{product.Category}");
    }
}
