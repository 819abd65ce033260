using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StatefulShop.Services.Catalogue;

namespace StatefulShop.Pages;

public sealed class OffersModel(ICatalogue catalogue) : PageModel
{
    [BindProperty]
    public string Wish { get; set; } = "";

    public CategoryPage Offers { get; private set; } = new("offers", []);

    public async Task OnGet()
    {
        Offers = await catalogue.GetCategory("offers");
    }

    public IActionResult OnPost()
    {
        TempData["Message"] = $"We will look for {Wish}.";
        return RedirectToPage();
    }
}
