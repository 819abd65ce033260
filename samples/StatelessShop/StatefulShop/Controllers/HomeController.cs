using Microsoft.AspNetCore.Mvc;
using StatefulShop.Services.Catalogue;

namespace StatefulShop.Controllers;

public sealed class HomeController(ICatalogue catalogue, CategoryMenu menu, ProductSearch search) : Controller
{
    public IActionResult Index() => View(menu.Categories());

    public async Task<IActionResult> Category(string id)
    {
        var page = await catalogue.GetCategory(id);
        return View(page);
    }

    public IActionResult Search(string q) => View("Category", new CategoryPage(q, search.Find(q)));

    public IActionResult Error() => Problem();
}
