using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.StaticFiles;

namespace StatefulShop.Controllers;

[AutoValidateAntiforgeryToken]
public sealed class PicturesController : Controller
{
    private static readonly FileExtensionContentTypeProvider ContentTypes = new();

    private readonly IWebHostEnvironment _environment;

    public PicturesController(IWebHostEnvironment environment)
    {
        _environment = environment;
    }

    public IActionResult Index()
    {
        var folder = Path.Combine(_environment.WebRootPath, "uploads");
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder) : [];
        return View(files.Select(f => Path.GetFileName(f)).Order().ToList());
    }

    [HttpPost]
    [RequestSizeLimit(5_000_000)]
    public async Task<IActionResult> Upload(int productId, IFormFile picture, CancellationToken cancellationToken)
    {
        if (!TypeOf(picture.FileName).StartsWith("image/", StringComparison.Ordinal))
        {
            TempData["Message"] = "Only pictures, please.";
            return RedirectToAction(nameof(Index));
        }

        var folder = Path.Combine(_environment.WebRootPath, "uploads");
        Directory.CreateDirectory(folder);
        var fileName = $"{productId}-{Path.GetFileName(picture.FileName)}";
        using (var stream = new FileStream(Path.Combine(folder, fileName), FileMode.Create))
        {
            await picture.CopyToAsync(stream, cancellationToken);
        }

        TempData["Message"] = $"{fileName} is stored.";
        return RedirectToAction(nameof(Index));
    }

    public IActionResult Show(string id)
    {
        var path = Path.Combine(_environment.WebRootPath, "uploads", Path.GetFileName(id));
        if (!System.IO.File.Exists(path))
        {
            return NotFound();
        }

        return File(System.IO.File.OpenRead(path), TypeOf(id));
    }

    public async Task<IActionResult> Download(string id, CancellationToken cancellationToken)
    {
        var path = Path.Combine(_environment.WebRootPath, "uploads", Path.GetFileName(id));
        if (!System.IO.File.Exists(path))
        {
            return NotFound();
        }

        var bytes = await System.IO.File.ReadAllBytesAsync(path, cancellationToken);
        return File(bytes, "application/octet-stream", Path.GetFileName(id));
    }

    [HttpPost]
    public IActionResult Delete(string id)
    {
        System.IO.File.Delete(Path.Combine(_environment.WebRootPath, "uploads", Path.GetFileName(id)));
        return RedirectToAction(nameof(Index));
    }

    private static string TypeOf(string name)
    {
        return ContentTypes.TryGetContentType(name, out var type) ? type : "application/octet-stream";
    }
}
