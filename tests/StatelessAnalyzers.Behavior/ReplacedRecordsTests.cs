using System.Globalization;
using System.Text.RegularExpressions;
using StatelessAnalyzers.EndToEnd;
using StatelessAnalyzers.ScaleOut;
using Xunit;

namespace StatelessAnalyzers.Behavior;

/// <summary>Records that take the place of others only where nobody has changed these since they were read.</summary>
public class ReplacedRecordsTests(PackedPackage package)
{
    const string Program = """
        using System.Collections.Concurrent;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.EntityFrameworkCore;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddDbContext<ShopDb>(options => options.UseNpgsql(builder.Configuration.GetConnectionString("Shop")));
        builder.Services.AddSingleton<Notes>();
        builder.Services.AddControllers();
        builder.Services.AddHealthChecks();
        var app = builder.Build();
        app.MapControllers();
        app.MapHealthChecks("/health");
        app.MapPost("/notes", async (Note note, Notes notes) => notes.Add(note));
        app.MapGet("/notes/{id:guid}", async (Guid id, Notes notes) => notes.Find(id));
        app.MapPut("/notes/{id:guid}/text", async (Guid id, string? text, int wait, Notes notes) => await notes.WriteAsync(id, text, wait));
        app.MapPut("/notes/{id:guid}/tag", async (Guid id, string? tag, Notes notes) => notes.Tag(id, tag));
        app.MapPut("/notes/{id:guid}/read", async (Guid id, Notes notes) => notes.Read(id));
        app.MapPut("/notes", async (Note note, Notes notes) => notes.Put(note));
        app.MapDelete("/notes/{id:guid}", async (Guid id, Notes notes) => notes.Remove(id));
        app.Run();

        public class ShopDb(DbContextOptions<ShopDb> options) : DbContext(options);

        public record Note
        {
            public Guid Id { get; init; }

            public string Text { get; init; } = "";

            public string? Tag { get; init; }

            public decimal Price { get; init; }

            public double? Weight { get; init; }

            public bool IsOpen { get; init; }

            public DateTimeOffset? At { get; init; }

            public int Reads { get; init; }
        }

        public class Notes
        {
            private readonly ConcurrentDictionary<Guid, Note> _notes = new();

            public bool Add(Note note) => _notes.TryAdd(note.Id, note);

            public Note? Find(Guid id) => _notes.GetValueOrDefault(id);

            public async Task<string> WriteAsync(Guid id, string? text, int wait)
            {
                if (!_notes.TryGetValue(id, out var existing))
                {
                    return "nothing";
                }

                await Task.Delay(wait);
                var updated = existing with { Text = text ?? "" };
                if (!_notes.TryUpdate(id, updated, existing))
                {
                    return "changed meanwhile";
                }

                return existing.Text + " became " + updated.Text;
            }

            public Note? Tag(Guid id, string? tag)
            {
                var existing = Find(id);
                if (existing is null)
                {
                    return null;
                }

                var updated = new Note { Id = id, Text = existing.Text, Tag = tag, Price = existing.Price, Weight = existing.Weight, IsOpen = !existing.IsOpen, At = existing.At, Reads = existing.Reads };
                _ = _notes.TryUpdate(id, updated, existing);
                return updated;
            }

            public int Read(Guid id)
            {
                while (_notes.TryGetValue(id, out Note? current))
                {
                    var updated = current with { Reads = current.Reads + 1 };
                    if (_notes.TryUpdate(id, updated, current))
                    {
                        return updated.Reads;
                    }
                }

                return 0;
            }

            public void Put(Note note) => _notes.TryUpdate(note.Id, note, _notes[note.Id]);

            public bool Remove(Guid id) => _notes.TryRemove(id, out _);
        }

        public class Member
        {
            public string Id { get; set; } = "";

            public string Name { get; set; } = "";

            public string? Nick { get; set; }

            public int Points { get; set; }
        }

        [ApiController]
        [Route("members")]
        public class MembersController : ControllerBase
        {
            private static readonly ConcurrentDictionary<string, Member> members = new();

            [HttpGet("{id}")]
            public Member? Get(string id) => members.GetValueOrDefault(id);

            [HttpPost]
            public bool Post(Member member) => members.TryAdd(member.Id, member);

            [HttpPut("{id}/nick")]
            public IActionResult PutNick(string id, string? nick)
            {
                if (!members.TryGetValue(id, out var member))
                    return Ok("nobody");
                member.Nick = nick;
                return Ok();
            }

            [HttpPut("{id}")]
            public IActionResult Put(string id, Member input)
            {
                if (!members.TryGetValue(id, out var member))
                    return Ok("nobody");
                input.Id = id;
                input.Points += member.Points;
                return members.TryUpdate(id, input, member) ? Ok(members[id]) : Conflict();
            }

            [HttpPut("{id}/points")]
            public int PutPoints(string id)
            {
                while (true)
                {
                    if (!members.TryGetValue(id, out var member))
                        return -1;
                    var updated = new Member { Id = member.Id, Name = member.Name, Nick = member.Nick, Points = member.Points + 1 };
                    if (members.TryUpdate(id, updated, member))
                        return members[id].Points;
                }
            }
        }

        """;

