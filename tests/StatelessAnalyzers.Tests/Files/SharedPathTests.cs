using StatelessAnalyzers.Files;
using StatelessAnalyzers.Tests.Rewriting;
using Xunit;

namespace StatelessAnalyzers.Tests.Files;

/// <summary>A path that one type makes and another works on.</summary>
public class SharedPathTests
{
    static Workshop Shop(string helper, string user, string more = "") => new Workshop { References = References.Everything }.Project("Web",
        [("Folders.cs", helper.ReplaceLineEndings("\n")), ("Reports.cs", user.ReplaceLineEndings("\n")), ("Program.cs", $"var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddControllers();\nbuilder.Services.AddSingleton<IFolders, Folders>();\nbuilder.Services.AddSingleton<Reports>();\nvar app = builder.Build();\napp.Run();\n"), ("More.cs", more)], application: true);

    const string Interface = "public interface IFolders { string Of(string tenant); }\n";

    const string Service = Interface + """
        public class Folders(IWebHostEnvironment environment) : IFolders
        {
            public string Of(string tenant)
            {
                return Path.Combine(environment.ContentRootPath, "content", tenant);
            }
        }
        """;

    const string Writer = """
        public class Reports(IFolders folders)
        {
            public void Save(string tenant, string name, string text)
            {
                // one file a report
                File.WriteAllText(Path.Combine(folders.Of(tenant), name + ".txt"), text);
            }

            public string? Find(string tenant, string name)
            {
                var path = Path.Combine(folders.Of(tenant), name + ".txt");
                return File.Exists(path) ? File.ReadAllText(path) : null;
            }
        }
        """;

    static Task<Fixed> RunAsync(Workshop shop) => FixRun<LocalFileWrite, KeepFileInS3>.RunAsync(shop);

    static async Task<string> ReasonAsync(Workshop shop)
    {
        var result = await RunAsync(shop);
        Assert.Equal(0, result.Applied);
        return Assert.Single(result.Refused.Distinct());
    }

