using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace StatelessAnalyzers.Benchmarks;

/// <summary>Reports nothing, but asks for all that an analysis of state needs: calls, creations, and the members that each type refers to. The least that one can cost.</summary>
#pragma warning disable RS0030, RS1036, RS1038, RS1041, RS2008 // ships nowhere
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class Floor : DiagnosticAnalyzer
{
    static readonly DiagnosticDescriptor Rule = new("FLOOR", "Floor", "Floor", "Floor", DiagnosticSeverity.Warning, isEnabledByDefault: true);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            start.RegisterOperationAction(static _ => { }, OperationKind.Invocation, OperationKind.ObjectCreation);
            start.RegisterSymbolStartAction(
                static type =>
                {
                    type.RegisterOperationAction(static _ => { }, OperationKind.FieldReference, OperationKind.PropertyReference, OperationKind.EventReference);
                    type.RegisterSymbolEndAction(static _ => { });
                },
                SymbolKind.NamedType);
        });
    }
}
