using StatelessAnalyzers.Files;
using StatelessAnalyzers.Tests.Rewriting;
using Xunit;

namespace StatelessAnalyzers.Tests.Files;

public class KeepFileInfoInS3Tests
{
    static string Type(string members, string services = "IWebHostEnvironment environment") =>
        $"public class Covers({services})\n{{\n    {members.ReplaceLineEndings("\n").Replace("\n", "\n    ", StringComparison.Ordinal).Replace("\n    \n", "\n\n", StringComparison.Ordinal)}\n}}\n";

    const string Save = "public void Save(string name, byte[] content) => File.WriteAllBytes(Of(name), content);\n\n";
    const string Of = "\n\nprivate string Of(string name) => Path.Combine(environment.ContentRootPath, \"covers\", name);";

    static async Task Gives(string members, string expected)
    {
        var result = await FixRun<LocalFileWrite, KeepFileInS3>.FixAsync(Type(Save + members + Of), "builder.Services.AddSingleton<Covers>();");
        Assert.Contains(expected.ReplaceLineEndings("\n").Replace("\n", "\n    ", StringComparison.Ordinal).Replace("\n    \n", "\n\n", StringComparison.Ordinal), result, StringComparison.Ordinal);
        Assert.DoesNotContain("FileInfo", result, StringComparison.Ordinal);
    }

    static Task Refuses(string members) =>
        FixRun<LocalFileWrite, KeepFileInS3>.RefusesAsync(Type(Save + members + Of), "needs the same folder on a disk", "builder.Services.AddSingleton<Covers>();");

    [Fact]
    public Task Describes_an_object_that_is_known_to_be_there() => Gives(
        """
        public (long, DateTime, string)? Ask(string name)
        {
            var path = Of(name);
            if (!File.Exists(path))
                return null;
            FileInfo info = new(path);
            return (info.Length, info.LastWriteTimeUtc, info.Name + info.Extension);
        }
        """,
        """
        public async Task<(long, DateTime, string)?> Ask(string name)
        {
            var path = Of(name);
            if (!await ObjectExistsAsync(s3, configuration["Storage:Bucket"], path))
                return null;
            var info = await s3.GetObjectMetadataAsync(configuration["Storage:Bucket"], path);
            return (info.ContentLength, info.LastModified!.Value.ToUniversalTime(), Path.GetFileName(path) + Path.GetExtension(path));
        }
        """);

    [Fact]
    public Task Asks_whether_it_is_there_and_what_it_is_at_once() => Gives(
        """
        public long Ask(string name)
        {
            var info = new FileInfo(Of(name));
            if (!info.Exists)
            {
                return 0;
            }

            return info.Exists && info.LastWriteTime.Year > 2000 ? info.Length : -1;
        }
        """,
        """
        public async Task<long> Ask(string name)
        {
            var info = await FindObjectAsync(s3, configuration["Storage:Bucket"], Of(name));
            if (info == null)
            {
                return 0;
            }

            return info != null && info.LastModified!.Value.ToLocalTime().Year > 2000 ? info.ContentLength : -1;
        }

        private string Of(string name) => $"covers/{name}";

        private static async Task<GetObjectMetadataResponse?> FindObjectAsync(IAmazonS3 s3, string? bucket, string key, CancellationToken cancellationToken = default)
        {
            try
            {
                return await s3.GetObjectMetadataAsync(bucket, key, cancellationToken);
            }
            catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
            {
                return null;
            }
        }
        """);

    [Fact]
    public Task Nothing_is_described_that_is_only_read_or_deleted() => Gives(
        """
        public async Task DropAsync(string name, Stream target, CancellationToken token)
        {
            var path = Of(name);
            var info = new FileInfo(path);
            using (var stream = info.OpenRead())
                await stream.CopyToAsync(target, token);
            info.Delete();
        }
        """,
        """
        public async Task DropAsync(string name, Stream target, CancellationToken token)
        {
            var path = Of(name);
            using (var stream = (await s3.GetObjectAsync(configuration["Storage:Bucket"], path, token)).ResponseStream)
                await stream.CopyToAsync(target, token);
            await s3.DeleteObjectAsync(configuration["Storage:Bucket"], path, token);
        }
        """);

    [Fact]
    public Task A_private_method_is_handed_the_description() => Gives(
        """
        public string Ask(string name)
        {
            var info = new FileInfo(Of(name));
            return info.Length + Tag(info);
        }

        private static string Tag(FileInfo file) => $"{file.LastWriteTimeUtc.Ticks:x}-{file.Length:x}";
        """,
        """
        public async Task<string> Ask(string name)
        {
            var info = await s3.GetObjectMetadataAsync(configuration["Storage:Bucket"], Of(name));
            return info.ContentLength + Tag(info);
        }

        private static string Tag(GetObjectMetadataResponse file) => $"{file.LastModified!.Value.ToUniversalTime().Ticks:x}-{file.ContentLength:x}";
        """);

    [Theory]
    [InlineData("public bool Ask(string name) { var info = new FileInfo(Of(name)); return info.IsReadOnly; }")]
    [InlineData("public FileInfo Ask(string name) { var info = new FileInfo(Of(name)); return info; }")]
    [InlineData("public void Ask(string name) { var info = new FileInfo(Of(name)); info.Refresh(); }")]
    [InlineData("public string Ask(string name) { var info = new FileInfo(Of(name)); return info.Name; }")]
    [InlineData("public DateTime Ask(string name) { var info = new FileInfo(Of(name)); return info.LastWriteTimeUtc; }")]
    [InlineData("public long Ask(string name) { var info = new FileInfo(Of(name)); return Size(info); }\n\npublic long Size(FileInfo info) => info.Length;")]
    [InlineData("public long Ask(string name) { var info = new FileInfo(Of(name)); return Size(info) + Size(info); }\n\nprivate long Size(FileInfo info) => info.Length;")]
    public Task What_an_object_cannot_answer_is_refused(string members) => Refuses(members);
}