    [Fact]
    public async Task Follows_a_folder_through_the_one_service_behind_an_interface()
    {
        var result = await RunAsync(Shop(Service, Writer));
        Assert.Empty(result.Refused);
        Assert.Contains("return $\"content/{tenant}\";", result.Text("/0/Web/Folders.cs"), StringComparison.Ordinal);
        var user = result.Text("/0/Web/Reports.cs");
        Assert.Contains("// one file a report", user, StringComparison.Ordinal);
        Assert.Contains("Key = $\"{folders.Of(tenant)}/{name}.txt\", ContentBody = text", user, StringComparison.Ordinal);
        Assert.Contains("var path = $\"{folders.Of(tenant)}/{name}.txt\";", user, StringComparison.Ordinal);
        Assert.DoesNotContain("File.", user, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keeps_line_ends_in_both_files()
    {
        var result = await FixRun<LocalFileWrite, KeepFileInS3>.RunAsync(new Workshop { References = References.Everything }.Project("Web",
            [("Folders.cs", Service.ReplaceLineEndings("\r\n")), ("Reports.cs", Writer.ReplaceLineEndings("\r\n")), ("Program.cs", "var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddSingleton<IFolders, Folders>();\nbuilder.Services.AddSingleton<Reports>();\nbuilder.Build().Run();\n")], application: true));
        Assert.Empty(result.Refused);
        foreach (var file in new[] { "/0/Web/Folders.cs", "/0/Web/Reports.cs" })
            Assert.Equal(result.Text(file).Count(c => c == '\n'), result.Text(file).Split("\r\n").Length - 1);
    }

    [Fact]
    public async Task Follows_a_static_member_of_another_project()
    {
        var result = await RunAsync(new Workshop { References = References.Everything }
            .Project("Core", [("Folders.cs", "public static class Folders\n{\n    public static string Reports => Path.Combine(AppContext.BaseDirectory, \"reports\");\n}\n")])
            .Project("Web", [("Reports.cs", "public class Reports\n{\n    public void Save(string name, string text) => File.WriteAllText(Path.Combine(Folders.Reports, name), text);\n}\n"), ("Program.cs", "var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddSingleton<Reports>();\nbuilder.Build().Run();\n")], application: true, uses: ["Core"]));
        Assert.Empty(result.Refused);
        Assert.Contains("Reports => \"reports\";", result.Text("/0/Core/Folders.cs"), StringComparison.Ordinal);
        Assert.Contains("Key = $\"{Folders.Reports}/{name}\"", result.Text("/0/Web/Reports.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Follows_a_parameter_of_a_public_method_to_all_of_its_callers()
    {
        var result = await RunAsync(Shop(
            """
            public interface IFolders { void Write(string folder, string name, string text); }
            public class Folders : IFolders
            {
                public void Write(string folder, string name, string text) => File.WriteAllText(Path.Combine(folder, name), text);
            }
            """,
            """
            public class Reports(IFolders folders, IWebHostEnvironment environment)
            {
                public void Save(string text)
                {
                    folders.Write(Path.Combine(environment.ContentRootPath, "reports"), "last.txt", text);
                    folders.Write(Path.Combine(environment.ContentRootPath, "archive"), Guid.NewGuid() + ".txt", text);
                }
            }
            """));
        Assert.Empty(result.Refused);
        Assert.Contains("folders.Write(\"reports\", \"last.txt\", text)", result.Text("/0/Web/Reports.cs"), StringComparison.Ordinal);
        Assert.Contains("folders.Write(\"archive\", Guid.NewGuid() + \".txt\", text)", result.Text("/0/Web/Reports.cs"), StringComparison.Ordinal);
        Assert.Contains("Key = $\"{folder}/{name}\"", result.Text("/0/Web/Folders.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Follows_what_a_constructor_is_given_where_a_factory_creates_the_type()
    {
        var result = await RunAsync(new Workshop { References = References.Everything }.Project("Web",
            [
                ("Folders.cs", "public class Folders(string root, ILogger<Folders> logger)\n{\n    public void Write(string name, string text)\n    {\n        logger.LogInformation(\"{Name}\", name);\n        File.WriteAllText(Path.Combine(root, \"reports\", name), text);\n    }\n}\n"),
                ("Program.cs", "var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddSingleton<Folders>(p => new Folders(builder.Environment.ContentRootPath, p.GetRequiredService<ILogger<Folders>>()));\nbuilder.Build().Run();\n"),
            ], application: true));
        Assert.Empty(result.Refused);
        Assert.Contains("Key = $\"reports/{name}\"", result.Text("/0/Web/Folders.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_what_a_constructor_is_given_where_the_container_may_create_the_type() =>
        Assert.Contains("no known folder", await ReasonAsync(new Workshop { References = References.Everything }.Project("Web",
            [
                ("Folders.cs", "public class Folders(string root, ILogger<Folders> logger)\n{\n    public void Write(string name, string text)\n    {\n        logger.LogInformation(\"{Name}\", name);\n        File.WriteAllText(Path.Combine(root, \"reports\", name), text);\n    }\n}\n"),
                ("Program.cs", "var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddSingleton<Folders>();\nbuilder.Services.AddSingleton(p => new Folders(builder.Environment.ContentRootPath, p.GetRequiredService<ILogger<Folders>>()));\nbuilder.Build().Run();\n"),
            ], application: true)), StringComparison.Ordinal);

    [Fact]
    public async Task Follows_a_local_that_grows()
    {
        var result = await RunAsync(Shop(Service, """
            public class Reports(IFolders folders)
            {
                public void Save(string tenant, string name, string text)
                {
                    var path = folders.Of(tenant);
                    Directory.CreateDirectory(path);
                    path = Path.Combine(path, name);
                    File.WriteAllText(path, text);
                }
            }
            """));
        Assert.Empty(result.Refused);
        Assert.Contains("var path = folders.Of(tenant);\n        path = $\"{path}/{name}\";\n", result.Text("/0/Web/Reports.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Follows_a_folder_of_temporary_files_that_is_found_again()
    {
        var result = await RunAsync(Shop(
            Interface + """
            public class Folders : IFolders
            {
                public string Of(string tenant)
                {
                    var temporary = Path.GetTempPath();
                    var folder = Path.Combine(temporary, "icons");
                    Directory.CreateDirectory(folder);
                    return folder;
                }
            }
            """,
            """
            public class Reports(IFolders folders)
            {
                public string[] All(string tenant)
                {
                    var folder = folders.Of(tenant);
                    if (!Directory.Exists(folder))
                    {
                        return [];
                    }

                    return Directory.GetFiles(folder, "*.png");
                }

                public void Replace(string tenant, string name, string text)
                {
                    var folder = folders.Of(tenant);
                    if (Directory.Exists(folder))
                    {
                        foreach (var file in Directory.GetFiles(folder))
                        {
                            // old
                            File.Delete(file);
                        }
                    }

                    File.WriteAllText(Path.Combine(folder, name), text);
                }
            }
            """.Replace("return Directory.GetFiles(folder, \"*.png\");", "return Directory.GetFiles(folder, \"*.png\").Select(Path.GetFileName).ToArray()!;", StringComparison.Ordinal)));
        Assert.Empty(result.Refused);
        Assert.Contains("    {\n        var folder = \"icons\";\n        return folder;\n    }", result.Text("/0/Web/Folders.cs"), StringComparison.Ordinal);
        var user = result.Text("/0/Web/Reports.cs");
        Assert.Contains("if (!await HasObjectsAsync(s3, configuration[\"Storage:Bucket\"], folder))", user, StringComparison.Ordinal);
        Assert.Contains("        foreach (var file in await ListObjectsAsync(s3, configuration[\"Storage:Bucket\"], folder))\n        {\n            // old\n            await s3.DeleteObjectAsync(configuration[\"Storage:Bucket\"], file);\n        }\n", user, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_a_folder_that_two_services_say_differently() =>
        Assert.Contains("folders.Of(tenant)", await ReasonAsync(Shop(Service, Writer, "public class Elsewhere : IFolders { public string Of(string tenant) => \"/mnt/\" + tenant; }")), StringComparison.Ordinal);

    [Fact]
    public async Task Refuses_a_folder_that_other_code_needs_on_the_disk() =>
        Assert.Contains("new DirectoryInfo(folders.Of(tenant))", await ReasonAsync(Shop(Service, Writer, "public class Sizes(IFolders folders) { public DateTime Of(string tenant) { return new DirectoryInfo(folders.Of(tenant)).LastWriteTime; } }")), StringComparison.Ordinal);

    [Fact]
    public async Task Refuses_a_folder_that_is_handed_on_as_a_delegate() =>
        Assert.Contains("no known folder", await ReasonAsync(Shop(Service, Writer, "public class Lazily(IFolders folders) { public Func<string, string> Of => folders.Of; }")), StringComparison.Ordinal);

    [Fact]
    public async Task Refuses_a_parameter_that_a_caller_gives_something_else() =>
        Assert.Contains("no known folder", await ReasonAsync(Shop(
            """
            public interface IFolders { void Write(string folder, string text); }
            public class Folders : IFolders
            {
                public void Write(string folder, string text) => File.WriteAllText(Path.Combine(folder, "last.txt"), text);
            }
            """,
            """
            public class Reports(IFolders folders, IWebHostEnvironment environment)
            {
                public void Save(string text, string? elsewhere)
                {
                    folders.Write(Path.Combine(environment.ContentRootPath, "reports"), text);
                    folders.Write(elsewhere!, text);
                }
            }
            """)), StringComparison.Ordinal);

    [Fact]
    public async Task Refuses_what_a_request_gives() =>
        Assert.Contains("no known folder", await ReasonAsync(Shop(Service,
            """
            public class Reports;
            public class ReportsController : Microsoft.AspNetCore.Mvc.ControllerBase
            {
                public void Save(string folder, string text) => System.IO.File.WriteAllText(Path.Combine(folder, "last.txt"), text);
                public void Again(string text) => Save(Path.Combine(AppContext.BaseDirectory, "reports"), text);
            }
            """)), StringComparison.Ordinal);

    [Fact]
    public async Task Refuses_a_root_where_another_caller_gives_a_folder_below_it() =>
        Assert.Contains("no known folder", await ReasonAsync(Shop(
            """
            public interface IFolders { void Write(string folder, string text); }
            public class Folders : IFolders
            {
                public void Write(string folder, string text) => File.WriteAllText(Path.Combine(folder, "last.txt"), text);
            }
            """,
            """
            public class Reports(IFolders folders, IWebHostEnvironment environment)
            {
                public void Save(string text)
                {
                    folders.Write(Path.Combine(environment.ContentRootPath, "reports"), text);
                    folders.Write(environment.ContentRootPath, text);
                }
            }
            """)), StringComparison.Ordinal);

    [Fact]
    public async Task Refuses_a_member_of_what_may_be_serialised() =>
        Assert.Contains("no known folder", await ReasonAsync(Shop(Service,
            """
            public class Report { public string Name { get; set; } = ""; public string Place => Path.Combine(AppContext.BaseDirectory, "reports", Name); }
            public class Reports
            {
                public void Save(Report report, string text) => File.WriteAllText(report.Place, text);
            }
            """)), StringComparison.Ordinal);

    [Fact]
    public async Task Refuses_a_package_that_others_call() =>
        Assert.Contains("no known folder", await ReasonAsync(new Workshop { References = References.Everything }
            .Project("Core", [("Files.cs", "public class Files\n{\n    public void Save(string folder, string text) => File.WriteAllText(Path.Combine(folder, \"last.txt\"), text);\n}\n")], additional: [("Core.csproj", "<Project><PropertyGroup><IsPackable>true</IsPackable></PropertyGroup></Project>")])
            .Project("Web", [("Program.cs", "var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddSingleton<Files>();\nvar app = builder.Build();\napp.Services.GetRequiredService<Files>().Save(Path.Combine(AppContext.BaseDirectory, \"x\"), \"y\");\napp.Run();\n")], application: true, uses: ["Core"])), StringComparison.Ordinal);
}
