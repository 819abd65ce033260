using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Memory;

/// <summary>
/// State in memory that outlives a request: static members, and members of types that live as long as the process. One pass over each type; what the state is for decides which rule
/// reports it, so that a place has one finding.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class LongLivedState() : StatelessAnalyzer(Rules.SLS3001_CollectionUsedAsCache)
{
    protected override void Start(RuleContext context)
    {
        var rules = new StateRules(context);
        var roles = new StateRoles(rules);
        context.OnType(start =>
        {
            // The outermost type sees the code of those nested in it as well.
            if (start.Symbol is not INamedTypeSymbol { ContainingType: null } type || GeneratedCode.Declares(type))
                return;

            var flow = new StateFlow(type, rules.MembersOf(type), rules);
            start.RegisterOperationAction(
                operation =>
                {
                    if (!operation.IsGeneratedCode || RazorTree.Is(operation.Operation.Syntax.SyntaxTree))
                        flow.Visit(operation.Operation, operation.ContainingSymbol);
                },
                OperationKind.FieldReference, OperationKind.PropertyReference, OperationKind.EventReference);
            if (flow.Members.Count > 0)
            {
                start.RegisterOperationAction(operation => flow.VisitCall(((IInvocationOperation)operation.Operation).TargetMethod, operation.Operation, operation.ContainingSymbol), OperationKind.Invocation);
                start.RegisterOperationAction(operation => flow.VisitCall(((IMethodReferenceOperation)operation.Operation).Method, operation.Operation, operation.ContainingSymbol), OperationKind.MethodReference);
            }
            if (flow.Members.Any(m => m.Symbol is IParameterSymbol))
                start.RegisterOperationAction(operation => flow.Visit(operation.Operation, operation.ContainingSymbol), OperationKind.ParameterReference);
            start.RegisterSymbolEndAction(end =>
            {
                foreach (var member in flow.Members)
                    ReportOwn(end, flow, member);
                foreach (var member in flow.Foreign)
                    ReportForeign(end, flow, member);
            });
        });

        void ReportOwn(SymbolAnalysisContext end, StateFlow flow, StateMember member)
        {
            if (member.Changes.Count == 0)
                return;
            member.Sort();
            var changes = member.Changes.Where(c => flow.IsAtRunTime(c, member.Symbol.IsStatic)).ToList();
            if (RuleOf(roles.Of(member, changes)) is { } rule)
                end.ReportDiagnostic(Diagnostic.Create(
                    rule, member.Symbol.Locations[0], [changes[0].Place.Syntax.GetLocation()], member.Symbol.Name, StateNames.Of(changes[0].In)));
        }

        // Where another type changes the state: once per member and file.
        void ReportForeign(SymbolAnalysisContext end, StateFlow flow, StateMember member)
        {
            if (!rules.Keeps(member.Symbol))
                return;
            member.Sort();
            foreach (var file in member.Changes.Where(c => flow.IsAtRunTime(c, member.Symbol.IsStatic)).GroupBy(c => c.Place.Syntax.SyntaxTree))
            {
                var changes = file.ToList();
                if (RuleOf(roles.Of(member, changes)) is { } rule)
                    end.ReportDiagnostic(Diagnostic.Create(
                        rule, changes[0].Reference.Syntax.GetLocation(), member.Symbol.Locations, $"{member.Symbol.ContainingType.Name}.{member.Symbol.Name}", StateNames.Of(changes[0].In)));
            }
        }
    }

    static DiagnosticDescriptor? RuleOf(StateRole role) => role switch
    {
        StateRole.Cache => Rules.SLS3001_CollectionUsedAsCache,
        _ => null,
    };
}