    // Only DynamoDB is given times that may be local.
    const string Visits = """
        public class Visit
        {
            public int Id { get; set; }

            public DateTime From { get; set; }

            public DateTime? Until { get; set; }
        }

        [ApiController]
        [Route("visits")]
        public class VisitsController : ControllerBase
        {
            private static readonly ConcurrentDictionary<int, Visit> visits = new();

            [HttpGet("{id}")]
            public Visit? Get(int id) => visits.GetValueOrDefault(id);

            [HttpGet]
            public List<Visit> GetSince(DateTime since) => visits.Values.Where(v => v.From >= since).OrderBy(v => v.From).ThenBy(v => v.Id).ToList();

            [HttpPut]
            public void Put(Visit visit) => visits[visit.Id] = visit;

            [HttpPut("{id}/until")]
            public ActionResult<Visit> PutUntil(int id, DateTime? until)
            {
                if (!visits.ContainsKey(id))
                    return Ok("nobody");
                var visit = visits[id];
                visit.Until = until;
                visits[id] = visit;
                return visit;
            }
        }

        """;

    static Guid Id(int number) => new(number, 0, 0, new byte[8]);

    static object Note(int number, string text, string? tag = null, decimal price = 0, double? weight = null, string? at = null) =>
        new { Id = Id(number), Text = text, Tag = tag, Price = price, Weight = weight, At = at };

    static async Task<List<string>> AskAsync(Func<string, object?, Task<string>> send)
    {
        var script = new Script(send);
        await script.SendAsync($"PUT /notes/{Id(1)}/text?text=none&wait=0");
        await script.SendAsync("POST /notes", Note(1, "Milk"));
        await script.SendAsync("POST /notes", Note(2, "Åsa \"Q\" 東京", "", 12.50m, 0.1, "2024-02-29T12:30:00.1234567+02:00"));
        foreach (var number in new[] { 1, 2, 3 })
        {
            foreach (var request in new[] { "/text?text=Oats&wait=0", "/tag?tag=a", "/read", "/tag", "/read", "/text?wait=0", "/tag?tag=b" })
                await script.SendAsync($"PUT /notes/{Id(number)}{request}");
            await script.SendAsync($"GET /notes/{Id(number)}");
        }
        await script.SendAsync("PUT /notes", Note(2, "All new", "c", 7m, -3));
        await script.SendAsync("PUT /notes", Note(7, "Nobody"));
        await script.SendAsync($"GET /notes/{Id(2)}");
        await script.SendAsync($"GET /notes/{Id(7)}");

        // What another request changes meanwhile: a text, a tag that was none, one that is none from then on, all, and back again.
        foreach (var meanwhile in new[] { "/text?text=meanwhile&wait=0", "/tag?tag=d", "/tag", "/read" })
        {
            var late = send($"PUT /notes/{Id(1)}/text?text=late&wait=1500", null);
            await Task.Delay(500);
            await script.SendAsync($"PUT /notes/{Id(1)}{meanwhile}");
            script.Answers.Add("late: " + await late);
            await script.SendAsync($"GET /notes/{Id(1)}");
        }
        var lost = send($"PUT /notes/{Id(1)}/text?text=late&wait=1500", null);
        await Task.Delay(500);
        await script.SendAsync($"DELETE /notes/{Id(1)}");
        script.Answers.Add("late: " + await lost);
        await script.SendAsync($"GET /notes/{Id(1)}");

        await script.SendAsync("PUT /members/a", new { Id = "a", Name = "Ann" });
        await script.SendAsync("POST /members", new { Id = "a", Name = "Ann", Nick = "A", Points = 1 });
        foreach (var request in new[] { "/nick?nick=An", "/points", "/nick", "/points", "/points" })
            await script.SendAsync("PUT /members/a" + request);
        await script.SendAsync("PUT /members/a", new { Id = "b", Name = "Anna", Points = 10 });
        await script.SendAsync("PUT /members/b/points");
        await script.SendAsync("GET /members/a");
        return script.Answers;
    }

