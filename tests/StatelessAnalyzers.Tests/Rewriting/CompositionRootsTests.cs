using StatelessAnalyzers.Memory;
using Xunit;

namespace StatelessAnalyzers.Tests.Rewriting;

public class CompositionRootsTests
{
    const string Store = "public class Store(ILogger<Store> logger)\n{\n    public string Get(string key) => Probe.Use(key) + logger;\n}\n";
    const string Options = "builder.Services.AddDefaultAWSOptions(builder.Configuration.GetAWSOptions());\n";
    const string Service = "builder.Services.AddAWSService<IAmazonS3>();\n";

    static async Task<Fixed> Fix(string program, params (string, string)[] more) =>
        await new Workshop().Project("Web", [("Store.cs", Store), ("Program.cs", program), .. more], application: true).FixAsync();

    static async Task Gives(string before, string after, params (string, string)[] more)
    {
        var result = await Fix(before, more);
        Assert.Empty(result.Refused);
        Assert.Equal(after, result.Text("/0/Web/Program.cs"));
    }

    [Theory]
    [InlineData(
        "var builder = WebApplication.CreateBuilder(args);\nbuilder.Build().Run();\n",
        "using Amazon.S3;\n\nvar builder = WebApplication.CreateBuilder(args);\n" + Options + Service + "builder.Build().Run();\n")]
    [InlineData(
        "var builder = WebApplication.CreateBuilder(args);\n\n// the application\nvar app = builder.Build();\napp.Run();\n",
        "using Amazon.S3;\n\nvar builder = WebApplication.CreateBuilder(args);\n" + Options + Service + "\n// the application\nvar app = builder.Build();\napp.Run();\n")]
    [InlineData(
        "var builder = WebApplication.CreateBuilder(args);\nbuilder.Services\n    .AddRouting() // routes\n    .AddLogging();\n\nif (args.Length > 0)\n    builder.Services.AddLogging();\nvar app = builder.Build();\napp.Run();\n",
        "using Amazon.S3;\n\nvar builder = WebApplication.CreateBuilder(args);\nbuilder.Services\n    .AddRouting() // routes\n    .AddLogging();\n" + Options + Service + "\nif (args.Length > 0)\n    builder.Services.AddLogging();\nvar app = builder.Build();\napp.Run();\n")]
    [InlineData(
        "var builder = Host.CreateApplicationBuilder(args);\nbuilder.Services.AddLogging();\nbuilder.Build().Run();",
        "using Amazon.S3;\n\nvar builder = Host.CreateApplicationBuilder(args);\nbuilder.Services.AddLogging();\n" + Options + Service + "builder.Build().Run();")]
    [InlineData(
        "class Program\n{\n    static void Main(string[] args)\n    {\n        var builder = WebApplication.CreateBuilder(args);\n        var app = builder.Build();\n        app.Run();\n    }\n}\n",
        "using Amazon.S3;\n\nclass Program\n{\n    static void Main(string[] args)\n    {\n        var builder = WebApplication.CreateBuilder(args);\n        builder.Services.AddDefaultAWSOptions(builder.Configuration.GetAWSOptions());\n        builder.Services.AddAWSService<IAmazonS3>();\n        var app = builder.Build();\n        app.Run();\n    }\n}\n")]
    public Task A_builder_registers_behind_its_last_registration(string before, string after) => Gives(before, after);

    [Theory]
    [InlineData("private readonly IConfiguration _c;\n    public Startup(IConfiguration c) => _c = c;\n", "_c", "")]
    [InlineData("public IConfiguration Configuration { get; }\n    public Startup(IConfiguration c) => Configuration = c;\n", "Configuration", "")]
    [InlineData("", "configuration", "(IConfiguration configuration)")]
    [InlineData("", "env.Configuration", "(WebHostBuilderContext env)")]
    public Task A_Startup_registers_at_the_end(string member, string configuration, string primary) => Gives(
        $$"""
        WebHost.Run();

        static class WebHost { public static void Run() => Host.CreateDefaultBuilder().ConfigureWebHostDefaults(b => b.UseStartup<Startup>()).Build().Run(); }

        public class Startup{{primary}}
        {
            {{member}}
            public void ConfigureServices(IServiceCollection services)
            {
                services.AddRouting();
            }

            public void Configure(IApplicationBuilder app) { }
        }
        """,
        $$"""
        using Amazon.S3;

        WebHost.Run();

        static class WebHost { public static void Run() => Host.CreateDefaultBuilder().ConfigureWebHostDefaults(b => b.UseStartup<Startup>()).Build().Run(); }

        public class Startup{{primary}}
        {
            {{member}}
            public void ConfigureServices(IServiceCollection services)
            {
                services.AddRouting();
                services.AddDefaultAWSOptions({{configuration}}.GetAWSOptions());
                services.AddAWSService<IAmazonS3>();
            }

            public void Configure(IApplicationBuilder app) { }
        }
        """);

