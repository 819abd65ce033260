using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace StatelessAnalyzers.Memory;

/// <summary>State with which a process paces or guards its own work: gauges, turns, flags, back-off times and counts of failures. Another instance has its own work to pace.</summary>
internal static class Pacing
{
    static readonly string[] ProcessWords =
    [
        "dispos", "start", "running", "isrun", "initial", "connect", "stop", "clos", "loaded", "loading", "ready", "subscrib", "listen", "cancel", "shutdown", "shuttingdown", "warm", "registered", "bootstrap", "configured", "built", "setup", "seeded",
        "migrated", "opened", "aborted", "polling", "inprogress", "busy", "healthy", "alive", "refreshing", "error", "failed", "unavailable",
    ];

    static readonly string[] FailureWords = ["err", "fail", "retr"];

    /// <summary>Up and down in the same member: how many are at it right now, in this process.</summary>
    public static bool IsGauge(List<StateChange> counts) =>
        counts.Any(up => IsUp(up) && counts.Any(down => !IsUp(down) && SymbolEqualityComparer.Default.Equals(up.In, down.In)));

    static bool IsUp(StateChange change) => change switch
    {
        { Method: "Decrement" } or { Place.Kind: OperationKind.Decrement } => false,
        { Place: ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Subtract } } => false,
        _ => true,
    };

    /// <summary><c>next++ % targets.Length</c>: which of several targets is next.</summary>
    public static bool IsRoundRobin(List<StateChange> counts) => counts.All(static c =>
    {
        for (var o = c.Place.Parent; o is IBinaryOperation or IConversionOperation or IInvocationOperation or IArgumentOperation or IParenthesizedOperation or IUnaryOperation; o = o.Parent)
            if (o is IBinaryOperation { OperatorKind: BinaryOperatorKind.Remainder })
                return true;
        return false;
    });

    /// <summary>Whether the name says that it tells what this process is about.</summary>
    public static bool IsFlag(StateMember member) => HasWord(member, ProcessWords);

    static bool HasWord(StateMember member, string[] words)
    {
        var name = member.Symbol.Name.Replace("_", "");
        foreach (var word in words)
            if (name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0)
                return true;
        return false;
    }

    /// <summary>Failures in a row, which a success sets back: a circuit breaker.</summary>
    public static bool CountsFailures(StateMember member, IReadOnlyList<StateChange> changes) =>
        HasWord(member, FailureWords) && changes.Any(c => c.Kind == ChangeKind.Assigned) && changes.All(c => c.Kind == ChangeKind.Counted || c.Kind == ChangeKind.Assigned && c.Value?.ConstantValue is { HasValue: true });

    /// <summary>A time that is taken from the clock and only compared with it: when this process may try again.</summary>
    public static bool IsThrottle(StateMember member, List<StateChange> sets, ValueOrigins origins) =>
        sets.Count > 0 && member.IsRead && sets.Exists(c => origins.IsClock(c.Value)) && sets.TrueForAll(c => c.Kind == ChangeKind.Assigned && (origins.IsClock(c.Value) || origins.Of(c.Value) is ValueOrigin.Empty || c.Value?.ConstantValue is { HasValue: true }))
        && member.Reads.All(static r => r.Method is "Exchange" or "Write" or "CompareExchange" || IsCompared(r.At));

    /// <summary>Numbers that are handed out of a block which something shared gives, such as a sequence of the database: <c>if (next >= end) end = (next = sequence.Take()) + 100; return next++;</c></summary>
    public static bool IsOfBlockAllocator(StateChange change, ValueOrigins origins)
    {
        IOperation root = change.Place;
        while (root.Parent is { } parent)
            root = parent;
        var (fed, steps, bounded) = (false, false, false);
        foreach (var part in root.Descendants())
            switch (part)
            {
                case ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Type: { } number }, Value: var value } when StateTypes.IsNumber(number):
                    fed |= origins.Of(value) == ValueOrigin.Loaded;
                    break;
                case IIncrementOrDecrementOperation { Target: IMemberReferenceOperation }:
                case IInvocationOperation { TargetMethod: { Name: "Increment", ContainingType.Name: "Interlocked" } }:
                    steps = true;
                    break;
                case IBinaryOperation { OperatorKind: >= BinaryOperatorKind.Equals and <= BinaryOperatorKind.GreaterThan, LeftOperand: var left, RightOperand: var right }:
                    bounded |= IsNumber(left) && IsNumber(right);
                    break;
            }
        return fed && steps && bounded;

        static bool IsNumber(IOperation operand) => (operand is IConversionOperation conversion ? conversion.Operand : operand) is IMemberReferenceOperation or ILocalReferenceOperation;
    }

    static bool IsCompared(IOperation time)
    {
        for (var user = time.Parent; user is not null; user = user.Parent)
            switch (user)
            {
                case IPropertyReferenceOperation { Property.Name: "HasValue" }:
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.Subtract or >= BinaryOperatorKind.Equals and <= BinaryOperatorKind.GreaterThan }:
                    return true;
                case IConversionOperation or IParenthesizedOperation or IArgumentOperation or IObjectCreationOperation or ICoalesceOperation or IUnaryOperation or IPropertyReferenceOperation { Property.Name: "Value" or "Ticks" or "Date" }:
                case IInvocationOperation { TargetMethod.Name: "Read" or "Subtract" or "GetElapsedTime" or "FromDateTime" or "FromTicks" or "Add" or "AddDays" or "AddHours" or "AddMinutes" or "AddSeconds" or "AddMilliseconds" or "AddTicks" }:
                    break;
                case IConditionalOperation choice:
                    return choice.Syntax is not null && choice.Condition.Syntax.Span.Contains(time.Syntax.Span);
                default:
                    return false;
            }
        return false;
    }
}
