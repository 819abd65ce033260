using Microsoft.AspNetCore.Mvc;
using StatefulShop.Services.Catalogue;
using StatefulShop.Services.Store;

namespace StatefulShop.Controllers;

public sealed class ProductsController : Controller
{
    private readonly ICatalogue _catalogue;
    private readonly IPriceList _prices;
    private readonly RelatedProducts _related;
    private readonly PageViews _views;

    public ProductsController(ICatalogue catalogue, IPriceList prices, RelatedProducts related, PageViews views)
    {
        _catalogue = catalogue;
        _prices = prices;
        _related = related;
        _views = views;
    }

    public async Task<IActionResult> Details(int id, CancellationToken cancellationToken)
    {
        var product = await _catalogue.Get(id);
        var price = await _prices.GetAsync(id, cancellationToken);
        var related = await _related.GetAsync(product, cancellationToken);
        return View(new ProductPage(product, price, related, await _views.CountProduct(id)));
    }

    public async Task<IActionResult> Card(int id)
    {
        return PartialView(await _catalogue.Get(id));
    }

    public sealed record ProductPage(ProductDetails Product, Price Price, List<ProductSummary> Related, long Views);
}
