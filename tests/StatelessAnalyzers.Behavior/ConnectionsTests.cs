using System.Globalization;
using StatelessAnalyzers.EndToEnd;
using StatelessAnalyzers.ScaleOut;
using Xunit;

namespace StatelessAnalyzers.Behavior;

/// <summary>Connections to PostgreSQL and MySQL that singletons hold, which the fix of SLS4005 opens where they are used.</summary>
public class ConnectionsTests(PackedPackage package)
{
    const string Packages = """
        <PackageReference Include="Npgsql" Version="10.0.3" />
            <PackageReference Include="Dapper" Version="2.1.86" />
            <PackageReference Include="MySqlConnector" Version="2.6.2" />
        """;

    const string Program = """
        using System.Data;
        using Dapper;
        using MySqlConnector;
        using Npgsql;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton<Stock>();
        builder.Services.AddSingleton<Prices>();
        builder.Services.AddSingleton<Wares>();
        builder.Services.AddHealthChecks();
        var app = builder.Build();
        app.MapHealthChecks("/health");
        app.MapGet("/stock", (Stock stock) => stock.All());
        app.MapGet("/stock/{name}", (string name, Stock stock) => stock.Find(name) is { } count ? Results.Ok(count) : Results.NotFound());
        app.MapPut("/stock/{name}/{count:int}", (string name, int count, Stock stock) => stock.Put(name, count));
        app.MapPost("/stock/{from}/{to}/{count:int}", async (string from, string to, int count, Stock stock) => await stock.MoveAsync(from, to, count));
        app.MapGet("/prices", async (Prices prices) => await prices.AllAsync());
        app.MapPost("/prices/{name}/{price:decimal}", async (string name, decimal price, Prices prices) => await prices.AddAsync(name, price));
        app.MapDelete("/prices/{name}", (string name, Prices prices) => prices.Remove(name));
        app.MapPut("/wares", (Wares wares) => wares.Make());
        app.MapPost("/wares/{name}", async (string name, int count, Wares wares) => await wares.AddAsync(name, count));
        app.MapGet("/wares", (Wares wares) => wares.All());
        app.Run();

        public class Wares
        {
            private readonly MySqlConnection _connection;

            public Wares(IConfiguration configuration)
            {
                _connection = new MySqlConnection(configuration.GetConnectionString("Wares"));
                _connection.Open();
            }

            public void Make()
            {
                using var command = new MySqlCommand("CREATE TABLE wares (id int AUTO_INCREMENT PRIMARY KEY, name varchar(50) UNIQUE, count int)", _connection);
                command.ExecuteNonQuery();
            }

            public async Task<long> AddAsync(string name, int count)
            {
                await using var transaction = await _connection.BeginTransactionAsync();
                await using var command = _connection.CreateCommand();
                command.Transaction = transaction;
                command.CommandText = "INSERT INTO wares (name, count) VALUES (@name, @count)";
                command.Parameters.AddWithValue("@name", name);
                command.Parameters.AddWithValue("@count", count);
                await command.ExecuteNonQueryAsync();
                await transaction.CommitAsync();
                return command.LastInsertedId;
            }

            public List<string> All()
            {
                using var command = new MySqlCommand("SELECT name, count FROM wares ORDER BY id", _connection);
                using var reader = command.ExecuteReader();
                var all = new List<string>();
                while (reader.Read())
                    all.Add(reader.GetString(0) + "=" + reader.GetInt32(1));
                return all;
            }
        }

        public class Stock : IDisposable
        {
            private readonly NpgsqlConnection _connection;

            public Stock(IConfiguration configuration)
            {
                _connection = new NpgsqlConnection(configuration.GetConnectionString("Shop"));
                _connection.Open();
            }

            public List<string> All()
            {
                using var command = new NpgsqlCommand("SELECT name, count FROM stock", _connection);
                using var reader = command.ExecuteReader();
                var all = new List<string>();
                while (reader.Read())
                    all.Add(reader.GetString(0) + "=" + reader.GetInt32(1));
                return all;
            }

            public int? Find(string name)
            {
                using var command = _connection.CreateCommand();
                command.CommandText = "SELECT count FROM stock WHERE name = $1";
                command.Parameters.AddWithValue(name);
                return (int?)command.ExecuteScalar();
            }

            public int Put(string name, int count)
            {
                using var command = new NpgsqlCommand("INSERT INTO stock VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET count = $2", _connection);
                command.Parameters.AddWithValue(name);
                command.Parameters.AddWithValue(count);
                return command.ExecuteNonQuery();
            }

            public async Task<bool> MoveAsync(string from, string to, int count)
            {
                await using var transaction = await _connection.BeginTransactionAsync();
                var taken = await _connection.ExecuteAsync("UPDATE stock SET count = count - @count WHERE name = @from", new { from, count }, transaction);
                var given = await _connection.ExecuteAsync("UPDATE stock SET count = count + @count WHERE name = @to", new { to, count }, transaction);
                if (taken + given < 2)
                {
                    await transaction.RollbackAsync();
                    return false;
                }

                await transaction.CommitAsync();
                return true;
            }

            public void Dispose() => _connection.Dispose();
        }

        public class Prices(IConfiguration configuration)
        {
            private readonly NpgsqlConnection _connection = new(configuration.GetConnectionString("Shop"));

            public Task<IEnumerable<string>> AllAsync() => _connection.QueryAsync<string>("SELECT name || '=' || price FROM prices");

            public async Task<int> AddAsync(string name, decimal price)
            {
                if (_connection.State != ConnectionState.Open)
                    await _connection.OpenAsync();
                return await _connection.ExecuteScalarAsync<int>("INSERT INTO prices (name, price) VALUES (@name, @price) RETURNING id", new { name, price });
            }

            public int Remove(string name) => _connection.Execute("DELETE FROM prices WHERE name = @name", new { name });
        }

        """;

