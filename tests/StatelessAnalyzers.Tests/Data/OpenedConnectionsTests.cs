using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using StatelessAnalyzers.Data;
using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Tests.Rewriting;
using Xunit;

namespace StatelessAnalyzers.Tests.Data;

/// <summary>The fix of SLS4005 for connections.</summary>
public class OpenedConnectionsTests
{
    static readonly ImmutableArray<MetadataReference> Known = [.. References.AspNetCore, .. References.Postgres, .. References.Dapper];

    static Task Test(string code, string? after = null) => new FixTest<LongLivedState, OpenContextPerOperation> { References = Known, Code = code, Fixed = after }.RunAsync();

    static Task RefusesAsync(string code, string reason) => FixRun<LongLivedState, OpenContextPerOperation>.RefusesAsync(code, reason, references: Known);

    [Fact]
    public Task Each_method_opens_a_connection_where_it_uses_one() => Test("""
        using System.Data;
        using Npgsql;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton<Prices>();
        builder.Build().Run();

        public class Prices : IDisposable
        {
            private readonly NpgsqlConnection {|SLS4005:_connection|};
            private readonly ILogger<Prices> _logger;

            public Prices(IConfiguration configuration, ILogger<Prices> logger)
            {
                _logger = logger;
                _connection = new NpgsqlConnection(configuration.GetConnectionString("Shop"));
                _connection.Open();
            }

            public decimal Of(int id)
            {
                ArgumentOutOfRangeException.ThrowIfNegative(id);
                // One price.
                using var command = new NpgsqlCommand("SELECT price FROM products WHERE id = $1", _connection);
                command.Parameters.AddWithValue(id);
                return (decimal)command.ExecuteScalar()!;
            }

            public async Task SetAsync(int id, decimal price, CancellationToken token)
            {
                if (_connection.State != ConnectionState.Open)
                {
                    await _connection.OpenAsync(token);
                }

                await using var transaction = await _connection.BeginTransactionAsync(token);
                await using var command = _connection.CreateCommand();
                command.CommandText = "UPDATE products SET price = $1 WHERE id = $2";
                command.Parameters.AddWithValue(price);
                command.Parameters.AddWithValue(id);
                await command.ExecuteNonQueryAsync(token);
                await transaction.CommitAsync(token);
                _logger.LogInformation("Set");
            }

            public void Dispose() => _connection.Dispose();
        }
        """, """
        using Npgsql;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton<Prices>();
        builder.Services.AddSingleton<NpgsqlDataSource>(_ => NpgsqlDataSource.Create(builder.Configuration.GetConnectionString("Shop")!));
        builder.Build().Run();

        public class Prices : IDisposable
        {
            private readonly ILogger<Prices> _logger;
            private readonly NpgsqlDataSource _dataSource;

            public Prices(ILogger<Prices> logger, NpgsqlDataSource dataSource)
            {
                _logger = logger;
                _dataSource = dataSource;
            }

            public decimal Of(int id)
            {
                ArgumentOutOfRangeException.ThrowIfNegative(id);
                using var connection = _dataSource.OpenConnection();
                // One price.
                using var command = new NpgsqlCommand("SELECT price FROM products WHERE id = $1", connection);
                command.Parameters.AddWithValue(id);
                return (decimal)command.ExecuteScalar()!;
            }

            public async Task SetAsync(int id, decimal price, CancellationToken token)
            {
                await using var connection = await _dataSource.OpenConnectionAsync(token);

                await using var transaction = await connection.BeginTransactionAsync(token);
                await using var command = connection.CreateCommand();
                command.CommandText = "UPDATE products SET price = $1 WHERE id = $2";
                command.Parameters.AddWithValue(price);
                command.Parameters.AddWithValue(id);
                await command.ExecuteNonQueryAsync(token);
                await transaction.CommitAsync(token);
                _logger.LogInformation("Set");
            }

            public void Dispose() { }
        }
        """);

