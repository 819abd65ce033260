using StatelessAnalyzers.Fleet;
using StatelessAnalyzers.Platform;
using StatelessAnalyzers.Sessions;
using Xunit;

namespace StatelessAnalyzers.Tests.Fleet;

public class KeysNotSharedTests
{
    static Task App(string registrations, string pipeline = "", string more = "") => RuleTest<KeysNotShared>.Run(Program(registrations, pipeline, more));

    static string Program(string registrations, string pipeline = "", string more = "") => $$"""
        using Microsoft.AspNetCore.Authentication.Cookies;
        using Microsoft.AspNetCore.DataProtection;
        using Microsoft.AspNetCore.Identity;

        var builder = WebApplication.CreateBuilder(args);
        {{registrations}}
        var app = builder.Build();
        {{pipeline}}
        app.Run();
        {{more}}
        """;

    [Theory]
    [InlineData("builder.Services.AddAuthentication(\"c\").{|SLS6001:AddCookie|}();")]
    [InlineData("builder.Services.AddAuthentication().AddCookie(\"a\").{|SLS6001:AddCookie|}(\"b\");")]
    [InlineData("builder.Services.{|SLS6001:AddIdentity|}<IdentityUser, IdentityRole>();")]
    [InlineData("builder.Services.{|SLS6001:AddIdentityApiEndpoints|}<IdentityUser>();")]
    [InlineData("builder.Services.AddIdentityCore<IdentityUser>().{|SLS6001:AddDefaultTokenProviders|}();")]
    [InlineData("builder.Services.AddIdentityCore<IdentityUser>().{|SLS6001:AddTokenProvider|}<Microsoft.AspNetCore.Identity.DataProtectorTokenProvider<IdentityUser>>(\"mail\");")]
    [InlineData("builder.Services.AddAuthentication().{|SLS6001:AddBearerToken|}();")]
    [InlineData("builder.Services.AddAuthentication().{|SLS6001:AddOAuth|}(\"o\", _ => { });")]
    [InlineData("builder.Services.{|SLS6001:AddAntiforgery|}();")]
    [InlineData("builder.Services.AddControllersWithViews().{|SLS6001:AddCookieTempDataProvider|}();")]
    public Task A_feature_that_needs_keys_is_reported(string registration) => App(registration);

    [Fact]
    public Task The_strongest_feature_alone_is_reported() => App("""
        builder.Services.AddAntiforgery();
        builder.Services.AddIdentity<IdentityUser, IdentityRole>();
        builder.Services.AddAuthentication().{|SLS6001:AddCookie|}();
        builder.Services.AddSession();
        """);

    [Fact]
    public Task The_chain_is_the_place_where_there_is_one() => new RuleTest<KeysNotShared>
    {
        Code = Program("""
            builder.Services.AddAuthentication().AddCookie();
            builder.Services.{|#0:AddDataProtection|}().SetApplicationName("shop").SetDefaultKeyLifetime(TimeSpan.FromDays(30));
            """),
        ExpectedDiagnostics =
        {
            new Microsoft.CodeAnalysis.Testing.DiagnosticResult(Rules.SLS6001_KeysNotShared).WithLocation(0)
                .WithArguments("AddDataProtection", "sets up data-protection keys for sign-in cookies ('AddCookie') that no PersistKeysTo call shares"),
        },
    }.RunAsync();

    [Theory]
    [InlineData("{|SLS6001:UseEphemeralDataProtectionProvider|}()")]
    [InlineData("{|SLS6001:PersistKeysToFileSystem|}(new DirectoryInfo(\"keys\"))")]
    [InlineData("{|SLS6001:PersistKeysToFileSystem|}(new DirectoryInfo(@\"C:\\keys\"))")]
    [InlineData("{|SLS6001:PersistKeysToFileSystem|}(new DirectoryInfo(Path.Combine(builder.Environment.ContentRootPath, \"keys\")))")]
    [InlineData("{|SLS6001:PersistKeysToFileSystem|}(new DirectoryInfo(Path.Combine(AppContext.BaseDirectory, \"keys\")))")]
    [InlineData("{|SLS6001:PersistKeysToFileSystem|}(new DirectoryInfo(Path.Combine(Path.GetTempPath(), \"keys\")))")]
    [InlineData("SetApplicationName(\"shop\").{|SLS6001:PersistKeysToFileSystem|}(new DirectoryInfo(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData)))")]
    public Task Keys_that_stay_with_the_instance_are_reported(string chain) => App($"builder.Services.AddDataProtection().{chain};");

