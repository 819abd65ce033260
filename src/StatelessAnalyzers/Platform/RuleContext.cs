using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

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
                if (IsUsersCode(operation))
                    action(operation);
            },
            ImmutableArray.Create(kinds));

    /// <summary>Whether the operation is written by the user, be it in a Razor file. Actions that <see cref="OnType"/> registers have to ask.</summary>
    public static bool IsUsersCode(OperationAnalysisContext operation) =>
        !operation.IsGeneratedCode || RazorTree.Is(operation.Operation.Syntax.SyntaxTree);

    /// <summary>
    /// Looks at each call of those methods of a type of registration methods, except where it runs in development only. Registers nothing where the type is absent.
    /// </summary>
    public void OnRegistration(string declaringType, Action<OperationAnalysisContext, SimpleNameSyntax> action, params string[] methods)
    {
        if (types.Has(declaringType))
            OnOperation(
                operation =>
                {
                    var method = ((IInvocationOperation)operation.Operation).TargetMethod;
                    if (Array.IndexOf(methods, method.Name) >= 0 && types.Is(method.ContainingType, declaringType)
                        && operation.Operation.Syntax is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name: var name } }
                        && DeploymentArms.Of(name) != DeploymentArm.Development)
                        action(operation, name);
                },
                OperationKind.Invocation);
    }

    /// <summary>Looks at each symbol of those kinds, by its declaration.</summary>
    public void OnSymbol(Action<SymbolAnalysisContext> action, params SymbolKind[] kinds) =>
        start.RegisterSymbolAction(
            symbol =>
            {
                if (!symbol.IsGeneratedCode || (symbol.Symbol.DeclaringSyntaxReferences is [var first, ..] && RazorTree.Is(first.SyntaxTree)))
                    action(symbol);
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
