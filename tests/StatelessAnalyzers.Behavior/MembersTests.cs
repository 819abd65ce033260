using System.Globalization;
using System.Text.RegularExpressions;
using StatelessAnalyzers.EndToEnd;
using StatelessAnalyzers.ScaleOut;
using Xunit;

namespace StatelessAnalyzers.Behavior;

/// <summary>What tutorials do with their collections beside the basic operations: keys counted from the last one, the first record of a condition, pages, keys alone.</summary>
public class MembersTests(PackedPackage package)
{
    const string Program = """
        using System.Collections.Concurrent;
        using Microsoft.EntityFrameworkCore;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddDbContext<ShopDb>(options => options.UseNpgsql(builder.Configuration.GetConnectionString("Shop")));
        builder.Services.AddSingleton<Users>();
        builder.Services.AddSingleton<Tasks>();
        builder.Services.AddSingleton<Prices>();
        builder.Services.AddSingleton<Labels>();
        builder.Services.AddHealthChecks();
        var app = builder.Build();
        app.MapHealthChecks("/health");
        app.MapPost("/users/{email}", async (string email, Users users) => users.Add(email));
        app.MapGet("/users", async (Users users) => users.All().OrderBy(u => u.Id));
        app.MapGet("/users/of/{email}", async (string email, Users users) => users.Of(email)?.Id ?? 0);
        app.MapGet("/users/page/{page:int}", async (int page, Users users) => users.Page(page));
        app.MapGet("/users/last", async (Users users) => users.HasAny() ? users.Last().Email : "none");
        app.MapGet("/users/ids", async (Users users) => users.Ids().Order());
        app.MapGet("/users/{id:int}", async (int id, Users users) => users.Has(id) ? Results.Ok(users.Find(id)) : Results.NotFound(users.Find(id)));
        app.MapDelete("/users/{id:int}", async (int id, Users users) => users.Remove(id));
        app.MapPost("/tasks/{title}", async (string title, bool done, Tasks tasks) => tasks.Add(title, done));
        app.MapGet("/tasks/{title}", async (string title, Tasks tasks) => tasks.Titled(title)?.Id);
        app.MapGet("/tasks/like/{title}", async (string title, Tasks tasks) => tasks.Like(title)?.Id);
        app.MapDelete("/tasks/done", async (Tasks tasks) => tasks.Clean());
        app.MapDelete("/tasks", async (Tasks tasks) => tasks.Clear());
        app.MapGet("/tasks", async (Tasks tasks) => tasks.Count());
        app.MapPut("/prices", async (Price price, Prices prices) => prices.Put(price));
        app.MapGet("/prices", async (Prices prices) => prices.All());
        app.MapPost("/labels/{text}", async (string text, Labels labels) => labels.Add(text));
        app.MapPut("/labels/{id:int}/{note}", (int id, string note, Labels labels) => labels.Mark(id, note));
        app.MapGet("/labels/{text}", async (string text, Labels labels) => labels.First(text));
        app.Run();

        public class ShopDb(DbContextOptions<ShopDb> options) : DbContext(options);

        public class User
        {
            public int Id { get; set; }

            public string Email { get; set; } = "";
        }

        public class Users
        {
            private readonly Dictionary<int, User> _users = new();

            public int Add(string email)
            {
                var id = _users.Count == 0 ? 1 : _users.Keys.Max() + 1;
                var user = new User { Id = id, Email = email };
                _users[id] = user;
                return id;
            }

            public ICollection<User> All() => _users.Values;

            public User? Of(string email) => _users.Values.FirstOrDefault(u => u.Email == email);

            public List<User> Page(int page) => _users.Values.Skip(page * 2).Take(2).ToList();

            public User Last() => _users.Values.Last();

            public bool HasAny() => _users.Any();

            public IEnumerable<int> Ids() => _users.Keys;

            public bool Has(int id) => _users.Keys.Contains(id);

            public User? Find(int id)
            {
                _users.TryGetValue(id, out var user);
                return user;
            }

            public bool Remove(int id) => _users.Remove(id);
        }

        public class TaskEntry
        {
            public int Id { get; set; }

            public string Title { get; set; } = "";

            public bool IsDone { get; set; }
        }

        public class Tasks
        {
            private static readonly List<TaskEntry> _tasks = [];

            public TaskEntry Add(string title, bool done)
            {
                var task = new TaskEntry { Title = title, IsDone = done };
                task.Id = (_tasks.LastOrDefault()?.Id ?? 0) + 1;
                _tasks.Add(task);
                return task;
            }

            public TaskEntry? Titled(string title) => _tasks.Find(t => t.Title == title);

            public TaskEntry? Like(string title) => _tasks.Find(t => t.Title.Contains(title));

            public int Count() => _tasks.Count(t => t.Id > 0);

            public int Clean() => _tasks.RemoveAll(t => t.IsDone);

            public void Clear() => _tasks.Clear();
        }

        public class Price
        {
            public string Id { get; set; } = "";

            public long Cents { get; set; }
        }

        public class Prices
        {
            private readonly ConcurrentDictionary<string, Price> _prices = new();

            public Price Put(Price price) => _prices.AddOrUpdate(price.Id, price, (_, _) => price);

            public IEnumerable<Price> All() => _prices.Values.OrderBy(p => p.Cents);
        }

        public class Label
        {
            public int Id { get; set; }

            public string Text { get; set; } = "";

            public string Note { get; set; } = "";
        }

        public class Labels
        {
            private readonly List<Label> _labels = new();
            private readonly object _gate = new();
            private int _nextId = 1;

            public Label Add(string text)
            {
                lock (_gate)
                {
                    var label = new Label { Id = _nextId, Text = text };
                    _nextId += 1;
                    _labels.Add(label);
                    return label;
                }
            }

            public bool Mark(int id, string note)
            {
                lock (_gate)
                {
                    var label = _labels.FirstOrDefault(l => l.Id == id);
                    if (label == null)
                    {
                        return false;
                    }

                    label.Note = note;
                    return true;
                }
            }

            public Label? First(string text) => _labels.FirstOrDefault(l => l.Text == text);
        }

        """;

