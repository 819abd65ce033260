using Microsoft.CodeAnalysis;
using StatelessAnalyzers.Platform;
using StatelessAnalyzers.Sessions;

namespace StatelessAnalyzers.Fleet;

/// <summary>Where the data-protection keys of an application are, and at which call it is said that they are not shared.</summary>
/// <param name="Place">The one call to report at, or null where the keys are shared, may be, or are of no use.</param>
/// <param name="Says">What the call is: a store, the chain or a feature.</param>
/// <param name="Dependent">The most telling feature that needs keys, or null.</param>
internal sealed record KeyRing(RegistrationCall? Place, KeyFeature? Says, KeyFeature? Dependent)
{
    static readonly KeyRing Shared = new(null, null, null);

    public static KeyRing Of(RuleContext context, CancellationToken cancellationToken)
    {
        var composition = context.Composition;
        if (composition.RegistersAny(IsSharedStore) || composition.Mentions("IXmlRepository"))
            return Shared;

        var spoken = new Lazy<Spoken>(() => SourceWords.In(context.Compilation, cancellationToken));
        KeyFeature? dependent = null;
        foreach (var feature in KeyFeatures.All)
            if (dependent is null && FirstOf(feature) is not null && IsUsed(feature))
                dependent = feature;

        var says = KeyFeatures.PrivateStores.Append(KeyFeatures.Chain).FirstOrDefault(s => FirstOf(s) is not null) ?? dependent;
        return says is null || (spoken.Value & Spoken.KeyOptions) != 0 || MayBeHidden() ? Shared : new(FirstOf(says), says, dependent);

        // A method of the user's own hides the known one of its name.
        RegistrationCall? FirstOf(KeyFeature feature) =>
            composition.First(feature.Method) is { } first && context.Types.Has(feature.Type)
            && !context.Compilation.ContainsSymbolsWithName(feature.Method, SymbolFilter.Member, cancellationToken) ? first : null;

        bool IsUsed(KeyFeature feature) => feature.Method switch
        {
            "AddSession" => SharedCaches.Registered(context),
            // A provider of one-time codes needs no key.
            "AddTokenProvider" => composition.Calls("AddTokenProvider").Any(c => c.Types.Any(t => t.IndexOf("DataProtector", StringComparison.Ordinal) >= 0)),
            "UseSession" => composition.Calls("AddSession").Any(),
            _ => !feature.NeedsForms || (spoken.Value & Spoken.Antiforgery) != 0,
        };

        bool MayBeHidden() => HiddenRegistrations.MayExist(
            context.Compilation, context.Types, composition, IsProvider, service: null, facts => facts.RegistersAny(m => m.StartsWith("PersistKeysTo", StringComparison.Ordinal)));
    }

    static bool IsSharedStore(string method) =>
        method.StartsWith("PersistKeysTo", StringComparison.Ordinal) && Array.TrueForAll(KeyFeatures.PrivateStores, s => s.Method != method)
        || method is "AddKeyManagementOptions";

    // The framework's own assembly stores keys too, on a disk that may be shared.
    static bool IsProvider(string assembly) =>
        assembly.IndexOf("DataProtection", StringComparison.Ordinal) >= 0
        && assembly is not ("Microsoft.AspNetCore.DataProtection.Abstractions" or "Microsoft.AspNetCore.DataProtection.Extensions");
}
