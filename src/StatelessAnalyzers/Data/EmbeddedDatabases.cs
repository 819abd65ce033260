using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Data;

/// <summary>The members that open a database which may be no server. A new one is one line here; of several for a member the first that fits counts.</summary>
internal static class EmbeddedDatabases
{
    const string Sqlite = "Microsoft.EntityFrameworkCore.SqliteDbContextOptionsBuilderExtensions";
    const string SqlServer = "Microsoft.EntityFrameworkCore.SqlServerDbContextOptionsExtensions";

    /// <summary>What opens a database in memory, whatever it is given.</summary>
    public static IReadOnlyList<LibraryApi> InMemory { get; } =
    [
        new("Microsoft.EntityFrameworkCore.InMemoryDbContextOptionsExtensions", "UseInMemoryDatabase"),
        new("FluentNHibernate.Cfg.Db.SQLiteConfiguration", "InMemory"),
    ];

    /// <summary>What opens a file unless its connection string says that it is memory. <c>Parameter</c> is the one with the connection string.</summary>
    public static IReadOnlyList<LibraryApi> Files { get; } =
    [
        new(Sqlite, "UseSqlite", "connectionString"),
        new(Sqlite, "UseSqlite"),
        new("Microsoft.Extensions.DependencyInjection.SqliteServiceCollectionExtensions", "AddSqlite", "connectionString"),
        new("Microsoft.Data.Sqlite.SqliteConnection", LibraryApi.Constructor, "connectionString"),
        new("Microsoft.Data.Sqlite.SqliteConnection", LibraryApi.Constructor),
        new("System.Data.SQLite.SQLiteConnection", LibraryApi.Constructor, "connectionString"),
        new("System.Data.SQLite.SQLiteConnection", LibraryApi.Constructor),
        new("SQLite.SQLiteConnection", LibraryApi.Constructor, "databasePath"),
        new("SQLite.SQLiteConnection", LibraryApi.Constructor, "connectionString"),
        new("SQLite.SQLiteAsyncConnection", LibraryApi.Constructor, "databasePath"),
        new("SQLite.SQLiteAsyncConnection", LibraryApi.Constructor, "connectionString"),
        new("LinqToDB.DataOptionsExtensions", "UseSQLite", "connectionString"),
        new("FluentNHibernate.Cfg.Db.SQLiteConfiguration", "UsingFile", "fileName"),
        new("Hangfire.Storage.SQLite.SQLiteStorageExtensions", "UseSQLiteStorage", "nameOrConnectionString"),
        new("Hangfire.Storage.SQLite.SQLiteStorageExtensions", "UseSQLiteStorage"),
        new("LiteDB.LiteDatabase", LibraryApi.Constructor, "connectionString"),
        new("LiteDB.LiteRepository", LibraryApi.Constructor, "connectionString"),
        new("LiteDB.Engine.LiteEngine", LibraryApi.Constructor, "filename"),
        new("System.Data.SqlServerCe.SqlCeConnection", LibraryApi.Constructor, "connectionString"),
        new("System.Data.SqlServerCe.SqlCeConnection", LibraryApi.Constructor),
        new("LightningDB.LightningEnvironment", LibraryApi.Constructor, "path"),
        new("RocksDbSharp.RocksDb", "Open", "path"),
        new("RocksDbSharp.RocksDb", "OpenWithTtl", "path"),
        new("Raven.Embedded.EmbeddedServer", "StartServer"),
    ];

    /// <summary>What opens a server, or a file where the connection string says so.</summary>
    public static IReadOnlyList<LibraryApi> Servers { get; } =
    [
        new(SqlServer, "UseSqlServer", "connectionString"),
        new("Microsoft.Data.SqlClient.SqlConnection", LibraryApi.Constructor, "connectionString"),
        new("System.Data.SqlClient.SqlConnection", LibraryApi.Constructor, "connectionString"),
        new("System.Data.OleDb.OleDbConnection", LibraryApi.Constructor, "connectionString"),
        new("DuckDB.NET.Data.DuckDBConnection", LibraryApi.Constructor, "connectionString"),
        new("Hangfire.SqlServerStorageExtensions", "UseSqlServerStorage", "nameOrConnectionString"),
    ];
}
