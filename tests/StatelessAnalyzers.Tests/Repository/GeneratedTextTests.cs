using Microsoft.CodeAnalysis;
using Xunit;

namespace StatelessAnalyzers.Tests.Repository;

/// <summary>Pages, tables and presets say what the code says. UPDATE_DOCS=1 rewrites them.</summary>
public class GeneratedTextTests
{
    [Fact]
    public void Every_page_begins_with_what_the_rule_says()
    {
        foreach (var page in Inventory.AllRules.Select(r => new RulePage(r)).Where(p => RepositoryFiles.Exists(p.Path)))
            GeneratedText.Check(page.Path, page.Generate());
    }

    [Fact]
    public void Readme_lists_every_rule()
    {
        var rows = Inventory.AllRules.Select(r => $"| [{r.Id}]({r.HelpLinkUri}) | {r.Title} | {r.DefaultSeverity} | {(Inventory.HasFix(r) ? "yes" : "")} |\n");
        GeneratedText.Check("README.md", GeneratedText.WithBlock(RepositoryFiles.Read("README.md"), "rules", $"""

            | Id | Title | Level | Fix |
            |---|---|---|---|
            {string.Concat(rows)}

            """.ReplaceLineEndings("\n")));
    }

    [Fact]
    public void Index_describes_every_rule()
    {
        var groups = Inventory.AllRules.GroupBy(r => r.Category).Select(g =>
            $"\n## {g.Key}\n\n| Id | Title | Level | Fix | |\n|---|---|---|---|---|\n"
            + string.Concat(g.Select(r => $"| [{r.Id}]({r.Id}.md) | {r.Title} | {r.DefaultSeverity} | {(Inventory.HasFix(r) ? "yes" : "")} | {r.Description} |\n")));
        GeneratedText.Check("docs/rules/README.md", GeneratedText.WithBlock(RepositoryFiles.Read("docs/rules/README.md"), "rules", string.Concat(groups) + "\n"));
    }

    [Theory]
    [InlineData("Strict", "warning")]
    [InlineData("Audit", "suggestion")]
    [InlineData("None", "none")]
    public void Preset_sets_every_rule(string preset, string severity) =>
        GeneratedText.Check(
            $"src/StatelessAnalyzers.Package/buildTransitive/presets/{preset}.globalconfig",
            "is_global = true\nglobal_level = -100\n\n" + string.Concat(Inventory.AllRules.Select(r => $"dotnet_diagnostic.{r.Id}.severity = {severity}\n")));

    [Fact]
    public void Block_is_replaced_between_its_markers() =>
        Assert.Equal("a\n<!-- x -->\nnew\n<!-- /x -->\nb", GeneratedText.WithBlock("a\n<!-- x -->\nold\n<!-- /x -->\nb", "x", "new\n"));
}
