using System.Text;
using Microsoft.AspNetCore.Mvc;
using StatefulShop.Services.Exports;

namespace StatefulShop.Controllers;

[AutoValidateAntiforgeryToken]
public sealed class ExportsController : Controller
{
    private readonly IOrderExports _exports;
    private readonly TimeProvider _time;

    public ExportsController(IOrderExports exports, TimeProvider time)
    {
        _exports = exports;
        _time = time;
    }

    public async Task<IActionResult> Index(string? name)
    {
        if (name is not null && !await _exports.Exists(name))
        {
            name = null;
        }

        ViewData["Link"] = name is null ? null : Url.Action(nameof(Shared), new { id = name, signature = DownloadLinks.Sign(name) });
        return View("Index", name);
    }

    [HttpPost]
    public async Task<IActionResult> Create()
    {
        var name = await _exports.Create(DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime));
        TempData["Message"] = $"{name} is written.";
        return RedirectToAction(nameof(Index), new { name });
    }

    public async Task<IActionResult> Download(string id)
    {
        var text = await _exports.Read(id);
        return text is null ? NotFound() : File(Encoding.UTF8.GetBytes(text), "text/csv", id);
    }

    public async Task<IActionResult> Shared(string id, string signature)
    {
        return DownloadLinks.IsValid(id, signature) ? await Download(id) : Forbid();
    }

    [HttpPost]
    public async Task<IActionResult> Delete(string id)
    {
        await _exports.Delete(id);
        return RedirectToAction(nameof(Index));
    }
}