    const string Schema = "CREATE TABLE stock (name text PRIMARY KEY, count int NOT NULL CHECK (count >= 0)); CREATE TABLE prices (id serial PRIMARY KEY, name text NOT NULL, price numeric NOT NULL);";

    static async Task<List<string>> AskAsync(Func<string, object?, Task<string>> send)
    {
        var script = new Script(send);
        await script.SendAsync("GET /stock");
        await script.SendAsync("GET /stock/pen");
        await script.SendAsync("PUT /stock/pen/5");
        await script.SendAsync("PUT /stock/ink/2");
        await script.SendAsync("PUT /stock/pen/7");
        await script.SendAsync("GET /stock/pen");
        await script.SendAsync("POST /stock/pen/ink/3");
        await script.SendAsync("POST /stock/pen/paper/3");
        await script.SendAsync("GET /stock");
        await script.SendAsync("GET /prices");
        await script.SendAsync("POST /prices/pen/1.50");
        await script.SendAsync("POST /prices/pen/2");
        await script.SendAsync("POST /prices/ink/0");
        await script.SendAsync("GET /prices");
        await script.SendAsync("DELETE /prices/pen");
        await script.SendAsync("DELETE /prices/pen");
        await script.SendAsync("GET /prices");
        await script.SendAsync("PUT /wares");
        await script.SendAsync("POST /wares/pen?count=3");
        await script.SendAsync("POST /wares/ink?count=0");
        await script.SendAsync("GET /wares");
        return script.Answers;
    }

    static async Task<Postgres> DatabaseAsync(string folder)
    {
        var postgres = new Postgres(folder);
        await postgres.StartAsync(Schema);
        return postgres;
    }

    [Fact]
    public async Task Fixed_code_answers_as_before_and_serves_requests_at_once()
    {
        Installed.Require();
        Assert.SkipWhen(MariaDb.Missing is not null, MariaDb.Missing ?? "");
        await using var mariadb = new MariaDb(Path.Combine(package.Folder, "mariadb-connections"));
        await mariadb.StartAsync();
        var application = new Application(package, nameof(ConnectionsTests), "auto", Packages, Program);
        await using var before = await DatabaseAsync(Path.Combine(package.Folder, "postgres-held"));
        var expected = await application.AnswersBeforeAsync(AskAsync, new Dictionary<string, string> { ["ConnectionStrings__Shop"] = before.ConnectionString, ["ConnectionStrings__Wares"] = mariadb.ConnectionString("mysql") });
        Assert.DoesNotContain(expected, e => e.Contains(": 500", StringComparison.Ordinal));
        await application.FixAsync("SLS4005");

        await using var after = await DatabaseAsync(Path.Combine(package.Folder, "postgres-opened"));
        var settings = new Dictionary<string, string> { ["ConnectionStrings__Shop"] = after.ConnectionString, ["ConnectionStrings__Wares"] = mariadb.ConnectionString("sys") };
        await using var first = await application.StartAsync(settings);
        await using var second = await application.StartAsync(settings);
        var turn = 0;
        Assert.Equal(expected, await AskAsync((request, content) => (turn++ % 2 == 0 ? first : second).SendAsync(request, content)));

        // One connection would be busy with the first of them.
        var added = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => (i % 2 == 0 ? first : second).SendAsync("POST /prices/p" + i.ToString(CultureInfo.InvariantCulture) + "/1")));
        Assert.All(added, a => Assert.StartsWith("200", a, StringComparison.Ordinal));
        Assert.Distinct(added);
        var stocked = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => first.SendAsync("POST /wares/n" + i.ToString(CultureInfo.InvariantCulture) + "?count=1")));
        Assert.All(stocked, s => Assert.StartsWith("200", s, StringComparison.Ordinal));
        Assert.Distinct(stocked);
        var moved = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => (i % 2 == 0 ? first : second).SendAsync("POST /stock/pen/ink/1")));
        Assert.All(moved, m => Assert.Equal("200 true", m));
        Assert.Equal("200 0", await first.SendAsync("GET /stock/pen"));
    }
}
