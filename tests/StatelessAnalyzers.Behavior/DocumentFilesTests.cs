using System.Globalization;
using StatelessAnalyzers.EndToEnd;
using StatelessAnalyzers.ScaleOut;
using Xunit;

namespace StatelessAnalyzers.Behavior;

/// <summary>Documents that are files by themselves, which the fix of SLS4004 moves to S3.</summary>
public class DocumentFilesTests(PackedPackage package)
{
    const string Program = """
        using System.Text.Json;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton<Notes>();
        builder.Services.AddSingleton<SettingsFile>();
        builder.Services.AddHealthChecks();
        var app = builder.Build();
        app.MapHealthChecks("/health");
        app.MapGet("/notes", async (Notes notes) => notes.All().OrderBy(n => n?.Id));
        app.MapGet("/notes/{id}", async (string id, Notes notes) => notes.Find(id));
        app.MapPut("/notes", async (Note note, Notes notes) => notes.Save(note));
        app.MapDelete("/notes/{id}", async (string id, Notes notes) => notes.Remove(id));
        app.MapGet("/settings", async (SettingsFile file) => file.Load());
        app.MapPut("/settings", async (Settings settings, SettingsFile file) => file.Save(settings));
        app.Run();

        public class Note
        {
            public string Id { get; set; } = "";

            public string Text { get; set; } = "";

            public List<string> Tags { get; set; } = [];
        }

        public class Notes(IHostEnvironment environment)
        {
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
                File.WriteAllText(PathOf(note.Id), JsonSerializer.Serialize(note));
            }

            public void Remove(string id) => File.Delete(PathOf(id));

            private string PathOf(string id) => Path.Combine(_folder, id + ".json");
        }

        public class Settings
        {
            public string Title { get; set; } = "untitled";

            public Dictionary<string, int> Limits { get; set; } = [];
        }

        public class SettingsFile(IHostEnvironment environment)
        {
            private readonly string _path = Path.Combine(environment.ContentRootPath, "settings-of-all.json");

            public Settings Load() => File.Exists(_path) ? JsonSerializer.Deserialize<Settings>(File.ReadAllText(_path)) ?? new() : new();

            public void Save(Settings settings) => File.WriteAllText(_path, JsonSerializer.Serialize(settings));
        }

        """;

    static async Task<List<string>> AskAsync(Func<string, object?, Task<string>> send)
    {
        var script = new Script(send);
        await script.SendAsync("GET /settings");
        await script.SendAsync("PUT /settings", new { Title = "Åsa \"Q\" 東京", Limits = new Dictionary<string, int> { ["a"] = 1 } });
        await script.SendAsync("GET /settings");
        await script.SendAsync("PUT /settings", new { Title = "" });
        await script.SendAsync("GET /settings");
        await script.SendAsync("GET /notes/a");
        foreach (var (id, text) in new[] { ("a", "Milk"), ("b", "東京"), ("a", "Oats"), ("c", "") })
            await script.SendAsync("PUT /notes", new { Id = id, Text = text, Tags = new[] { "x", text } });
        foreach (var id in new[] { "a", "b", "c", "d" })
            await script.SendAsync("GET /notes/" + id);
        await script.SendAsync("GET /notes");
        await script.SendAsync("DELETE /notes/b");
        await script.SendAsync("DELETE /notes/b");
        await script.SendAsync("GET /notes/b");
        await script.SendAsync("GET /notes");
        return script.Answers;
    }

    [Fact]
    public async Task In_S3_each_instance_has_the_same_documents()
    {
        Installed.Require();
        var application = new Application(package, nameof(DocumentFilesTests), "auto", "", Program);
        var expected = await application.AnswersBeforeAsync(AskAsync, new Dictionary<string, string>());
        await application.FixAsync("SLS4004");

        await using var aws = new Aws(Path.Combine(package.Folder, "documents-aws"), "documents");
        await aws.StartAsync();
        var settings = new Dictionary<string, string>
        {
            ["AWS_ENDPOINT_URL_S3"] = aws.Url,
            ["AWS_REGION"] = "eu-central-1",
            ["AWS_ACCESS_KEY_ID"] = "none",
            ["AWS_SECRET_ACCESS_KEY"] = "none",
            ["Storage__Bucket"] = "documents",
        };
        await using var first = await application.StartAsync(settings);
        await using var second = await application.StartAsync(settings);
        var turn = 0;
        Assert.Equal(expected, await AskAsync((request, content) => (turn++ % 2 == 0 ? first : second).SendAsync(request, content)));

        var saved = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => (i % 2 == 0 ? first : second).SendAsync("PUT /notes", new { Id = "n" + i.ToString(CultureInfo.InvariantCulture), Text = "" })));
        Assert.All(saved, s => Assert.StartsWith("200", s, StringComparison.Ordinal));
        var before = await first.SendAsync("GET /notes");
        Assert.Contains("\"n19\"", before, StringComparison.Ordinal);
        await first.KillAsync();
        await second.KillAsync();
        await using var third = await application.StartAsync(settings);
        Assert.Equal(before, await third.SendAsync("GET /notes"));
    }
}
