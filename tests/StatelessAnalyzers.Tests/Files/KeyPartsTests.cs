using StatelessAnalyzers.Files;
using StatelessAnalyzers.Tests.Rewriting;
using Xunit;

namespace StatelessAnalyzers.Tests.Files;

/// <summary>A path that is put together in several steps becomes a key with slashes, whatever separates the names of files on the machine.</summary>
public class KeyPartsTests
{
    static string Type(string save) => $$"""
        public class Pictures
        {
            private const string Area = "pictures";
            private readonly string _root;

            public Pictures(IWebHostEnvironment environment)
            {
                ArgumentNullException.ThrowIfNull(environment);
                _root = environment.WebRootPath;
            }

        {{save}}
        }

        """.ReplaceLineEndings("\n");

    static Task<Fixed> RunAsync(string save, string middleware = "") =>
        FixRun<LocalFileWrite, KeepFileInS3>.RunAsync(new Workshop { References = References.Everything }.Project("Web", [("Pictures.cs", Type(save)), ("Program.cs", $"var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddSingleton<Pictures>();\nvar app = builder.Build();\n{middleware}app.Run();\n")], application: true));

    const string Save = """
            public async Task<string> SaveAsync(string name, byte[] content)
            {
                var relative = Path.Combine(Area, Guid.NewGuid().ToString("N"), name);
                var path = Path.Combine(_root, relative);
                await File.WriteAllBytesAsync(path, content);
                return relative;
            }
        """;

    [Fact]
    public async Task A_local_of_joined_names_has_slashes_too()
    {
        var result = await RunAsync(Save.Replace("\"N\"", "", StringComparison.Ordinal));
        Assert.Empty(result.Refused);
        Assert.Equal("""
            using Amazon.S3;
            using Amazon.S3.Model;

            public class Pictures
            {
                private const string Area = "pictures";
                private readonly IAmazonS3 _s3;
                private readonly IConfiguration _configuration;

                public Pictures(IWebHostEnvironment environment, IAmazonS3 s3, IConfiguration configuration)
                {
                    _s3 = s3;
                    _configuration = configuration;
                    ArgumentNullException.ThrowIfNull(environment);
                }

                public async Task<string> SaveAsync(string name, byte[] content)
                {
                    var relative = $"{Area}/{Guid.NewGuid().ToString()}/{name}";
                    var path = relative;
                    await _s3.PutObjectAsync(
                        new PutObjectRequest { BucketName = _configuration["Storage:Bucket"], Key = path, InputStream = new MemoryStream(content) });
                    return relative;
                }
            }

            """.ReplaceLineEndings("\n"), result.Text("/0/Web/Pictures.cs"));
    }

