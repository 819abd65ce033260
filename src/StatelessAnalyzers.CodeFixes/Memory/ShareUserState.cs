using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Memory;

/// <summary>SLS1004: keeps what belongs to a user in the shared cache, for as long as it is asked for.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
internal sealed class ShareUserState() : StatelessFix(Rules.SLS1004_UserStateInCollection, "Keep it in the shared cache")
{
    // Longer than a session, since nothing can load it again; shorter than for ever, since nobody may be left to take it out.
    static readonly EntryLifetime OneDayUnused = new(null, "TimeSpan.FromDays(1)");

    public override Task PlanAsync(Finding finding, FixUnit unit, FixSession session) =>
        new DictionaryCache(unit, session, finding).PlanAsync(OneDayUnused, isCopy: false);
}
