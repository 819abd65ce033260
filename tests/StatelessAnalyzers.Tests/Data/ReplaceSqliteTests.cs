using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using StatelessAnalyzers.Data;
using StatelessAnalyzers.Tests.Rewriting;
using Xunit;

namespace StatelessAnalyzers.Tests.Data;

public class ReplaceSqliteTests
{
    const string Context = """

        public class Order
        {
            public int Id { get; set; }
            public required string Customer { get; set; }
        }

        public class ShopDb(DbContextOptions<ShopDb> options) : DbContext(options)
        {
            public DbSet<Order> Orders => Set<Order>();
        }
        """;

    const string ProjectFile = "<Project Sdk=\"Microsoft.NET.Sdk.Web\">\n  <ItemGroup>\n    <PackageReference Include=\"Microsoft.EntityFrameworkCore.Sqlite\" Version=\"10.0.0\" />\n  </ItemGroup>\n</Project>\n";

    static readonly ImmutableArray<MetadataReference> WithSqlite = [.. References.AspNetCore, .. References.Databases];

    static Workshop Shop(string code, string settings = "{\n}\n", bool isRestored = true, (string, string)[]? more = null, (string, string)[]? files = null) =>
        new Workshop { References = isRestored ? [.. WithSqlite, .. References.Postgres.Except(References.Databases)] : WithSqlite }
            .Project("Web", [("Test.cs", "using Microsoft.EntityFrameworkCore;\n" + code + Context), .. files ?? []], application: true, additional: [("Web.csproj", ProjectFile), ("appsettings.json", settings), .. more ?? []]);

    static Task<Fixed> RunAsync(Workshop shop, bool isRestored = true) => FixRun<EmbeddedDatabase, ReplaceSqlite>.RunAsync(shop, isRestored);

    static string Program(string registration) => $"var builder = WebApplication.CreateBuilder(args);\n{registration}\nbuilder.Build().Run();\n";

    static async Task GivesAsync(string registration, string fixedRegistration, string settings, string fixedSettings)
    {
        var result = await RunAsync(Shop(Program(registration), settings));
        Assert.Empty(result.Refused);
        Assert.Equal("using Microsoft.EntityFrameworkCore;\n" + Program(fixedRegistration) + Context, result.Text("/0/Web/Test.cs"));
        Assert.Equal(fixedSettings, result.Text("/0/Web/appsettings.json"));
    }

    static async Task RefusesAsync(Workshop shop, string reason)
    {
        var result = await RunAsync(shop);
        Assert.Equal(0, result.Applied);
        Assert.Contains(reason, Assert.Single(result.Refused), StringComparison.Ordinal);
    }

    const string Registered = "builder.Services.AddDbContext<ShopDb>(options => options.UseSqlite(builder.Configuration.GetConnectionString(\"Shop\")));";

    const string Settings = "{\n  \"ConnectionStrings\": {\n    \"Shop\": \"Data Source=App_Data/shop.db\" // the shop's own\n  }\n}\n";

    [Fact]
    public Task The_connection_string_of_the_settings_becomes_that_of_a_server() => GivesAsync(
        Registered, Registered.Replace("UseSqlite", "UseNpgsql", StringComparison.Ordinal),
        Settings, Settings.Replace("Data Source=App_Data/shop.db", "Host=localhost;Database=shop;Username=postgres", StringComparison.Ordinal));

    [Fact]
    public Task A_connection_string_in_the_code_moves_to_the_settings() => GivesAsync(
        "// Ours.\nbuilder.Services.AddDbContext<ShopDb>(options => options.EnableDetailedErrors().UseSqlite(\"Data Source=my-shop.db\")); // all of it",
        "// Ours.\nbuilder.Services.AddDbContext<ShopDb>(options => options.EnableDetailedErrors().UseNpgsql(builder.Configuration.GetConnectionString(\"Myshop\"))); // all of it",
        "{\n}\n", "{\n  \"ConnectionStrings\": {\n    \"Myshop\": \"Host=localhost;Database=my_shop;Username=postgres\"\n  }\n}\n");

