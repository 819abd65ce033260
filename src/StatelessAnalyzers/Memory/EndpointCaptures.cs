using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Memory;

/// <summary>SLS3004: locals of start-up code that a delegate changes while requests are served.</summary>
internal sealed class EndpointCaptures() : Rule(Rules.SLS3004_EndpointCapturesState)
{
    public override void Start(RuleContext context)
    {
        var rules = new StateRules(context);
        var roles = new StateRoles(rules);
        var firsts = new Bodies<IOperation>(body => body.DescendantsAndSelf().First(IsFunction));
        // A body is judged as a whole, at the first of its functions: most have none, and it would take long to look into each.
        context.OnOperation(
            operation =>
            {
                var function = operation.Operation;
                if (operation.ContainingSymbol is not IMethodSymbol method || rules.Phases.PhaseOf(method) != RunPhase.StartUp || firsts.Around(function) != function)
                    return;
                foreach (var state in Captured(Bodies.RootOf(function), method, rules))
                {
                    state.Sort();
                    if (roles.Of(state, state.Changes) is StateRole.None)
                        continue;
                    var telling = roles.Telling(state.Changes);
                    operation.ReportDiagnostic(Diagnostic.Create(
                        Rules.SLS3004_EndpointCapturesState, state.Symbol.Locations[0], [telling.Place.Syntax.GetLocation()], state.Symbol.Name, StateNames.Of(method)));
                }
            },
            OperationKind.AnonymousFunction, OperationKind.MethodReference);
    }

    static bool IsFunction(IOperation operation) => operation is IAnonymousFunctionOperation or IMethodReferenceOperation;

    static IEnumerable<StateMember> Captured(IOperation body, IMethodSymbol method, StateRules rules)
    {
        var states = new Dictionary<ISymbol, StateMember>(SymbolEqualityComparer.Default);
        var finder = new ChangeFinder(rules.Locals);
        HashSet<ISymbol>? handlers = null;
        foreach (var operation in body.Descendants())
        {
            var symbol = operation switch
            {
                ILocalReferenceOperation { Local: { IsConst: false } local } => local,
                IParameterReferenceOperation { Parameter: var parameter } when SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, method) => parameter,
                _ => (ISymbol?)null,
            };
            if (symbol is null || rules.Types.IsHandle(TypeOf(symbol)) || Delegate(operation, symbol, handlers ??= Handlers(body, rules), rules) is not { } inside)
                continue;

            if (!states.TryGetValue(symbol, out var state))
                states.Add(symbol, state = new(symbol, TypeOf(symbol)));
            if (finder.Of(operation) is { } change)
            {
                change.In = inside;
                change.Reference = operation;
                state.Add(change);
            }
            else
                state.AddRead("", inside, operation);
        }
        return states.Values.Where(s => s.Changes.Count > 0);
    }

    static ITypeSymbol TypeOf(ISymbol symbol) => symbol is ILocalSymbol local ? local.Type : ((IParameterSymbol)symbol).Type;

    // The delegate that captures the symbol and runs later.
    static IMethodSymbol? Delegate(IOperation operation, ISymbol symbol, HashSet<ISymbol> handlers, StateRules rules)
    {
        for (var outer = operation.Parent; outer is not null; outer = outer.Parent)
            switch (outer)
            {
                case IAnonymousFunctionOperation lambda:
                    if (SymbolEqualityComparer.Default.Equals(symbol.ContainingSymbol, lambda.Symbol))
                        return null;
                    if (rules.Phases.RunsLater(lambda))
                        return Declares(lambda, symbol) ? null : lambda.Symbol;
                    break;
                case ILocalFunctionOperation local:
                    if (SymbolEqualityComparer.Default.Equals(symbol.ContainingSymbol, local.Symbol))
                        return null;
                    if (handlers.Contains(local.Symbol))
                        return Declares(local, symbol) ? null : local.Symbol;
                    break;
            }
        return null;
    }

    static bool Declares(IOperation function, ISymbol symbol) => symbol.Locations is [var place, ..] && function.Syntax.Span.Contains(place.SourceSpan);

    // Local functions that are handed on: app.MapGet("/", Handler).
    static HashSet<ISymbol> Handlers(IOperation body, StateRules rules)
    {
        var handlers = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var operation in body.Descendants())
            if (operation is IMethodReferenceOperation { Method: { MethodKind: MethodKind.LocalFunction } handler } reference && rules.Phases.RunsLater(reference, handler))
                handlers.Add(handler);
        return handlers;
    }
}
