using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Fleet;

/// <summary>SLS6003: adds a Redis backplane where SignalR is registered.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
internal sealed class AddBackplane() : StatelessFix(Rules.SLS6003_HubWithoutBackplane, "Use a Redis backplane")
{
    public override async Task PlanAsync(Finding finding, FixUnit unit, FixSession session)
    {
        var root = await session.RootAsync(finding.Document.Id).ConfigureAwait(false);
        if (root.FindNode(finding.Diagnostic.Location.SourceSpan).FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "AddSignalR" } } call)
            unit.Refuse("the backplane of classic SignalR is set up by hand");
        else if (!await session.Composition.ExtendAsync(unit, finding.Document, call, Services.RedisBackplane).ConfigureAwait(false))
            unit.Refuse("no configuration is at hand where SignalR is registered");
    }
}
