using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Memory;

/// <summary>What state is for. It decides the rule and where the state belongs.</summary>
internal enum StateRole
{
    /// <summary>Nothing that another instance would miss: a memo of facts, a pool, a flag or handle of this process.</summary>
    None,

    /// <summary>Copies of data that is kept elsewhere.</summary>
    Cache,

    /// <summary>What belongs to a user, a session or a connection.</summary>
    UserState,

    /// <summary>Records that are kept nowhere else.</summary>
    Store,

    /// <summary>A number that counts.</summary>
    Counter,

    /// <summary>Work that waits.</summary>
    Queue,

    /// <summary>Subscribers that are told of something.</summary>
    Event,

    /// <summary>Any other value that changes.</summary>
    Other,
}

/// <summary>Decides what state is for from its type, from what changes it at run time and from how it is read.</summary>
internal sealed class StateRoles(StateRules rules)
{
    readonly ValueOrigins origins = new(rules.Known, rules.Locals);
    readonly CopiedData copies = new(new(rules.Known, rules.Locals), rules.Locals);

    /// <summary>The change that a message should speak of: the first that puts something in.</summary>
    public StateChange Telling(IReadOnlyList<StateChange> changes) => changes.FirstOrDefault(c => !CollectionMembers.IsRemover(c.Method) && !IsReset(c)) ?? changes[0];

    /// <summary>What the member is for, given the changes that happen at run time.</summary>
    public StateRole Of(StateMember member, IReadOnlyList<StateChange> changes)
    {
        changes = changes.Where(c => c.Value is not (IInstanceReferenceOperation or IInvalidOperation) && !IsOfSetter(c) && !IsSameForAll(c)).ToList();
        var type = member.Type is INamedTypeSymbol { Name: "Lazy", TypeArguments: [var lazy] } ? lazy : member.Type;
        if (changes.Count == 0)
            return StateRole.None;
        if (changes.Any(c => c.Kind == ChangeKind.Subscribed))
            return changes.Any(c => c.Kind == ChangeKind.Subscribed && (c.Method.Length > 0 || !rules.IsMadeOnce(c.In.ContainingType) || IsHandedIn(c.Value))) ? StateRole.Event : StateRole.None;
        if (CollectionMembers.IsCollection(type) || StateTypes.IsImmutableCollection(type))
            return OfCollection(member, type, changes);
        return OfValue(member, type, changes);
    }

    StateRole OfCollection(StateMember member, ITypeSymbol type, IReadOnlyList<StateChange> changes)
    {
        var puts = changes.Where(c => !CollectionMembers.IsRemover(c.Method) && !IsReset(c)).ToList();
        if (puts.Count == 0 || IsPool(puts))
            return StateRole.None;
        if (IsPipe(type) || IsQueue(type) && changes.Any(c => c.Method is "Dequeue" or "TryDequeue" or "TryTake" or "TryPop" or "Pop" or "GetConsumingEnumerable"))
            return StateRole.Queue;
        if (StateTypes.IsMemoOfFacts(type) || PartRegistrations.Are(type, puts) || IsCatalogue(member, type, puts, changes) || puts.All(IsInterlock))
            return StateRole.None;
        if (Pacing.IsSetOfDone(member, type) || Pacing.IsTasksInFlight(member) || puts.All(static c => PartRegistrations.IsByType(c.In)) || puts.All(c => PartRegistrations.IsUnderTypeName(c.Key, rules.Locals)))
            return StateRole.None;
        // A collection of the application's own, which whoever composes it fills.
        if (member.Symbol.ContainingType is { } holder && CollectionMembers.IsNamedLikeOne(holder) && puts.All(c => IsHandedIn(c.Value) && !UserKeys.Names(c.Key, rules.Locals) && !UserKeys.Names(c.Value, rules.Locals)))
            return StateRole.None;
        if (puts.All(static c => c.Kind == ChangeKind.Assigned && IsLazy(c)) && StateTypes.ElementOf(type) is INamedTypeSymbol part && StateTypes.DescribesCode(part))
            return StateRole.None;
        if (puts.All(static c => c.Method == "GetOrAdd") && StateTypes.ElementOf(type) is INamedTypeSymbol made && StateTypes.DescribesCode(made))
            return StateRole.None;
        // A connection is with this instance, whatever is kept of its user.
        if (puts.Any(c => UserKeys.NamesConnection(c.Key, rules.Locals)))
            return StateRole.UserState;
        if (copies.RoleOf(member, type, puts) is { } cache)
            return cache;
        if (puts.Any(c => UserKeys.Names(c.Key, rules.Locals)) || puts.Any(c => UserKeys.Names(c.Value, rules.Locals)) || StateTypes.ElementOf(type) is { } element && UserKeys.IsConnection(element))
            return StateRole.UserState;
        if (Pacing.IsOfBreaker(member) || Pacing.IsRunningWork(member, puts) || StateTypes.ElementOf(type) is { } handle && StateTypes.IsOfScheduler(handle))
            return StateRole.None;
        if (puts.Any(Counts) && puts.All(c => Counts(c) || IsConstant(c.Value)))
            return Pacing.CountsFailuresOfTargets(member, puts) ? StateRole.None : StateRole.Counter;
        if (CopiedData.IsNamedCopy(member))
            return StateRole.Cache;
        if (StateTypes.ElementOf(type) is { } record && IsEntity(record) && (member.IsRead || member.IsForeign))
            return StateRole.Store;
        return StateRole.Other;

        bool Counts(StateChange c) => c.Kind == ChangeKind.Counted || c.Method == "AddOrUpdate" && StateTypes.ElementOf(type) is { } counted && StateTypes.IsNumber(counted) || copies.CountsOn(c);
    }

