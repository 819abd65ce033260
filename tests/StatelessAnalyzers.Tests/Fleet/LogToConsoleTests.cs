using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using StatelessAnalyzers.Fleet;
using Xunit;

namespace StatelessAnalyzers.Tests.Fleet;

public class LogToConsoleTests
{
    static readonly ImmutableArray<MetadataReference> Known = [.. References.AspNetCore, .. References.Logging, .. References.ConsoleSink.Except(References.Logging)];

    static Task Run(string code, string? after, int? iterations = null, params IEnumerable<MetadataReference> more) =>
        Test(code, after, iterations, more).RunAsync();

    static FixTest<LogFileOnLocalDisk, LogToConsole> Test(string code, string? after, int? iterations = null, params IEnumerable<MetadataReference> more) => new()
    {
        References = [.. Known, .. more],
        Code = "using Serilog;\n" + code,
        Fixed = after is null ? null : "using Serilog;\n" + after,
        NumberOfIncrementalIterations = iterations,
    };

    [Fact]
    public Task The_file_gives_way_to_the_console() => Run("""
        // Before anything else.
        Log.Logger = new LoggerConfiguration()
            .MinimumLevel.Debug()
            .WriteTo.{|SLS6005:File|}("logs/shop-.log", rollingInterval: RollingInterval.Day, shared: true) // a day each
            .CreateLogger();
        """, """
        // Before anything else.
        Log.Logger = new LoggerConfiguration()
            .MinimumLevel.Debug()
            .WriteTo.Console() // a day each
            .CreateLogger();
        """);

    [Fact]
    public Task What_both_understand_is_kept() => Run("""
        public class Logging(IFormatProvider culture)
        {
            public void Plain(LoggerConfiguration log) =>
                log.WriteTo.{|SLS6005:File|}("shop.log", Serilog.Events.LogEventLevel.Warning, outputTemplate: "{Message}", formatProvider: culture, retainedFileCountLimit: 3);

            public void Json(LoggerConfiguration log) => log.WriteTo.{|SLS6005:File|}(new Serilog.Formatting.Json.JsonFormatter(), path: "shop.log");
        }
        """, """
        public class Logging(IFormatProvider culture)
        {
            public void Plain(LoggerConfiguration log) =>
                log.WriteTo.Console(restrictedToMinimumLevel: Serilog.Events.LogEventLevel.Warning, outputTemplate: "{Message}", formatProvider: culture);

            public void Json(LoggerConfiguration log) => log.WriteTo.Console(new Serilog.Formatting.Json.JsonFormatter());
        }
        """);

    [Fact]
    public Task A_file_beside_the_console_goes() => Run("""
        Log.Logger = new LoggerConfiguration()
            .WriteTo.Console()
            .WriteTo.{|SLS6005:File|}("logs/shop-.log")
            .CreateLogger();
        var other = new LoggerConfiguration().WriteTo.{|SLS6005:File|}("other.log").WriteTo.Console().CreateLogger();
        Configure(new LoggerConfiguration());

        static void Configure(LoggerConfiguration log)
        {
            log.WriteTo.Console();
            log.WriteTo.{|SLS6005:File|}("shop.log");
            log.MinimumLevel.Debug().WriteTo.{|SLS6005:File|}("debug.log");
        }
        """, """
        Log.Logger = new LoggerConfiguration()
            .WriteTo.Console()
            .CreateLogger();
        var other = new LoggerConfiguration().WriteTo.Console().CreateLogger();
        Configure(new LoggerConfiguration());

        static void Configure(LoggerConfiguration log)
        {
            log.WriteTo.Console();
            log.MinimumLevel.Debug();
        }
        """, iterations: 3);

    [Fact]
    public Task Of_several_files_the_one_with_all_events_gives_way() => Run("""
        public static class Logging
        {
            public static LoggerConfiguration Add(LoggerConfiguration log) => log
                .WriteTo.{|SLS6005:File|}("errors.log", restrictedToMinimumLevel: Serilog.Events.LogEventLevel.Error)
                // everything
                .WriteTo.{|SLS6005:File|}("shop.log")
                .WriteTo.Async(sinks => sinks.{|SLS6005:File|}("audit.log"))
                .Enrich.FromLogContext();
        }
        """, """
        public static class Logging
        {
            public static LoggerConfiguration Add(LoggerConfiguration log) => log
                // everything
                .WriteTo.Console()
                .Enrich.FromLogContext();
        }
        """, iterations: 1);