    static async Task<List<string>> AskWithVisitsAsync(Func<string, object?, Task<string>> send)
    {
        var script = new Script(send);
        script.Answers.AddRange(await AskAsync(send));
        var times = new[] { "2024-02-29T12:30:00.1234567", "2024-02-29T12:30:00Z", "2024-02-29T12:30:00+02:00", "0001-01-01T00:00:00", "9999-12-31T23:59:59.9999999" };
        await script.SendAsync("PUT /visits/1/until?until=2024-03-01");
        for (var i = 0; i < times.Length; i++)
            await script.SendAsync("PUT /visits", new { Id = i, From = times[i], Until = times[(i + 1) % times.Length] });
        for (var i = 0; i < times.Length; i++)
        {
            await script.SendAsync($"GET /visits/{i}");
            await script.SendAsync($"PUT /visits/{i}/until?until={Uri.EscapeDataString(times[i])}");
            await script.SendAsync($"GET /visits/{i}");
            await script.SendAsync($"PUT /visits/{i}/until");
            await script.SendAsync($"GET /visits?since={Uri.EscapeDataString(times[i])}");
        }
        return script.Answers;
    }

    static async Task AssertSharedAsync(Application application, IReadOnlyDictionary<string, string> settings, Func<Func<string, object?, Task<string>>, Task<List<string>>> ask, List<string> expected)
    {
        await using var first = await application.StartAsync(settings);
        await using var second = await application.StartAsync(settings);
        var turn = 0;
        Assert.Equal(expected, await ask((request, content) => (turn++ % 2 == 0 ? first : second).SendAsync(request, content)));

        // Whoever comes second reads again: of what two instances count up at once, nothing is lost.
        Assert.StartsWith("200", await first.SendAsync("POST /notes", Note(5, "Counted")), StringComparison.Ordinal);
        var reads = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => (i % 2 == 0 ? first : second).SendAsync($"PUT /notes/{Id(5)}/read")));
        Assert.Equal(Enumerable.Range(1, 20), reads.Select(r => int.Parse(Regex.Match(r, "^200 (\\d+)$").Groups[1].Value, CultureInfo.InvariantCulture)).Order());
        var before = await first.SendAsync("PUT /members/a/points");
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => (i % 2 == 0 ? first : second).SendAsync("PUT /members/a/points")));
        Assert.Equal(int.Parse(before[4..], CultureInfo.InvariantCulture) + 21, int.Parse((await second.SendAsync("PUT /members/a/points"))[4..], CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task With_PostgreSQL_nothing_is_lost_that_was_changed_meanwhile()
    {
        Installed.Require();
        var application = new Application(package, nameof(ReplacedRecordsTests), "efcore", """<PackageReference Include="Npgsql.EntityFrameworkCore.PostgreSQL" Version="10.0.0" />""", Program);
        var expected = await application.AnswersBeforeAsync(AskAsync, new Dictionary<string, string>());
        await application.FixAsync("SLS4003");

        await using var postgres = new Postgres(Path.Combine(package.Folder, "replaced-postgres"));
        await postgres.StartAsync("""
            CREATE TABLE "Notes" ("Id" uuid PRIMARY KEY, "Text" text NOT NULL, "Tag" text, "Price" numeric NOT NULL, "Weight" double precision, "IsOpen" boolean NOT NULL, "At" text, "Reads" integer NOT NULL);
            CREATE TABLE "Members" ("Id" text PRIMARY KEY, "Name" text NOT NULL, "Nick" text, "Points" integer NOT NULL);
            """);
        await AssertSharedAsync(application, new Dictionary<string, string> { ["ConnectionStrings__Shop"] = postgres.ConnectionString }, AskAsync, expected);
    }

    [Fact]
    public async Task With_DynamoDB_nothing_is_lost_that_was_changed_meanwhile()
    {
        Installed.Require();
        var program = string.Join('\n', Program.Split('\n').Where(l => !l.Contains("EntityFramework", StringComparison.Ordinal) && !l.Contains("ShopDb", StringComparison.Ordinal))) + Visits;
        var application = new Application(package, "ReplacedInDynamo", "dynamodb", "", program);
        var expected = await application.AnswersBeforeAsync(AskWithVisitsAsync, new Dictionary<string, string>());
        await application.FixAsync("SLS4003");

        await using var dynalite = new Dynalite(Path.Combine(package.Folder, "replaced-dynalite"));
        await dynalite.StartAsync(("Note", "Id", "S"), ("Member", "Id", "S"), ("Visit", "Id", "N"));
        await AssertSharedAsync(application, dynalite.Settings, AskWithVisitsAsync, expected);
    }
}
