using StatelessAnalyzers.Data;
using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Tests.Rewriting;
using Xunit;

namespace StatelessAnalyzers.Tests.Data;

/// <summary>Records that a collection has from the start, whose keys are counted, and which a method of its own puts in.</summary>
public class KeepCountedSeedsTests
{
    const string Records = """
        public class Movie
        {
            public int Id { get; set; }

            public string Title { get; set; } = "";
        }

        """;

    const string Database = """
        public static class Registrations
        {
            public static void AddShop(this WebApplicationBuilder builder) => builder.Services.AddDbContext<ShopDb>(options => options.UseNpgsql(builder.Configuration.GetConnectionString("Shop")));
        }

        public class ShopDb(DbContextOptions<ShopDb> options) : DbContext(options);

        """;

    static string Movies(string start, string members) => $$"""
        public class Movies
        {
            private {{(start.Contains("static ", StringComparison.Ordinal) ? "static " : "")}}readonly List<Movie> _movies = new();
        {{start}}

            public Movie Add(string title)
            {
                var movie = new Movie { Id = _nextId++, Title = title };
                _movies.Add(movie);
                return movie;
            }

            public Movie? Find(int id) => _movies.FirstOrDefault(m => m.Id == id);
        {{members}}
        }

        """;

    static async Task<string> InDatabaseAsync(string code) =>
        await FixRun<LongLivedState, KeepInTable>.FixAsync("using Microsoft.EntityFrameworkCore;\n\n" + code + Records + Database, "builder.Services.AddSingleton<Movies>();\nbuilder.AddShop();");

    static async Task<string> InDynamoAsync(string code)
    {
        var workshop = new Workshop { References = References.Everything }.Project("Web", [("Test.cs", code + Records), ("Program.cs", """
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddSingleton<Movies>();
            var app = builder.Build();
            app.Run();
            """)], application: true, additional: [("Web.csproj", "<Project Sdk=\"Microsoft.NET.Sdk.Web\">\n</Project>\n"), ("appsettings.json", "{\n}\n")]);
        var result = await FixRun<LongLivedState, KeepInTable>.RunAsync(workshop);
        Assert.Empty(result.Refused);
        return result.Text("/0/Web/Test.cs");
    }

    const string Counted = """
            private int _nextId = 1;

            public Movies()
            {
                _movies.Add(new Movie { Id = _nextId++, Title = "Alien" });
                // The second part.
                _movies.Add(new Movie { Id = _nextId++, Title = "Aliens" }); // 1986
            }
        """;

    const string ByMethod = """
            private int _nextId = 1;

            public Movies()
            {
                Fill();
            }
        """;

    const string Fill = """

            private void Fill()
            {
                _movies.Add(new Movie { Id = _nextId++, Title = "Alien" });
                // The second part.
                _movies.Add(new Movie { Id = _nextId++, Title = "Aliens" }); // 1986
            }
        """;

    const string ByCalls = """
            private int _nextId = 1;

            public Movies()
            {
                Start("Alien");
                // The second part.
                Start("Aliens"); // 1986
            }
        """;

    const string Start = "\n    private void Start(string title) => _movies.Add(new Movie { Id = _nextId++, Title = title });";

