using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>SLS4004: keeps the records that a type loads from one file and saves whole in a table.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
internal sealed class KeepFileInTable() : StatelessFix(Rules.SLS4004_LocalFileUsedAsDatabase, "Keep the records in a database")
{
    public override async Task PlanAsync(Finding finding, FixUnit unit, FixSession session)
    {
        var (table, reason) = await FileTable.AtAsync(finding, session).ConfigureAwait(false);
        if (table is null)
            unit.Refuse(reason);
        else
            await new TableFix(unit, session).PlanAsync(table).ConfigureAwait(false);
    }
}
