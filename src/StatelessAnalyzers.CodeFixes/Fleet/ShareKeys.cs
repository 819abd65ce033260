using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Platform;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Fleet;

/// <summary>SLS6001: keeps the key ring in Redis, through one connection that the container makes; a store that only the instance has goes.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
internal sealed class ShareKeys() : StatelessFix(Rules.SLS6001_KeysNotShared, "Keep data-protection keys in Redis")
{
    // Keys that are encrypted for one machine or account are of no use to the others.
    static readonly string[] MachineBound = ["ProtectKeysWithDpapi", "ProtectKeysWithDpapiNG"];

    public override async Task PlanAsync(Finding finding, FixUnit unit, FixSession session)
    {
        var document = finding.Document;
        var project = document.Project;
        var root = await session.RootAsync(document.Id).ConfigureAwait(false);
        var name = root.FindToken(finding.Diagnostic.Location.SourceSpan.Start).ValueText;
        if (Array.Exists(MachineBound, m => root.DescendantNodes().Any(n => n is SimpleNameSyntax { Identifier.ValueText: var called } && called == m)))
            unit.Refuse("the keys are encrypted for this machine");
        if (Array.Exists(KeyFeatures.PrivateStores, s => s.Method == name)
            && (root.FindNode(finding.Diagnostic.Location.SourceSpan).FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } store || !CompositionRoots.Drop(unit, document, store)))
            unit.Refuse("the call cannot be taken out of its statement");

        var application = SymbolDisplay.FormatLiteral(project.AssemblyName, quote: false);
        foreach (var registration in new[] { Services.RedisConnection, Services.DataProtection(application), Services.RedisKeys })
            if (unit.Refusal is null)
                await session.Composition.RegisterAsync(unit, project.Id, registration).ConfigureAwait(false);
    }
}
