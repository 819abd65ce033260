using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Memory;

/// <summary>State with which a process paces or guards its own work: gauges, turns, flags, back-off times and counts of failures. Another instance has its own work to pace.</summary>
internal static class Pacing
{
    static readonly string[] ProcessWords =
    [
        "dispos", "start", "running", "isrun", "initial", "connect", "stop", "clos", "loaded", "loading", "ready", "subscrib", "listen", "cancel", "shutdown", "shuttingdown", "warm", "registered", "bootstrap", "configured", "built", "setup", "seeded",
        "migrated", "opened", "aborted", "polling", "inprogress", "busy", "healthy", "alive", "refreshing", "error", "failed", "unavailable",
    ];

    static readonly string[] FailureWords = ["err", "fail", "retr", "exception", "timeout"];

    // What this process has open or is at. Another one has others.
    static readonly string[] OpenWords = ["connection", "inflight", "socket", "stream", "concurren", "running", "pending", "openfile", "active"];
    static readonly string[] PeopleWords = ["user", "visitor", "session", "online", "player", "member", "guest", "viewer", "customer", "cart", "order"];
    static readonly string[] WorkWords = ["running", "active", "current", "inprogress", "inflight", "executing", "pending", "job", "task", "busy", "working", "processing"];

    static readonly string[] DoneWords = ["initiali", "ensured", "warned", "declared"];

    // What keeps a process from calling a broken or busy target: named so in the literature.
    static readonly string[] BreakerWords = ["circuitbreaker", "throttl", "backoff", "bulkhead"];
    static readonly string[] TargetWords = ["host", "endpoint", "server", "url", "uri", "node", "peer", "backend", "destination", "service", "provider"];

    static readonly string[] TokenWords = ["token", "jwt", "bearer"];
    static readonly string[] ExpiryWords = ["expir", "validuntil", "refreshat", "renew"];

    // What asks others for what is newer than a time.
    static readonly string[] AskingWords = ["Get", "Find", "Load", "Fetch", "Query", "List", "Read", "Search"];

    /// <summary>Up and down in the same member, or how many connections, streams or runs are open: what this process is at right now.</summary>
    public static bool IsGauge(StateMember member, List<StateChange> counts, KnownTypes types)
    {
        if (counts.Any(up => IsUp(up) && counts.Any(down => !IsUp(down) && SymbolEqualityComparer.Default.Equals(up.In, down.In))))
            return true;
        return counts.Any(IsUp) && !counts.TrueForAll(IsUp) && (HasWord(member, OpenWords) || HasWord(member.Symbol.ContainingType, OpenWords))
            && !HasWord(member, PeopleWords) && !HasWord(member.Symbol.ContainingType, PeopleWords) && !counts.Exists(c => types.IsOrInherits(c.In.ContainingType, TypeNames.Hub));
    }

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

    static bool HasWord(StateMember member, string[] words) => HasWord(member.Symbol, words);

    static bool HasWord(ISymbol? symbol, string[] words) => HasWord(symbol?.Name ?? "", words);

    static bool HasWord(string text, string[] words)
    {
        var name = text.Replace("_", "");
        foreach (var word in words)
            if (name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0)
                return true;
        return false;
    }

    /// <summary>Failures in a row, which a success sets back: a circuit breaker.</summary>
    public static bool CountsFailures(StateMember member, IReadOnlyList<StateChange> changes) =>
        HasWord(member, FailureWords) && changes.Any(c => c.Kind == ChangeKind.Assigned) && changes.All(c => c.Kind == ChangeKind.Counted || c.Kind == ChangeKind.Assigned && c.Value?.ConstantValue is { HasValue: true });

    /// <summary>The same for each of several targets, such as hosts.</summary>
    public static bool CountsFailuresOfTargets(StateMember member, List<StateChange> puts) =>
        HasWord(member, FailureWords) && puts.TrueForAll(static c => c.Key is { } key && HasWord(key.Syntax.ToString(), TargetWords));

    /// <summary>Whether it belongs to a circuit breaker or a throttle, by the name of its type.</summary>
    public static bool IsOfBreaker(StateMember member) => HasWord(member.Symbol.ContainingType, BreakerWords);

