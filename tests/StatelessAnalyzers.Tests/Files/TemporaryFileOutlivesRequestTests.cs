using Microsoft.CodeAnalysis.Testing;
using StatelessAnalyzers.Data;
using StatelessAnalyzers.Files;
using Xunit;

namespace StatelessAnalyzers.Tests.Files;

public class TemporaryFileOutlivesRequestTests
{
    [Theory]
    [InlineData("string M(string text) { var file = Path.GetTempFileName(); File.{|SLS2003:WriteAllText|}(file, text); return file; }")]
    [InlineData("string M(string text) { var dir = Path.GetTempPath(); var file = Path.Combine(dir, text); File.{|SLS2003:WriteAllText|}(file, text); return file; }")]
    [InlineData("IResult M(string text) { var file = Path.GetTempFileName(); File.{|SLS2003:WriteAllText|}(file, text); return Results.Ok(new { file }); }")]
    [InlineData("Job M(string text) { var file = Path.GetTempFileName(); File.{|SLS2003:WriteAllText|}(file, text); return new Job(file); } record Job(string File);")]
    [InlineData("Task<string> M(string text) { var file = Path.GetTempFileName(); File.{|SLS2003:WriteAllText|}(file, text); return Task.FromResult(file); }")]
    [InlineData("string last = \"\"; void M(string text) { var file = Path.GetTempFileName(); File.{|SLS2003:WriteAllText|}(file, text); last = file; }")]
    [InlineData("void M(ISession session) { var file = Path.GetTempFileName(); File.{|SLS2003:WriteAllText|}(file, \"\"); session.SetString(\"file\", file); }")]
    [InlineData("void M(Queue<string> queue) { var file = Path.GetTempFileName(); File.{|SLS2003:WriteAllText|}(file, \"\"); queue.Enqueue(file); }")]
    [InlineData("void M(IDictionary<string, object> bag) { var file = Path.GetTempFileName(); File.{|SLS2003:WriteAllText|}(file, \"\"); bag[\"file\"] = file; }")]
    [InlineData("readonly string file = Path.GetTempFileName(); void M() => File.{|SLS2003:WriteAllText|}(file, \"\");")]
    [InlineData("static string Name() => Path.GetTempFileName(); void M() => File.{|SLS2003:WriteAllText|}(Name(), \"\");")]
    [InlineData("FileInfo M() { var dir = Directory.CreateTempSubdirectory(); var file = new FileInfo(Path.Combine(dir.FullName, \"a\")); using (file.{|SLS2003:Create|}()) { } return file; }")]
    [InlineData("void M(Microsoft.Extensions.Caching.Memory.IMemoryCache cache) { var file = Path.GetTempFileName(); using (var s = {|SLS2003:new FileStream(file, FileMode.Create)|}) { } Microsoft.Extensions.Caching.Memory.CacheExtensions.Set(cache, \"file\", file); }")]
    [InlineData("string M(string text) { var file = Path.GetTempFileName(); File.{|SLS2003:WriteAllText|}(file, text); File.AppendAllText(file, text); return file; }")]
    [InlineData("static string last = \"\"; async Task M(System.IO.Compression.ZipArchiveEntry entry) { var file = Path.Combine(Path.GetTempPath(), \"a\"); System.IO.Compression.ZipFileExtensions.{|SLS2003:ExtractToFile|}(entry, file); last = file; await Task.Yield(); }")]
    public Task Reports_paths_that_are_handed_on(string members) => Run($"class C\n{{\n{members}\n}}");

    [Fact]
    public Task Reports_an_upload_that_another_request_comes_back_for() => Run("""
        using Microsoft.AspNetCore.Mvc;
        public class ImportController : Controller
        {
            public async Task<IActionResult> Preview(IFormFile file)
            {
                var path = Path.GetTempFileName();
                await using (var stream = System.IO.File.{|SLS2003:OpenWrite|}(path))
                {
                    await file.CopyToAsync(stream);
                }
                TempData["Import"] = path;
                return View();
            }
        }
        """);

    [Fact]
    public Task Reports_a_path_that_another_method_builds_again() => Run("""
        class Chunks(ILogger<Chunks> log)
        {
            static readonly string Folder = Path.Combine(Path.GetTempPath(), "chunks");

            public async Task Add(string id, IFormFile chunk)
            {
                await using var stream = {|SLS2003:new FileStream(Path.Combine(Folder, id), FileMode.Append)|};
                await chunk.CopyToAsync(stream);
            }

            public byte[] Complete(string id) => File.ReadAllBytes(Path.Combine(Folder, id));

            public void Note(string text)
            {
                File.{|SLS2003:WriteAllText|}(Path.Combine(Path.GetTempPath(), "last.txt"), text);
                log.LogInformation("noted");
            }

            public string Last => File.ReadAllText(Path.Combine(Path.GetTempPath(), "last.txt"));
        }
        """);

