using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Data;

/// <summary>SLS4006: a library is told to keep its store in memory.</summary>
internal sealed class StoreInMemory() : LibraryRule(Rules.SLS4006_LibraryKeepsStoreInMemory)
{
    protected override IEnumerable<LibraryApi> Apis => LibraryStores.All;

    protected override void Use(OperationAnalysisContext operation, LibraryApi api, SyntaxNode place, RuleLevel level, RuleContext context)
    {
        // A cache with a bus between the instances is a first level.
        if (api.Member != "UseInMemory" || !context.Composition.Registers("UseHybrid"))
            operation.ReportDiagnostic(Findings.At(level, Rules.SLS4006_LibraryKeepsStoreInMemory, place.GetLocation(), NameOf(operation.Operation, api), api.Keeps, api.Instead));
    }
}
