using StatelessAnalyzers.Data;
using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Tests.Rewriting;
using Xunit;

namespace StatelessAnalyzers.Tests.Data;

/// <summary>A collection of records that other code is given as it is: a copy does as well, unless somebody changes it.</summary>
public class HandedOnRecordsTests
{
    const string Store = """

        public class Todo
        {
            public Guid Id { get; set; }

            public string Title { get; set; } = "";
        }

        public class TodoStore
        {
            private readonly List<Todo> _todos = new();

            public List<Todo> All() => _todos;

            public Todo? Find(Guid id) => _todos.FirstOrDefault(t => t.Id == id);

            public void Add(Todo todo) => _todos.Add(todo);
        }

        """;

    static string Program(string use) => $"""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton<TodoStore>();
        var app = builder.Build();
        {use}
        app.MapPost("/todos", (Todo todo, TodoStore store) => store.Add(todo));
        app.Run();

        """.ReplaceLineEndings("\n");

    static Task<Fixed> FixAsync(string use) =>
        FixRun<LongLivedState, KeepInTable>.RunAsync(new Workshop { References = References.Everything }.Project("Web", [("Test.cs", Program(use) + Store)], application: true));

    [Theory]
    [InlineData("app.MapGet(\"/todos\", (TodoStore store) => store.All());", "async (TodoStore store) => await store.All()")]
    [InlineData("app.MapGet(\"/todos\", (TodoStore store) => { return store.All(); });", "return await store.All();")]
    [InlineData("app.MapGet(\"/todos\", (TodoStore store) => Results.Ok(store.All()));", "Results.Ok(await store.All())")]
    [InlineData("app.MapGet(\"/todos\", (TodoStore store) => store.All().Where(t => t.Title != \"\").ToList());", "(await store.All()).Where(")]
    [InlineData("app.MapGet(\"/todos\", (TodoStore store) => { var all = store.All(); foreach (var todo in all) Console.WriteLine(todo.Title); return all.Count; });", "var all = await store.All();")]
    public async Task Whoever_only_reads_gets_a_copy(string use, string expected)
    {
        var result = await FixAsync(use);
        Assert.Empty(result.Refused);
        Assert.Contains("public async Task<List<Todo>> All() =>", result.Text("/0/Web/Test.cs"), StringComparison.Ordinal);
        Assert.Contains(expected, result.Text("/0/Web/Test.cs"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("app.MapPost(\"/import\", (Todo todo, TodoStore store) => store.All().Add(todo));")]
    [InlineData("app.MapDelete(\"/todos\", (TodoStore store) => { var all = store.All(); all.Clear(); });")]
    [InlineData("app.MapDelete(\"/todos\", (TodoStore store) => Cleared(store.All())); static int Cleared(List<Todo> all) { all.RemoveAll(t => t.Title == \"\"); return all.Count; }")]
    public async Task Whoever_changes_it_changes_the_table(string use)
    {
        var result = await FixAsync(use);
        Assert.Equal(0, result.Applied);
        Assert.Contains("the collection itself, which is handed on,", Assert.Single(result.Refused), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_that_a_method_of_the_type_finds_is_taken_out_by_its_key()
    {
        var remove = """
                public bool Remove(Guid id)
                {
                    var todo = Find(id);
                    if (todo == null) return false;
                    _todos.Remove(todo);
                    return true;
                }

                public void Add(
            """.ReplaceLineEndings("\n");
        var code = (Program("app.MapDelete(\"/todos/{id:guid}\", (Guid id, TodoStore store) => store.Remove(id));") + Store).Replace("    public void Add(", remove, StringComparison.Ordinal);
        var result = await FixRun<LongLivedState, KeepInTable>.RunAsync(new Workshop { References = References.Everything }.Project("Web", [("Test.cs", code)], application: true));
        Assert.Empty(result.Refused);
        Assert.Contains("var todo = await Find(id);\n        if (todo == null) return false;\n        await _dynamo.DeleteAsync<Todo>(todo.Id);\n        return true;", result.Text("/0/Web/Test.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_that_comes_from_elsewhere_is_not_taken_out()
    {
        var code = (Program("app.MapDelete(\"/todos\", (Todo todo, TodoStore store) => store.Remove(todo));") + Store).Replace("    public void Add(", "    public bool Remove(Todo todo) => _todos.Remove(todo);\n\n    public void Add(", StringComparison.Ordinal);
        var result = await FixRun<LongLivedState, KeepInTable>.RunAsync(new Workshop { References = References.Everything }.Project("Web", [("Test.cs", code)], application: true));
        Assert.Contains("takes out a record that is not known to be in the collection", Assert.Single(result.Refused), StringComparison.Ordinal);
    }
}
