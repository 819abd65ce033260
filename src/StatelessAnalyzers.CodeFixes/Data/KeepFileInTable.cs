using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Files;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>SLS4004: keeps the records that a type loads from one file and saves whole in a table, and documents that are files by themselves in S3.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
internal sealed class KeepFileInTable() : StatelessFix(Rules.SLS4004_LocalFileUsedAsDatabase, "Keep the data in a shared store")
{
    public override async Task PlanAsync(Finding finding, FixUnit unit, FixSession session)
    {
        var (table, reason) = await FileTable.AtAsync(finding, session).ConfigureAwait(false);
        if (table is not null)
        {
            await new TableFix(unit, session).PlanAsync(table).ConfigureAwait(false);
            return;
        }
        var root = await session.RootAsync(finding.Document.Id).ConfigureAwait(false);
        if (root.FindNode(finding.Diagnostic.Location.SourceSpan).FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type
            || new StoredDocuments(type, finding.Document, await session.ModelAsync(finding.Document.Id).ConfigureAwait(false), session) is not { AreAll: true } documents)
            unit.Refuse(reason);
        else if (await documents.ObstacleAsync().ConfigureAwait(false) is { } obstacle)
            unit.Refuse(obstacle);
        else
            await new StoredFolder(session, unit, finding.Document.Project).PlanAsync(finding, type).ConfigureAwait(false);
    }
}