    [Theory]
    [InlineData("IConfiguration? Later() => null; public void")]
    [InlineData("IConfiguration c = null!; public static void", "where a static method does not see the instance")]
    public Task The_client_finds_the_configuration_itself_where_none_is_at_hand(string member, string why = "") => Gives(
        $$"""
        // {{why}}
        public class Startup
        {
            {{member}} ConfigureServices(IServiceCollection services)
            {
                services.AddRouting();
            }

            static void Main() { }
        }
        """,
        $$"""
        using Amazon.S3;

        // {{why}}
        public class Startup
        {
            {{member}} ConfigureServices(IServiceCollection services)
            {
                services.AddRouting();
                services.AddAWSService<IAmazonS3>();
            }

            static void Main() { }
        }
        """);

    [Fact]
    public async Task Caches_and_connections_take_it_from_the_service_provider()
    {
        const string Module = """
            using System.Collections.Concurrent;

            public class Module
            {
                public void ConfigureServices(IServiceCollection services)
                {
                    services.AddSingleton<Catalogue>();
                }

                static void Main() { }
            }

            public interface ISource
            {
                string Load(int id);
            }

            public class Catalogue(ISource source)
            {
                private readonly ConcurrentDictionary<int, string> names = new();
                private int asked;

                public string Get(int id) => names.GetOrAdd(id, source.Load);

                public int Next() => Interlocked.Increment(ref asked);
            }
            """;
        var cached = await FixRun<LongLivedState, ShareCache>.FixAsync(Module);
        Assert.Contains("services.AddStackExchangeRedisCache(_ => { }).AddOptions<RedisCacheOptions>().Configure<IConfiguration>((options, configuration) => options.Configuration = configuration.GetConnectionString(\"Redis\"));", cached, StringComparison.Ordinal);
        var counted = await FixRun<LongLivedState, CountInRedis>.FixAsync(Module);
        Assert.Contains("ConnectionMultiplexer.Connect(provider.GetRequiredService<IConfiguration>().GetConnectionString(\"Redis\")!));", counted, StringComparison.Ordinal);
    }

    [Fact]
    public Task An_empty_ConfigureServices_that_returns_takes_it_before_the_return() => Gives(
        """
        public class Startup(IConfiguration configuration)
        {
            public IServiceProvider ConfigureServices(IServiceCollection services)
            {
                return services.BuildServiceProvider();
            }

            static void Main() { }
        }
        """,
        """
        using Amazon.S3;

        public class Startup(IConfiguration configuration)
        {
            public IServiceProvider ConfigureServices(IServiceCollection services)
            {
                services.AddDefaultAWSOptions(configuration.GetAWSOptions());
                services.AddAWSService<IAmazonS3>();
                return services.BuildServiceProvider();
            }

            static void Main() { }
        }
        """);

    [Fact]
    public Task A_lambda_of_the_generic_host_takes_it() => Gives(
        """
        Host.CreateDefaultBuilder(args)
            .ConfigureServices((context, services) =>
            {
                services.AddHostedService<Job>();
            })
            .Build()
            .Run();

        class Job : BackgroundService { protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.CompletedTask; }
        """,
        """
        using Amazon.S3;

        Host.CreateDefaultBuilder(args)
            .ConfigureServices((context, services) =>
            {
                services.AddHostedService<Job>();
                services.AddDefaultAWSOptions(context.Configuration.GetAWSOptions());
                services.AddAWSService<IAmazonS3>();
            })
            .Build()
            .Run();

        class Job : BackgroundService { protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.CompletedTask; }
        """);

    [Theory]
    [InlineData("Console.WriteLine();\n")]
    [InlineData("var app = WebApplication.CreateBuilder(args).Build();\napp.Run();\n")]
    public async Task A_program_without_a_place_refuses(string program) =>
        Assert.Equal("no composition root in the solution runs this project", Assert.Single((await Fix(program)).Refused));

    [Fact]
    public Task What_is_registered_is_not_registered_again() => Gives(Workshop.Registered(), Workshop.Registered());

    [Fact]
    public Task What_is_registered_for_development_only_is_registered_for_the_rest() => Gives(
        "using Amazon.S3;\n\nvar builder = WebApplication.CreateBuilder(args);\n" + Options + "if (builder.Environment.IsDevelopment())\n    " + Service + "builder.Build().Run();\n",
        "using Amazon.S3;\n\nvar builder = WebApplication.CreateBuilder(args);\n" + Options + Service + "if (builder.Environment.IsDevelopment())\n    " + Service + "builder.Build().Run();\n");

