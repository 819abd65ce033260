using System.Collections.Concurrent;

namespace StatefulShop.Services.Catalogue;

public sealed class ProductCatalogue : ICatalogue
{
    private static readonly ConcurrentDictionary<int, ProductDetails> Products = new();
    private static readonly ConcurrentDictionary<string, CategoryPage> Pages = new();

    private readonly ICatalogueRepository _repository;

    public ProductCatalogue(ICatalogueRepository repository)
    {
        _repository = repository;
    }

    public ProductDetails Get(int id)
    {
        return Products.GetOrAdd(id, key => _repository.Load(key));
    }

    public CategoryPage GetCategory(string category) => Pages.GetOrAdd(category, _repository.LoadCategory);

    public void Add(Product product)
    {
        _repository.Add(product);
        Pages.TryRemove(product.Category, out _);
    }
}
