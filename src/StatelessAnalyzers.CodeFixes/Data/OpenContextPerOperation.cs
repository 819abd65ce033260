using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>SLS4005: gives each method a context or a connection of its own instead of one that the type holds as long as it lives.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
internal sealed class OpenContextPerOperation() : StatelessFix(Rules.SLS4005_ConnectionHeld, "Open it for each operation")
{
    public override async Task PlanAsync(Finding finding, FixUnit unit, FixSession session)
    {
        if (await HeldConnection.FieldAtAsync(finding, session).ConfigureAwait(false) is { } field)
        {
            await OpenedConnections.PlanAsync(unit, field, finding.Document, session).ConfigureAwait(false);
            return;
        }
        var place = (await session.RootAsync(finding.Document.Id).ConfigureAwait(false)).FindNode(finding.Diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        if (place is ExpressionSyntax)
        {
            unit.Refuse("what a session holds is opened anew in each request by hand");
            return;
        }
        var (held, reason) = await HeldContext.AtAsync(finding, session).ConfigureAwait(false);
        if (held is null)
        {
            unit.Refuse(reason);
            return;
        }
        unit.Rename("context " + held.Type.ToDisplayString());
        var functions = new ContextFunctions(held, session);
        if (await functions.ObstacleAsync().ConfigureAwait(false) is { } obstacle)
        {
            unit.Refuse(obstacle);
            return;
        }
        held.ReplaceByScopes(unit);
        functions.Add(unit);
    }
}
