using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.Testing;
using StatelessAnalyzers.Files;
using Xunit;

namespace StatelessAnalyzers.Tests.Files;

public class LocalUploadTests
{
    // Each of these is one finding of SLS2002 and none of SLS2001.
    [Theory]
    [InlineData("using var s = new FileStream(path, FileMode.Create); await file.{|SLS2002:CopyToAsync|}(s);")]
    [InlineData("using var s = new FileStream(path, FileMode.Create); await file.{|SLS2002:CopyToAsync|}(s, token).ConfigureAwait(false);")]
    [InlineData("using var s = new FileStream(path, FileMode.Create); file.{|SLS2002:CopyTo|}(s);")]
    [InlineData("using FileStream s = new(path, FileMode.CreateNew, FileAccess.Write); file.{|SLS2002:CopyTo|}(s);")]
    [InlineData("await using var s = File.Create(path); await file.{|SLS2002:CopyToAsync|}(s);")]
    [InlineData("using (var s = File.OpenWrite(path)) { await file.{|SLS2002:CopyToAsync|}(s); }")]
    [InlineData("using (Stream s = File.Open(path, FileMode.Create)) file.{|SLS2002:CopyTo|}(s);")]
    [InlineData("await using (var s = new FileInfo(path).Create()) { await file.{|SLS2002:CopyToAsync|}(s); }")]
    [InlineData("Stream s; s = new FileInfo(path).OpenWrite(); file.{|SLS2002:CopyTo|}(s);")]
    [InlineData("file.{|SLS2002:CopyTo|}(File.Create(path));")]
    [InlineData("file.{|SLS2002:CopyTo|}(new FileStream(path, FileMode.Create));")]
    [InlineData("using var s = new FileStream(path, FileMode.Create); using var b = new BufferedStream(s); await file.{|SLS2002:CopyToAsync|}(b);")]
    [InlineData("using var w = new StreamWriter(path); file.{|SLS2002:CopyTo|}(w.BaseStream);")]
    [InlineData("using var s = path.Length > 3 ? File.Create(path) : File.Create(\"short\"); file.{|SLS2002:CopyTo|}(s);")]
    [InlineData("using var s = File.Create(path); await file.OpenReadStream().{|SLS2002:CopyToAsync|}(s);")]
    [InlineData("using var s = File.Create(path); using var r = file.OpenReadStream(); r.{|SLS2002:CopyTo|}(s);")]
    [InlineData("using (var r = file.OpenReadStream()) using (var s = File.Create(path)) await r.{|SLS2002:CopyToAsync|}(s, token);")]
    [InlineData("using var s = File.Create(path); using var r = new BufferedStream(file.OpenReadStream()); r.{|SLS2002:CopyTo|}(s);")]
    [InlineData("using var m = new MemoryStream(); await file.CopyToAsync(m); m.Position = 0; using var s = File.Create(path); m.{|SLS2002:CopyTo|}(s);")]
    [InlineData("using var m = new MemoryStream(); await file.CopyToAsync(m); await File.{|SLS2002:WriteAllBytesAsync|}(path, m.ToArray());")]
    [InlineData("using var m = new MemoryStream(); file.CopyTo(m); var bytes = m.ToArray(); File.{|SLS2002:WriteAllBytes|}(path, bytes);")]
    [InlineData("using var m = new MemoryStream(); using var r = file.OpenReadStream(); r.CopyTo(m); File.{|SLS2002:WriteAllBytes|}(path, m.GetBuffer());")]
    [InlineData("using var r = new BinaryReader(file.OpenReadStream()); File.{|SLS2002:WriteAllBytes|}(path, r.ReadBytes((int)file.Length));")]
    [InlineData("foreach (var f in files) { using var s = File.Create(Path.Combine(path, f.FileName)); await f.{|SLS2002:CopyToAsync|}(s); }")]
    [InlineData("for (var i = 0; i < files.Count; i++) { using var s = File.Create(path + i); files[i].{|SLS2002:CopyTo|}(s); }")]
    [InlineData("using var s = File.Create(path); await files.GetFile(\"a\")!.{|SLS2002:CopyToAsync|}(s);")]
    [InlineData("using var s = File.Create(path); await Request.Form.Files[0].{|SLS2002:CopyToAsync|}(s);")]
    [InlineData("using var s = File.Create(path); await Request.Body.{|SLS2002:CopyToAsync|}(s);")]
    [InlineData("using var s = File.Create(path); await Request.BodyReader.{|SLS2002:CopyToAsync|}(s);")]
    [InlineData("using var s = File.Create(path); await section.Body.{|SLS2002:CopyToAsync|}(s);")]
    [InlineData("using var s = File.Create(path); if (file is { Length: > 0 }) { await Task.Run(() => file.{|SLS2002:CopyTo|}(s)); }")]
    [InlineData("await files.ToList()[0].{|SLS2002:CopyToAsync|}(File.Create(path));")]
    [InlineData("using var s = new FileStream(path, FileMode.Append); await file.{|SLS2002:CopyToAsync|}(s);")]
    [InlineData("var buffer = new byte[4096]; int n; using var s = File.Create(path); using var r = file.OpenReadStream(); while ((n = await r.ReadAsync(buffer, 0, buffer.Length)) > 0) await s.{|SLS2002:WriteAsync|}(buffer, 0, n);")]
    [InlineData("var buffer = new byte[4096]; int n; using var s = File.Create(path); using var r = file.OpenReadStream(); while ((n = await r.ReadAsync(buffer.AsMemory())) > 0) await s.{|SLS2002:WriteAsync|}(buffer.AsMemory(0, n));")]
    [InlineData("var buffer = new byte[4096]; using var s = File.Create(path); while (true) { var n = await Request.Body.ReadAsync(buffer); if (n == 0) break; s.{|SLS2002:Write|}(buffer, 0, n); }")]
    [InlineData("using var m = new MemoryStream(); file.CopyTo(m); using var s = File.Create(path); s.{|SLS2002:Write|}(m.ToArray());")]
    public Task Reports_uploads_that_reach_a_file(string statement) => Both(Controller(statement));

