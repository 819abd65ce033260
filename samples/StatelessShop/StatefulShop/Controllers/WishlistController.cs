using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using StatefulShop.Services.Catalogue;
using StatefulShop.Services.Users;

namespace StatefulShop.Controllers;

[Authorize]
[AutoValidateAntiforgeryToken]
public sealed class WishlistController(Wishlists wishlists, ICatalogue catalogue) : Controller
{
    private string CurrentUser => User.Identity?.Name ?? throw new InvalidOperationException("Nobody is signed in.");

    public async Task<IActionResult> Index()
    {
        var products = new List<ProductDetails>();
        foreach (var id in wishlists.Of(CurrentUser))
        {
            products.Add(await catalogue.Get(id));
        }

        return View(products);
    }

    [HttpPost]
    public IActionResult Add(int productId)
    {
        wishlists.Add(CurrentUser, productId);
        return RedirectToAction(nameof(Index));
    }

    [HttpPost]
    public IActionResult Remove(int productId)
    {
        wishlists.Remove(CurrentUser, productId);
        return RedirectToAction(nameof(Index));
    }
}
