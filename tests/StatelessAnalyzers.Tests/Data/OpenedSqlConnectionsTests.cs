using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using StatelessAnalyzers.Data;
using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Tests.Rewriting;
using Xunit;

namespace StatelessAnalyzers.Tests.Data;

/// <summary>The fix of SLS4005 for connections to SQL Server, which are opened of the connection string.</summary>
public class OpenedSqlConnectionsTests
{
    static readonly ImmutableArray<MetadataReference> Known = [.. References.AspNetCore, .. References.SqlClient, .. References.Dapper];

    static Task Test(string code, string? after = null) => new FixTest<LongLivedState, OpenContextPerOperation> { References = Known, Code = code, Fixed = after }.RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task The_connection_string_is_kept_and_each_method_opens_a_connection_of_it() => Test("""
        using System.Data;
        using Microsoft.Data.SqlClient;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton<Prices>();
        builder.Build().Run();

        public class Prices : IDisposable
        {
            private readonly SqlConnection {|SLS4005:_connection|};
            private readonly ILogger<Prices> _logger;

            public Prices(IConfiguration configuration, ILogger<Prices> logger)
            {
                _logger = logger;
                _connection = new SqlConnection(configuration.GetConnectionString("Shop"));
                _connection.Open();
            }

            public decimal Of(int id)
            {
                ArgumentOutOfRangeException.ThrowIfNegative(id);
                // One price.
                using var command = new SqlCommand("SELECT price FROM products WHERE id = @id", _connection);
                command.Parameters.AddWithValue("@id", id);
                return (decimal)command.ExecuteScalar();
            }

            public async Task<int> AddAsync(string name, CancellationToken token)
            {
                if (_connection.State == ConnectionState.Closed)
                {
                    await _connection.OpenAsync(token);
                }

                await using var transaction = (SqlTransaction)await _connection.BeginTransactionAsync(token);
                var command = new SqlCommand();
                command.Connection = _connection;
                command.Transaction = transaction;
                command.CommandText = "INSERT INTO products (name) VALUES (@name); SELECT CAST(SCOPE_IDENTITY() AS int)";
                command.Parameters.AddWithValue("@name", name);
                var id = (int)(await command.ExecuteScalarAsync(token))!;
                await transaction.CommitAsync(token);
                _logger.LogInformation("Added");
                return id;
            }

            public DataTable All()
            {
                var table = new DataTable();
                using var adapter = new SqlDataAdapter("SELECT * FROM products", _connection);
                adapter.Fill(table);
                return table;
            }

            public void Dispose() => _connection.Dispose();
        }
        """, """
        using System.Data;
        using Microsoft.Data.SqlClient;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton<Prices>();
        builder.Build().Run();

        public class Prices : IDisposable
        {
            private readonly string _connectionString;
            private readonly ILogger<Prices> _logger;

            public Prices(IConfiguration configuration, ILogger<Prices> logger)
            {
                _logger = logger;
                _connectionString = configuration.GetConnectionString("Shop")!;
            }

            public decimal Of(int id)
            {
                ArgumentOutOfRangeException.ThrowIfNegative(id);
                using var connection = new SqlConnection(_connectionString);
                connection.Open();
                // One price.
                using var command = new SqlCommand("SELECT price FROM products WHERE id = @id", connection);
                command.Parameters.AddWithValue("@id", id);
                return (decimal)command.ExecuteScalar();
            }

            public async Task<int> AddAsync(string name, CancellationToken token)
            {
                await using var connection = new SqlConnection(_connectionString);
                await connection.OpenAsync(token);

                await using var transaction = (SqlTransaction)await connection.BeginTransactionAsync(token);
                var command = new SqlCommand();
                command.Connection = connection;
                command.Transaction = transaction;
                command.CommandText = "INSERT INTO products (name) VALUES (@name); SELECT CAST(SCOPE_IDENTITY() AS int)";
                command.Parameters.AddWithValue("@name", name);
                var id = (int)(await command.ExecuteScalarAsync(token))!;
                await transaction.CommitAsync(token);
                _logger.LogInformation("Added");
                return id;
            }

            public DataTable All()
            {
                var table = new DataTable();
                using var connection = new SqlConnection(_connectionString);
                using var adapter = new SqlDataAdapter("SELECT * FROM products", connection);
                adapter.Fill(table);
                return table;
            }

            public void Dispose() { }
        }
        """);

