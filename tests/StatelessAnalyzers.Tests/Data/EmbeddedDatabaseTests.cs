using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using StatelessAnalyzers.Data;
using Xunit;

namespace StatelessAnalyzers.Tests.Data;

public class EmbeddedDatabaseTests
{
    const string Usings = """
        using Microsoft.EntityFrameworkCore; using Microsoft.Data.Sqlite;

        """;

    const string Context = """

        public class Shop(DbContextOptions<Shop> options) : DbContext(options);
        """;

    static Task Run(string code, ImmutableArray<MetadataReference>? references = null, bool application = true) => new RuleTest<EmbeddedDatabase>
    {
        References = references ?? [.. References.AspNetCore, .. References.Databases],
        IsApplication = application,
        Code = Usings + code,
    }.RunAsync();

    [Fact]
    public Task Reports_the_memory_database_in_top_level_statements() => Run("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddDbContext<Shop>(options => options.{|SLS4001:UseInMemoryDatabase|}("shop"));
        builder.Build().Run();
        """ + Context);

    [Fact]
    public Task Reports_the_memory_database_in_a_Startup_class() => Run("""
        public partial class Startup
        {
            public void ConfigureServices(IServiceCollection services) =>
                services.AddDbContextPool<Shop>((provider, options) => { options.{|SLS4001:UseInMemoryDatabase|}("shop").EnableDetailedErrors(); });
        }
        """ + Context);

    [Fact]
    public Task Reports_the_memory_database_in_a_library() => Run("""
        public static class Setup
        {
            public static void AddShop(this IServiceCollection services) => services.AddDbContextFactory<Shop>(o => o.{|SLS4001:UseInMemoryDatabase|}("shop"));
        }
        """ + Context, application: false);

    [Fact]
    public Task Reports_sqlite_in_a_file() => Run("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddDbContext<Shop>(options => options.{|SLS4002:UseSqlite|}("Data Source=shop.db"));
        builder.Services.{|SLS4002:AddSqlite<Shop>|}("Data Source=shop.db");
        builder.Build().Run();
        """ + Context);

    [Fact]
    public Task Reports_sqlite_whose_file_the_configuration_says() => Run("""
        public class Startup(IConfiguration configuration)
        {
            public void ConfigureServices(IServiceCollection services)
            {
                var connection = configuration.GetConnectionString("Shop");
                services.AddDbContext<Shop>(options => options.{|SLS4002:UseSqlite|}(connection, sqlite => { }));
                services.AddDbContext<Shop>(Configure);

                void Configure(DbContextOptionsBuilder options) => options.{|SLS4002:UseSqlite|}($"Data Source={configuration["Path"]}/shop.db");
            }
        }
        """ + Context);

    [Fact]
    public Task Reports_sqlite_where_the_context_configures_itself() => Run("""
        public class Notes : DbContext
        {
            protected override void OnConfiguring(DbContextOptionsBuilder options) => options.{|SLS4002:UseSqlite|}("Data Source=notes.db");
        }
        """);

    [Theory]
    [InlineData("options.{|SLS4001:UseSqlite|}(\"Data Source=:memory:\")")]
    [InlineData("options.{|SLS4001:UseSqlite|}(\"DataSource=file::memory:?cache=shared\")")]
    [InlineData("options.{|SLS4001:UseSqlite|}(\"Data Source=shop;Mode=Memory;Cache=Shared\")")]
    [InlineData("options.{|SLS4001:UseSqlite|}(new SqliteConnectionStringBuilder { DataSource = \"shop\", Mode = SqliteOpenMode.Memory }.ToString())")]
    [InlineData("options.{|SLS4002:UseSqlite|}(new SqliteConnectionStringBuilder { DataSource = Path.Combine(\"App_Data\", \"shop.db\") }.ConnectionString)")]
    public Task Reports_what_the_connection_string_says(string call) => Run($$"""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddDbContext<Shop>(options => {{call}});
        """ + Context);

    [Fact]
    public Task Reports_a_builder_that_is_filled_line_by_line() => Run("""
        public class Store
        {
            public SqliteConnection Open()
            {
                var builder = new SqliteConnectionStringBuilder("Data Source=a");
                builder.Mode = SqliteOpenMode.Memory;
                return {|SLS4001:new SqliteConnection(builder.ConnectionString)|};
            }
        }
        """);

    [Fact]
    public Task Reports_connections_of_every_sqlite_library() => Run("""
        public class Store(string path)
        {
            readonly SqliteConnection first = {|SLS4002:new("Data Source=a.db")|};
            readonly SqliteConnection shared = {|SLS4001:new SqliteConnection("Data Source=:memory:")|};
            SqliteConnection Later => {|SLS4002:new SqliteConnection { ConnectionString = "Data Source=a.db" }|};
            SqliteConnection Shared => {|SLS4001:new SqliteConnection { ConnectionString = "Data Source=:memory:" }|};
            System.Data.SQLite.SQLiteConnection Second() => {|SLS4002:new System.Data.SQLite.SQLiteConnection($"Data Source={path}")|};
            SQLite.SQLiteConnection Third() => {|SLS4002:new SQLite.SQLiteConnection(path)|};
            SQLite.SQLiteAsyncConnection Fourth() => {|SLS4002:new SQLite.SQLiteAsyncConnection(new SQLite.SQLiteConnectionString(path, true))|};
            SQLite.SQLiteConnection Memory() => {|SLS4001:new SQLite.SQLiteConnection(":memory:")|};
        }
        """);

