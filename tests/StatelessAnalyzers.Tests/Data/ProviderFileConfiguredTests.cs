using StatelessAnalyzers.Data;
using Xunit;

namespace StatelessAnalyzers.Tests.Data;

public class ProviderFileConfiguredTests
{
    static Task Web(string sections, params (string Path, string Text)[] more) => new RuleTest<ProviderFileConfigured>
    {
        References = References.Classic, IsApplication = false, Code = "class Nothing { }",
        Files = [("Web.config", $"<configuration><system.web>{sections}</system.web></configuration>"), .. more],
    }.RunAsync(TestContext.Current.CancellationToken);

    [Theory]
    [InlineData("<membership><providers><clear /><add name=\"Xml\" type=\"{|SLS4004:Shop.XmlMembershipProvider, Shop|}\" /></providers></membership>")]
    [InlineData("<membership defaultProvider=\"Users\"><providers><add name=\"Users\" type=\"{|SLS4004:Shop.Users|}\" fileName=\"~/App_Data/users.xml\" /></providers></membership>")]
    [InlineData("<roleManager enabled=\"true\" defaultProvider=\"Roles\"><providers><add name=\"Roles\" type=\"{|SLS4004:JsonRoleProvider|}\" /><add name=\"Sql\" type=\"System.Web.Security.SqlRoleProvider\" /></providers></roleManager>")]
    [InlineData("<profile defaultProvider=\"P\"><providers><add name=\"P\" type=\"{|SLS4004:Shop.XmlProfileProvider|}\" /></providers></profile>")]
    public Task Reports_providers_over_files(string section) => Web(section);

    [Theory]
    [InlineData("<membership defaultProvider=\"Sql\"><providers><add name=\"Sql\" type=\"System.Web.Security.SqlMembershipProvider\" connectionStringName=\"Shop\" /><add name=\"Xml\" type=\"Shop.XmlMembershipProvider\" /></providers></membership>")]
    [InlineData("<roleManager enabled=\"false\" defaultProvider=\"Roles\"><providers><add name=\"Roles\" type=\"XmlRoleProvider\" /></providers></roleManager>")]
    [InlineData("<roleManager defaultProvider=\"Roles\"><providers><add name=\"Roles\" type=\"XmlRoleProvider\" /></providers></roleManager>")]
    [InlineData("<profile enabled=\"false\"><providers><add name=\"P\" type=\"XmlProfileProvider\" /></providers></profile>")]
    [InlineData("<siteMap><providers><add name=\"S\" type=\"System.Web.XmlSiteMapProvider\" siteMapFile=\"Web.sitemap\" /></providers></siteMap>")]
    [InlineData("<membership><providers><add name=\"N\" /><add /></providers></membership><profile />")]
    public Task Silent_on_other_providers(string section) => Web(section);

    [Fact]
    public Task A_release_transform_that_chooses_another_provider_wins() => Web(
        "<membership defaultProvider=\"Xml\"><providers><add name=\"Xml\" type=\"Shop.XmlMembershipProvider\" /><add name=\"Sql\" type=\"System.Web.Security.SqlMembershipProvider\" /></providers></membership>",
        ("Web.Release.config", "<configuration xmlns:xdt=\"http://schemas.microsoft.com/XML-Document-Transform\"><system.web><membership defaultProvider=\"Sql\" xdt:Transform=\"SetAttributes\" /></system.web></configuration>"));

    [Fact]
    public Task Silent_outside_a_classic_application() => new RuleTest<ProviderFileConfigured>
    {
        Code = "class Nothing { }",
        Files = [("Web.config", "<configuration><system.web><membership><providers><add name=\"Xml\" type=\"XmlMembershipProvider\" /></providers></membership></system.web></configuration>")],
    }.RunAsync(TestContext.Current.CancellationToken);

    [Theory]
    [InlineData("<configuration><system.web><membership><providers><add name=")]
    [InlineData("")]
    public Task Broken_files_are_passed_over(string text) => new RuleTest<ProviderFileConfigured>
    {
        References = References.Classic, IsApplication = false, Code = "class Nothing { }", Files = [("Web.config", text)],
    }.RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task Broken_code_is_read_without_an_exception() => RuleTest<ProviderFileConfigured>.Survives("class { ", References.Classic);
}