    [Fact]
    public Task Dapper_and_expression_bodies_move_too_and_tasks_are_awaited() => Test("""
        using Dapper;
        using Npgsql;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton<Prices>();
        builder.Services.AddSingleton<NpgsqlDataSource>(_ => NpgsqlDataSource.Create(builder.Configuration.GetConnectionString("Shop")!));
        builder.Build().Run();

        public class Prices(IConfiguration configuration)
        {
            private readonly NpgsqlConnection {|SLS4005:_connection|} = new(configuration.GetConnectionString("Shop"));
            private const string All = "SELECT price FROM products";

            public IEnumerable<decimal> Of(string name) => _connection.Query<decimal>(All + " WHERE name = @name", new { name });

            public Task<int> CountAsync() => _connection.ExecuteScalarAsync<int>("SELECT count(*) FROM products");

            public async Task<decimal> SumAsync() => (await _connection.QueryAsync<decimal>(All)).Sum();

            public Task RaiseAsync(int percent)
            {
                return _connection.ExecuteAsync("UPDATE products SET price = price * @percent / 100", new { percent });
            }
        }
        """, """
        using Dapper;
        using Npgsql;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton<Prices>();
        builder.Services.AddSingleton<NpgsqlDataSource>(_ => NpgsqlDataSource.Create(builder.Configuration.GetConnectionString("Shop")!));
        builder.Build().Run();

        public class Prices(NpgsqlDataSource dataSource)
        {
            private const string All = "SELECT price FROM products";

            public IEnumerable<decimal> Of(string name)
            {
                using var connection = dataSource.OpenConnection();
                return connection.Query<decimal>(All + " WHERE name = @name", new { name });
            }

            public async Task<int> CountAsync()
            {
                await using var connection = await dataSource.OpenConnectionAsync();
                return await connection.ExecuteScalarAsync<int>("SELECT count(*) FROM products");
            }

            public async Task<decimal> SumAsync()
            {
                await using var connection = await dataSource.OpenConnectionAsync();
                return (await connection.QueryAsync<decimal>(All)).Sum();
            }

            public async Task RaiseAsync(int percent)
            {
                await using var connection = await dataSource.OpenConnectionAsync();
                await connection.ExecuteAsync("UPDATE products SET price = price * @percent / 100", new { percent });
            }
        }
        """);

    [Fact]
    public Task A_connection_that_methods_open_and_close_is_opened_by_them_alone_and_line_ends_stay() => Test("""
        using Npgsql;
        public class Prices(IConfiguration configuration, ILogger<Prices> logger) : BackgroundService
        {
            private NpgsqlConnection {|SLS4005:connection|} = new(configuration.GetConnectionString("Shop"));

            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                logger.LogInformation("Now");
                await connection.OpenAsync(stoppingToken); // once
                var command = new NpgsqlCommand { Connection = connection, CommandText = "DELETE FROM prices" };
                await command.ExecuteNonQueryAsync(stoppingToken);
                await connection.CloseAsync();
            }
        }
        public class Startup
        {
            public void ConfigureServices(IServiceCollection services)
            {
                services.AddHostedService<Prices>();
            }
        }
        """.ReplaceLineEndings("\r\n"), """
        using Npgsql;
        public class Prices(ILogger<Prices> logger, NpgsqlDataSource dataSource) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                logger.LogInformation("Now");
                await using var connection = await dataSource.OpenConnectionAsync(stoppingToken); // once
                var command = new NpgsqlCommand { Connection = connection, CommandText = "DELETE FROM prices" };
                await command.ExecuteNonQueryAsync(stoppingToken);
            }
        }
        public class Startup
        {
            public void ConfigureServices(IServiceCollection services)
            {
                services.AddHostedService<Prices>();
                services.AddSingleton<NpgsqlDataSource>(provider => NpgsqlDataSource.Create(provider.GetRequiredService<IConfiguration>().GetConnectionString("Shop")!));
            }
        }
        """.ReplaceLineEndings("\r\n"));

    static string Type(string members, string creation = "new(configuration.GetConnectionString(\"Shop\"))", string more = "") => $$"""
        using System.Data; using System.Data.Common; using Npgsql; using Dapper;
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton<Prices>();
        builder.Build().Run();
        public class Prices(IConfiguration configuration)
        {
            private readonly NpgsqlConnection _connection = {{creation}};
            public string? Name => configuration["Name"];
            {{members}}
        }
        {{more}}
        """;

