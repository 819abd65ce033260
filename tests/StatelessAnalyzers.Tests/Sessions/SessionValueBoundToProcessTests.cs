using StatelessAnalyzers.Sessions;
using Xunit;

namespace StatelessAnalyzers.Tests.Sessions;

public class SessionValueBoundToProcessTests
{
    static Task Run(string code) => new RuleTest<SessionValueBoundToProcess>
    {
        References = References.Classic,
        IsApplication = false,
        Code = """
            using System; using System.Collections.Generic; using System.IO; using System.Web; using System.Web.UI;
            public class Cart { public int Count; }
            [Serializable] public class Order { public int Id; }
            [Serializable] public class CartOrder : Cart { }

            """ + code,
    }.RunAsync();

    [Theory]
    [InlineData("new Cart()")]
    [InlineData("new List<Cart>()")]
    [InlineData("new Cart[0]")]
    [InlineData("new { A = 1 }")]
    [InlineData("new CartOrder()")]
    [InlineData("new Dictionary<string, List<Cart>>()")]
    [InlineData("new System.Net.WebClient()")]
    public Task Reports_a_value_that_does_not_serialise(string value) => Run($$"""
        public class Home : Page { void Page_Load(object s, EventArgs e) => Session["x"] = {|SLS1007:{{value}}|}; }
        """);

    [Fact]
    public Task Reports_Add_and_sessions_of_the_wrapper_and_of_the_context() => Run("""
        namespace Shop
        {
            public partial class Service
            {
                public void Keep(HttpContextBase context, Cart cart)
                {
                    context.Session["cart"] = {|SLS1007:cart|};
                    context.Session.Add("cart", {|SLS1007:cart|});
                    HttpContext.Current.Session["cart"] = {|SLS1007:cart|};
                    Action later = () => context.Session["cart"] = {|SLS1007:cart|};
                }
            }
        }
        """);

    [Theory]
    [InlineData("1")]
    [InlineData("\"text\"")]
    [InlineData("DateTime.Now")]
    [InlineData("Guid.NewGuid()")]
    [InlineData("1.5m")]
    [InlineData("DayOfWeek.Monday")]
    [InlineData("(int?)1")]
    [InlineData("new byte[1]")]
    [InlineData("null")]
    [InlineData("new Order()")]
    [InlineData("new List<Order>()")]
    [InlineData("new Dictionary<string, Order[]>()")]
    [InlineData("new System.Data.DataTable()")]
    [InlineData("new Exception()")]
    public Task Silent_for_a_value_that_serialises(string value) => Run($$"""
        public class Home : Page { void Page_Load(object s, EventArgs e) => Session["x"] = {{value}}; }
        """);

    [Fact]
    public Task Silent_where_the_type_is_not_known() => Run("""
        public class Home : Page
        {
            void Keep<T>(object any, dynamic some, IList<Cart> list, T value, IComparable comparable)
            {
                Session["a"] = any; Session["b"] = some; Session["c"] = list; Session["d"] = value; Session["e"] = comparable;
            }
        }
        """);

    [Fact]
    public Task Silent_for_other_collections_and_own_types() => Run("""
        public class HttpSessionState { public object this[string key] { set { } } }
        public class Home : Page
        {
            void Keep(HttpSessionState session) { session["x"] = new Cart(); ViewState["x"] = new Cart(); Context.Items["x"] = new Cart(); var read = (Cart)Session["x"]; }
        }
        """);

    [Theory]
    [InlineData("class P : System.Web.UI.Page { void M() { Session[ = new ; Session[\"a\"] = ; Session.Add(\"a\" } }")]
    [InlineData("class P : System.Web.UI.Page { void M() => Session[\"a\"] = new Missing<Other>(); }")]
    public Task Broken_code_is_read_without_an_exception(string code) => RuleTest<SessionValueBoundToProcess>.Survives(code, References.Classic);
}
