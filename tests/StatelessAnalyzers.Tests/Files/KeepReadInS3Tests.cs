using StatelessAnalyzers.Files;
using Xunit;

namespace StatelessAnalyzers.Tests.Files;

public class KeepReadInS3Tests
{
    const string Host = """
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton<Exports>();
        var app = builder.Build();
        app.Run();

        """;

    [Fact]
    public Task Moves_a_read_with_its_write() => new FixTest<RunTimeFileRead, KeepReadInS3>
    {
        Code = Host + """
            public class Exports(IHostEnvironment environment)
            {
                public async Task SaveAsync(string name, string text) => await File.WriteAllTextAsync(Path.Combine(environment.ContentRootPath, "exports", name), text);

                public async Task<string[]> LoadAsync(string name, CancellationToken token) =>
                    await File.{|SLS2005:ReadAllLinesAsync|}(Path.Combine(environment.ContentRootPath, "exports", name), token);
            }
            """,
        Fixed = """
            using Amazon.S3;
            using Amazon.S3.Model;

            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddSingleton<Exports>();
            builder.Services.AddDefaultAWSOptions(builder.Configuration.GetAWSOptions());
            builder.Services.AddAWSService<IAmazonS3>();
            var app = builder.Build();
            app.Run();
            public class Exports(IAmazonS3 s3, IConfiguration configuration)
            {
                public async Task SaveAsync(string name, string text) => await s3.PutObjectAsync(
                    new PutObjectRequest { BucketName = configuration["Storage:Bucket"], Key = $"exports/{name}", ContentBody = text });

                public async Task<string[]> LoadAsync(string name, CancellationToken token) =>
                    await ReadObjectLinesAsync(s3, configuration["Storage:Bucket"], $"exports/{name}", token);

                private static async Task<string[]> ReadObjectLinesAsync(IAmazonS3 s3, string? bucket, string key, CancellationToken cancellationToken = default)
                {
                    using var response = await s3.GetObjectAsync(bucket, key, cancellationToken);
                    using var reader = new StreamReader(response.ResponseStream);
                    var lines = new List<string>();
                    while (await reader.ReadLineAsync(cancellationToken) is { } line)
                    {
                        lines.Add(line);
                    }

                    return lines.ToArray();
                }
            }
            """,
    }.RunAsync();

    [Fact]
    public Task Refuses_where_the_write_cannot_move() => new FixTest<RunTimeFileRead, KeepReadInS3>
    {
        Code = Host + """
            public class Exports(IHostEnvironment environment)
            {
                public void Add(string name, string text) => File.AppendAllText(Path.Combine(environment.ContentRootPath, "exports", name), text);

                public string Load(string name) => File.{|SLS2005:ReadAllText|}(Path.Combine(environment.ContentRootPath, "exports", name));
            }
            """,
    }.RunAsync();
}
