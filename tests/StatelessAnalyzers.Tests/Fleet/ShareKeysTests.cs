using Microsoft.CodeAnalysis.Text;
using StatelessAnalyzers.Fleet;
using Xunit;

namespace StatelessAnalyzers.Tests.Fleet;

public class ShareKeysTests
{
    const string Connection = "builder.Services.AddSingleton<IConnectionMultiplexer>(_ => ConnectionMultiplexer.Connect(builder.Configuration.GetConnectionString(\"Redis\")!));";
    const string Application = "builder.Services.AddDataProtection().SetApplicationName(\"TestProject\");";
    const string Keys = "builder.Services.AddOptions<KeyManagementOptions>().Configure<IConnectionMultiplexer>((options, redis) => options.XmlRepository = new RedisXmlRepository(() => redis.GetDatabase(), \"DataProtection-Keys\"));";

    static Task Gives(string before, string after) => new FixTest<KeysNotShared, ShareKeys> { Code = before, Fixed = after }.RunAsync();

    [Fact]
    public Task Sets_up_the_key_ring_behind_the_last_service() => Gives(
        """
        var builder = WebApplication.CreateBuilder(args);

        // sign-in
        builder.Services.AddAuthentication("c").{|SLS6001:AddCookie|}(o => o.LoginPath = "/in");

        // the pipeline
        var app = builder.Build();
        app.Run();
        """,
        $$"""
        using Microsoft.AspNetCore.DataProtection;
        using Microsoft.AspNetCore.DataProtection.KeyManagement;
        using Microsoft.AspNetCore.DataProtection.StackExchangeRedis;
        using StackExchange.Redis;

        var builder = WebApplication.CreateBuilder(args);

        // sign-in
        builder.Services.AddAuthentication("c").AddCookie(o => o.LoginPath = "/in");
        {{Connection}}
        {{Application}}
        {{Keys}}

        // the pipeline
        var app = builder.Build();
        app.Run();
        """);

    [Fact]
    public Task Keeps_the_chain_and_the_connection_that_are_there() => Gives(
        """
        using Microsoft.AspNetCore.DataProtection;
        using StackExchange.Redis;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton<IConnectionMultiplexer>(_ => ConnectionMultiplexer.Connect("r"));
        builder.Services.{|SLS6001:AddDataProtection|}() // for sign-in
            .SetApplicationName("shop");
        builder.Build().Run();
        """,
        $$"""
        using Microsoft.AspNetCore.DataProtection;
        using Microsoft.AspNetCore.DataProtection.KeyManagement;
        using Microsoft.AspNetCore.DataProtection.StackExchangeRedis;
        using StackExchange.Redis;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton<IConnectionMultiplexer>(_ => ConnectionMultiplexer.Connect("r"));
        builder.Services.AddDataProtection() // for sign-in
            .SetApplicationName("shop");
        {{Keys}}
        builder.Build().Run();
        """);

    [Fact]
    public Task A_private_store_gives_way() => Gives(
        """
        using Microsoft.AspNetCore.DataProtection;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddDataProtection()
            .{|SLS6001:PersistKeysToFileSystem|}(new DirectoryInfo("keys"))
            .SetApplicationName("shop"); // everywhere
        builder.Build().Run();
        """,
        $$"""
        using Microsoft.AspNetCore.DataProtection;
        using Microsoft.AspNetCore.DataProtection.KeyManagement;
        using Microsoft.AspNetCore.DataProtection.StackExchangeRedis;
        using StackExchange.Redis;

        var builder = WebApplication.CreateBuilder(args);
        {{Connection}}
        builder.Services.AddDataProtection()
            .SetApplicationName("shop"); // everywhere
        {{Keys}}
        builder.Build().Run();
        """);

    [Fact]
    public Task A_store_at_the_end_of_the_chain_gives_way() => Gives(
        """
        using Microsoft.AspNetCore.DataProtection;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddDataProtection().{|SLS6001:UseEphemeralDataProtectionProvider|}();
        builder.Build().Run();
        """,
        $$"""
        using Microsoft.AspNetCore.DataProtection.KeyManagement;
        using Microsoft.AspNetCore.DataProtection.StackExchangeRedis;
        using StackExchange.Redis;

        var builder = WebApplication.CreateBuilder(args);
        {{Connection}}
        builder.Services.AddDataProtection();
        {{Keys}}
        builder.Build().Run();
        """);

    [Fact]
    public Task A_Startup_class_with_Windows_line_ends()
    {
        const string Before = """
            public class Startup(IConfiguration configuration)
            {
                public void ConfigureServices(IServiceCollection services)
                {
                    services.{|SLS6001:AddAntiforgery|}();
                }
            }
            """;
        var after = $$"""
            using Microsoft.AspNetCore.DataProtection;
            using Microsoft.AspNetCore.DataProtection.KeyManagement;
            using Microsoft.AspNetCore.DataProtection.StackExchangeRedis;
            using StackExchange.Redis;

            public class Startup(IConfiguration configuration)
            {
                public void ConfigureServices(IServiceCollection services)
                {
                    services.AddAntiforgery();
                    {{Connection.Replace("builder.Services", "services").Replace("builder.C", "c")}}
                    {{Application.Replace("builder.Services", "services")}}
                    {{Keys.Replace("builder.Services", "services")}}
                }
            }
            """;
        return Gives(Before.ReplaceLineEndings("\r\n"), after.ReplaceLineEndings("\r\n"));
    }

