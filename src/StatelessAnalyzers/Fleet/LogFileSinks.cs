using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Fleet;

/// <summary>The members of logging libraries that write to a file. A new one is one line here.</summary>
internal static class LogFileSinks
{
    public static IReadOnlyList<LibraryApi> All { get; } =
    [
        new("Serilog.FileLoggerConfigurationExtensions", "File"),
        new("Serilog.RollingFileLoggerConfigurationExtensions", "RollingFile"),
        new("NLog.Targets.FileTarget", LibraryApi.Constructor),
        new("NLog.SetupLoadConfigurationExtensions", "WriteToFile"),
        new("log4net.Appender.FileAppender", LibraryApi.Constructor),
        new("log4net.Appender.RollingFileAppender", LibraryApi.Constructor),
        new("System.Diagnostics.DelimitedListTraceListener", LibraryApi.Constructor, "fileName"),
        new("System.Diagnostics.TextWriterTraceListener", LibraryApi.Constructor, "fileName"),
        new("System.Diagnostics.XmlWriterTraceListener", LibraryApi.Constructor, "filename"),
        new("Microsoft.VisualBasic.Logging.FileLogTraceListener", LibraryApi.Constructor),
        new("Microsoft.Extensions.DependencyInjection.HttpLoggingServicesExtensions", "AddW3CLogging"),
    ];

    /// <summary>What packages that add files to Microsoft.Extensions.Logging call their methods.</summary>
    public static string[] LoggingMethods { get; } = ["AddFile", "AddJsonFile", "AddRollingFile", "AddZLoggerFile", "AddZLoggerRollingFile"];
}