    [Theory]
    [InlineData("using var m = new MemoryStream(); await file.CopyToAsync(m);")]
    [InlineData("await file.CopyToAsync(Response.Body);")]
    [InlineData("await using var s = new FileStream(Path.GetTempFileName(), FileMode.Create); await file.CopyToAsync(s);")]
    [InlineData("var temp = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()); using (var s = File.Create(temp)) file.CopyTo(s); File.Delete(temp);")]
    [InlineData("await using var s = new FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 4096, FileOptions.DeleteOnClose); await file.CopyToAsync(s);")]
    [InlineData("using var r = new StreamReader(file.OpenReadStream()); _ = await r.ReadToEndAsync();")]
    [InlineData("using var s = File.OpenRead(path); await s.CopyToAsync(Response.Body);")]
    [InlineData("using var s = File.OpenRead(path); var f = new FormFile(s, 0, s.Length, \"a\", \"b\"); _ = f;")]
    [InlineData("_ = file.FileName; _ = files.Count;")]
    [InlineData("new List<int>().CopyTo(new int[1]);")]
    [InlineData("var buffer = new byte[9]; using var r = file.OpenReadStream(); var n = r.Read(buffer); await Response.Body.WriteAsync(buffer, 0, n);")]
    [InlineData("if (env.IsDevelopment()) { using var s = File.Create(path); file.CopyTo(s); }")]
    public Task Silent_on_uploads_that_do_not(string statement) => Both(Controller(statement));

    [Theory]
    [InlineData("using var s = {|SLS2001:new FileStream(path, FileMode.Create)|}; using var m = new MemoryStream(); m.CopyTo(s);")]
    [InlineData("using var s = File.{|SLS2001:Create|}(path); using var r = File.OpenRead(path); await r.CopyToAsync(s);")]
    [InlineData("using var s = File.{|SLS2001:Create|}(path); using var m = new MemoryStream(); await file.CopyToAsync(m);")]
    [InlineData("File.{|SLS2001:WriteAllText|}(path, file.FileName);")]
    [InlineData("var buffer = new byte[9]; using var r = File.OpenRead(path); using var s = File.{|SLS2001:Create|}(path + 1); var n = r.Read(buffer); s.Write(buffer, 0, n);")]
    [InlineData("File.{|SLS2001:WriteAllBytes|}(path, new byte[1]);")]
    [InlineData("using var t = File.{|SLS2001:Create|}(path + \"log\"); using var s = File.Create(path); file.{|SLS2002:CopyTo|}(s);")]
    [InlineData("if (File.Exists(path)) File.{|SLS2001:Delete|}(path); using var s = File.Create(path); file.{|SLS2002:CopyTo|}(s);")]
    public Task What_is_no_upload_is_a_file_that_is_written(string statement) => Both(Controller(statement));

