using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using StatefulShop.Services.Catalogue;
using StatefulShop.Services.Marketing;
using StatefulShop.Services.Store;

namespace StatefulShop.Controllers;

[Authorize]
[AutoValidateAntiforgeryToken]
public sealed class AdminController(
    IConfiguration configuration, ICatalogue catalogue, ICouponStore coupons, BannerService banner) : Controller
{
    public IActionResult Index() => View(coupons.All());

    [HttpPost]
    public IActionResult ShowPrices(bool show)
    {
        configuration["Shop:ShowPrices"] = show.ToString();
        return RedirectToAction(nameof(Index));
    }

    [HttpPost]
    public IActionResult OpenStore(bool open)
    {
        if (open)
        {
            StoreStatus.Open();
        }
        else
        {
            StoreStatus.Close("We take stock today and are back tomorrow.");
        }

        return RedirectToAction(nameof(Index));
    }

    [HttpPost]
    public async Task<IActionResult> Banner(string text, CancellationToken cancellationToken)
    {
        await banner.PublishAsync(text, cancellationToken);
        return RedirectToAction(nameof(Index));
    }

    [HttpPost]
    public IActionResult AddCoupon(string code, decimal amount, int left)
    {
        coupons.Add(new Coupon { Code = code, Amount = amount, Left = left });
        return RedirectToAction(nameof(Index));
    }

    [HttpPost]
    public async Task<IActionResult> AddProduct(string name, string category, decimal price, int stock)
    {
        await catalogue.Add(new Product { Name = name, Category = category, Price = price, Stock = stock });
        return RedirectToAction("Category", "Home", new { id = category });
    }
}
