using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Fleet;

/// <summary>SLS6004: limits over time that are counted in memory. A limit of what runs at once protects the process and is no fault.</summary>
internal sealed class LimitPerInstance() : Rule(Rules.SLS6004_LimitPerInstance)
{
    public override void Start(RuleContext context)
    {
        var types = context.Types;
        context.OnRegistration(TypeNames.RateLimiterOptionsExtensions, Report, "AddFixedWindowLimiter", "AddSlidingWindowLimiter", "AddTokenBucketLimiter");
        // In a client these limit what goes out.
        if (context.Host.Kind == HostKind.AspNetCore || types.Has(TypeNames.HttpContext))
            context.OnRegistration(TypeNames.RateLimitPartition, Report, "GetFixedWindowLimiter", "GetSlidingWindowLimiter", "GetTokenBucketLimiter");
        context.OnRegistration(TypeNames.Packages.RateLimitStartup, Report, "AddInMemoryRateLimiting", "AddMemoryCacheStores");
        if (types.Has(TypeNames.Packages.MemoryCacheRateLimitCounterStore))
            context.OnCall(
                (operation, call) =>
                {
                    if (call.TargetMethod.TypeArguments is [_, var store] && types.Is(store, TypeNames.Packages.MemoryCacheRateLimitCounterStore)
                        && CalledName.Of(call.Syntax) is { } name && DeploymentArms.Of(name) != DeploymentArm.Development)
                        operation.ReportDiagnostic(Diagnostic.Create(Rules.SLS6004_LimitPerInstance, name.GetLocation(), store.Name));
                },
                "AddSingleton", "TryAddSingleton");
    }

    static void Report(OperationAnalysisContext operation, SimpleNameSyntax name) =>
        operation.ReportDiagnostic(Diagnostic.Create(Rules.SLS6004_LimitPerInstance, name.GetLocation(), name.Identifier.ValueText));
}
