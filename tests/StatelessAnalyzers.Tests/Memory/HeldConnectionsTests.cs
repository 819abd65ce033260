using Microsoft.CodeAnalysis;
using StatelessAnalyzers.Memory;
using Xunit;

namespace StatelessAnalyzers.Tests.Memory;

public class HeldConnectionsTests
{
    // EF Core and NHibernate as far as the rule looks at them.
    static readonly MetadataReference Orm = Compiled.As("Orm", """
        namespace Microsoft.EntityFrameworkCore
        {
            public class DbContext : System.IDisposable { public void Dispose() { } }
            public interface IDbContextFactory<T> { T CreateDbContext(); }
        }
        namespace NHibernate { public interface ISession; public interface ISessionFactory; }
        """);

    static Task Run(string code) => new RuleTest<LongLivedState>
    {
        References = References.AspNetCore.Add(Orm),
        Code = code,
    }.RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task Reports_connections_in_static_members_and_singletons() => Run("""
        using System.Data;
        using System.Data.Common;
        using Microsoft.EntityFrameworkCore;
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton<Orders>();
        builder.Services.AddSingleton<Captured>();
        builder.Services.AddHostedService<Worker>();
        builder.Build().Run();
        public class ShopDb : DbContext;
        public static class Db
        {
            public static DbConnection? {|SLS4005:Connection|};
            static IDbConnection? {|SLS4005:other|};
            static readonly Lazy<ShopDb> {|SLS4005:lazy|} = new();
            static readonly Dictionary<string, DbTransaction> {|SLS4005:open|} = [];
            static NHibernate.ISession? {|SLS4005:Session|} { get; set; }
            public static void Use(IDbConnection c) { other = c; lazy.Value.Dispose(); open.Clear(); }
        }
        public class Orders
        {
            readonly ShopDb {|SLS4005:db|};
            public Orders(ShopDb db) => this.db = db;
            public void Use() => db.Dispose();
        }
        public class Captured(ShopDb {|SLS4005:db|}) { public void Use() => db.Dispose(); }
        public class Worker(ShopDb db) : BackgroundService
        {
            readonly ShopDb {|SLS4005:db|} = db;
            protected override Task ExecuteAsync(CancellationToken token) { db.Dispose(); return Task.CompletedTask; }
        }
        public class Middleware(RequestDelegate next, ShopDb {|SLS4005:db|}) { public Task Invoke(HttpContext c) { db.Dispose(); return next(c); } }
        """);

    [Fact]
    public Task Reports_contexts_that_a_component_of_a_circuit_is_given() => Run("""
        using Microsoft.AspNetCore.Components;
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddServerSideBlazor();
        builder.Build().Run();
        public class ShopDb : Microsoft.EntityFrameworkCore.DbContext;
        public class Orders : ComponentBase { [Inject] ShopDb {|SLS4005:Db|} { get; set; } = null!; ShopDb? mine; void Use() { mine = Db; mine.Dispose(); } }
        """);

    [Fact]
    public Task Silent_where_the_connection_ends_with_the_request() => Run("""
        using System.Data.Common;
        using Microsoft.AspNetCore.Components;
        using Microsoft.EntityFrameworkCore;
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddScoped<Orders>();
        builder.Services.AddSingleton<Factory>();
        builder.Build().Run();
        public class ShopDb : DbContext;
        public class Orders(ShopDb db) { DbConnection? connection; public void Use(DbConnection c) { connection = c; db.Dispose(); } }
        public class Factory(IDbContextFactory<ShopDb> factory, DbDataSource source, NHibernate.ISessionFactory sessions)
        {
            static readonly Func<ShopDb> make = () => new ShopDb();
            static readonly AsyncLocal<ShopDb> current = new();
            [ThreadStatic] static ShopDb? perThread;
            public void Use() { using var db = factory.CreateDbContext(); using var c = source.CreateConnection(); current.Value = make(); perThread = db; _ = sessions; }
        }
        public class Middleware(RequestDelegate next) { public Task Invoke(HttpContext c, ShopDb db) { db.Dispose(); return next(c); } }
        public class Page : ComponentBase { [Inject] ShopDb Db { get; set; } = null!; void Use() => Db.Dispose(); }
        """);

    [Fact]
    public Task Silent_for_the_users_own_type_of_that_name() => Run("""
        namespace Own { public class DbConnection; public static class Keeper { public static readonly DbConnection Held = new(); } }
        """);

    [Fact]
    public Task Survives_half_typed_code() => new RuleTest<LongLivedState>
    {
        CompilerDiagnostics = Microsoft.CodeAnalysis.Testing.CompilerDiagnostics.None,
        Code = "public class A { static System.Data.IDbConnection = ; static System.Lazy< x; static Missing.DbContext y",
    }.RunAsync(TestContext.Current.CancellationToken);
}
