namespace StatelessAnalyzers.Rewriting;

/// <summary>The stubs of Npgsql.EntityFrameworkCore.PostgreSQL.</summary>
internal static class PostgresStubs
{
    public static ApiStub[] All { get; } =
    [
        new("Microsoft.EntityFrameworkCore.NpgsqlDbContextOptionsBuilderExtensions", """
        namespace Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure { public class NpgsqlDbContextOptionsBuilder { } }
        namespace Microsoft.EntityFrameworkCore
        {
            public static class NpgsqlDbContextOptionsBuilderExtensions
            {
                public static DbContextOptionsBuilder UseNpgsql(this DbContextOptionsBuilder optionsBuilder, string connectionString, System.Action<Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure.NpgsqlDbContextOptionsBuilder> npgsqlOptionsAction = null) => optionsBuilder;
                public static DbContextOptionsBuilder<TContext> UseNpgsql<TContext>(this DbContextOptionsBuilder<TContext> optionsBuilder, string connectionString, System.Action<Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure.NpgsqlDbContextOptionsBuilder> npgsqlOptionsAction = null) where TContext : DbContext => optionsBuilder;
            }
        }
        """),
        new("Microsoft.Extensions.DependencyInjection.NpgsqlServiceCollectionExtensions", """
        namespace Microsoft.Extensions.DependencyInjection
        {
            public static class NpgsqlServiceCollectionExtensions
            {
                public static IServiceCollection AddNpgsql<TContext>(this IServiceCollection serviceCollection, string connectionString, System.Action<Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure.NpgsqlDbContextOptionsBuilder> npgsqlOptionsAction = null, System.Action<Microsoft.EntityFrameworkCore.DbContextOptionsBuilder> optionsAction = null) where TContext : Microsoft.EntityFrameworkCore.DbContext => serviceCollection;
            }
        }
        """),
    ];
}
