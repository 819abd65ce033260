using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using StatelessAnalyzers.Data;
using Xunit;

namespace StatelessAnalyzers.Tests.Data;

public class UseDatabaseServerTests
{
    const string Context = """

        public class Shop(DbContextOptions<Shop> options) : DbContext(options);
        """;

    static readonly ImmutableArray<MetadataReference> Known = [.. References.AspNetCore, .. References.Databases, .. References.Postgres.Except(References.Databases)];

    static FixTest<EmbeddedDatabase, UseDatabaseServer> Test(string code, string? after) => new()
    {
        References = Known,
        Code = "using Microsoft.EntityFrameworkCore;\n" + code + Context,
        Fixed = after is null ? null : "using Microsoft.EntityFrameworkCore;\n" + after + Context,
    };

    [Fact]
    public Task Top_level_statements_have_the_builder_s_configuration() => Test("""
        var builder = WebApplication.CreateBuilder(args);
        // The shop's own.
        builder.Services.AddDbContext<Shop>(options => options.{|SLS4001:UseInMemoryDatabase|}("shop")); // all of it
        builder.Services.AddDbContextFactory<Shop>(options => options.EnableDetailedErrors().{|SLS4001:UseInMemoryDatabase|}(databaseName: "second-shop").EnableSensitiveDataLogging());
        builder.Build().Run();
        """, """
        var builder = WebApplication.CreateBuilder(args);
        // The shop's own.
        builder.Services.AddDbContext<Shop>(options => options.UseNpgsql(builder.Configuration.GetConnectionString("Shop"))); // all of it
        builder.Services.AddDbContextFactory<Shop>(options => options.EnableDetailedErrors().UseNpgsql(builder.Configuration.GetConnectionString("Secondshop")).EnableSensitiveDataLogging());
        builder.Build().Run();
        """).RunAsync();

    [Fact]
    public Task A_Startup_class_has_its_own_configuration() => Test("""
        public class Startup(IConfiguration configuration)
        {
            const string Name = "Catalog";

            public void ConfigureServices(IServiceCollection services)
            {
                services.AddDbContextPool<Shop>(options =>
                {
                    options.{|SLS4001:UseInMemoryDatabase|}(Name);
                });
            }
        }
        """, """
        public class Startup(IConfiguration configuration)
        {
            const string Name = "Catalog";

            public void ConfigureServices(IServiceCollection services)
            {
                services.AddDbContextPool<Shop>(options =>
                {
                    options.UseNpgsql(configuration.GetConnectionString("Catalog"));
                });
            }
        }
        """).RunAsync();

    [Fact]
    public Task Options_that_are_made_from_services_take_the_configuration_from_them() => Test("""
        public static class Setup
        {
            public static void AddShop(this IServiceCollection services) =>
                services.AddDbContext<Shop>((provider, options) => options.{|SLS4001:UseInMemoryDatabase|}("Shop"));
        }
        """, """
        public static class Setup
        {
            public static void AddShop(this IServiceCollection services) =>
                services.AddDbContext<Shop>((provider, options) => options.UseNpgsql(provider.GetRequiredService<IConfiguration>().GetConnectionString("Shop")));
        }
        """).RunAsync();

    [Fact]
    public Task A_context_that_has_the_configuration_uses_it() => Test("""
        public class Notes(IConfiguration configuration) : DbContext
        {
            protected override void OnConfiguring(DbContextOptionsBuilder options) => options.{|SLS4001:UseInMemoryDatabase|}("notes");
        }
        """, """
        public class Notes(IConfiguration configuration) : DbContext
        {
            protected override void OnConfiguring(DbContextOptionsBuilder options) => options.UseNpgsql(configuration.GetConnectionString("Notes"));
        }
        """).RunAsync();

