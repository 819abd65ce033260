using StatelessAnalyzers.Files;
using StatelessAnalyzers.Tests.Rewriting;
using Xunit;

namespace StatelessAnalyzers.Tests.Files;

/// <summary>Static methods that work on files: they are handed the store by all that call them.</summary>
public class StaticFilesTests
{
    const string Host = "var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddControllers();\nbuilder.Services.AddSingleton<Pictures>();\nbuilder.Services.AddSingleton<Products>();\nbuilder.Build().Run();\n";

    static Workshop Shop(string helper, string user, string more = "") => new Workshop { References = References.Everything }.Project("Web",
        [("Files.cs", helper.ReplaceLineEndings("\n")), ("Users.cs", user.ReplaceLineEndings("\n")), ("Program.cs", Host), ("More.cs", more)], application: true);

    static Task<Fixed> RunAsync(Workshop shop) => FixRun<LocalUpload, KeepUploadInS3>.RunAsync(shop);

    static async Task Refuses(Workshop shop, string reason = "nothing at this place can be given an IAmazonS3")
    {
        var result = await RunAsync(shop);
        Assert.Equal(0, result.Applied);
        Assert.Contains(result.Refused, r => r.Contains(reason, StringComparison.Ordinal));
    }

    const string Extensions = """
        public static class FileExtensions
        {
            public static async Task<string> SaveAsync(this IFormFile file, string root, string folder, CancellationToken cancellationToken = default)
            {
                var name = Guid.NewGuid() + Path.GetExtension(file.FileName);
                var path = Path.Combine(root, "uploads", folder, name);
                // copied
                using var stream = new FileStream(path, FileMode.Create);
                await file.CopyToAsync(stream, cancellationToken);
                return name;
            }

            public static void Remove(string root, string folder, string name)
            {
                var path = Path.Combine(root, "uploads", folder, name);
                if (File.Exists(path))
                {
                    File.Delete(path);
                }
            }
        }
        """;

    const string Users = """
        public class Pictures(IWebHostEnvironment environment)
        {
            public async Task<string> Add(IFormFile file) => await file.SaveAsync(environment.ContentRootPath, "pictures");

            public void Remove(string name) => FileExtensions.Remove(environment.ContentRootPath, "pictures", name);
        }

        public class Products
        {
            private readonly IWebHostEnvironment _environment;

            public Products(IWebHostEnvironment environment)
            {
                _environment = environment;
            }

            public async Task<string> Add(IFormFile file, CancellationToken token)
            {
                return await FileExtensions.SaveAsync(
                    file,
                    _environment.ContentRootPath,
                    "products",
                    token);
            }
        }
        """;

