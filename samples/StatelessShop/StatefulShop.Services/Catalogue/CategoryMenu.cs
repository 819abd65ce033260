namespace StatefulShop.Services.Catalogue;

public sealed class CategoryMenu(ICatalogueRepository repository)
{
    private static IReadOnlyList<string>? _categories;

    public IReadOnlyList<string> Categories() => _categories ??= repository.LoadCategories();
}
