using Microsoft.CodeAnalysis;
using StatelessAnalyzers.Data;
using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Rewriting;
using StatelessAnalyzers.Tests.Rewriting;
using Xunit;

namespace StatelessAnalyzers.Tests.Data;

/// <summary>Numbers beside a collection that only serve as keys of its records.</summary>
public class CountersOfRecordsTests
{
    static string Todos(string add, string more = "") => $$"""
        public class Todo
        {
            public int Id { get; set; }

            public string Title { get; set; } = "";
        }

        public class Todos
        {
            private readonly List<Todo> _todos = new();
            private int _nextId = 1;

            public Todo Add(Todo todo)
            {
                {{add.Replace("; ", ";\n        ", StringComparison.Ordinal)}}
                _todos.Add(todo);
                return todo;
            }

            public Todo? Find(int id) => _todos.FirstOrDefault(t => t.Id == id);
        {{more}}
        }

        """;

    const string Database = """
        public static class Registrations
        {
            public static void AddShop(this WebApplicationBuilder builder) => builder.Services.AddDbContext<ShopDb>(options => options.UseNpgsql(builder.Configuration.GetConnectionString("Shop")));
        }

        public class ShopDb(DbContextOptions<ShopDb> options) : DbContext(options);

        """;

    static Workshop InDatabase(string code) =>
        new Workshop { References = References.Everything }.Web("using Microsoft.EntityFrameworkCore;\n\n" + code + Database, "builder.Services.AddSingleton<Todos>();\nbuilder.AddShop();");

    static Workshop InDynamo(string code) => new Workshop { References = References.Everything }.Web(code, "builder.Services.AddSingleton<Todos>();");

