using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Sessions;

/// <summary>SLS1002: <c>AddDistributedMemoryCache</c> and <c>new MemoryDistributedCache</c> outside a development arm.</summary>
internal sealed class DistributedCacheInProcess() : Rule(Rules.SLS1002_DistributedCacheInProcess)
{
    public override void Start(RuleContext context)
    {
        if (!context.Types.Has(TypeNames.MemoryDistributedCache))
            return;

        context.OnCall(
            (operation, call) =>
            {
                if (context.Types.Is(call.TargetMethod.ContainingType, TypeNames.MemoryCacheServiceCollectionExtensions) && CalledName.Of(call.Syntax) is { } name)
                    Report(operation, name);
            },
            "AddDistributedMemoryCache");
        context.OnCreation(
            (operation, creation) =>
            {
                if (context.Types.Is(creation.Type, TypeNames.MemoryDistributedCache))
                    Report(operation, creation.Syntax);
            },
            "MemoryDistributedCache");

        void Report(OperationAnalysisContext operation, SyntaxNode place)
        {
            if (DeploymentArms.Of(place) != DeploymentArm.Development && !SharedCaches.Registered(context))
                operation.ReportDiagnostic(Diagnostic.Create(Rules.SLS1002_DistributedCacheInProcess, place.GetLocation(), place.ToString()));
        }
    }
}