    [Fact]
    public async Task Every_host_of_a_library_registers_and_a_test_project_does_not()
    {
        const string program = "var builder = WebApplication.CreateBuilder(args);\nbuilder.Build().Run();\n";
        var result = await new Workshop()
            .Project("Lib", [("Store.cs", Store)])
            .Project("Middle", [("Middle.cs", "class Middle { }")], uses: ["Lib"])
            .Project("One", [("Program.cs", program)], application: true, uses: ["Middle"])
            .Project("Two", [("Program.cs", program)], application: true, uses: ["Lib"])
            .Project("Alone", [("Program.cs", program)], application: true)
            .FixAsync();
        Assert.Empty(result.Refused);
        Assert.Contains("AddAWSService", result.Text("/0/One/Program.cs"), StringComparison.Ordinal);
        Assert.Contains("AddAWSService", result.Text("/0/Two/Program.cs"), StringComparison.Ordinal);
        Assert.DoesNotContain("AddAWSService", result.Text("/0/Alone/Program.cs"), StringComparison.Ordinal);
    }

    // An application that loads its modules by name has no reference to them; one that has registers for all that it runs.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_module_registers_for_itself_where_no_application_does(bool isReferenced)
    {
        const string module = "public class Module\n{\n    public void ConfigureServices(IServiceCollection services, IConfiguration configuration)\n    {\n        services.AddLogging();\n    }\n}\n";
        var workshop = new Workshop()
            .Project("Orders", [("Store.cs", Store), ("Module.cs", module)])
            .Project("Payments", [("Module.cs", module)], uses: ["Orders"]);
        if (isReferenced)
            workshop.Project("Shop", [("Program.cs", "var builder = WebApplication.CreateBuilder(args);\nbuilder.Build().Run();\n")], application: true, uses: ["Orders", "Payments"]);
        var result = await workshop.FixAsync();
        Assert.Empty(result.Refused);
        Assert.Equal(!isReferenced, result.Text("/0/Orders/Module.cs").Contains("AddAWSService", StringComparison.Ordinal));
        Assert.Equal(module, result.Text("/0/Payments/Module.cs"));
        if (isReferenced)
            Assert.Contains("AddAWSService", result.Text("/0/Shop/Program.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_memory_twin_of_another_file_gives_way()
    {
        var result = await new Workshop().Project("Web", [
            ("Cache.cs", "public class Cache(ILogger<Cache> logger)\n{\n    public async Task<string> Get(string key) => Probe.Cached(key) + logger;\n}\n"),
            ("Program.cs", "var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddShop(builder.Configuration);\nbuilder.Build().Run();\n"),
            ("Setup.cs", "static class Setup\n{\n    public static void AddShop(this IServiceCollection services, IConfiguration settings) =>\n        services.AddDistributedMemoryCache(); // for now\n}\n")], application: true).FixAsync();
        Assert.Empty(result.Refused);
        Assert.Equal("static class Setup\n{\n    public static void AddShop(this IServiceCollection services, IConfiguration settings) =>\n        services.AddStackExchangeRedisCache(options => options.Configuration = settings.GetConnectionString(\"Redis\")); // for now\n}\n", result.Text("/0/Web/Setup.cs"));
        Assert.Equal("var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddShop(builder.Configuration);\nbuilder.Services.AddHybridCache();\nbuilder.Build().Run();\n", result.Text("/0/Web/Program.cs"));
    }

    // One builder migrates the database and is gone; the other serves.
    [Theory]
    [InlineData("var app = builder.Build();\napp.Run();\n", "builder.Services.AddAWSService<IAmazonS3>();")]
    [InlineData("await builder.Build().RunAsync();\n", "builder.Services.AddAWSService<IAmazonS3>();")]
    [InlineData("var app = builder.Build();\nawait app.StartAsync();\n", null)]
    public async Task Of_several_builders_the_one_that_runs_is_the_host(string end, string? expected)
    {
        var result = await new Workshop().Project("Web", [
            ("Store.cs", "public class Store(ILogger<Store> logger)\n{\n    public string Get(string k) => Probe.Use(k) + logger;\n}\n"),
            ("Program.cs", "var first = WebApplication.CreateBuilder(args);\nvar migrated = first.Build();\nawait migrated.DisposeAsync();\nvar builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddSingleton<Store>();\n" + end)], application: true).FixAsync();
        Assert.Equal(expected is null, result.Applied == 0);
        Assert.Equal(expected is not null, result.Text("/0/Web/Program.cs").Contains("\n" + (expected ?? "first.Services"), StringComparison.Ordinal));
        Assert.DoesNotContain("first.Services", result.Text("/0/Web/Program.cs"), StringComparison.Ordinal);
    }
}
