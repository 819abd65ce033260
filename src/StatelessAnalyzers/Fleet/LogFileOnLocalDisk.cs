using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Fleet;

/// <summary>SLS6005: log sinks, targets, appenders and listeners that write to a file.</summary>
internal sealed class LogFileOnLocalDisk() : LibraryRule(Rules.SLS6005_LogFileOnLocalDisk)
{
    protected override IEnumerable<LibraryApi> Apis => LogFileSinks.All;

    public override void Start(RuleContext context)
    {
        base.Start(context);
        var types = context.Types;
        if (types.Has(TypeNames.ILoggingBuilder) || types.Has(TypeNames.ILoggerFactory))
            context.OnCall(
                (operation, call) =>
                {
                    // One that the application declares itself writes its file somewhere in sight.
                    var method = call.TargetMethod.ReducedFrom ?? call.TargetMethod;
                    if (method is { IsExtensionMethod: true, Parameters: [{ Type: var builder }, ..], Locations: [{ IsInMetadata: true }] }
                        && (types.Is(builder, TypeNames.ILoggingBuilder) || types.Is(builder, TypeNames.ILoggerFactory))
                        && CalledName.Of(call.Syntax) is { } place && DeploymentArms.Of(place) is var arm and not DeploymentArm.Development)
                        Report(operation, place, arm == DeploymentArm.Conditional ? RuleLevel.Info : RuleLevel.Warning);
                },
                LogFileSinks.LoggingMethods);
    }

    protected override void Use(OperationAnalysisContext operation, LibraryApi api, SyntaxNode place, RuleLevel level, RuleContext context) => Report(operation, place, level);

    static void Report(OperationAnalysisContext operation, SyntaxNode place, RuleLevel level) =>
        operation.ReportDiagnostic(Findings.At(level, Rules.SLS6005_LogFileOnLocalDisk, place.GetLocation(), NameOf(operation.Operation)));
}
