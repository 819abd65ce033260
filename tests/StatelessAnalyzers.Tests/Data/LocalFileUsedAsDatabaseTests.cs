using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Testing;
using StatelessAnalyzers.Data;
using StatelessAnalyzers.Files;
using StatelessAnalyzers.Platform;
using Xunit;

namespace StatelessAnalyzers.Tests.Data;

public class LocalFileUsedAsDatabaseTests
{
    [Theory]
    [InlineData("void Save() => File.{|SLS4004:WriteAllText|}(file, JsonSerializer.Serialize(all)); void Load() => all = JsonSerializer.Deserialize<List<Item>>(File.ReadAllText(file))!;")]
    [InlineData("async Task Save() { var json = JsonSerializer.Serialize(all); await File.{|SLS4004:WriteAllTextAsync|}(file, json); } async Task Load() { var json = await File.ReadAllTextAsync(file); all = JsonSerializer.Deserialize<List<Item>>(json)!; }")]
    [InlineData("void Save() { var bytes = JsonSerializer.SerializeToUtf8Bytes(all); File.{|SLS4004:WriteAllBytes|}(file, bytes); } void Load() => all = JsonSerializer.Deserialize<List<Item>>(File.ReadAllBytes(file))!;")]
    [InlineData("async Task Save() { await using var s = File.{|SLS4004:Create|}(file); await JsonSerializer.SerializeAsync(s, all); } async Task Load() { await using var s = File.OpenRead(file); all = (await JsonSerializer.DeserializeAsync<List<Item>>(s))!; }")]
    [InlineData("void Save() { using var w = {|SLS4004:new StreamWriter(file)|}; w.Write(JsonSerializer.Serialize(all)); } void Load() { using var r = new StreamReader(file); all = JsonSerializer.Deserialize<List<Item>>(r.ReadToEnd())!; }")]
    [InlineData("void Save() => File.{|SLS4004:WriteAllText|}(file, JsonConvert.SerializeObject(all)); void Load() => all = JsonConvert.DeserializeObject<List<Item>>(File.ReadAllText(file))!;")]
    [InlineData("void Save() { using var w = File.{|SLS4004:CreateText|}(file); new Newtonsoft.Json.JsonSerializer().Serialize(w, all); } void Load() { using var r = File.OpenText(file); all = (List<Item>)new Newtonsoft.Json.JsonSerializer().Deserialize(r, typeof(List<Item>))!; }")]
    [InlineData("void Save(JObject o) => File.{|SLS4004:WriteAllText|}(file, o.ToString()); JObject Load() => JObject.Parse(File.ReadAllText(file));")]
    [InlineData("void Save() { using var s = {|SLS4004:new FileStream(file, FileMode.Create)|}; new XmlSerializer(typeof(List<Item>)).Serialize(s, all); } void Load() { using var s = File.OpenRead(file); all = (List<Item>)new XmlSerializer(typeof(List<Item>)).Deserialize(s)!; }")]
    [InlineData("void Save() { var s = new StringWriter(); new XmlSerializer(typeof(List<Item>)).Serialize(s, all); File.{|SLS4004:WriteAllText|}(file, s.ToString()); } void Load() { using var s = File.OpenRead(file); all = (List<Item>)new XmlSerializer(typeof(List<Item>)).Deserialize(s)!; }")]
    [InlineData("void Save(XDocument d) => d.{|SLS4004:Save|}(file); XDocument Load() => XDocument.Load(file);")]
    [InlineData("void Add(string name) { var d = XDocument.Load(file); d.Root!.Add(new XElement(name)); d.{|SLS4004:Save|}(file); }")]
    [InlineData("void Save(XmlDocument d) => d.{|SLS4004:Save|}(file); void Load() { var d = new XmlDocument(); d.Load(file); }")]
    [InlineData("void Save() { using var w = XmlWriter.{|SLS4004:Create|}(file); w.WriteStartElement(\"a\"); w.WriteEndElement(); } XElement Load() => XElement.Load(file);")]
    [InlineData("void Save() { using var s = File.{|SLS4004:Create|}(file); new DataContractSerializer(typeof(List<Item>)).WriteObject(s, all); } void Load() { using var s = File.OpenRead(file); all = (List<Item>)new DataContractSerializer(typeof(List<Item>)).ReadObject(s)!; }")]
    [InlineData("void Save(System.Data.DataSet d) => d.{|SLS4004:WriteXml|}(file); void Load(System.Data.DataSet d) => d.ReadXml(file);")]
    public Task Reports_files_that_are_written_and_read_as_data(string members) => Run(Store("Path.Combine(env.ContentRootPath, \"App_Data\", \"items.json\")", members));