    [Fact]
    public Task Dapper_opens_what_it_is_given_and_a_connection_string_at_hand_is_used() => Test("""
        using System.Data;
        using Dapper;
        using Microsoft.Data.SqlClient;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton(new Prices("Server=shop;Integrated Security=true"));
        builder.Services.AddHostedService<Cleaner>();
        builder.Build().Run();

        public class Prices(string connectionString)
        {
            private readonly IDbConnection {|SLS4005:_db|} = new SqlConnection(connectionString);

            public IEnumerable<decimal> Of(string name) => _db.Query<decimal>("SELECT price FROM products WHERE name = @name", new { name });

            public Task<int> CountAsync() => _db.ExecuteScalarAsync<int>("SELECT count(*) FROM products");
        }

        public class Cleaner : BackgroundService
        {
            private readonly string _connectionString;
            private SqlConnection {|SLS4005:_connection|}; // held

            public Cleaner(IConfiguration configuration)
            {
                _connectionString = configuration.GetConnectionString("Shop")!;
                _connection = new(_connectionString);
            }

            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                try
                {
                    await _connection.OpenAsync(stoppingToken);
                    await _connection.ExecuteAsync("DELETE FROM prices");
                    foreach (var i in new[] { 1, 2 })
                    {
                        await _connection.ExecuteAsync("DELETE FROM old");
                    }
                }
                finally
                {
                    await _connection.CloseAsync();
                }
            }
        }
        """.ReplaceLineEndings("\r\n"), """
        using Dapper;
        using Microsoft.Data.SqlClient;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton(new Prices("Server=shop;Integrated Security=true"));
        builder.Services.AddHostedService<Cleaner>();
        builder.Build().Run();

        public class Prices(string connectionString)
        {
            public IEnumerable<decimal> Of(string name)
            {
                using var connection = new SqlConnection(connectionString);
                return connection.Query<decimal>("SELECT price FROM products WHERE name = @name", new { name });
            }

            public async Task<int> CountAsync()
            {
                await using var connection = new SqlConnection(connectionString);
                return await connection.ExecuteScalarAsync<int>("SELECT count(*) FROM products");
            }
        }

        public class Cleaner : BackgroundService
        {
            private readonly string _connectionString;

            public Cleaner(IConfiguration configuration)
            {
                _connectionString = configuration.GetConnectionString("Shop")!;
            }

            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                await using var connection = new SqlConnection(_connectionString);
                await connection.OpenAsync(stoppingToken);
                await connection.ExecuteAsync("DELETE FROM prices");
                foreach (var i in new[] { 1, 2 })
                {
                    await connection.ExecuteAsync("DELETE FROM old");
                }
            }
        }
        """.ReplaceLineEndings("\r\n"));

