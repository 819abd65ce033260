using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace StatelessAnalyzers.Memory;

/// <summary>
/// Follows a reference to state up to the operation that changes it, if there is one: through conversions, conditional accesses, elements, properties and locals that stand for it.
/// One linear walk; locals are looked up in an index of the body that is made at most once.
/// </summary>
internal sealed class ChangeFinder(LocalUses locals)
{
    const int MostAliases = 3;

    /// <summary>What the code does to the state at this reference, or null where it only reads.</summary>
    public StateChange? Of(IOperation reference) => Follow(reference, isElement: false, isThrough: false, key: null, aliases: 0, isCopy: false);

    // isElement: the operation stands for something inside the state, or for a local that refers to it, whose own reassignment is no change. isCopy: for a copy of it, which has the same elements.
    StateChange? Follow(IOperation operation, bool isElement, bool isThrough, IOperation? key, int aliases, bool isCopy)
    {
        var isAlias = aliases > 0 && !isElement;
        while (operation.Parent is { } parent)
            switch (parent)
            {
                case IConversionOperation { OperatorMethod: null } or IParenthesizedOperation or ICoalesceOperation or IConditionalOperation { Type: not null } or ISwitchExpressionArmOperation or ISwitchExpressionOperation:
                    if (parent is IConditionalOperation choice && choice.Condition == operation || parent is ISwitchExpressionOperation switched && switched.Value == operation)
                        return null;
                    operation = parent;
                    continue;

                // (cache ??= new()).GetOrAdd(…): what is done to the result tells more.
                case ISimpleAssignmentOperation or ICoalesceAssignmentOperation when parent.Parent is not IExpressionStatementOperation && ((IAssignmentOperation)parent).Target == operation
                        && Follow(parent, isElement, isThrough, key, aliases, isCopy) is { } used:
                    return used;
                case ISimpleAssignmentOperation assignment when assignment.Target == operation:
                    return isAlias ? null : isElement ? Mutated(assignment, "[]", key, assignment.Value) : new(ChangeKind.Assigned, assignment, "", null, assignment.Value, false);
                case ICompoundAssignmentOperation compound when compound.Target == operation:
                    return isAlias ? null : new(IsSum(compound) ? ChangeKind.Counted : isElement ? ChangeKind.Mutated : ChangeKind.Assigned, compound, isElement ? "[]" : "", key, compound.Value, isThrough);
                case ICoalesceAssignmentOperation coalesce when coalesce.Target == operation:
                    return isAlias ? null : isElement ? Mutated(coalesce, "[]", key, coalesce.Value) : new(ChangeKind.Assigned, coalesce, "", null, coalesce.Value, false);
                case IIncrementOrDecrementOperation step:
                    return isAlias ? null : new(ChangeKind.Counted, step, isElement ? "[]" : "", key, null, isThrough);
                case ITupleOperation { Parent: IDeconstructionAssignmentOperation deconstruction } tuple when deconstruction.Target == tuple:
                    return isAlias ? null : isElement ? Mutated(deconstruction, "[]", key, null) : new(ChangeKind.Assigned, deconstruction, "", null, null, false);
                case IAddressOfOperation address:
                    return isAlias ? null : Mutated(address, "", key, null);
                case IEventAssignmentOperation { Adds: true } subscription when subscription.EventReference == operation:
                    return new(ChangeKind.Subscribed, subscription, "", null, subscription.HandlerValue, isThrough);

                case IConditionalAccessOperation conditional when conditional.Operation == operation:
                    if (InstanceOf(conditional) is not { } instance)
                        return null;
                    operation = instance;
                    continue;
                case IConditionalAccessOperation conditional when conditional.WhenNotNull == operation:
                    operation = conditional;
                    continue;

                case IMethodReferenceOperation group when group.Instance == operation:
                    return !isCopy && CollectionMembers.IsMutator(group.Method.Name) && CollectionMembers.IsCollection(operation.Type) ? Mutated(group, group.Method.Name, null, null) : null;

                case IInvocationOperation call when call.Instance == operation:
                    if (!isCopy && OfCall(call, operation.Type, 0, isThrough, key) is { } change)
                        return change;
                    if (OutAlias(call) is { } found)
                        return Alias(found, call, isElement: true, isThrough, FirstOf(call, 0) ?? key, aliases, isCopy: false);
                    if (ItemOf(call) is { } each)
                        return Alias(each, call, isElement: true, isThrough, key, aliases, isCopy: false);
                    if (!CollectionMembers.GivesElement(call.TargetMethod) || !CollectionMembers.IsCollection(operation.Type))
                        return null;
                    (operation, isElement, key, isAlias, isCopy) = (call, true, key ?? FirstOf(call, 0), false, false);
                    continue;

                case IArgumentOperation { Parent: IInvocationOperation { TargetMethod.ReturnsByRef: true } call, Parameter.RefKind: not RefKind.None }:
                    (operation, isElement) = (call, true);
                    continue;
                case IArgumentOperation { Parent: IInvocationOperation call } argument:
                    if (argument.Parameter is { RefKind: RefKind.Ref or RefKind.Out } byReference)
                        return isAlias ? null : ByReference(call, byReference, operation, isElement, isThrough, key);
                    if (argument.Parameter is { } filled && CollectionMembers.Fills(call.TargetMethod, filled))
                        return Mutated(call, call.TargetMethod.Name, null, null);
                    if (argument.Parameter?.Ordinal != 0 || !call.TargetMethod.IsStatic)
                        return null;
                    if (ItemOf(call) is { } item1)
                        return Alias(item1, call, isElement: true, isThrough, key, aliases, isCopy: false);
                    if (CollectionMembers.GivesElements(call.TargetMethod))
                    {
                        (operation, isElement, isAlias, isCopy) = (call, false, true, true);
                        continue;
                    }
                    if (!isCopy && OfCall(call, operation.Type, 1, isThrough, key) is { } extended && (call.TargetMethod.IsExtensionMethod || call.TargetMethod.ContainingType is { Name: "Array" }))
                        return extended;
                    if (!CollectionMembers.GivesElement(call.TargetMethod))
                        return null;
                    (operation, isElement, isAlias, isCopy) = (call, true, false, false);
                    continue;
                case IArgumentOperation { Parent: IObjectCreationOperation { Type.Name: "Span" or "Memory" or "ArraySegment" } view } argument when argument.Parameter?.Ordinal == 0:
                    (operation, isElement, isAlias) = (view, true, false);
                    continue;
                case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument:
                    return isAlias ? null : Mutated(argument, "", key, null);

                case IPropertyReferenceOperation property when property.Instance == operation:
                    if (!IsData(operation.Type))
                        return null;
                    isThrough |= !isElement && !CollectionMembers.IsCollection(operation.Type);
                    (operation, isElement, key, isAlias, isCopy) = (property, !isCopy, key ?? (property.Arguments is [var index, ..] ? index.Value : null), isCopy, false);
                    continue;
                case IFieldReferenceOperation field when field.Instance == operation:
                    if (!IsData(operation.Type))
                        return null;
                    isThrough |= !isElement && operation.Type is { IsValueType: false };
                    (operation, isElement, isAlias) = (field, true, false);
                    continue;
                case IArrayElementReferenceOperation element when element.ArrayReference == operation:
                    (operation, isElement, isAlias, isCopy) = (element, !isCopy, isCopy, false);
                    continue;

                case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator }:
                    return declarator.Symbol.IsRef && !isAlias || CanStandFor(declarator.Symbol) ? Alias(declarator.Symbol, declarator, isElement || declarator.Symbol.IsRef, isThrough, key, aliases, isCopy) : null;
                case ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } kept when kept.Value == operation:
                    return CanStandFor(target.Local) ? Alias(target.Local, kept, isElement, isThrough, key, aliases, isCopy) : null;
                case IForEachLoopOperation { LoopControlVariable: IVariableDeclaratorOperation { Symbol: var item } } loop when loop.Collection == operation:
                    return CanStandFor(item) ? Alias(item, loop, isElement: true, isThrough, key, aliases, isCopy: false) : null;
                case IForEachLoopOperation { LoopControlVariable: { } items } loop when loop.Collection == operation:
                    foreach (var part in items.DescendantsAndSelf())
                        if (part is ILocalReferenceOperation { Local: var named } && CanStandFor(named) && Alias(named, loop, isElement: true, isThrough, key, aliases, isCopy: false) is { } inItem)
                            return inItem;
                    return null;
                case IIsPatternOperation { Pattern: IDeclarationPatternOperation { DeclaredSymbol: ILocalSymbol matched } } match:
                    return CanStandFor(matched) ? Alias(matched, match, isElement, isThrough, key, aliases, isCopy) : null;
                case IIsPatternOperation { Pattern: IRecursivePatternOperation { DeclaredSymbol: ILocalSymbol matched } } match:
                    return CanStandFor(matched) ? Alias(matched, match, isElement, isThrough, key, aliases, isCopy) : null;
                default:
                    return null;
            }
        return null;

        StateChange Mutated(IOperation place, string method, IOperation? at, IOperation? value) => new(ChangeKind.Mutated, place, method, at, value, isThrough);
    }

    StateChange? Alias(ISymbol local, IOperation declaration, bool isElement, bool isThrough, IOperation? key, int aliases, bool isCopy)
    {
        if (aliases == MostAliases)
            return null;
        var isRef = local is ILocalSymbol { IsRef: true };
        IOperation? replaced = null;
        foreach (var use in locals.Of(local, declaration))
        {
            // Another value for the local says nothing about the state, unless it is a ref local.
            if (!isRef && use.Parent is IAssignmentOperation assignment && assignment.Target == use)
            {
                if (assignment != declaration && assignment.Syntax.SpanStart > declaration.Syntax.SpanStart && assignment is { Kind: OperationKind.SimpleAssignment, Parent: IExpressionStatementOperation { Parent: IBlockOperation block } })
                    replaced = block;
            }
            else if ((replaced is null || !replaced.Syntax.Span.Contains(use.Syntax.Span)) && Follow(use, isElement && isRef, isThrough, key, aliases + 1, isCopy) is { } change)
            {
                return change.Key is null && key is not null ? change with { Key = key } : change;
            }
        }
        return null;
    }

    // list.ForEach(item => …)
    static IParameterSymbol? ItemOf(IInvocationOperation call)
    {
        if (call.TargetMethod.Name != "ForEach" || call.Arguments.IsEmpty)
            return null;
        return call.Arguments[call.Arguments.Length - 1].Value is IDelegateCreationOperation { Target: IAnonymousFunctionOperation { Symbol.Parameters: [{ Type: { IsReferenceType: true, SpecialType: SpecialType.None } } item] } } ? item : null;
    }

    static StateChange? OfCall(IInvocationOperation call, ITypeSymbol? receiver, int skipped, bool isThrough, IOperation? key)
    {
        var method = call.TargetMethod;
        if (method.Name == "OnNext" && receiver?.Name.EndsWith("Subject", StringComparison.Ordinal) == true)
            return new(ChangeKind.Subscribed, call, method.Name, null, FirstOf(call, skipped), isThrough);
        if (!CollectionMembers.IsMutator(method.Name) || !CollectionMembers.IsCollection(receiver))
            return null;
        var first = FirstOf(call, skipped);
        // Add(key, value), GetOrAdd(key, factory), AddOrUpdate(key, value, update): a key and a value. Add(item): a value.
        var isKeyed = call.Arguments.Length > skipped + 1 || StateTypes.KeyOf(receiver!) is not null;
        return new(ChangeKind.Mutated, call, method.Name, isKeyed ? key ?? first : key, isKeyed ? FirstOf(call, skipped + 1) : first, isThrough);
    }

    static StateChange? ByReference(IInvocationOperation call, IParameterSymbol parameter, IOperation operation, bool isElement, bool isThrough, IOperation? key)
    {
        var method = call.TargetMethod;
        var value = FirstOf(call, parameter.Ordinal + 1);
        if (method.Name is "Read" or "CompareExchange" && method.ContainingType is { Name: "Volatile" or "Interlocked" })
        {
            // CompareExchange(ref x, 0, 0) is a read.
            if (method.Name == "Read" || value?.ConstantValue is { HasValue: true } set && FirstOf(call, parameter.Ordinal + 2)?.ConstantValue is { HasValue: true } expected && Equals(set.Value, expected.Value))
                return null;
        }
        var counted = method.ContainingType is { Name: "Interlocked" } && method.Name is "Increment" or "Decrement" or "Add";
        return new(counted ? ChangeKind.Counted : isElement ? ChangeKind.Mutated : ChangeKind.Assigned, call, method.Name, key, counted ? null : value, isThrough);
    }

    static IOperation? FirstOf(IInvocationOperation call, int ordinal)
    {
        foreach (var argument in call.Arguments)
            if (argument.Parameter?.Ordinal == ordinal)
                return argument.Value;
        return null;
    }

    // TryGetValue(key, out var element), TryPeek(out var element)
    static ILocalSymbol? OutAlias(IInvocationOperation call)
    {
        if (call.TargetMethod.Name is not ("TryGetValue" or "TryPeek"))
            return null;
        foreach (var argument in call.Arguments)
            if (argument.Parameter?.RefKind == RefKind.Out)
                return (argument.Value is IDeclarationExpressionOperation declared ? declared.Expression : argument.Value) is ILocalReferenceOperation { Local: var local } && CanStandFor(local) ? local : null;
        return null;
    }

    static IOperation? InstanceOf(IConditionalAccessOperation access)
    {
        foreach (var inner in access.WhenNotNull.DescendantsAndSelf())
            if (inner is IConditionalAccessInstanceOperation)
                return inner;
        return null;
    }

    static bool CanStandFor(ILocalSymbol local) => local.Type is { IsReferenceType: true, SpecialType: not SpecialType.System_String } || local.Type is { Name: "Span" or "Memory" };

    // Objects of the application, collections, and the framework's plain carriers: what is set through them is set in the state.
    public static bool IsData(ITypeSymbol? type) =>
        type is { SpecialType: SpecialType.None or > SpecialType.System_UIntPtr } && (CollectionMembers.IsCollection(type)
        || type is INamedTypeSymbol { IsTupleType: true }
        || type is { Name: "Lazy" or "StrongBox" or "KeyValuePair" or "LinkedListNode" or "Span" or "Memory" }
        || type is ITypeParameterSymbol
        || type.Locations is [{ IsInSource: true }, ..]);

    static bool IsSum(ICompoundAssignmentOperation compound) =>
        compound.OperatorKind is BinaryOperatorKind.Add or BinaryOperatorKind.Subtract && compound.Target.Type is { } type && StateTypes.IsNumber(type);
}
