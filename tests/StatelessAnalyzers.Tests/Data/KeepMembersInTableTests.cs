using StatelessAnalyzers.Data;
using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Tests.Rewriting;
using Xunit;

namespace StatelessAnalyzers.Tests.Data;

/// <summary>What tutorials do with their collections beside the basic operations, in both databases.</summary>
public class KeepMembersInTableTests
{
    const string Context = """
        public static class Registrations
        {
            public static void AddShop(this WebApplicationBuilder builder) => builder.Services.AddDbContext<ShopDb>(options => options.UseNpgsql(builder.Configuration.GetConnectionString("Shop")));
        }

        public class ShopDb(DbContextOptions<ShopDb> options) : DbContext(options);

        """;

    const string Classes = """

        public class User
        {
            public int Id { get; set; }

            public string Email { get; set; } = "";

            public bool IsBlocked { get; set; }
        }

        """;

    const string Add = """
            public User Add(string email)
            {
                // The next number.
                var id = _users.Count == 0 ? 1 : _users.Keys.Max() + 1;
                var user = new User { Id = id, Email = email };
                _users[id] = user;
                return user;
            }
        """;

    static async Task<string> FixAsync(string members, bool isDatabase, string collection = "Dictionary<int, User>")
    {
        var code = "using System.Collections.Concurrent;\n\npublic class Users\n{\n    private readonly " + collection + " _users = new();\n\n" + members + "\n}\n" + Classes;
        return await FixRun<LongLivedState, KeepInTable>.FixAsync(isDatabase ? "using Microsoft.EntityFrameworkCore;\n" + code + Context : code, "builder.Services.AddSingleton<Users>();" + (isDatabase ? "\nbuilder.AddShop();" : ""));
    }

