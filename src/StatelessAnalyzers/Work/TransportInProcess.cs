using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Work;

/// <summary>SLS5005: a messaging library is told to use a transport in memory.</summary>
internal sealed class TransportInProcess() : LibraryRule(Rules.SLS5005_TransportInProcess)
{
    protected override IEnumerable<LibraryApi> Apis => InProcessTransports.All;

    protected override void Use(OperationAnalysisContext operation, LibraryApi api, SyntaxNode place, RuleLevel level, RuleContext context) =>
        operation.ReportDiagnostic(Findings.At(level, Rules.SLS5005_TransportInProcess, place.GetLocation(), NameOf(operation.Operation, api), api.Instead));
}
