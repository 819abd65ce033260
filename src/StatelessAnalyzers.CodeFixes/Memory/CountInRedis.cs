using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Data;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Memory;

/// <summary>SLS3010: counts in Redis, where all instances count; all uses of the number or none.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
internal sealed class CountInRedis() : StatelessFix(Rules.SLS3010_CounterInProcess, "Count in Redis")
{
    public override async Task PlanAsync(Finding finding, FixUnit unit, FixSession session)
    {
        var root = await session.RootAsync(finding.Document.Id).ConfigureAwait(false);
        var model = await session.ModelAsync(finding.Document.Id).ConfigureAwait(false);
        if (root.FindNode(finding.Diagnostic.Location.SourceSpan).FirstAncestorOrSelf<VariableDeclaratorSyntax>() is not { Parent.Parent: FieldDeclarationSyntax } declarator
            || model.GetDeclaredSymbol(declarator) is not IFieldSymbol field)
        {
            unit.Refuse("the counter is not a field, or the field of another type");
            return;
        }
        // Whichever of the two rules is fixed first, the outcome is the same.
        if (await KeyCounters.KeyOfRecordsAsync(field, session).ConfigureAwait(false) is { } ofRecords)
        {
            unit.Refuse(ofRecords);
            return;
        }
        unit.Rename("counter " + DocumentationCommentId.CreateDeclarationId(field));
        await new RedisCounter(field, declarator, finding.Document, session).AddAsync(unit).ConfigureAwait(false);
    }
}
