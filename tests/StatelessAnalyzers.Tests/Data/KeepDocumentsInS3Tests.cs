using StatelessAnalyzers.Data;
using StatelessAnalyzers.Tests.Rewriting;
using Xunit;

namespace StatelessAnalyzers.Tests.Data;

/// <summary>Documents that are files by themselves: settings in one file, and a file for each record.</summary>
public class KeepDocumentsInS3Tests
{
    const string Records = """

        public class Note
        {
            public string Id { get; set; } = "";

            public string Text { get; set; } = "";
        }

        public class Settings
        {
            public string Title { get; set; } = "";
        }

        """;

    const string Notes = """
        using System.Text.Json;

        public class Notes(IHostEnvironment environment)
        {
            private static readonly JsonSerializerOptions Options = new() { WriteIndented = true };

            private readonly string _folder = Path.Combine(environment.ContentRootPath, "notes");

            public Note? Find(string id)
            {
                var path = PathOf(id);
                if (!File.Exists(path))
                {
                    return null;
                }

                return JsonSerializer.Deserialize<Note>(File.ReadAllText(path));
            }

            public IEnumerable<Note?> All()
            {
                var notes = new List<Note?>();
                foreach (var file in Directory.GetFiles(_folder, "*.json"))
                {
                    notes.Add(JsonSerializer.Deserialize<Note>(File.ReadAllText(file)));
                }

                return notes;
            }

            public void Save(Note note)
            {
                Directory.CreateDirectory(_folder);
                File.WriteAllText(PathOf(note.Id), JsonSerializer.Serialize(note, Options));
            }

            public void Remove(string id) => File.Delete(PathOf(id));

            private string PathOf(string id) => Path.Combine(_folder, id + ".json");
        }

        """;

    const string Document = """
        using System.Text.Json;

        public class SettingsFile(IHostEnvironment environment)
        {
            private readonly string _path = Path.Combine(environment.ContentRootPath, "data", "settings.json");

            public Settings Load() => File.Exists(_path) ? JsonSerializer.Deserialize<Settings>(File.ReadAllText(_path)) ?? new() : new();

            public void Save(Settings settings) => File.WriteAllText(_path, JsonSerializer.Serialize(settings));
        }

        """;

    static Task<string> FixAsync(string code) => FixRun<LocalFileUsedAsDatabase, KeepFileInTable>.FixAsync(code + Records, "builder.Services.AddSingleton<Notes>();".Replace("Notes", code.Contains("class Notes", StringComparison.Ordinal) ? "Notes" : "SettingsFile", StringComparison.Ordinal));

    static Task RefusesAsync(string code, string reason) => FixRun<LocalFileUsedAsDatabase, KeepFileInTable>.RefusesAsync(code + Records, reason);