    [Fact]
    public Task Reports_LiteDB() => Run("""
        public class Store
        {
            static readonly LiteDB.LiteDatabase Database = {|SLS4002:new("Filename=shop.db;Connection=shared")|};
            readonly LiteDB.LiteDatabase memory = {|SLS4001:new(":memory:")|};
            public void Save(string path)
            {
                using var repository = {|SLS4002:new LiteDB.LiteRepository(new LiteDB.ConnectionString { Filename = path })|};
                repository.Insert(new object());
            }
        }
        """);

    [Fact]
    public Task Reports_key_value_stores_and_job_storage_in_files() => Run("""
        using Hangfire; using Hangfire.Storage.SQLite;
        var builder = WebApplication.CreateBuilder(args);
        GlobalConfiguration.Configuration.{|SLS4002:UseSQLiteStorage|}("jobs.db");
        GlobalConfiguration.Configuration.{|SLS4002:UseSQLiteStorage|}();
        using var rocks = RocksDbSharp.RocksDb.{|SLS4002:Open|}(new RocksDbSharp.DbOptions(), "rocks");
        using var lightning = {|SLS4002:new LightningDB.LightningEnvironment("lmdb")|};
        """);

    [Fact]
    public Task Reports_a_LocalDB_and_an_attached_file() => Run("""
        public class Startup
        {
            const string Local = @"Server=(localdb)\mssqllocaldb;Database=Shop;Trusted_Connection=True";
            public void ConfigureServices(IServiceCollection services)
            {
                services.AddDbContext<Shop>(options => options.{|SLS4002:UseSqlServer|}(Local));
                services.AddDbContext<Shop>(options => options.{|SLS4002:UseSqlServer|}(@"Server=.\SQLExpress;AttachDbFilename=|DataDirectory|shop.mdf;Integrated Security=true"));
            }
        }
        """ + Context, [.. References.AspNetCore, .. References.Databases, LibraryStubs.Databases]);

    [Fact]
    public Task Reports_what_only_stand_ins_show() => Run("""
        using FluentNHibernate.Cfg.Db; using LinqToDB;
        public class Store
        {
            object Memory() => SQLiteConfiguration.Standard.{|SLS4001:InMemory|}();
            object File(string path) => SQLiteConfiguration.Standard.{|SLS4002:UsingFile|}(path);
            object Compact(string connection) => {|SLS4002:new System.Data.SqlServerCe.SqlCeConnection(connection)|};
            object Linq(DataOptions options) => options.{|SLS4002:UseSQLite|}("Data Source=shop.db");
            object Duck() => {|SLS4002:new DuckDB.NET.Data.DuckDBConnection("Data Source=shop.db")|};
            object Query(string path) => new DuckDB.NET.Data.DuckDBConnection(path);
            void Raven() => global::Raven.Embedded.EmbeddedServer.Instance.{|SLS4002:StartServer|}();
        }
        """, [.. References.AspNetCore, .. References.Databases, LibraryStubs.Databases]);

    [Fact]
    public Task Silent_for_a_server() => Run("""
        public class Startup(IConfiguration configuration)
        {
            public void ConfigureServices(IServiceCollection services)
            {
                services.AddDbContext<Shop>(options => options.UseSqlServer("Server=db.internal;Database=Shop"));
                services.AddDbContext<Shop>(options => options.UseSqlServer(configuration.GetConnectionString("Shop")));
            }
        }
        """ + Context, [.. References.AspNetCore, .. References.Databases, LibraryStubs.Databases]);

    [Fact]
    public Task Reports_files_of_classic_applications() => new RuleTest<EmbeddedDatabase>
    {
        References = References.Classic,
        IsApplication = false,
        Code = """
            using System.Data.OleDb;
            using System.Data.SqlClient;

            public class Store
            {
                const string Attached = @"Data Source=.\SQLEXPRESS;AttachDbFilename=|DataDirectory|\Shop.mdf;User Instance=true";
                SqlConnection First() { return {|SLS4002:new SqlConnection(Attached)|}; }
                OleDbConnection Second() { return {|SLS4002:new OleDbConnection(@"Provider=Microsoft.Jet.OLEDB.4.0;Data Source=C:\data\shop.mdb")|}; }
                OleDbConnection Sheet(string upload) { return new OleDbConnection("Provider=Microsoft.ACE.OLEDB.12.0;Extended Properties=Excel 12.0;Data Source=" + upload); }
                SqlConnection Server(string server) { return new SqlConnection("Data Source=" + server); }
            }
            """,
    }.RunAsync();

