using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Data;

/// <summary>SLS4006: a library is told to keep its store in memory.</summary>
internal sealed class StoreInMemory() : LibraryRule(Rules.SLS4006_LibraryKeepsStoreInMemory)
{
    protected override IEnumerable<LibraryApi> Apis => LibraryStores.All;

    public override void Start(RuleContext context)
    {
        base.Start(context);
        var grants = LibraryStores.InMemoryGrants;
        if (context.Types.Has(TypeNames.IServiceCollection) && !context.Types.Has(grants.Type))
            context.OnOperation(
                operation =>
                {
                    if (MissingLibrary.RegistrationIn(operation, name => name == grants.Member, context.Types) is { } place && DeploymentArms.Of(place) is var arm and not DeploymentArm.Development
                        && MissingLibrary.IsAsked(LibraryStores.IdentityServers, context.Compilation, operation.CancellationToken))
                        operation.ReportDiagnostic(Findings.At(
                            arm == DeploymentArm.Conditional ? RuleLevel.Info : RuleLevel.Warning, Rules.SLS4006_LibraryKeepsStoreInMemory, place.GetLocation(), grants.Member, grants.Keeps, grants.Instead));
                },
                OperationKind.Invalid);
    }

    protected override void Use(OperationAnalysisContext operation, LibraryApi api, SyntaxNode place, RuleLevel level, RuleContext context)
    {
        // A cache with a bus between the instances is a first level.
        if (api.Member != "UseInMemory" || !context.Composition.Registers("UseHybrid"))
            operation.ReportDiagnostic(Findings.At(level, Rules.SLS4006_LibraryKeepsStoreInMemory, place.GetLocation(), NameOf(operation.Operation, api), api.Keeps, api.Instead));
    }
}
