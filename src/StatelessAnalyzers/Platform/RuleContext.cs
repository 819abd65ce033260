using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace StatelessAnalyzers.Platform;

/// <summary>What a rule sees of one compilation. Actions registered here never see generated code other than Razor's.</summary>
internal sealed class RuleContext(CompilationStartAnalysisContext start, KnownTypes types, HostModel host)
{
    CompositionFacts? composition;
    Lifetimes? lifetimes;

    public Compilation Compilation => start.Compilation;

    public KnownTypes Types => types;

    public HostModel Host => host;

    public AnalyzerOptions Options => start.Options;

    /// <summary>What the composition root registers, by name. Gathered on first use.</summary>
    public CompositionFacts Composition => composition ??= CompositionFacts.Of(start.Compilation, start.CancellationToken);

    /// <summary>Which types live as long as the process. Gathered on first use.</summary>
    public Lifetimes Lifetimes => lifetimes ??= new(start.Compilation, types, Composition, StatelessOptions.Singletons.Of(start.Options, start.Compilation).All, start.CancellationToken);

    public void OnOperation(Action<OperationAnalysisContext> action, params OperationKind[] kinds) =>
        start.RegisterOperationAction(
            operation =>
            {
                if (!operation.IsGeneratedCode || RazorTree.Is(operation.Operation.Syntax.SyntaxTree))
                    action(operation);
            },
            ImmutableArray.Create(kinds));

    public void OnOperationBlock(Action<OperationBlockAnalysisContext> action) =>
        start.RegisterOperationBlockAction(
            block =>
            {
                if (!block.IsGeneratedCode || RazorTree.Is(block.OperationBlocks[0].Syntax.SyntaxTree))
                    action(block);
            });

    /// <summary>Starts an analysis of each named type, nested ones included. The actions it registers see all of the type's parts.</summary>
    public void OnType(Action<SymbolStartAnalysisContext> action) =>
        start.RegisterSymbolStartAction(action, SymbolKind.NamedType);
}
