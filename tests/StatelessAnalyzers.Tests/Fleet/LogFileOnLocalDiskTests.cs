using Microsoft.CodeAnalysis;
using StatelessAnalyzers.Fleet;
using Xunit;

namespace StatelessAnalyzers.Tests.Fleet;

public class LogFileOnLocalDiskTests
{
    static Task Run(string code, params IEnumerable<MetadataReference> more) => new RuleTest<LogFileOnLocalDisk>
    {
        References = [.. References.AspNetCore, .. References.Logging, .. more],
        Code = "using Serilog;\n" + code,
    }.RunAsync();

    [Fact]
    public Task Reports_Serilog_in_top_level_statements() => Run("""
        Log.Logger = new LoggerConfiguration().WriteTo.{|SLS6005:File|}("logs/boot.log").CreateLogger();
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton<Serilog.ILogger>(_ => new LoggerConfiguration()
            .MinimumLevel.Debug()
            .WriteTo.{|SLS6005:File|}("logs/shop-.log", rollingInterval: RollingInterval.Day)
            .CreateLogger());
        builder.Build().Run();
        """);

    [Fact]
    public Task Reports_Serilog_behind_an_asynchronous_sink() => Run("""
        public static class Logging
        {
            public static LoggerConfiguration Configure(LoggerConfiguration log)
            {
                return Write();
                LoggerConfiguration Write() => log.WriteTo.Async(sinks => sinks.{|SLS6005:File|}("shop.log")).AuditTo.{|SLS6005:File|}("audit.log");
            }
        }
        """);

    [Fact]
    public Task Reports_NLog_targets() => Run("""
        using NLog;
        public partial class Startup
        {
            public void Configure(NLog.Config.LoggingConfiguration configuration)
            {
                configuration.AddRuleForAllLevels({|SLS6005:new NLog.Targets.FileTarget("file") { FileName = "shop.log" }|});
                LogManager.Setup().LoadConfiguration(setup => setup.ForLogger().{|SLS6005:WriteToFile|}("shop.log"));
            }
        }
        """);

    [Fact]
    public Task Reports_log4net_appenders() => Run("""
        public class Logging
        {
            readonly log4net.Appender.RollingFileAppender rolling = {|SLS6005:new() { File = "shop.log" }|};
            log4net.Appender.IAppender Plain() => {|SLS6005:new log4net.Appender.FileAppender()|};
        }
        """);

    [Fact]
    public Task Reports_trace_listeners_and_W3C_logs() => Run("""
        using System.Diagnostics;
        var builder = WebApplication.CreateBuilder(args);
        Trace.Listeners.Add({|SLS6005:new TextWriterTraceListener("trace.log")|});
        Trace.Listeners.Add({|SLS6005:new XmlWriterTraceListener("trace.xml", "xml")|});
        Trace.Listeners.Add({|SLS6005:new DelimitedListTraceListener("trace.csv")|});
        builder.Services.{|SLS6005:AddW3CLogging|}(options => options.LogDirectory = "logs");
        """);

    [Fact]
    public Task Reports_classic_trace_listeners() => new RuleTest<LogFileOnLocalDisk>
    {
        References = References.Classic,
        IsApplication = false,
        Code = """
            using System.Diagnostics;
            public class Global : System.Web.HttpApplication
            {
                protected void Application_Start() { Trace.Listeners.Add({|SLS6005:new TextWriterTraceListener(Server.MapPath("~/trace.log"))|}); }
            }
            """,
    }.RunAsync();

    [Fact]
    public Task Reports_older_packages() => Run("""
        var builder = WebApplication.CreateBuilder(args);
        new LoggerConfiguration().WriteTo.{|SLS6005:RollingFile|}("shop-{Date}.log");
        System.Diagnostics.Trace.WriteLine({|SLS6005:new Microsoft.VisualBasic.Logging.FileLogTraceListener()|});
        """, LibraryStubs.Logging);

    [Fact]
    public Task Reports_AddFile_of_a_logging_package() => Run("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Logging.{|SLS6005:AddFile|}("logs/shop.log");
        builder.Services.AddLogging(logging => logging.{|SLS6005:AddFile|}("logs/shop.log"));
        var app = builder.Build();
        app.Services.GetRequiredService<ILoggerFactory>().{|SLS6005:AddFile|}("logs/shop.log");
        """, AddFile);

    [Fact]
    public Task Is_information_where_a_condition_decides() => Run("""
        var builder = WebApplication.CreateBuilder(args);
        var log = new LoggerConfiguration().WriteTo.Async(_ => { });
        if (builder.Configuration["Log:File"] is { Length: > 0 } path)
        {
            log.WriteTo.{|info SLS6005:File|}(path);
            builder.Logging.{|info SLS6005:AddFile|}(path);
        }
        """, AddFile);

    [Fact]
    public Task Silent_in_development_arms() => Run("""
        var builder = WebApplication.CreateBuilder(args);
        if (builder.Environment.IsDevelopment())
        {
            Log.Logger = new LoggerConfiguration().WriteTo.File("logs/boot.log").CreateLogger();
            builder.Logging.AddFile("logs/shop.log");
        }
        """, AddFile);

    [Fact]
    public Task Silent_for_other_sinks_and_streams() => Run("""
        using System.Diagnostics;
        var builder = WebApplication.CreateBuilder(args);
        Log.Logger = new LoggerConfiguration().WriteTo.Logger(inner => inner.Filter.ByExcluding(_ => true)).CreateLogger();
        builder.Logging.AddConsole();
        Trace.Listeners.Add(new TextWriterTraceListener(Console.Out));
        Trace.Listeners.Add(new ConsoleTraceListener());
        _ = new NLog.Targets.ConsoleTarget("console");
        _ = new log4net.Appender.ConsoleAppender();
        """);

    [Fact]
    public Task Silent_for_own_methods_of_the_same_name() => Run("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Logging.AddFile("shop.log");
        builder.Configuration.AddJsonFile("appsettings.json");
        _ = new FileTarget().File("shop.log");

        public static class Own { public static ILoggingBuilder AddFile(this ILoggingBuilder builder, string path) => builder; }
        public class FileTarget { public FileTarget File(string path) => this; }
        """);

    [Theory]
    [InlineData("Log.Logger = new LoggerConfiguration().WriteTo.File( ; new NLog.Targets.FileTarget { FileName = ")]
    [InlineData("class C { void M() { logging.AddFile(; new TextWriterTraceListener( } }")]
    public Task Broken_code_is_read_without_an_exception(string code) =>
        RuleTest<LogFileOnLocalDisk>.Survives("using Serilog; using System.Diagnostics;\n" + code, [.. References.AspNetCore, .. References.Logging, AddFile]);

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
}
