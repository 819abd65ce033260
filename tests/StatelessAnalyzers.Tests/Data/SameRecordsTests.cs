using StatelessAnalyzers.Data;
using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Tests.Rewriting;
using Xunit;

namespace StatelessAnalyzers.Tests.Data;

/// <summary>Records of one name, or of one type, that several collections keep.</summary>
public class SameRecordsTests
{
    const string Record = "public class Note\n{\n    public required string Id { get; init; }\n\n    public string Text { get; set; } = \"\";\n}\n";

    static string Kept(string type, string field = "private static readonly List<Note> all = new();") =>
        $"\npublic class {type}\n{{\n    {field}\n\n    public void Add(Note note) => all.Add(note);\n\n    public Note? Find(string id) => all.Find(n => n.Id == id);\n}}\n";

    [Fact]
    public async Task Types_of_one_name_have_tables_by_their_full_names()
    {
        var result = await FixRun<LongLivedState, KeepInTable>.FixAsync($"namespace Shop\n{{\n{Record}{Kept("Notes")}}}\n\nnamespace Diary\n{{\n{Record}{Kept("Notes")}}}\n", "builder.Services.AddSingleton<Shop.Notes>();\nbuilder.Services.AddSingleton<Diary.Notes>();");
        Assert.Contains("[DynamoDBTable(\"Shop.Note\")]", result, StringComparison.Ordinal);
        Assert.Contains("[DynamoDBTable(\"Diary.Note\")]", result, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("private static readonly List<Note> all = new();", "")]
    [InlineData("private readonly List<Note> all = new();", "builder.Services.AddSingleton<Drafts>();")]
    [InlineData("private static readonly System.Collections.Concurrent.ConcurrentBag<Note> all = new();", "")]
    public Task Two_collections_of_one_type_are_not_made_one_table(string field, string registers)
    {
        var drafts = field.Contains("Bag", StringComparison.Ordinal) ? $"\npublic class Drafts\n{{\n    {field}\n\n    public void Add(Note note) => all.Add(note);\n\n    public Note? Find(string id) => all.FirstOrDefault(n => n.Id == id);\n}}\n" : Kept("Drafts", field);
        return FixRun<LongLivedState, KeepInTable>.RefusesAsync(Record + Kept("Notes") + drafts, "keeps records of 'Note' as well", registers);
    }

    [Fact]
    public Task Nor_in_a_DbContext() => FixRun<LongLivedState, KeepInTable>.RefusesAsync(
        "using Microsoft.EntityFrameworkCore;\n" + Record + Kept("Notes") + Kept("Drafts") + "\npublic class Db(DbContextOptions<Db> options) : DbContext(options);\n",
        "keeps records of 'Note' as well", "builder.Services.AddDbContext<Db>(o => Microsoft.EntityFrameworkCore.NpgsqlDbContextOptionsBuilderExtensions.UseNpgsql(o, \"\"));");

    [Theory]
    [InlineData("public class Board\n{\n    public List<Note> Pinned { get; set; } = [];\n}\n")]
    [InlineData("public class Board\n{\n    private readonly List<Note> pinned = [];\n\n    public int Count => pinned.Count;\n}\n")]
    [InlineData("public static class Board\n{\n    public static List<Note> Of(IEnumerable<Note> notes) => notes.ToList();\n\n    public static List<Note> None => [];\n}\n")]
    public async Task Lists_that_come_and_go_are_no_matter(string board) =>
        Assert.Contains("[DynamoDBTable(\"Note\")]", await FixRun<LongLivedState, KeepInTable>.FixAsync(Record + Kept("Notes") + "\n" + board, "builder.Services.AddSingleton<Notes>();"), StringComparison.Ordinal);
}
