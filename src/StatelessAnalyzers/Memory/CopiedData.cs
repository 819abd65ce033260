using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace StatelessAnalyzers.Memory;

/// <summary>Tells collections that copy what is kept elsewhere from those that keep it, and from memos of facts.</summary>
internal sealed class CopiedData(ValueOrigins origins, LocalUses locals)
{
    static readonly string[] CopyWords = ["cache", "copy", "copies", "snapshot"];

    /// <summary>Whether the name says that it is a copy. It decides between two rules, never whether to report.</summary>
    public static bool IsNamedCopy(StateMember member)
    {
        if (member.IsRead)
            foreach (var word in CopyWords)
                if (member.Symbol.Name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0)
                    return true;
        return false;
    }

    /// <summary>A cache, a memo of facts (<see cref="StateRole.None"/>), or neither.</summary>
    public StateRole? RoleOf(StateMember member, ITypeSymbol type, List<StateChange> puts)
    {
        if (IsLoadedWhole(member, puts))
            return StateRole.Cache;
        var isCache = false;
        foreach (var put in puts)
        {
            if (put.Kind == ChangeKind.Counted || ReadsItself(put))
                return null;
            if (put.Kind == ChangeKind.Assigned)
            {
                if (origins.Of(put.Value) != ValueOrigin.Empty && StateRoles.IsLazy(put))
                    continue;
                return isCache ? StateRole.Cache : null;
            }
            var origin = put.Value is null ? ValueOrigin.Given : origins.Of(put.Value);
            var isFilledOnMiss = put.Method == "GetOrAdd" || StateTypes.KeyOf(type) is not null && put.Method is "[]" or "Add" or "TryAdd" or "AddOrUpdate"
                && member.IsReadBy(m => m is "TryGetValue" or "ContainsKey" or "GetValueOrDefault", put.In);
            if (origin == ValueOrigin.Loaded || isFilledOnMiss && origin == ValueOrigin.Unknown)
                isCache = true;
            else if (!isFilledOnMiss || origin != ValueOrigin.Fact && !(put.Method == "GetOrAdd" && (origin == ValueOrigin.Given || origins.IsMadeOfFacts(put.Value)) && origins.IsDeterminedBy(put.Key, put.Value)))
                return isCache ? StateRole.Cache : null;
        }
        return isCache ? StateRole.Cache : StateRole.None;
    }

    /// <summary>Whether a number or the like is set to what it was and more: <c>attempts[name] = attempts.GetValueOrDefault(name) + 1</c></summary>
    public bool CountsOn(StateChange put) =>
        put.Value is { } value && ReadsItself(put) && (value.DescendantsAndSelf().Any(static part => part is IBinaryOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract })
            || value is ILocalReferenceOperation local && locals.Of(local.Local, local).Any(static use => use.Parent is IIncrementOrDecrementOperation or ICompoundAssignmentOperation));

    // all = Load(); all.Clear() with all.AddRange(Load()) or Add in a loop: whatever else is put in goes the same way to the store.
    bool IsLoadedWhole(StateMember member, List<StateChange> puts)
    {
        foreach (var put in puts)
            if (!put.IsThrough && (put.Kind == ChangeKind.Assigned || IsCleared(put)) && put.Value is not null && origins.Of(put.Value) == ValueOrigin.Loaded)
                return true;
        return false;

        bool IsCleared(StateChange put) => member.Changes.Any(c => c.Method == "Clear" && SymbolEqualityComparer.Default.Equals(c.In, put.In) && c.Place.Syntax.SpanStart < put.Place.Syntax.SpanStart);
    }

    // What is put under a key is made of what was under it: a memo of facts is not.
    bool ReadsItself(StateChange put)
    {
        if (put is not { Key: { } key, Value: { } value } || StateRoles.SymbolOf(put.Reference) is not { } state)
            return false;
        // if (!all.TryGetValue(key, out var value)) all[key] = value = Make();
        if (value is ILocalReferenceOperation made && locals.Of(made.Local, made).Any(static use => use.Parent is ISimpleAssignmentOperation { Target: var set } && set == use))
            return false;
        foreach (var part in value.DescendantsAndSelf())
            if (IsStateAt(part, key, state))
                return true;
            else if (part is ILocalReferenceOperation local && !(part.Parent is ISimpleAssignmentOperation { Target: var target } && target == part))
                foreach (var use in locals.Of(local.Local, part))
                    if (use is IVariableDeclaratorOperation { Initializer.Value: var initial } ? initial.DescendantsAndSelf().Any(o => IsStateAt(o, key, state))
                        : IsOut(use) && Outer(use) is { } call && IsStateAt(call, key, state))
                        return true;
        return false;
    }

    static bool IsOut(IOperation use) => (use.Parent is IDeclarationExpressionOperation declared ? declared : use).Parent is IArgumentOperation { Parameter.RefKind: RefKind.Out };

    static IOperation? Outer(IOperation use) => (use.Parent is IDeclarationExpressionOperation declared ? declared : use).Parent?.Parent;

    // state[key], state.TryGetValue(key, …), state.GetValueOrDefault(key)
    static bool IsStateAt(IOperation operation, IOperation key, ISymbol state)
    {
        var (instance, asked) = operation switch
        {
            IInvocationOperation { Instance: { } of, Arguments: [var first, ..] } => (of, first.Value),
            IInvocationOperation { TargetMethod.IsExtensionMethod: true, Arguments: [var self, var second, ..] } => (self.Value, second.Value),
            IPropertyReferenceOperation { Instance: { } of, Arguments: [var index] } => (of, index.Value),
            _ => (null, null),
        };
        while (instance is IConversionOperation conversion)
            instance = conversion.Operand;
        return instance is not null && SymbolEqualityComparer.Default.Equals(StateRoles.SymbolOf(instance), state) && asked!.Syntax.ToString() == key.Syntax.ToString();
    }
}