    [Fact]
    public Task Reports_in_a_minimal_API() => Both("""
        var app = WebApplication.CreateBuilder(args).Build();
        app.MapPost("/upload", async (IFormFile file) =>
        {
            await using var stream = File.Create("uploads/" + file.FileName);
            await file.{|SLS2002:CopyToAsync|}(stream);
        });
        app.MapPut("/raw", async (HttpRequest request) =>
        {
            await using var stream = File.Create("uploads/raw");
            await request.Body.{|SLS2002:CopyToAsync|}(stream);
        });
        app.Run();
        """);

    [Fact]
    public Task Reports_in_a_Razor_page_and_a_service() => Both("""
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.Mvc.RazorPages;
        namespace Shop.Pages
        {
            public partial class UploadModel(IWebHostEnvironment env) : PageModel
            {
                [BindProperty] public IFormFile? Picture { get; set; }
                public async Task<IActionResult> OnPostAsync()
                {
                    if (Picture is null) return Page();
                    var path = Path.Combine(env.WebRootPath, "pictures", Picture.FileName);
                    using (var stream = new FileStream(path, FileMode.Create))
                    {
                        await Picture.{|SLS2002:CopyToAsync|}(stream);
                    }
                    return RedirectToPage();
                }
            }
        }
        namespace Shop.Services
        {
            public class Store<T> where T : IFormFile
            {
                public Task Save(T upload, string path)
                {
                    var stream = File.Create(path);
                    return Copy();
                    Task Copy() => upload.{|SLS2002:CopyToAsync|}(stream);
                }
            }
        }
        """);

    [Fact]
    public Task Reports_a_Blazor_upload() => Both("""
        using Microsoft.AspNetCore.Components.Forms;
        class Upload
        {
            async Task Load(InputFileChangeEventArgs e)
            {
                foreach (var file in e.GetMultipleFiles())
                {
                    await using FileStream fs = new(Path.Combine("wwwroot", file.Name), FileMode.Create);
                    await file.OpenReadStream(1024).{|SLS2002:CopyToAsync|}(fs);
                }
            }
        }
        """);

    [Fact]
    public Task Reports_in_a_classic_application() => new RuleTest<LocalUpload>
    {
        IsApplication = false,
        References = References.Classic,
        Code = """
            using System.IO;
            using System.Web;
            public class Upload
            {
                public void Post(HttpPostedFile file, HttpPostedFileBase other, HttpServerUtility server)
                {
                    file.{|SLS2002:SaveAs|}(server.MapPath("~/App_Data/" + file.FileName));
                    other.{|SLS2002:SaveAs|}(Path.Combine("uploads", other.FileName));
                    using (var s = File.Create("a")) file.InputStream.{|SLS2002:CopyTo|}(s);
                    var temp = Path.GetTempFileName();
                    file.SaveAs(temp);
                    File.Delete(temp);
                }
            }
            """,
    }.RunAsync(TestContext.Current.CancellationToken);