    StateRole OfValue(StateMember member, ITypeSymbol type, IReadOnlyList<StateChange> changes)
    {
        var counts = changes.Where(c => c.Kind == ChangeKind.Counted && !c.IsThrough).ToList();
        if (type is { IsValueType: true } && (Pacing.IsOfBreaker(member) || Pacing.IsOfClock(member)))
            return StateRole.None;
        if (StateTypes.IsNumber(type))
        {
            if (changes.Any(c => Pacing.IsOfBlockAllocator(c, origins)))
                return StateRole.None;
            if (counts.Count > 0)
                return Pacing.IsGauge(member, counts, rules.Known) || Pacing.IsRoundRobin(counts) || Pacing.CountsFailures(member, changes) ? StateRole.None : StateRole.Counter;
            if (Pacing.IsFlag(member))
                return StateRole.None;
        }
        if (type.SpecialType == SpecialType.System_Boolean && Pacing.IsFlag(member))
            return StateRole.None;

        var through = changes.Where(c => c.IsThrough).ToList();
        var direct = changes.Where(c => !c.IsThrough && c.Kind != ChangeKind.Counted).ToList();
        if (through.Count > 0 && !member.IsInjected)
            return through.All(c => c.Kind == ChangeKind.Counted) && direct.Count == 0 ? StateRole.Counter : StateRole.Other;
        if (direct.Count == 0 || IsDisposable(type))
            return StateRole.None;
        var sets = direct.Where(c => !IsReset(c)).ToList();
        if (sets.Count == 0 && !type.IsValueType)
            return StateRole.None;
        if (IsPart(type, sets) || Pacing.IsThrottle(member, direct, origins) || sets.Count > 0 && sets.All(c => origins.IsConfigured(c.Value)))
            return StateRole.None;
        if (Pacing.IsClientToken(member, type, sets, origins))
            return StateRole.None;
        if (sets.Any(c => origins.Of(c.Value) == ValueOrigin.Loaded) && type is { IsReferenceType: true })
            return StateRole.Cache;
        if (sets.Count > 0 && sets.All(c => IsLazy(c) && origins.Of(c.Value) != ValueOrigin.Loaded))
            return StateRole.None;
        return sets.Count == 0 && direct.All(c => !IsConstant(c.Value)) ? StateRole.None : StateRole.Other;
    }

    // x ??= …, if (x is null) x = …, if (!done) …, Interlocked.CompareExchange(ref x, …, null), LazyInitializer
    internal static bool IsLazy(StateChange change)
    {
        if (change.Place is ICoalesceAssignmentOperation || change.Method == "CompareExchange" && IsWhereAbsent(change.Place) || change.Method == "EnsureInitialized" || change.Value is IInvocationOperation { TargetMethod.Name: "EnsureInitialized" } || IsInInitializer(change.Place))
            return true;
        var symbol = SymbolOf(change.Reference);
        for (var o = change.Place; o.Parent is not null and not (IAnonymousFunctionOperation or ILocalFunctionOperation); o = o.Parent)
            switch (o.Parent)
            {
                case IConditionalOperation conditional when conditional.Condition != o && TestsForAbsence(conditional.Condition, symbol):
                case ICoalesceOperation coalesce when coalesce.WhenNull == o && Refers(coalesce.Value, symbol):
                    return true;
                case IBlockOperation block when LeavesWherePresent(block, o, symbol):
                    return true;
            }
        return false;
    }

