using StatelessAnalyzers.Files;
using Xunit;

namespace StatelessAnalyzers.Tests.Files;

public class KeepUploadInS3Tests
{
    const string Host = """
        using Microsoft.AspNetCore.Mvc;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddControllers();
        var app = builder.Build();
        app.MapControllers();
        app.Run();

        """;

    const string FixedHost = """
        using Amazon.S3;
        using Amazon.S3.Model;
        using Microsoft.AspNetCore.Mvc;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddControllers();
        builder.Services.AddDefaultAWSOptions(builder.Configuration.GetAWSOptions());
        builder.Services.AddAWSService<IAmazonS3>();
        var app = builder.Build();
        app.MapControllers();
        app.Run();

        """;

    [Fact]
    public Task Puts_an_upload_and_reads_its_folder_from_the_bucket() => new FixTest<LocalUpload, KeepUploadInS3>
    {
        Code = Host + """
            public class PicturesController(IWebHostEnvironment environment) : Controller
            {
                [HttpPost]
                public async Task<IActionResult> Upload(IFormFile picture)
                {
                    var folder = Path.Combine(environment.WebRootPath, "uploads");
                    if (!Directory.Exists(folder))
                    {
                        Directory.CreateDirectory(folder);
                    }

                    // the name that it was uploaded with
                    using (var stream = new FileStream(Path.Combine(folder, Path.GetFileName(picture.FileName)), FileMode.Create))
                    {
                        await picture.{|SLS2002:CopyToAsync|}(stream);
                    }

                    return Ok();
                }

                public IActionResult Show(string id) => File(System.IO.File.OpenRead(Path.Combine(environment.WebRootPath, "uploads", Path.GetFileName(id))), "image/png");

                public IEnumerable<string?> List()
                {
                    var folder = Path.Combine(environment.WebRootPath, "uploads");
                    return Directory.Exists(folder) ? Directory.GetFiles(folder).Select(Path.GetFileName) : [];
                }
            }
            """,
        Fixed = FixedHost + """
            public class PicturesController(IAmazonS3 s3, IConfiguration configuration) : Controller
            {
                [HttpPost]
                public async Task<IActionResult> Upload(IFormFile picture)
                {
                    var folder = "uploads";

                    // the name that it was uploaded with
                    await s3.PutObjectAsync(
                        new PutObjectRequest { BucketName = configuration["Storage:Bucket"], Key = $"{folder}/{Path.GetFileName(picture.FileName)}", InputStream = picture.OpenReadStream(), ContentType = picture.ContentType },
                        HttpContext.RequestAborted);

                    return Ok();
                }

                public async Task<IActionResult> Show(string id) => File((await s3.GetObjectAsync(configuration["Storage:Bucket"], $"uploads/{Path.GetFileName(id)}", HttpContext.RequestAborted)).ResponseStream, "image/png");

                public async Task<IEnumerable<string?>> List()
                {
                    var folder = "uploads";
                    return (await ListObjectsAsync(s3, configuration["Storage:Bucket"], folder, HttpContext.RequestAborted)).Select(Path.GetFileName);
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
            }
            """,
    }.RunAsync();

    [Fact]
    public Task Keeps_a_file_that_exists_where_the_original_did() => new FixTest<LocalUpload, KeepUploadInS3>
    {
        Code = Host + """
            public class PicturesController(IWebHostEnvironment environment) : Controller
            {
                public async Task Upload(IFormFile picture, CancellationToken token)
                {
                    using var stream = new FileStream(Path.Combine(environment.ContentRootPath, "uploads", Path.GetFileName(picture.FileName)), FileMode.CreateNew);
                    await picture.{|SLS2002:CopyToAsync|}(stream, token);
                }

                public string Root => environment.ContentRootPath;
            }
            """,
        Fixed = FixedHost + """
            public class PicturesController(IWebHostEnvironment environment, IAmazonS3 s3, IConfiguration configuration) : Controller
            {
                public async Task Upload(IFormFile picture, CancellationToken token)
                {
                    await s3.PutObjectAsync(
                        new PutObjectRequest { BucketName = configuration["Storage:Bucket"], Key = $"uploads/{Path.GetFileName(picture.FileName)}", InputStream = picture.OpenReadStream(), ContentType = picture.ContentType, IfNoneMatch = "*" },
                        token);
                }

                public string Root => environment.ContentRootPath;
            }
            """,
    }.RunAsync();

