using StatelessAnalyzers.Files;
using StatelessAnalyzers.Tests.Rewriting;
using Xunit;

namespace StatelessAnalyzers.Tests.Files;

public class FolderGuardTests
{
    const string Registers = "builder.Services.AddSingleton<Albums>();";

    static string Type(string members) => $$"""
        using Microsoft.Extensions.Logging;

        public class Albums(IWebHostEnvironment environment, ILogger<Albums> logger)
        {
            private string Root => Path.Combine(environment.ContentRootPath, "albums");

            public int Asked { get; private set; }

            public void Save(string album, string name, byte[] content)
            {
                logger.LogInformation("Saves {Name}", name);
                File.WriteAllBytes(Path.Combine(Root, album, name), content);
            }

            public void Publish(string name, byte[] content) => File.WriteAllBytes(Path.Combine(Root, "public", name), content);

            {{members.ReplaceLineEndings("\n").Replace("\n", "\n    ", StringComparison.Ordinal).Replace("\n    \n", "\n\n", StringComparison.Ordinal)}}
        }
        """.ReplaceLineEndings("\n");

    static async Task Gives(string members, string expected)
    {
        var result = await FixRun<LocalFileWrite, KeepFileInS3>.FixAsync(Type(members), Registers);
        Assert.Contains(expected.ReplaceLineEndings("\n").Replace("\n", "\n    ", StringComparison.Ordinal).Replace("\n    \n", "\n\n", StringComparison.Ordinal), result, StringComparison.Ordinal);
        Assert.DoesNotContain("Directory.Exists", result, StringComparison.Ordinal);
    }

    [Fact]
    public Task The_one_folder_is_there() => Gives(
        """
        public bool Load()
        {
            // before the first picture
            if (!Directory.Exists(Path.Combine(Root, "public")))
            {
                logger.LogDebug("Nothing yet");
                return false;
            }

            var files = Directory.GetFiles(Path.Combine(Root, "public"), "*.png");
            return files.Length > 0;
        }
        """,
        """
        public async Task<bool> Load()
        {
            var files = (await ListObjectsAsync(s3, configuration["Storage:Bucket"], $"{Root}/public")).Where(file => Path.GetExtension(file) == ".png").ToArray();
            return files.Length > 0;
        }
        """);

    [Theory]
    [InlineData("[]")]
    [InlineData("Array.Empty<string>()")]
    [InlineData("Enumerable.Empty<string>()")]
    [InlineData("new List<string>()")]
    [InlineData("new string[0]")]
    public Task A_folder_that_is_not_there_has_no_files(string none) => Gives(
        $$"""
        public IEnumerable<string?> Names(string album)
        {
            if (!Directory.Exists(Path.Combine(Root, album)))
                return {{none}};
            return Directory.GetFiles(Path.Combine(Root, album)).Select(Path.GetFileName);
        }
        """,
        """
        public async Task<IEnumerable<string?>> Names(string album)
        {
            return (await ListObjectsAsync(s3, configuration["Storage:Bucket"], $"{Root}/{album}")).Select(Path.GetFileName);
        }
        """);

    [Fact]
    public Task What_is_done_with_its_files_stays() => Gives(
        """
        public void Clear(string album)
        {
            var folder = Path.Combine(Root, album);
            // all of them
            if (Directory.Exists(folder))
            {
                foreach (var file in Directory.GetFiles(folder))
                {
                    File.Delete(file); // for good
                }
            }
        }
        """,
        """
        public async Task Clear(string album)
        {
            var folder = $"{Root}/{album}";
            // all of them
            foreach (var file in await ListObjectsAsync(s3, configuration["Storage:Bucket"], folder))
            {
                await s3.DeleteObjectAsync(configuration["Storage:Bucket"], file); // for good
            }
        }
        """);

    [Fact]
    public Task So_does_all_that_is_done_with_the_one_folder() => Gives(
        """
        public int Count()
        {
            var folder = Path.Combine(Root, "public");
            if (Directory.Exists(folder))
            {
                // as of now
                var files = Directory.GetFiles(folder);
                Asked = files.Length;
            }

            return Asked;
        }
        """,
        """
        public async Task<int> Count()
        {
            var folder = $"{Root}/public";
            // as of now
            var files = await ListObjectsAsync(s3, configuration["Storage:Bucket"], folder);
            Asked = files.Length;

            return Asked;
        }
        """);