    [Theory]
    [InlineData("builder.Configuration.GetConnectionString(\"Shop\") ?? \"Data Source=Shop.db\"", "builder.Configuration.GetConnectionString(\"Shop\")")]
    [InlineData("builder.Configuration[\"ConnectionStrings:Shop\"] ?? \"Filename=shop.sqlite;Cache=Shared\"", "builder.Configuration[\"ConnectionStrings:Shop\"]")]
    public Task What_is_taken_where_the_settings_have_none_is_set_there(string connection, string lookup) => GivesAsync(
        $"var connection = {connection};\nbuilder.Services.AddSqlite<ShopDb>(connection);",
        $"var connection = {lookup};\nbuilder.Services.AddNpgsql<ShopDb>(connection);",
        "{\n}\n", "{\n  \"ConnectionStrings\": {\n    \"Shop\": \"Host=localhost;Database=shop;Username=postgres\"\n  }\n}\n");

    [Fact]
    public Task A_check_that_there_is_one_stays() => GivesAsync(
        "var connection = builder.Configuration.GetConnectionString(\"Shop\") ?? throw new InvalidOperationException(\"No database.\");\nbuilder.Services.AddDbContext<ShopDb>(options => options.UseSqlite(connection));",
        "var connection = builder.Configuration.GetConnectionString(\"Shop\") ?? throw new InvalidOperationException(\"No database.\");\nbuilder.Services.AddDbContext<ShopDb>(options => options.UseNpgsql(connection));",
        Settings, Settings.Replace("Data Source=App_Data/shop.db", "Host=localhost;Database=shop;Username=postgres", StringComparison.Ordinal));

    [Fact]
    public async Task The_settings_of_every_environment_change_and_keep_their_line_ends()
    {
        const string development = "{\r\n  \"ConnectionStrings:Shop\": \"DataSource=dev.db\"\r\n}\r\n";
        var result = await RunAsync(Shop(Program(Registered), Settings, more: [("appsettings.Development.json", development)]));
        Assert.Equal("{\r\n  \"ConnectionStrings:Shop\": \"Host=localhost;Database=dev;Username=postgres\"\r\n}\r\n", result.Text("/0/Web/appsettings.Development.json"));
    }

