using System.Text.RegularExpressions;
using Xunit;

namespace StatelessAnalyzers.Tests.Repository;

public partial class SourceTests
{
    // Data that grows by a line or a paragraph per rule.
    static readonly string[] Tables = ["src/StatelessAnalyzers/Rules.cs", "src/StatelessAnalyzers/Platform/TypeNames.cs"];

    [Fact]
    public void No_source_file_has_over_300_lines()
    {
        Assert.All(Tables, t => Assert.True(RepositoryFiles.Exists(t), t));
        Assert.DoesNotContain(RepositoryFiles.Below("src/", ".cs").Except(Tables), p => RepositoryFiles.Read(p).Split('\n').Length > 301);
    }

    [Fact]
    public void No_file_names_a_machine_or_a_registry() =>
        Assert.DoesNotContain(RepositoryFiles.Below("", ""), p => !Binary().IsMatch(p) && MachineName().IsMatch(RepositoryFiles.Read(p)));

    [GeneratedRegex(@"\.(png|jpg|gif|ico|woff2?|dll|nupkg|snk|db)$", RegexOptions.IgnoreCase)]
    private static partial Regex Binary();

    [GeneratedRegex(@"(nuget|npmjs|debian)\.org|(^|[^A-Za-z0-9._~-])/(work|root|tmp|home)/[A-Za-z]", RegexOptions.Multiline)]
    private static partial Regex MachineName();
}
