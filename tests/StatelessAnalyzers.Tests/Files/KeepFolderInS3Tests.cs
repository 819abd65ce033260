using Microsoft.CodeAnalysis.CodeFixes;
using StatelessAnalyzers.Files;
using StatelessAnalyzers.Platform;
using Xunit;

namespace StatelessAnalyzers.Tests.Files;

public class KeepFolderInS3Tests
{
    const string Host = """
        using Microsoft.Extensions.Options;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.Configure<StorageOptions>(builder.Configuration.GetSection("Storage"));
        builder.Services.AddSingleton<Reports>();
        var app = builder.Build();
        app.Run();

        public class StorageOptions
        {
            public string ReportsPath { get; set; } = "";
        }

        """;

    const string FixedHost = """
        using Amazon.S3;
        using Amazon.S3.Model;
        using Microsoft.Extensions.Options;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.Configure<StorageOptions>(builder.Configuration.GetSection("Storage"));
        builder.Services.AddSingleton<Reports>();
        builder.Services.AddDefaultAWSOptions(builder.Configuration.GetAWSOptions());
        builder.Services.AddAWSService<IAmazonS3>();
        var app = builder.Build();
        app.Run();

        public class StorageOptions
        {
            public string ReportsPath { get; set; } = "";
        }

        """;

    static string FixedProgram(string code) => (code.Contains("IOptions<", StringComparison.Ordinal) ? FixedHost : FixedHost.Replace("using Microsoft.Extensions.Options;\n", "", StringComparison.Ordinal)) + code;

    static Task Fixes<TRule, TFix>(string code, string fixedCode, string usings = "")
        where TRule : Rule, new()
        where TFix : CodeFixProvider, new() => new FixTest<TRule, TFix>
        {
            Code = Host + code,
            Fixed = usings + FixedProgram(fixedCode),
            // All findings of a folder are one fault, which one fix removes.
            NumberOfIncrementalIterations = 1,
        }.RunAsync();

    static Task Refuses(string code) => new FixTest<LocalFileWrite, KeepFileInS3> { Code = Host + code }.RunAsync();

    const string Reports = """
        public class Reports
        {
            private readonly string _root;

            public Reports(IOptions<StorageOptions> options)
            {
                _root = options.Value.ReportsPath;
            }

            public void Save(string name, string text)
            {
                var path = PathOf(name);
                EnsureFolder(path);
                File.WriteAllText(path, text);
            }

            public string Load(string name) => File.ReadAllText(PathOf(name));

            public void Forget(string customer)
            {
                var folder = Path.Combine(_root, customer);
                if (Directory.Exists(folder))
                {
                    Directory.Delete(folder, true);
                }
            }

            public void Clear()
            {
                foreach (var file in Directory.EnumerateFiles(_root, "*.txt"))
                {
                    DeleteIfExists(file);
                }
            }

            private static void EnsureFolder(string path)
            {
                var folder = Path.GetDirectoryName(path);
                if (!string.IsNullOrEmpty(folder) && !Directory.Exists(folder))
                {
                    Directory.CreateDirectory(folder);
                }
            }

            private void DeleteIfExists(string path)
            {
                if (File.Exists(path))
                {
                    File.Delete(path);
                }
            }

            private string PathOf(string name)
            {
                return Path.Combine(_root, name + ".txt");
            }
        }
        """;

    const string FixedReports = """
        public class Reports
        {
            private readonly string _root;
            private readonly IAmazonS3 _s3;
            private readonly IConfiguration _configuration;

            public Reports(IOptions<StorageOptions> options, IAmazonS3 s3, IConfiguration configuration)
            {
                _s3 = s3;
                _configuration = configuration;
                _root = "reports";
            }

            public async Task Save(string name, string text)
            {
                var path = PathOf(name);
                await _s3.PutObjectAsync(
                    new PutObjectRequest { BucketName = _configuration["Storage:Bucket"], Key = path, ContentBody = text });
            }

            public async Task<string> Load(string name) => await ReadObjectTextAsync(_s3, _configuration["Storage:Bucket"], PathOf(name));

            public async Task Forget(string customer)
            {
                var folder = $"{_root}/{customer}";
                await DeleteObjectsAsync(_s3, _configuration["Storage:Bucket"], folder);
            }

            public async Task Clear()
            {
                foreach (var file in (await ListObjectsAsync(_s3, _configuration["Storage:Bucket"], _root)).Where(file => Path.GetExtension(file) == ".txt").ToArray())
                {
                    await DeleteIfExists(file);
                }
            }

            private async Task DeleteIfExists(string path)
            {
                if (await ObjectExistsAsync(_s3, _configuration["Storage:Bucket"], path))
                {
                    await _s3.DeleteObjectAsync(_configuration["Storage:Bucket"], path);
                }
            }

            private string PathOf(string name)
            {
                return $"{_root}/{name}.txt";
            }

            private static async Task DeleteObjectsAsync(IAmazonS3 s3, string? bucket, string folder, CancellationToken cancellationToken = default)
            {
                var request = new ListObjectsV2Request { BucketName = bucket, Prefix = folder + "/" };
                await foreach (var item in s3.Paginators.ListObjectsV2(request).S3Objects.WithCancellation(cancellationToken))
                {
                    await s3.DeleteObjectAsync(bucket, item.Key, cancellationToken);
                }
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

            private static async Task<string> ReadObjectTextAsync(IAmazonS3 s3, string? bucket, string key, CancellationToken cancellationToken = default)
            {
                using var response = await s3.GetObjectAsync(bucket, key, cancellationToken);
                using var reader = new StreamReader(response.ResponseStream);
                return await reader.ReadToEndAsync(cancellationToken);
            }
        }
        """;

