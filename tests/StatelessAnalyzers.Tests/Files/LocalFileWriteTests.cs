using Microsoft.CodeAnalysis.Testing;
using StatelessAnalyzers.Files;
using Xunit;

namespace StatelessAnalyzers.Tests.Files;

public class LocalFileWriteTests
{
    [Theory]
    [InlineData("File.{|SLS2001:WriteAllText|}(path, text);")]
    [InlineData("await File.{|SLS2001:WriteAllTextAsync|}(path, text);")]
    [InlineData("File.{|SLS2001:WriteAllLines|}(path, new[] { text });")]
    [InlineData("await File.{|SLS2001:WriteAllLinesAsync|}(path, new[] { text });")]
    [InlineData("File.{|SLS2001:WriteAllBytes|}(path, new byte[1]);")]
    [InlineData("await File.{|SLS2001:WriteAllBytesAsync|}(path, new byte[1]);")]
    [InlineData("File.{|SLS2001:AppendAllText|}(path, text);")]
    [InlineData("await File.{|SLS2001:AppendAllTextAsync|}(path, text);")]
    [InlineData("File.{|SLS2001:AppendAllLines|}(path, new[] { text });")]
    [InlineData("await File.{|SLS2001:AppendAllLinesAsync|}(path, new[] { text });")]
    [InlineData("File.{|SLS2001:AppendAllBytes|}(path, new byte[1]);")]
    [InlineData("using var s = File.{|SLS2001:Create|}(path);")]
    [InlineData("using var s = File.{|SLS2001:CreateText|}(path);")]
    [InlineData("using var s = File.{|SLS2001:AppendText|}(path);")]
    [InlineData("using var s = File.{|SLS2001:OpenWrite|}(path);")]
    [InlineData("File.{|SLS2001:CreateSymbolicLink|}(path, other);")]
    [InlineData("File.{|SLS2001:Copy|}(other, path, true);")]
    [InlineData("File.{|SLS2001:Move|}(other, path);")]
    [InlineData("File.{|SLS2001:Replace|}(other, path, null);")]
    [InlineData("File.{|SLS2001:Delete|}(path);")]
    [InlineData("if (File.Exists(path)) File.{|SLS2001:Delete|}(path);")]
    [InlineData("Action a = () => File.{|SLS2001:Delete|}(path); a();")]
    [InlineData("Local(); void Local() => File.{|SLS2001:Delete|}(path);")]
    [InlineData("var x = path is null ? null : File.{|SLS2001:OpenWrite|}(path); x?.Dispose();")]
    public Task Reports_writers_of_File(string statement) => InService(statement);

