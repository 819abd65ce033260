using Microsoft.CodeAnalysis.CodeFixes;
using Xunit;

namespace StatelessAnalyzers.Tests.Repository;

public class FixProviderTests
{
    [Fact]
    public void Every_fixable_id_is_a_rule() =>
        Assert.All(Inventory.Fixes, f =>
        {
            Assert.NotEmpty(f.FixableDiagnosticIds);
            Assert.Subset(Inventory.AllRules.Select(r => r.Id).ToHashSet(), f.FixableDiagnosticIds.ToHashSet());
        });

    [Fact]
    public void Every_fix_fixes_all_of_a_solution_by_our_own_provider() =>
        Assert.All(Inventory.Fixes, f =>
        {
            var all = f.GetFixAllProvider();
            Assert.NotNull(all);
            Assert.Contains(FixAllScope.Solution, all.GetSupportedFixAllScopes());
            // The batch fixer, like every other stock provider, comes from Roslyn.
            Assert.Equal(Inventory.FixAssembly, all.GetType().Assembly);
        });

    [Fact]
    public void Every_fix_is_exported() =>
        Assert.All(Inventory.Fixes, f => Assert.Single(f.GetType().GetCustomAttributes(typeof(ExportCodeFixProviderAttribute), inherit: false)));
}
