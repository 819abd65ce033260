using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Memory;

/// <summary>
/// State in memory that outlives a request: static members, and members of types that live as long as the process. One pass over each type; what the state is for decides which rule
/// reports it, so that a place has one finding.
/// </summary>
internal sealed class LongLivedState() : Rule(
    Rules.SLS1004_UserStateInCollection, Rules.SLS3001_CollectionUsedAsCache, Rules.SLS3002_StaticStateChanges, Rules.SLS3003_LongLivedServiceKeepsState, Rules.SLS3009_EventReachesThisInstance,
    Rules.SLS3010_CounterInProcess, Rules.SLS4003_CollectionUsedAsTable, Rules.SLS4005_ConnectionHeld, Rules.SLS5001_QueueInProcess)
{
    static readonly OperationKind[] References = [OperationKind.FieldReference, OperationKind.PropertyReference, OperationKind.EventReference, OperationKind.Invocation, OperationKind.MethodReference];
    static readonly OperationKind[] WithParameters = [.. References, OperationKind.ParameterReference];

    public override void Start(RuleContext context)
    {
        var rules = new StateRules(context);
        var roles = new StateRoles(rules);
        var connections = new HeldConnections(context, rules);
        var flows = new ConcurrentDictionary<INamedTypeSymbol, StateFlow>(SymbolEqualityComparer.Default);
        Func<INamedTypeSymbol, StateFlow> create = type => new(type, rules);
        context.OnType(start =>
        {
            if (start.Symbol is not INamedTypeSymbol type)
                return;
            // Nested types and the one that holds them see into each other: they have one flow, which ends with the outermost.
            var outer = TypeNesting.OutermostOf(type);
            if (GeneratedCode.Declares(outer))
                return;

            var flow = flows.GetOrAdd(outer, create);
            start.RegisterOperationAction(
                operation =>
                {
                    if (!RuleContext.IsUsersCode(operation))
                        return;
                    var reference = operation.Operation;
                    if (reference.Kind == OperationKind.Invocation)
                        flow.VisitCall(((IInvocationOperation)reference).TargetMethod, reference, operation.ContainingSymbol);
                    else if (reference.Kind == OperationKind.MethodReference)
                        flow.VisitCall(((IMethodReferenceOperation)reference).Method, reference, operation.ContainingSymbol);
                    else
                        flow.Visit(reference, operation.ContainingSymbol);
                },
                HasPrimaryConstructor(outer) ? WithParameters : References);
            if (SymbolEqualityComparer.Default.Equals(type, outer))
                start.RegisterSymbolEndAction(end =>
                {
                    flows.TryRemove(outer, out _);
                    flow.Complete();
                    if (rules.IsTool(outer))
                        return;
                    foreach (var (member, connection, holder) in connections.Of(outer))
                        end.ReportDiagnostic(Diagnostic.Create(Rules.SLS4005_ConnectionHeld, member.Locations[0], member.Name, connection.Name, holder));
                    List<OwnFinding>? settings = null;
                    foreach (var member in flow.Members)
                        if (JudgeOwn(flow, member) is { } found)
                            if (found.IsSetting)
                                (settings ??= []).Add(found);
                            else
                                end.ReportDiagnostic(found.Report());
                    foreach (var together in settings?.GroupBy(f => f.Telling.In, (IEqualityComparer<ISymbol>)SymbolEqualityComparer.Default) ?? [])
                        OwnFinding.Report(end.ReportDiagnostic, together.ToList());
                    foreach (var member in flow.Foreign)
                        ReportForeign(end, flow, member);
                });
        });

        OwnFinding? JudgeOwn(StateFlow flow, StateMember member)
        {
            if (member.Changes.Count == 0 || flow.IsScratch(member))
                return null;
            member.Sort();
            var changes = flow.AtRunTime(member.Changes, member.Symbol);
            var role = roles.Of(member, changes);
            if (Rule(member.IsLikely && role is not (StateRole.None or StateRole.Queue) ? StateRole.Other : role, member.Symbol) is not { } rule)
                return null;
            return new(member, rule, roles.Telling(changes));
        }

        // Where another type changes the state: once per member and file.
        void ReportForeign(SymbolAnalysisContext end, StateFlow flow, StateMember member)
        {
            if (!rules.KeepsOrGives(member.Symbol))
                return;
            member.Sort();
            foreach (var file in flow.AtRunTime(member.Changes, member.Symbol).GroupBy(c => c.Place.Syntax.SyntaxTree))
            {
                var changes = file.ToList();
                if (Rule(roles.Of(member, changes), member.Symbol) is not { } rule)
                    continue;
                var telling = roles.Telling(changes);
                end.ReportDiagnostic(Diagnostic.Create(
                    rule, telling.Reference.Syntax.GetLocation(), rules.IsOfThisProject(member.Symbol) ? member.Symbol.Locations : null, $"{member.Symbol.ContainingType.Name}.{member.Symbol.Name}", StateNames.Of(telling.In), StateNames.Third(member, rule)));
            }
        }
    }

    // Of the type or of one nested in it: its parameters may be captured.
    static bool HasPrimaryConstructor(INamedTypeSymbol type)
    {
        foreach (var declaration in type.DeclaringSyntaxReferences)
            if (declaration.GetSyntax() is TypeDeclarationSyntax syntax && (syntax.ParameterList is not null || HasPrimaryConstructor(syntax)))
                return true;
        return false;
    }

    static bool HasPrimaryConstructor(TypeDeclarationSyntax type)
    {
        foreach (var member in type.Members)
            if (member is TypeDeclarationSyntax nested && (nested.ParameterList is not null || HasPrimaryConstructor(nested)))
                return true;
        return false;
    }

    static DiagnosticDescriptor? Rule(StateRole role, ISymbol member) => role switch
    {
        StateRole.Cache => Rules.SLS3001_CollectionUsedAsCache,
        StateRole.UserState => Rules.SLS1004_UserStateInCollection,
        StateRole.Store => Rules.SLS4003_CollectionUsedAsTable,
        StateRole.Counter => Rules.SLS3010_CounterInProcess,
        StateRole.Queue => Rules.SLS5001_QueueInProcess,
        StateRole.Event => Rules.SLS3009_EventReachesThisInstance,
        StateRole.Other => member.IsStatic ? Rules.SLS3002_StaticStateChanges : Rules.SLS3003_LongLivedServiceKeepsState,
        _ => null,
    };
}
