using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Memory;

/// <summary>What one type, with the types nested in it, does to state that outlives a request: its own, and that of other types.</summary>
internal sealed class StateFlow
{
    // Beyond so many changes a member is judged by the first ones.
    const int MostChanges = 200;

    readonly INamedTypeSymbol type;
    readonly StateRules rules;
    readonly ChangeFinder finder;
    readonly StateAccessors accessors;
    readonly Dictionary<ISymbol, StateMember> foreign = new(SymbolEqualityComparer.Default);
    readonly List<(IMethodSymbol Callee, ISymbol Caller, IOperation Call)> calls = [];
    ILookup<ISymbol, IMethodSymbol>? callees;
    ILookup<ISymbol, (ISymbol Caller, IOperation Call)>? callsOf;
    HashSet<IMethodSymbol>? called;
    HashSet<IMethodSymbol>? reachedForInstance;
    HashSet<IMethodSymbol>? reachedForOthers;
    Dictionary<ISymbol, StateMember>? members;

    public StateFlow(INamedTypeSymbol type, StateRules rules)
    {
        this.type = type;
        this.rules = rules;
        finder = new(rules.Locals);
        accessors = new(finder);
    }

    /// <summary>The type's own state, if any of it was visited.</summary>
    public IReadOnlyCollection<StateMember> Members => members is { } visited ? visited.Values : [];

    /// <summary>State of other types that this one changes.</summary>
    public IReadOnlyCollection<StateMember> Foreign => foreign.Values;

    /// <summary>Notes what is done at a reference to a field, property, event or parameter.</summary>
    public void Visit(IOperation reference, ISymbol inside)
    {
        var symbol = reference.Kind switch
        {
            OperationKind.FieldReference when ((IFieldReferenceOperation)reference).Field is var f => f.IsConst ? null : f.AssociatedSymbol ?? f,
            OperationKind.ParameterReference => ((IParameterReferenceOperation)reference).Parameter,
            _ => ((IMemberReferenceOperation)reference).Member,
        };
        if (symbol?.ContainingType is not { } container)
            return;
        var owner = rules.OwnerOf(container);
        if (!ReferenceEquals(owner.Outermost, type))
        {
            if (owner.MayKeepState && reference is IMemberReferenceOperation { Instance: var instance } && (symbol.IsStatic || owner.IsLongLived) && !IsNew(instance))
                VisitForeign(symbol, reference, inside);
        }
        else if (Own.TryGetValue(symbol.OriginalDefinition, out var own))
            VisitOwn(own, reference, inside);
        else if (symbol is IPropertySymbol && Own.Count > 0)
            accessors.AddUse(symbol, reference, inside);
    }

    /// <summary>Notes a call of a method whose callers tell when it runs.</summary>
    public void VisitCall(IMethodSymbol callee, IOperation call, ISymbol inside)
    {
        if (callee.ContainingType is not { } container || !ReferenceEquals(rules.OwnerOf(container).Outermost, type))
            return;
        if (call.Kind == OperationKind.Invocation && Own.Count > 0)
            accessors.AddUse(callee, call, inside);
        if (callee.DeclaredAccessibility != Accessibility.Private && rules.Phases.PhaseOf(callee) != RunPhase.PerhapsStartUp)
            return;
        lock (calls)
            calls.Add((callee.OriginalDefinition, inside, call));
    }

    /// <summary>Called when everything was visited.</summary>
    public void Complete() => accessors.Resolve();

    /// <summary>Whether the member is set anew before each of its uses, so that nothing of one call reaches the next.</summary>
    public bool IsScratch(StateMember member) =>
        member.Symbol.DeclaredAccessibility == Accessibility.Private && member.IsRead && ScratchState.Is(member, callsOf ??= calls.ToLookup(c => (ISymbol)c.Callee, c => (c.Caller, c.Call), (IEqualityComparer<ISymbol>)SymbolEqualityComparer.Default));

    /// <summary>Those of the changes that happen while requests are served.</summary>
    public List<StateChange> AtRunTime(IEnumerable<StateChange> changes, ISymbol member) =>
        changes.Where(c => RunsForRequests(c.Place, c.In, ownInstance: !member.IsStatic && members?.ContainsKey(member) == true)).Take(MostChanges).ToList();

    // Asked for with the first reference to a member, when the compiler has bound what the answer depends on.
    Dictionary<ISymbol, StateMember> Own => members ?? Interlocked.CompareExchange(ref members, rules.MembersOf(type), null) ?? members;

