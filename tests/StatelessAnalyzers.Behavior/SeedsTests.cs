using System.Globalization;
using System.Text.RegularExpressions;
using StatelessAnalyzers.EndToEnd;
using StatelessAnalyzers.ScaleOut;
using Xunit;

namespace StatelessAnalyzers.Behavior;

/// <summary>Records that collections have from the start: the fixes of SLS4003 and SLS3004 leave them to the migration that makes the table, or to who makes it.</summary>
public class SeedsTests(PackedPackage package)
{
    const string Program = """
        using System.Collections.Concurrent;
        using Microsoft.EntityFrameworkCore;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddDbContext<ShopDb>(options => {use});
        builder.Services.AddSingleton<Products>();
        builder.Services.AddSingleton<Members>();
        builder.Services.AddSingleton<Movies>();
        builder.Services.AddSingleton<Actors>();
        builder.Services.AddSingleton<Seats>();
        builder.Services.AddHealthChecks();
        var app = builder.Build();
        app.MapHealthChecks("/health");
        app.MapPost("/schema", async (ShopDb db) => await db.Database.EnsureCreatedAsync());

        var rooms = new Dictionary<int, Room>
        {
            { 7, new Room(7, "Seven") },
            { 12, new(12, "Twelve", IsOpen: true) },
        };
        rooms.Add(3, new Room(3, "Three"));
        app.MapGet("/rooms", () => rooms.Values);
        app.MapGet("/rooms/{number:int}", (int number) => rooms.TryGetValue(number, out var room) ? Results.Ok(room) : Results.NotFound());
        app.MapPut("/rooms", (Room room) =>
        {
            rooms[room.Id] = room;
            return Results.NoContent();
        });
        app.MapDelete("/rooms/{number:int}", (int number) => rooms.Remove(number) ? Results.NoContent() : Results.NotFound());

        app.MapGet("/products", async (Products products) => products.All());
        app.MapGet("/products/{id:int}", async (int id, Products products) => products.Find(id) is { } product ? Results.Ok(product) : Results.NotFound());
        app.MapPost("/products/{name}", async (string name, Products products) => products.Add(name));
        app.MapPut("/products/{id:int}/{name}", async (int id, string name, Products products) => products.Rename(id, name));
        app.MapDelete("/products/{id:int}", async (int id, Products products) => products.Remove(id));

        app.MapGet("/members", async (Members members) => members.All().Select(m => m.Name));
        app.MapGet("/members/count", async (Members members) => members.All().Count(m => m.Id != Guid.Empty));
        app.MapPut("/members", async (Member member, Members members) => members.Put(member));
        app.MapGet("/movies/{id:int}", async (int id, Movies movies) => movies.Find(id)?.Title ?? "none");
        app.MapPost("/movies/{title}", async (string title, Movies movies) => movies.Add(title));
        app.MapDelete("/movies/{id:int}", async (int id, Movies movies) => movies.Remove(id));
        app.MapGet("/actors", async (Actors actors) => actors.All());
        app.MapPost("/actors/{name}", async (string name, Actors actors) => actors.Add(name));

        app.MapGet("/seats", async (Seats seats) => seats.All());
        app.MapPut("/seats", async (Seat seat, Seats seats) => seats.Put(seat));

        app.MapDelete("/members", async (Members members) =>
        {
            foreach (var member in members.All().ToList())
                members.Remove(member.Id);
            return "gone";
        });
        app.Run();

        public class ShopDb(DbContextOptions<ShopDb> options) : DbContext(options);

        public record Room(int Id, string Name, bool IsOpen = false)
        {
            public Room() : this(0, "")
            {
            }
        }

        public enum Kind { Drink, Food }

        public class Product
        {
            public int Id { get; set; }

            public required string Name { get; set; }

            public Kind Kind { get; private init; }

            public long Weight { get; set; } = 250;

            public static Product Food(int id, string name) => new() { Id = id, Name = name, Kind = Kind.Food };
        }

        public class Products
        {
            private const long Half = 500;

            private static readonly List<Product> _products = new()
            {
                // What sells best.
                new Product { Id = 1, Name = "Tea" },
                new() { Id = 2, Name = "Åsa's \"Kaffee\" 東京", Weight = Half },
                new Product { Id = 9, Name = "Bread" },
            };

            private static int _nextId = 10;

            public List<Product> All() => _products.ToList();

            public Product? Find(int id) => _products.FirstOrDefault(p => p.Id == id);

            public Product Add(string name)
            {
                var product = new Product { Id = _nextId++, Name = name };
                _products.Add(product);
                return product;
            }

            public bool Rename(int id, string name)
            {
                var product = _products.Find(p => p.Id == id);
                if (product is null)
                {
                    return false;
                }

                product.Name = name;
                return true;
            }

            public bool Remove(int id) => _products.RemoveAll(p => p.Id == id) > 0;
        }

        public class Member
        {
            public Guid Id { get; set; }

            public string Name { get; set; } = "";
        }

        public class Members
        {
            private readonly ConcurrentDictionary<Guid, Member> _members = new();

            public Members()
            {
                var admin = new Member { Id = Guid.NewGuid(), Name = "Admin" };
                _members[admin.Id] = admin;
                var guest = Guid.Parse("6f9619ff-8b86-d011-b42d-00c04fc964ff");
                _members.TryAdd(guest, new Member { Id = guest, Name = "Guest" });
            }

            public IEnumerable<Member> All() => _members.Values;

            public void Put(Member member) => _members[member.Id] = member;

            public void Remove(Guid id) => _members.TryRemove(id, out _);
        }

        public class Movie
        {
            public int Id { get; set; }

            public string Title { get; set; } = "";
        }

        public class Movies
        {
            private readonly List<Movie> _movies = new();
            private int _last = 100;

            public Movies()
            {
                Fill();
            }

            public Movie? Find(int id) => _movies.FirstOrDefault(m => m.Id == id);

            public Movie Add(string title)
            {
                var movie = new Movie { Id = ++_last, Title = title };
                _movies.Add(movie);
                return movie;
            }

            public bool Remove(int id) => _movies.RemoveAll(m => m.Id == id) > 0;

            private void Fill()
            {
                _movies.Add(new Movie { Id = ++_last, Title = "Alien" });
                _movies.Add(new Movie { Id = ++_last, Title = "Aliens" });
            }
        }

        public class Actor
        {
            public long Id { get; set; }

            public string Name { get; set; } = "";

            public int? Born { get; set; }
        }

        public class Actors
        {
            private readonly ConcurrentDictionary<long, Actor> _actors = new();
            private long _number = 1;

            public Actors()
            {
                Start("Sigourney", 1949);
                Start("Ripley", null);
            }

            public List<Actor> All() => _actors.Values.OrderBy(a => a.Id).ToList();

            public Actor Add(string name)
            {
                var actor = new Actor { Id = _number++, Name = name };
                _actors[actor.Id] = actor;
                return actor;
            }

            private void Start(string name, int? born)
            {
                var actor = new Actor { Id = _number++, Name = name, Born = born };
                _actors.TryAdd(actor.Id, actor);
            }
        }

        public class Seat
        {
            public int Id { get; set; }

            public string Name { get; set; } = "";

            public decimal Price { get; set; }

            public bool IsFree { get; set; }
        }

        public class Seats
        {
            private readonly Dictionary<int, Seat> _seats =
                Enumerable.Range(0, 4).Select(i => new Seat { Id = i, Name = $"Seat {i}", Price = 9.5m + i / 2, IsFree = i % 2 == 0 }).ToDictionary(s => s.Id);

            public IEnumerable<Seat> All() => _seats.Values.OrderBy(s => s.Id);

            public void Put(Seat seat) => _seats[seat.Id] = seat;
        }

        """;