    [Fact]
    public Task A_registry_is_private_to_the_machine() => RuleTest<KeysNotShared>.Run("""
        using Microsoft.AspNetCore.DataProtection;
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddDataProtection().{|SLS6001:PersistKeysToRegistry|}(Microsoft.Win32.Registry.CurrentUser);
        builder.Build().Run();
        """);

    [Theory]
    [InlineData("/mnt/efs/keys")]
    [InlineData("/keys")]
    [InlineData("\\\\\\\\files\\\\keys")]
    public Task A_folder_that_may_be_a_volume_is_silent(string path) =>
        App($"builder.Services.AddAuthentication().AddCookie(); builder.Services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo(\"{path}\"));");

    [Fact]
    public Task A_folder_that_the_user_says_is_shared_is_silent() => new RuleTest<KeysNotShared>
    {
        Options = "stateless.shared_paths = keys, C:\\shared",
        Code = Program("builder.Services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo(\"keys/shop\"));"),
    }.RunAsync();

    [Fact]
    public Task A_configured_folder_is_silent() => App("builder.Services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo(builder.Configuration[\"Keys\"]!));");

    [Theory]
    [InlineData("builder.Services.AddDataProtection().PersistKeysToVault();")]
    [InlineData("if (args.Length > 0) builder.Services.AddDataProtection().PersistKeysToVault();")]
    [InlineData("if (!builder.Environment.IsDevelopment()) builder.Services.AddDataProtection().PersistKeysToVault();")]
    [InlineData("builder.Services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo(\"k\")).PersistKeysToVault();")]
    public Task A_shared_store_is_silent(string registration) =>
        App("builder.Services.AddAuthentication().AddCookie();" + registration, more: "static class Vault { public static IDataProtectionBuilder PersistKeysToVault(this IDataProtectionBuilder b) => b; }");

    [Theory]
    [InlineData("builder.Services.Configure<Microsoft.AspNetCore.DataProtection.KeyManagement.KeyManagementOptions>(o => o.XmlRepository = null);")]
    [InlineData("builder.Services.AddDataProtection().AddKeyManagementOptions(o => o.XmlRepository = null);")]
    [InlineData("builder.Services.AddSingleton<Microsoft.AspNetCore.DataProtection.Repositories.IXmlRepository>(_ => null!);")]
    public Task A_key_repository_set_by_hand_is_silent(string registration) => App("builder.Services.AddAuthentication().AddCookie();" + registration);

    [Fact]
    public Task A_store_for_development_only_does_not_count() => App("""
        builder.Services.AddAuthentication().{|SLS6001:AddCookie|}();
        if (builder.Environment.IsDevelopment())
            builder.Services.AddDataProtection().PersistKeysToVault();
        """, more: "static class Vault { public static IDataProtectionBuilder PersistKeysToVault(this IDataProtectionBuilder b) => b; }");

    [Theory]
    [InlineData("if (builder.Environment.IsDevelopment()) builder.Services.AddAuthentication().AddCookie();")]
    [InlineData("builder.Services.AddControllers(); builder.Services.AddAuthentication();")]
    [InlineData("builder.Services.AddControllersWithViews(); builder.Services.AddRazorPages(); builder.Services.AddMvc();")]
    public Task No_feature_that_needs_keys_is_silent(string registration) => App(registration);

    [Theory]
    [InlineData("class HomeController : Microsoft.AspNetCore.Mvc.Controller { [Microsoft.AspNetCore.Mvc.ValidateAntiForgeryToken] public void Save() { } }")]
    [InlineData("class HomeController : Microsoft.AspNetCore.Mvc.Controller { public void Save() => TempData[\"saved\"] = true; }")]
    [InlineData("class Edit : Microsoft.AspNetCore.Mvc.RazorPages.PageModel { public void OnPost() { } }")]
    public Task Views_count_where_forms_are_protected(string use) => App("builder.Services.{|SLS6001:AddControllersWithViews|}();", more: use);

    [Fact]
    public Task Circuits_are_reported_where_they_are_mapped() => App("builder.Services.AddServerSideBlazor();", "app.{|SLS6001:MapBlazorHub|}();");

