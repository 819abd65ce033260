using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Work;

/// <summary>Something that is done again and again.</summary>
/// <param name="Place">The delay, the wait or the timer.</param>
/// <param name="Name">How a message calls it.</param>
/// <param name="Body">What is done: a loop, or the callback of a timer; null where it is not known.</param>
internal sealed record Tick(SyntaxNode Place, string Name, IOperation? Body);

/// <summary>Recognises loops that wait for the next time, and timers that fire more than once.</summary>
internal sealed class Schedules(KnownTypes types)
{
    /// <summary>The loop that goes round once per wait, or null where the call is no such wait.</summary>
    public Tick? OfLoop(IInvocationOperation wait)
    {
        var method = wait.TargetMethod;
        var isTick = method.Name == "WaitForNextTickAsync" && types.Is(method.ContainingType, TypeNames.PeriodicTimer);
        if (!isTick && !(method.Name == "Delay" && types.Is(method.ContainingType, TypeNames.Task) && wait.Arguments.Length > 0 && !IsInfinite(wait.Arguments[0].Value)))
            return null;

        for (var outer = wait.Parent; outer is not null; outer = outer.Parent)
            switch (outer)
            {
                case ICatchClauseOperation when !isTick: // waits before it tries again
                    return null;
                case ILoopOperation loop when isTick || (IsEndless(loop) && !EndsWhenDone(loop)):
                    return new Tick(NameOf(wait), method.Name, loop);
                case IAnonymousFunctionOperation or ILocalFunctionOperation:
                    return null;
            }
        return null;
    }

    /// <summary>The timer that fires again and again, or null where it is none.</summary>
    public Tick? OfTimer(IObjectCreationOperation creation)
    {
        if (types.Is(creation.Type, TypeNames.SystemTimer))
            return IsOneShot(creation.Initializer) ? null : new Tick(TypeOf(creation), creation.Type!.Name, null);
        if (!types.Is(creation.Type, TypeNames.Timer))
            return null;

        IOperation? callback = null;
        foreach (var argument in creation.Arguments)
            if (argument.Parameter?.Name == "period" && IsInfinite(argument.Value))
                return null;
            else if (argument.Parameter?.Name == "callback")
                callback = argument.Value is IDelegateCreationOperation { Target: var target } ? target : argument.Value;
        return new Tick(TypeOf(creation), creation.Type!.Name, callback);
    }

    static bool IsOneShot(IObjectOrCollectionInitializerOperation? initializer)
    {
        if (initializer is not null)
            foreach (var setting in initializer.Initializers)
                if (setting is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: "AutoReset" }, Value.ConstantValue: { HasValue: true, Value: false } })
                    return true;
        return false;
    }

    static bool IsInfinite(IOperation time)
    {
        while (time is IConversionOperation conversion)
            time = conversion.Operand;
        return time.ConstantValue is { HasValue: true, Value: -1 or -1L or uint.MaxValue } || time is IFieldReferenceOperation { Field.Name: "InfiniteTimeSpan" }
            || time is IInvocationOperation { TargetMethod.Name: "FromMilliseconds", Arguments: [{ Value: var milliseconds }, ..] } && IsMinusOne(milliseconds);
    }

    static bool IsMinusOne(IOperation value)
    {
        while (value is IConversionOperation conversion)
            value = conversion.Operand;
        return value.ConstantValue is { HasValue: true, Value: -1 or -1L or -1d };
    }

    /// <summary>Whether the loop goes on until it is cancelled or switched off, rather than for a number of times.</summary>
    bool IsEndless(ILoopOperation loop) => loop switch
    {
        IForLoopOperation { Condition: var condition } => condition is null,
        IWhileLoopOperation { Condition: { } condition } => condition.ConstantValue is { HasValue: true, Value: true } || IsSwitch(condition),
        _ => false,
    };

    bool IsSwitch(IOperation condition) => condition switch
    {
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not => IsSwitch(not.Operand),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } and => IsSwitch(and.LeftOperand) || IsSwitch(and.RightOperand),
        IPropertyReferenceOperation { Property: { Name: "IsCancellationRequested" } property } =>
            types.Is(property.ContainingType, TypeNames.CancellationToken) || types.Is(property.ContainingType, TypeNames.CancellationTokenSource),
        IMemberReferenceOperation { Type.SpecialType: SpecialType.System_Boolean } => true,
        _ => false,
    };

    // A loop that is left on success waits for something to be ready.
    bool EndsWhenDone(ILoopOperation loop)
    {
        foreach (var operation in loop.Body.DescendantsAndSelf())
            if (operation is IBranchOperation { BranchKind: BranchKind.Break } leave && SymbolEqualityComparer.Default.Equals(leave.Target, loop.ExitLabel) || operation is IReturnOperation { IsImplicit: false })
                if (!IsStopped(operation, loop))
                    return true;
        return false;
    }

    bool IsStopped(IOperation leave, ILoopOperation loop)
    {
        for (var (inner, outer) = (leave, leave.Parent); outer is not null && outer != loop; (inner, outer) = (outer, outer.Parent))
            if (outer is ICatchClauseOperation or IAnonymousFunctionOperation or ILocalFunctionOperation || (outer is IConditionalOperation conditional && conditional.WhenTrue == inner && IsSwitch(conditional.Condition)))
                return true;
        return false;
    }

    static SyntaxNode NameOf(IInvocationOperation call) =>
        call.Syntax is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name: var name } } ? name : call.Syntax;

    static SyntaxNode TypeOf(IObjectCreationOperation creation) =>
        creation.Syntax is ObjectCreationExpressionSyntax { Type: var type } ? type : creation.Syntax;
}
