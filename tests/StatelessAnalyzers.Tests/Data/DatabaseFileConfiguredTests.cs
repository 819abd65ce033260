using StatelessAnalyzers.Data;
using Xunit;

namespace StatelessAnalyzers.Tests.Data;

public class DatabaseFileConfiguredTests
{
    static Task Settings(params (string Path, string Text)[] files) => new RuleTest<DatabaseFileConfigured> { Files = files, Code = "return;" }.RunAsync();

    static Task Web(string sections) => new RuleTest<DatabaseFileConfigured>
    {
        References = References.Classic, IsApplication = false, Files = [("Web.config", $"<configuration>\n  {sections}\n</configuration>")], Code = "class Nothing { }",
    }.RunAsync();

    [Theory]
    [InlineData("Data Source=shop.db")]
    [InlineData("DataSource=App_Data/shop.sqlite;Cache=Shared")]
    [InlineData("Filename=shop.litedb")]
    [InlineData("Server=(localdb)\\\\mssqllocaldb;Database=Shop;Trusted_Connection=True")]
    [InlineData("Data Source=.\\\\SQLEXPRESS;AttachDbFilename=|DataDirectory|\\\\Shop.mdf")]
    public Task Reports_files_in_settings(string connection) => Settings(("appsettings.json", $$"""
        {
          // Where the data is.
          "ConnectionStrings": { "Shop": "{|SLS4002:{{connection}}|}", },
          "Orders": { "ConnectionString": "{|SLS4002:{{connection}}|}" }
        }
        """));

    [Fact]
    public Task Reports_a_database_in_memory() => Settings(("appsettings.json", """{ "ConnectionStrings": { "Shop": "{|SLS4001:Data Source=:memory:|}" } }"""));

    [Theory]
    [InlineData("Host=db;Database=shop;Username=shop")]
    [InlineData("Server=tcp:db,1433;Initial Catalog=shop.db.server")]
    [InlineData("localhost:6379")]
    [InlineData("Data Source=zips.db;Mode=ReadOnly")]
    [InlineData("")]
    public Task Silent_for_servers_and_files_that_are_read(string connection) => Settings(("appsettings.json", $$"""{ "ConnectionStrings": { "Shop": "{{connection}}" } }"""));

    [Fact]
    public Task Silent_for_other_keys_and_values() => Settings(("appsettings.json", """{ "Backup": "shop.db", "ConnectionStrings": { "Shop": null, "Port": 1, "List": [ "x" ] }, "Files": { "Data Source": "a.db" } }"""));

    [Theory]
    [InlineData("appsettings.Development.json")]
    [InlineData("appsettings.Local.json")]
    [InlineData("appsettings.Test.json")]
    [InlineData("other.json")]
    public Task Silent_in_files_for_development(string file) => Settings((file, """{ "ConnectionStrings": { "Shop": "Data Source=shop.db" } }"""));

    [Fact]
    public Task Silent_where_a_deployment_overrides_the_value() =>
        Settings(("appsettings.json", """{ "ConnectionStrings": { "Shop": "Data Source=shop.db" } }"""), ("appsettings.Production.json", """{ "ConnectionStrings": { "Shop": "Host=db" } }"""));

    [Fact]
    public Task Reports_what_a_deployment_sets() =>
        Settings(("appsettings.json", """{ "ConnectionStrings": { "Shop": "Host=db" } }"""), ("appsettings.Production.json", """{ "ConnectionStrings": { "Shop": "{|SLS4002:Data Source=shop.db|}" } }"""));

    [Fact]
    public Task Silent_in_a_library() =>
        new RuleTest<DatabaseFileConfigured> { IsApplication = false, Files = [("appsettings.json", """{ "ConnectionStrings": { "Shop": "Data Source=shop.db" } }""")], Code = "class Nothing { }" }.RunAsync();

    [Theory]
    [InlineData("<connectionStrings><clear /><add name=\"Shop\" connectionString=\"{|SLS4002:data source=|DataDirectory|\\Shop.sdf|}\" /></connectionStrings>")]
    [InlineData("<connectionStrings><add name=\"Shop\" connectionString=\"{|SLS4002:metadata=res://*/Shop.csdl;provider=System.Data.SqlClient;provider connection string=&quot;data source=(LocalDB)\\v11.0;integrated security=True&quot;|}\" /></connectionStrings>")]
    [InlineData("<appSettings><add key=\"ShopConnectionString\" value=\"{|SLS4002:Provider=Microsoft.Jet.OLEDB.4.0;Data Source=C:\\data\\shop.mdb|}\" /></appSettings>")]
    public Task Reports_files_in_web_config(string sections) => Web(sections);

    [Theory]
    [InlineData("<connectionStrings configSource=\"connections.config\" />")]
    [InlineData("<connectionStrings><add name=\"Shop\" connectionString=\"Data Source=db;Initial Catalog=Shop\" /><remove name=\"LocalSqlServer\" /><add name=\"None\" /></connectionStrings>")]
    [InlineData("<appSettings><add key=\"Backup\" value=\"shop.mdb\" /></appSettings>")]
    public Task Silent_in_web_config_for_servers(string sections) => Web(sections);

    [Fact]
    public Task A_release_transform_that_names_a_server_wins() => new RuleTest<DatabaseFileConfigured>
    {
        References = References.Classic, IsApplication = false, Code = "class Nothing { }",
        Files =
        [
            ("Web.config", "<configuration><connectionStrings><add name=\"Shop\" connectionString=\"data source=a.sdf\" /><add name=\"Log\" connectionString=\"{|SLS4002:data source=b.sdf|}\" /></connectionStrings></configuration>"),
            ("Web.Release.config", "<configuration xmlns:xdt=\"http://schemas.microsoft.com/XML-Document-Transform\"><connectionStrings><add name=\"Shop\" connectionString=\"data source=db\" xdt:Transform=\"SetAttributes\" xdt:Locator=\"Match(name)\" /></connectionStrings></configuration>"),
        ],
    }.RunAsync();

    [Theory]
    [InlineData("{ \"ConnectionStrings\": { \"Shop\": \"Data Source=shop.db\"")]
    [InlineData("[]")]
    public Task Broken_files_are_passed_over(string text) => Settings(("appsettings.json", text));

    [Fact]
    public Task Broken_code_is_read_without_an_exception() => RuleTest<DatabaseFileConfigured>.Survives("class { ", References.AspNetCore);
}