    // CompareExchange(ref x, value, null)
    static bool IsWhereAbsent(IOperation exchange)
    {
        if (exchange is IInvocationOperation call)
            foreach (var argument in call.Arguments)
                if (argument.Parameter?.Ordinal == 2)
                    return argument.Value is IDefaultValueOperation || argument.Value.ConstantValue is { HasValue: true, Value: null or 0 or 0L or false };
        return true;
    }

    // EnsureInitialized(ref x, () => { x = new(); … })
    static bool IsInInitializer(IOperation place)
    {
        for (var o = place.Parent; o is not null; o = o.Parent)
            if (o is IAnonymousFunctionOperation)
                return o.Parent is IDelegateCreationOperation { Parent: IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "EnsureInitialized" } } };
        return false;
    }

    // if (x != null) return x;  … x = Make();  or the same with a local that was given x
    static bool LeavesWherePresent(IBlockOperation block, IOperation upTo, ISymbol? symbol)
    {
        ISymbol? copy = null;
        foreach (var statement in block.Operations)
        {
            if (statement == upTo)
                return false;
            if (statement is IVariableDeclarationGroupOperation { Declarations: [{ Declarators: [{ Initializer.Value: var given } declared] }] } && symbol is not null && SymbolEqualityComparer.Default.Equals(SymbolOf(given), symbol))
                copy = declared.Symbol;
            else if (statement is IConditionalOperation { WhenTrue: IReturnOperation or IBlockOperation { Operations: [.., IReturnOperation] }, Condition: var condition } && (Refers(condition, symbol) || Refers(condition, copy)) && !IsMeasured(condition, symbol))
                return true;
        }
        return false;
    }

    // if (lastRun > …): the value counts, not whether there is one.
    static bool IsMeasured(IOperation condition, ISymbol? symbol) =>
        condition.DescendantsAndSelf().Any(part => part is IBinaryOperation { OperatorKind: BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual } && Refers(part, symbol));

    static bool TestsForAbsence(IOperation condition, ISymbol? symbol) => Refers(condition, symbol) && !IsMeasured(condition, symbol) && condition is IBinaryOperation or IUnaryOperation or IIsPatternOperation or IInvocationOperation or IPropertyReferenceOperation or IFieldReferenceOperation;

    static bool Refers(IOperation operation, ISymbol? symbol)
    {
        foreach (var part in operation.DescendantsAndSelf())
            if (SymbolEqualityComparer.Default.Equals(SymbolOf(part), symbol) && symbol is not null)
                return true;
        return false;
    }

    internal static ISymbol? SymbolOf(IOperation operation) => operation switch
    {
        IMemberReferenceOperation reference => reference.Member.OriginalDefinition,
        IParameterReferenceOperation reference => reference.Parameter,
        ILocalReferenceOperation reference => reference.Local,
        _ => null,
    };

    // set => field = new Lazy<T>(() => value): what a setter does is done by those who set the property.
    static bool IsOfSetter(StateChange change) =>
        change is { Kind: ChangeKind.Assigned, Method: "", In: IMethodSymbol { MethodKind: MethodKind.PropertySet }, Value: IObjectCreationOperation { Type.Name: "Lazy", Arguments: [{ Value: IDelegateCreationOperation { Target: IAnonymousFunctionOperation { Body.Operations: [IReturnOperation { ReturnedValue: { } given }] } } }, ..] } }
        && (given is IConversionOperation conversion ? conversion.Operand : given) is IParameterReferenceOperation { Parameter.IsImplicitlyDeclared: true };

    // A static that each constructor sets to the same facts.
    bool IsSameForAll(StateChange change) =>
        change is { Kind: ChangeKind.Assigned, Method: "", IsThrough: false, In: IMethodSymbol { MethodKind: MethodKind.Constructor }, Value: { } value } && origins.Of(value) == ValueOrigin.Fact
        && !value.DescendantsAndSelf().Any(static part => part is IParameterReferenceOperation or IMemberReferenceOperation or ILocalReferenceOperation);

    bool IsReset(StateChange change) => change.Kind == ChangeKind.Assigned && change.Method.Length == 0 && change.Place is not ICoalesceAssignmentOperation && change.Value is not null && origins.Of(change.Value) == ValueOrigin.Empty;

    static bool IsConstant(IOperation? value) => value?.ConstantValue is { HasValue: true };

    // locks.GetOrAdd(key, _ => new object())
    static bool IsInterlock(StateChange put)
    {
        var value = put.Value;
        while (value is IConversionOperation or IDelegateCreationOperation)
            value = value is IConversionOperation conversion ? conversion.Operand : ((IDelegateCreationOperation)value).Target;
        if (value is IAnonymousFunctionOperation { Body.Operations: [IReturnOperation { ReturnedValue: { } returned }] })
            value = returned is IConversionOperation { Operand: var operand } ? operand : returned;
        return value is IObjectCreationOperation { Type.SpecialType: SpecialType.System_Object };
    }

    // Return(x) and Rent(): objects that are used again.
    static bool IsPool(List<StateChange> puts) => puts.All(c => c.In.Name is "Return" or "ReturnAsync" or "Release" or "Free" or "Recycle" || c.In.ContainingType?.Name.IndexOf("Pool", StringComparison.Ordinal) >= 0);

    // What the parts of the application hand in to describe themselves, and nothing ever takes out: definitions that hold types or delegates, or that only static Register methods fill.
    bool IsCatalogue(StateMember member, ITypeSymbol type, List<StateChange> puts, IReadOnlyList<StateChange> changes)
    {
        var part = StateTypes.ElementOf(type);
        if (part is INamedTypeSymbol { Name: "IEnumerable" or "IReadOnlyList" or "IReadOnlyCollection", TypeArguments: [var inner] })
            part = inner;
        var describesCode = part is INamedTypeSymbol element && StateTypes.DescribesCode(element);
        // A registry of types, which puts one in the place of another and keeps an index.
        if (describesCode && member.Symbol.IsStatic && changes.All(static c => c.In is IMethodSymbol { IsStatic: true } method && (method.DeclaredAccessibility == Accessibility.Private || PartRegistrations.Registers(method) || PartRegistrations.Replaces(method))) && member.Symbol.ContainingType.GetMembers().Any(PartRegistrations.Registers))
            return true;
        var isFilledByParts = member.Symbol.IsStatic && puts.All(static c => PartRegistrations.Registers(c.In));
        if (puts.Count != changes.Count || !isFilledByParts && !describesCode)
            return false;
        return puts.All(c => IsHandedIn(c.Value) && !UserKeys.Names(c.Key, rules.Locals) && !UserKeys.Names(c.Value, rules.Locals));
    }

    // A parameter, an item of one in a loop, or a query over one.
    bool IsHandedIn(IOperation? value)
    {
        while (true)
            switch (value)
            {
                case IConversionOperation conversion:
                    value = conversion.Operand;
                    continue;
                case ITranslatedQueryOperation query:
                    value = query.Operation;
                    continue;
                case IInvocationOperation { TargetMethod: { IsExtensionMethod: true, Name: not ("Select" or "SelectMany"), ContainingType.Name: "Enumerable" }, Arguments: [{ Value: var source }, ..] }:
                    value = source;
                    continue;
                default:
                    return IsGiven(value);
            }
    }

    bool IsGiven(IOperation? value) =>
        value is IParameterReferenceOperation || value is ILocalReferenceOperation local && (rules.Locals.InitialValue(local.Local, local) is not { } initial || initial is IParameterReferenceOperation);

    // Current = engine, through an interface of the application that does things: a part of it, not data.
    bool IsPart(ITypeSymbol type, List<StateChange> sets) =>
        type is { TypeKind: TypeKind.Interface, Locations: [{ IsInSource: true }, ..] } && !CollectionMembers.IsCollection(type) && !UserKeys.IsConnection(type)
        && type.GetMembers().Any(static m => m is IMethodSymbol { MethodKind: MethodKind.Ordinary }) && sets.Count > 0 && sets.All(c => c.Method is "" or "Exchange" && IsHandedIn(c.Value));

    // What is made to hand work from one thread to another.
    static bool IsPipe(ITypeSymbol type) =>
        type.Name is "Channel" or "ChannelWriter" or "BlockingCollection" or "BufferBlock" or "ActionBlock" or "TransformBlock" or "TransformManyBlock" or "BatchBlock" or "BroadcastBlock" or "ITargetBlock" or "AsyncProducerConsumerQueue";

    static bool IsQueue(ITypeSymbol type) => type.Name is "Queue" or "ConcurrentQueue" or "ConcurrentBag" or "ConcurrentStack" or "Stack" or "PriorityQueue" or "IProducerConsumerCollection";

    static bool IsEntity(ITypeSymbol type) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, SpecialType: SpecialType.None, IsTupleType: false } named && !CollectionMembers.IsCollection(named)
        && (named.Locations is [{ IsInSource: true }, ..] || named.ContainingNamespace is { IsGlobalNamespace: false } space && RootOf(space) is not ("System" or "Microsoft"));

    static string RootOf(INamespaceSymbol space)
    {
        while (space.ContainingNamespace is { IsGlobalNamespace: false } outer)
            space = outer;
        return space.Name;
    }

    static bool IsDisposable(ITypeSymbol type) => type.IsReferenceType && type.AllInterfaces.Any(i => i is { Name: "IDisposable" or "IAsyncDisposable", ContainingNamespace.Name: "System" });
}
