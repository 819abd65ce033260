using Microsoft.CodeAnalysis.Testing;
using StatelessAnalyzers.Data;
using StatelessAnalyzers.Files;
using Xunit;

namespace StatelessAnalyzers.Tests.Files;

public class RunTimeFileReadTests
{
    [Theory]
    [InlineData("string? Read(string name) { var path = Path.Combine(folder, name); return File.Exists(path) ? File.{|SLS2005:ReadAllText|}(path) : null; }")]
    [InlineData("Task<string> Read(string name) => File.{|SLS2005:ReadAllTextAsync|}(Path.Combine(folder, name));")]
    [InlineData("byte[] Read(string name) => File.{|SLS2005:ReadAllBytes|}(Path.Combine(folder, Path.GetFileName(name)));")]
    [InlineData("Stream Read(string name) => File.{|SLS2005:OpenRead|}(folder + \"/\" + name);")]
    [InlineData("Stream Read(string name) => File.{|SLS2005:Open|}($\"{folder}/{name}\", FileMode.Open);")]
    [InlineData("Stream Read(string name) => {|SLS2005:new FileStream(Path.Combine(folder, name), FileMode.Open, FileAccess.Read)|};")]
    [InlineData("TextReader Read(string name) => {|SLS2005:new StreamReader(Path.Combine(folder, name))|};")]
    [InlineData("Stream Read(string name) => new FileInfo(Path.Combine(folder, name)).{|SLS2005:OpenRead|}();")]
    [InlineData("string[] List() => Directory.{|SLS2005:GetFiles|}(folder);")]
    [InlineData("IEnumerable<string> List() => Directory.{|SLS2005:EnumerateFiles|}(folder, \"*.csv\").Select(f => Path.GetFileName(f)!);")]
    [InlineData("FileInfo[] List() => new DirectoryInfo(folder).{|SLS2005:GetFiles|}();")]
    [InlineData("bool Has(string name) => File.{|SLS2005:Exists|}(Path.Combine(folder, name));")]
    [InlineData("DateTime Age(string name) => File.{|SLS2005:GetLastWriteTimeUtc|}(Path.Combine(folder, name));")]
    [InlineData("string PathOf(string name) => Path.Combine(folder, name); string Read(string name) => File.{|SLS2005:ReadAllText|}(PathOf(name));")]
    public Task Reports_reads_of_what_the_type_writes(string members) => Run($$"""
        class Exports(IWebHostEnvironment env)
        {
            readonly string folder = Path.Combine(env.ContentRootPath, "App_Data", "exports");
            void Save(string name, string text) => File.{|SLS2001:WriteAllText|}(Path.Combine(folder, name), text);
            {{members}}
        }
        """);

    [Theory]
    [InlineData("Path.Combine(env.WebRootPath, \"pictures\")", "Path.Combine(env.WebRootPath, \"pictures\")")]
    [InlineData("Path.Combine(env.ContentRootPath, \"wwwroot\", \"pictures\")", "env.WebRootPath + \"/pictures\"")]
    [InlineData("configuration[\"Pictures:Folder\"]", "configuration[\"Pictures:Folder\"]")]
    [InlineData("configuration.GetValue<string>(\"Pictures:Folder\")", "configuration[\"Pictures:Folder\"]")]
    [InlineData("Folders.Pictures", "Folders.Pictures")]
    [InlineData("options.PictureFolder", "options.PictureFolder")]
    [InlineData("\"pictures\"", "\"./pictures\"")]
    public Task Links_types_by_the_folder(string written, string read) => Run($$"""
        class Writer(IWebHostEnvironment env, IConfiguration configuration, Options options)
        {
            public void Save(string name, byte[] bytes)
            {
                _ = (env, configuration, options);
                File.{|SLS2001:WriteAllBytes|}(Path.Combine({{written}}, name), bytes);
            }
        }
        class Reader(IWebHostEnvironment env, IConfiguration configuration, Options options)
        {
            public byte[] Load(string name)
            {
                _ = (env, configuration, options);
                return File.{|SLS2005:ReadAllBytes|}(Path.Combine({{read}}, name));
            }
        }
        class Options { public string PictureFolder { get; set; } = ""; }
        static class Folders { public static string Pictures { get; set; } = ""; }
        """);