    static async Task<List<string>> AskAsync(Func<string, object?, Task<string>> send)
    {
        var script = new Script(send);
        await script.SendAsync("GET /rooms");
        await script.SendAsync("GET /rooms/12");
        await script.SendAsync("PUT /rooms", new { Id = 12, Name = "Dozen", IsOpen = false });
        await script.SendAsync("PUT /rooms", new { Id = 8, Name = "Eight", IsOpen = false });
        await script.SendAsync("DELETE /rooms/7");
        await script.SendAsync("DELETE /rooms/7");
        await script.SendAsync("GET /rooms");

        await script.SendAsync("GET /products");
        await script.SendAsync("GET /products/2");
        await script.SendAsync("POST /products/Milk");
        await script.SendAsync("PUT /products/9/Rye");
        await script.SendAsync("PUT /products/5/Nothing");
        await script.SendAsync("DELETE /products/1");
        await script.SendAsync("DELETE /products/1");
        await script.SendAsync("POST /products/Honey");
        await script.SendAsync("GET /products");

        foreach (var request in new[] { "GET /movies/100", "GET /movies/101", "GET /movies/102", "POST /movies/Brazil", "GET /movies/103", "DELETE /movies/101", "GET /movies/101", "GET /actors", "POST /actors/Ash", "GET /actors" })
            await script.SendAsync(request);

        await script.SendAsync("GET /seats");
        await script.SendAsync("PUT /seats", new { Id = 2, Name = "Taken", Price = 1m, IsFree = false });
        await script.SendAsync("GET /seats");

        await script.SendAsync("GET /members");
        await script.SendAsync("GET /members/count");
        await script.SendAsync("PUT /members", new { Id = new Guid("6f9619ff-8b86-d011-b42d-00c04fc964ff"), Name = "Visitor" });
        await script.SendAsync("GET /members");
        await script.SendAsync("DELETE /members");
        await script.SendAsync("GET /members");
        return script.Answers;
    }

