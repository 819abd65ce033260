using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>SLS4003: keeps the records of a collection in a table, all its uses or none.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
internal sealed class KeepInTable() : StatelessFix(Rules.SLS4003_CollectionUsedAsTable, "Keep the records in a database")
{
    public override Task PlanAsync(Finding finding, FixUnit unit, FixSession session) => new TableFix(unit, session).PlanAsync(finding);
}