    /// <summary>Whether it is the time that tests set in a clock of the application's own.</summary>
    public static bool IsOfClock(StateMember member) =>
        member.Symbol.ContainingType is { } type && type.Name.EndsWith("Clock", StringComparison.Ordinal) && StateTypes.IsTime(member.Type) && (!type.GetMembers("Now").IsEmpty || !type.GetMembers("UtcNow").IsEmpty);

    /// <summary>What is put in and, when the same method ends, taken out again: the work that this process is at.</summary>
    public static bool IsRunningWork(StateMember member, List<StateChange> puts) =>
        HasWord(member, WorkWords) && puts.TrueForAll(put => member.Changes.Any(end => end.Method is "Remove" or "TryRemove" && SymbolEqualityComparer.Default.Equals(end.In, put.In) && end.Place.Syntax.SpanStart > put.Place.Syntax.Span.End && IsInFinally(end.Place)));

    /// <summary>Tasks that are taken out again once they are done.</summary>
    public static bool IsTasksInFlight(StateMember member) =>
        HasWord(member, WorkWords) && IsOfTasks(member) && member.Changes.Any(static end => end.Method is "Remove" or "TryRemove");

    /// <summary>The names of what this process has made sure of, such as containers that exist: another one makes sure again.</summary>
    public static bool IsSetOfDone(StateMember member, ITypeSymbol type) =>
        HasWord(member, DoneWords) && StateTypes.ElementOf(type) is { SpecialType: SpecialType.System_String or SpecialType.System_Boolean or SpecialType.System_Byte };

    static bool IsOfTasks(StateMember member)
    {
        var element = StateTypes.ElementOf(member.Type);
        return (element is INamedTypeSymbol { Name: "Lazy", TypeArguments: [var made] } ? made : element) is { Name: "Task" or "ValueTask", ContainingNamespace.Name: "Tasks" };
    }

    static bool IsInFinally(IOperation place)
    {
        for (var outer = place; outer.Parent is not null; outer = outer.Parent)
            if (outer.Parent is ITryOperation { Finally: { } last } && last == outer)
                return true;
        return false;
    }

    /// <summary>A token with which this process calls another service, got from there for nobody in particular: each instance gets its own.</summary>
    public static bool IsClientToken(StateMember member, ITypeSymbol type, List<StateChange> sets, ValueOrigins origins) =>
        sets.Count > 0 && HasWord(member, TokenWords) && !HasWord(member, PeopleWords) && !CollectionMembers.IsCollection(type)
        && sets.TrueForAll(c => c.Kind == ChangeKind.Assigned && origins.Of(c.Value) is ValueOrigin.Loaded && !origins.DependsOnCaller(c.Value));

    /// <summary>A time that is taken from the clock, or with a token, and only compared with it: when this process may or must try again.</summary>
    public static bool IsThrottle(StateMember member, List<StateChange> sets, ValueOrigins origins)
    {
        return sets.Count > 0 && member.IsRead && sets.Exists(IsTime) && sets.TrueForAll(c => c.Kind == ChangeKind.Assigned && (IsTime(c) || origins.Of(c.Value) is ValueOrigin.Empty || c.Value?.ConstantValue is { HasValue: true }))
            && member.Reads.All(r => r.Method is "Exchange" or "Write" or "CompareExchange" || IsCompared(r.At));

        bool IsTime(StateChange set) => origins.IsClock(set.Value) || HasWord(member, ExpiryWords) && !origins.DependsOnCaller(set.Value);
    }

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
                case IInvocationOperation { TargetMethod: { ContainingType.Name: var logger } log } when log.Name.StartsWith("Log", StringComparison.Ordinal) && logger.IndexOf("Log", StringComparison.Ordinal) >= 0:
                case IInvocationOperation { Parent: IAwaitOperation, TargetMethod.Name: var asked } when Array.Exists(AskingWords, word => asked.StartsWith(word, StringComparison.Ordinal)):
                    return true;
                case IArrayCreationOperation or IArrayInitializerOperation:
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