    [Fact]
    public async Task A_package_that_is_not_restored_yet_is_no_error()
    {
        var result = await RunAsync(Shop(Program(Registered) + "public static class More { public static void Add(IServiceCollection services, IConfiguration configuration) => services.AddSqlite<ShopDb>(\"Data Source=second.db\"); }\n", Settings, isRestored: false), isRestored: false);
        Assert.Empty(result.Refused);
        Assert.Contains("<PackageReference Include=\"Npgsql.EntityFrameworkCore.PostgreSQL\" Version=\"10.0.0\" />", result.Text("/0/Web/Web.csproj"), StringComparison.Ordinal);
        Assert.Contains("services.AddNpgsql<ShopDb>(configuration.GetConnectionString(\"Second\"))", result.Text("/0/Web/Test.cs"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("builder.Services.AddDbContext<ShopDb>(options => options.UseSqlite($\"Data Source={builder.Environment.ContentRootPath}/shop.db\"));", "made at run time")]
    [InlineData("builder.Services.AddDbContext<ShopDb>(options => options.UseSqlite(\"Data Source=shop.db\", sqlite => sqlite.CommandTimeout(5)));", "has options")]
    [InlineData("builder.Services.AddDbContext<ShopDb>(options => options.UseSqlite(builder.Configuration.GetConnectionString(\"Other\")));", "ConnectionStrings:Other is set elsewhere than in appsettings.json")]
    [InlineData("builder.Services.AddDbContext<ShopDb>(options => options.UseSqlite(builder.Configuration[\"Database\"]));", "made at run time")]
    [InlineData(Registered + "\nbuilder.Services.AddSingleton(new Archive(builder.Configuration.GetConnectionString(\"Shop\")));\nbuilder.Services.AddSingleton<Archive>();", "the connection string 'Shop' is read elsewhere too (Test.cs, line 4)")]
    [InlineData("builder.Services.AddDbContext<ShopDb>(options => options.UseSqlite(\"Data Source=shop.db\").UseInternalServiceProvider(null));", "registered apart")]
    [InlineData("builder.Services.AddSingleton(new DbContextOptionsBuilder().UseSqlite(\"Data Source=shop.db\").Options);", "not to be seen")]
    public Task What_cannot_be_told_is_refused(string registration, string reason) =>
        RefusesAsync(Shop(Program(registration) + "public class Archive(string? path) { public string? Path => path; }\n", Settings), reason);

    [Fact]
    public Task A_value_of_another_kind_is_refused() =>
        RefusesAsync(Shop(Program(Registered), Settings, more: [("appsettings.Production.json", "{ \"ConnectionStrings\": { \"Shop\": \"Server=db\" } }")]), "has another meaning in appsettings.Production.json");

    [Theory]
    [InlineData("public class Search(ShopDb db) { public List<Order> All() => db.Orders.FromSqlRaw(\"SELECT * FROM Orders WHERE Customer GLOB 'a*'\").ToList(); }", "'FromSqlRaw' may be given SQL that only SQLite understands (More.cs, line 3)")]
    [InlineData("public class Search { public void Open() { using var connection = new Microsoft.Data.Sqlite.SqliteConnection(\"Data Source=shop.db;Mode=ReadOnly\"); } }", "'SqliteConnection' opens or reads the database too")]
    [InlineData("public class First : Microsoft.EntityFrameworkCore.Migrations.Migration { protected override void Up(Microsoft.EntityFrameworkCore.Migrations.MigrationBuilder m) { } }\npublic class Second(ModelBuilder b) { public void Do() => b.Entity<Order>().Property(o => o.Customer).HasColumnType(\"TEXT\"); }", "'HasColumnType' may be given SQL")]
    public Task What_only_SQLite_understands_is_refused(string code, string reason) =>
        RefusesAsync(Shop(Program(Registered), Settings, files: [("More.cs", "using System.Linq;\nusing Microsoft.EntityFrameworkCore;\n" + code)]), reason);

    [Fact]
    public Task Migrations_for_SQLite_are_refused() =>
        RefusesAsync(Shop(Program(Registered), Settings, files: [("First.cs", "using Microsoft.EntityFrameworkCore.Migrations;\npublic class First : Migration { protected override void Up(MigrationBuilder m) { } }")]), "the migrations are made for SQLite");

    [Theory]
    [InlineData("public DateTime Placed { get; set; }", "'Order.Placed' may be left without a time")]
    [InlineData("public DateTime Placed { get; set; } = DateTime.Now;", "'Order.Placed' is not always in universal time")]
    [InlineData("public DateTimeOffset? Placed { get; set; } = DateTimeOffset.Now;", "'Order.Placed' is not always in universal time")]
    [InlineData("public List<Line> Lines { get; set; } = [];", "'Line.Added' is not always in universal time")]
    public async Task Moments_that_PostgreSQL_turns_down_are_refused(string property, string reason)
    {
        var shop = new Workshop { References = [.. WithSqlite, .. References.Postgres.Except(References.Databases)] }.Project(
            "Web", [("Test.cs", "using Microsoft.EntityFrameworkCore;\n" + Program(Registered) + Context.Replace("public int Id", property + "\n    public int Id", StringComparison.Ordinal) + "\npublic class Line { public int Id { get; set; } public DateTime Added { get; set; } = DateTime.Today; }")],
            application: true, additional: [("Web.csproj", ProjectFile), ("appsettings.json", Settings)]);
        await RefusesAsync(shop, reason);
    }

    [Theory]
    [InlineData("public DateTime Placed { get; set; } = DateTime.UtcNow;")]
    [InlineData("public DateTime? Placed { get; set; } = DateTime.UtcNow.AddDays(1);")]
    [InlineData("public DateTimeOffset Placed { get; set; } = TimeProvider.System.GetUtcNow();")]
    public async Task Universal_time_is_kept(string property)
    {
        var shop = new Workshop { References = [.. WithSqlite, .. References.Postgres.Except(References.Databases)] }.Project(
            "Web", [("Test.cs", "using Microsoft.EntityFrameworkCore;\n" + Program(Registered) + Context.Replace("public int Id", property + "\n    public int Id", StringComparison.Ordinal))],
            application: true, additional: [("Web.csproj", ProjectFile), ("appsettings.json", Settings)]);
        Assert.Equal(1, (await RunAsync(shop)).Applied);
    }

    [Fact]
    public async Task Tests_may_keep_their_database()
    {
        var runner = References.Compile("xunit.core", "public class FactAttribute : System.Attribute { }", References.NetCore);
        var shop = Shop(Program(Registered), Settings).Project(
            "Tests", [("Test.cs", "using Microsoft.EntityFrameworkCore;\npublic class Tests { [Fact] public void Run() { using var connection = new Microsoft.Data.Sqlite.SqliteConnection(\"Data Source=:memory:\"); } }")], uses: ["Web"],
            references: [.. WithSqlite, .. References.Postgres.Except(References.Databases), runner]);
        Assert.Equal(1, (await RunAsync(shop)).Applied);
    }
}
