using StatelessAnalyzers.Files;
using StatelessAnalyzers.Tests.Rewriting;
using Xunit;

namespace StatelessAnalyzers.Tests.Files;

/// <summary>What <c>UseStaticFiles</c> served from the web root keeps its address when it moves to S3.</summary>
public class ServedFolderTests
{
    const string Reports = """

        public class Reports(IWebHostEnvironment env)
        {
            public async Task SaveAsync(string name, string text)
            {
                await File.WriteAllTextAsync(Path.Combine(env.WebRootPath, "reports", Path.GetFileName(name)), text);
            }
        }

        """;

    static string Program(string middleware, string tail = "app.Run();") => $"""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton<Reports>();
        var app = builder.Build();
        {middleware}
        {tail}

        """.ReplaceLineEndings("\n");

    static Task<Fixed> RunAsync(string code, string lineEnd = "\n") =>
        FixRun<LocalFileWrite, KeepFileInS3>.RunAsync(new Workshop { References = References.Everything }.Project("Web", [("Test.cs", code.ReplaceLineEndings(lineEnd))], application: true));

    static async Task<string> FixAsync(string code, string lineEnd = "\n")
    {
        var result = await RunAsync(code, lineEnd);
        Assert.Empty(result.Refused);
        return result.Text("/0/Web/Test.cs");
    }

    const string Endpoint = """
        app.MapGet("/reports/{**name}", async (string name, IAmazonS3 s3, IConfiguration configuration, CancellationToken cancellationToken) =>
        {
            if (!new FileExtensionContentTypeProvider().TryGetContentType(name, out var contentType))
            {
                return Results.NotFound();
            }

            try
            {
                var found = await s3.GetObjectAsync(configuration["Storage:Bucket"], $"reports/{name}", cancellationToken);
                return Results.Stream(found.ResponseStream, contentType);
            }
            catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
            {
                return Results.NotFound();
            }
        }).AllowAnonymous();

        """;

    [Theory]
    [InlineData("app.UseStaticFiles();", "\n")]
    [InlineData("app.UseStaticFiles(new StaticFileOptions { OnPrepareResponse = _ => { } });", "\r\n")]
    public async Task An_endpoint_serves_the_folder_from_the_bucket(string middleware, string lineEnd)
    {
        var result = await FixAsync(Program(middleware + "\napp.MapGet(\"/\", () => \"shop\");\napp.MapHealthChecks(\"/health\");") + Reports, lineEnd);
        Assert.Contains(("app.MapGet(\"/\", () => \"shop\");\n" + Endpoint.ReplaceLineEndings("\n") + "app.MapHealthChecks(\"/health\");\napp.Run();\n").ReplaceLineEndings(lineEnd), result, StringComparison.Ordinal);
        Assert.Contains("using Microsoft.AspNetCore.StaticFiles;", result, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Startup_class_maps_it_with_its_endpoints()
    {
        var result = await FixAsync("""
            Host.CreateDefaultBuilder(args).ConfigureWebHostDefaults(web => web.UseStartup<Startup>()).Build().Run();

            public class Startup(IConfiguration configuration)
            {
                public void ConfigureServices(IServiceCollection services)
                {
                    services.AddSingleton<Reports>();
                    services.AddSingleton(configuration);
                }

                public void Configure(IApplicationBuilder app)
                {
                    app.UseStaticFiles();
                    app.UseRouting();
                    app.UseEndpoints(endpoints =>
                    {
                        endpoints.MapGet("/", () => "shop");
                    });
                }
            }

            """.ReplaceLineEndings("\n") + Reports);
        Assert.Contains("            endpoints.MapGet(\"/\", () => \"shop\");\n            endpoints.MapGet(\"/reports/{**name}\", async (", result, StringComparison.Ordinal);
        Assert.Contains("\n            {\n                if (!new FileExtensionContentTypeProvider()", result, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_a_known_name_has_an_endpoint_of_its_own()
    {
        var result = await FixAsync(Program("app.UseStaticFiles();") + Reports.Replace("\"reports\", Path.GetFileName(name)", "\"sitemap.xml\"", StringComparison.Ordinal));
        Assert.Contains("app.MapGet(\"/sitemap.xml\", async (IAmazonS3 s3, IConfiguration configuration, CancellationToken cancellationToken) =>", result, StringComparison.Ordinal);
        Assert.Contains("s3.GetObjectAsync(configuration[\"Storage:Bucket\"], \"sitemap.xml\", cancellationToken)", result, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "env.WebRootPath")]
    [InlineData("if (app.Environment.IsDevelopment()) app.UseStaticFiles();", "env.WebRootPath")]
    [InlineData("app.UseStaticFiles();", "env.ContentRootPath")]
    public async Task What_nothing_serves_needs_no_endpoint(string middleware, string root) =>
        Assert.DoesNotContain("MapGet", await FixAsync(Program(middleware) + Reports.Replace("env.WebRootPath", root, StringComparison.Ordinal)), StringComparison.Ordinal);

    [Fact]
    public async Task Two_folders_have_two_endpoints_once_each()
    {
        var second = Reports.Replace("Reports", "Bills", StringComparison.Ordinal).Replace("\"reports\"", "\"bills\"", StringComparison.Ordinal);
        var result = await FixAsync(Program("app.UseStaticFiles();").Replace("<Reports>();", "<Reports>().AddSingleton<Bills>().AddSingleton<More>();", StringComparison.Ordinal) + Reports + second + Reports.Replace("class Reports", "class More", StringComparison.Ordinal));
        Assert.True(result.IndexOf("MapGet(\"/bills/{**name}\"", StringComparison.Ordinal) < result.IndexOf("MapGet(\"/reports/{**name}\"", StringComparison.Ordinal));
        Assert.Equal(3, result.Split("MapGet(").Length);
    }

    [Theory]
    [InlineData("\"reports\", Path.GetFileName(name)", "Path.GetFileName(name)", "app.Run();", "the web root itself is served")]
    [InlineData("", "", "((IHost)app).Run();", "there is no place for an endpoint")]
    public async Task What_cannot_keep_its_address_is_refused(string code, string by, string tail, string reason)
    {
        var result = await RunAsync(Program("app.UseStaticFiles();", tail) + (code.Length == 0 ? Reports : Reports.Replace(code, by, StringComparison.Ordinal)));
        Assert.Equal(0, result.Applied);
        Assert.Contains(reason, Assert.Single(result.Refused), StringComparison.Ordinal);
    }
}
