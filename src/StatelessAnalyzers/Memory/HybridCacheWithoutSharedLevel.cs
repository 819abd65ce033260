using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using StatelessAnalyzers.Platform;
using StatelessAnalyzers.Sessions;

namespace StatelessAnalyzers.Memory;

/// <summary>SLS3006: <c>AddHybridCache</c> in an application that registers no shared <c>IDistributedCache</c>, and <c>AddFusionCache</c> without a second level or a backplane.</summary>
internal sealed class HybridCacheWithoutSharedLevel() : Rule(Rules.SLS3006_HybridCacheWithoutSharedLevel)
{
    public override void Start(RuleContext context)
    {
        if (!context.Host.SeesRegistrations)
            return;

        context.OnRegistration(
            TypeNames.HybridCacheServiceExtensions,
            (operation, name) =>
            {
                if (!SharedCaches.Registered(context))
                    operation.ReportDiagnostic(Diagnostic.Create(
                        Rules.SLS3006_HybridCacheWithoutSharedLevel, name.GetLocation(), name.ToString(),
                        context.Composition.Registers("AddDistributedMemoryCache") ? "AddDistributedMemoryCache is process memory, which it passes over" : "no IDistributedCache is registered"));
            },
            "AddHybridCache");
        context.OnRegistration(
            TypeNames.Packages.FusionCacheServiceCollectionExtensions,
            (operation, name) =>
            {
                if (!context.Composition.RegistersAny(CompositionFacts.GivesSharedLevel)
                    && !HiddenRegistrations.MayExist(context.Compilation, context.Types, context.Composition, static assembly => assembly.StartsWith("ZiggyCreatures.", StringComparison.Ordinal), TypeNames.Packages.IFusionCache))
                    operation.ReportDiagnostic(Diagnostic.Create(
                        Rules.SLS3006_HybridCacheWithoutSharedLevel, name.GetLocation(), name.ToString(), "it is given neither a distributed cache nor a backplane"));
            },
            "AddFusionCache");
    }
}
