using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using StatelessAnalyzers.Data;
using Xunit;

namespace StatelessAnalyzers.Tests.Data;

public class KeepJobsInPostgresTests
{
    static readonly ImmutableArray<MetadataReference> Known = [.. References.AspNetCore, .. References.Messaging, .. References.Postgres, .. References.HangfirePostgres.Except(References.Messaging), LibraryStubs.HangfireMemoryStorage];

    // As Hangfire.NetCore has it.
    const string Registration = """

        public static class Registration
        {
            public static void AddHangfire(this IServiceCollection services, Action<Hangfire.IGlobalConfiguration> set) { }
            public static void AddHangfire(this IServiceCollection services, Action<IServiceProvider, Hangfire.IGlobalConfiguration> set) { }
        }
        """;

    static FixTest<StoreInMemory, KeepJobsInPostgres> Test(string code, string? after = null) => new() { References = Known, Code = code + Registration, Fixed = after is null ? null : after + Registration };

    [Fact]
    public Task Hangfire_keeps_its_jobs_in_PostgreSQL() => Test("""
        using Hangfire;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddHangfire(hangfire => hangfire
            .UseSimpleAssemblyNameTypeSerializer()
            // Until there is a server.
            .{|SLS4006:UseInMemoryStorage|}() // all of it
            .UseFilter(new AutomaticRetryAttribute()));
        builder.Build().Run();
        """, """
        using Hangfire;
        using Hangfire.PostgreSql;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddHangfire(hangfire => hangfire
            .UseSimpleAssemblyNameTypeSerializer()
            // Until there is a server.
            .UsePostgreSqlStorage(storage => storage.UseNpgsqlConnection(builder.Configuration.GetConnectionString("Hangfire"))) // all of it
            .UseFilter(new AutomaticRetryAttribute()));
        builder.Build().Run();
        """).RunAsync();

    [Fact]
    public Task Every_way_to_hand_the_memory_over_gives_way() => Test("""
        using Hangfire;
        using Hangfire.InMemory;
        using Hangfire.MemoryStorage;

        public class Startup(IConfiguration settings)
        {
            public void ConfigureServices(IServiceCollection services)
            {
                services.AddHangfire(hangfire => hangfire.{|SLS4006:UseMemoryStorage|}());
                services.AddHangfire(hangfire => hangfire.UseStorage({|SLS4006:new MemoryStorage()|}));
                services.AddHangfire((provider, hangfire) => { hangfire.UseStorage({|SLS4006:new InMemoryStorage()|}); });
            }
        }
        public static class Setup
        {
            public static void AddJobs(this IServiceCollection services) => services.AddHangfire((provider, hangfire) => hangfire.{|SLS4006:UseInMemoryStorage|}());
        }
        """, """
        using Hangfire.PostgreSql;

        public class Startup(IConfiguration settings)
        {
            public void ConfigureServices(IServiceCollection services)
            {
                services.AddHangfire(hangfire => hangfire.UsePostgreSqlStorage(storage => storage.UseNpgsqlConnection(settings.GetConnectionString("Hangfire"))));
                services.AddHangfire(hangfire => hangfire.UsePostgreSqlStorage(storage => storage.UseNpgsqlConnection(settings.GetConnectionString("Hangfire"))));
                services.AddHangfire((provider, hangfire) => { hangfire.UsePostgreSqlStorage(storage => storage.UseNpgsqlConnection(settings.GetConnectionString("Hangfire"))); });
            }
        }
        public static class Setup
        {
            public static void AddJobs(this IServiceCollection services) => services.AddHangfire((provider, hangfire) => hangfire.UsePostgreSqlStorage(storage => storage.UseNpgsqlConnection(provider.GetRequiredService<IConfiguration>().GetConnectionString("Hangfire"))));
        }
        """).RunAsync();

