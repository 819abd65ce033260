using StatelessAnalyzers.Files;
using StatelessAnalyzers.Tests.Rewriting;
using Xunit;

namespace StatelessAnalyzers.Tests.Files;

/// <summary>A stream that is opened with <see cref="FileStreamOptions"/>.</summary>
public class FileStreamOptionsTests
{
    static Task<Fixed> RunAsync(string opening) => FixRun<LocalFileWrite, KeepFileInS3>.RunAsync(new Workshop { References = References.Everything }.Project("Web",
        [
            ("Reports.cs", $$"""
                public class Reports(IHostEnvironment environment)
                {
                    public async Task SaveAsync(string name, byte[] bytes, CancellationToken token)
                    {
                        var path = Path.Combine(environment.ContentRootPath, "reports", name);
                        await using var stream = {{opening}};
                        await stream.WriteAsync(bytes, token);
                    }
                }

                """.ReplaceLineEndings("\n")),
            ("Program.cs", "var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddSingleton<Reports>();\nbuilder.Build().Run();\n"),
        ], application: true));

    [Theory]
    [InlineData("new FileStream(path, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Options = FileOptions.Asynchronous })", "")]
    [InlineData("new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite })", ", IfNoneMatch = \"*\"")]
    public async Task A_new_file_is_put(string opening, string condition)
    {
        var result = await RunAsync(opening);
        Assert.Empty(result.Refused);
        Assert.Contains("await using var stream = new MemoryStream();\n        await stream.WriteAsync(bytes, token);\n", result.Text("/0/Web/Reports.cs"), StringComparison.Ordinal);
        Assert.Contains($"Key = path, InputStream = stream{condition} }}", result.Text("/0/Web/Reports.cs"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("new FileStream(path, new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write })", "(Reports.cs, line 6) appends to the file, which an object store cannot")]
    [InlineData("new FileStream(path, FileMode.Append)", "(Reports.cs, line 6) appends to the file, which an object store cannot")]
    [InlineData("new FileStream(path, new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write })", "needs the same folder on a disk")]
    public async Task Another_is_refused(string opening, string reason)
    {
        var result = await RunAsync(opening);
        Assert.Equal(0, result.Applied);
        Assert.All(result.Refused, r => Assert.Contains(reason, r, StringComparison.Ordinal));
    }
}