    [Theory]
    [InlineData("void Save(Item i) => File.{|SLS4004:WriteAllText|}(PathOf(i.Id), JsonSerializer.Serialize(i)); Item Load(string id) => JsonSerializer.Deserialize<Item>(File.ReadAllText(PathOf(id)))!; void Remove(string id) => File.{|SLS4004:Delete|}(PathOf(id));")]
    [InlineData("void Save(Item i) => File.{|SLS4004:WriteAllText|}(PathOf(i.Id), JsonSerializer.Serialize(i)); IEnumerable<Item?> All() => Directory.GetFiles(file).Select(f => JsonSerializer.Deserialize<Item>(File.ReadAllText(f)));")]
    [InlineData("void Save(Item i) { var path = PathOf(i.Id); if (File.Exists(path)) File.{|SLS4004:Delete|}(path); File.{|SLS4004:WriteAllText|}(path, JsonSerializer.Serialize(i)); } IEnumerable<Item?> All() { foreach (var f in Directory.EnumerateFiles(file, \"*.json\")) yield return JsonSerializer.Deserialize<Item>(File.ReadAllText(f)); }")]
    public Task Reports_every_change_of_a_folder_of_records(string members) => Run(Store("Path.Combine(env.ContentRootPath, \"items\")", members + " string PathOf(string id) => Path.Combine(file, id + \".json\");"));

    [Theory]
    [InlineData("void Save() => File.{|SLS2001:WriteAllText|}(file, JsonSerializer.Serialize(all));")]
    [InlineData("void Load() => all = JsonSerializer.Deserialize<List<Item>>(File.ReadAllText(file))!;")]
    [InlineData("void Save() => File.{|SLS2001:WriteAllText|}(file, JsonSerializer.Serialize(all)); string Load() => File.ReadAllText(file);")]
    [InlineData("void Save(string text) => File.{|SLS2001:WriteAllText|}(file, text); void Load() => all = JsonSerializer.Deserialize<List<Item>>(File.ReadAllText(file))!;")]
    [InlineData("void Save() => File.{|SLS2001:WriteAllText|}(file, JsonSerializer.Serialize(all)); void Load() => all = JsonSerializer.Deserialize<List<Item>>(File.ReadAllText(\"shipped/items.json\"))!;")]
    [InlineData("void Save(string text) => File.{|SLS2001:WriteAllText|}(\"log.txt\", text); void Write() => File.{|SLS4004:WriteAllText|}(file, JsonSerializer.Serialize(all)); void Load() => all = JsonSerializer.Deserialize<List<Item>>(File.ReadAllText(file))!;")]
    [InlineData("static string Save<T>(T item) => JsonSerializer.Serialize(item); T Load<T>(string text) => JsonSerializer.Deserialize<T>(text)!;")]
    [InlineData("void Save(string path) => File.{|SLS2001:WriteAllText|}(path, JsonSerializer.Serialize(all)); void Load(string path) => all = JsonSerializer.Deserialize<List<Item>>(File.ReadAllText(path))!;")]
    [InlineData("void Work() { var temp = Path.GetTempFileName(); File.WriteAllText(temp, JsonSerializer.Serialize(all)); all = JsonSerializer.Deserialize<List<Item>>(File.ReadAllText(temp))!; File.Delete(temp); }")]
    [InlineData("void Save() { if (env.IsDevelopment()) File.WriteAllText(file, JsonSerializer.Serialize(all)); } void Load() => all = JsonSerializer.Deserialize<List<Item>>(File.ReadAllText(file))!;")]
    [InlineData("void Save(Stream s) => JsonSerializer.Serialize(s, all); void Load(Stream s) => all = JsonSerializer.Deserialize<List<Item>>(s)!;")]
    public Task Other_files_are_other_findings(string members) => Run(Store("Path.Combine(env.ContentRootPath, \"App_Data\", \"items.json\")", members));