    [Fact]
    public Task Nothing_stays_behind_the_files_that_are_returned() => Gives(
        """
        public IEnumerable<string?> Names(string album)
        {
            var folder = Path.Combine(Root, album);
            if (Directory.Exists(folder))
            {
                return Directory.GetFiles(folder).Select(Path.GetFileName);
            }

            return [];
        }
        """,
        """
        public async Task<IEnumerable<string?>> Names(string album)
        {
            var folder = $"{Root}/{album}";
            return (await ListObjectsAsync(s3, configuration["Storage:Bucket"], folder)).Select(Path.GetFileName);
        }
        """);

    [Theory]
    [InlineData("public bool Has(string album) => Directory.Exists(Path.Combine(Root, album));", "an answer")]
    [InlineData("public string? First(string album)\n{\n    if (!Directory.Exists(Path.Combine(Root, album)))\n        return null;\n    return Directory.GetFiles(Path.Combine(Root, album)).Select(Path.GetFileName).First();\n}", "says whether the album was made")]
    [InlineData("public void Ask(string album)\n{\n    if (!Directory.Exists(Path.Combine(Root, album)))\n        throw new ArgumentException(album);\n}", "the same by an exception")]
    [InlineData("public bool Begin()\n{\n    if (Directory.Exists(Path.Combine(Root, \"public\")))\n        return false;\n    return true;\n}", "a mark that something was done")]
    [InlineData("public string?[] Names()\n{\n    if (!Directory.Exists(Path.Combine(Root, \"public\")))\n    {\n        Asked++;\n        return [];\n    }\n    return Directory.GetFiles(Path.Combine(Root, \"public\")).Select(Path.GetFileName).ToArray();\n}", "does something of its own first")]
    [InlineData("public int Count()\n{\n    if (Directory.Exists(Path.Combine(Root, \"public\")))\n        return Directory.GetFiles(Path.Combine(Root, \"public\")).Length;\n    return -1;\n}", "says that there is none")]
    [InlineData("public int Count()\n{\n    if (Directory.Exists(Path.Combine(Root, \"public\")))\n        Asked = Directory.GetFiles(Path.Combine(Root, \"public\")).Length;\n    else\n        Asked = -1;\n    return Asked;\n}", "has another branch")]
    public Task Refuses_a_folder_whose_being_there_says_something(string member, string why) => FixRun<LocalFileWrite, KeepFileInS3>.RefusesAsync(
        Type($"// {why}\n{member}"), "needs the same folder on a disk", Registers);

    static string Icons(string folder) => $$"""
        public static class Folders
        {
            {{folder.Replace("\n", "\n    ", StringComparison.Ordinal)}}
        }

        public class Albums
        {
            public void Keep(string name, byte[] content) => File.WriteAllBytes(Path.Combine(Folders.GetIconsDirectory(), name), content);

            public byte[] Find(string name) => File.ReadAllBytes(Path.Combine(Folders.GetIconsDirectory(), name));
        }
        """;

    [Theory]
    [InlineData("public static string GetIconsDirectory() => Path.Join(AppContext.BaseDirectory, \"icons\");")]
    [InlineData("public static string GetIconsDirectory()\n{\n    var folder = Path.Combine(AppContext.BaseDirectory, \"icons\");\n    Directory.CreateDirectory(folder);\n    return folder;\n}")]
    public async Task A_folder_may_be_what_a_static_method_says(string folder)
    {
        var result = await FixRun<LocalFileWrite, KeepFileInS3>.FixAsync(Icons(folder), Registers);
        Assert.Contains("Key = $\"icons/{name}\"", result, StringComparison.Ordinal);
        Assert.Contains("ReadObjectBytesAsync(_s3, _configuration[\"Storage:Bucket\"], $\"icons/{name}\")", result, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public static string GetIconsDirectory() => Path.Combine(AppContext.BaseDirectory, Guid.NewGuid().ToString());")]
    [InlineData("public static string Tenant = \"\";\npublic static string GetIconsDirectory() => Path.Combine(AppContext.BaseDirectory, Tenant);")]
    [InlineData("static string last = \"\";\npublic static string GetIconsDirectory() => last = Path.Combine(last, \"icons\");")]
    public Task Refuses_a_method_that_may_say_another_folder_each_time(string folder) =>
        FixRun<LocalFileWrite, KeepFileInS3>.RefusesAsync(Icons(folder), "is no known folder", Registers);
}
