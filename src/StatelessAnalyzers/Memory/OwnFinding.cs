using Microsoft.CodeAnalysis;

namespace StatelessAnalyzers.Memory;

/// <summary>A finding at a member that its own type changes.</summary>
/// <param name="Member">The state.</param>
/// <param name="Rule">What is wrong with it.</param>
/// <param name="Telling">The change that the message speaks of.</param>
internal sealed record OwnFinding(StateMember Member, DiagnosticDescriptor Rule, StateChange Telling)
{
    // So many properties that one method sets are the parts of one object, such as the settings of the application, and one fault.
    const int FewestSettings = 4;

    /// <summary>Whether the member may be a part of such an object.</summary>
    public bool IsSetting => (Rule == Rules.SLS3003_LongLivedServiceKeepsState || Rule == Rules.SLS3001_CollectionUsedAsCache) && Member.Symbol is IPropertySymbol { IsStatic: false } && Telling is { Kind: ChangeKind.Assigned, IsThrough: false };

    public Diagnostic Report() => Report(Member.Symbol.Name, []);

    /// <summary>Reports settings that one method changes: once, at the first of them, where they are many.</summary>
    public static void Report(Action<Diagnostic> report, List<OwnFinding> settings)
    {
        if (settings.Count < FewestSettings)
        {
            foreach (var setting in settings)
                report(setting.Report());
            return;
        }
        settings.Sort(static (x, y) => x.Place.SourceSpan.Start - y.Place.SourceSpan.Start);
        report(settings[0].Report($"{settings[0].Member.Symbol.Name}, {settings[1].Member.Symbol.Name} and {settings.Count - 2} more", settings.Skip(1).Select(static s => s.Place)));
    }

    Location Place => Member.Symbol.Locations[0];

    Diagnostic Report(string name, IEnumerable<Location> others) => Diagnostic.Create(
        Rule, Place, Member.IsLikely ? DiagnosticSeverity.Info : Rule.DefaultSeverity, [Telling.Place.Syntax.GetLocation(), .. others], properties: null, name, StateNames.Of(Telling.In), StateNames.Third(Member, Rule));
}
