using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Work;

/// <summary>SLS5003: timers and delay loops of hosted services, and timers of the process. A warning where the tick changes what all instances share.</summary>
internal sealed class ScheduleOnEveryInstance() : Rule(Rules.SLS5003_ScheduleOnEveryInstance)
{
    static readonly string[] PerRequest = [TypeNames.ClassicControl, TypeNames.IComponent, TypeNames.Packages.ClassicController, TypeNames.Packages.ApiController];

    public override void Start(RuleContext context)
    {
        var types = context.Types;
        var schedules = new Schedules(types);
        if (types.Has(TypeNames.IHostedService))
            context.OnType(type =>
            {
                if (!types.IsOrInherits((INamedTypeSymbol)type.Symbol, TypeNames.IHostedService))
                    return;

                var calls = new CallsOfType();
                var ticks = new List<Tick>();
                type.RegisterOperationAction(
                    operation =>
                    {
                        if (!RuleContext.IsUsersCode(operation))
                            return;
                        var tick = operation.Operation is IInvocationOperation call ? schedules.OfLoop(call) : schedules.OfTimer((IObjectCreationOperation)operation.Operation);
                        lock (calls)
                        {
                            if (operation.Operation is IInvocationOperation called)
                                calls.Add(called, operation.ContainingSymbol);
                            if (tick is not null)
                                ticks.Add(tick);
                        }
                    },
                    OperationKind.Invocation, OperationKind.ObjectCreation);
                type.RegisterSymbolEndAction(end =>
                {
                    foreach (var tick in ticks)
                        Report(end.ReportDiagnostic, tick, type.Symbol.Name, calls.From(tick, types));
                });
            });
        context.OnCreation(
            (operation, creation) =>
            {
                if (schedules.OfTimer(creation) is { } tick && operation.ContainingSymbol.ContainingType is { } type
                    && !types.IsOrInherits(type, TypeNames.IHostedService) && UserOf(creation) is var user && (LivesAsLongAsTheProcess(operation, user) || IsKept(operation, user, type)))
                    Report(operation.ReportDiagnostic, tick, type.Name, TickEffect.Unknown);
            },
            "Timer");

        bool LivesAsLongAsTheProcess(OperationAnalysisContext operation, IOperation? user) =>
            user is IFieldInitializerOperation { InitializedFields: [{ IsStatic: true }, ..] } or IPropertyInitializerOperation { InitializedProperties: [{ IsStatic: true }, ..] }
                or IAssignmentOperation { Target: IMemberReferenceOperation { Member.IsStatic: true } }
            || StartupCode.Contains(operation.Operation, operation.ContainingSymbol, types);

        // A service that sets its timer going when it is made or started, and is not made for one request.
        bool IsKept(OperationAnalysisContext operation, IOperation? user, INamedTypeSymbol type) =>
            user is IFieldInitializerOperation or IAssignmentOperation { Target: IMemberReferenceOperation { Instance: IInstanceReferenceOperation } }
            && (context.Lifetimes.IsLongLived(type)
                || operation.ContainingSymbol is IMethodSymbol { Name: "Start" or "StartAsync" or "Run" or "Initialize" or "Init" }
                    && !context.Lifetimes.IsShortLived(type) && !types.IsOrInheritsAny(type, PerRequest));
    }

    // What is done with the timer.
    static IOperation? UserOf(IOperation timer)
    {
        var user = timer.Parent;
        while (user is IConversionOperation)
            user = user.Parent;
        return user;
    }

    static void Report(Action<Diagnostic> report, Tick tick, string type, TickEffect effect)
    {
        if (effect.Receives || effect.TakesLease)
            return;
        var loud = effect.Changes is not null;
        report(Findings.At(
            loud ? RuleLevel.Warning : RuleLevel.Info, Rules.SLS5003_ScheduleOnEveryInstance, tick.Place.GetLocation(),
            loud ? [effect.Place!.GetLocation()] : Array.Empty<Location>(), tick.Name, type,
            loud ? $"each of them changes {effect.Changes!.Value.Name()}" : "each of them does the same work"));
    }
}