    [Theory]
    [InlineData("using var s = {|SLS2001:new FileStream(path, FileMode.Create)|};")]
    [InlineData("using var s = {|SLS2001:new FileStream(path, FileMode.CreateNew)|};")]
    [InlineData("using var s = {|SLS2001:new FileStream(path, FileMode.Append)|};")]
    [InlineData("using var s = {|SLS2001:new FileStream(path, FileMode.Truncate)|};")]
    [InlineData("using var s = {|SLS2001:new FileStream(path, FileMode.OpenOrCreate)|};")]
    [InlineData("using var s = {|SLS2001:new FileStream(path, FileMode.Open, FileAccess.Write)|};")]
    [InlineData("using var s = {|SLS2001:new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None)|};")]
    [InlineData("using var s = {|SLS2001:new FileStream(path, access: FileAccess.Write, mode: FileMode.Open)|};")]
    [InlineData("const FileMode Mode = FileMode.Create; using var s = {|SLS2001:new FileStream(path, Mode)|};")]
    [InlineData("using FileStream s = {|SLS2001:new(path, FileMode.Create)|};")]
    [InlineData("using var s = {|SLS2001:new FileStream(path, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write })|};")]
    [InlineData("var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write }; using var s = {|SLS2001:new FileStream(path, options)|};")]
    [InlineData("using var s = {|SLS2001:new FileStream(path, FileMode.Open)|}; s.Write(new byte[1], 0, 1);")]
    [InlineData("using var s = {|SLS2001:new FileStream(path, FileMode.Open)|}; using var w = new StreamWriter(s);")]
    [InlineData("using var s = {|SLS2001:new FileStream(path, FileMode.Open)|}; s.SetLength(0);")]
    [InlineData("using var s = File.{|SLS2001:Open|}(path, FileMode.Create);")]
    [InlineData("using var s = File.{|SLS2001:Open|}(path, FileMode.Open, FileAccess.ReadWrite);")]
    [InlineData("using var s = File.{|SLS2001:Open|}(path, FileMode.OpenOrCreate);")]
    [InlineData("using var h = File.{|SLS2001:OpenHandle|}(path, FileMode.Create, FileAccess.Write);")]
    [InlineData("using var w = {|SLS2001:new StreamWriter(path)|};")]
    [InlineData("using var w = {|SLS2001:new StreamWriter(path, append: true)|};")]
    [InlineData("using var w = new StreamWriter({|SLS2001:new FileStream(path, FileMode.Create)|});")]
    [InlineData("using var w = new BinaryWriter(File.{|SLS2001:Create|}(path));")]
    [InlineData("using (var s = {|SLS2001:new FileStream(path, FileMode.Create)|}) { s.WriteByte(1); }")]
    public Task Reports_streams_opened_to_write(string statement) => InService(statement);

    [Theory]
    [InlineData("new FileInfo(path).{|SLS2001:Delete|}();")]
    [InlineData("var f = new FileInfo(path); using var s = f.{|SLS2001:Create|}();")]
    [InlineData("var f = new FileInfo(path); using var s = f?.{|SLS2001:CreateText|}();")]
    [InlineData("using var s = new FileInfo(path).{|SLS2001:AppendText|}();")]
    [InlineData("using var s = new FileInfo(path).{|SLS2001:OpenWrite|}();")]
    [InlineData("using var s = new FileInfo(path).{|SLS2001:Open|}(FileMode.Append);")]
    [InlineData("new FileInfo(other).{|SLS2001:CopyTo|}(path);")]
    [InlineData("new FileInfo(other).{|SLS2001:MoveTo|}(path, true);")]
    [InlineData("new FileInfo(other).{|SLS2001:Replace|}(path, null);")]
    [InlineData("foreach (var f in new DirectoryInfo(path).GetFiles()) f.{|SLS2001:Delete|}();")]
    public Task Reports_writers_of_FileInfo(string statement) => InService(statement);

    [Theory]
    [InlineData("_ = File.ReadAllText(path);")]
    [InlineData("_ = File.Exists(path); _ = File.GetLastWriteTimeUtc(path);")]
    [InlineData("using var s = File.OpenRead(path);")]
    [InlineData("using var s = new FileStream(path, FileMode.Open);")]
    [InlineData("using var s = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);")]
    [InlineData("using var s = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Read);")]
    [InlineData("using var s = new FileStream(path, new FileStreamOptions { Mode = FileMode.Open });")]
    [InlineData("using var s = new FileStream(path, FileMode.Open); s.CopyTo(Stream.Null);")]
    [InlineData("using var s = File.Open(path, FileMode.Open);")]
    [InlineData("using var s = File.Open(path, FileMode.Open, FileAccess.Read);")]
    [InlineData("using var s = new FileInfo(path).Open(FileMode.Open, FileAccess.Read);")]
    [InlineData("using var s = new FileInfo(path).OpenRead();")]
    [InlineData("using var r = new StreamReader(path);")]
    [InlineData("using var w = new StreamWriter(new MemoryStream());")]
    [InlineData("Stream given = Stream.Null; using var w = new StreamWriter(given);")]
    [InlineData("using var w = new StreamWriter(stream: Stream.Null);")]
    [InlineData("FileMode mode = Enum.Parse<FileMode>(text); using var s = new FileStream(path, mode);")]
    [InlineData("using var s = new FileStream(new Microsoft.Win32.SafeHandles.SafeFileHandle(), FileAccess.Write);")]
    [InlineData("Directory.CreateDirectory(path); Directory.Delete(path, true);")]
    [InlineData("_ = nameof(File.Delete);")]
    [InlineData("System.Linq.Expressions.Expression<Action<string>> e = p => Console.WriteLine(p); _ = e;")]
    public Task Silent_on_what_changes_no_file(string statement) => InService(statement);

