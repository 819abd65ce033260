using Xunit;

namespace StatelessAnalyzers.Tests.Repository;

/// <summary>Rules and pages of docs/rules answer to each other, and every page answers the same questions.</summary>
public class RulePageTests
{
    [Fact]
    public void Every_rule_has_a_page_and_every_page_a_rule() =>
        Assert.Equal(Inventory.AllRules.Select(r => new RulePage(r).Path), RepositoryFiles.Below("docs/rules/", ".md").Where(p => !p.EndsWith("/README.md", StringComparison.Ordinal)));

    [Fact]
    public void Every_page_has_the_sections() =>
        Assert.All(Inventory.AllRules.Where(r => RepositoryFiles.Exists(new RulePage(r).Path)), r =>
        {
            var required = RulePage.RequiredSections(Inventory.HasFix(r));
            var sections = new RulePage(r).Sections;
            Assert.Equal(required, sections.Select(s => s.Title).Where(required.Contains));
            Assert.All(sections, s => Assert.NotEmpty(s.Body));
        });

    [Fact]
    public void Links_between_documents_lead_somewhere()
    {
        foreach (var document in RepositoryFiles.Below("", ".md"))
            foreach (System.Text.RegularExpressions.Match link in System.Text.RegularExpressions.Regex.Matches(RepositoryFiles.Read(document), @"\]\((?!https?:|#|mailto:)([^)#\s]+)"))
            {
                var target = Path.Combine(Path.GetDirectoryName(RepositoryFiles.Full(document))!, link.Groups[1].Value);
                Assert.True(File.Exists(target) || Directory.Exists(target), $"{document} links to {link.Groups[1].Value}, which does not exist.");
            }
    }
}