    [Fact]
    public Task Reports_repositories_that_spell_the_folder_in_two_ways() => new RuleTest<LocalFileUsedAsDatabase>
    {
        References = References.Classic,
        IsApplication = false,
        Code = """
            using System.IO;
            using System.Text;
            using System.Web.Hosting;
            using System.Xml;
            public class Blog { public string StorageLocation { get; set; } }
            public partial class Repository { string Folder { get { return GetFolder(null); } } string GetFolder(Blog blog) { var p = blog == null ? "~/App_Data/" : blog.StorageLocation; return HostingEnvironment.MapPath(p); } }
            """,
        TestState =
        {
            Sources =
            {
                ("Settings.cs", """
                    using System.IO;
                    using System.Text;
                    using System.Web.Hosting;
                    using System.Xml;
                    public partial class Repository
                    {
                        public void SaveSettings(string v) { using (var w = {|SLS4004:new XmlTextWriter($"{Folder}settings.xml", Encoding.UTF8)|}) w.WriteElementString("v", v); }
                        public string LoadSettings(Blog blog) { var doc = new XmlDocument(); doc.Load(HostingEnvironment.MapPath(blog.StorageLocation + "settings.xml")); return doc.OuterXml; }
                        public void SavePost(string id, string v)
                        {
                            var file = $"{Folder}posts{Path.DirectorySeparatorChar}{id}.xml";
                            using (var memory = new MemoryStream()) { using (var w = XmlWriter.Create(memory)) w.WriteElementString("v", v); using (var f = File.{|SLS4004:Open|}(file, FileMode.Create)) memory.WriteTo(f); }
                        }
                        public string LoadPost(string id) { var doc = new XmlDocument(); doc.Load($"{Folder}posts{Path.DirectorySeparatorChar}{id}.xml"); return doc.OuterXml; }
                        public void SaveProfile(Blog blog, string id, string v) { using (var w = XmlWriter.{|SLS4004:Create|}($"{GetFolder(blog)}profiles{Path.DirectorySeparatorChar}{id}.xml")) w.WriteElementString("v", v); }
                        public string LoadProfile(Blog blog, string id) { var doc = new XmlDocument(); doc.Load($"{GetFolder(blog)}profiles{Path.DirectorySeparatorChar}{id}.xml"); return doc.OuterXml; }
                        public void Export(string v) { using (var w = new XmlTextWriter($"{Folder}export.xml", Encoding.UTF8)) w.WriteElementString("v", v); }
                    }
                    """),
            },
        },
    }.RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task Reads_of_the_database_are_no_findings_of_their_own() => Run("""
        using System.Text.Json;
        class Coupons(IHostEnvironment environment)
        {
            private readonly string _path = Path.Combine(environment.ContentRootPath, "App_Data", "coupons.json");
            private List<string> Load() => File.Exists(_path) ? JsonSerializer.Deserialize<List<string>>(File.ReadAllText(_path)) ?? [] : [];
            private void Save(List<string> coupons) => File.{|SLS4004:WriteAllText|}(_path, JsonSerializer.Serialize(coupons));
        }
        class Report { string Text(IHostEnvironment environment) => File.{|SLS2005:ReadAllText|}(Path.Combine(environment.ContentRootPath, "App_Data", "coupons.json")); }
        """, new LocalFileWrite(), new RunTimeFileRead(), new LocalFolderChanged());

