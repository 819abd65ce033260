using Microsoft.CodeAnalysis.Text;
using StatelessAnalyzers.Sessions;
using Xunit;

namespace StatelessAnalyzers.Tests.Sessions;

public class KeepClassicSessionInRedisTests
{
    const string Project = "<Project Sdk=\"Microsoft.NET.Sdk\">\n  <ItemGroup>\n    <PackageReference Include=\"Zed\" Version=\"1.0.0\" />\n  </ItemGroup>\n</Project>\n";
    const string FixedProject = "<Project Sdk=\"Microsoft.NET.Sdk\">\n  <ItemGroup>\n    <PackageReference Include=\"Microsoft.Web.RedisSessionStateProvider\" Version=\"5.0.2\" />\n    <PackageReference Include=\"Zed\" Version=\"1.0.0\" />\n  </ItemGroup>\n</Project>\n";

    const string Config = """
        <?xml version="1.0" encoding="utf-8"?>
        <configuration>
          <configSections>
            <section name="x" type="y" />
          </configSections>
          <system.web>
            <!-- half an hour -->
            <sessionState mode="InProc" timeout="30" /> <!-- kept -->
          </system.web>
        </configuration>

        """;

    const string FixedConfig = """
        <?xml version="1.0" encoding="utf-8"?>
        <configuration>
          <configSections>
            <section name="x" type="y" />
          </configSections>
          <connectionStrings>
            <add name="Redis" connectionString="localhost:6379" />
          </connectionStrings>
          <system.web>
            <!-- half an hour -->
            <sessionState mode="Custom" customProvider="Redis" timeout="30">
              <providers>
                <add name="Redis" type="Microsoft.Web.Redis.RedisSessionStateProvider" connectionString="Redis" />
              </providers>
            </sessionState> <!-- kept -->
          </system.web>
        </configuration>

        """;

    const string Code = """
        using System; using System.Collections.Generic; using System.Web; using System.Web.UI;
        [Serializable] public class Cart { public List<Line> Lines = new List<Line>(); [NonSerialized] public object Cache; }
        [Serializable] public struct Line { public int Id; public string Name; }
        public class Home : Page { void Page_Load(object s, EventArgs e) { {|SLS1003:Session["cart"]|} = new Cart(); Session["n"] = 1; } }
        public class Other : Page { void Page_Load(object s, EventArgs e) { {|SLS1003:Session["at"]|} = DateTime.Now; } }

        """;

    static Task Fixes(string config, string fixedConfig, string project = Project, string fixedProject = FixedProject)
    {
        var test = Test(Code, config, project);
        test.FixedState.AdditionalFiles.Add(("Test.csproj", SourceText.From(fixedProject)));
        test.FixedState.AdditionalFiles.Add(("Web.config", SourceText.From(fixedConfig)));
        test.FixedState.Sources.Add(("Test.cs", SourceText.From(Unmarked(Code))));
        // The first finding stands for all.
        test.NumberOfIncrementalIterations = 1;
        test.NumberOfFixAllIterations = test.NumberOfFixAllInDocumentIterations = test.NumberOfFixAllInProjectIterations = 1;
        return test.RunAsync();
    }

    static Task Refuses(string code, string config, string project = Project, params (string Path, string Text)[] more)
    {
        var test = Test("using System; using System.Collections.Generic; using System.Web; using System.Web.UI;\n" + code, config, project);
        test.TestState.AdditionalFiles.AddRange(more.Select(f => (f.Path, SourceText.From(f.Text))));
        return test.RunAsync();
    }

    static FixTest<ClassicSessionInProcess, KeepClassicSessionInRedis> Test(string code, string config, string project)
    {
        var test = new FixTest<ClassicSessionInProcess, KeepClassicSessionInRedis> { References = References.Classic, IsApplication = false, Code = code };
        test.TestState.AdditionalFiles.Add(("Test.csproj", SourceText.From(project)));
        test.TestState.AdditionalFiles.Add(("Web.config", SourceText.From(config)));
        // Markup of web.config is that of the finding at the element, which stays where the fix is refused.
        return test;
    }

    static string Unmarked(string code) => code.Replace("{|SLS1003:", "", StringComparison.Ordinal).Replace("|}", "", StringComparison.Ordinal);

    static string Marked(string config) => config.Replace("<sessionState", "<{|SLS1003:sessionState|}", StringComparison.Ordinal);

    static string? InRedis(string config) => SessionStateSection.InRedis(SourceText.From(config))?.ToString();

    [Fact]
    public Task All_findings_of_a_project_are_one_fault() => Fixes(Marked(Config), FixedConfig);

