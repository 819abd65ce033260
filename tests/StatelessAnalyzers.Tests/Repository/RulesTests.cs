using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Xunit;

namespace StatelessAnalyzers.Tests.Repository;

/// <summary>Rules.cs, their implementations and the release tracking agree.</summary>
public partial class RulesTests
{
    static readonly Dictionary<char, string> Kinds = new() { ['1'] = "Sessions", ['2'] = "Files", ['3'] = "Memory", ['4'] = "Data", ['5'] = "Work", ['6'] = "Fleet" };

    [Fact]
    public void Ids_are_unique_and_well_formed()
    {
        Assert.Equal(Inventory.AllRules.Select(r => r.Id).Distinct(), Inventory.AllRules.Select(r => r.Id));
        Assert.All(Inventory.AllRules, r => Assert.Matches("^SLS[1-6][0-9]{3}$", r.Id));
    }

    [Fact]
    public void Property_is_named_for_the_id_and_the_fault() =>
        Assert.All(Inventory.RuleProperties, p => Assert.Matches($"^{((DiagnosticDescriptor)p.GetValue(null)!).Id}_[A-Z][A-Za-z0-9]+$", p.Name));

    [Fact]
    public void Category_follows_from_the_first_digit() =>
        Assert.All(Inventory.AllRules, r => Assert.Equal("Stateless." + Kinds[r.Id[3]], r.Category));

    [Fact]
    public void Help_link_is_the_page() =>
        Assert.All(Inventory.AllRules, r => Assert.Equal(Rules.HelpBase + r.Id + ".md", r.HelpLinkUri));

    [Fact]
    public void Every_rule_is_on_and_warns_or_informs() =>
        Assert.All(Inventory.AllRules, r => Assert.True(r.IsEnabledByDefault && r.DefaultSeverity is DiagnosticSeverity.Warning or DiagnosticSeverity.Info, r.Id));

    [Fact]
    public void Title_is_a_phrase_without_period() =>
        Assert.All(Inventory.AllRules, r => Assert.Matches(@"^[A-Z][^\n]*[^.\s]$", r.Title.ToString(null)));

    [Fact]
    public void Message_names_what_it_is_about() =>
        Assert.All(Inventory.AllRules.Select(r => r.MessageFormat.ToString(null)), m =>
        {
            Assert.Contains("{0}", m, StringComparison.Ordinal);
            Assert.NotEqual("{0}", m.Trim('\'', '.', ' '));
            Assert.DoesNotContain('\n', m);
            Assert.Equal(m.Trim(), m);
            // One sentence has no period, several have one each; an argument may be the last sentence.
            Assert.Equal(m.Contains(". ", StringComparison.Ordinal), m.EndsWith('.') || (m.Contains(". ", StringComparison.Ordinal) && m.EndsWith('}')));
        });

    [Fact]
    public void Description_is_sentences() =>
        Assert.All(Inventory.AllRules, r => Assert.Matches(@"^[A-Z][^\n]*[^\s]\.$", r.Description.ToString(null)));

    [Fact]
    public void Every_implementation_runs() =>
        Assert.Equal(Inventory.Implementations.Select(i => i.GetType().FullName), RuleSet.All.Select(i => i.GetType().FullName).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_descriptor_of_an_implementation_is_in_the_table() =>
        Assert.All(Inventory.Implementations, a =>
        {
            Assert.NotEmpty(a.Descriptors);
            Assert.All(a.Descriptors, d => Assert.Contains(Inventory.AllRules, r => ReferenceEquals(r, d)));
        });

    [Fact]
    public void Every_rule_of_the_table_has_an_implementation() =>
        Assert.Empty(Inventory.AllRules.Select(r => r.Id).Except(Inventory.Implementations.SelectMany(a => a.Descriptors).Select(d => d.Id)));

    [Fact]
    public void Every_implementation_lives_with_its_kind_of_state() =>
        Assert.All(Inventory.Implementations, a => Assert.Contains(a.GetType().Namespace, Kinds.Values.Select(k => "StatelessAnalyzers." + k)));

    [Fact]
    public void Release_files_list_exactly_the_rules()
    {
        var listed = ReleaseRow().Matches(RepositoryFiles.Read("src/StatelessAnalyzers/AnalyzerReleases.Shipped.md") + "\n" + RepositoryFiles.Read("src/StatelessAnalyzers/AnalyzerReleases.Unshipped.md"))
            .Select(m => m.Value.TrimEnd());
        Assert.Equal(Inventory.AllRules.Select(r => $"{r.Id} | {r.Category} | {r.DefaultSeverity} | {r.Title}"), listed.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"^SLS\d+ \|.*$", RegexOptions.Multiline)]
    private static partial Regex ReleaseRow();
}
