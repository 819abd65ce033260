namespace StatefulShop.Services.Catalogue;

public interface ICatalogue
{
    /// <exception cref="KeyNotFoundException">The shop has no such product.</exception>
    Task<ProductDetails> Get(int id);

    Task<CategoryPage> GetCategory(string category);

    Task Add(Product product);
}

public interface ICatalogueRepository
{
    ProductDetails Load(int id);

    CategoryPage LoadCategory(string category);

    IReadOnlyList<string> LoadCategories();

    void Add(Product product);
}
