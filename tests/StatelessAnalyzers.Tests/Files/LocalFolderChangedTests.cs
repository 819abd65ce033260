using Microsoft.CodeAnalysis.Testing;
using StatelessAnalyzers.Files;
using Xunit;

namespace StatelessAnalyzers.Tests.Files;

public class LocalFolderChangedTests
{
    [Theory]
    [InlineData("Directory.{|SLS2004:CreateDirectory|}(path);")]
    [InlineData("Directory.{|SLS2004:Delete|}(path);")]
    [InlineData("Directory.{|SLS2004:Delete|}(path, true);")]
    [InlineData("Directory.{|SLS2004:Move|}(path, other);")]
    [InlineData("new DirectoryInfo(path).{|SLS2004:Create|}();")]
    [InlineData("new DirectoryInfo(path).{|SLS2004:Delete|}(true);")]
    [InlineData("new DirectoryInfo(path).{|SLS2004:MoveTo|}(other);")]
    [InlineData("var tenant = new DirectoryInfo(path); tenant.{|SLS2004:CreateSubdirectory|}(\"a\");")]
    [InlineData("foreach (var old in new DirectoryInfo(path).GetDirectories()) old.{|SLS2004:Delete|}(true);")]
    [InlineData("Directory.{|SLS2004:CreateDirectory|}(Path.Combine(env.WebRootPath, other));")]
    [InlineData("if (!Directory.Exists(path)) Directory.{|SLS2004:CreateDirectory|}(path);")]
    [InlineData("files.Directory.{|SLS2004:CreateDirectory|}(path);")]
    [InlineData("files.Directory.{|SLS2004:Delete|}(path, true);")]
    [InlineData("files.DirectoryInfo.New(path).{|SLS2004:Delete|}();")]
    [InlineData("Later(); void Later() => Directory.{|SLS2004:Delete|}(path);")]
    public Task Reports_changes_of_folders(string statement) => Run(Service(statement));

    [Theory]
    [InlineData("Directory.CreateDirectory(path); File.{|SLS2001:WriteAllText|}(Path.Combine(path, \"a\"), other);")]
    [InlineData("var dir = Path.GetDirectoryName(path)!; Directory.CreateDirectory(dir); using var s = {|SLS2001:new FileStream(path, FileMode.Create)|};")]
    [InlineData("Directory.CreateDirectory(Path.GetDirectoryName(path)!);")]
    [InlineData("var parent = Directory.GetParent(path)!; parent.Create(); Directory.CreateDirectory(parent.FullName);")]
    [InlineData("var folder = Path.GetDirectoryName(path) ?? throw new InvalidOperationException(); Directory.CreateDirectory(folder); Convert(path); void Convert(string p) { }")]
    [InlineData("new FileInfo(path).Directory!.Create();")]
    [InlineData("var cacheFolder = Path.Combine(path, other); Directory.CreateDirectory(cacheFolder); Directory.Delete(cacheFolder, true);")]
    [InlineData("var work = Path.Combine(path, \"work\"); Directory.CreateDirectory(work); try { Convert(work); } finally { Directory.Delete(work, true); } void Convert(string p) { }")]
    [InlineData("_ = Directory.Exists(path); _ = Directory.GetFiles(path); _ = new DirectoryInfo(path).Exists;")]
    [InlineData("var temp = Directory.CreateTempSubdirectory(); temp.Delete(true);")]
    [InlineData("var temp = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()); Directory.CreateDirectory(temp); Directory.Delete(temp, true);")]
    [InlineData("var temp = files.Path.Combine(files.Path.GetTempPath(), other); files.Directory.CreateDirectory(temp);")]
    [InlineData("if (env.IsDevelopment()) Directory.Delete(path, true);")]
    [InlineData("Directory.CreateDirectory(@\"\\\\files\\share\" + path);")]
    public Task Silent_on_folders_for_writes_and_for_a_while(string statement) => Run(Service(statement));