    [Theory]
    [InlineData("string Read() => File.ReadAllText(Path.Combine(env.ContentRootPath, \"Data\", \"countries.json\"));")]
    [InlineData("string Read(string name) => File.ReadAllText(Path.Combine(env.WebRootPath, name));")]
    [InlineData("string[] List() => Directory.GetFiles(env.WebRootPath);")]
    [InlineData("string Read(string path) => File.ReadAllText(path);")]
    [InlineData("string Read() => File.ReadAllText(Path.Combine(folder, \"template.html\"));")]
    [InlineData("void Remove(string name) { var path = Path.Combine(folder, name); if (File.Exists(path)) File.{|SLS2001:Delete|}(path); }")]
    [InlineData("void Add(string name) { if (!File.Exists(Path.Combine(folder, name))) File.{|SLS2001:WriteAllText|}(Path.Combine(folder, name), \"\"); }")]
    [InlineData("void Make() { if (!Directory.Exists(folder)) Directory.CreateDirectory(folder); }")]
    [InlineData("string Dump(string name) { if (env.IsDevelopment()) return File.ReadAllText(Path.Combine(folder, name + \".csv\")); return name; }")]
    [InlineData("void Work(string text) { var temp = Path.GetTempFileName(); File.WriteAllText(temp, text); _ = File.ReadAllText(temp); File.Delete(temp); }")]
    public Task Silent_on_shipped_content_and_preludes(string members) => Run($$"""
        class Exports(IWebHostEnvironment env)
        {
            readonly string folder = Path.Combine(env.ContentRootPath, "App_Data", "exports");
            void Save(string name, string text) => File.{|SLS2001:WriteAllText|}(Path.Combine(folder, name + ".csv"), text);
            {{members}}
        }
        """);

    [Fact]
    public Task Silent_where_the_write_is_for_development() => Run("""
        class C(IWebHostEnvironment env)
        {
            void Dump(string text) { if (env.IsDevelopment()) File.WriteAllText("dumps/last.txt", text); }
            string Last() => File.ReadAllText("dumps/last.txt");
        }
        """);

    [Fact]
    public Task Silent_on_paths_that_are_shared() => new RuleTest<RunTimeFileRead>
    {
        Options = "stateless.shared_paths = /mnt/efs, Storage:Root",
        Code = """
            class C(IConfiguration configuration)
            {
                void Save(string text) { File.WriteAllText("/mnt/efs/a.txt", text); File.WriteAllText(Path.Combine(configuration["Storage:Root"]!, text), text); }
                string Load(string name) => File.ReadAllText("/mnt/efs/a.txt") + File.ReadAllText(Path.Combine(configuration["Storage:Root"]!, name));
            }
            """,
    }.RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task Reports_in_minimal_APIs() => Run("""
        var app = WebApplication.CreateBuilder(args).Build();
        var notes = Path.Combine(app.Environment.ContentRootPath, "notes");
        app.MapPost("/notes/{id}", async (string id, string text) => await File.{|SLS2001:WriteAllTextAsync|}(Path.Combine(notes, id + ".txt"), text));
        app.MapGet("/notes/{id}", async (string id) => await File.{|SLS2005:ReadAllTextAsync|}(Path.Combine(notes, id + ".txt")));
        app.Run();
        """);

    [Fact]
    public Task The_message_names_the_writer()
    {
        var test = new RuleTest<RunTimeFileRead>
        {
            Code = """
                class Notes
                {
                    public void Save(string text) => File.{|#1:WriteAllText|}("notes/all.txt", text);
                    public string Load() => File.{|#0:ReadAllText|}("notes/all.txt");
                }
                """,
        };
        test.ExpectedDiagnostics.Add(new DiagnosticResult(Rules.SLS2005_RunTimeFileRead).WithLocation(0).WithLocation(1).WithArguments("File.ReadAllText", "'notes/all.txt'", "Notes.Save"));
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("class C { string A => B; string B => A; void M() { File.WriteAllText(A, ); _ = File.ReadAllText(A; } }")]
    [InlineData("class C { void M() { File.WriteAllText(\"a/\" + , \"\"); foreach (var f in Directory.GetFiles()) File.ReadAllText(f) } }")]
    [InlineData("File.WriteAllText(\"\", \"\"); File.ReadAllText(\"\"); new FileStream(\"\"); new StreamReader(")]
    [InlineData("class C { string F() => F(); string G() => Path.Combine(G(), G()); void M() { File.Delete(F()); File.ReadAllText(G()); File.Delete(G()); } }")]
    public Task Survives(string code) => RuleTest<RunTimeFileRead>.Survives(code, References.AspNetCore);

    static Task Run(string code) => new RuleTest<RunTimeFileRead>
    {
        Beside = [new LocalFileWrite(), new LocalFileUsedAsDatabase()],
        Code = code,
    }.RunAsync(TestContext.Current.CancellationToken);
}
