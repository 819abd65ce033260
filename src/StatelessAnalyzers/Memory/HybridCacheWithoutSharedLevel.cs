using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using StatelessAnalyzers.Platform;
using StatelessAnalyzers.Sessions;

namespace StatelessAnalyzers.Memory;

/// <summary>SLS3006: <c>AddHybridCache</c> in an application that registers no shared <c>IDistributedCache</c>.</summary>
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
    }
}
