using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;
using StatelessAnalyzers.Data;
using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Platform;
using StatelessAnalyzers.Rewriting;
using Xunit;

namespace StatelessAnalyzers.Tests.Data;

/// <summary>The fixes of SLS4001, SLS4002 and SLS4003 with <c>stateless.database = mysql</c>.</summary>
public class MySqlTests
{
    static readonly ImmutableArray<MetadataReference> Known = [.. References.AspNetCore, .. References.EntityFramework9, .. References.MySql];

    const string Contexts = """

        public class Shop(DbContextOptions<Shop> options) : DbContext(options);
        public class Users(DbContextOptions<Users> options) : Base(options) { public DbSet<User> All => Set<User>(); }
        public class User { public int Id { get; set; } public string Name { get; set; } = ""; }
        public class Base(DbContextOptions options) : DbContext(options)
        {
            protected override void OnModelCreating(ModelBuilder modelBuilder)
            {
                // Names are short.
                modelBuilder.Entity<User>().Property(u => u.Name).HasMaxLength(20);
            }
        }
        """;

    static Task Test<TFix>(string code, string? after = null, ImmutableArray<MetadataReference>? references = null, string option = "stateless.database = mysql") where TFix : StatelessFix, new() =>
        new FixTest<EmbeddedDatabase, TFix> { References = references ?? Known, Options = option, Code = Using(code) + code, Fixed = after is null ? null : Using(after) + after }.RunAsync();

    static string Using(string code) => "using Microsoft.EntityFrameworkCore;" + (code.Contains('\r', StringComparison.Ordinal) ? "\r\n" : "\n");