    [Fact]
    public async Task Hands_the_store_to_a_static_method_from_all_of_its_callers()
    {
        var result = await RunAsync(Shop(Extensions, Users));
        Assert.Empty(result.Refused);
        var files = result.Text("/0/Web/Files.cs");
        Assert.Contains("SaveAsync(this IFormFile file, string root, string folder, IAmazonS3 s3, IConfiguration configuration, CancellationToken cancellationToken = default)", files, StringComparison.Ordinal);
        Assert.Contains("        // copied\n        await s3.PutObjectAsync(\n            new PutObjectRequest { BucketName = configuration[\"Storage:Bucket\"], Key = path, InputStream = file.OpenReadStream(), ContentType = file.ContentType },\n            cancellationToken);", files, StringComparison.Ordinal);
        Assert.Contains("public static async Task Remove(string root, string folder, string name, IAmazonS3 s3, IConfiguration configuration)", files, StringComparison.Ordinal);
        var users = result.Text("/0/Web/Users.cs");
        Assert.Contains("public class Pictures(IWebHostEnvironment environment, IAmazonS3 s3, IConfiguration configuration)", users, StringComparison.Ordinal);
        Assert.Contains("await file.SaveAsync(environment.ContentRootPath, \"pictures\", s3, configuration);", users, StringComparison.Ordinal);
        Assert.Contains("public async Task Remove(string name) => await FileExtensions.Remove(environment.ContentRootPath, \"pictures\", name, s3, configuration);", users, StringComparison.Ordinal);
        Assert.Contains("            \"products\",\n            _s3,\n            _configuration,\n            token);", users, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hands_it_through_another_static_method_and_from_another_project()
    {
        var result = await RunAsync(new Workshop { References = References.Everything }
            .Project("Core", [("Files.cs", Extensions.ReplaceLineEndings("\n")), ("Through.cs", "public static class Uploads\n{\n    public static Task<string> Keep(IFormFile file, string root) => file.SaveAsync(root, \"kept\");\n}\n")])
            .Project("Web", [("Users.cs", "public class Pictures(IWebHostEnvironment environment)\n{\n    public Task<string> Add(IFormFile file) => Uploads.Keep(file, environment.ContentRootPath);\n    public void Remove(string name) => FileExtensions.Remove(environment.ContentRootPath, \"kept\", name);\n}\npublic class Products;\n"), ("Program.cs", Host)], application: true, uses: ["Core"]));
        Assert.Empty(result.Refused);
        Assert.Contains("Keep(IFormFile file, string root, IAmazonS3 s3, IConfiguration configuration) => file.SaveAsync(root, \"kept\", s3, configuration);", result.Text("/0/Core/Through.cs"), StringComparison.Ordinal);
        Assert.Contains("Uploads.Keep(file, environment.ContentRootPath, s3, configuration);", result.Text("/0/Web/Users.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keeps_line_ends()
    {
        var result = await RunAsync(new Workshop { References = References.Everything }.Project("Web", [("Files.cs", Extensions.ReplaceLineEndings("\r\n")), ("Users.cs", Users.ReplaceLineEndings("\r\n")), ("Program.cs", Host)], application: true));
        Assert.Empty(result.Refused);
        foreach (var file in new[] { "/0/Web/Files.cs", "/0/Web/Users.cs" })
            Assert.Equal(result.Text(file).Count(c => c == '\n'), result.Text(file).Split("\r\n").Length - 1);
    }

    [Fact]
    public async Task Serves_the_folder_that_all_callers_name()
    {
        var result = await RunAsync(new Workshop { References = References.Everything }.Project("Web",
            [
                ("Files.cs", Extensions.Replace("\"uploads\", ", "", StringComparison.Ordinal).ReplaceLineEndings("\n")),
                ("Users.cs", Users.Replace("ContentRootPath", "WebRootPath", StringComparison.Ordinal).Replace("\"pictures\"", "\"img/pictures\"", StringComparison.Ordinal).Replace("\"products\"", "\"img/products\"", StringComparison.Ordinal).ReplaceLineEndings("\n")),
                ("Program.cs", Host.Replace("builder.Build().Run();", "var app = builder.Build();\napp.UseStaticFiles();\napp.Run();", StringComparison.Ordinal)),
            ], application: true));
        Assert.Empty(result.Refused);
        Assert.Contains("var path = $\"{folder}/{name}\";", result.Text("/0/Web/Files.cs"), StringComparison.Ordinal);
        Assert.Contains("app.MapGet(\"/img/{**name}\", async (string name, IAmazonS3 s3,", result.Text("/0/Web/Program.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_to_serve_the_web_root_where_callers_name_folders_apart()
    {
        var result = await RunAsync(new Workshop { References = References.Everything }.Project("Web",
            [
                ("Files.cs", Extensions.Replace("\"uploads\", ", "", StringComparison.Ordinal).ReplaceLineEndings("\n")),
                ("Users.cs", Users.Replace("ContentRootPath", "WebRootPath", StringComparison.Ordinal).ReplaceLineEndings("\n")),
                ("Program.cs", Host.Replace("builder.Build().Run();", "var app = builder.Build();\napp.UseStaticFiles();\napp.Run();", StringComparison.Ordinal)),
            ], application: true));
        Assert.Equal(0, result.Applied);
        Assert.Contains("the web root itself is served", Assert.Single(result.Refused.Distinct()), StringComparison.Ordinal);
    }

    [Fact]
    public Task Refuses_a_method_that_is_handed_on_as_a_delegate() =>
        Refuses(Shop(Extensions, Users, "public class Later { public Action<string, string, string> Remove => FileExtensions.Remove; }"), "'Remove' works on files below the same folder, and not all of its calls are seen: 'Remove' is called in another way (More.cs, line 1)");

    [Fact]
    public Task Refuses_a_caller_that_can_be_given_nothing() =>
        Refuses(Shop(Extensions, Users, "public record Picture(IWebHostEnvironment Environment) { public void Remove() => FileExtensions.Remove(Environment.ContentRootPath, \"pictures\", \"a\"); }"));

    [Fact]
    public Task Refuses_a_call_whose_arguments_are_named() =>
        Refuses(Shop(Extensions, Users, "public class Named(IWebHostEnvironment environment, ILogger<Named> logger) { public void Remove() { logger.LogInformation(\"\"); FileExtensions.Remove(environment.ContentRootPath, name: \"a\", folder: \"pictures\"); } }"));

    [Fact]
    public Task Refuses_a_method_that_an_attribute_lets_others_call() =>
        Refuses(Shop(Extensions.Replace("public static void Remove", "[System.ComponentModel.Description(\"x\")] public static void Remove", StringComparison.Ordinal), Users), "a framework may call 'FileExtensions.Remove'");

    [Fact]
    public Task Refuses_where_a_method_beside_it_is_given_other_folders_too() =>
        Refuses(Shop(Extensions, Users, "public class Elsewhere(string folder) { public void Remove() => FileExtensions.Remove(folder, \"pictures\", \"a\"); }"), "it is given other folders too");
}