    public static TheoryData<string, string> Steps => new()
    {
        { "todo.Id = _nextId; _nextId += 1;", "" },
        { "todo.Id = _nextId; _nextId++;", "" },
        { "todo.Id = _nextId; _nextId = _nextId + 1;", "" },
        { "todo.Id = _nextId; Interlocked.Increment(ref _nextId);", "" },
        { "todo.Id = this._nextId; this._nextId++;", "" },
        { "_nextId++; todo.Id = _nextId;", " + 1" },
        { "todo.Id = _nextId += 1;", " + 1" },
        { "var id = _nextId; _nextId += 1; todo.Id = id;", "" },
    };

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task Taken_and_counted_up_beside_each_other_is_one_number_of_Redis(string add, string after)
    {
        var code = (await FixRun<LongLivedState, KeepInTable>.RunAsync(InDynamo(Todos(add)))).Text("/0/Web/Test.cs");
        Assert.Contains($$"""= (int)await _redis.GetDatabase().StringIncrementAsync("Todos.nextId"){{after}};""", code, StringComparison.Ordinal);
        Assert.Single(code.Split("StringIncrement"), c => c.StartsWith("Async(", StringComparison.Ordinal));
        Assert.DoesNotContain("_nextId", code, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task A_database_hands_out_what_was_counted_up_beside_it(string add, string after)
    {
        Assert.NotNull(after);
        var code = (await FixRun<LongLivedState, KeepInTable>.RunAsync(InDatabase(Todos(add)))).Text("/0/Web/Test.cs");
        Assert.Contains("todo.Id = 0;\n", code, StringComparison.Ordinal);
        Assert.DoesNotContain("_nextId", code, StringComparison.Ordinal);
        Assert.DoesNotContain("StringIncrement", code, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("if (todo.Title != \"\") todo.Id = _nextId; _nextId++;")]
    [InlineData("todo.Id = _nextId; if (todo.Title == \"\") return todo; _nextId++;")]
    [InlineData("todo.Id = _nextId; todo.Title += _nextId; _nextId++;")]
    [InlineData("todo.Id = _nextId; _nextId += 2;")]
    public async Task What_is_not_one_step_is_not_handed_out(string add) =>
        Assert.DoesNotContain("todo.Id = 0;", (await FixRun<LongLivedState, KeepInTable>.RunAsync(InDatabase(Todos(add)))).Text("/0/Web/Test.cs"), StringComparison.Ordinal);

    // A property cannot wait for a database: the records stay, and what numbers them stays with them.
    const string Count = "\n    public int Count => _todos.Count;";

    static readonly StatelessFix[][] Orders =
    [
        [new CountInRedis(), new KeepInTable(), new ShareCache()],
        [new KeepInTable(), new ShareCache(), new CountInRedis()],
        [new ShareCache(), new CountInRedis(), new KeepInTable()],
    ];

    [Theory]
    [InlineData("todo.Id = _nextId; _nextId += 1;", "", true)]
    [InlineData("todo.Id = _nextId++;", "", true)]
    [InlineData("todo.Id = _nextId; _nextId += 1;", "", false)]
    [InlineData("todo.Id = _nextId++;", "", false)]
    [InlineData("todo.Id = _nextId; _nextId = _nextId + 1;", Count, true)]
    [InlineData("todo.Id = ++_nextId;", Count, false)]
    public async Task The_order_of_the_rules_does_not_matter(string add, string more, bool isDatabase)
    {
        var start = (isDatabase ? InDatabase(Todos(add, more)) : InDynamo(Todos(add, more))).Solution;
        var texts = new List<string>();
        foreach (var order in Orders)
        {
            var current = start;
            foreach (var fix in order)
                current = (await FixEngine.RunAsync(fix, current, [.. await FixRun<LongLivedState, CountInRedis>.FindingsAsync(current, fix)], TestContext.Current.CancellationToken)).Solution;
            texts.Add(string.Join("\n----\n", current.Projects.SelectMany(p => p.Documents).Select(d => d.GetTextAsync().Result)));
        }
        Assert.Single(texts.Distinct());
        Assert.Equal(more.Length > 0, texts[0].Contains("_nextId", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("todo.Id = Next();", "private int Next() { lock (_todos) { return _nextId++; } }")]
    [InlineData("var id = Next(); todo.Id = id;", "public int Next() => Interlocked.Increment(ref _nextId);")]
    [InlineData("int id; id = (int)_nextId++; todo = new Todo { Id = id, Title = todo.Title };", "")]
    public async Task A_number_that_becomes_a_key_by_way_of_others_stays_with_its_records(string add, string member)
    {
        var result = await FixRun<LongLivedState, CountInRedis>.RunAsync(InDynamo(Todos(add, "    " + member + Count)));
        Assert.Equal(0, result.Applied);
        Assert.Equal("the number is the key of the records in '_todos', and goes where they go (SLS4003)", Assert.Single(result.Refused));
    }

    [Theory]
    [InlineData("todo.Title = Next().ToString();", "private int Next() => _nextId++;")]
    [InlineData("var id = _nextId++; todo.Title += id;", "")]
    public async Task A_number_that_becomes_no_key_is_counted_by_itself(string add, string member) =>
        Assert.Equal(1, (await FixRun<LongLivedState, CountInRedis>.RunAsync(InDynamo(Todos(add, "    " + member + Count)))).Applied);

    [Fact]
    public async Task The_key_of_other_records_stays_with_them()
    {
        const string More = """
                private readonly List<Note> _notes = new();
                private int _nextNote = 1;

                public void Write(Note note)
                {
                    note.Id = _nextNote++;
                    _notes.Add(note);
                }

                public int Notes => _notes.Count;

                public class Note
                {
                    public int Id { get; set; }
                }
            """;
        var code = (await FixRun<LongLivedState, KeepInTable>.RunAsync(InDynamo(Todos("", More)))).Text("/0/Web/Test.cs");
        Assert.DoesNotContain("_todos", code, StringComparison.Ordinal);
        Assert.Contains("        note.Id = _nextNote++;\n", code, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_goes_where_its_records_go()
    {
        var result = await FixRun<LongLivedState, CountInRedis>.RunAsync(InDynamo(Todos("todo.Id = _nextId++;")));
        Assert.Equal(0, result.Applied);
        Assert.Equal("the number is the key of the records in '_todos', and goes where they go (SLS4003)", Assert.Single(result.Refused));
    }

    [Theory]
    [InlineData("lock (_todos) { todo.Id = _nextId; _nextId += 1; _todos.Add(todo); }")]
    [InlineData("lock (_todos) { todo.Id = _nextId++; _todos.Add(todo); }")]
    [InlineData("lock (_todos) { todo.Id = _todos.Count == 0 ? 1 : _todos.Max(t => t.Id) + 1; _todos.Add(todo); }")]
    public async Task A_number_is_waited_for_where_its_lock_goes(string add)
    {
        var result = await FixRun<LongLivedState, KeepInTable>.RunAsync(InDynamo(Todos(add).Replace("_todos.Add(todo);\n        return", "return", StringComparison.Ordinal)));
        Assert.Empty(result.Refused);
        Assert.Contains("todo.Id = (int)await _redis.GetDatabase().StringIncrementAsync(", result.Text("/0/Web/Test.cs"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public void Sold() => _sold++;")]
    [InlineData("public void Sold(int by) => _sold += by;")]
    [InlineData("public void Sold(int by)\n    {\n        Interlocked.Add(ref _sold, by);\n    }")]
    public async Task A_number_that_nobody_looks_at_gives_no_keys(string count)
    {
        var code = await FixRun<LongLivedState, KeepInTable>.FixAsync(
            $"public class Ware\n{{\n    public int Id {{ get; set; }}\n}}\n\npublic class Wares\n{{\n    private static readonly List<Ware> _wares = new();\n    private static int _sold;\n\n    {count}\n\n    public void Add(Ware ware) => _wares.Add(ware);\n\n    public Ware? Find(int id) => _wares.Find(w => w.Id == id);\n}}\n",
            "builder.Services.AddSingleton<Wares>();");
        Assert.Contains("[DynamoDBTable(\"Ware\")]", code, StringComparison.Ordinal);
        Assert.Contains(count, code, StringComparison.Ordinal);
    }
}