    [Theory]
    [InlineData(Counted, "")]
    [InlineData(ByMethod, Fill)]
    [InlineData(ByCalls, Start)]
    [InlineData(ByCalls, "\n    private void Start(string title)\n    {\n        var movie = new Movie { Id = _nextId++, Title = title };\n        _movies.Add(movie);\n    }")]
    public async Task Keys_are_those_that_were_counted(string start, string members)
    {
        var database = await InDatabaseAsync(Movies(start, members));
        Assert.Contains("""
                        builder.HasData(
                            new Movie { Id = 1, Title = "Alien" },
                            // The second part.
                            new Movie { Id = 2, Title = "Aliens" }); // 1986
            """, database, StringComparison.Ordinal);
        Assert.Contains("var movie = new Movie { Title = title };", database, StringComparison.Ordinal);
        Assert.DoesNotContain("_nextId", database, StringComparison.Ordinal);
        Assert.DoesNotContain("Fill", database, StringComparison.Ordinal);
        Assert.DoesNotContain("Start", database, StringComparison.Ordinal);

        var dynamo = await InDynamoAsync(Movies(start, members));
        Assert.Contains("""
                    await AddAsync(new Movie { Id = 1, Title = "Alien" });
                    // The second part.
                    await AddAsync(new Movie { Id = 2, Title = "Aliens" }); // 1986
            """, dynamo, StringComparison.Ordinal);
        Assert.Contains("""var movie = new Movie { Id = (int)await _redis.GetDatabase().StringIncrementAsync("Movies.nextId") + 2, Title = title };""", dynamo, StringComparison.Ordinal);
        Assert.DoesNotContain("_nextId", dynamo, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Static_content_counts_as_its_initializer_runs()
    {
        var code = Movies("", "").Replace("    private readonly List<Movie> _movies = new();\n", "    private static int _nextId = 10;\n    private static readonly List<Movie> _movies = new() { new Movie { Id = ++_nextId, Title = \"Alien\" }, new() { Id = Interlocked.Increment(ref _nextId), Title = \"Aliens\" } };\n", StringComparison.Ordinal);
        Assert.Contains("""
                            new Movie { Id = 11, Title = "Alien" },
                            new Movie { Id = 12, Title = "Aliens" });
            """, await InDatabaseAsync(code), StringComparison.Ordinal);
    }

    static Task RefusesAsync(string code, string reason) => FixRun<LongLivedState, KeepInTable>.RefusesAsync("using Microsoft.EntityFrameworkCore;\n\n" + code + Records + Database, reason, "builder.Services.AddSingleton<Movies>();\nbuilder.AddShop();");

    const string Second = "        _movies.Add(new Movie { Id = _nextId++, Title = \"Aliens\" });";

    [Fact]
    public Task A_number_that_start_up_counts_up_for_something_else_as_well_is_refused() =>
        RefusesAsync(Movies(Counted.Replace(Second, "        _nextId += 10;\n" + Second, StringComparison.Ordinal), ""), "'_nextId' counts more at the start than the keys of records");

    [Fact]
    public Task A_number_that_starts_at_what_is_no_constant_is_refused() =>
        RefusesAsync(Movies(Counted.Replace("_nextId = 1", "_nextId = Environment.ProcessId", StringComparison.Ordinal), ""), "'_nextId++' may be another value on each instance");

    [Fact]
    public Task Records_of_several_blocks_are_refused_where_their_keys_are_counted() =>
        RefusesAsync(Movies(ByMethod.Replace("        Fill();", "        Fill();\n" + Second, StringComparison.Ordinal), Fill), "when its key is counted is not seen");

    [Theory]
    [InlineData(ByMethod, "\n    public void Reset() => Fill();")]
    [InlineData(ByMethod, "\n    public void Again(int times)\n    {\n        while (times-- > 0)\n        {\n            Fill();\n        }\n    }")]
    public async Task What_is_put_in_again_while_requests_are_served_is_no_start(string start, string members)
    {
        var result = await FixRun<LongLivedState, KeepInTable>.RunAsync(new Workshop { References = References.Everything }.Web(
            "using Microsoft.EntityFrameworkCore;\n\n" + Movies(start, Fill + members) + Records + Database, "builder.Services.AddSingleton<Movies>();\nbuilder.AddShop();"));
        Assert.Equal(0, result.Applied);
        Assert.Contains("the constructor of 'Movies' cannot be async", Assert.Single(result.Refused), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("title.ToUpper()", "'title.ToUpper()' may be another value on each instance")]
    [InlineData("DateTime.UtcNow + title", "may be another value on each instance")]
    public Task What_a_method_makes_of_what_it_is_given_is_refused(string made, string reason) =>
        RefusesAsync(Movies(ByCalls, Start.Replace("Title = title", "Title = " + made, StringComparison.Ordinal)), reason);
}
