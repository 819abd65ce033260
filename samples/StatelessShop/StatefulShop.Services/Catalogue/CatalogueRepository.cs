using Microsoft.EntityFrameworkCore;

namespace StatefulShop.Services.Catalogue;

public sealed class CatalogueRepository(ShopDbContext db) : ICatalogueRepository
{
    public ProductDetails Load(int id)
    {
        return db.Products.AsNoTracking()
            .Where(p => p.Id == id)
            .Select(p => new ProductDetails(p.Id, p.Name, p.Category, p.Description))
            .SingleOrDefault() ?? throw new KeyNotFoundException($"There is no product {id}.");
    }

    public CategoryPage LoadCategory(string category)
    {
        var products = db.Products.AsNoTracking()
            .Where(p => p.Category == category)
            .OrderBy(p => p.Name)
            .Select(p => new ProductSummary(p.Id, p.Name))
            .ToList();
        return new CategoryPage(category, products);
    }

    public IReadOnlyList<string> LoadCategories()
    {
        return db.Products.Select(p => p.Category).Distinct().OrderBy(c => c).ToList();
    }

    public void Add(Product product)
    {
        db.Products.Add(product);
        db.SaveChanges();
    }
}