    [Theory]
    [InlineData("using var s = {|#1:new FileStream(Path.Combine(env.WebRootPath, \"a\"), FileMode.Create)|}; await file.{|#0:CopyToAsync|}(s);", "file", "a file under the web root")]
    [InlineData("using var s = {|#1:File.Create(\"uploads/a\")|}; await Request.Form.Files[0].{|#0:CopyToAsync|}(s);", "Request.Form.Files[0]", "'uploads/a'")]
    public Task The_message_names_the_upload_and_the_opened_file_is_an_additional_location(string statement, string upload, string place)
    {
        var test = new RuleTest<LocalUpload> { Code = Controller(statement) };
        test.ExpectedDiagnostics.Add(new DiagnosticResult(Rules.SLS2002_LocalUpload).WithLocation(0).WithLocation(1, DiagnosticLocationOptions.IgnoreLength).WithArguments(upload, place));
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public Task Reports_receivers_that_write_to_a_folder() => new RuleTest<LocalUpload>
    {
        References = [.. References.AspNetCore, References.Compile("Receivers", """
            namespace System.Net.Http
            {
                public class MultipartFileStreamProvider { public MultipartFileStreamProvider(string rootPath) { } public MultipartFileStreamProvider(string rootPath, int bufferSize) { } }
                public class MultipartFormDataStreamProvider : MultipartFileStreamProvider { public MultipartFormDataStreamProvider(string rootPath) : base(rootPath) { } }
                public class MultipartMemoryStreamProvider { }
            }
            namespace tusdotnet.Stores
            {
                public class TusDiskStore { public TusDiskStore(string directoryPath) { } public TusDiskStore(string directoryPath, bool deletePartialFilesOnConcat) { } }
            }
            """, References.NetCore)],
        Beside = [new LocalFileWrite()],
        Code = """
            class Upload(IWebHostEnvironment env)
            {
                void Receive(string folder)
                {
                    _ = {|SLS2002:new MultipartFormDataStreamProvider(folder)|};
                    _ = {|SLS2002:new MultipartFileStreamProvider(Path.Combine(env.ContentRootPath, "App_Data"), 4096)|};
                    _ = new MultipartFormDataStreamProvider(Path.GetTempPath());
                    _ = new MultipartMemoryStreamProvider();
                    _ = {|SLS2002:new tusdotnet.Stores.TusDiskStore(@"C:\tus")|};
                    if (env.IsDevelopment()) _ = new tusdotnet.Stores.TusDiskStore("tus");
                }
            }
            class Named(string root) : {|SLS2002:MultipartFormDataStreamProvider(root)|};
            class Older : MultipartFormDataStreamProvider
            {
                public Older(string root) {|SLS2002:: base(root)|} { }
                public Older() : base(Path.GetTempPath()) { }
            }
            """,
    }.RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task Silent_on_types_of_the_same_name() => Both("""
        using IFormFile = My.IFormFile;
        class C
        {
            async Task M(IFormFile file)
            {
                using var s = {|SLS2001:new FileStream("a", FileMode.Create)|};
                await file.CopyToAsync(s);
                file.SaveAs("a");
            }
        }
        namespace My
        {
            interface IFormFile { Task CopyToAsync(Stream target); void SaveAs(string filename); }
        }
        """);

    [Theory]
    [InlineData("file.CopyTo(")]
    [InlineData("file.CopyTo();")]
    [InlineData("await file.CopyToAsync(new FileStream());")]
    [InlineData("using var s = ; file.CopyTo(s);")]
    [InlineData("Stream a = b, b = a; file.CopyTo(a); b.CopyTo(a);")]
    [InlineData("var m = new MemoryStream(m); m.CopyTo(m); File.WriteAllBytes(path, m.")]
    public Task Survives_half_typed_code(string statement) => new RuleTest<LocalUpload>
    {
        CompilerDiagnostics = CompilerDiagnostics.None,
        Code = Controller(statement),
    }.RunAsync(TestContext.Current.CancellationToken);

    // The two rules share the field: together they report each fault once.
    static Task Both(string code) => new RuleTest<LocalUpload> { Beside = [new LocalFileWrite()], Code = code }.RunAsync(TestContext.Current.CancellationToken);

    // A controller has a method File.
    static string Controller(string statement) => $$"""
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.WebUtilities;
        using Disk = System.IO.File;

        public class UploadController(IWebHostEnvironment env) : Controller
        {
            [HttpPost]
            public async Task<IActionResult> Post(IFormFile file, IFormFileCollection files, MultipartSection section, string path, CancellationToken token)
            {
                await Task.Yield();
                _ = env;
                {
                    {{Regex.Replace(statement, @"\bFile\.", "Disk.")}}
                }
                return Ok();
            }
        }
        """;
}
