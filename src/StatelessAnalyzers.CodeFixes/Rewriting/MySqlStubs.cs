namespace StatelessAnalyzers.Rewriting;

/// <summary>The stubs of Pomelo.EntityFrameworkCore.MySql, and of what it brings along.</summary>
internal static class MySqlStubs
{
    public static ApiStub[] All { get; } =
    [
        new("Microsoft.EntityFrameworkCore.MySqlServerVersion", """
        namespace Microsoft.EntityFrameworkCore.Infrastructure { public class MySqlDbContextOptionsBuilder { } }
        namespace Microsoft.EntityFrameworkCore
        {
            public abstract class ServerVersion { }
            public class MySqlServerVersion : ServerVersion { public MySqlServerVersion(string versionString) { } }
            public static class MySqlDbContextOptionsBuilderExtensions
            {
                public static DbContextOptionsBuilder UseMySql(this DbContextOptionsBuilder optionsBuilder, string connectionString, ServerVersion serverVersion, System.Action<Infrastructure.MySqlDbContextOptionsBuilder> mySqlOptionsAction = null) => optionsBuilder;
                public static DbContextOptionsBuilder<TContext> UseMySql<TContext>(this DbContextOptionsBuilder<TContext> optionsBuilder, string connectionString, ServerVersion serverVersion, System.Action<Infrastructure.MySqlDbContextOptionsBuilder> mySqlOptionsAction = null) where TContext : DbContext => optionsBuilder;
            }
        }
        namespace Microsoft.Extensions.DependencyInjection
        {
            public static class MySqlServiceCollectionExtensions
            {
                public static IServiceCollection AddMySql<TContext>(this IServiceCollection serviceCollection, string connectionString, Microsoft.EntityFrameworkCore.ServerVersion serverVersion, System.Action<Microsoft.EntityFrameworkCore.Infrastructure.MySqlDbContextOptionsBuilder> mySqlOptionsAction = null, System.Action<Microsoft.EntityFrameworkCore.DbContextOptionsBuilder> optionsAction = null) where TContext : Microsoft.EntityFrameworkCore.DbContext => serviceCollection;
            }
        }
        """),
        new("Microsoft.EntityFrameworkCore.RelationalModelBuilderExtensions", """
        namespace Microsoft.EntityFrameworkCore
        {
            public static class RelationalModelBuilderExtensions { public static ModelBuilder UseCollation(this ModelBuilder modelBuilder, string collation) => modelBuilder; }
        }
        """),
    ];
}