    [Fact]
    public Task Is_information_where_a_condition_decides() => Run("""
        public class Startup(IConfiguration configuration)
        {
            public void ConfigureServices(IServiceCollection services)
            {
                if (configuration["UseOnlyInMemoryDatabase"] is { } only && bool.Parse(only))
                    services.AddDbContext<Shop>(options => options.{|info SLS4001:UseInMemoryDatabase|}("shop"));
                else
                    services.AddDbContext<Shop>(options => options.UseSqlServer(configuration.GetConnectionString("Shop")));
                switch (configuration["Provider"])
                {
                    case "Sqlite":
                        services.AddDbContext<Shop>(options => options.{|info SLS4002:UseSqlite|}(configuration.GetConnectionString("Sqlite")));
                        break;
                }
            }
        }
        """ + Context, [.. References.AspNetCore, .. References.Databases, LibraryStubs.Databases]);

    [Fact]
    public Task Silent_in_development_arms() => Run("""
        var builder = WebApplication.CreateBuilder(args);
        if (builder.Environment.IsDevelopment())
            builder.Services.AddDbContext<Shop>(options => options.UseInMemoryDatabase("shop"));
        builder.Services.AddDbContext<Shop>(options =>
        {
            if (!builder.Environment.IsProduction())
                options.UseSqlite("Data Source=shop.db");
        });
        """ + Context);

    [Fact]
    public Task Silent_at_design_time() => Run("""
        public class ShopFactory : Microsoft.EntityFrameworkCore.Design.IDesignTimeDbContextFactory<Shop>
        {
            public Shop CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<Shop>().UseSqlite("Data Source=design.db").Options);
        }
        """ + Context);

    [Fact]
    public Task Silent_for_a_database_in_memory_that_ends_with_the_method() => Run("""
        public class Report
        {
            public object? Compute(string sql)
            {
                using var connection = new SqliteConnection("Data Source=:memory:");
                connection.Open();
                using (var second = new SqliteConnection("Data Source=:memory:"))
                    second.Open();
                return new SqliteCommand(sql, connection).ExecuteScalar();
            }
        }
        """);

    [Fact]
    public Task Reports_a_database_in_memory_that_the_program_keeps_open() => Run("""
        var builder = WebApplication.CreateBuilder(args);
        using var connection = {|SLS4001:new SqliteConnection("Data Source=:memory:")|};
        connection.Open();
        builder.Services.AddDbContext<Shop>(options => options.UseSqlite(connection));
        builder.Build().Run();
        """ + Context);

    [Fact]
    public Task Silent_for_a_file_that_is_only_read() => Run("""
        public class Cities
        {
            public SqliteConnection Open() => new("Data Source=cities.db;Mode=ReadOnly");
            public SqliteConnection OpenToo() => new(new SqliteConnectionStringBuilder { DataSource = "cities.db", Mode = SqliteOpenMode.ReadOnly }.ToString());
            public LiteDB.LiteDatabase Lite() => new(new LiteDB.ConnectionString { Filename = "cities.db", ReadOnly = true });
        }
        """);

    [Fact]
    public Task Silent_for_a_copy_of_a_connection_and_for_a_stream() => Run("""
        public class Store
        {
            System.Data.SQLite.SQLiteConnection Copy(System.Data.SQLite.SQLiteConnection other) => new(other);
            LiteDB.LiteDatabase Over(Stream stream) => new(stream);
        }
        """);

    [Fact]
    public Task Silent_in_tests() => Run(
        "public class Fixture { public SqliteConnection Open() => new(\"Data Source=:memory:\"); }",
        [.. References.AspNetCore, .. References.Databases, Compiled.As("xunit.core", "namespace Xunit { public class FactAttribute : System.Attribute { } }")], application: false);

    [Fact]
    public Task Silent_for_own_types_of_the_same_name() => RuleTest<EmbeddedDatabase>.Run("""
        var options = new Options();
        options.UseInMemoryDatabase("shop").UseSqlite("Data Source=shop.db");
        _ = new SqliteConnection("Data Source=shop.db");

        public class Options { public Options UseInMemoryDatabase(string name) => this; public Options UseSqlite(string name) => this; }
        public class SqliteConnection(string connectionString) { public override string ToString() => connectionString; }
        """);

    [Theory]
    [InlineData("var b = WebApplication.CreateBuilder(args); b.Services.AddDbContext<Shop>(o => o.UseInMemoryDatabase( ; o.UseSqlite(")]
    [InlineData("class S { void M() { new SqliteConnection(; var c = new SqliteConnection(c); using var d = new LiteDB.LiteDatabase { = } } }")]
    [InlineData("class S { void M() { var a = b; var b = a; o.UseSqlite(a + b + $\"{a}\"); new SqliteConnection { ConnectionString = } } }")]
    public Task Broken_code_is_read_without_an_exception(string code) =>
        RuleTest<EmbeddedDatabase>.Survives(Usings + code, [.. References.AspNetCore, .. References.Databases]);
}