    [Fact]
    public Task Moves_a_folder_that_an_option_names() => Fixes<LocalFileWrite, KeepFileInS3>(
        Reports.Replace("WriteAllText", "{|SLS2001:WriteAllText|}", StringComparison.Ordinal).Replace("File.Delete(", "File.{|SLS2001:Delete|}(", StringComparison.Ordinal),
        FixedReports,
        "using System.Net;\n");

    [Fact]
    public Task Moves_the_same_from_the_folder() => Fixes<LocalFolderChanged, KeepFolderInS3>(
        Reports.Replace("Directory.Delete(", "Directory.{|SLS2004:Delete|}(", StringComparison.Ordinal),
        FixedReports,
        "using System.Net;\n");

    [Theory]
    [InlineData("public string Of(string name) => Path.Combine(_root, name);", "the path is handed out")]
    [InlineData("public FileSystemWatcher Watch() => new(_root);", "a watcher needs the folder")]
    [InlineData("public void Log(string name, string text) => File.{|SLS2001:AppendAllText|}(Path.Combine(_root, name), text);", "an object cannot be appended to")]
    [InlineData("public string[] List() => Directory.GetFiles(_root);", "the paths are handed out")]
    [InlineData("public string[] All() => Directory.GetFiles(_root, \"*\", SearchOption.AllDirectories).Select(Path.GetFileName).ToArray()!;", "folders below it are gone through")]
    [InlineData("public DateTime Age(string name) => File.GetLastWriteTimeUtc(Path.Combine(_root, name));", "its date is asked for")]
    [InlineData("public void Keep(string name) => File.{|SLS2001:Copy|}(Path.Combine(_root, name), name);", "the copy is elsewhere")]
    public Task Refuses_a_folder_that_something_else_needs(string member, string why) => Refuses($$"""
        public class Reports(IOptions<StorageOptions> options)
        {
            private readonly string _root = options.Value.ReportsPath;

            // {{why}}
            {{member}}

            public void Save(string name, string text) => File.{|SLS2001:WriteAllText|}(Path.Combine(_root, name), text);
        }
        """);

    [Fact]
    public Task Refuses_a_folder_that_is_only_deleted() => new FixTest<LocalFolderChanged, KeepFolderInS3>
    {
        Code = Host + """
            public class Reports(IWebHostEnvironment environment)
            {
                public void Drop()
                {
                    // something else has written it
                    var folder = Path.Combine(environment.ContentRootPath, "InvoiceDB");
                    if (Directory.Exists(folder))
                    {
                        Directory.{|SLS2004:Delete|}(folder, true);
                    }
                }
            }
            """,
    }.RunAsync();

    [Fact]
    public Task Copies_and_moves_within_the_bucket() => Fixes<LocalFileWrite, KeepFileInS3>(
        """
        public class Reports(IOptions<StorageOptions> options)
        {
            private readonly string _root = options.Value.ReportsPath;

            public void Publish(string name)
            {
                // a draft stays
                File.{|SLS2001:Copy|}(Path.Combine(_root, "drafts", name), Path.Combine(_root, name), true);
                File.{|SLS2001:Move|}(Path.Combine(_root, name), Path.Combine(_root, "public", name)); // but once
            }
        }
        """,
        """
        public class Reports(IAmazonS3 s3, IConfiguration configuration)
        {
            private readonly string _root = "reports";

            public async Task Publish(string name)
            {
                // a draft stays
                await s3.CopyObjectAsync(
                    configuration["Storage:Bucket"],
                    $"{_root}/drafts/{name}",
                    configuration["Storage:Bucket"],
                    $"{_root}/{name}");
                await s3.CopyObjectAsync(
                    new CopyObjectRequest { SourceBucket = configuration["Storage:Bucket"], SourceKey = $"{_root}/{name}", DestinationBucket = configuration["Storage:Bucket"], DestinationKey = $"{_root}/public/{name}", IfNoneMatch = "*" });
                await s3.DeleteObjectAsync(configuration["Storage:Bucket"], $"{_root}/{name}"); // but once
            }
        }
        """);

    [Fact]
    public Task Keeps_line_ends() => new FixTest<LocalFileWrite, KeepFileInS3>
    {
        Code = Crlf(Host + """
        public class Reports(IOptions<StorageOptions> options)
        {
            public void Save(string text)
            {
                // one of all
                using (var writer = {|SLS2001:new StreamWriter(Path.Combine(options.Value.ReportsPath, "all.txt"))|})
                {
                    writer.Write(text); // whole
                }
            }
        }
        """),
        Fixed = Crlf(FixedProgram("""
        public class Reports(IAmazonS3 s3, IConfiguration configuration)
        {
            public async Task Save(string text)
            {
                // one of all
                using (var writer = new StringWriter())
                {
                    writer.Write(text); // whole
                    await s3.PutObjectAsync(
                        new PutObjectRequest { BucketName = configuration["Storage:Bucket"], Key = "reports/all.txt", ContentBody = writer.ToString() });
                }
            }
        }
        """)),
    }.RunAsync();

    static string Crlf(string code) => code.Replace("\n", "\r\n", StringComparison.Ordinal);
}
