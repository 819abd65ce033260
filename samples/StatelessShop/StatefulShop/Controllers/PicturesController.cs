using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.StaticFiles;

namespace StatefulShop.Controllers;

[AutoValidateAntiforgeryToken]
public sealed class PicturesController : Controller
{
    private static readonly FileExtensionContentTypeProvider ContentTypes = new();

    private readonly IWebHostEnvironment _environment;
    private readonly IAmazonS3 _s3;
    private readonly IConfiguration _configuration;

    public PicturesController(IWebHostEnvironment environment, IAmazonS3 s3, IConfiguration configuration)
    {
        _environment = environment;
        _s3 = s3;
        _configuration = configuration;
    }

    public async Task<IActionResult> Index()
    {
        var folder = "uploads";
        var files = await ListObjectsAsync(_s3, _configuration["Storage:Bucket"], folder, HttpContext.RequestAborted);
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

        var folder = "uploads";
        var fileName = $"{productId}-{Path.GetFileName(picture.FileName)}";
        await _s3.PutObjectAsync(
            new PutObjectRequest { BucketName = _configuration["Storage:Bucket"], Key = $"{folder}/{fileName}", InputStream = picture.OpenReadStream(), ContentType = picture.ContentType },
            cancellationToken);

        TempData["Message"] = $"{fileName} is stored.";
        return RedirectToAction(nameof(Index));
    }

    public async Task<IActionResult> Show(string id)
    {
        var path = $"uploads/{Path.GetFileName(id)}";
        if (!await ObjectExistsAsync(_s3, _configuration["Storage:Bucket"], path, HttpContext.RequestAborted))
        {
            return NotFound();
        }

        return File((await _s3.GetObjectAsync(_configuration["Storage:Bucket"], path, HttpContext.RequestAborted)).ResponseStream, TypeOf(id));
    }

    public async Task<IActionResult> Download(string id, CancellationToken cancellationToken)
    {
        var path = $"uploads/{Path.GetFileName(id)}";
        if (!await ObjectExistsAsync(_s3, _configuration["Storage:Bucket"], path, cancellationToken))
        {
            return NotFound();
        }

        var bytes = await ReadObjectBytesAsync(_s3, _configuration["Storage:Bucket"], path, cancellationToken);
        return File(bytes, "application/octet-stream", Path.GetFileName(id));
    }

    [HttpPost]
    public async Task<IActionResult> Delete(string id)
    {
        await _s3.DeleteObjectAsync(
            _configuration["Storage:Bucket"],
            $"uploads/{Path.GetFileName(id)}",
            HttpContext.RequestAborted);
        return RedirectToAction(nameof(Index));
    }

    private static string TypeOf(string name)
    {
        return ContentTypes.TryGetContentType(name, out var type) ? type : "application/octet-stream";
    }

    private static async Task<string[]> ListObjectsAsync(IAmazonS3 s3, string? bucket, string folder, CancellationToken cancellationToken = default)
    {
        var keys = new List<string>();
        var request = new ListObjectsV2Request { BucketName = bucket, Prefix = folder + "/", Delimiter = "/" };
        await foreach (var item in s3.Paginators.ListObjectsV2(request).S3Objects.WithCancellation(cancellationToken))
        {
            keys.Add(item.Key);
        }

        return keys.ToArray();
    }

    private static async Task<bool> ObjectExistsAsync(IAmazonS3 s3, string? bucket, string key, CancellationToken cancellationToken = default)
    {
        try
        {
            await s3.GetObjectMetadataAsync(bucket, key, cancellationToken);
            return true;
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }
    }

    private static async Task<byte[]> ReadObjectBytesAsync(IAmazonS3 s3, string? bucket, string key, CancellationToken cancellationToken = default)
    {
        using var response = await s3.GetObjectAsync(bucket, key, cancellationToken);
        using var content = new MemoryStream();
        await response.ResponseStream.CopyToAsync(content, 81920, cancellationToken);
        return content.ToArray();
    }
}