    [Fact]
    public Task An_endpoint_is_given_the_bucket() => new FixTest<LocalUpload, KeepUploadInS3>
    {
        Code = """
            var builder = WebApplication.CreateBuilder(args);
            var app = builder.Build();
            app.MapPost("/pictures", async (IFormFile file, IWebHostEnvironment env) =>
            {
                var path = Path.Combine(env.WebRootPath, "uploads", Path.GetFileName(file.FileName));
                await using var stream = File.Create(path);
                await file.{|SLS2002:CopyToAsync|}(stream);
                return Results.Ok(new { file.FileName });
            });
            app.Run();
            """,
        Fixed = """
            using Amazon.S3;
            using Amazon.S3.Model;

            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddDefaultAWSOptions(builder.Configuration.GetAWSOptions());
            builder.Services.AddAWSService<IAmazonS3>();
            var app = builder.Build();
            app.MapPost("/pictures", async (IFormFile file, IWebHostEnvironment env, IAmazonS3 s3, IConfiguration configuration) =>
            {
                var path = $"uploads/{Path.GetFileName(file.FileName)}";
                await s3.PutObjectAsync(
                    new PutObjectRequest { BucketName = configuration["Storage:Bucket"], Key = path, InputStream = file.OpenReadStream(), ContentType = file.ContentType });
                return Results.Ok(new { file.FileName });
            });
            app.Run();
            """,
    }.RunAsync();

    [Fact]
    public Task What_is_written_behind_an_upload_is_part_of_the_object() => new FixTest<LocalUpload, KeepUploadInS3>
    {
        Code = Host + """
            public class PicturesController(IWebHostEnvironment environment) : Controller
            {
                public async Task Upload(IFormFile picture)
                {
                    var path = Path.Combine(environment.WebRootPath, "uploads", Path.GetFileName(picture.FileName));
                    using var stream = new FileStream(path, FileMode.Create);
                    await picture.{|SLS2002:CopyToAsync|}(stream);
                    await stream.WriteAsync(new byte[1]);
                }
            }
            """,
        Fixed = FixedHost + """
            public class PicturesController(IAmazonS3 s3, IConfiguration configuration) : Controller
            {
                public async Task Upload(IFormFile picture)
                {
                    var path = $"uploads/{Path.GetFileName(picture.FileName)}";
                    using var stream = new MemoryStream();
                    await picture.CopyToAsync(stream);
                    await stream.WriteAsync(new byte[1]);
                    await s3.PutObjectAsync(
                        new PutObjectRequest { BucketName = configuration["Storage:Bucket"], Key = path, InputStream = stream },
                        HttpContext.RequestAborted);
                }
            }
            """,
    }.RunAsync();

    [Theory]
    [InlineData("using var stream = new FileStream(path, FileMode.Append); await picture.{|SLS2002:CopyToAsync|}(stream);")]
    [InlineData("using var stream = new FileStream(path, FileMode.Create); await picture.{|SLS2002:CopyToAsync|}(stream); System.Diagnostics.Process.Start(path);")]
    public Task Refuses_an_upload_that_is_more_than_one_object(string statements) => new FixTest<LocalUpload, KeepUploadInS3>
    {
        Code = Host + $$"""
            public class PicturesController(IWebHostEnvironment environment) : Controller
            {
                public async Task Upload(IFormFile picture)
                {
                    var path = Path.Combine(environment.WebRootPath, "uploads", Path.GetFileName(picture.FileName));
                    {{statements}}
                }
            }
            """,
    }.RunAsync();
}