    [Fact]
    public Task Reports_in_minimal_APIs() => Run("""
        var app = WebApplication.CreateBuilder(args).Build();
        app.MapPost("/import", async (HttpRequest request, ISession session) =>
        {
            var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
            await using (var file = File.{|SLS2003:Create|}(path))
                await request.Body.CopyToAsync(file);
            session.SetString("import", path);
        });
        app.Run();
        """);

    [Theory]
    [InlineData("void M() { var file = Path.GetTempFileName(); File.WriteAllText(file, \"\"); _ = File.ReadAllText(file); File.Delete(file); }")]
    [InlineData("byte[] M() { var file = Path.GetTempFileName(); File.WriteAllText(file, \"\"); return File.ReadAllBytes(file); }")]
    [InlineData("IActionResult M(Controller c) { var file = Path.GetTempFileName(); File.WriteAllText(file, \"\"); return c.PhysicalFile(file, \"text/csv\"); }")]
    [InlineData("IActionResult M(Controller c) { var file = Path.GetTempFileName(); File.WriteAllText(file, \"\"); return new PhysicalFileResult(file, \"text/csv\"); }")]
    [InlineData("IActionResult M(Controller c) { var file = Path.GetTempFileName(); File.WriteAllText(file, \"\"); return c.File(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.None, 4096, FileOptions.DeleteOnClose), \"text/csv\"); }")]
    [InlineData("Stream M() => new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 4096, FileOptions.DeleteOnClose);")]
    [InlineData("void A(string id) { var f = Path.Combine(Path.GetTempPath(), id); File.WriteAllText(f, id); File.Delete(f); } void B(string id) { var f = Path.Combine(Path.GetTempPath(), id); File.WriteAllText(f, id); File.Delete(f); }")]
    [InlineData("void A() { var f = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString()); File.WriteAllText(f, \"\"); } void B() { var f = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString()); File.WriteAllText(f, \"\"); }")]
    [InlineData("void A(string id) { var f = Path.Combine(Path.GetTempPath(), \"a\", id); File.WriteAllText(f, id); } void B(string id) { _ = File.Exists(Path.Combine(Path.GetTempPath(), \"b\", id)); }")]
    [InlineData("string M(IWebHostEnvironment env) { var file = Path.GetTempFileName(); if (env.IsDevelopment()) File.WriteAllText(file, \"\"); return file; }")]
    public Task Silent_on_files_that_stay_in_the_method(string members) => Run($"using Microsoft.AspNetCore.Mvc;\nclass C\n{{\n{members}\n}}");

    [Fact]
    public Task The_message_says_why()
    {
        var test = new RuleTest<TemporaryFileOutlivesRequest>
        {
            Code = """
                class C
                {
                    string M(string text) { var file = Path.GetTempFileName(); File.{|#0:WriteAllText|}(file, text); return file; }
                    void N(string id) => File.{|#1:WriteAllText|}(Path.Combine(Path.GetTempPath(), id), id);
                    string O(string id) => File.ReadAllText(Path.Combine(Path.GetTempPath(), id));
                }
                """,
        };
        test.ExpectedDiagnostics.Add(new DiagnosticResult(Rules.SLS2003_TemporaryFileOutlivesRequest).WithLocation(0).WithArguments("File.WriteAllText", "hands its path on"));
        test.ExpectedDiagnostics.Add(new DiagnosticResult(Rules.SLS2003_TemporaryFileOutlivesRequest).WithLocation(1).WithArguments("File.WriteAllText", "leaves it for 'O'"));
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("class C { string M() { var file = Path.GetTempFileName(; File.WriteAllText(file, ); return file } }")]
    [InlineData("class C { string A => B; string B => A; void M() => File.WriteAllText(Path.Combine(Path.GetTempPath(), A), ); }")]
    [InlineData("File.WriteAllText(Path.GetTempPath() + , \"\");")]
    public Task Survives(string code) => RuleTest<TemporaryFileOutlivesRequest>.Survives(code, References.AspNetCore);

    // Each fault is one finding, whichever rule of files it belongs to.
    static Task Run(string code) => new RuleTest<TemporaryFileOutlivesRequest>
    {
        Beside = [new LocalFileWrite(), new LocalUpload(), new LocalFileUsedAsDatabase()],
        Code = code,
    }.RunAsync(TestContext.Current.CancellationToken);
}