    static async Task<List<string>> AskAsync(Func<string, object?, Task<string>> send)
    {
        var script = new Script(send);
        foreach (var question in new[] { "/users/of/b", "/users/last", "/users/ids", "/users/1", "/users/page/0", "/tasks/x" })
            await script.SendAsync("GET " + question);
        foreach (var email in new[] { "a", "b", "c", "b", "d" })
            await script.SendAsync("POST /users/" + email);
        foreach (var question in new[] { "/users", "/users/of/b", "/users/of/B", "/users/last", "/users/ids", "/users/2", "/users/9", "/users/page/0", "/users/page/1", "/users/page/2", "/users/page/3" })
            await script.SendAsync("GET " + question);
        await script.SendAsync("DELETE /users/2");
        await script.SendAsync("DELETE /users/2");
        await script.SendAsync("GET /users/of/b");
        await script.SendAsync("GET /users/page/0");
        await script.SendAsync("POST /users/e");

        foreach (var task in new[] { "buy?done=true", "sell?done=false", "buy?done=false", "rebuy?done=true" })
            await script.SendAsync("POST /tasks/" + task);
        foreach (var question in new[] { "/tasks/buy", "/tasks/nothing", "/tasks/like/uy", "/tasks/like/ell", "/tasks" })
            await script.SendAsync("GET " + question);

        foreach (var (id, cents) in new[] { ("tea", 3), ("rum", 9), ("tea", 4) })
            await script.SendAsync("PUT /prices", new { Id = id, Cents = cents });
        await script.SendAsync("GET /prices");
        foreach (var request in new[] { "GET /labels/red", "POST /labels/red", "POST /labels/blue", "POST /labels/red", "GET /labels/red", "GET /labels/blue", "PUT /labels/2/sky", "PUT /labels/7/none", "GET /labels/blue", "PUT /labels/2/sea", "GET /labels/blue", "GET /labels/red" })
            await script.SendAsync(request);
        return script.Answers;
    }

    static async Task<List<string>> AskDatabaseAsync(Func<string, object?, Task<string>> send)
    {
        var script = new Script(send);
        script.Answers.AddRange(await AskAsync(send));
        await script.SendAsync("DELETE /tasks/done");
        await script.SendAsync("GET /tasks");
        await script.SendAsync("DELETE /tasks/done");
        await script.SendAsync("DELETE /tasks");
        await script.SendAsync("GET /tasks");
        await script.SendAsync("DELETE /tasks");
        return script.Answers;
    }