    [Theory]
    [InlineData("public User? Of(string email) => _users.Values.FirstOrDefault(u => u.Email == email);", "return await db.Users.OrderBy(u => u.Id).FirstOrDefaultAsync(u => u.Email == email);", "(await _dynamo.ScanAsync<User>([]).GetRemainingAsync()).OrderBy(u => u.Id).FirstOrDefault(u => u.Email == email);")]
    [InlineData("public User Last() => _users.Values.Last();", "return await db.Users.OrderBy(u => u.Id).LastAsync();", "(await _dynamo.ScanAsync<User>([]).GetRemainingAsync()).OrderBy(u => u.Id).Last();")]
    [InlineData("public List<User> Page(int page) => _users.Values.Skip(page * 10).Take(10).ToList();", "return (await db.Users.OrderBy(u => u.Id).ToListAsync()).Skip(page * 10).Take(10).ToList();", "(await _dynamo.ScanAsync<User>([]).GetRemainingAsync()).OrderBy(u => u.Id).Skip(page * 10).Take(10).ToList();")]
    [InlineData("public User? One(string email) => _users.Values.SingleOrDefault(u => u.Email == email);", "return await db.Users.SingleOrDefaultAsync(u => u.Email == email);", "(await _dynamo.ScanAsync<User>([]).GetRemainingAsync()).SingleOrDefault(u => u.Email == email);")]
    [InlineData("public IEnumerable<int> Ids() => _users.Keys;", "return await db.Users.Select(u => u.Id).ToListAsync();", "(await _dynamo.ScanAsync<User>([]).GetRemainingAsync()).Select(u => u.Id);")]
    [InlineData("public bool Has(int id) => _users.Keys.Contains(id);", "return await db.Users.AnyAsync(u => u.Id == id);", "await _dynamo.LoadAsync<User>(id) is not null;")]
    [InlineData("public bool HasAny() => _users.Any();", "return await db.Users.AnyAsync();", "(await _dynamo.ScanAsync<User>([]).GetRemainingAsync()).Any();")]
    [InlineData("public ICollection<User> All() => _users.Values;", "return await db.Users.ToListAsync();", "await _dynamo.ScanAsync<User>([]).GetRemainingAsync();")]
    [InlineData("public User? Find(int id)\n    {\n        _users.TryGetValue(id, out var user); // or null\n        return user;\n    }", "        var user = await db.Users.FindAsync(id); // or null\n", "        var user = await _dynamo.LoadAsync<User>(id); // or null\n")]
    public async Task Each_member_has_its_counterpart(string member, string inDatabase, string inDynamo)
    {
        Assert.Contains(inDatabase, await FixAsync(Add + "\n\n    " + member, isDatabase: true), StringComparison.Ordinal);
        Assert.Contains(inDynamo, await FixAsync(Add + "\n\n    " + member, isDatabase: false), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_is_in_the_order_of_the_keys_that_are_counted_for_it()
    {
        const string Members = """
                public void Add(User user)
                {
                    user.Id = (_users.LastOrDefault()?.Id ?? 0) + 1;
                    _users.Add(user);
                }

                public User? Of(string email) => _users.Find(u => u.Email == email);

                public User? Like(string email) => _users.Find(u => u.Email.Contains(email));
            """;
        var database = await FixAsync(Members, isDatabase: true, "List<User>");
        Assert.Contains("return await db.Users.OrderBy(u => u.Id).FirstOrDefaultAsync(u => u.Email == email);", database, StringComparison.Ordinal);
        Assert.Contains("return (await db.Users.OrderBy(u => u.Id).ToListAsync()).Find(u => u.Email.Contains(email));", database, StringComparison.Ordinal);
        Assert.Contains("(await _dynamo.ScanAsync<User>([]).GetRemainingAsync()).OrderBy(u => u.Id).ToList().Find(u => u.Email == email);", await FixAsync(Members, isDatabase: false, "List<User>"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_key_is_that_of_the_record_once_the_database_handed_it_out()
    {
        var fixedCode = await FixAsync(Add.Replace("public User Add", "public int Add", StringComparison.Ordinal).Replace("return user;", "return id;", StringComparison.Ordinal) + "\n\n    public User? Find(int id) => _users.GetValueOrDefault(id);", isDatabase: true);
        Assert.Contains("""
                    var user = new User { Email = email };
                    db.Users.Add(user);
                    await db.SaveChangesAsync();
                    return user.Id;
            """, fixedCode, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_deletes_all_rows_or_those_of_a_condition()
    {
        var fixedCode = await FixAsync("""
                public void Add(User user)
                {
                    user.Id = _users.Count + 1;
                    _users.Add(user);
                }

                public IEnumerable<User> All() => _users;

                public int Clean() => _users.RemoveAll(u => u.IsBlocked && u.Email != "");

                public void Clear() => _users.Clear();
            """, isDatabase: true, "List<User>");
        Assert.Contains("return await db.Users.Where(u => u.IsBlocked && u.Email != \"\").ExecuteDeleteAsync();", fixedCode, StringComparison.Ordinal);
        Assert.Contains("await db.Users.ExecuteDeleteAsync();", fixedCode, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "        db.Users.Add(user);\n        }\n        await db.SaveChangesAsync();\n        return user;\n")]
    [InlineData(false, "        await _dynamo.SaveAsync(user);\n        return user;\n")]
    public async Task Putting_a_record_in_whether_or_not_there_is_one_gives_it(bool isDatabase, string expected)
    {
        var fixedCode = await FixAsync("    public User Put(User user) => _users.AddOrUpdate(user.Id, user, (_, _) => user);\n\n    public void Keep(User user) => _users.AddOrUpdate(user.Id, user, (id, old) => user);\n\n    public User? Find(int id) => _users.GetValueOrDefault(id);", isDatabase, "ConcurrentDictionary<int, User>");
        Assert.Contains(expected, fixedCode, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Windows_line_ends_stay()
    {
        var result = await FixRun<LongLivedState, KeepInTable>.RunAsync(new Workshop { References = References.Everything }.Web(
            ("public class Users\n{\n    private readonly Dictionary<int, User> _users = new();\n\n" + Add + "\n\n    public IEnumerable<int> Ids() => _users.Keys;\n}\n" + Classes).Replace("\n", "\r\n", StringComparison.Ordinal),
            "builder.Services.AddSingleton<Users>();"));
        var text = result.Text("/0/Web/Test.cs");
        Assert.Contains("// The next number.\r\n        var id = (int)await", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", text.Replace("\r\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }
}