    [Theory]
    [InlineData("var temp = Path.GetTempFileName(); File.WriteAllText(temp, text); _ = File.ReadAllText(temp); File.Delete(temp);")]
    [InlineData("var temp = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()); try { File.WriteAllText(temp, text); } finally { File.Delete(temp); }")]
    [InlineData("var temp = Path.GetTempPath() + Guid.NewGuid() + \".zip\"; using var s = File.Create(temp);")]
    [InlineData("var temp = $\"{Path.GetTempPath()}{text}.zip\"; using var s = File.Create(temp);")]
    [InlineData("var temp = string.Format(\"{0}x\", Path.GetTempPath()); _ = temp;")]
    [InlineData("var dir = Directory.CreateTempSubdirectory(); var file = Path.Combine(dir.FullName, \"a\"); File.WriteAllText(file, text); dir.Delete(true);")]
    [InlineData("string dir = Path.GetTempPath(); string file; file = Path.Combine(dir, \"a\"); File.WriteAllText(file, text);")]
    [InlineData("var probe = Path.Combine(path, \"probe.txt\"); File.WriteAllText(probe, text); File.Delete(probe);")]
    [InlineData("try { var probe = Path.Combine(path, \".write\"); using (File.Create(probe)) { } File.Delete(probe); } catch (UnauthorizedAccessException) { }")]
    [InlineData("var zip = Path.Combine(path, text + \".zip\"); System.IO.Compression.ZipFile.CreateFromDirectory(path, zip); Send(File.ReadAllBytes(zip)); File.Delete(zip); void Send(byte[] b) { }")]
    [InlineData("var work = Path.Combine(path, text); try { File.WriteAllText(work, text); } finally { if (File.Exists(work)) File.Delete(work); }")]
    [InlineData("var file = new FileInfo(path + \".probe\"); using (file.Create()) { } file.Delete();")]
    [InlineData("var work = Path.Combine(path, text); Directory.CreateDirectory(work); File.WriteAllText(Path.Combine(work, \"a\"), text); Directory.Delete(work, true);")]
    [InlineData("var file = new FileInfo(Path.GetTempFileName()); using (file.OpenWrite()) { } file.Delete();")]
    [InlineData("var file = Path.ChangeExtension(Path.GetTempFileName(), \".csv\"); using var w = new StreamWriter(file);")]
    [InlineData("var file = Path.GetFullPath(Path.Join(Path.GetTempPath(), \"a\")); using var w = new StreamWriter(file);")]
    [InlineData("foreach (var old in Directory.GetFiles(Path.GetTempPath(), \"*.x\")) File.Delete(old);")]
    [InlineData("var file = path is null ? Path.GetTempFileName() : Path.Combine(Path.GetTempPath(), path); File.WriteAllText(file, text);")]
    [InlineData("var file = Path.GetTempFileName(); var moved = file + \".txt\"; File.Move(file, moved); File.Delete(moved);")]
    [InlineData("var file = Path.GetTempFileName(); File.Copy(path, file, true); File.Delete(file);")]
    [InlineData("var file = Path.GetTempPath(); file = Path.Combine(file, \"a\"); File.WriteAllText(file, text);")]
    [InlineData("var file = Path.Combine(Environment.GetEnvironmentVariable(\"TEMP\")!, \"a\"); File.WriteAllText(file, text);")]
    [InlineData("var file = Path.GetTempFileName(); File.WriteAllText(file, text); using var p = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo { FileName = file }); File.Delete(file);")]
    [InlineData("using var s = new FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 4096, FileOptions.DeleteOnClose | FileOptions.Asynchronous);")]
    [InlineData("using var s = File.Create(path, 4096, FileOptions.DeleteOnClose);")]
    [InlineData("var probe = Path.Combine(path, Guid.NewGuid().ToString()); File.WriteAllText(probe, \"\"); File.Delete(probe);")]
    [InlineData("var probe = Path.Combine(path, Path.GetRandomFileName()); try { using (File.Create(probe)) { } } finally { if (File.Exists(probe)) File.Delete(probe); }")]
    public Task Silent_on_temporary_files_that_stay_in_the_method(string statement) => InService(statement);

