using StatelessAnalyzers.Files;
using Xunit;

namespace StatelessAnalyzers.Tests.Files;

public class KeepFileInS3Tests
{
    const string Host = """
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddControllers();
        builder.Services.AddSingleton<Reports>();
        var app = builder.Build();
        app.Run();

        """;

    const string FixedHost = """
        using Amazon.S3;
        using Amazon.S3.Model;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddControllers();
        builder.Services.AddSingleton<Reports>();
        builder.Services.AddDefaultAWSOptions(builder.Configuration.GetAWSOptions());
        builder.Services.AddAWSService<IAmazonS3>();
        var app = builder.Build();
        app.Run();

        """;

    static Task Fixes(string code, string fixedCode, string usings = "") => new FixTest<LocalFileWrite, KeepFileInS3>
    {
        Code = Host + code,
        Fixed = usings + FixedHost + fixedCode,
        // All findings of a folder are one fault, which one fix removes.
        NumberOfIncrementalIterations = 1,
    }.RunAsync();

    static Task Refuses(string code) => new FixTest<LocalFileWrite, KeepFileInS3> { Code = Host + code }.RunAsync();

    [Fact]
    public Task Puts_text_under_the_rest_of_the_path() => Fixes(
        """
        public class Reports(IWebHostEnvironment environment)
        {
            public void Save(string name, string text)
            {
                // one file a report
                File.{|SLS2001:WriteAllText|}(Path.Combine(environment.ContentRootPath, "reports", name + ".txt"), text); // kept
            }
        }
        """,
        """
        public class Reports(IAmazonS3 s3, IConfiguration configuration)
        {
            public async Task Save(string name, string text)
            {
                // one file a report
                await s3.PutObjectAsync(
                    new PutObjectRequest { BucketName = configuration["Storage:Bucket"], Key = $"reports/{name}.txt", ContentBody = text }); // kept
            }
        }
        """);

    [Fact]
    public Task Moves_writes_reads_checks_and_deletes_of_a_folder_together() => Fixes(
        """
        public class Reports
        {
            private readonly string _folder;

            public Reports(IHostEnvironment environment)
            {
                _folder = Path.Combine(environment.ContentRootPath, "reports");
                Directory.CreateDirectory(_folder);
            }

            public async Task SaveAsync(string name, byte[] content, CancellationToken token)
            {
                await File.{|SLS2001:WriteAllBytesAsync|}(Path.Combine(_folder, name), content, token);
            }

            public string? Find(string name)
            {
                var path = Path.Combine(_folder, name);
                return File.Exists(path) ? File.ReadAllText(path) : null;
            }

            public void Forget(string name) => File.{|SLS2001:Delete|}(Path.Combine(_folder, name));
        }
        """,
        """
        public class Reports
        {
            private readonly string _folder;
            private readonly IAmazonS3 _s3;
            private readonly IConfiguration _configuration;

            public Reports(IHostEnvironment environment, IAmazonS3 s3, IConfiguration configuration)
            {
                _s3 = s3;
                _configuration = configuration;
                _folder = "reports";
            }

            public async Task SaveAsync(string name, byte[] content, CancellationToken token)
            {
                await _s3.PutObjectAsync(
                    new PutObjectRequest { BucketName = _configuration["Storage:Bucket"], Key = $"{_folder}/{name}", InputStream = new MemoryStream(content) },
                    token);
            }

            public async Task<string?> Find(string name)
            {
                var path = $"{_folder}/{name}";
                return await ObjectExistsAsync(_s3, _configuration["Storage:Bucket"], path) ? await ReadObjectTextAsync(_s3, _configuration["Storage:Bucket"], path) : null;
            }

            public async Task Forget(string name) => await _s3.DeleteObjectAsync(_configuration["Storage:Bucket"], $"{_folder}/{name}");

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

            private static async Task<string> ReadObjectTextAsync(IAmazonS3 s3, string? bucket, string key, CancellationToken cancellationToken = default)
            {
                using var response = await s3.GetObjectAsync(bucket, key, cancellationToken);
                using var reader = new StreamReader(response.ResponseStream);
                return await reader.ReadToEndAsync(cancellationToken);
            }
        }
        """,
        "using System.Net;\n");

