using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using StatelessAnalyzers.Data;
using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Tests.Rewriting;
using Xunit;

namespace StatelessAnalyzers.Tests.Data;

/// <summary>The fix of SLS4005 for connections of MySqlConnector.</summary>
public class OpenedMySqlConnectionsTests
{
    static readonly ImmutableArray<MetadataReference> Known = [.. References.AspNetCore, .. References.MySqlConnector, .. References.Dapper];

    [Fact]
    public Task Each_method_opens_a_connection_of_the_data_source() => new FixTest<LongLivedState, OpenContextPerOperation>
    {
        References = Known,
        Code = """
            using Dapper;
            using MySqlConnector;

            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddSingleton<Prices>();
            builder.Build().Run();

            public class Prices
            {
                private readonly MySqlConnection {|SLS4005:_connection|};

                public Prices(IConfiguration configuration)
                {
                    _connection = new MySqlConnection(configuration.GetConnectionString("Shop"));
                    _connection.Open();
                }

                public decimal Of(int id)
                {
                    using var command = new MySqlCommand("SELECT price FROM products WHERE id = @id", _connection);
                    command.Parameters.AddWithValue("@id", id);
                    return (decimal)command.ExecuteScalar()!;
                }

                public async Task<ulong> AddAsync(string name) => await _connection.ExecuteScalarAsync<ulong>("INSERT INTO products (name) VALUES (@name); SELECT LAST_INSERT_ID()", new { name });
            }
            """,
        Fixed = """
            using Dapper;
            using MySqlConnector;

            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddSingleton<Prices>();
            builder.Services.AddSingleton<MySqlDataSource>(_ => new MySqlDataSource(builder.Configuration.GetConnectionString("Shop")!));
            builder.Build().Run();

            public class Prices
            {
                private readonly MySqlDataSource _dataSource;

                public Prices(MySqlDataSource dataSource)
                {
                    _dataSource = dataSource;
                }

                public decimal Of(int id)
                {
                    using var connection = _dataSource.OpenConnection();
                    using var command = new MySqlCommand("SELECT price FROM products WHERE id = @id", connection);
                    command.Parameters.AddWithValue("@id", id);
                    return (decimal)command.ExecuteScalar()!;
                }

                public async Task<ulong> AddAsync(string name)
                {
                    await using var connection = await _dataSource.OpenConnectionAsync();
                    return await connection.ExecuteScalarAsync<ulong>("INSERT INTO products (name) VALUES (@name); SELECT LAST_INSERT_ID()", new { name });
                }
            }
            """,
    }.RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public async Task Refuses_beside_the_provider_of_EF_Core_which_takes_any_data_source_of_the_container()
    {
        var result = await FixRun<LongLivedState, OpenContextPerOperation>.RunAsync(new Workshop { References = [.. Known, .. References.MySql] }.Web(Program("DELETE FROM products")));
        Assert.Equal(0, result.Applied);
        Assert.Contains("the provider of EF Core for MySQL would take the data source for its own", Assert.Single(result.Refused), StringComparison.Ordinal);
    }

    static string Program(string sql) => $$"""
        using Dapper;
        using MySqlConnector;
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton<Prices>();
        builder.Build().Run();
        public class Prices(IConfiguration configuration)
        {
            readonly MySqlConnection _connection = new(configuration.GetConnectionString("Shop"));
            public int Run() => _connection.Execute("{{sql}}");
        }
        """;

    [Theory]
    [InlineData("SET @total = 0", "SET")]
    [InlineData("SELECT @total := price FROM products", ":=")]
    [InlineData("SELECT price INTO @price FROM products", "INTO @")]
    [InlineData("CREATE TEMPORARY TABLE chosen (id int)", "TEMPORARY")]
    [InlineData("SELECT GET_LOCK('prices', 1)", "GET_LOCK")]
    [InlineData("LOCK TABLES products WRITE", "LOCK")]
    [InlineData("SELECT LAST_INSERT_ID()", "LAST_INSERT_ID")]
    [InlineData("DELETE FROM products; SELECT ROW_COUNT()", "ROW_COUNT")]
    [InlineData("USE warehouse", "USE")]
    public async Task Refuses_what_the_session_keeps(string sql, string reason)
    {
        var result = await FixRun<LongLivedState, OpenContextPerOperation>.RunAsync(new Workshop { References = Known }.Web(Program(sql)));
        Assert.Equal(0, result.Applied);
        Assert.Contains(reason, Assert.Single(result.Refused), StringComparison.Ordinal);
    }
}
