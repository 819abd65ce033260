using StatelessAnalyzers.Files;
using Xunit;

namespace StatelessAnalyzers.Tests.Files;

public class KeepStreamInS3Tests
{
    const string Host = """
        using System.Text;
        using System.Text.Json;
        using System.Xml;
        using System.Xml.Linq;
        using System.Xml.Serialization;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton<Reports>();
        var app = builder.Build();
        app.Run();

        public record Report(string Name);

        """;

    const string FixedHost = """
        using System.Text;
        using System.Text.Json;
        using System.Xml;
        using System.Xml.Linq;
        using System.Xml.Serialization;
        using Amazon.S3;
        using Amazon.S3.Model;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton<Reports>();
        builder.Services.AddDefaultAWSOptions(builder.Configuration.GetAWSOptions());
        builder.Services.AddAWSService<IAmazonS3>();
        var app = builder.Build();
        app.Run();

        public record Report(string Name);

        """;

    static Task Fixes(string method, string fixedMethod, string host = FixedHost) => new FixTest<LocalFileWrite, KeepFileInS3>
    {
        Code = Host + Type("IWebHostEnvironment environment", method),
        Fixed = host + Type("IAmazonS3 s3, IConfiguration configuration", fixedMethod),
        NumberOfIncrementalIterations = 1,
    }.RunAsync();

    static Task Refuses(string method) => new FixTest<LocalFileWrite, KeepFileInS3> { Code = Host + Type("IWebHostEnvironment environment", method) }.RunAsync();

    static string Type(string services, string method) => $"public class Reports({services})\n{{\n    {method.Replace("\n", "\n    ").Replace("\n    \n", "\n\n")}\n}}\n";

    [Fact]
    public Task Writes_to_memory_and_puts_what_was_written() => Fixes(
        """
        public async Task SaveAsync(Report report, CancellationToken token)
        {
            // indented
            await using (var stream = {|SLS2001:new FileStream(Path.Combine(environment.ContentRootPath, "reports", report.Name), FileMode.Create)|})
            {
                await JsonSerializer.SerializeAsync(stream, report, cancellationToken: token); // all of it
            }

            Console.WriteLine("saved");
        }
        """,
        """
        public async Task SaveAsync(Report report, CancellationToken token)
        {
            // indented
            await using (var stream = new MemoryStream())
            {
                await JsonSerializer.SerializeAsync(stream, report, cancellationToken: token); // all of it
                await s3.PutObjectAsync(
                    new PutObjectRequest { BucketName = configuration["Storage:Bucket"], Key = $"reports/{report.Name}", InputStream = stream },
                    token);
            }

            Console.WriteLine("saved");
        }
        """);

    [Fact]
    public Task Puts_behind_the_last_use_of_a_stream_without_a_block_of_its_own() => Fixes(
        """
        public async Task<string> SaveAsync(Report report)
        {
            var path = Path.Combine(environment.ContentRootPath, "reports", report.Name);
            using FileStream stream = {|SLS2001:new(path, FileMode.CreateNew)|};
            await stream.WriteAsync(new byte[1]);
            await JsonSerializer.SerializeAsync(stream, report); // last
            return report.Name;
        }
        """,
        """
        public async Task<string> SaveAsync(Report report)
        {
            var path = $"reports/{report.Name}";
            using MemoryStream stream = new MemoryStream();
            await stream.WriteAsync(new byte[1]);
            await JsonSerializer.SerializeAsync(stream, report); // last
            await s3.PutObjectAsync(
                new PutObjectRequest { BucketName = configuration["Storage:Bucket"], Key = path, InputStream = stream, IfNoneMatch = "*" });
            return report.Name;
        }
        """);

