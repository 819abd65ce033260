using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Memory;

/// <summary>SLS3001: moves a cache in a dictionary to a shared one, all uses of the field or none.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
internal sealed class ShareCache() : StatelessFix(Rules.SLS3001_CollectionUsedAsCache, "Use a shared cache")
{
    static readonly EntryLifetime HalfAnHour = new("TimeSpan.FromMinutes(30)", null);

    public override Task PlanAsync(Finding finding, FixUnit unit, FixSession session) =>
        new DictionaryCache(unit, session, finding).PlanAsync(HalfAnHour, isCopy: true);
}
