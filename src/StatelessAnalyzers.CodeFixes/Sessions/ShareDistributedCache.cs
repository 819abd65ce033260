using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Sessions;

/// <summary>SLS1002: replaces the registration of a memory cache by one of a cache in Redis.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
internal sealed class ShareDistributedCache() : StatelessFix(Rules.SLS1002_DistributedCacheInProcess, "Use Redis as the distributed cache")
{
    public override async Task PlanAsync(Finding finding, FixUnit unit, FixSession session)
    {
        var root = await session.RootAsync(finding.Document.Id).ConfigureAwait(false);
        if (root.FindNode(finding.Diagnostic.Location.SourceSpan).FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call
            || !await session.Composition.ReplaceAsync(unit, finding.Document, call, Services.RedisCache).ConfigureAwait(false))
            unit.Refuse("no configuration is at hand where the cache is registered");
    }
}