    [Fact]
    public Task Silent_where_another_type_writes_to_the_folder() => Run("""
        class Paths(IWebHostEnvironment env) { public string Uploads => Path.Combine(env.ContentRootPath, "uploads"); public void Prepare() { Directory.CreateDirectory(Path.Combine(env.ContentRootPath, "uploads")); Directory.{|SLS2004:CreateDirectory|}(Path.Combine(env.ContentRootPath, "tenants")); } }
        class Notes(IWebHostEnvironment env) { public void Save(string id, string text) => File.{|SLS2001:WriteAllText|}(Path.Combine(env.ContentRootPath, "uploads", id), text); }
        """);

    [Fact]
    public Task Silent_where_the_type_writes_to_the_folder() => Run("""
        class Store(IWebHostEnvironment env)
        {
            string Folder => Path.Combine(env.ContentRootPath, "notes");
            void Prepare() { if (!Directory.Exists(Folder)) Directory.CreateDirectory(Folder); }
            void Save(string id, string text) => File.{|SLS2001:WriteAllText|}(Path.Combine(Folder, id), text);
            void Clear() => Directory.{|SLS2004:Delete|}(Folder, true);
        }
        """);

    [Fact]
    public Task Silent_at_start_up_and_in_constructors() => Run("""
        var builder = WebApplication.CreateBuilder(args);
        Directory.CreateDirectory(Path.Combine(builder.Environment.ContentRootPath, "App_Data"));
        var app = builder.Build();
        app.MapDelete("/tenants/{id}", (string id) => Directory.{|SLS2004:Delete|}("tenants/" + id, true));
        app.Run();
        class Store { public Store() => Directory.CreateDirectory("store"); }
        class Startup { public void Configure(IApplicationBuilder app) => Directory.CreateDirectory("store"); }
        """);

    [Fact]
    public Task Silent_on_paths_that_are_shared() => new RuleTest<LocalFolderChanged>
    {
        Options = "stateless.shared_paths = /mnt/efs",
        Code = "class C { void M(string id) { Directory.CreateDirectory(\"/mnt/efs/\" + id); Directory.Delete(\"/mnt/efs/\" + id); Directory.{|SLS2004:Delete|}(\"/mnt/other/\" + id); } }",
    }.RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task Reports_in_a_classic_application() => new RuleTest<LocalFolderChanged>
    {
        IsApplication = false,
        References = References.Classic,
        Code = """
            using System.IO;
            using System.Web;
            public class Handler
            {
                public void Delete(HttpContext context, string id) { Directory.{|SLS2004:Delete|}(context.Server.MapPath("~/albums/" + id), true); }
                protected void Application_Start() { Directory.CreateDirectory("logs"); }
            }
            """,
    }.RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task The_message_names_the_folder()
    {
        var test = new RuleTest<LocalFolderChanged> { Code = "class C(IWebHostEnvironment env) { void M(string id) => Directory.{|#0:Delete|}(Path.Combine(env.WebRootPath, id)); }" };
        test.ExpectedDiagnostics.Add(new DiagnosticResult(Rules.SLS2004_LocalFolderChanged).WithLocation(0).WithArguments("Directory.Delete", "a folder under the web root"));
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("Directory.CreateDirectory(")]
    [InlineData("Directory.Delete(, true);")]
    [InlineData("new DirectoryInfo().Delete(); Directory.Move(path);")]
    [InlineData("var p = p; Directory.Delete(p);")]
    public Task Survives(string statement) => RuleTest<LocalFolderChanged>.Survives(Service(statement), [.. References.AspNetCore, .. References.FileAbstractions]);

    static Task Run(string code) => new RuleTest<LocalFolderChanged>
    {
        References = [.. References.AspNetCore, .. References.FileAbstractions],
        Beside = [new LocalFileWrite()],
        Code = code,
    }.RunAsync(TestContext.Current.CancellationToken);

    static string Service(string statement) => $$"""
        using System.IO.Abstractions;
        class Service(IWebHostEnvironment env, IFileSystem files)
        {
            void Run(string path, string other)
            {
                _ = (env, files);
                {{statement}}
            }
        }
        """;
}