    [Fact]
    public Task An_asynchronous_file_becomes_an_asynchronous_console() => Run("""
        Log.Logger = new LoggerConfiguration().WriteTo.Async(sinks => sinks.{|SLS6005:File|}("shop.log")).CreateLogger();
        """, """
        Log.Logger = new LoggerConfiguration().WriteTo.Async(sinks => sinks.Console()).CreateLogger();
        """);

    [Fact]
    public Task A_comment_before_a_file_that_goes_is_kept() => Run("""
        Log.Logger = new LoggerConfiguration()
            .WriteTo.Console()
            // for the auditors
            .WriteTo.{|SLS6005:File|}("shop.log")
            .CreateLogger();
        """, """
        Log.Logger = new LoggerConfiguration()
            .WriteTo.Console()
            // for the auditors
            .CreateLogger();
        """);

    [Fact]
    public async Task The_console_of_the_settings_counts()
    {
        var test = Test("""
            public static class Logging
            {
                public static LoggerConfiguration Add(LoggerConfiguration log, IConfiguration configuration) =>
                    log.ReadFrom.Configuration(configuration).WriteTo.{|SLS6005:File|}("shop.log").Enrich.FromLogContext();
            }
            public static class Own { public static LoggerConfiguration Configuration(this Serilog.Configuration.LoggerSettingsConfiguration settings, IConfiguration configuration) => null!; }
            """, """
            public static class Logging
            {
                public static LoggerConfiguration Add(LoggerConfiguration log, IConfiguration configuration) =>
                    log.ReadFrom.Configuration(configuration).Enrich.FromLogContext();
            }
            public static class Own { public static LoggerConfiguration Configuration(this Serilog.Configuration.LoggerSettingsConfiguration settings, IConfiguration configuration) => null!; }
            """);
        var settings = ("/0/appsettings.json", SourceText.From("""{ "Serilog": { "WriteTo": [ { "Name": "Console" } ] } }"""));
        test.TestState.AdditionalFiles.Add(settings);
        test.FixedState.AdditionalFiles.Add(settings);
        await test.RunAsync();
    }

    [Fact]
    public async Task The_package_is_added_in_the_version_of_Serilog()
    {
        var bare = new FixTest<LogFileOnLocalDisk, LogToConsole>
        {
            References = [.. References.AspNetCore, .. References.Logging],
            Code = "using Serilog;\nvar log = new LoggerConfiguration().WriteTo.{|SLS6005:File|}(\"shop.log\").CreateLogger();\n",
            Fixed = "using Serilog;\nvar log = new LoggerConfiguration().WriteTo.{|CS1061:Console|}().CreateLogger();\n",
        };
        bare.TestState.AdditionalFiles.Add(("/0/Shop.csproj", SourceText.From("<Project Sdk=\"Microsoft.NET.Sdk.Web\">\r\n  <ItemGroup>\r\n    <PackageReference Include=\"Serilog\" Version=\"4.0.0\" />\r\n  </ItemGroup>\r\n</Project>\r\n")));
        bare.FixedState.AdditionalFiles.Add(("/0/Shop.csproj", SourceText.From("<Project Sdk=\"Microsoft.NET.Sdk.Web\">\r\n  <ItemGroup>\r\n    <PackageReference Include=\"Serilog\" Version=\"4.0.0\" />\r\n    <PackageReference Include=\"Serilog.Sinks.Console\" Version=\"6.0.0\" />\r\n  </ItemGroup>\r\n</Project>\r\n")));
        await bare.RunAsync();
    }

