using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using StatelessAnalyzers.Data;
using StatelessAnalyzers.Platform;
using StatelessAnalyzers.Tests.Rewriting;
using Xunit;

namespace StatelessAnalyzers.Tests.Data;

/// <summary>The fix of SLS4006 for identity servers, against the types of Duende.IdentityServer.EntityFramework that it writes: the package itself is not to be had here.</summary>
public class KeepGrantsInPostgresTests
{
    static readonly MetadataReference Store = References.Compile("Duende.IdentityServer.EntityFramework", """
        namespace Duende.IdentityServer.EntityFramework.Options { public class OperationalStoreOptions { public System.Action<Microsoft.EntityFrameworkCore.DbContextOptionsBuilder> ConfigureDbContext { get; set; } } }
        namespace Microsoft.Extensions.DependencyInjection
        {
            public static class IdentityServerEntityFrameworkBuilderExtensions
            {
                public static IIdentityServerBuilder AddOperationalStore(this IIdentityServerBuilder builder, System.Action<Duende.IdentityServer.EntityFramework.Options.OperationalStoreOptions> storeOptionsAction = null) => builder;
            }
        }
        """, [.. References.AspNetCore, .. References.EntityFramework, LibraryStubs.IdentityServer]);

    static readonly ImmutableArray<MetadataReference> Known = [.. References.AspNetCore, .. References.Postgres, LibraryStubs.IdentityServer, Store];

    static Task Test<TRule>(string code, string after) where TRule : Rule, new() =>
        new FixTest<TRule, KeepJobsInPostgres> { References = Known, Code = code, Fixed = after }.RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task Grants_in_memory_give_way_to_the_operational_store() => Test<StoreInMemory>("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddIdentityServer()
            .AddInMemoryClients()
            // Until there is a database.
            .{|SLS4006:AddInMemoryPersistedGrants|}() // grants
            .AddInMemoryApiScopes();
        builder.Build().Run();
        """.ReplaceLineEndings("\r\n"), """
        using Microsoft.EntityFrameworkCore;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddIdentityServer()
            .AddInMemoryClients()
            // Until there is a database.
            .AddOperationalStore(options => options.ConfigureDbContext = db => db.UseNpgsql(builder.Configuration.GetConnectionString("IdentityServer"))) // grants
            .AddInMemoryApiScopes();
        builder.Build().Run();
        """.ReplaceLineEndings("\r\n"));

    [Fact]
    public Task A_server_without_a_store_gets_one() => Test<StoreLeftInMemory>("""
        public class Startup(IConfiguration configuration)
        {
            public void ConfigureServices(IServiceCollection services)
            {
                services.{|SLS4006:AddIdentityServer|}(options =>
                {
                    Console.WriteLine(options);
                })
                .AddInMemoryClients()
                .AddInMemoryApiScopes();
            }
        }
        """, """
        using Microsoft.EntityFrameworkCore;

        public class Startup(IConfiguration configuration)
        {
            public void ConfigureServices(IServiceCollection services)
            {
                services.AddIdentityServer(options =>
                {
                    Console.WriteLine(options);
                })
                .AddOperationalStore(options => options.ConfigureDbContext = db => db.UseNpgsql(configuration.GetConnectionString("IdentityServer")))
                .AddInMemoryClients()
                .AddInMemoryApiScopes();
            }
        }
        """);

    [Fact]
    public Task A_server_that_is_all_of_the_statement_gets_one_too() => Test<StoreLeftInMemory>("""
        var builder = WebApplication.CreateBuilder(args);
        var server = builder.Services.{|SLS4006:AddIdentityServer|}();
        builder.Build().Run();
        """, """
        using Microsoft.EntityFrameworkCore;

        var builder = WebApplication.CreateBuilder(args);
        var server = builder.Services.AddIdentityServer().AddOperationalStore(options => options.ConfigureDbContext = db => db.UseNpgsql(builder.Configuration.GetConnectionString("IdentityServer")));
        builder.Build().Run();
        """);

    [Fact]
    public async Task The_package_and_a_placeholder_without_a_password_come_along()
    {
        var shop = new Workshop { References = [.. References.AspNetCore, .. References.EntityFramework, LibraryStubs.IdentityServer, Store] }.Project("Web", [("Program.cs", "var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddIdentityServer().AddInMemoryPersistedGrants();\nbuilder.Build().Run();\n")], application: true,
            additional: [("Web.csproj", "<Project Sdk=\"Microsoft.NET.Sdk.Web\">\n  <ItemGroup>\n    <PackageReference Include=\"Duende.IdentityServer.EntityFramework\" Version=\"7.3.2\" />\n  </ItemGroup>\n</Project>\n"), ("appsettings.json", "{\n}\n")]);
        var result = await FixRun<StoreInMemory, KeepJobsInPostgres>.RunAsync(shop, hasPackages: false);
        Assert.Empty(result.Refused);
        Assert.Contains("Include=\"Npgsql.EntityFrameworkCore.PostgreSQL\"", result.Text("/0/Web/Web.csproj"), StringComparison.Ordinal);
        Assert.Contains("\"IdentityServer\": \"Host=localhost;Database=identityserver;Username=postgres\"", result.Text("/0/Web/appsettings.json"), StringComparison.Ordinal);
    }

    static string Program(string chain, string more = "") => $"var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.{chain};\nbuilder.Build().Run();\n{more}";

    [Fact]
    public Task Refuses_where_the_package_of_the_store_is_not_referenced() =>
        FixRun<StoreInMemory, KeepJobsInPostgres>.RefusesAsync(Program("AddIdentityServer().AddInMemoryPersistedGrants()"), "no package with AddOperationalStore", references: [.. References.AspNetCore, .. References.Postgres, LibraryStubs.IdentityServer]);

    [Theory]
    [InlineData("AddIdentityServer().AddInMemoryPersistedGrants().AddOperationalStore()", "", "names AddOperationalStore")]
    [InlineData("AddIdentityServer().AddInMemoryPersistedGrants()", "public class Own : Duende.IdentityServer.Stores.IPersistedGrantStore { }", "names IPersistedGrantStore")]
    public Task Refuses_where_there_may_be_another_store(string chain, string more, string reason) =>
        FixRun<StoreInMemory, KeepJobsInPostgres>.RefusesAsync(Program(chain, more), reason, references: Known);

    [Fact]
    public Task Refuses_where_no_configuration_is_at_hand() => FixRun<StoreInMemory, KeepJobsInPostgres>.RefusesAsync(
        "WebApplication.Create(args).Run(); public static class Setup { public static void Add(IServiceCollection services) => services.AddIdentityServer().AddInMemoryPersistedGrants(); }", "no configuration is at hand", references: Known);
}
