using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>SLS3004: the same for a collection of records that endpoints capture.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
internal sealed class KeepCapturedInTable() : StatelessFix(Rules.SLS3004_EndpointCapturesState, "Keep the records in a database")
{
    public override Task PlanAsync(Finding finding, FixUnit unit, FixSession session) => new TableFix(unit, session).PlanAsync(finding);
}