    [Fact]
    public void Layout_comments_and_line_ends_stay()
    {
        Assert.Equal(FixedConfig, InRedis(Config));
        Assert.Equal(Crlf(FixedConfig), InRedis(Crlf(Config)));
        Assert.Equal(FixedConfig.Replace("  ", "\t", StringComparison.Ordinal), InRedis(Config.Replace("  ", "\t", StringComparison.Ordinal)));
        Assert.Equal(FixedConfig, InRedis(FixedConfig));

        static string Crlf(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\n", "\r\n", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<sessionState timeout=\"5\"/>", "<sessionState mode=\"Custom\" customProvider=\"Redis\" timeout=\"5\">\n      <providers>\n        {0}\n      </providers>\n    </sessionState>")]
    [InlineData("<sessionState />", "<sessionState mode=\"Custom\" customProvider=\"Redis\">\n      <providers>\n        {0}\n      </providers>\n    </sessionState>")]
    [InlineData("<sessionState mode='StateServer' stateConnectionString=\"tcpip=a:1\" cookieless=\"false\"></sessionState>", "<sessionState mode='Custom' customProvider=\"Redis\" cookieless=\"false\">\n      <providers>\n        {0}\n      </providers>\n    </sessionState>")]
    [InlineData("<sessionState mode=\"InProc\" customProvider=\"Old\">\n      <providers>\n        <add name=\"Old\" /> <!-- was -->\n      </providers>\n    </sessionState>", "<sessionState mode=\"Custom\" customProvider=\"Redis\">\n      <providers>\n        <add name=\"Old\" /> <!-- was -->\n        {0}\n      </providers>\n    </sessionState>")]
    [InlineData("<httpRuntime />", "<httpRuntime />\n    <sessionState mode=\"Custom\" customProvider=\"Redis\">\n      <providers>\n        {0}\n      </providers>\n    </sessionState>")]
    public void The_section_is_changed_or_added(string before, string after)
    {
        const string Provider = "<add name=\"Redis\" type=\"Microsoft.Web.Redis.RedisSessionStateProvider\" connectionString=\"Redis\" />";
        const string Rest = "<configuration>\n  <appSettings>\n    <add key=\"Redis\" value=\"r:1\" />\n  </appSettings>\n  <system.web>\n    {0}\n  </system.web>\n</configuration>";
        Assert.Equal(Rest.Replace("{0}", after.Replace("{0}", Provider, StringComparison.Ordinal), StringComparison.Ordinal), InRedis(Rest.Replace("{0}", before, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("<configuration>\n  <connectionStrings>\n    <add name=\"Shop\" connectionString=\"x\" />\n  </connectionStrings>\n  <system.web />\n</configuration>", "<add name=\"Shop\" connectionString=\"x\" />\n    <add name=\"Redis\" connectionString=\"localhost:6379\" />\n  </connectionStrings>\n  <system.web>\n    <sessionState")]
    [InlineData("<configuration>\n  <connectionStrings />\n  <system.web>\n  </system.web>\n</configuration>", "<connectionStrings>\n    <add name=\"Redis\" connectionString=\"localhost:6379\" />\n  </connectionStrings>\n  <system.web>\n    <sessionState")]
    [InlineData("<configuration>\n  <location path=\".\">\n    <system.web />\n  </location>\n</configuration>", "<configuration>\n  <connectionStrings>\n    <add name=\"Redis\" connectionString=\"localhost:6379\" />\n  </connectionStrings>\n  <location path=\".\">")]
    public void The_connection_is_named_once_among_its_like(string before, string part) => Assert.Contains(part, InRedis(before), StringComparison.Ordinal);

    [Theory]
    [InlineData("<configuration />")]
    [InlineData("<configuration><system.web>")]
    [InlineData("<configuration><connectionStrings configSource=\"c.config\" /><system.web /></configuration>")]
    [InlineData("<configuration><system.web configSource=\"c.config\" /></configuration>")]
    [InlineData("<configuration><system.web><sessionState mode=\"SQLServer\" /></system.web></configuration>")]
    public void What_cannot_be_edited_is_left(string config) => Assert.Null(InRedis(config));

    [Theory]
    [InlineData("public class Thing { } public class Home : Page { void M() { {|SLS1003:Session[\"x\"]|} = new Thing(); } }")]
    [InlineData("[Serializable] public class Thing { public object Any; } public class Home : Page { void M() { {|SLS1003:Session[\"x\"]|} = new Thing(); } }")]
    [InlineData("public class Home : Page { void M(object any) { {|SLS1003:Session[\"x\"]|} = any; } }")]
    [InlineData("public class Home : Page { void M(IList<int> list) { {|SLS1003:Session.Add|}(\"x\", list); } }")]
    [InlineData("public class Global : HttpApplication { void Session_Start() { {|SLS1003:Session[\"x\"]|} = 1; } void Session_End() { } }")]
    public Task Refuses_where_the_session_cannot_leave_the_process(string code) => Refuses(code, Marked(Config));

    const string Plain = "public class Home : Page { void M() { {|SLS1003:Session[\"x\"]|} = 1; } }";

    [Fact]
    public Task Refuses_where_the_project_takes_no_package() => Refuses(Plain, Marked(Config), "<Project ToolsVersion=\"15.0\"><ItemGroup><Reference Include=\"System\" /></ItemGroup></Project>");

    [Fact]
    public Task Refuses_where_packages_config_lists_the_packages() => Refuses(Plain, Marked(Config), Project, ("packages.config", "<packages />"));

    [Fact]
    public Task Refuses_where_a_transform_changes_the_section() => Refuses(Plain, Config.Replace("<sessionState", "<{|SLS1003:sessionState|}", StringComparison.Ordinal), Project,
        ("Web.Release.config", "<configuration xmlns:xdt=\"http://schemas.microsoft.com/XML-Document-Transform\"><system.web><sessionState timeout=\"60\" xdt:Transform=\"SetAttributes\" /></system.web></configuration>"));

    [Fact]
    public Task A_project_of_the_old_kind_takes_a_package_where_it_has_others() => Fixes(
        Marked(Config), FixedConfig,
        Project.Replace("<Project Sdk=\"Microsoft.NET.Sdk\">", "<Project ToolsVersion=\"15.0\">", StringComparison.Ordinal),
        FixedProject.Replace("<Project Sdk=\"Microsoft.NET.Sdk\">", "<Project ToolsVersion=\"15.0\">", StringComparison.Ordinal));
}
