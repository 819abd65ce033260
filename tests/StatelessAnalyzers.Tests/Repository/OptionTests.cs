using System.Reflection;
using System.Text.RegularExpressions;
using StatelessAnalyzers.Platform;
using Xunit;

namespace StatelessAnalyzers.Tests.Repository;

/// <summary>The options of .editorconfig and what the documents say about them.</summary>
public class OptionTests
{
    /// <summary>The options by the name of their property.</summary>
    static Dictionary<string, object> Options => typeof(StatelessOptions).GetProperties(BindingFlags.Static | BindingFlags.Public)
        .Where(p => p.PropertyType.IsGenericType && p.PropertyType.GetGenericTypeDefinition() == typeof(StatelessOption<>))
        .ToDictionary(p => p.Name, p => p.GetValue(null)!);

    [Fact]
    public void Keys_lists_every_option()
    {
        Assert.NotEmpty(StatelessOptions.Keys);
        Assert.Equal(Options.Values.Select(KeyOf).Order(StringComparer.Ordinal), StatelessOptions.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_option_is_documented_with_its_default() =>
        Assert.All(Options.Values, o => Assert.Contains(RepositoryFiles.Read("docs/options.md").Split('\n'), l =>
            l.StartsWith($"| `{KeyOf(o)}` |", StringComparison.Ordinal) && l.Contains($"| {DefaultOf(o)} |", StringComparison.Ordinal)));

    [Fact]
    public void Every_option_in_the_documents_exists() =>
        Assert.All(RepositoryFiles.Below("", ".md").SelectMany(p => RulePage.OptionKey().Matches(RepositoryFiles.Read(p)).Select(m => (p, m.Value))), mention =>
            Assert.Contains(mention.Value, StatelessOptions.Keys));

    [Fact]
    public void Every_option_that_a_rule_reads_is_on_its_page() =>
        Assert.All(Inventory.Implementations, a =>
        {
            var read = Regex.Matches(RepositoryFiles.Read(Inventory.SourceOf(a.GetType())), @"\bStatelessOptions\.(\w+)").Select(m => KeyOf(Options[m.Groups[1].Value]));
            Assert.All(a.Descriptors.Where(r => RepositoryFiles.Exists(new RulePage(r).Path)), r => Assert.Subset(new RulePage(r).Options.ToHashSet(), read.ToHashSet()));
        });

    static string KeyOf(object option) => (string)option.GetType().GetProperty("Key")!.GetValue(option)!;

    static string DefaultOf(object option) =>
        option.GetType().GetProperty("Default")!.GetValue(option) is Enum value ? $"`{value.ToString().ToLowerInvariant()}`" : "empty";
}
