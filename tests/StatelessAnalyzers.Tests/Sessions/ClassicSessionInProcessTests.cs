using StatelessAnalyzers.Sessions;
using Xunit;

namespace StatelessAnalyzers.Tests.Sessions;

public class ClassicSessionInProcessTests
{
    const string Bare = "<configuration><system.web><compilation debug=\"true\" /></system.web></configuration>";

    const string Page = "public class Home : Page { void Page_Load(object s, EventArgs e) => {|SLS1003:Session[\"x\"]|} = 1; }";
    const string Silent = "public class Home : Page { void Page_Load(object s, EventArgs e) => Session[\"x\"] = 1; }";

    static Task Run(string code, params (string Path, string Text)[] files) => new RuleTest<ClassicSessionInProcess>
    {
        References = References.Classic,
        IsApplication = false,
        Files = files,
        Beside = [new SessionValueBoundToProcess()],
        Code = "using System; using System.Collections.Generic; using System.Web; using System.Web.UI;\n" + code,
    }.RunAsync();

    static string With(string sessionState) => $"<configuration>\n  <system.web>\n    {sessionState}\n  </system.web>\n</configuration>";

    [Theory]
    [InlineData("<{|SLS1003:sessionState|} mode=\"InProc\" timeout=\"20\" />")]
    [InlineData("<{|SLS1003:sessionState|} timeout=\"20\"></sessionState>")]
    [InlineData("<{|SLS1003:sessionState|} mode=\"StateServer\" stateConnectionString=\"tcpip=10.0.0.5:42424\" />")]
    [InlineData("<{|SLS1003:sessionState|} mode=\"inproc\"><providers><add name=\"DefaultSessionProvider\" type=\"System.Web.Providers.DefaultSessionStateProvider\" /></providers></sessionState>")]
    [InlineData("")]
    public Task Reports_the_element_and_the_write(string sessionState) => Run(Page, ("Web.config", With(sessionState)));

    [Theory]
    [InlineData("<sessionState mode=\"Custom\" customProvider=\"Redis\"><providers><add name=\"Redis\" type=\"Microsoft.Web.Redis.RedisSessionStateProvider\" /></providers></sessionState>")]
    [InlineData("<sessionState mode=\"SQLServer\" sqlConnectionString=\"data source=db;\" />")]
    [InlineData("<sessionState mode=\"Off\" />")]
    [InlineData("<sessionState configSource=\"sessionState.config\" />")]
    [InlineData("<sessionState configProtectionProvider=\"Rsa\"><EncryptedData /></sessionState>")]
    public Task Silent_where_sessions_are_kept_elsewhere(string sessionState) => Run(Silent, ("Web.config", With(sessionState)));

    [Fact]
    public Task Silent_where_no_web_config_is_seen() => Run(Silent);

    [Fact]
    public Task Silent_where_web_config_cannot_be_read() => Run(Silent, ("Web.config", "<configuration><system.web>"));

    [Fact]
    public Task Silent_for_a_folder_s_web_config() => Run(Silent, ("/app/Views/Web.config", Bare), ("/app/appsettings.json", "{}"));

    [Fact]
    public Task Reports_below_a_location_that_stands_for_the_application() =>
        Run(Page, ("Web.config", $"<configuration><location path=\".\"><system.web><{{|SLS1003:sessionState|}} mode=\"InProc\" /></system.web></location></configuration>"));

    [Fact]
    public Task A_release_transform_that_mends_it_wins() => Run(
        Silent,
        ("Web.config", With("<sessionState mode=\"InProc\" />")),
        ("Web.Release.config", "<configuration xmlns:xdt=\"http://schemas.microsoft.com/XML-Document-Transform\"><system.web><sessionState mode=\"Custom\" customProvider=\"Redis\" xdt:Transform=\"SetAttributes\" /></system.web></configuration>"));

    [Fact]
    public Task A_debug_transform_does_not_count() => Run(
        Page,
        ("Web.config", With("<{|SLS1003:sessionState|} mode=\"InProc\" />")),
        ("Web.Debug.config", "<configuration xmlns:xdt=\"http://schemas.microsoft.com/XML-Document-Transform\"><system.web><sessionState mode=\"Custom\" xdt:Transform=\"SetAttributes\" /></system.web></configuration>"));

    [Fact]
    public Task Reports_a_controller_whose_package_is_not_restored() => new RuleTest<ClassicSessionInProcess>
    {
        References = References.Classic,
        IsApplication = false,
        Files = [("Web.config", Bare)],
        CompilerDiagnostics = Microsoft.CodeAnalysis.Testing.CompilerDiagnostics.None,
        Code = """
            using System.Web.Mvc;
            public class CartController : Controller
            {
                public object Get() => Session["cart"];
                public void Add(int id) { {|SLS1003:Session["cart"]|} = id; this.Session["last"] = id; Session["gone"] = null; }
            }
            public class Own : Missing { object Session; void A(int id) => Session["a"] = id; }
            public class Plain { void A(int id) => Session["a"] = id; }
            """,
    }.RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task Reports_each_type_once_at_its_first_write() => Run("""
        namespace Shop
        {
            public class Cart { public int Count; }

            public partial class Basket : Page
            {
                protected void Page_Load(object s, EventArgs e)
                {
                    {|SLS1003:Session["a"]|} = 1;
                    Session["b"] = {|SLS1007:new Cart()|};
                    Session.Add("c", "d");
                }

                class Inner { void Keep(HttpContextBase context) => context.Session["e"] = 1; }
            }

            public partial class Basket { void Later() { Action act = () => Session["f"] = 1; act(); } }

            public class Handler : IHttpHandler
            {
                public bool IsReusable => false;
                public void ProcessRequest(HttpContext context) => {|SLS1003:context.Session.Add|}("user", context.User.Identity.Name);
            }

            public static class CurrentUser
            {
                public static string Name
                {
                    get => (string)HttpContext.Current.Session["name"];
                    set => {|SLS1003:HttpContext.Current.Session["name"]|} = value;
                }
            }

            public class Controller
            {
                public void Start(HttpSessionStateBase session) { void Set() => {|SLS1003:session["a"]|} = 1; Set(); }
            }

            public class Global : HttpApplication
            {
                protected void Session_Start(object s, EventArgs e) => {|SLS1003:Session["started"]|} ??= DateTime.Now;
            }
        }
        """, ("Web.config", Bare));

    [Fact]
    public Task Silent_for_reads_removals_and_other_stores() => Run("""
        public class HttpSessionState { public object this[string key] { get => null; set { } } public void Add(string key, object value) { } }
        public class Home : Page
        {
            void Keep(HttpSessionState own)
            {
                own["x"] = 1; own.Add("x", 1); ViewState["x"] = 1; Context.Items["x"] = 1;
                var read = (string)Session["x"]; Session["x"] = null; Session.Remove("x"); Session.Clear(); Session.Abandon(); Session.Timeout = 20;
                new Dictionary<string, object>().Add("x", 1);
            }
        }
        """, ("Web.config", Bare));

    [Theory]
    [InlineData("class P : System.Web.UI.Page { void M() { Session[ = new ; Session[\"a\"] = ; Session.Add(\"a\" } }")]
    [InlineData("class P : System.Web.UI.Page { void M() => Session[\"a\"] = new Missing<Other>(); }")]
    public Task Broken_code_is_read_without_an_exception(string code) => RuleTest<ClassicSessionInProcess>.Survives(code, References.Classic);
}