    void VisitOwn(StateMember member, IOperation reference, ISymbol inside)
    {
        if (reference is IMemberReferenceOperation { Instance: IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver } })
            return;
        // What the holder sets in an object that it holds is a change of the holder's member.
        if (member.IsHeld && reference is IMemberReferenceOperation { Instance: not IInstanceReferenceOperation })
            return;
        if (finder.Of(reference) is { } change)
        {
            // What a setter does is done by those who set the property.
            if ((change.Kind == ChangeKind.Assigned || IsOfOnlyInstance(reference, change)) && inside is IMethodSymbol { MethodKind: MethodKind.PropertySet } && (change.Value is IConversionOperation { Operand: var given } ? given : change.Value) is IParameterReferenceOperation { Parameter.IsImplicitlyDeclared: true })
                return;
            change.In = inside;
            change.Reference = reference;
            member.Add(change);
            // What a change gives back is often used: TryRemove, GetOrAdd.
            if (change.Method.Length > 0)
                member.AddRead(change.Method, inside, reference);
        }
        else
        {
            member.AddRead(ReadingMethod(reference), inside, reference);
            accessors.AddReturn(member, reference, inside);
        }
    }

    // Instance.level = value
    static bool IsOfOnlyInstance(IOperation reference, StateChange change) =>
        change.Place is ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Instance: var instance, Member: IFieldSymbol or IPropertySymbol { IsIndexer: false } } } && instance == reference
        && reference is IMemberReferenceOperation { Member: { IsStatic: true, ContainingType: var owner } } && SymbolEqualityComparer.Default.Equals(reference.Type, owner);

    void VisitForeign(ISymbol symbol, IOperation reference, ISymbol inside)
    {
        if (finder.Of(reference) is not { } change)
            return;
        change.In = inside;
        change.Reference = reference;
        var key = symbol.OriginalDefinition;
        StateMember? member;
        lock (foreign)
            if (!foreign.TryGetValue(key, out member))
                foreign.Add(key, member = new(key, TypeOf(key)) { IsForeign = true });
        member.Add(change);
    }

    public static ITypeSymbol TypeOf(ISymbol member) => member switch
    {
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        IEventSymbol e => e.Type,
        _ => ((IParameterSymbol)member).Type,
    };

    static string ReadingMethod(IOperation reference)
    {
        var operation = reference;
        while (operation.Parent is IConversionOperation or IParenthesizedOperation)
            operation = operation.Parent;
        return operation.Parent switch
        {
            IInvocationOperation call when call.Instance == operation => call.TargetMethod.Name,
            IArgumentOperation { Parent: IInvocationOperation { TargetMethod.IsExtensionMethod: true } call } => call.TargetMethod.Name,
            IPropertyReferenceOperation { Property.IsIndexer: true } or IArrayElementReferenceOperation => "[]",
            IPropertyReferenceOperation property => property.Property.Name,
            IForEachLoopOperation => "foreach",
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Remainder } => "%",
            ILockOperation => "lock",
            _ => "",
        };
    }

    // An object that is just being made is nobody's state yet.
    bool IsNew(IOperation? instance) => instance switch
    {
        IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver } => true,
        ILocalReferenceOperation local => rules.Locals.InitialValue(local.Local, local) is IObjectCreationOperation or IConversionOperation { Operand: IObjectCreationOperation },
        IObjectCreationOperation => true,
        _ => false,
    };

    bool RunsForRequests(IOperation place, ISymbol inside, bool ownInstance)
    {
        if (IsDeferred(place))
            return true;
        if (inside is not IMethodSymbol method)
            return false;
        if (method.MethodKind == MethodKind.Constructor)
            return !ownInstance && !rules.IsMadeOnce(method.ContainingType);
        if (method.AssociatedSymbol is IPropertySymbol && method.MethodKind == MethodKind.PropertySet && method.IsInitOnly)
            return false;
        return RunsForRequests(method, ownInstance);
    }

    bool RunsForRequests(IMethodSymbol method, bool ownInstance)
    {
        var phase = rules.Phases.PhaseOf(method);
        if (!DependsOnCallers(method, phase))
            return phase == RunPhase.RunTime;
        callees ??= calls.ToLookup(c => c.Caller, c => c.Callee, (IEqualityComparer<ISymbol>)SymbolEqualityComparer.Default);
        called ??= new(calls.Select(c => c.Callee), SymbolEqualityComparer.Default);
        if (!called.Contains(method.OriginalDefinition))
            return phase == RunPhase.RunTime;
        return (ownInstance ? reachedForInstance ??= Reached(ownInstance) : reachedForOthers ??= Reached(ownInstance)).Contains(method.OriginalDefinition);
    }

    // A private helper runs when its callers do; one that is only called Initialize may be called on demand.
    static bool DependsOnCallers(IMethodSymbol method, RunPhase phase) =>
        phase == RunPhase.PerhapsStartUp || phase == RunPhase.RunTime && method.DeclaredAccessibility == Accessibility.Private && method.ExplicitInterfaceImplementations.IsEmpty;

    // All methods that code which serves requests calls, directly or through others that depend on their callers.
    HashSet<IMethodSymbol> Reached(bool ownInstance)
    {
        var reached = new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default);
        var open = new Queue<IMethodSymbol>();
        foreach (var (callee, caller, call) in calls)
            // A method that is handed on as a delegate runs later.
            if ((call is IMethodReferenceOperation group && rules.Phases.RunsLater(group, group.Method) || IsDeferred(call) || IsRoot(caller)) && reached.Add(callee))
                open.Enqueue(callee);
        while (open.Count > 0)
            foreach (var callee in callees![open.Dequeue()])
                if (reached.Add(callee))
                    open.Enqueue(callee);
        return reached;

        bool IsRoot(ISymbol caller)
        {
            if (caller is not IMethodSymbol from)
                return false;
            if (from.MethodKind == MethodKind.Constructor)
                return !ownInstance && !rules.IsMadeOnce(from.ContainingType);
            var phase = rules.Phases.PhaseOf(from);
            return phase == RunPhase.RunTime && (!DependsOnCallers(from, phase) || !called!.Contains(from.OriginalDefinition));
        }
    }

    // Within start-up code, a lambda that runs later.
    bool IsDeferred(IOperation place)
    {
        for (var o = place.Parent; o is not null; o = o.Parent)
            if (o is IAnonymousFunctionOperation lambda && rules.Phases.RunsLater(lambda))
                return true;
        return false;
    }
}
