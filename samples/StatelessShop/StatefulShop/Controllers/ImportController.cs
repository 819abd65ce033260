using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using StatefulShop.Services.Catalogue;

namespace StatefulShop.Controllers;

[Authorize]
[AutoValidateAntiforgeryToken]
public sealed class ImportController(IPriceList prices) : Controller
{
    public IActionResult Index() => View(Array.Empty<string>());

    [HttpPost]
    public async Task<IActionResult> Preview(IFormFile file, CancellationToken cancellationToken)
    {
        var path = Path.GetTempFileName();
        await using (var stream = System.IO.File.OpenWrite(path))
        {
            await file.CopyToAsync(stream, cancellationToken);
        }

        TempData["Import"] = path;
        return View("Index", await System.IO.File.ReadAllLinesAsync(path, cancellationToken));
    }

    [HttpPost]
    public async Task<IActionResult> Apply(CancellationToken cancellationToken)
    {
        if (TempData["Import"] is not string path || !System.IO.File.Exists(path))
        {
            TempData["Message"] = "Please upload the price list again.";
            return RedirectToAction(nameof(Index));
        }

        foreach (var line in await System.IO.File.ReadAllLinesAsync(path, cancellationToken))
        {
            if (line.Split(';') is [var id, var amount])
            {
                await prices.ChangeAsync(
                    int.Parse(id, CultureInfo.InvariantCulture), decimal.Parse(amount, CultureInfo.InvariantCulture), cancellationToken);
            }
        }

        System.IO.File.Delete(path);
        TempData["Message"] = "The new prices are in effect.";
        return RedirectToAction(nameof(Index));
    }
}