    // The session has a finding of its own at AddSession; both faults must be seen, and no place has two.
    [Fact]
    public Task The_session_is_reported_at_its_middleware_where_its_cache_is_a_fault_too() => new RuleTest<KeysNotShared>
    {
        Beside = [new SessionInProcess()],
        Code = Program("builder.Services.{|SLS1001:AddSession|}();", "app.{|SLS6001:UseSession|}();"),
    }.RunAsync();

    [Fact]
    public Task The_session_is_reported_at_its_registration_where_its_cache_is_shared() => new RuleTest<KeysNotShared>
    {
        References = References.Everything,
        Beside = [new SessionInProcess()],
        Code = Program("builder.Services.AddStackExchangeRedisCache(_ => { }); builder.Services.{|SLS6001:AddSession|}();", "app.UseSession();"),
    }.RunAsync();

    [Fact]
    public Task A_Startup_class_is_a_composition_root() => RuleTest<KeysNotShared>.Run("""
        public class Startup
        {
            public void ConfigureServices(IServiceCollection services) => services.AddAuthentication().{|SLS6001:AddCookie|}(o => o.LoginPath = "/in");
        }
        """);

    [Fact]
    public Task A_registration_in_an_extension_of_another_file_is_seen()
    {
        var test = new RuleTest<KeysNotShared> { Code = "var builder = WebApplication.CreateBuilder(args); builder.Services.AddShop(); builder.Build().Run();" };
        test.TestState.Sources.Add(("Shop.cs", "static partial class Shop { public static void AddShop(this IServiceCollection services) { void Local() => services.AddAuthentication().{|SLS6001:AddCookie|}(); Local(); } }"));
        return test.RunAsync();
    }

    [Fact]
    public Task A_library_is_silent() => new RuleTest<KeysNotShared>
    {
        IsApplication = false,
        Code = "static class Shop { public static void AddShop(this IServiceCollection services) => services.AddAuthentication().AddCookie(); }",
    }.RunAsync();

    [Fact]
    public Task A_method_of_the_user_of_that_name_is_silent() =>
        App("builder.Services.AddIdentity<string, string>();", more: "static class Own { public static void AddIdentity<T, U>(this IServiceCollection s) { } }");

    [Fact]
    public Task Another_assembly_that_may_store_keys_is_silent() => new RuleTest<KeysNotShared>
    {
        References = [.. References.AspNetCore, References.Compile("Defaults", """
            using Microsoft.AspNetCore.DataProtection;
            using Microsoft.Extensions.DependencyInjection;
            public static class Defaults { public static void AddDefaults(this IServiceCollection services, string path) => services.AddDataProtection().PersistKeysToFileSystem(new System.IO.DirectoryInfo(path)); }
            """, References.AspNetCore)],
        Code = Program("builder.Services.AddDefaults(\"/keys\"); builder.Services.AddAuthentication().AddCookie();"),
    }.RunAsync();

    [Fact]
    public Task Another_assembly_that_only_protects_hides_nothing() => new RuleTest<KeysNotShared>
    {
        References = [.. References.AspNetCore, References.Compile("Defaults", """
            using Microsoft.Extensions.DependencyInjection;
            public static class Defaults { public static void AddDefaults(this IServiceCollection services) => services.AddSingleton<Uses>(); }
            public class Uses(Microsoft.AspNetCore.DataProtection.IDataProtectionProvider provider) { public object Get() => provider.CreateProtector("x"); }
            """, References.AspNetCore)],
        Code = Program("builder.Services.AddDefaults(); builder.Services.AddAuthentication().{|SLS6001:AddCookie|}();"),
    }.RunAsync();

    [Fact]
    public Task OpenId_Connect_and_Microsoft_Identity_are_known() => new RuleTest<KeysNotShared>
    {
        References = [.. References.AspNetCore, .. References.IdentityWeb],
        Code = """
            using Microsoft.Identity.Web;
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddAuthentication("oidc").AddOpenIdConnect();
            builder.Services.AddAuthentication().{|SLS6001:AddMicrosoftIdentityWebApp|}(builder.Configuration);
            builder.Build().Run();
            """,
    }.RunAsync();

    [Theory]
    [InlineData("builder.Services.AddDataProtection().PersistKeysToFileSystem(")]
    [InlineData("builder.Services.AddAuthentication().AddCookie(o =>")]
    [InlineData("x.AddDataProtection")]
    public Task Broken_code(string code) => RuleTest<KeysNotShared>.Survives("var builder = WebApplication.CreateBuilder(args);" + code, References.AspNetCore);
}