    [Fact]
    public Task Puts_before_the_return_of_a_block_whose_stream_is_declared_before() => Fixes(
        """
        public async Task<string> SaveAsync(Report report)
        {
            var stream = File.{|SLS2001:Create|}(Path.Combine(environment.ContentRootPath, "reports", report.Name));
            await using (stream.ConfigureAwait(false))
            {
                await JsonSerializer.SerializeAsync(stream, report).ConfigureAwait(false);
                return report.Name;
            }
        }
        """,
        """
        public async Task<string> SaveAsync(Report report)
        {
            var stream = new MemoryStream();
            await using (stream.ConfigureAwait(false))
            {
                await JsonSerializer.SerializeAsync(stream, report).ConfigureAwait(false);
                await s3.PutObjectAsync(
                    new PutObjectRequest { BucketName = configuration["Storage:Bucket"], Key = $"reports/{report.Name}", InputStream = stream });
                return report.Name;
            }
        }
        """);

    [Fact]
    public Task Writes_text_to_a_string() => Fixes(
        """
        public void Save(List<Report> reports)
        {
            using (var writer = {|SLS2001:new StreamWriter(Path.Combine(environment.ContentRootPath, "reports", "all.txt"))|})
            {
                foreach (var report in reports)
                    writer.WriteLine(report.Name);
            }
        }
        """,
        """
        public async Task Save(List<Report> reports)
        {
            using (var writer = new StringWriter())
            {
                foreach (var report in reports)
                    writer.WriteLine(report.Name);
                await s3.PutObjectAsync(
                    new PutObjectRequest { BucketName = configuration["Storage:Bucket"], Key = "reports/all.txt", ContentBody = writer.ToString() });
            }
        }
        """);

    [Fact]
    public Task Lets_a_writer_that_is_handed_on_finish_before_it_puts() => Fixes(
        """
        public void Save(Report report)
        {
            using (var writer = {|SLS2001:new StreamWriter(Path.Combine(environment.ContentRootPath, "reports", "all.xml"), false, Encoding.UTF8)|})
            {
                new XmlSerializer(typeof(Report)).Serialize(writer, report);
            }
        }
        """,
        """
        public async Task Save(Report report)
        {
            using var content = new MemoryStream();
            using (var writer = new StreamWriter(content, Encoding.UTF8))
            {
                new XmlSerializer(typeof(Report)).Serialize(writer, report);
            }

            await s3.PutObjectAsync(
                new PutObjectRequest { BucketName = configuration["Storage:Bucket"], Key = "reports/all.xml", InputStream = new MemoryStream(content.ToArray()) });
        }
        """);

    [Fact]
    public Task Saves_a_document_to_memory() => Fixes(
        """
        public void Save(XDocument document)
        {
            // as it is
            document.{|SLS2001:Save|}(Path.Combine(environment.ContentRootPath, "reports", "all.xml"));
        }
        """,
        """
        public async Task Save(XDocument document)
        {
            // as it is
            using var content = new MemoryStream();
            document.Save(content);
            await s3.PutObjectAsync(
                new PutObjectRequest { BucketName = configuration["Storage:Bucket"], Key = "reports/all.xml", InputStream = content });
        }
        """);

    [Fact]
    public Task Sends_a_stream_on_without_holding_it_in_memory() => Fixes(
        """
        public async Task SaveAsync(Stream source, string name, CancellationToken token)
        {
            using (var target = File.{|SLS2001:Create|}(Path.Combine(environment.ContentRootPath, "reports", name)))
            {
                source.Seek(0, SeekOrigin.Begin);
                await source.CopyToAsync(target, token);
            }
        }
        """,
        """
        public async Task SaveAsync(Stream source, string name, CancellationToken token)
        {
            source.Seek(0, SeekOrigin.Begin);
            await new TransferUtility(s3).UploadAsync(
                new TransferUtilityUploadRequest { BucketName = configuration["Storage:Bucket"], Key = $"reports/{name}", InputStream = source, AutoCloseStream = false },
                token);
        }
        """,
        FixedHost.Replace("using Amazon.S3.Model;", "using Amazon.S3.Transfer;"));

