using StatelessAnalyzers.Files;
using StatelessAnalyzers.Tests.Rewriting;
using Xunit;

namespace StatelessAnalyzers.Tests.Files;

/// <summary>Files in the handlers of a program of top-level statements, which has no type for the methods that read from the store.</summary>
public class TopLevelFilesTests
{
    static string Program(string handlers, string end = "\n") => $$"""
        using Amazon.S3;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddDefaultAWSOptions(builder.Configuration.GetAWSOptions());
        builder.Services.AddAWSService<IAmazonS3>();
        var app = builder.Build();
        {{handlers}}
        app.Run();
        """.ReplaceLineEndings("\n") + end;

    const string Handlers = """
        app.MapPut("/notes/{name}", (string name, HttpRequest request, IWebHostEnvironment environment) =>
        {
            // kept
            File.WriteAllText(Path.Combine(environment.ContentRootPath, "notes", name), request.Path);
        });
        app.MapGet("/notes/{name}", (string name, IWebHostEnvironment environment) =>
        {
            var path = Path.Combine(environment.ContentRootPath, "notes", name);
            return File.Exists(path) ? Results.Text(File.ReadAllText(path)) : Results.NotFound();
        });
        """;

    static Task<Fixed> RunAsync(string program) =>
        FixRun<LocalFileWrite, KeepFileInS3>.RunAsync(new Workshop { References = References.Everything }.Project("Web", [("Program.cs", program)], application: true));

    [Fact]
    public async Task Reads_through_local_functions_behind_the_program()
    {
        var result = await RunAsync(Program(Handlers));
        Assert.Empty(result.Refused);
        var text = result.Text("/0/Web/Program.cs");
        Assert.Contains("""
            app.MapGet("/notes/{name}", async (string name, IWebHostEnvironment environment, IAmazonS3 s3, IConfiguration configuration) =>
            {
                var path = $"notes/{name}";
                return await ObjectExistsAsync(s3, configuration["Storage:Bucket"], path) ? Results.Text(await ReadObjectTextAsync(s3, configuration["Storage:Bucket"], path)) : Results.NotFound();
            });
            app.Run();

            static async Task<bool> ObjectExistsAsync(IAmazonS3 s3, string? bucket, string key, CancellationToken cancellationToken = default)
            {
                try
                {
            """.ReplaceLineEndings("\n"), text, StringComparison.Ordinal);
        Assert.Contains("}\n\nstatic async Task<string> ReadObjectTextAsync(", text, StringComparison.Ordinal);
        Assert.Contains("    // kept\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Describes_a_file_there()
    {
        var result = await RunAsync(Program(Handlers + """

            app.MapGet("/sizes/{name}", (string name, IWebHostEnvironment environment) =>
            {
                var path = Path.Combine(environment.ContentRootPath, "notes", name);
                var info = new FileInfo(path);
                return info.Exists ? Results.Ok(info.Length) : Results.NotFound();
            });
            """));
        Assert.Empty(result.Refused);
        Assert.Contains("    var info = await FindObjectAsync(s3, configuration[\"Storage:Bucket\"], path);\n    return (info != null) ? Results.Ok(info.ContentLength) : Results.NotFound();\n", result.Text("/0/Web/Program.cs"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\npublic class Note;\n")]
    [InlineData(" // last")]
    public async Task Finds_the_end_of_the_program(string end)
    {
        var result = await RunAsync(Program(Handlers, end));
        Assert.Empty(result.Refused);
        Assert.Contains($"app.Run();{(end.StartsWith(' ') ? end : "")}\n\nstatic async Task<bool> ObjectExistsAsync(", result.Text("/0/Web/Program.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keeps_line_ends()
    {
        var text = (await RunAsync(Program(Handlers).ReplaceLineEndings("\r\n"))).Text("/0/Web/Program.cs");
        Assert.Contains("static async Task<bool> ObjectExistsAsync", text, StringComparison.Ordinal);
        Assert.Equal(text.Count(c => c == '\n'), text.Split("\r\n").Length - 1);
    }

    [Fact]
    public async Task Refuses_a_name_that_the_program_has_already()
    {
        var program = Program(Handlers, "\nstatic bool ObjectExistsAsync(string name) => name.Length > 0;\nConsole.WriteLine(ObjectExistsAsync(\"a\"));\n");
        var result = await RunAsync(program);
        Assert.Equal(0, result.Applied);
        Assert.Equal(program, result.Text("/0/Web/Program.cs"));
    }

    [Fact]
    public async Task Refuses_statements_that_run_before_there_is_a_service()
    {
        var program = Program("File.WriteAllText(Path.Combine(AppContext.BaseDirectory, \"notes\", \"a\"), File.ReadAllText(Path.Combine(AppContext.BaseDirectory, \"notes\", \"b\")));");
        var result = await RunAsync(program);
        Assert.Equal(0, result.Applied);
        Assert.Contains("nothing at this place can be given an IAmazonS3", Assert.Single(result.Refused.Distinct()), StringComparison.Ordinal);
    }
}