    [Fact]
    public Task A_parameter_goes_with_the_last_path_that_it_is_the_root_of() => new FixTest<LocalFileWrite, KeepFileInS3>
    {
        Code = Host + """
            public class Reports(
                // where files are
                IWebHostEnvironment environment, // of this host
                ILogger<Reports> logger)
            {
                public void Save(string name, string text) => File.{|SLS2001:WriteAllText|}(Path.Combine(environment.ContentRootPath, "reports", name), text);

                public void Export(string name, string text)
                {
                    logger.LogInformation("export");
                    File.{|SLS2001:WriteAllText|}(Path.Combine(environment.ContentRootPath, "exports", name), text);
                }
            }
            """,
        Fixed = FixedHost + """
            public class Reports(
                // where files are
                ILogger<Reports> logger,
                IAmazonS3 s3,
                IConfiguration configuration)
            {
                public async Task Save(string name, string text) => await s3.PutObjectAsync(
                    new PutObjectRequest { BucketName = configuration["Storage:Bucket"], Key = $"reports/{name}", ContentBody = text });

                public async Task Export(string name, string text)
                {
                    logger.LogInformation("export");
                    await s3.PutObjectAsync(
                        new PutObjectRequest { BucketName = configuration["Storage:Bucket"], Key = $"exports/{name}", ContentBody = text });
                }
            }
            """,
    }.RunAsync();

    [Fact]
    public Task Gives_a_minimal_api_handler_the_services() => new FixTest<LocalFileWrite, KeepFileInS3>
    {
        Code = """
            var builder = WebApplication.CreateBuilder(args);
            var app = builder.Build();
            app.MapPost("/notes/{name}", (string name, string text, CancellationToken token) =>
            {
                File.{|SLS2001:WriteAllText|}($"notes/{name}.txt", text);
                return Results.Ok();
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
            app.MapPost("/notes/{name}", async (string name, string text, IAmazonS3 s3, IConfiguration configuration, CancellationToken token) =>
            {
                await s3.PutObjectAsync(
                    new PutObjectRequest { BucketName = configuration["Storage:Bucket"], Key = $"notes/{name}.txt", ContentBody = text },
                    token);
                return Results.Ok();
            });
            app.Run();
            """,
    }.RunAsync();

    [Theory]
    [InlineData("File.{|SLS2001:AppendAllText|}(Path.Combine(environment.ContentRootPath, \"log\", name), text);", "an object cannot be appended to")]
    [InlineData("File.{|SLS2001:WriteAllText|}(name, text);", "the path is the caller's")]
    [InlineData("var path = Path.Combine(environment.ContentRootPath, \"a\", name); File.{|SLS2001:WriteAllText|}(path, text); System.Diagnostics.Process.Start(path);", "another process reads the file")]
    [InlineData("var path = Path.Combine(environment.ContentRootPath, \"a\", \"..\", name); File.{|SLS2001:WriteAllText|}(path, text);", "the folder is not known")]
    [InlineData("lock (this) File.{|SLS2001:WriteAllText|}(Path.Combine(environment.ContentRootPath, \"a\", name), text);", "nothing can be awaited in a lock")]
    [InlineData("File.{|SLS2001:WriteAllText|}(Path.Combine(environment.ContentRootPath, \"a\", name), text, System.Text.Encoding.Unicode);", "another encoding")]
    [InlineData("try { File.{|SLS2001:Delete|}(Path.Combine(environment.ContentRootPath, \"a\", name)); } catch (IOException) { }", "exceptions of a file system are expected")]
    [InlineData("Action save = () => File.{|SLS2001:WriteAllText|}(Path.Combine(environment.ContentRootPath, \"a\", name), text); save();", "a delegate without a task")]
    public Task Refuses_what_an_object_store_does_not_do_the_same(string statements, string why) => Refuses($$"""
        public class Reports(IWebHostEnvironment environment)
        {
            // {{why}}
            public void Save(string name, string text)
            {
                {{statements}}
            }

            public string Root => environment.ContentRootPath;
        }
        """);

    [Fact]
    public Task Refuses_where_another_class_needs_the_folder_on_a_disk() => Refuses("""
        public class Reports(IWebHostEnvironment environment)
        {
            public void Save(string name, string text) => File.{|SLS2001:WriteAllText|}(Path.Combine(environment.ContentRootPath, "reports", name), text);
        }

        public class Watcher(IWebHostEnvironment environment)
        {
            public FileSystemWatcher Watch() => new(Path.Combine(environment.ContentRootPath, "reports"));
        }
        """);
}
