using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Sessions;

/// <summary>SLS1001: registers a cache in Redis, which the session then uses; a memory cache that is registered gives way to it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
internal sealed class ShareSessionCache() : StatelessFix(Rules.SLS1001_SessionInProcess, "Keep sessions in Redis")
{
    public override Task PlanAsync(Finding finding, FixUnit unit, FixSession session)
    {
        // Every finding of an application has the same cause and the same remedy.
        unit.Rename("redis cache for " + finding.Document.Project.Id.Id);
        return session.Composition.RegisterAsync(unit, finding.Document.Project.Id, Services.RedisCache);
    }
}