    [Theory]
    [InlineData("{\r\n  \"AllowedHosts\": \"*\"\r\n}\r\n", "{\r\n  \"AllowedHosts\": \"*\",\r\n  \"ConnectionStrings\": {\r\n    \"Hangfire\": \"Host=localhost;Database=hangfire;Username=postgres\"\r\n  }\r\n}\r\n", "Hangfire")]
    [InlineData("{\n  \"ConnectionStrings\": {\n    \"Hangfire\": \"Server=db\"\n  }\n}\n", "{\n  \"ConnectionStrings\": {\n    \"Hangfire\": \"Server=db\",\n    \"HangfireDatabase\": \"Host=localhost;Database=hangfire;Username=postgres\"\n  }\n}\n", "HangfireDatabase")]
    public async Task Package_and_connection_string_are_added(string before, string after, string key)
    {
        var test = new FixTest<StoreInMemory, KeepJobsInPostgres>
        {
            References = [.. References.AspNetCore, .. References.Messaging],
            Code = "using Hangfire;\r\n\r\nvar builder = WebApplication.CreateBuilder(args);\r\nGlobalConfiguration.Configuration.{|SLS4006:UseInMemoryStorage|}();\r\n",
            Fixed = "using Hangfire;\r\nusing Hangfire.{|CS0234:PostgreSql|};\r\n\r\nvar builder = WebApplication.CreateBuilder(args);\r\nGlobalConfiguration.Configuration.{|CS1061:UsePostgreSqlStorage|}(storage => storage.UseNpgsqlConnection(builder.Configuration.GetConnectionString(\"" + key + "\")));\r\n",
        };
        test.TestState.AdditionalFiles.Add(("/0/Shop.csproj", SourceText.From("<Project Sdk=\"Microsoft.NET.Sdk.Web\">\n  <ItemGroup>\n    <PackageReference Include=\"Hangfire.InMemory\" Version=\"1.0.0\" />\n  </ItemGroup>\n</Project>\n")));
        test.TestState.AdditionalFiles.Add(("/0/appsettings.json", SourceText.From(before)));
        test.FixedState.AdditionalFiles.Add(("/0/Shop.csproj", SourceText.From("<Project Sdk=\"Microsoft.NET.Sdk.Web\">\n  <ItemGroup>\n    <PackageReference Include=\"Hangfire.InMemory\" Version=\"1.0.0\" />\n    <PackageReference Include=\"Hangfire.PostgreSql\" Version=\"1.21.1\" />\n  </ItemGroup>\n</Project>\n")));
        test.FixedState.AdditionalFiles.Add(("/0/appsettings.json", SourceText.From(after)));
        await test.RunAsync();
    }

    [Theory]
    [InlineData("hangfire.{|SLS4006:UseInMemoryStorage|}(new Hangfire.InMemory.InMemoryStorageOptions());")]
    [InlineData("hangfire.UseStorage({|SLS4006:new Hangfire.InMemory.InMemoryStorage(new Hangfire.InMemory.InMemoryStorageOptions())|});")]
    [InlineData("JobStorage.Current = {|SLS4006:new Hangfire.InMemory.InMemoryStorage()|};")]
    [InlineData("Hangfire.MemoryStorage.GlobalConfigurationExtensions.{|SLS4006:UseMemoryStorage|}(hangfire);")]
    public Task Refuses_options_and_storages_that_are_handed_to_something_else(string statement) => Test($$"""
        using Hangfire; using Hangfire.InMemory; using Hangfire.MemoryStorage;
        public class Startup(IConfiguration configuration)
        {
            public void Configure(IGlobalConfiguration hangfire)
            {
                _ = configuration;
                {{statement}}
            }
        }
        """).RunAsync();

    [Fact]
    public Task Refuses_where_no_configuration_is_at_hand() => Test("""
        using Hangfire;
        public static class Setup { public static void Use(IGlobalConfiguration hangfire) => hangfire.{|SLS4006:UseInMemoryStorage|}(); }
        """).RunAsync();

    [Fact]
    public async Task Refuses_where_a_condition_decides()
    {
        var test = Test("""
            using Hangfire;
            var builder = WebApplication.CreateBuilder(args);
            if (builder.Configuration["Jobs"] is null)
                GlobalConfiguration.Configuration.{|#0:UseInMemoryStorage|}();
            """);
        test.ExpectedDiagnostics.Add(new Microsoft.CodeAnalysis.Testing.DiagnosticResult("SLS4006", DiagnosticSeverity.Info).WithLocation(0));
        await test.RunAsync();
    }

    [Fact]
    public Task Refuses_other_libraries() => Test("""
        using Rebus.Config; using Rebus.Persistence.InMem;
        public static class Bus { public static void Configure(RebusConfigurer rebus) => rebus.Sagas(s => s.{|SLS4006:StoreInMemory|}()); }
        """).RunAsync();
}