    [Fact]
    public async Task A_file_for_each_record_becomes_an_object_for_each()
    {
        var fixedCode = await FixAsync(Notes);
        Assert.Contains("""
                public async Task<Note?> Find(string id)
                {
                    var path = PathOf(id);
                    if (!await ObjectExistsAsync(s3, configuration["Storage:Bucket"], path))
                    {
                        return null;
                    }

                    return JsonSerializer.Deserialize<Note>(await ReadObjectTextAsync(s3, configuration["Storage:Bucket"], path));
                }
            """, fixedCode, StringComparison.Ordinal);
        Assert.Contains("foreach (var file in (await ListObjectsAsync(s3, configuration[\"Storage:Bucket\"], _folder))", fixedCode, StringComparison.Ordinal);
        Assert.Contains("Key = PathOf(note.Id), ContentBody = JsonSerializer.Serialize(note, Options) });", fixedCode, StringComparison.Ordinal);
        Assert.Contains("private string PathOf(string id) => $\"{_folder}/{id}.json\";", fixedCode, StringComparison.Ordinal);
        Assert.DoesNotContain("Directory", fixedCode, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_becomes_an_object()
    {
        var fixedCode = await FixAsync(Document);
        Assert.Contains("await ObjectExistsAsync(s3, configuration[\"Storage:Bucket\"], _path) ? JsonSerializer.Deserialize<Settings>(await ReadObjectTextAsync(s3, configuration[\"Storage:Bucket\"], _path)) ?? new() : new();", fixedCode, StringComparison.Ordinal);
        Assert.Contains("Key = _path, ContentBody = JsonSerializer.Serialize(settings) });", fixedCode, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public void Rename(string id, string text) { var note = Find(id)!; note.Text = text; Save(note); }", "'Rename' writes back what it has read")]
    [InlineData("public void Touch(string id) => Save(Find(id) ?? new Note());", "'Touch' writes back what it has read")]
    public Task What_is_read_and_written_back_is_refused(string member, string reason) => RefusesAsync(Notes.Replace("    public void Remove", "    " + member + "\n\n    public void Remove", StringComparison.Ordinal), reason);

    [Fact]
    public Task Code_that_reads_changes_and_writes_a_document_is_refused() =>
        RefusesAsync(Document + "\npublic class Titles(SettingsFile file) { public void Set(string title) { var settings = file.Load(); settings.Title = title; file.Save(settings); } }\n", "'Test.cs, line 12' writes back what it has read");

    [Theory]
    [InlineData("private Settings? _last;", "'_last' is held by one instance alone, beside the files")]
    [InlineData("private readonly Dictionary<string, Settings> _all = [];", "'_all' is held by one instance alone, beside the files")]
    [InlineData("private readonly SemaphoreSlim _gate = new(1, 1);", "'_gate' is held by one instance alone, beside the files")]
    [InlineData("public bool IsLoaded { get; set; }", "'IsLoaded' is held by one instance alone, beside the files")]
    public Task What_stays_in_memory_beside_a_document_is_refused(string member, string reason) => RefusesAsync(Document.Replace("    public Settings Load", "    " + member + "\n\n    public Settings Load", StringComparison.Ordinal), reason);

    [Fact]
    public async Task A_document_that_the_application_brings_along_is_refused()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            Directory.CreateDirectory(Path.Combine(folder.FullName, "data"));
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "data", "settings.json"), "{}", TestContext.Current.CancellationToken);
            var result = await FixRun<LocalFileUsedAsDatabase, KeepFileInTable>.RunAsync(new Workshop { References = References.Everything }
                .Project("Web", [("Test.cs", Document + Records), ("Program.cs", "var app = WebApplication.CreateBuilder(args).Build();\napp.Run();\n")], application: true, file: Path.Combine(folder.FullName, "Web.csproj")));
            Assert.Equal(0, result.Applied);
            Assert.Contains("'settings.json' is part of the application, with what it holds", Assert.Single(result.Refused), StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public Task A_file_that_another_type_works_on_is_refused() =>
        RefusesAsync(Notes + "\npublic class Cleaner(IHostEnvironment environment) { public void Clean() => File.Delete(Path.Combine(environment.ContentRootPath, \"notes\", \"old.json\")); }\n", "works on the files of 'Notes' too");

    [Fact]
    public Task Other_documents_in_the_same_type_are_refused() => RefusesAsync(
        Document.Replace("    public Settings Load", "    public string? Titled() => System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(_path))?[\"Title\"]?.ToString();\n\n    public Settings Load", StringComparison.Ordinal), "works on the file for others");

    [Fact]
    public Task A_list_in_a_file_for_each_user_is_refused() =>
        RefusesAsync(Notes.Replace("<Note>(", "<List<Note>>(", StringComparison.Ordinal).Replace("public Note? Find", "public List<Note>? Find", StringComparison.Ordinal).Replace("List<Note?>()", "List<List<Note>?>()", StringComparison.Ordinal).Replace("IEnumerable<Note?> All", "IEnumerable<List<Note>?> All", StringComparison.Ordinal), "works on the file for others");
}
