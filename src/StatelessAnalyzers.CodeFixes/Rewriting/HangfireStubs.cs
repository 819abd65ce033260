namespace StatelessAnalyzers.Rewriting;

/// <summary>The stubs of Hangfire.PostgreSql.</summary>
internal static class HangfireStubs
{
    public static ApiStub[] All { get; } =
    [
        new("Npgsql.NpgsqlConnection", "namespace Npgsql { public sealed class NpgsqlConnection { } }"),
        new("Hangfire.PostgreSql.PostgreSqlStorage", """
        namespace Hangfire.PostgreSql
        {
            public class PostgreSqlBootstrapperOptions
            {
                public PostgreSqlBootstrapperOptions UseNpgsqlConnection(string connectionString, System.Action<Npgsql.NpgsqlConnection> connectionSetup = null) => this;
            }
            public class PostgreSqlStorage : JobStorage
            {
                public override Storage.IMonitoringApi GetMonitoringApi() => null;
                public override Storage.IStorageConnection GetConnection() => null;
            }
            public static class PostgreSqlBootstrapperConfigurationExtensions
            {
                public static IGlobalConfiguration<PostgreSqlStorage> UsePostgreSqlStorage(this IGlobalConfiguration configuration, System.Action<PostgreSqlBootstrapperOptions> configure) => null;
            }
        }
        """),
    ];
}