    [Fact]
    public Task Reads_streams_and_lengths_from_the_bucket() => Fixes(
        """
        public void Save(string name, byte[] content) => File.{|SLS2001:WriteAllBytes|}(Of(name), content);

        public string? FirstLine(string name)
        {
            using var reader = new StreamReader(Of(name));
            return reader.ReadLine();
        }

        public Report? Read(string name)
        {
            using FileStream stream = File.OpenRead(Of(name));
            return JsonSerializer.Deserialize<Report>(stream);
        }

        public Stream Open(string name) => File.OpenRead(Of(name));

        public long Size(string name) => new FileInfo(Of(name)).Length;

        public XDocument Load(string name) => XDocument.Load(Of(name));

        private string Of(string name) => Path.Combine(environment.ContentRootPath, "reports", name);
        """,
        """
        public async Task Save(string name, byte[] content) => await s3.PutObjectAsync(
            new PutObjectRequest { BucketName = configuration["Storage:Bucket"], Key = Of(name), InputStream = new MemoryStream(content) });

        public async Task<string?> FirstLine(string name)
        {
            using var reader = new StreamReader((await s3.GetObjectAsync(configuration["Storage:Bucket"], Of(name))).ResponseStream);
            return reader.ReadLine();
        }

        public async Task<Report?> Read(string name)
        {
            using Stream stream = (await s3.GetObjectAsync(configuration["Storage:Bucket"], Of(name))).ResponseStream;
            return JsonSerializer.Deserialize<Report>(stream);
        }

        public async Task<Stream> Open(string name) => new MemoryStream(await ReadObjectBytesAsync(s3, configuration["Storage:Bucket"], Of(name)));

        public async Task<long> Size(string name) => (await s3.GetObjectMetadataAsync(configuration["Storage:Bucket"], Of(name))).ContentLength;

        public async Task<XDocument> Load(string name) => XDocument.Parse(await ReadObjectTextAsync(s3, configuration["Storage:Bucket"], Of(name)));

        private string Of(string name) => $"reports/{name}";

        private static async Task<byte[]> ReadObjectBytesAsync(IAmazonS3 s3, string? bucket, string key, CancellationToken cancellationToken = default)
        {
            using var response = await s3.GetObjectAsync(bucket, key, cancellationToken);
            using var content = new MemoryStream();
            await response.ResponseStream.CopyToAsync(content, 81920, cancellationToken);
            return content.ToArray();
        }

        private static async Task<string> ReadObjectTextAsync(IAmazonS3 s3, string? bucket, string key, CancellationToken cancellationToken = default)
        {
            using var response = await s3.GetObjectAsync(bucket, key, cancellationToken);
            using var reader = new StreamReader(response.ResponseStream);
            return await reader.ReadToEndAsync(cancellationToken);
        }
        """);

    [Theory]
    [InlineData("using var stream = {|SLS2001:new FileStream(path, FileMode.Append)|}; stream.Write(bytes);", "it is appended to")]
    [InlineData("using var stream = {|SLS2001:new FileStream(path, FileMode.OpenOrCreate)|}; stream.Write(bytes);", "a part of it is replaced")]
    [InlineData("using var stream = {|SLS2001:new FileStream(path, FileMode.Create)|}; stream.Seek(9, SeekOrigin.Begin); stream.Write(bytes);", "the stream is moved about in")]
    [InlineData("using var stream = {|SLS2001:new FileStream(path, FileMode.Create)|}; if (bytes.Length == 0) return; stream.Write(bytes);", "the put would be passed by")]
    [InlineData("using var stream = {|SLS2001:new FileStream(path, FileMode.Create)|}; Action write = () => stream.Write(bytes); write();", "a lambda keeps the stream")]
    [InlineData("using var stream = {|SLS2001:new FileStream(path, FileMode.Create)|}; using var writer = new StreamWriter(stream); writer.Write(1);", "the wrapper writes when it is disposed of")]
    [InlineData("var writer = {|SLS2001:new StreamWriter(path)|}; writer.Write(1); writer.Close();", "it is closed by hand")]
    [InlineData("using var writer = {|SLS2001:new StreamWriter(path, append: true)|}; writer.Write(1);", "it is appended to")]
    [InlineData("using var writer = {|SLS2001:new StreamWriter(path, false, Encoding.Unicode)|}; writer.Write(1);", "another encoding")]
    public Task Refuses_a_stream_that_is_more_than_one_new_object(string statements, string why) => Refuses($$"""
        // {{why}}
        public void Save(byte[] bytes)
        {
            var path = Path.Combine(environment.ContentRootPath, "reports", "all.bin");
            {{statements}}
        }
        """);
}
