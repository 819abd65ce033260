using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Memory;

/// <summary>SLS3005: gives a type the shared cache instead of the memory cache, together with all that work on the same entries.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
internal sealed class ShareMemoryCache() : StatelessFix(Rules.SLS3005_CachePrivateToInstance, "Use a shared cache")
{
    public override async Task PlanAsync(Finding finding, FixUnit unit, FixSession session)
    {
        var root = await session.RootAsync(finding.Document.Id).ConfigureAwait(false);
        var place = root.FindNode(finding.Diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        if (place is SimpleNameSyntax { Identifier.ValueText: "AddMemoryCache" })
            await PlanAllAsync(finding, unit, session).ConfigureAwait(false);
        else if ((await MemoryCaches.OfAsync(session).ConfigureAwait(false)).GroupOf(place) is not { } group)
            unit.Refuse("the cache is not an IMemoryCache");
        else
            await new MemoryCacheMove(unit, session).PlanAsync(group, finding).ConfigureAwait(false);
    }

    // The registration serves all who use the memory cache, and stays: packages may, too.
    static async Task PlanAllAsync(Finding finding, FixUnit unit, FixSession session)
    {
        var any = false;
        foreach (var group in (await MemoryCaches.OfAsync(session).ConfigureAwait(false)).GroupsIn(finding.Document.Project))
        {
            any = true;
            if (unit.Refusal is null)
                await new MemoryCacheMove(unit, session).PlanAsync(group, finding).ConfigureAwait(false);
        }
        unit.Rename($"memory caches of {finding.Document.Project.Id.Id}");
        if (!any)
            unit.Refuse("no code of the project uses the memory cache");
    }
}
