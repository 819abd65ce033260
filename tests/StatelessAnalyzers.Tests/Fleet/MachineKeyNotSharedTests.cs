using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using StatelessAnalyzers.Fleet;
using Xunit;

namespace StatelessAnalyzers.Tests.Fleet;

public class MachineKeyNotSharedTests
{
    const string Forms = "<authentication mode=\"Forms\"><forms loginUrl=\"~/login.aspx\" /></authentication>";
    const string Keys = "validationKey=\"0123456789ABCDEF\" decryptionKey=\"0123456789ABCDEF\" validation=\"HMACSHA256\"";

    // OWIN and MVC 5 do not restore here.
    static readonly MetadataReference Packages = References.Compile("Microsoft.Owin.Security", """
        namespace Owin
        {
            public interface IAppBuilder { }
            public static class CookieAuthenticationExtensions { public static IAppBuilder UseCookieAuthentication(this IAppBuilder app, object options) => app; }
            public static class OpenIdConnectAuthenticationExtensions { public static IAppBuilder UseOpenIdConnectAuthentication(this IAppBuilder app, object options) => app; }
            public static class DataProtection { public static void SetDataProtectionProvider(this IAppBuilder app, object provider) { } }
        }
        namespace System.Web.Mvc
        {
            public abstract class ControllerBase { }
            public abstract class Controller : ControllerBase { }
            public class ValidateAntiForgeryTokenAttribute : System.Attribute { }
        }
        """, References.Classic);

    static readonly ImmutableArray<MetadataReference> All = References.Classic.Add(Packages);

    static Task Run(string systemWeb, string code = "class Nothing { }", params (string Path, string Text)[] more) => new RuleTest<MachineKeyNotShared>
    {
        References = All,
        IsApplication = false,
        Files = [("Web.config", $"<configuration>\n  {systemWeb}\n</configuration>"), .. more],
        Code = "using System; using System.Web; using System.Web.UI; using System.Web.Mvc; using Owin;\n" + code,
    }.RunAsync();

    [Theory]
    [InlineData("<system.web><{|SLS6008:authentication|} mode=\"Forms\" /></system.web>")]
    [InlineData("<system.web><{|SLS6008:machineKey|} validationKey=\"AutoGenerate,IsolateApps\" decryptionKey=\"AutoGenerate,IsolateApps\" /><authentication mode=\"Forms\" /></system.web>")]
    [InlineData("<system.web><{|SLS6008:machineKey|} compatibilityMode=\"Framework45\" /><authentication mode=\"Forms\" /></system.web>")]
    [InlineData("<system.web><{|SLS6008:machineKey|} validationKey=\"0123456789\" /><authentication mode=\"Forms\" /></system.web>")]
    [InlineData("<{|SLS6008:system.web|}><roleManager enabled=\"true\" cacheRolesInCookie=\"true\" /></system.web>")]
    public Task Reports_what_web_config_needs(string systemWeb) => Run(systemWeb);

    [Theory]
    [InlineData($"<system.web>{Forms}<machineKey {Keys} /></system.web>")]
    [InlineData($"<system.web>{Forms}<machineKey configSource=\"keys.config\" /></system.web>")]
    [InlineData($"<system.web>{Forms}<machineKey configProtectionProvider=\"Rsa\"><EncryptedData /></machineKey></system.web>")]
    [InlineData($"<system.web>{Forms}<machineKey compatibilityMode=\"Framework45\" dataProtectorType=\"Shop.Protector, Shop\" /></system.web>")]
    [InlineData("<system.web><authentication mode=\"Windows\" /></system.web>")]
    [InlineData("<system.web><authentication mode=\"None\" /><roleManager enabled=\"false\" cacheRolesInCookie=\"true\" /></system.web>")]
    [InlineData("<system.web><machineKey validationKey=\"AutoGenerate\" decryptionKey=\"AutoGenerate\" /></system.web>")]
    [InlineData("<system.webServer />")]
    public Task Silent_where_keys_are_set_or_nothing_needs_them(string systemWeb) => Run(systemWeb);

    [Fact]
    public Task Reports_view_state_at_the_section_that_lacks_the_key() =>
        Run("<{|SLS6008:system.web|}><compilation /></system.web>", "public partial class Home : Page { } public abstract class BasePage : Page { }");

    [Fact]
    public Task Silent_for_pages_of_no_kind() =>
        Run("<system.web><compilation /></system.web>", "public abstract class BasePage : Page { } public class Box : UserControl { } public class Handler : IHttpHandler { public bool IsReusable => true; public void ProcessRequest(HttpContext c) { } }");

    [Theory]
    [InlineData("[ValidateAntiForgeryToken] public class Home : Controller { }")]
    [InlineData("public class Home : Controller { [ValidateAntiForgeryToken] public void Post() { } }")]
    public Task Reports_antiforgery_tokens(string code) => Run("<{|SLS6008:system.web|} />", code);

    [Fact]
    public Task Silent_for_controllers_without_tokens() => Run("<system.web />", "public class Home : Controller { public void Get() { } } class Other { [ValidateAntiForgeryToken] void M() { } }");

    [Fact]
    public Task Reports_the_most_telling_middleware_once() => Run("<system.web><authentication mode=\"None\" /></system.web>", """
        public partial class Startup
        {
            public void Configuration(IAppBuilder app)
            {
                app.UseCookieAuthentication(new object());
                app.{|SLS6008:UseOpenIdConnectAuthentication|}(new object());
            }
        }
        """);

    [Fact]
    public Task Reports_the_element_rather_than_the_middleware() => Run("<system.web><{|SLS6008:machineKey|} decryption=\"AES\" /></system.web>", "public class Startup { public void Configuration(IAppBuilder app) => app.UseCookieAuthentication(new object()); }");

    [Fact]
    public Task Silent_where_the_application_brings_a_data_protector() => Run("<system.web />", """
        public class Startup
        {
            public void Configuration(IAppBuilder app) { app.SetDataProtectionProvider(new object()); app.UseCookieAuthentication(new object()); }
        }
        """);

    [Fact]
    public Task Silent_for_the_user_s_own_methods() => Run("<system.web />", """
        public static class Own { public static void UseOAuthBearerTokens(this IAppBuilder app, int x) { } public static void Start(IAppBuilder app) => app.UseOAuthBearerTokens(1); }
        """);

    [Fact]
    public Task A_release_transform_that_sets_the_keys_wins() => Run(
        $"<system.web>{Forms}<machineKey compatibilityMode=\"Framework45\" /></system.web>", "class Nothing { }",
        ("Web.Release.config", $"<configuration xmlns:xdt=\"http://schemas.microsoft.com/XML-Document-Transform\"><system.web><machineKey {Keys} xdt:Transform=\"Insert\" /></system.web></configuration>"
            .Replace("\"Insert\"", "\"SetAttributes\"", StringComparison.Ordinal)));

    [Fact]
    public Task Silent_where_no_web_config_is_seen() => new RuleTest<MachineKeyNotShared>
    {
        References = All,
        IsApplication = false,
        Code = "using Owin; using System.Web.UI; public class Home : Page { } public class Startup { public void Configuration(IAppBuilder app) => app.UseCookieAuthentication(new object()); }",
    }.RunAsync();

    [Theory]
    [InlineData("class Startup { void Configuration(Owin.IAppBuilder app) { app.UseCookieAuthentication(; app. } }")]
    [InlineData("class P : System.Web.UI.Page { [ValidateAntiForgeryToken(] void M( }")]
    public Task Broken_code_is_read_without_an_exception(string code) => RuleTest<MachineKeyNotShared>.Survives(code, All);
}
