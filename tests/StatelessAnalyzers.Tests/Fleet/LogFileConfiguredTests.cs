using StatelessAnalyzers.Fleet;
using Xunit;

namespace StatelessAnalyzers.Tests.Fleet;

public class LogFileConfiguredTests
{
    static Task Settings(params (string Path, string Text)[] files) => new RuleTest<LogFileConfigured> { Files = files, Code = "return;" }.RunAsync();

    static Task Classic(params (string Path, string Text)[] files) => new RuleTest<LogFileConfigured> { References = References.Classic, IsApplication = false, Files = files, Code = "class Nothing { }" }.RunAsync();

    [Theory]
    [InlineData("""[ { "Name": "{|SLS6005:File|}", "Args": { "path": "logs/a.log" } } ]""")]
    [InlineData("""[ "Console", "{|SLS6005:File|}" ]""")]
    [InlineData("""{ "Disk": { "Name": "{|SLS6005:RollingFile|}" } }""")]
    [InlineData("""[ { "Name": "Async", "Args": { "configure": [ { "Name": "{|SLS6005:File|}" } ] } } ]""")]
    [InlineData("""[ { "Name": "Console" }, { "Name": "Seq", "Args": { "apiKey": "File" } } ]""")]
    public Task Reports_sinks_of_Serilog(string writeTo) => Settings(("appsettings.json", $$"""{ "Serilog": { "Using": [ "File" ], "WriteTo": {{writeTo}} } }"""));

    [Fact]
    public Task Silent_where_it_is_for_development_or_overridden() => Settings(
        ("appsettings.json", """{ "Serilog": { "WriteTo": [ { "Name": "File" } ] } }"""),
        ("appsettings.Production.json", """{ "Serilog": { "WriteTo": [ { "Name": "Console" } ] } }"""),
        ("appsettings.Development.json", """{ "Serilog": { "WriteTo": [ { "Name": "File" } ] } }"""));

    [Fact]
    public Task Reports_targets_of_NLog_in_settings() => Settings(("appsettings.json", """
        {
          "NLog": {
            "targets": { "async": true, "disk": { "type": "{|SLS6005:File|}", "fileName": "a.log" }, "unused": { "type": "File" }, "out": { "type": "Console" } },
            "rules": [ { "logger": "*", "minLevel": "Info", "writeTo": "out, disk" } ]
          }
        }
        """));

    [Fact]
    public Task Reports_targets_of_NLog_config() => Settings(("NLog.config", """
        <nlog xmlns="http://www.nlog-project.org/schemas/NLog.xsd" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
          <targets async="true">
            <target name="disk" xsi:type="{|SLS6005:File|}" fileName="a.log" />
            <target name="later" xsi:type="AsyncWrapper"><target xsi:type="{|SLS6005:File|}" fileName="b.log" /></target>
            <target name="unused" xsi:type="File" fileName="c.log" />
            <target name="out" xsi:type="Console" />
            <target name="pipe" xsi:type="File" fileName="/dev/stdout" />
          </targets>
          <rules>
            <logger name="*" minlevel="Info" writeTo="disk,later, pipe" />
            <logger name="*" enabled="false" writeTo="unused" />
          </rules>
        </nlog>
        """));

    [Fact]
    public Task Reports_appenders_of_log4net() => Classic(("log4net.config", """
        <log4net>
          <appender name="Rolling" type="{|SLS6005:log4net.Appender.RollingFileAppender|}"><file value="a.log" /></appender>
          <appender name="Plain" type="{|SLS6005:log4net.Appender.FileAppender, log4net|}" />
          <appender name="Unused" type="log4net.Appender.FileAppender" />
          <appender name="Out" type="log4net.Appender.ConsoleAppender" />
          <root><appender-ref ref="Rolling" /><appender-ref ref="Plain" /></root>
        </log4net>
        """));

    [Fact]
    public Task Reports_what_web_config_opens() => Classic(("Web.config", """
        <configuration>
          <log4net><appender name="a" type="{|SLS6005:log4net.Appender.RollingFileAppender|}" /></log4net>
          <nlog><targets><target name="f" type="{|SLS6005:File|}" /></targets></nlog>
          <system.diagnostics>
            <sources><source name="s"><listeners><add name="xml" /><add name="own" type="{|SLS6005:System.Diagnostics.XmlWriterTraceListener, System|}" initializeData="a.svclog" /></listeners></source></sources>
            <sharedListeners><add name="xml" type="{|SLS6005:System.Diagnostics.XmlWriterTraceListener|}" /><add name="idle" type="System.Diagnostics.TextWriterTraceListener" /></sharedListeners>
            <trace><listeners><add name="console" type="System.Diagnostics.ConsoleTraceListener" /><remove name="Default" /></listeners></trace>
          </system.diagnostics>
          <elmah><errorLog type="{|SLS6005:Elmah.XmlFileErrorLog, Elmah|}" logPath="~/App_Data" /></elmah>
        </configuration>
        """));

    [Fact]
    public Task Silent_where_a_release_transform_takes_it_away() => Classic(
        ("Web.config", "<configuration><system.diagnostics><trace><listeners><add name=\"f\" type=\"System.Diagnostics.TextWriterTraceListener\" /></listeners></trace></system.diagnostics></configuration>"),
        ("Web.Release.config", "<configuration xmlns:xdt=\"http://schemas.microsoft.com/XML-Document-Transform\"><system.diagnostics xdt:Transform=\"Remove\" /></configuration>"));

    [Fact]
    public Task Silent_for_other_logs() => Classic(
        ("NLog.Debug.config", "<nlog><targets><target name=\"a\" type=\"File\" /></targets></nlog>"),
        ("log4net.config", "<log4net><appender name=\"a\" type=\"Shop.Logging.S3Appender\" /></log4net>"),
        ("Web.config", "<configuration><elmah><errorLog type=\"Elmah.SqlErrorLog, Elmah\" /></elmah></configuration>"));

    [Fact]
    public Task Broken_files_are_passed_over() => Classic(("log4net.config", "<log4net><appender"), ("Web.config", "\0"), ("NLog.config", ""));

    [Fact]
    public Task Broken_code_is_read_without_an_exception() => RuleTest<LogFileConfigured>.Survives("class { ", References.AspNetCore);
}
