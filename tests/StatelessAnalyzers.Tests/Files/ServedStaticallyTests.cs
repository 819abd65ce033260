using StatelessAnalyzers.Files;
using StatelessAnalyzers.Tests.Rewriting;
using Xunit;

namespace StatelessAnalyzers.Tests.Files;

/// <summary>A folder that <c>UseStaticFiles</c> serves at an address of its own keeps that address when it moves to S3.</summary>
public class ServedStaticallyTests
{
    const string Media = """

        public class Media(IHostEnvironment env)
        {
            public async Task SaveAsync(string name, string text) => await File.WriteAllTextAsync(Path.Combine(env.ContentRootPath, "media", name), text);
        }

        public static class Addresses
        {
            public const string Media = "/pictures";
        }

        """;

    static string Code(string serve) => $$"""
        using Microsoft.Extensions.FileProviders;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton<Media>();
        var app = builder.Build();
        {{serve}}
        app.Run();

        """.ReplaceLineEndings("\n") + Media.ReplaceLineEndings("\n");

    static string Endpoint(string route, string key) => $$"""
        app.MapGet({{route}}, async (string name, IAmazonS3 s3, IConfiguration configuration, CancellationToken cancellationToken) =>
        {
            if (!new FileExtensionContentTypeProvider().TryGetContentType(name, out var contentType))
            {
                return Results.NotFound();
            }

            try
            {
                var found = await s3.GetObjectAsync(configuration["Storage:Bucket"], {{key}}, cancellationToken);
                return Results.Stream(found.ResponseStream, contentType);
            }
            catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
            {
                return Results.NotFound();
            }
        }).AllowAnonymous();
        app.Run();
        """.ReplaceLineEndings("\n");

    static Task<Fixed> RunAsync(string code) =>
        FixRun<LocalFileWrite, KeepFileInS3>.RunAsync(new Workshop { References = References.Everything }.Project("Web", [("Test.cs", code)], application: true));

    [Theory]
    [InlineData("app.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(Path.Combine(app.Environment.ContentRootPath, \"media\")), RequestPath = \"/media\" });", "\"/media/{**name}\"", "$\"media/{name}\"")]
    [InlineData("app.UseStaticFiles(new StaticFileOptions\n{\n    FileProvider = new PhysicalFileProvider(Path.Combine(app.Environment.ContentRootPath, \"media\")),\n    RequestPath = new PathString(Addresses.Media),\n});", "Addresses.Media + \"/{**name}\"", "$\"media/{name}\"")]
    [InlineData("var folder = Path.Combine(app.Environment.ContentRootPath, \"media\");\nif (!Directory.Exists(folder)) Directory.CreateDirectory(folder);\napp.UseStaticFiles(new StaticFileOptions() { RequestPath = Addresses.Media, FileProvider = new PhysicalFileProvider(folder) });", "Addresses.Media + \"/{**name}\"", "$\"{folder}/{name}\"")]
    public async Task An_endpoint_serves_it_at_the_same_address(string serve, string route, string key)
    {
        var result = await RunAsync(Code(serve));
        Assert.Empty(result.Refused);
        Assert.Contains(Endpoint(route, key), result.Text("/0/Web/Test.cs"), StringComparison.Ordinal);
        Assert.DoesNotContain("UseStaticFiles", result.Text("/0/Web/Test.cs"), StringComparison.Ordinal);
    }

    // The middleware at the root of the site serves the same folder at the same address.
    [Fact]
    public async Task An_address_below_the_web_root_has_one_endpoint()
    {
        var code = Code("app.UseStaticFiles();\napp.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(Path.Combine(app.Environment.WebRootPath, \"media\")), RequestPath = \"/media\" });")
            .Replace("IHostEnvironment env", "IWebHostEnvironment env", StringComparison.Ordinal).Replace("env.ContentRootPath", "env.WebRootPath", StringComparison.Ordinal);
        var result = await RunAsync(code);
        Assert.Empty(result.Refused);
        Assert.Equal(2, result.Text("/0/Web/Test.cs").Split("app.MapGet(\"/media/{**name}\"").Length);
    }

    [Theory]
    [InlineData("app.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(Path.Combine(app.Environment.ContentRootPath, \"media\")) });")]
    [InlineData("app.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(Path.Combine(app.Environment.ContentRootPath, \"media\")), RequestPath = args[0] });")]
    [InlineData("app.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(Path.Combine(app.Environment.ContentRootPath, \"media\")), RequestPath = \"/media\", ServeUnknownFileTypes = true });")]
    [InlineData("app.UseFileServer(new FileServerOptions { FileProvider = new PhysicalFileProvider(Path.Combine(app.Environment.ContentRootPath, \"media\")), RequestPath = \"/media\" });")]
    [InlineData("((IApplicationBuilder)app).UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(Path.Combine(app.Environment.ContentRootPath, \"media\")), RequestPath = \"/media\" });")]
    public async Task What_an_endpoint_would_not_do_the_same_is_refused(string serve)
    {
        var result = await RunAsync(Code(serve));
        Assert.Equal(0, result.Applied);
        Assert.Contains("needs the same folder on a disk", Assert.Single(result.Refused), StringComparison.Ordinal);
    }
}