    [Fact]
    public Task A_database_in_memory_becomes_MySQL_whose_texts_are_compared_exactly() => Test<UseDatabaseServer>("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddDbContext<Shop>(options => options.{|SLS4001:UseInMemoryDatabase|}("shop")); // all of it
        builder.Services.AddDbContext<Users>(options => options.{|SLS4001:UseInMemoryDatabase|}("users").EnableDetailedErrors());
        builder.Build().Run();
        """ + Contexts, """
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddDbContext<Shop>(options => options.UseMySql(builder.Configuration.GetConnectionString("Shop"), new MySqlServerVersion("8.0"))); // all of it
        builder.Services.AddDbContext<Users>(options => options.UseMySql(builder.Configuration.GetConnectionString("Users"), new MySqlServerVersion("8.0")).EnableDetailedErrors());
        builder.Build().Run();
        """ + Contexts.Replace("DbContext(options);", """
        DbContext(options)
        {
            protected override void OnModelCreating(ModelBuilder modelBuilder)
            {
                modelBuilder.UseCollation("utf8mb4_bin");
            }
        }
        """, StringComparison.Ordinal).Replace("{ public DbSet<User> All => Set<User>(); }", """
        { public DbSet<User> All => Set<User>();

            protected override void OnModelCreating(ModelBuilder modelBuilder)
            {
                base.OnModelCreating(modelBuilder);
                modelBuilder.UseCollation("utf8mb4_bin");
            }
        }
        """, StringComparison.Ordinal));

    const string Configured = """

        public class Shop(DbContextOptions<Shop> options) : DbContext(options)
        {
            public DbSet<Visit> Visits => Set<Visit>();

            protected override void OnModelCreating(ModelBuilder builder)
            {
                // At most.
                builder.Entity<Visit>().Property(v => v.Page).HasMaxLength(200);
            }
        }
        public class Visit { public int Id { get; set; } public string Page { get; set; } = ""; public DateTime At { get; set; } }
        """;

    [Fact]
    public Task SQLite_becomes_MySQL_and_line_ends_stay() => Test<ReplaceSqlite>(("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddDbContext<Shop>(options => options.{|SLS4002:UseSqlite|}("Data Source=shop.db"));
        builder.Services.{|SLS4002:AddSqlite<Shop>|}("Data Source=shop.db");
        builder.Build().Run();
        """ + Configured).ReplaceLineEndings("\r\n"), ("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddDbContext<Shop>(options => options.UseMySql(builder.Configuration.GetConnectionString("Shop"), new MySqlServerVersion("8.0")));
        builder.Services.AddMySql<Shop>(builder.Configuration.GetConnectionString("Shop"), new MySqlServerVersion("8.0"));
        builder.Build().Run();
        """ + Configured.Replace("        // At most.", "        builder.UseCollation(\"utf8mb4_bin\");\n        // At most.", StringComparison.Ordinal)).ReplaceLineEndings("\r\n"));

    [Fact]
    public Task Another_value_means_PostgreSQL() => Test<UseDatabaseServer>(
        "var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddDbContext<Shop>(options => options.{|SLS4001:UseInMemoryDatabase|}(\"shop\"));\npublic class Shop(DbContextOptions<Shop> options) : DbContext(options);\n",
        "var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddDbContext<Shop>(options => options.UseNpgsql(builder.Configuration.GetConnectionString(\"Shop\")));\npublic class Shop(DbContextOptions<Shop> options) : DbContext(options);\n",
        [.. References.AspNetCore, .. References.Databases, .. References.Postgres.Except(References.Databases)], "stateless.database = oracle");

    [Theory]
    [InlineData("public class Shop(DbContextOptions<Shop> options) : DbContext(options) { protected override void OnModelCreating(ModelBuilder builder) => builder.Entity<Visit>(); } public class Visit { public int Id { get; set; } }")]
    [InlineData("public class Shop(DbContextOptions<Shop> options) : DbContext(options) { protected override void OnModelCreating(ModelBuilder builder) { builder.UseCollation(\"latin1_bin\"); } }")]
    [InlineData("public class Shop(DbContextOptions<Shop> options) : DbContext(options) { public DbSet<Visit> Visits => Set<Visit>(); } public class Visit { public int Id { get; set; } public DateTime At { get; set; } = DateTime.UtcNow; }")]
    public Task Refuses_what_would_compare_or_come_back_otherwise(string context) => Test<UseDatabaseServer>(
        "var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddDbContext<Shop>(options => options.{|SLS4001:UseInMemoryDatabase|}(\"shop\"));\n" + context);

    [Fact]
    public Task Refuses_for_EF_Core_10() => Test<UseDatabaseServer>(
        "var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddDbContext<Shop>(options => options.{|SLS4001:UseInMemoryDatabase|}(\"shop\"));\npublic class Shop(DbContextOptions<Shop> options) : DbContext(options);\n",
        references: [.. References.AspNetCore, .. References.Databases]);

    [Fact]
    public async Task Package_and_connection_string_are_added_where_nothing_is_restored()
    {
        var test = new FixTest<EmbeddedDatabase, UseDatabaseServer>
        {
            References = [.. References.AspNetCore, .. References.EntityFramework9],
            Options = "stateless.database = mysql",
            Code = "using Microsoft.EntityFrameworkCore;\nvar builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddDbContext<Shop>(options => options.{|SLS4001:UseInMemoryDatabase|}(\"shop\"));\npublic class Shop(DbContextOptions<Shop> options) : DbContext(options) { protected override void OnModelCreating(ModelBuilder builder) { _ = \"utf8mb4_bin\"; } }\n",
            Fixed = "using Microsoft.EntityFrameworkCore;\nvar builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddDbContext<Shop>(options => options.{|CS1061:UseMySql|}(builder.Configuration.GetConnectionString(\"Shop\"), new {|CS0246:MySqlServerVersion|}(\"8.0\")));\npublic class Shop(DbContextOptions<Shop> options) : DbContext(options) { protected override void OnModelCreating(ModelBuilder builder) { _ = \"utf8mb4_bin\"; } }\n",
        };
        const string Project = "<Project Sdk=\"Microsoft.NET.Sdk.Web\">\n  <ItemGroup>\n    <PackageReference Include=\"Microsoft.EntityFrameworkCore.InMemory\" Version=\"9.0.0\" />\n  </ItemGroup>\n</Project>\n";
        test.TestState.AdditionalFiles.Add(("/0/Shop.csproj", SourceText.From(Project)));
        test.TestState.AdditionalFiles.Add(("/0/appsettings.json", SourceText.From("{\n}\n")));
        test.FixedState.AdditionalFiles.Add(("/0/Shop.csproj", SourceText.From(Project.Replace("  </ItemGroup>", "    <PackageReference Include=\"Pomelo.EntityFrameworkCore.MySql\" Version=\"9.0.0\" />\n  </ItemGroup>", StringComparison.Ordinal))));
        test.FixedState.AdditionalFiles.Add(("/0/appsettings.json", SourceText.From("{\n  \"ConnectionStrings\": {\n    \"Shop\": \"Server=localhost;Database=shop;User ID=root\"\n  }\n}\n")));
        await test.RunAsync();
    }

    const string Records = """
        using Microsoft.EntityFrameworkCore;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddDbContext<Shop>(options => options.UseMySql(builder.Configuration.GetConnectionString("Shop"), new MySqlServerVersion("8.0")));
        var app = builder.Build();
        var todos = new List<Todo>();
        app.MapGet("/todos", () => todos);
        app.MapPost("/todos", (Todo todo) => { todos.Add(todo); });
        app.MapGet("/todos/{id}", (Guid id) => todos.FirstOrDefault(t => t.Id == id));
        app.Run();

        public class Shop(DbContextOptions<Shop> options) : DbContext(options) { protected override void OnModelCreating(ModelBuilder builder) { builder.UseCollation("utf8mb4_bin"); } }
        public class Todo { public Guid Id { get; set; } public string Title { get; set; } = ""; public bool IsDone { get; set; } }
        """;

    static async Task<FixOutcome> MoveAsync(string code)
    {
        var workshop = new Tests.Rewriting.Workshop { References = Known }.Project("Web", [("Test.cs", code)], application: true, properties: "stateless.database = mysql");
        var result = await Tests.Rewriting.FixRun<EndpointCaptures, KeepCapturedInTable>.RunAsync(workshop);
        return new(result.Solution, result.Applied, [.. result.Refused.Select(r => (Location.None, r))]);
    }

    [Fact]
    public async Task Records_that_MySQL_brings_back_as_they_were_move()
    {
        var moved = await MoveAsync(Records);
        Assert.Empty(moved.Refused);
        Assert.Equal(1, moved.Applied);
    }

    [Theory]
    [InlineData("public bool IsDone", "public decimal IsDone", "'Todo.IsDone' does not come back")]
    [InlineData("public bool IsDone", "public float IsDone", "'Todo.IsDone' does not come back")]
    [InlineData("(Guid id) => todos.FirstOrDefault(t => t.Id == id)", "(string id) => todos.Where(t => t.Title == id).ToList()", "'Todo.Title' does not come back")]
    [InlineData("builder.UseCollation(\"utf8mb4_bin\");", "", "is not known to be on PostgreSQL")]
    public async Task Refuses_records_that_it_does_not(string was, string now, string reason) =>
        Assert.Contains(reason, Assert.Single((await MoveAsync(Records.Replace(was, now, StringComparison.Ordinal))).Refused).Reason, StringComparison.Ordinal);
}