    // As its migrations would.
    static async Task MakeTablesAsync(Application application, IReadOnlyDictionary<string, string> settings)
    {
        await using var deployment = await application.StartAsync(settings);
        Assert.Equal("200 true", await deployment.SendAsync("POST /schema"));
    }

    static async Task AssertSharedAsync(Application application, IReadOnlyDictionary<string, string> settings, List<string> expected)
    {
        // The two first instances start at once.
        var started = await Task.WhenAll(application.StartAsync(settings), application.StartAsync(settings));
        await using var first = started[0];
        await using var second = started[1];
        var turn = 0;
        Assert.Equal(expected, await AskAsync((request, content) => (turn++ % 2 == 0 ? first : second).SendAsync(request, content)));

        // What is handed out is behind all records that were there from the start.
        var added = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => (i % 2 == 0 ? first : second).SendAsync("POST /products/n" + i.ToString(CultureInfo.InvariantCulture))));
        Assert.All(added, a => Assert.StartsWith("200", a, StringComparison.Ordinal));
        Assert.Distinct(added.Select(a => Regex.Match(a, "\"id\":(\\d+)").Value));

        var numbered = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => (i % 2 == 0 ? first : second).SendAsync("POST /movies/n" + i.ToString(CultureInfo.InvariantCulture))));
        Assert.Distinct(numbered.Select(a => Regex.Match(a, "^200 .*\"id\":(\\d+)").Value));

        // What was deleted or changed stays so when the next instances start.
        var before = new[] { await first.SendAsync("GET /rooms"), await first.SendAsync("GET /products"), "200 []" };
        await first.KillAsync();
        await second.KillAsync();
        await using var third = await application.StartAsync(settings);
        Assert.Equal(before, new[] { await third.SendAsync("GET /rooms"), await third.SendAsync("GET /products"), await third.SendAsync("GET /members") });
        Assert.Equal("404 ", await third.SendAsync("GET /products/1"));
        Assert.Equal("200 none", await third.SendAsync("GET /movies/101"));
    }

    [Fact]
    public async Task With_PostgreSQL_records_are_there_once_and_stay_deleted()
    {
        Installed.Require();
        var application = new Application(
            package, nameof(SeedsTests), "efcore", """<PackageReference Include="Npgsql.EntityFrameworkCore.PostgreSQL" Version="10.0.0" />""",
            Program.Replace("{use}", "options.UseNpgsql(builder.Configuration.GetConnectionString(\"Shop\"))", StringComparison.Ordinal));
        var expected = await application.AnswersBeforeAsync(AskAsync, new Dictionary<string, string>());
        await application.FixAsync("SLS3004", "SLS4003");

        await using var postgres = new Postgres(Path.Combine(package.Folder, "seeds-postgres"));
        await postgres.StartAsync("SELECT 1");
        var settings = new Dictionary<string, string> { ["ConnectionStrings__Shop"] = postgres.ConnectionString };
        await MakeTablesAsync(application, settings);
        await AssertSharedAsync(application, settings, expected);
    }

    [Fact]
    public async Task With_MySQL_records_are_there_once_and_stay_deleted()
    {
        Installed.Require();
        Assert.SkipWhen(MariaDb.Missing is not null, MariaDb.Missing ?? "");
        var application = new Application(
            package, "SeedsInMySql", "efcore\nstateless.database = mysql", """<PackageReference Include="Microsoft.EntityFrameworkCore.Sqlite" Version="9.0.0" />""",
            // A decimal does not come back from MySQL as it was, and is refused there.
            Program.Replace("{use}", "options.UseSqlite(builder.Configuration.GetConnectionString(\"Shop\"))", StringComparison.Ordinal).Replace("decimal Price", "double Price", StringComparison.Ordinal).Replace("9.5m", "9.5", StringComparison.Ordinal),
            "{\n  \"ConnectionStrings\": {\n    \"Shop\": \"Data Source=shop.db\"\n  }\n}\n");
        var expected = await application.AnswersBeforeAsync(AskAsync, new Dictionary<string, string>());
        await application.FixAsync("SLS3004", "SLS4002", "SLS4003");

        await using var server = new MariaDb(Path.Combine(package.Folder, "seeds-mariadb"));
        await server.StartAsync();
        var settings = new Dictionary<string, string> { ["ConnectionStrings__Shop"] = server.ConnectionString("shop") };
        await MakeTablesAsync(application, settings);
        await AssertSharedAsync(application, settings, expected);
    }

    [Fact]
    public async Task With_DynamoDB_records_are_there_once_and_stay_deleted()
    {
        Installed.Require();
        // The object model sets all that it reads back, and no database hands out the numbers.
        var program = string.Join('\n', Program.Split('\n').Where(l => !l.Contains("EntityFramework", StringComparison.Ordinal) && !l.Contains("ShopDb", StringComparison.Ordinal) && !l.Contains("int _nextId", StringComparison.Ordinal)))
            .Replace("private init", "set", StringComparison.Ordinal).Replace("_nextId++", "_products.Max(p => p.Id) + 1", StringComparison.Ordinal);
        var application = new Application(package, "SeedsInDynamo", "dynamodb", "", program);
        var expected = await application.AnswersBeforeAsync(AskAsync, new Dictionary<string, string>());
        await application.FixAsync("SLS3004", "SLS4003");

        await using var dynalite = new Dynalite(Path.Combine(package.Folder, "seeds-dynalite"));
        await dynalite.StartAsync(("Room", "Id", "N"), ("Product", "Id", "N"), ("Member", "Id", "S"), ("Movie", "Id", "N"), ("Actor", "Id", "N"), ("Seat", "Id", "N"));
        await using var redis = new Redis(Path.Combine(package.Folder, "seeds-redis"));
        await redis.StartAsync();
        var settings = new Dictionary<string, string>(dynalite.Settings) { ["ConnectionStrings__Redis"] = redis.ConnectionString };
        // A second run, and one beside it, add nothing.
        await Task.WhenAll(new[] { "Room", "Product", "Member", "Member", "Movie", "Actor", "Seat" }.Select(record => application.RunAsync(settings, "seed", record)));
        await application.RunAsync(settings, "seed", "Product");
        await AssertSharedAsync(application, settings, expected);
    }
}
