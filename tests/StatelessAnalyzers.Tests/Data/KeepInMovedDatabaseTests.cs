using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using StatelessAnalyzers.Data;
using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Platform;
using StatelessAnalyzers.Rewriting;
using StatelessAnalyzers.Tests.Rewriting;
using Xunit;

namespace StatelessAnalyzers.Tests.Data;

/// <summary>The context that records move to is on a database of one instance itself: both move, whichever fix runs first.</summary>
public class KeepInMovedDatabaseTests
{
    const string Settings = "{\n  \"ConnectionStrings\": {\n    \"Shop\": \"Data Source=shop.db\"\n  }\n}\n";

    static string Program(string database) => $$"""
        using Microsoft.EntityFrameworkCore;

        var builder = WebApplication.CreateBuilder(args);
        {{database}}
        builder.Services.AddSingleton<TodoStore>();
        var app = builder.Build();
        app.MapPost("/todos", (Todo todo, TodoStore store) => store.Add(todo));
        app.MapGet("/todos", (TodoStore store) => store.All());
        app.Run();

        public class ShopDb(DbContextOptions<ShopDb> options) : DbContext(options);

        public class Todo
        {
            public Guid Id { get; set; }

            public string Title { get; set; } = "";
        }

        public class TodoStore
        {
            private readonly List<Todo> _todos = new();

            public List<Todo> All() => _todos;

            public void Add(Todo todo) => _todos.Add(todo);
        }

        """.ReplaceLineEndings("\n");

    static Workshop Shop(string database) =>
        new Workshop { References = [.. References.Everything, .. References.Databases.Except(References.EntityFramework).Where(r => Path.GetFileName(r.Display!).StartsWith("Microsoft.", StringComparison.Ordinal))] }
            .Project("Web", [("Test.cs", Program(database))], application: true, additional: [("appsettings.json", Settings)]);

    static async Task<Solution> FixAsync<TRule, TFix>(Solution solution)
        where TRule : Rule, new()
        where TFix : StatelessFix, new()
    {
        var project = solution.Projects.Single();
        var found = await (await project.GetCompilationAsync())!.WithAnalyzers([new Alone<TRule>()]).GetAnalyzerDiagnosticsAsync();
        return (await FixEngine.RunAsync(new TFix(), solution, [.. found.Where(d => new TFix().FixableDiagnosticIds.Contains(d.Id)).Select(d => new Finding(d, project.GetDocument(d.Location.SourceTree)!))], default)).Solution;
    }

    static string Text(Solution solution) => string.Join('\n', solution.Projects.Single().Documents.Cast<TextDocument>().Concat(solution.Projects.Single().AdditionalDocuments).Select(d => d.GetTextAsync().Result));

    [Theory]
    [InlineData("builder.Services.AddDbContext<ShopDb>(options => options.UseSqlite(builder.Configuration.GetConnectionString(\"Shop\")));", "UseNpgsql(builder.Configuration.GetConnectionString(\"Shop\"))")]
    [InlineData("builder.Services.AddSqlite<ShopDb>(builder.Configuration.GetConnectionString(\"Shop\"));", "AddNpgsql<ShopDb>(builder.Configuration.GetConnectionString(\"Shop\"))")]
    [InlineData("builder.Services.AddDbContext<ShopDb>(options => options.UseInMemoryDatabase(\"todos\"));", "UseNpgsql(builder.Configuration.GetConnectionString(\"Todos\"))")]
    public async Task Records_and_their_database_move_in_any_order(string database, string moved)
    {
        var shop = Shop(database).Solution;
        var recordsFirst = await FixAsync<LongLivedState, KeepInTable>(shop);
        Assert.Contains(moved, Text(recordsFirst), StringComparison.Ordinal);
        Assert.Contains("db.Todos.Add(todo);", Text(recordsFirst), StringComparison.Ordinal);

        var databaseFirst = database.Contains("Sqlite", StringComparison.Ordinal) ? await FixAsync<EmbeddedDatabase, ReplaceSqlite>(shop) : await FixAsync<EmbeddedDatabase, UseDatabaseServer>(shop);
        Assert.Contains(moved, Text(databaseFirst), StringComparison.Ordinal);
        Assert.Equal(Text(recordsFirst), Text(await FixAsync<LongLivedState, KeepInTable>(databaseFirst)));
    }

    [Fact]
    public async Task A_database_that_cannot_move_refuses_the_records()
    {
        var result = await FixRun<LongLivedState, KeepInTable>.RunAsync(Shop("builder.Services.AddDbContext<ShopDb>(options => options.UseSqlite($\"Data Source={args[0]}\"));"));
        Assert.Contains("a connection string that is made at run time", Assert.Single(result.Refused), StringComparison.Ordinal);
    }
}