    static async Task AssertSharedAsync(Application application, IReadOnlyDictionary<string, string> settings, Func<Func<string, object?, Task<string>>, Task<List<string>>> ask, List<string> expected)
    {
        await using var first = await application.StartAsync(settings);
        await using var second = await application.StartAsync(settings);
        var turn = 0;
        Assert.Equal(expected, await ask((request, content) => (turn++ % 2 == 0 ? first : second).SendAsync(request, content)));

        // No number is given out twice, and the first of a name stays the first.
        var added = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => (i % 2 == 0 ? first : second).SendAsync("POST /users/n" + (i / 2).ToString(CultureInfo.InvariantCulture))));
        Assert.Distinct(added.Select(a => Regex.Match(a, "^200 (\\d+)$").Groups[1].Value));
        var labels = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => (i % 2 == 0 ? first : second).SendAsync("POST /labels/n" + i.ToString(CultureInfo.InvariantCulture))));
        Assert.All(labels, l => Assert.StartsWith("200", l, StringComparison.Ordinal));
        Assert.Distinct(labels.Select(a => Regex.Match(a, "^200 .*\"id\":(\\d+)").Groups[1].Value));
        var before = await first.SendAsync("GET /users/of/n3");
        await first.KillAsync();
        await second.KillAsync();
        await using var third = await application.StartAsync(settings);
        Assert.Equal(before, await third.SendAsync("GET /users/of/n3"));
    }

    [Fact]
    public async Task With_PostgreSQL_each_member_answers_as_before()
    {
        Installed.Require();
        var application = new Application(package, nameof(MembersTests), "efcore", """<PackageReference Include="Npgsql.EntityFrameworkCore.PostgreSQL" Version="10.0.0" />""", Program);
        var expected = await application.AnswersBeforeAsync(AskDatabaseAsync, new Dictionary<string, string>());
        await application.FixAsync("SLS3010", "SLS4003");

        await using var postgres = new Postgres(Path.Combine(package.Folder, "members-postgres"));
        await postgres.StartAsync("""
            CREATE TABLE "Users" ("Id" integer GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, "Email" text NOT NULL);
            CREATE TABLE "TaskEntries" ("Id" integer GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, "Title" text NOT NULL, "IsDone" boolean NOT NULL);
            CREATE TABLE "Labels" ("Id" integer GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, "Text" text NOT NULL, "Note" text NOT NULL);
            CREATE TABLE "Prices" ("Id" text PRIMARY KEY, "Cents" bigint NOT NULL);
            """);
        await AssertSharedAsync(application, new Dictionary<string, string> { ["ConnectionStrings__Shop"] = postgres.ConnectionString }, AskDatabaseAsync, expected);
    }

    [Fact]
    public async Task With_DynamoDB_each_member_answers_as_before()
    {
        Installed.Require();
        // DynamoDB deletes one item at a time.
        var program = string.Join('\n', Program.Split('\n').Where(l => !l.Contains("EntityFramework", StringComparison.Ordinal) && !l.Contains("ShopDb", StringComparison.Ordinal) && !l.Contains("Clean()", StringComparison.Ordinal) && !l.Contains("Clear()", StringComparison.Ordinal)));
        var application = new Application(package, "MembersInDynamo", "dynamodb", "", program);
        var expected = await application.AnswersBeforeAsync(AskAsync, new Dictionary<string, string>());
        await application.FixAsync("SLS3010", "SLS4003");

        await using var dynalite = new Dynalite(Path.Combine(package.Folder, "members-dynalite"));
        await dynalite.StartAsync(("User", "Id", "N"), ("TaskEntry", "Id", "N"), ("Price", "Id", "S"), ("Label", "Id", "N"));
        await using var redis = new Redis(Path.Combine(package.Folder, "members-redis"));
        await redis.StartAsync();
        await AssertSharedAsync(application, new Dictionary<string, string>(dynalite.Settings) { ["ConnectionStrings__Redis"] = redis.ConnectionString }, AskAsync, expected);
    }
}
