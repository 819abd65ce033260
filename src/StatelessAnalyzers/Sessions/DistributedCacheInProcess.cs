using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Sessions;

/// <summary>SLS1002: <c>AddDistributedMemoryCache</c> and <c>new MemoryDistributedCache</c> outside a development arm.</summary>
internal sealed class DistributedCacheInProcess() : Rule(Rules.SLS1002_DistributedCacheInProcess)
{
    public override void Start(RuleContext context)
    {
        if (!context.Types.Has(TypeNames.MemoryDistributedCache))
            return;

        context.OnOperation(
            operation =>
            {
                var call = (IInvocationOperation)operation.Operation;
                if (call.TargetMethod.Name == "AddDistributedMemoryCache"
                    && context.Types.Is(call.TargetMethod.ContainingType, TypeNames.MemoryCacheServiceCollectionExtensions)
                    && CalledName.Of(call.Syntax) is { } name)
                    Report(operation, name);
            },
            OperationKind.Invocation);
        context.OnOperation(
            operation =>
            {
                if (context.Types.Is(operation.Operation.Type, TypeNames.MemoryDistributedCache))
                    Report(operation, operation.Operation.Syntax);
            },
            OperationKind.ObjectCreation);

        void Report(OperationAnalysisContext operation, SyntaxNode place)
        {
            if (DeploymentArms.Of(place) != DeploymentArm.Development && !SharedCaches.Registered(context))
                operation.ReportDiagnostic(Diagnostic.Create(Rules.SLS1002_DistributedCacheInProcess, place.GetLocation(), place.ToString()));
        }
    }
}