    [Theory]
    [InlineData("public int Run(string sql) => _connection.Execute(sql);", "SQL is run that is not written")]
    [InlineData("public int Run() => _connection.Execute(\"CREATE TEMP TABLE prices (id int)\");", "TEMP")]
    [InlineData("public void Run() { using var c = _connection.CreateCommand(); c.CommandText = \"SELECT pg_advisory_lock(1)\"; c.ExecuteNonQuery(); }", "pg_advisory_")]
    [InlineData("public void Run() { using var c = new NpgsqlCommand(\"LISTEN prices\", _connection); c.ExecuteNonQuery(); }", "LISTEN")]
    [InlineData("public int Run(int id) => _connection.Execute($\"INSERT INTO prices VALUES ({id}); SET search_path TO shop\");", "SET")]
    [InlineData("public void Run() => _connection.Notification += (_, _) => { };", "handed on")]
    [InlineData("public void Run() => _connection.Wait();", "'Wait' needs")]
    [InlineData("public void Run() { Use(_connection); } static void Use(DbConnection connection) { }", "handed on")]
    [InlineData("public NpgsqlTransaction Begin() => _connection.BeginTransaction();", "may return what is read later")]
    [InlineData("public DbDataReader Read() { return new NpgsqlCommand(\"SELECT 1\", _connection).ExecuteReader(); }", "may return what is read later")]
    [InlineData("public IEnumerable<int> All() { using var reader = new NpgsqlCommand(\"SELECT 1\", _connection).ExecuteReader(); while (reader.Read()) yield return reader.GetInt32(0); }", "may be left and entered again")]
    [InlineData("public IEnumerable<int> All() => _connection.Query<int>(\"SELECT 1\", buffered: false);", "'Query' needs")]
    [InlineData("public void Two() { using var t = _connection.BeginTransaction(); One(); t.Commit(); } public int One() => _connection.Execute(\"DELETE FROM prices\");", "share a transaction")]
    [InlineData("public void Two() { using var c = _connection.CreateCommand(); One(c); } public void One(NpgsqlCommand c) { _connection.Execute(\"DELETE FROM prices\"); }", "share a transaction")]
    [InlineData("private NpgsqlCommand? _command; public void Run() { _command = _connection.CreateCommand(); _command.Dispose(); }", "'_command' holds")]
    [InlineData("public Func<int> Later() => () => _connection.Execute(\"DELETE FROM prices\");", "outside the body of a method")]
    [InlineData("public string Database() => _connection.Database;", "asked for something else")]
    [InlineData("public static int Count() => 1; public void Nothing() { _connection.Open(); }", "nothing uses")]
    public Task Refuses_what_needs_one_connection_over_several_methods(string members, string reason) => RefusesAsync(Type(members), reason);

    const string Run = "public int Run() => _connection.Execute(\"DELETE FROM prices\");";

    [Theory]
    [InlineData("new(\"Host=localhost;Password=x\")", "", "a password stands in the code")]
    [InlineData("new(configuration.GetConnectionString(\"Shop\") ?? \"Host=localhost;Password=x\")", "", "a password stands in the code")]
    [InlineData("new(configuration.GetConnectionString(\"Shop\"))", "public class Other(IConfiguration c) { public NpgsqlConnection Open() => new(c.GetConnectionString(\"Other\")); }", "reaches another database")]
    [InlineData("new(configuration.GetConnectionString(\"Shop\"))", "public static class Setup { public static void Add(IServiceCollection services, IConfiguration c) => services.AddSingleton<NpgsqlDataSource>(_ => NpgsqlDataSource.Create(c.GetConnectionString(\"Other\")!)); }", "may lead elsewhere")]
    [InlineData("new(configuration.GetConnectionString(\"Shop\"))", "public class Both(Prices prices) { public void All() { using var scope = new System.Transactions.TransactionScope(); prices.Run(); } }", "may span several methods")]
    [InlineData("new(configuration.GetConnectionString(\"Shop\"))", "public class Own(IConfiguration c) { public Prices Make() => new(c); }", "nothing at this place can be given")]
    public Task Refuses_where_the_data_source_would_lead_elsewhere_or_nobody_gives_it(string creation, string more, string reason) => RefusesAsync(Type(Run, creation, more), reason);

