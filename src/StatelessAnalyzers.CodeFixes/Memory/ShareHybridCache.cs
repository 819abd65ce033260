using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Memory;

/// <summary>SLS3006: registers a cache in Redis, which the hybrid cache takes as its second level; a memory cache that is registered gives way to it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
internal sealed class ShareHybridCache() : StatelessFix(Rules.SLS3006_HybridCacheWithoutSharedLevel, "Use Redis as the second level")
{
    public override Task PlanAsync(Finding finding, FixUnit unit, FixSession session)
    {
        if (CalledAt(finding) == "AddFusionCache")
        {
            unit.Refuse("FusionCache takes its second level, with a serializer, and its backplane by calls on its own builder");
            return Task.CompletedTask;
        }
        // Every finding of an application has the same cause and the same remedy.
        unit.Rename("redis cache for " + finding.Document.Project.Id.Id);
        return session.Composition.RegisterAsync(unit, finding.Document.Project.Id, Services.RedisCache);
    }

    static string? CalledAt(Finding finding) => finding.Diagnostic.Location.SourceTree?.GetText().ToString(finding.Diagnostic.Location.SourceSpan);
}