    [Theory]
    [InlineData("{\r\n  \"AllowedHosts\": \"*\"\r\n}\r\n", "{\r\n  \"AllowedHosts\": \"*\",\r\n  \"ConnectionStrings\": {\r\n    \"Shop\": \"Host=localhost;Database=shop;Username=postgres\"\r\n  }\r\n}\r\n", "Shop")]
    [InlineData("{\n  \"ConnectionStrings\": {\n    \"shop\": \"Server=db\"\n  }\n}\n", "{\n  \"ConnectionStrings\": {\n    \"shop\": \"Server=db\",\n    \"ShopDatabase\": \"Host=localhost;Database=shop;Username=postgres\"\n  }\n}\n", "ShopDatabase")]
    [InlineData("{\n  \"ConnectionStrings\": {\n    \"Shop\": \"Host=localhost;Database=shop;Username=postgres\"\n  }\n}\n", "{\n  \"ConnectionStrings\": {\n    \"Shop\": \"Host=localhost;Database=shop;Username=postgres\"\n  }\n}\n", "Shop")]
    public async Task Package_and_connection_string_are_added(string before, string after, string key)
    {
        var test = new FixTest<EmbeddedDatabase, UseDatabaseServer>
        {
            References = [.. References.AspNetCore, .. References.Databases],
            Code = "using Microsoft.EntityFrameworkCore;\nvar builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddDbContext<Shop>(options => options.{|SLS4001:UseInMemoryDatabase|}(\"shop\"));\nbuilder.Build().Run();\n" + Context,
            Fixed = "using Microsoft.EntityFrameworkCore;\nvar builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddDbContext<Shop>(options => options.{|CS1061:UseNpgsql|}(builder.Configuration.GetConnectionString(\"" + key + "\")));\nbuilder.Build().Run();\n" + Context,
        };
        test.TestState.AdditionalFiles.Add(("/0/Shop.csproj", SourceText.From("<Project Sdk=\"Microsoft.NET.Sdk.Web\">\n  <ItemGroup>\n    <PackageReference Include=\"Microsoft.EntityFrameworkCore.InMemory\" Version=\"10.0.0\" />\n  </ItemGroup>\n</Project>\n")));
        test.TestState.AdditionalFiles.Add(("/0/appsettings.json", SourceText.From(before)));
        test.FixedState.AdditionalFiles.Add(("/0/Shop.csproj", SourceText.From("<Project Sdk=\"Microsoft.NET.Sdk.Web\">\n  <ItemGroup>\n    <PackageReference Include=\"Microsoft.EntityFrameworkCore.InMemory\" Version=\"10.0.0\" />\n    <PackageReference Include=\"Npgsql.EntityFrameworkCore.PostgreSQL\" Version=\"10.0.0\" />\n  </ItemGroup>\n</Project>\n")));
        test.FixedState.AdditionalFiles.Add(("/0/appsettings.json", SourceText.From(after)));
        await test.RunAsync();
    }

    [Theory]
    [InlineData("services.AddDbContext<Shop>(options => options.{|SLS4001:UseInMemoryDatabase|}(Guid.NewGuid().ToString()));")]
    [InlineData("services.AddDbContext<Shop>(options => options.{|SLS4001:UseInMemoryDatabase|}($\"shop-{Environment.ProcessId}\"));")]
    [InlineData("services.AddDbContext<Shop>(options => options.{|SLS4001:UseInMemoryDatabase|}(\"shop\", memory => memory.EnableNullChecks(false)));")]
    [InlineData("services.AddDbContext<Shop>(options => options.{|SLS4001:UseInMemoryDatabase|}(\"shop\", new Microsoft.EntityFrameworkCore.Storage.InMemoryDatabaseRoot()));")]
    [InlineData("services.AddDbContext<Shop>(options => options.{|SLS4001:UseSqlite|}(\"Data Source=:memory:\"));")]
    [InlineData("services.AddDbContext<Shop>(options => options.{|SLS4001:UseInMemoryDatabase|}(\"shop\").UseInternalServiceProvider(null));")]
    public Task Refuses_what_has_no_counterpart(string statement) => Test($$"""
        public class Startup(IConfiguration configuration)
        {
            public IConfiguration Configuration => configuration;
            public void ConfigureServices(IServiceCollection services)
            {
                {{statement}}
            }
        }
        """, after: null).RunAsync();

    [Fact]
    public Task Refuses_where_no_configuration_is_at_hand() => Test("""
        public static class Setup
        {
            public static void AddShop(this IServiceCollection services) => services.AddDbContext<Shop>(options => options.{|SLS4001:UseInMemoryDatabase|}("shop"));
        }
        public class Notes : DbContext
        {
            protected override void OnConfiguring(DbContextOptionsBuilder options) => options.{|SLS4001:UseInMemoryDatabase|}("notes");
        }
        """, after: null).RunAsync();

    [Fact]
    public async Task Refuses_where_a_condition_decides()
    {
        var test = Test("""
            public class Startup(IConfiguration configuration)
            {
                public void ConfigureServices(IServiceCollection services)
                {
                    if (configuration["Memory"] is not null)
                        services.AddDbContext<Shop>(options => options.{|#0:UseInMemoryDatabase|}("shop"));
                }
            }
            """, after: null);
        test.ExpectedDiagnostics.Add(new Microsoft.CodeAnalysis.Testing.DiagnosticResult("SLS4001", DiagnosticSeverity.Info).WithLocation(0));
        await test.RunAsync();
    }
}
