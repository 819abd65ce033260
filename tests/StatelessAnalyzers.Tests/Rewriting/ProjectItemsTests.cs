using Microsoft.CodeAnalysis.Text;
using StatelessAnalyzers.Rewriting;
using Xunit;

namespace StatelessAnalyzers.Tests.Rewriting;

public class ProjectItemsTests
{
    static string? Add(string xml, string? version = "1.0.0") => ProjectItems.Add(SourceText.From(xml), "PackageReference", "Mid", version)?.ToString();

    static string Group(string items, string eol = "\n", string tab = "  ") =>
        $"<Project Sdk=\"Microsoft.NET.Sdk.Web\">{eol}{tab}<ItemGroup>{string.Concat(items.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(i => eol + tab + tab + i))}{eol}{tab}</ItemGroup>{eol}</Project>{eol}";

    const string Mid = "<PackageReference Include=\"Mid\" Version=\"1.0.0\" />";
    const string A = "<PackageReference Include=\"A\" Version=\"1\" />";
    const string B = "<PackageReference Include=\"B\" Version=\"1\" />";
    const string Z = "<PackageReference Include=\"Z\" Version=\"1\" />";

    [Theory]
    [InlineData(A + "|" + Z, A + "|" + Mid + "|" + Z)]
    [InlineData(Z, Mid + "|" + Z)]
    [InlineData(A, A + "|" + Mid)]
    [InlineData(Z + "|" + A, Z + "|" + A + "|" + Mid)]
    [InlineData("<!-- letters -->|" + Z, Mid + "|<!-- letters -->|" + Z)]
    [InlineData(A + " <!-- first -->|" + Z, A + " <!-- first -->|" + Mid + "|" + Z)]
    [InlineData(A + "|<!-- last -->|" + Z, A + "|" + Mid + "|<!-- last -->|" + Z)]
    [InlineData("<PackageReference Include=\"A\" Version=\"1\">|  <PrivateAssets>all</PrivateAssets>|</PackageReference>|" + Z, "<PackageReference Include=\"A\" Version=\"1\">|  <PrivateAssets>all</PrivateAssets>|</PackageReference>|" + Mid + "|" + Z)]
    [InlineData("<PackageReference Include=\"A\" Version=\"1\" Condition=\"'$(X)' > '1'\" />|" + B, "<PackageReference Include=\"A\" Version=\"1\" Condition=\"'$(X)' > '1'\" />|" + B + "|" + Mid)]
    public void It_goes_among_its_like(string before, string after)
    {
        foreach (var (eol, tab) in new[] { ("\n", "  "), ("\r\n", "    "), ("\n", "\t") })
        {
            Assert.Equal(Group(after, eol, tab), Add(Group(before, eol, tab)));
            Assert.Equal(Group(after, eol, tab), Add(Group(after, eol, tab)));
        }
    }

    [Theory]
    [InlineData("<Project Sdk=\"S\">\n</Project>\n", "<Project Sdk=\"S\">\n  <ItemGroup>\n    " + Mid + "\n  </ItemGroup>\n</Project>\n")]
    [InlineData("<Project Sdk=\"S\">\r\n\t<PropertyGroup>\r\n\t</PropertyGroup>\r\n</Project>", "<Project Sdk=\"S\">\r\n\t<PropertyGroup>\r\n\t</PropertyGroup>\r\n\t<ItemGroup>\r\n\t\t" + Mid + "\r\n\t</ItemGroup>\r\n</Project>")]
    [InlineData("<Project Sdk=\"S\"><PropertyGroup /></Project>", "<Project Sdk=\"S\"><PropertyGroup />\n    <ItemGroup>\n        " + Mid + "\n    </ItemGroup>\n</Project>")]
    [InlineData("<Project Sdk=\"S\">\n  <ItemGroup Condition=\"'$(A)' == ''\">\n    " + Z + "\n  </ItemGroup>\n</Project>\n", "<Project Sdk=\"S\">\n  <ItemGroup Condition=\"'$(A)' == ''\">\n    " + Z + "\n  </ItemGroup>\n  <ItemGroup>\n    " + Mid + "\n  </ItemGroup>\n</Project>\n")]
    [InlineData("<Project Sdk=\"S\">\n  <Choose>\n    <When Condition=\"true\">\n      <ItemGroup>\n        " + Z + "\n      </ItemGroup>\n    </When>\n  </Choose>\n</Project>\n", "<Project Sdk=\"S\">\n  <Choose>\n    <When Condition=\"true\">\n      <ItemGroup>\n        " + Z + "\n      </ItemGroup>\n    </When>\n  </Choose>\n  <ItemGroup>\n    " + Mid + "\n  </ItemGroup>\n</Project>\n")]
    public void Without_a_group_that_always_applies_it_gets_one(string before, string after) => Assert.Equal(after, Add(before));

    [Theory]
    [InlineData("<PackageReference Include=\"mid\" Version=\"0.1\" />")]
    [InlineData("<PackageReference Include=\"A;Mid\" />")]
    [InlineData("<PackageReference Include=\"Mid\" VersionOverride=\"3.0.0\" />")]
    public void What_is_there_stays(string item) => Assert.Equal(Group(item), Add(Group(item)));

    [Theory]
    [InlineData("")]
    [InlineData("<Project Sdk=\"S\">")]
    [InlineData("<Project Sdk=\"S\" />")]
    [InlineData("<!DOCTYPE Project [<!ENTITY a \"b\">]><Project Sdk=\"S\"></Project>")]
    [InlineData("<Project Sdk=\"S\">\n  <ItemGroup Condition=\"'$(A)' == ''\">\n    <PackageReference Include=\"Mid\" Version=\"1\" />\n  </ItemGroup>\n</Project>\n")]
    public void What_cannot_be_edited_is_left(string xml) => Assert.Null(Add(xml));

    [Fact]
    public void Where_versions_are_managed_centrally_the_reference_has_none() => Assert.Equal(Group("<PackageReference Include=\"Mid\" />|" + Z), Add(Group(Z), version: null));
}
