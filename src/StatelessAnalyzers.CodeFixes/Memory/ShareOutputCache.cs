using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Memory;

/// <summary>SLS3007: keeps the responses of output caching in Redis. Response caching has no other store.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
internal sealed class ShareOutputCache() : StatelessFix(Rules.SLS3007_ResponseCachePrivateToInstance, "Keep cached responses in Redis")
{
    public override async Task PlanAsync(Finding finding, FixUnit unit, FixSession session)
    {
        var root = await session.RootAsync(finding.Document.Id).ConfigureAwait(false);
        if (root.FindNode(finding.Diagnostic.Location.SourceSpan) is not SimpleNameSyntax { Identifier.ValueText: "AddOutputCache" })
        {
            unit.Refuse("only output caching can keep its responses elsewhere");
            return;
        }
        unit.Rename("output cache of " + finding.Document.Project.Id.Id);
        await session.Composition.RegisterAsync(unit, finding.Document.Project.Id, Services.RedisOutputCache).ConfigureAwait(false);
    }
}