    [Fact]
    public Task AddFile_becomes_AddConsole_once() => Run("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Logging.AddConsole();
        builder.Logging.{|SLS6005:AddFile|}("logs/shop.log");
        builder.Services.AddLogging(logging => logging.{|SLS6005:AddFile|}("logs/shop.log").SetMinimumLevel(LogLevel.Debug));
        """, """
        var builder = WebApplication.CreateBuilder(args);
        builder.Logging.AddConsole();
        builder.Services.AddLogging(logging => logging.AddConsole().SetMinimumLevel(LogLevel.Debug));
        """, iterations: 2, AddFile);

    [Fact]
    public Task Line_ends_stay() => Run(
        "var log = new LoggerConfiguration()\r\n    .WriteTo.{|SLS6005:File|}(\"a.log\")\r\n    .WriteTo.{|SLS6005:File|}(\"b.log\")\r\n    .CreateLogger();\r\n",
        "var log = new LoggerConfiguration()\r\n    .WriteTo.Console()\r\n    .CreateLogger();\r\n", iterations: 1);

    [Theory]
    [InlineData("log.AuditTo.{|SLS6005:File|}(\"audit.log\");")]
    [InlineData("log.WriteTo.{|SLS6005:File|}(\"shop.log\", hooks: null);")]
    [InlineData("log.WriteTo.Logger(part => part.Filter.ByExcluding(_ => true).WriteTo.{|SLS6005:File|}(\"part.log\"));")]
    [InlineData("log.WriteTo.Logger(part => part.WriteTo.Async(sinks => sinks.{|SLS6005:File|}(\"part.log\")));")]
    [InlineData("log.WriteTo.Async(sinks => { sinks.{|SLS6005:File|}(\"a.log\"); });")]
    [InlineData("log.WriteTo.Console(restrictedToMinimumLevel: Serilog.Events.LogEventLevel.Error).WriteTo.{|SLS6005:File|}(\"shop.log\");")]
    [InlineData("_ = {|SLS6005:new NLog.Targets.FileTarget(\"file\")|};")]
    [InlineData("System.Diagnostics.Trace.Listeners.Add({|SLS6005:new System.Diagnostics.TextWriterTraceListener(\"trace.log\")|});")]
    [InlineData("loggers.{|SLS6005:AddFile|}(\"shop.log\");")]
    public Task Refuses_what_the_console_cannot_take_over(string statement) => Run($$"""
        public class Logging
        {
            public void Configure(LoggerConfiguration log, ILoggerFactory loggers)
            {
                {{statement}}
            }
        }
        """, after: null, iterations: null, AddFile);

    [Fact]
    public Task Refuses_where_a_condition_decides() => new FixTest<LogFileOnLocalDisk, LogToConsole>
    {
        References = Known,
        Code = """
            using Serilog;
            public class Logging
            {
                public void Configure(LoggerConfiguration log, string? path)
                {
                    if (path is not null)
                        log.WriteTo.{|#0:File|}(path);
                }
            }
            """,
        TestState = { ExpectedDiagnostics = { new Microsoft.CodeAnalysis.Testing.DiagnosticResult("SLS6005", DiagnosticSeverity.Info).WithLocation(0) } },
    }.RunAsync();

    static MetadataReference AddFile { get; } = References.Compile("NReco.Logging.File", """
        namespace Microsoft.Extensions.Logging
        {
            public static class FileLoggerExtensions
            {
                public static ILoggingBuilder AddFile(this ILoggingBuilder builder, string fileName, bool append = true) => builder;
                public static ILoggerFactory AddFile(this ILoggerFactory factory, string fileName) => factory;
            }
        }
        """, References.AspNetCore);

    [Fact]
    public async Task A_finding_in_a_configuration_file_gets_no_fix_and_breaks_nothing()
    {
        using var workspace = new AdhocWorkspace();
        var project = workspace.AddProject("Web", LanguageNames.CSharp);
        var settings = project.AddAdditionalDocument("appsettings.json", "{ }", filePath: "/appsettings.json");
        var diagnostic = Diagnostic.Create(Rules.SLS6005_LogFileOnLocalDisk, Location.Create("/appsettings.json", default, default));
        var offered = 0;
        await new LogToConsole().RegisterCodeFixesAsync(new CodeFixContext(settings, diagnostic, (_, _) => offered++, TestContext.Current.CancellationToken));
        Assert.Equal(0, offered);
    }
}