    [Fact]
    public Task Static_classes_keep_the_connection_string_too() => Test("""
        using System.Data;
        using Microsoft.Data.SqlClient;

        var builder = WebApplication.CreateBuilder(args);
        Db.Init(builder.Configuration);
        builder.Build().Run();

        public static class Db
        {
            static SqlConnection? {|SLS4005:Connection|};

            public static void Init(IConfiguration configuration)
            {
                Connection = new SqlConnection(configuration["Shop"] ?? configuration.GetConnectionString("Shop"));
                Connection.Open();
            }

            public static int Count()
            {
                return (int)new SqlCommand("SELECT count(*) FROM products", Connection).ExecuteScalar();
            }
        }

        public static class Log
        {
            const string ConnectionString = "Server=log;User Id=log";
            static readonly SqlConnection {|SLS4005:s_connection|} = new(ConnectionString);

            public static void Write(string text)
            {
                try
                {
                    s_connection.Open();
                    using var command = new SqlCommand("INSERT INTO log VALUES (@text)", s_connection);
                    command.Parameters.AddWithValue("@text", text);
                    command.ExecuteNonQuery();
                }
                catch (SqlException)
                {
                    Console.WriteLine(text);
                }
                finally
                {
                    if (s_connection.State == ConnectionState.Open)
                        s_connection.Close();
                }
            }
        }

        public class Stock
        {
            private static SqlConnection {|SLS4005:connection|} = new SqlConnection("Server=stock;Integrated Security=true");

            public static void Clear()
            {
                // All of it.
                try
                {
                    connection.Open();
                    using var command = connection.CreateCommand();
                    command.CommandText = "DELETE FROM stock";
                    command.ExecuteNonQuery();
                }
                catch (SqlException e)
                {
                    Console.WriteLine(e);
                }
                finally
                {
                    connection.Close();
                }
            }
        }
        """, """
        using Microsoft.Data.SqlClient;

        var builder = WebApplication.CreateBuilder(args);
        Db.Init(builder.Configuration);
        builder.Build().Run();

        public static class Db
        {
            static string? ConnectionString;

            public static void Init(IConfiguration configuration)
            {
                ConnectionString = configuration["Shop"] ?? configuration.GetConnectionString("Shop");
            }

            public static int Count()
            {
                using var connection = new SqlConnection(ConnectionString);
                connection.Open();
                return (int)new SqlCommand("SELECT count(*) FROM products", connection).ExecuteScalar();
            }
        }

        public static class Log
        {
            const string ConnectionString = "Server=log;User Id=log";

            public static void Write(string text)
            {
                try
                {
                    using var connection = new SqlConnection(ConnectionString);
                    connection.Open();
                    using var command = new SqlCommand("INSERT INTO log VALUES (@text)", connection);
                    command.Parameters.AddWithValue("@text", text);
                    command.ExecuteNonQuery();
                }
                catch (SqlException)
                {
                    Console.WriteLine(text);
                }
            }
        }

        public class Stock
        {
            private static readonly string connectionString = "Server=stock;Integrated Security=true";

            public static void Clear()
            {
                // All of it.
                try
                {
                    using var connection = new SqlConnection(connectionString);
                    connection.Open();
                    using var command = connection.CreateCommand();
                    command.CommandText = "DELETE FROM stock";
                    command.ExecuteNonQuery();
                }
                catch (SqlException e)
                {
                    Console.WriteLine(e);
                }
            }
        }
        """);

    [Fact]
    public async Task Code_of_classic_applications_gets_a_using_statement()
    {
        var shop = new Workshop { References = References.Classic, Language = LanguageVersion.CSharp7_3 }.Project("Web", [("Test.cs", """
            using System;
            using System.Configuration;
            using System.Data.SqlClient;
            using System.Web;

            public class Global : HttpApplication { }

            public static class Db
            {
                private static readonly SqlConnection con = new SqlConnection(ConfigurationManager.ConnectionStrings["Shop"].ConnectionString);

                public static void Add(string name)
                {
                    var now = DateTime.Now;
                    con.Open();
                    try
                    {
                        SqlCommand cmd = new SqlCommand();
                        cmd.Connection = con;

                        // The name.
                        cmd.CommandText = "INSERT INTO products VALUES (@name, @now)";
                        if (name != null)
                        {
                            cmd.Parameters.AddWithValue("@name", name);
                        }
                        cmd.Parameters.AddWithValue("@now", now);
                        cmd.ExecuteNonQuery();
                    }
                    finally
                    {
                        con.Close();
                    }
                }
            }
            """)]);
        var result = await FixRun<LongLivedState, OpenContextPerOperation>.RunAsync(shop);
        Assert.Empty(result.Refused);
        Assert.Equal("""
            using System;
            using System.Configuration;
            using System.Data.SqlClient;
            using System.Web;

            public class Global : HttpApplication { }

            public static class Db
            {
                private static readonly string connectionString = ConfigurationManager.ConnectionStrings["Shop"].ConnectionString;

                public static void Add(string name)
                {
                    var now = DateTime.Now;
                    using (var connection = new SqlConnection(connectionString))
                    {
                        connection.Open();
                        SqlCommand cmd = new SqlCommand();
                        cmd.Connection = connection;

                        // The name.
                        cmd.CommandText = "INSERT INTO products VALUES (@name, @now)";
                        if (name != null)
                        {
                            cmd.Parameters.AddWithValue("@name", name);
                        }
                        cmd.Parameters.AddWithValue("@now", now);
                        cmd.ExecuteNonQuery();
                    }
                }
            }
            """, result.Text("/0/Web/Test.cs"));
    }
}