    [Theory]
    [InlineData("var old = Path.Combine(path, text); File.{|SLS2001:Delete|}(old); File.{|SLS2001:WriteAllText|}(old, text);")]
    [InlineData("var file = Path.Combine(path, text); File.{|SLS2001:WriteAllText|}(file, text); if (text == \"\") File.{|SLS2001:Delete|}(file);")]
    [InlineData("var file = Path.Combine(path, text); File.{|SLS2001:WriteAllText|}(file, text); try { } catch (IOException) { File.{|SLS2001:Delete|}(file); }")]
    [InlineData("var file = Path.Combine(path, text); Later(() => File.{|SLS2001:Delete|}(file)); File.{|SLS2001:WriteAllText|}(file, text); void Later(Action a) { }")]
    [InlineData("var file = Path.Combine(path, text); File.{|SLS2001:Delete|}(file);")]
    public Task Reports_a_file_that_the_method_may_leave(string statement) => InService(statement);

    [Fact]
    public Task Silent_on_what_generates_code_and_on_tasks_of_a_build() => RuleTest<LocalFileWrite>.Run("""
        class CodeGeneration { public void Module(string name) { File.WriteAllText(name + ".csproj", ""); File.WriteAllText(name + ".cs", ""); } }
        class Notes { public void Save(string name) => File.{|SLS2001:WriteAllText|}(name + ".txt", ""); }
        class Replace : Microsoft.Build.Framework.ITask { public void Save(string name) => File.WriteAllText(name + ".txt", ""); }
        namespace Microsoft.Build.Framework { interface ITask { } }
        """);

    [Fact]
    public Task Silent_on_a_temporary_folder_of_the_type() => RuleTest<LocalFileWrite>.Run("""
        class Converter
        {
            static readonly string Folder = Path.Combine(Path.GetTempPath(), "converter");
            string Work => Path.GetTempPath();

            byte[] Convert(byte[] input)
            {
                var file = Path.Combine(Folder, Guid.NewGuid().ToString());
                File.WriteAllBytes(file, input);
                var other = Path.Combine(Work, Guid.NewGuid().ToString());
                File.Copy(file, other);
                return File.ReadAllBytes(other);
            }
        }
        """);

    [Theory]
    [InlineData("void M(string kept) { var file = Path.GetTempFileName(); File.{|SLS2001:Move|}(file, kept); }")]
    [InlineData("void M(string kept) { var file = Path.GetTempFileName(); File.{|SLS2001:Move|}(kept, file); }")]
    [InlineData("void M(string kept) { var file = Path.GetTempFileName(); if (kept != \"\") file = kept; File.{|SLS2001:WriteAllText|}(file, \"\"); }")]
    [InlineData("void M(string kept) { var file = Path.Combine(kept, Guid.NewGuid().ToString()); try { File.{|SLS2001:WriteAllText|}(file, kept); } catch { File.{|SLS2001:Delete|}(file); throw; } }")]
    [InlineData("string M(string kept) { var file = Path.Combine(kept, Guid.NewGuid().ToString()); File.{|SLS2001:WriteAllText|}(file, kept); if (kept == \"\") File.{|SLS2001:Delete|}(file); return file; }")]
    [InlineData("void M(string kept) { if (File.Exists(kept)) File.{|SLS2001:Delete|}(kept); File.{|SLS2001:WriteAllText|}(kept, \"\"); }")]
    [InlineData("void M(string file) { File.{|SLS2001:WriteAllText|}(Path.Combine(\"data\", Path.GetRandomFileName()), file); }")]
    [InlineData("void M(out string file) { file = Path.GetTempFileName(); File.{|SLS2001:WriteAllText|}(file, \"\"); }")]
    public Task Reports_files_beside_temporary_ones(string members) => RuleTest<LocalFileWrite>.Run($"class C\n{{\n{members}\n}}");