    [Fact]
    public Task Where_no_container_gives_a_data_source_the_connection_string_is_kept() => Test("""
        using Npgsql;

        public static class Db
        {
            static readonly NpgsqlConnection {|SLS4005:Connection|} = new("Host=localhost");

            public static void Run()
            {
                using var command = Connection.CreateCommand();
                command.CommandText = "DELETE FROM prices";
                command.ExecuteNonQuery();
            }
        }
        """, """
        using Npgsql;

        public static class Db
        {
            static readonly string ConnectionString = "Host=localhost";

            public static void Run()
            {
                using var connection = new NpgsqlConnection(ConnectionString);
                connection.Open();
                using var command = connection.CreateCommand();
                command.CommandText = "DELETE FROM prices";
                command.ExecuteNonQuery();
            }
        }
        """);

    [Theory]
    [InlineData("static IDbConnection? other; public static void Run(IDbConnection given) { other = given; using var command = other.CreateCommand(); }", "that the type makes once")]
    [InlineData("static NpgsqlConnection? other; public static void Run(string s) { other = new NpgsqlConnection(s); } public static void Again(string s) { other = new NpgsqlConnection(s); }", "that the type makes once")]
    [InlineData("static NpgsqlConnection other = new(\"Host=localhost\"); public static NpgsqlConnection Open() { other.Open(); return other; }", "handed on")]
    [InlineData("public static NpgsqlConnection Other = new(\"Host=localhost\");", "other code reaches")]
    public Task Refuses_what_a_static_class_hands_on_or_is_given(string members, string reason) =>
        RefusesAsync($"using System.Data; using Npgsql; WebApplication.Create(args).Run(); public static class Db {{ {members} }}", reason);

    [Fact]
    public async Task All_projects_of_a_solution_get_one_data_source()
    {
        const string Library = "using Npgsql;\npublic class Prices\n{\n    readonly NpgsqlConnection connection;\n    public Prices(IConfiguration configuration)\n    {\n        connection = new NpgsqlConnection(configuration.GetConnectionString(\"Shop\"));\n    }\n    public decimal Max()\n    {\n        return (decimal)new NpgsqlCommand(\"SELECT max(price) FROM products\", connection).ExecuteScalar()!;\n    }\n}\n";
        var shop = new Workshop { References = Known }
            .Project("Lib", [("Prices.cs", Library)])
            .Project("Web", [("Program.cs", "var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddSingleton<Prices>();\nbuilder.Services.AddSingleton<Stock>();\nbuilder.Build().Run();\n"), ("Stock.cs", Library.Replace("Prices", "Stock", StringComparison.Ordinal))], application: true, uses: ["Lib"]);
        var findings = new List<StatelessAnalyzers.Rewriting.Finding>();
        foreach (var document in shop.Solution.Projects.SelectMany(p => p.Documents))
            foreach (var field in (await document.GetSyntaxRootAsync(TestContext.Current.CancellationToken))!.DescendantNodes().OfType<Microsoft.CodeAnalysis.CSharp.Syntax.VariableDeclaratorSyntax>().Where(v => v.Identifier.ValueText == "connection"))
                findings.Add(new(Diagnostic.Create(Rules.SLS4005_ConnectionHeld, field.GetLocation()), document));
        var outcome = await StatelessAnalyzers.Rewriting.FixEngine.RunAsync(new OpenContextPerOperation(), shop.Solution, [.. findings], TestContext.Current.CancellationToken);
        Assert.Empty(outcome.Refused);
        Assert.Equal(2, outcome.Applied);
        var program = (await outcome.Solution.Projects.SelectMany(p => p.Documents).First(d => d.Name == "Program.cs").GetTextAsync(TestContext.Current.CancellationToken)).ToString();
        Assert.Equal(2, program.Split("NpgsqlDataSource.Create").Length);
        foreach (var project in outcome.Solution.Projects)
            Assert.True((await project.GetCompilationAsync(TestContext.Current.CancellationToken))!.Emit(new MemoryStream(), cancellationToken: TestContext.Current.CancellationToken).Success);
    }
}