    static Task Refuses(string code, params (string, string)[] files)
    {
        var test = new FixTest<KeysNotShared, ShareKeys> { Code = code };
        foreach (var (path, text) in files)
            test.TestState.AdditionalFiles.Add((path, SourceText.From(text)));
        return test.RunAsync();
    }

    [Fact]
    public Task Keys_that_are_encrypted_for_the_machine_refuse() => Refuses("""
        using Microsoft.AspNetCore.DataProtection;
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.{|SLS6001:AddDataProtection|}().ProtectKeysWithDpapi();
        builder.Build().Run();
        """);

    [Fact]
    public Task A_chain_in_a_variable_refuses() => Refuses("""
        using Microsoft.AspNetCore.DataProtection;
        var builder = WebApplication.CreateBuilder(args);
        var keys = builder.Services.AddDataProtection();
        keys.{|SLS6001:UseEphemeralDataProtectionProvider|}();
        builder.Build().Run();
        """);

    [Fact]
    public Task A_root_without_configuration_takes_it_from_the_provider() => Gives(
        """
        public class Startup
        {
            public void ConfigureServices(IServiceCollection services)
            {
                services.{|SLS6001:AddAntiforgery|}();
            }
        }
        """,
        """
        using Microsoft.AspNetCore.DataProtection;
        using Microsoft.AspNetCore.DataProtection.KeyManagement;
        using Microsoft.AspNetCore.DataProtection.StackExchangeRedis;
        using StackExchange.Redis;

        public class Startup
        {
            public void ConfigureServices(IServiceCollection services)
            {
                services.AddAntiforgery();
                services.AddSingleton<IConnectionMultiplexer>(provider => ConnectionMultiplexer.Connect(provider.GetRequiredService<IConfiguration>().GetConnectionString("Redis")!));
                services.AddDataProtection().SetApplicationName("TestProject");
                services.AddOptions<KeyManagementOptions>().Configure<IConnectionMultiplexer>((options, redis) => options.XmlRepository = new RedisXmlRepository(() => redis.GetDatabase(), "DataProtection-Keys"));
            }
        }
        """);

    [Fact]
    public Task Settings_that_are_no_JSON_refuse() => Refuses("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.{|SLS6001:AddAntiforgery|}();
        builder.Build().Run();
        """, ("/0/appsettings.json", "{ \"Logging\": [ }"));

    [Fact]
    public async Task Package_and_key_come_with_it()
    {
        var test = new FixTest<KeysNotShared, ShareKeys>
        {
            References = References.AspNetCore,
            Code = "var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.{|SLS6001:AddAntiforgery|}();\nbuilder.Build().Run();\n",
            Fixed = $"using Microsoft.AspNetCore.DataProtection;\nusing Microsoft.AspNetCore.DataProtection.KeyManagement;\nusing Microsoft.AspNetCore.DataProtection.StackExchangeRedis;\nusing StackExchange.Redis;\n\nvar builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddAntiforgery();\n{Connection}\n{Application}\n{Keys}\nbuilder.Build().Run();\n",
            CompilerDiagnostics = Microsoft.CodeAnalysis.Testing.CompilerDiagnostics.None,
        };
        test.TestState.AdditionalFiles.Add(("/0/Shop.csproj", SourceText.From("<Project Sdk=\"Microsoft.NET.Sdk.Web\">\n  <ItemGroup>\n    <PackageReference Include=\"A\" Version=\"1.0.0\" />\n  </ItemGroup>\n</Project>\n")));
        test.TestState.AdditionalFiles.Add(("/0/appsettings.json", SourceText.From("{\n  \"A\": 1\n}\n")));
        test.FixedState.AdditionalFiles.Add(("/0/Shop.csproj", SourceText.From("<Project Sdk=\"Microsoft.NET.Sdk.Web\">\n  <ItemGroup>\n    <PackageReference Include=\"A\" Version=\"1.0.0\" />\n    <PackageReference Include=\"Microsoft.AspNetCore.DataProtection.StackExchangeRedis\" Version=\"10.0.14\" />\n    <PackageReference Include=\"StackExchange.Redis\" Version=\"2.8.16\" />\n  </ItemGroup>\n</Project>\n")));
        test.FixedState.AdditionalFiles.Add(("/0/appsettings.json", SourceText.From("{\n  \"A\": 1,\n  \"ConnectionStrings\": {\n    \"Redis\": \"localhost:6379\"\n  }\n}\n")));
        await test.RunAsync();
    }
}