    [Theory]
    [InlineData("File.WriteAllText(\"/dev/null\", text);")]
    [InlineData("File.WriteAllText(\"NUL\", text);")]
    [InlineData("using var s = File.OpenWrite(\"/dev/stdout\");")]
    [InlineData("File.WriteAllText(\"/proc/self/oom_score_adj\", \"0\");")]
    [InlineData("var p = $\"/proc/{text}/comm\"; File.WriteAllText(p, \"0\");")]
    [InlineData("File.WriteAllText(@\"\\\\files\\share\\a.txt\", text);")]
    [InlineData("const string Share = @\"\\\\files\\share\"; File.WriteAllText(Path.Combine(Share, text), text);")]
    public Task Silent_on_paths_that_are_not_on_this_disk(string statement) => InService(statement);

    [Theory]
    [InlineData("File.{|#0:WriteAllText|}(\"exports/all.csv\", text);", "File.WriteAllText", "'exports/all.csv'")]
    [InlineData("File.{|#0:WriteAllText|}(path, text);", "File.WriteAllText", "'path'")]
    [InlineData("var p = Path.Combine(\"exports\", text); File.{|#0:WriteAllText|}(p, text);", "File.WriteAllText", "'Path.Combine(\"exports\", text)'")]
    [InlineData("File.{|#0:Delete|}(Path.Combine(env.WebRootPath, text));", "File.Delete", "a file under the web root")]
    [InlineData("var root = env.WebRootPath; var p = root + \"/a/\" + text; using var w = {|#0:new StreamWriter(p)|};", "new StreamWriter", "a file under the web root")]
    [InlineData("File.{|#0:Delete|}(Path.Combine(\"wwwroot\", text));", "File.Delete", "a file under the web root")]
    [InlineData("File.{|#0:Delete|}($\"{env.ContentRootPath}/{text}\");", "File.Delete", "a file under the content root")]
    [InlineData("File.{|#0:Delete|}(Path.Combine(env.ContentRootPath, \"App_Data\", text));", "File.Delete", "a file under App_Data")]
    [InlineData("new FileInfo(Path.Combine(root, text)).{|#0:Delete|}();", "FileInfo.Delete", "a file under the web root")]
    [InlineData("new FileInfo(Own(text)).{|#0:Delete|}();", "FileInfo.Delete", "a file under the content root")]
    [InlineData("File.{|#0:Delete|}(Path.Combine(other, \"one long segment of a path\",\n    \"another long segment\"));", "File.Delete", "'Path.Combine(other, \"one long segment of a path\", \"anothe...'")]
    public Task The_message_names_the_call_and_the_file(string statement, string call, string file)
    {
        var test = new RuleTest<LocalFileWrite> { Code = Service(statement) };
        test.ExpectedDiagnostics.Add(new DiagnosticResult(Rules.SLS2001_LocalFileWrite).WithLocation(0).WithArguments(call, file));
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public Task Reports_in_top_level_statements_and_endpoints() => RuleTest<LocalFileWrite>.Run("""
        var app = WebApplication.CreateBuilder(args).Build();
        app.MapPost("/notes", async (string text) =>
        {
            await File.{|SLS2001:WriteAllTextAsync|}("notes.txt", text);
            return Results.Ok();
        });
        app.Run();
        """);

    [Fact]
    public Task Reports_in_partial_nested_and_generic_types() => RuleTest<LocalFileWrite>.Run("""
        using IO = System.IO;
        namespace A { namespace B { partial class Store<T>(string folder) where T : notnull
        {
            partial class Inner { public void Remove(string path) => IO.File.{|SLS2001:Delete|}(path); }

            public void Save(T id) => File.{|SLS2001:AppendAllText|}(Path.Combine(folder, id.ToString()!), "x");

            public string? Last
            {
                get => null;
                set { System.IO.File.{|SLS2001:WriteAllText|}(folder, value); }
            }
        } } }
        """);

    [Fact]
    public Task Reports_in_a_library() => new RuleTest<LocalFileWrite>
    {
        IsApplication = false,
        Code = "public class Store { public void Save(string path) => File.{|SLS2001:WriteAllText|}(path, \"\"); }",
    }.RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task Reports_in_a_classic_application() => new RuleTest<LocalFileWrite>
    {
        IsApplication = false,
        References = References.Classic,
        Code = """
            using System.IO;
            using System.Web;
            public class Page
            {
                public void Save(HttpContext context, HttpServerUtilityBase server, string name)
                {
                    File.{|SLS2001:WriteAllText|}(context.Server.MapPath("~/App_Data/a.xml"), "");
                    using (var stream = {|SLS2001:new FileStream(server.MapPath("~/a/" + name), FileMode.Create)|}) { }
                }
            }
            """,
    }.RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task Silent_in_development() => RuleTest<LocalFileWrite>.Run("""
        class Dump(IWebHostEnvironment env)
        {
            public void Save(string text)
            {
                if (env.IsDevelopment())
                    File.WriteAllText("dump.txt", text);
                if (!env.IsDevelopment())
                    return;
                File.WriteAllText("dump.txt", text);
            }
        }
        """);

    [Fact]
    public Task Reports_beside_a_setting_that_is_no_environment() => RuleTest<LocalFileWrite>.Run("""
        enum Kind { Local, S3 }
        class Store
        {
            public void Save(Kind kind, string text)
            {
                if (kind == Kind.Local)
                    File.{|SLS2001:WriteAllText|}("dump.txt", text);
            }
        }
        """);

    [Fact]
    public Task Silent_at_design_time() => new RuleTest<LocalFileWrite>
    {
        References =
        [
            .. References.AspNetCore,
            References.Compile(
                "Microsoft.EntityFrameworkCore",
                """
                namespace Microsoft.EntityFrameworkCore.Design { public interface IDesignTimeDbContextFactory<out T> { T CreateDbContext(string[] args); } }
                namespace Microsoft.EntityFrameworkCore.Migrations { public abstract class Migration { protected abstract void Up(); } }
                """,
                References.NetCore),
        ],
        Code = """
            class Factory : Microsoft.EntityFrameworkCore.Design.IDesignTimeDbContextFactory<string>
            {
                public string CreateDbContext(string[] args) { File.WriteAllText("log.txt", ""); return ""; }
                class Inner { void Log() => File.AppendAllText("log.txt", ""); }
            }

            class First : Microsoft.EntityFrameworkCore.Migrations.Migration
            {
                protected override void Up() => File.WriteAllText("log.txt", "");
            }
            """,
    }.RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task Silent_without_a_web_host() => new RuleTest<LocalFileWrite>
    {
        References = References.NetCore,
        Code = "File.WriteAllText(\"a\", \"b\");",
    }.RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task Silent_on_types_of_the_same_name() => RuleTest<LocalFileWrite>.Run("""
        using File = My.File;
        using FileStream = My.FileStream;
        File.WriteAllText("a", "b");
        File.Delete("a");
        new FileStream("a", FileMode.Create);
        new My.StreamWriter("a");

        namespace My
        {
            static class File
            {
                public static void WriteAllText(string path, string contents) { }
                public static void Delete(string path) { }
            }
            class FileStream(string path, FileMode mode) { public override string ToString() => path + mode; }
            class StreamWriter(string path) { public override string ToString() => path; }
        }
        """);

    [Theory]
    [InlineData("File.WriteAllText(")]
    [InlineData("File.WriteAllText();")]
    [InlineData("File.Delete(Path.Combine(,));")]
    [InlineData("var p = p; File.Delete(p);")]
    [InlineData("string p = q, q = p; File.{|SLS2001:Delete|}(p);")]
    [InlineData("string p = \"\"; p = p + p; p = p + p; p = p + p; p = p + p; p = p + p; p = p + p; File.{|SLS2001:Delete|}(p);")]
    [InlineData("using var s = new FileStream(path, FileMode.);")]
    [InlineData("using var s = new FileStream(path, new FileStreamOptions { Mode = });")]
    [InlineData("new FileInfo().Delete();")]
    [InlineData("return File.Create(; }")]
    public Task Survives_half_typed_code(string statement) => new RuleTest<LocalFileWrite>
    {
        CompilerDiagnostics = CompilerDiagnostics.None,
        Code = Service(statement),
    }.RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task Members_that_mean_each_other_end() => RuleTest<LocalFileWrite>.Run("""
        class C
        {
            string A => B + B;
            string B => A + A;
            string F() => Path.Combine(F(), F());
            void M() { File.{|SLS2001:Delete|}(A); File.{|SLS2001:Delete|}(F()); }
        }
        """);

    static Task InService(string statement) => RuleTest<LocalFileWrite>.Run(Service(statement));

    static string Service(string statement) => $$"""
        class Service(IWebHostEnvironment env)
        {
            readonly string root = env.WebRootPath;
            IWebHostEnvironment Env => env;
            string Own(string name) => Path.Combine(env.ContentRootPath, name);

            async Task Run(string path, string other, string text)
            {
                await Task.Yield();
                {{statement}}
            }
        }
        """;

    [Fact]
    public Task Silent_on_temporary_folders_of_services_and_scratch_files_of_objects() => new RuleTest<LocalFileWrite> { Beside = [new TemporaryFileOutlivesRequest()], Code = """
        public interface IPaths { string TempDirectory { get; } string TemplateDirectory { get; } string Data { get; } string GetTempFileName(string end); }
        public class Converter(IPaths paths, string tmpFolder)
        {
            private string? _tempFile;
            private string? _template;
            public string TempFile { get; set; } = "";
            public void Work(string id)
            {
                File.WriteAllText(Path.Combine(paths.TempDirectory, id), "a");
                var scratch = paths.GetTempFileName(".html");
                File.WriteAllText(scratch, "a");
                _tempFile = paths.GetTempFileName(".pdf");
                File.WriteAllText(_tempFile, "a");
            }
            public void Keep(string id)
            {
                File.{|SLS2001:WriteAllText|}(Path.Combine(paths.TemplateDirectory, id), tmpFolder);
                File.{|SLS2001:WriteAllText|}(Path.Combine(paths.Data, "temp.txt"), "a");
                File.{|SLS2001:WriteAllText|}(TempFile, "a");
                _template = Path.Combine(paths.Data, id);
                File.{|SLS2001:WriteAllText|}(_template, "a");
            }
            public string Hand(IPaths p) { var kept = p.GetTempFileName(".html"); File.{|SLS2003:WriteAllText|}(kept, "a"); return kept; }
            public void Dispose() { File.Delete(_tempFile!); }
        }
        namespace Shop.Migrations { public class Move { public void Up() => File.Move("a", "b"); } }
        namespace Shop.Moves { public class Move { public void Up() => File.{|SLS2001:Move|}("a", "b"); } }
        """ }.RunAsync(TestContext.Current.CancellationToken);
}
