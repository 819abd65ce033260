using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using StatelessAnalyzers.Data;
using StatelessAnalyzers.Sessions;
using StatelessAnalyzers.Tests.Rewriting;
using Xunit;

namespace StatelessAnalyzers.Tests.Data;

public class ConnectionInSessionTests
{
    const string Usings = """
        using System; using System.Data; using System.Data.Common; using System.Data.SqlClient; using System.Web; using System.Web.UI;
        public class Shop : System.Data.Entity.DbContext { }
        [Serializable] public class Order { public int Id; }

        """;

    static readonly MetadataReference Libraries = References.Compile(
        "Libraries",
        """
        namespace NHibernate { public interface ISession { } }
        namespace System.Data.Entity { public class DbContext { } }
        """,
        References.Classic);

    // Beside it, the rules about sessions say nothing of the same line.
    static Task Run(string code, CompilerDiagnostics diagnostics = CompilerDiagnostics.Errors) => new RuleTest<ConnectionInSession>
    {
        References = References.Classic.Add(Libraries),
        IsApplication = false,
        Beside = [new ClassicSessionInProcess(), new SessionValueBoundToProcess()],
        Files = [("Web.config", "<configuration><system.web><compilation debug=\"true\" /></system.web></configuration>")],
        CompilerDiagnostics = diagnostics,
        Code = Usings + code,
    }.RunAsync(TestContext.Current.CancellationToken);

    [Theory]
    [InlineData("new SqlConnection(\"Server=shop\")")]
    [InlineData("(IDbConnection)null ?? new SqlConnection()")]
    [InlineData("new SqlConnection().BeginTransaction()")]
    [InlineData("new Shop()")]
    [InlineData("Find<NHibernate.ISession>()")]
    [InlineData("Find<DbConnection>()")]
    public Task Reports_what_is_made_for_one_unit_of_work(string value) => Run($$"""
        public class Home : Page { T Find<T>() => default; void Page_Load(object s, EventArgs e) => Session["db"] = {|SLS4005:{{value}}|}; }
        """);

    [Fact]
    public Task Reports_Add_the_wrapper_and_the_current_context_beside_what_the_session_rules_say_of_other_lines() => Run("""
        public class Cart { }
        public class Basket
        {
            public void Keep(HttpContextBase context, SqlConnection connection, Order order)
            {
                context.Session["db"] = {|SLS4005:connection|};
                context.Session.Add("db", {|SLS4005:connection|});
                HttpContext.Current.Session["db"] = {|SLS4005:connection|};
                {|SLS1003:context.Session["order"]|} = order;
            }
        }
        public class Carts : Page { void Page_Load(object s, EventArgs e) => {|SLS1003:Session["cart"]|} = {|SLS1007:new Cart()|}; }
        """);

    [Theory]
    [InlineData("context.Items[\"db\"] = connection;")]
    [InlineData("context.Session[\"db\"] = null;")]
    [InlineData("var db = (SqlConnection)context.Session[\"db\"]; db.Dispose();")]
    [InlineData("context.Session.Remove(\"db\");")]
    [InlineData("new System.Collections.Hashtable().Add(\"db\", connection);")]
    [InlineData("new Own()[\"db\"] = connection;")]
    [InlineData("new Own().Add(\"db\", connection);")]
    [InlineData("using (var own = new SqlConnection()) own.Open();")]
    public Task Silent_on_what_lives_in_the_request_or_elsewhere(string statement) => Run($$"""
        public class Own { public object this[string name] { get => null; set { } } public void Add(string name, object value) { } }
        public class Basket { public void Keep(HttpContextBase context, SqlConnection connection) { {{statement}} } }
        """);

    [Theory]
    [InlineData("connection.ConnectionString")]
    [InlineData("connection.Database")]
    [InlineData("new Order()")]
    public Task Leaves_other_values_to_the_rules_about_sessions(string value) => Run($$"""
        public class Basket { public void Keep(HttpContextBase context, SqlConnection connection) { {|SLS1003:context.Session["x"]|} = {{value}}; } }
        """);

    [Theory]
    [InlineData("Session[\"db\"] = {|SLS4005:new SqlConnection()|}")]
    [InlineData("Session[] = new SqlConnection();")]
    [InlineData("Session.Add(\"db\",")]
    public Task Broken_code_does_not_disturb(string statement) => Run($$"""
        public class Home : Page { void Page_Load(object s, EventArgs e) { {{statement}} } }
        """, CompilerDiagnostics.None);

    [Fact]
    public async Task No_fix_takes_a_connection_out_of_a_session()
    {
        var shop = new Workshop { References = References.Classic }.Project("Web", [("Home.cs", "using System.Web.UI; public class Home : Page { void Keep() => Session[\"db\"] = new System.Data.SqlClient.SqlConnection(); }")]);
        var result = await FixRun<ConnectionInSession, OpenContextPerOperation>.RunAsync(shop);
        Assert.Equal(0, result.Applied);
        Assert.Contains("what a session holds", Assert.Single(result.Refused), StringComparison.Ordinal);
    }
}
