using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using StatelessAnalyzers.Data;
using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Tests.Rewriting;
using Xunit;

namespace StatelessAnalyzers.Tests.Data;

/// <summary>What the fix of SLS4005 leaves alone of connections to SQL Server.</summary>
public class OpenedSqlConnectionsRefusalTests
{
    static readonly ImmutableArray<MetadataReference> Known = [.. References.AspNetCore, .. References.SqlClient, .. References.Dapper];

    static Task RefusesAsync(string code, string reason) => FixRun<LongLivedState, OpenContextPerOperation>.RefusesAsync(code, reason, references: Known);

    static string Program(string members, string creation = "new(configuration.GetConnectionString(\"Shop\"))", string more = "") => $$"""
        using Dapper; using Microsoft.Data.SqlClient;
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton<Prices>();
        builder.Build().Run();
        public class Prices(IConfiguration configuration)
        {
            private readonly SqlConnection _connection = {{creation}};
            public string? Name => configuration["Name"];
            {{members}}
        }
        {{more}}
        """;

    [Theory]
    [InlineData("CREATE TABLE #chosen (id int)", "#c")]
    [InlineData("SET NOCOUNT ON; DELETE FROM prices", "SET NOCOUNT")]
    [InlineData("DELETE FROM prices SET XACT_ABORT ON", "SET XACT_ABORT")]
    [InlineData("SET TRANSACTION ISOLATION LEVEL SNAPSHOT", "SET TRANSACTION")]
    [InlineData("SET IDENTITY_INSERT prices ON", "SET IDENTITY_INSERT")]
    [InlineData("USE warehouse", "USE w")]
    [InlineData("BEGIN TRANSACTION", "BEGIN TRAN")]
    [InlineData("UPDATE prices SET price = 1 COMMIT", "COMMIT")]
    [InlineData("EXEC sp_getapplock @Resource = 'prices', @LockMode = 'Exclusive', @LockOwner = 'Session'", "applock")]
    [InlineData("EXEC sp_set_session_context 'user', 1", "sp_set_session_context")]
    [InlineData("EXECUTE AS USER = 'shop'", "EXECUTE AS")]
    [InlineData("SELECT @@IDENTITY", "@@IDENTITY")]
    [InlineData("SELECT CAST(SCOPE_IDENTITY() AS int)", "SCOPE_IDENTITY")]
    [InlineData("SELECT @@ROWCOUNT", "@@ROWCOUNT")]
    [InlineData("SELECT @@TRANCOUNT", "@@TRANCOUNT")]
    [InlineData("OPEN SYMMETRIC KEY names DECRYPTION BY CERTIFICATE c", "OPEN SYMMETRIC")]
    [InlineData("FETCH NEXT FROM rows", "FETCH NEXT FROM")]
    public Task Refuses_what_the_session_keeps(string sql, string reason) => RefusesAsync(Program($"public int Run() => _connection.Execute(\"{sql}\");"), reason);

    [Theory]
    [InlineData("UPDATE prices SET price = 1, language += 'x', note.WRITE(@a, 0, 1) = 1 WHERE id = 1")]
    [InlineData("DECLARE @n int; SET @n = 1; DELETE FROM prices WHERE id = @n")]
    [InlineData("SELECT id FROM prices ORDER BY id OFFSET 5 ROWS FETCH NEXT 5 ROWS ONLY OPTION (USE HINT('FORCE_ORDER'))")]
    [InlineData("INSERT INTO prices (price) VALUES (1); SELECT SCOPE_IDENTITY()")]
    [InlineData("UPDATE prices SET [price] = 2; SELECT @@ROWCOUNT")]
    [InlineData("EXEC sp_GetPrices; EXEC sp_executesql N'SELECT 1'")]
    public async Task Takes_other_statements_along(string sql)
    {
        var result = await FixRun<LongLivedState, OpenContextPerOperation>.RunAsync(new Workshop { References = Known }.Web(Program($"public int Run() => _connection.Execute(\"{sql}\");")));
        Assert.Empty(result.Refused);
        Assert.Contains("using var connection = new SqlConnection(_connectionString);", result.Text("/0/Web/Test.cs"), StringComparison.Ordinal);
    }

    const string Run = "public int Run() => _connection.Execute(\"DELETE FROM prices\");";

    [Theory]
    [InlineData(Run, "new(\"Server=shop;User Id=sa;Password=x\")", "", "a password stands in the code")]
    [InlineData(Run, "new($\"Server={1};User Id=sa;pwd={2}\")", "", "a password stands in the code")]
    [InlineData(Run, "new(\"Server=shop\", null)", "", "of a connection string alone")]
    [InlineData(Run, "new(\"Server=shop\")", "public class Both(Prices prices) { public void All() { using var scope = new System.Transactions.TransactionScope(); prices.Run(); } }", "may span several methods")]
    [InlineData("public void Copy(System.Data.IDataReader reader) { using var bulk = new SqlBulkCopy(_connection); bulk.WriteToServer(reader); }", "new(\"Server=shop\")", "", "handed on")]
    [InlineData("public SqlDataAdapter All() => new SqlDataAdapter(\"SELECT 1\", _connection);", "new(\"Server=shop\")", "", "may return what is read later")]
    [InlineData("SqlCommand? _c; public void Run(SqlCommand c) { c.Connection = _connection; c.ExecuteNonQuery(); }", "new(\"Server=shop\")", "", "handed on")]
    [InlineData("public void Run() { foreach (var i in new[] { 1 }) try { new SqlCommand(\"DELETE FROM prices\", _connection).ExecuteNonQuery(); } catch (SqlException) { } }", "new(\"Server=shop\")", "", "handles what fails")]
    public Task Refuses_what_would_do_something_else(string members, string creation, string more, string reason) => RefusesAsync(Program(members, creation, more), reason);
}
