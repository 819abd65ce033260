using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using StatelessAnalyzers.Configuration;

namespace StatelessAnalyzers.Platform;

/// <summary>What all rules see of one compilation. Actions registered here never see generated code other than Razor's, and share one registration for each kind.</summary>
internal sealed class RuleContext(CompilationStartAnalysisContext start, KnownTypes types, HostModel host)
{
    /// <summary>What an indexer is called as a property.</summary>
    public const string Indexer = "this[]";

    readonly Dictionary<string, Action<OperationAnalysisContext, IInvocationOperation>> calls = new(StringComparer.Ordinal);
    readonly Dictionary<string, Action<OperationAnalysisContext, IObjectCreationOperation>> creations = new(StringComparer.Ordinal);
    readonly Dictionary<string, Action<OperationAnalysisContext, IPropertyReferenceOperation>> properties = new(StringComparer.Ordinal);
    readonly Dictionary<OperationKind, Action<OperationAnalysisContext>> operations = new();
    readonly Dictionary<SymbolKind, Action<SymbolAnalysisContext>> symbols = new();
    Action<OperationBlockAnalysisContext>? blocks;
    Action<SymbolStartAnalysisContext>? namedTypes;
    CompositionFacts? composition;
    Lifetimes? lifetimes;
    ConfigurationFiles? configuration;

    public Compilation Compilation => start.Compilation;

    public KnownTypes Types => types;

    public HostModel Host => host;

    public AnalyzerOptions Options => start.Options;

    /// <summary>What the composition root registers, by name. Gathered on first use.</summary>
    public CompositionFacts Composition => composition ??= CompositionFacts.Of(start.Compilation, start.CancellationToken);

    /// <summary>The configuration files that are handed over with the project. Looked up on first use.</summary>
    public ConfigurationFiles Configuration => configuration ??= new(start.Options, start.CancellationToken);

    /// <summary>Which types live as long as the process. Gathered on first use.</summary>
    public Lifetimes Lifetimes => lifetimes ??= Lifetimes.Of(start.Compilation, types, Composition, StatelessOptions.Singletons.Of(start.Options, start.Compilation).All, start.CancellationToken);

    /// <summary>Looks at each call of a method of one of those names. Whose method it is, the rule asks.</summary>
    public void OnCall(Action<OperationAnalysisContext, IInvocationOperation> action, params string[] methods)
    {
        foreach (var method in methods.Distinct(StringComparer.Ordinal))
            Add(calls, method, action);
    }

    /// <summary>Looks at each object that is made of a type of one of those simple names. Whether it is the known type, the rule asks.</summary>
    public void OnCreation(Action<OperationAnalysisContext, IObjectCreationOperation> action, params string[] typeNames)
    {
        foreach (var type in typeNames.Distinct(StringComparer.Ordinal))
            Add(creations, type, action);
    }

    /// <summary>Looks at each use of a property of one of those names, be it read or set. Whose property it is, the rule asks.</summary>
    public void OnProperty(Action<OperationAnalysisContext, IPropertyReferenceOperation> action, params string[] names)
    {
        foreach (var property in names.Distinct(StringComparer.Ordinal))
            Add(properties, property, action);
    }

    /// <summary>Looks at each operation of those kinds. Calls, creations and properties of known names have cheaper ways.</summary>
    public void OnOperation(Action<OperationAnalysisContext> action, params OperationKind[] kinds)
    {
        foreach (var kind in kinds)
            Add(operations, kind, action);
    }

    /// <summary>
    /// Looks at each call of those methods of a type of registration methods, except where it runs in development only. Registers nothing where the type is absent.
    /// </summary>
    public void OnRegistration(string declaringType, Action<OperationAnalysisContext, SimpleNameSyntax> action, params string[] methods)
    {
        if (types.Has(declaringType))
            OnCall(
                (operation, call) =>
                {
                    if (types.Is(call.TargetMethod.ContainingType, declaringType)
                        && call.Syntax is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name: var name } }
                        && DeploymentArms.Of(name) != DeploymentArm.Development)
                        action(operation, name);
                },
                methods);
    }

    /// <summary>Looks at each symbol of those kinds, by its declaration.</summary>
    public void OnSymbol(Action<SymbolAnalysisContext> action, params SymbolKind[] kinds)
    {
        foreach (var kind in kinds)
            Add(symbols, kind, action);
    }

    public void OnOperationBlock(Action<OperationBlockAnalysisContext> action) => blocks += action;

    /// <summary>Starts an analysis of each named type, nested ones included. The actions it registers see all of the type's parts.</summary>
    public void OnType(Action<SymbolStartAnalysisContext> action) => namedTypes += action;

    /// <summary>Looks at each file that is handed to the compiler beside its sources.</summary>
    public void OnAdditionalFile(Action<AdditionalFileAnalysisContext> action) =>
        start.RegisterAdditionalFileAction(action);

    /// <summary>Whether the operation is written by the user, be it in a Razor file. Actions that <see cref="OnType"/> registers have to ask.</summary>
    public static bool IsUsersCode(OperationAnalysisContext operation) =>
        !operation.IsGeneratedCode || RazorTree.Is(operation.Operation.Syntax.SyntaxTree);

    /// <summary>Hands to the compiler what the rules have asked for. Called once, after all of them have started.</summary>
    public void Register()
    {
        if (calls.Count > 0)
            Add(operations, OperationKind.Invocation, operation =>
            {
                var call = (IInvocationOperation)operation.Operation;
                if (calls.TryGetValue(call.TargetMethod.Name, out var action))
                    action(operation, call);
            });
        if (creations.Count > 0)
            Add(operations, OperationKind.ObjectCreation, operation =>
            {
                var creation = (IObjectCreationOperation)operation.Operation;
                if (creation.Type is { } type && creations.TryGetValue(type.Name, out var action))
                    action(operation, creation);
            });
        if (properties.Count > 0)
            Add(operations, OperationKind.PropertyReference, operation =>
            {
                var property = (IPropertyReferenceOperation)operation.Operation;
                if (properties.TryGetValue(property.Property.Name, out var action))
                    action(operation, property);
            });
        foreach (var asked in operations)
        {
            var action = asked.Value;
            start.RegisterOperationAction(
                operation =>
                {
                    if (IsUsersCode(operation))
                        action(operation);
                },
                ImmutableArray.Create(asked.Key));
        }
        foreach (var asked in symbols)
        {
            var action = asked.Value;
            start.RegisterSymbolAction(
                symbol =>
                {
                    if (!symbol.IsGeneratedCode || (symbol.Symbol.DeclaringSyntaxReferences is [var first, ..] && RazorTree.Is(first.SyntaxTree)))
                        action(symbol);
                },
                ImmutableArray.Create(asked.Key));
        }
        if (blocks is { } all)
            start.RegisterOperationBlockAction(
                block =>
                {
                    if (!block.IsGeneratedCode || RazorTree.Is(block.OperationBlocks[0].Syntax.SyntaxTree))
                        all(block);
                });
        if (namedTypes is { } each)
            start.RegisterSymbolStartAction(each, SymbolKind.NamedType);
    }

    static void Add<TKey, TAction>(Dictionary<TKey, TAction> actions, TKey key, TAction action) where TAction : Delegate =>
        actions[key] = actions.TryGetValue(key, out var others) ? (TAction)Delegate.Combine(others, action) : action;
}