    [Fact]
    public async Task What_it_begins_with_is_what_the_endpoint_serves()
    {
        var result = await RunAsync(Save.Replace("\"N\"", "", StringComparison.Ordinal), "app.UseStaticFiles();\n");
        Assert.Empty(result.Refused);
        Assert.Contains("app.MapGet(\"/pictures/{**name}\"", result.Text("/0/Web/Program.cs"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name.Replace(\"/\", Path.DirectorySeparatorChar.ToString(), StringComparison.Ordinal)", "name")]
    [InlineData("name.Trim().Replace('/', Path.DirectorySeparatorChar)", "name.Trim()")]
    [InlineData("name.Replace('\\\\', Path.DirectorySeparatorChar)", "name.Replace('\\\\', '/')")]
    [InlineData("name.Replace(\"\\\\\", Path.DirectorySeparatorChar.ToString())", "name.Replace(\"\\\\\", \"/\")")]
    public async Task The_separator_of_the_machine_goes(string before, string after)
    {
        var result = await RunAsync($$"""
                public void Save(string name, byte[] content)
                {
                    var local = {{before}};
                    File.WriteAllBytes(Path.Combine(_root, Area, local), content);
                }
            """);
        Assert.Empty(result.Refused);
        Assert.Contains($"var local = {after};", result.Text("/0/Web/Pictures.cs"), StringComparison.Ordinal);
        Assert.Contains("Key = $\"pictures/{local}\"", result.Text("/0/Web/Pictures.cs"), StringComparison.Ordinal);
    }

    // The extension that several hosts call may be in a library.
    [Fact]
    public async Task Middleware_of_a_library_serves_the_folder_as_well()
    {
        var result = await FixRun<LocalFileWrite, KeepFileInS3>.RunAsync(new Workshop { References = References.Everything }
            .Project("Platform", [("Extensions.cs", "public static class Extensions\n{\n    public static void UsePlatform(this WebApplication app) => app.UseStaticFiles();\n}\n")])
            .Project("Web", [("Pictures.cs", Type(Save.Replace("\"N\"", "", StringComparison.Ordinal))), ("Program.cs", "var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddSingleton<Pictures>();\nvar app = builder.Build();\napp.UsePlatform();\napp.Run();\n")], application: true, uses: ["Platform"]));
        Assert.Contains("app.MapGet(\"/pictures/{**name}\"", result.Text("/0/Web/Program.cs"), StringComparison.Ordinal);
    }

    // A database lies where it lies, and is none of the folder's files.
    [Fact]
    public async Task The_file_of_a_database_is_left_alone()
    {
        var database = """
            public class SqliteConnectionStringBuilder { public string DataSource { get; set; } = ""; }

            public class Database(IHostEnvironment environment)
            {
                public SqliteConnectionStringBuilder At(SqliteConnectionStringBuilder builder)
                {
                    builder.DataSource = Path.Combine(environment.ContentRootPath, builder.DataSource);
                    return builder;
                }
            }

            public class Notes(IHostEnvironment environment)
            {
                public void Save(string name, string text) => File.WriteAllText(Path.Combine(environment.ContentRootPath, "notes", name), text);
            }

            """.ReplaceLineEndings("\n");
        var result = await FixRun<LocalFileWrite, KeepFileInS3>.FixAsync(database, "builder.Services.AddSingleton<Notes>();");
        Assert.Contains("builder.DataSource = Path.Combine(environment.ContentRootPath, builder.DataSource);", result, StringComparison.Ordinal);
        Assert.Contains("Key = $\"notes/{name}\"", result, StringComparison.Ordinal);
    }

    // The parameter that gave the root goes, and what the factory gave it.
    [Theory]
    [InlineData("sp => new Notes(sp.GetRequiredService<IHostEnvironment>(), \"a\")", "sp => new Notes(\"a\", sp.GetRequiredService<IAmazonS3>(), sp.GetRequiredService<IConfiguration>())")]
    [InlineData("sp =>\n{\n    var environment = sp.GetRequiredService<IHostEnvironment>();\n    return new Notes(environment, args[0]);\n}", "    return new Notes(args[0], sp.GetRequiredService<IAmazonS3>(), sp.GetRequiredService<IConfiguration>());")]
    public async Task A_factory_gives_what_the_type_takes_then(string before, string after)
    {
        var result = await FixRun<LocalFileWrite, KeepFileInS3>.RunAsync(new Workshop { References = References.Everything }.Project("Web", [
            ("Notes.cs", "public class Notes(IHostEnvironment environment, string area)\n{\n    public void Save(string name, string text) => File.WriteAllText(Path.Combine(environment.ContentRootPath, \"notes\", area, name), text);\n}\n"),
            ("Program.cs", $"var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddSingleton({before});\nvar app = builder.Build();\napp.Run();\n")], application: true));
        Assert.Empty(result.Refused);
        Assert.Contains("public class Notes(string area, IAmazonS3 s3, IConfiguration configuration)", result.Text("/0/Web/Notes.cs"), StringComparison.Ordinal);
        Assert.Contains(after, result.Text("/0/Web/Program.cs"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public partial class Pictures { private static readonly object generated = new(); }", 1)]
    [InlineData("public partial class Pictures { public string Root => _root; }", 0)]
    public async Task Another_part_of_the_type_is_in_the_way_where_it_names_the_folder(string part, int applied)
    {
        var result = await FixRun<LocalFileWrite, KeepFileInS3>.RunAsync(new Workshop { References = References.Everything }.Project(
            "Web",
            [("Pictures.cs", Type(Save).Replace("public class", "public partial class", StringComparison.Ordinal)), ("Pictures.Part.cs", part), ("Program.cs", "var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddSingleton<Pictures>();\nbuilder.Build().Run();\n")],
            application: true));
        Assert.Equal(applied, result.Applied);
    }
}