    [Fact]
    public Task Shared_paths_are_no_local_files() => new RuleTest<LocalFileUsedAsDatabase>
    {
        Options = "stateless.shared_paths = /mnt/efs",
        Code = """
            using System.Text.Json;
            class C { void Save(int[] all) => File.WriteAllText("/mnt/efs/all.json", JsonSerializer.Serialize(all)); int[]? Load() => JsonSerializer.Deserialize<int[]>(File.ReadAllText("/mnt/efs/all.json")); }
            """,
    }.RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task Reports_in_a_classic_application() => new RuleTest<LocalFileUsedAsDatabase>
    {
        IsApplication = false,
        References = References.Classic,
        Beside = [new LocalFileWrite()],
        Code = """
            using System.IO;
            using System.Runtime.Serialization.Formatters.Binary;
            using System.Web.Hosting;
            using System.Xml;
            public class XmlProvider
            {
                string FileName { get { return HostingEnvironment.MapPath("~/App_Data/posts.xml"); } }
                public void Add(string title)
                {
                    var document = new XmlDocument();
                    document.Load(FileName);
                    document.{|SLS4004:Save|}(FileName);
                }
                public void Remove(string name) { File.{|SLS2001:Delete|}(HostingEnvironment.MapPath("~/files/" + name)); }
            }
            public class Binary
            {
                readonly string path = HostingEnvironment.MapPath("~/App_Data/state.bin");
                public void Save(object state) { using (var stream = File.{|SLS4004:Create|}(path)) new BinaryFormatter().Serialize(stream, state); }
                public object Load() { using (var stream = File.OpenRead(path)) return new BinaryFormatter().Deserialize(stream); }
            }
            """,
    }.RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task The_message_names_what_reads_the_data()
    {
        var test = new RuleTest<LocalFileUsedAsDatabase>
        {
            Code = """
                using System.Text.Json;
                class Store
                {
                    void Save(int[] all) => File.{|#0:WriteAllText|}("data/all.json", JsonSerializer.Serialize(all));
                    int[]? Load() => JsonSerializer.Deserialize<int[]>(File.{|#1:ReadAllText|}("data/all.json"));
                }
                """,
        };
        test.ExpectedDiagnostics.Add(new DiagnosticResult(Rules.SLS4004_LocalFileUsedAsDatabase).WithLocation(0).WithLocation(1).WithArguments("File.WriteAllText", "'data/all.json'", "Store.Load"));
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("void Save() => File.WriteAllText(file, JsonSerializer.Serialize(); void Load() => JsonSerializer.Deserialize<>(File.ReadAllText(file));")]
    [InlineData("void Save() { using var s = File.Create(file; JsonSerializer.Serialize(s, ); } void Load() { JsonSerializer.Deserialize(File.OpenRead(file) } }")]
    [InlineData("void Save() { var a = b; var b = a; File.WriteAllText(file, a); } void Load() => JsonSerializer.Deserialize<int>(File.ReadAllText(file));")]
    [InlineData("void Save(XDocument d) { d.Save(; d.Save(file) } XDocument Load() => XDocument.Load(file);")]
    public Task Survives(string members) => RuleTest<LocalFileUsedAsDatabase>.Survives(Store("\"a/b.json\"", members), [.. References.AspNetCore, .. References.NewtonsoftJson]);

    static Task Run(string code) => Run(code, new LocalFileWrite(), new LocalFolderChanged());

    static Task Run(string code, params ImmutableArray<Rule> beside) => new RuleTest<LocalFileUsedAsDatabase>
    {
        References = [.. References.AspNetCore, .. References.NewtonsoftJson],
        Beside = beside,
        Code = code,
    }.RunAsync(TestContext.Current.CancellationToken);

    static string Store(string path, string members) => $$"""
        using System.Runtime.Serialization;
        using System.Text.Json;
        using System.Xml;
        using System.Xml.Linq;
        using System.Xml.Serialization;
        using Newtonsoft.Json;
        using Newtonsoft.Json.Linq;
        using JsonSerializer = System.Text.Json.JsonSerializer;
        public class Item { public string Id { get; set; } = ""; }
        class Store(IWebHostEnvironment env)
        {
            List<Item> all = [];
            readonly string file = {{path}};
            string Count => all.Count + env.EnvironmentName;
            {{members}}
        }
        """;
}
