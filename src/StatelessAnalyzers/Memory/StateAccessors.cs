using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace StatelessAnalyzers.Memory;

/// <summary>Methods and properties of a type that give its state away: what is done to their result is done to the state.</summary>
internal sealed class StateAccessors(ChangeFinder finder)
{
    readonly Dictionary<ISymbol, StateMember> given = new(SymbolEqualityComparer.Default);
    readonly List<(ISymbol Accessor, IOperation Use, ISymbol In)> uses = [];

    /// <summary>Notes that a member returns the state at this reference, if it does.</summary>
    public void AddReturn(StateMember member, IOperation reference, ISymbol inside)
    {
        var value = reference;
        while (value.Parent is IConversionOperation { OperatorMethod: null } or IParenthesizedOperation or ICoalesceOperation or IConditionalOperation { Type: not null } || IsElementOf(value.Parent, value))
            value = value.Parent!;
        if (value.Parent is not IReturnOperation || inside is not IMethodSymbol method || IsInFunction(value))
            return;
        lock (given)
            given[method.AssociatedSymbol ?? method] = member;
    }

    /// <summary>Notes a use of a method or property of the type, if state may be changed through it.</summary>
    public void AddUse(ISymbol accessor, IOperation use, ISymbol inside)
    {
        var (type, isRef) = accessor switch
        {
            IMethodSymbol method => (method.ReturnType, method.ReturnsByRef),
            IPropertySymbol property => (property.Type, property.ReturnsByRef),
            _ => (null, false),
        };
        if (!isRef && (type is null || !ChangeFinder.IsData(type)) || use.Parent is IExpressionStatementOperation)
            return;
        lock (uses)
            uses.Add((accessor.OriginalDefinition, use, inside));
    }

    /// <summary>Adds to the members what is done to them through their accessors.</summary>
    public void Resolve()
    {
        if (given.Count > 0)
            foreach (var (accessor, use, inside) in uses)
                if (given.TryGetValue(accessor, out var member) && finder.Of(use) is { } change)
                {
                    change.In = inside;
                    change.Reference = use;
                    member.Add(change);
                }
    }

    // byUser[id]: what is done to the element is done in the state.
    static bool IsElementOf(IOperation? element, IOperation state) =>
        (element is IPropertyReferenceOperation { Property.IsIndexer: true, Instance: var of } && of == state || element is IArrayElementReferenceOperation { ArrayReference: var array } && array == state) && ChangeFinder.IsData(element.Type);

    static bool IsInFunction(IOperation operation)
    {
        for (var outer = operation.Parent; outer is not null; outer = outer.Parent)
            if (outer is IAnonymousFunctionOperation or ILocalFunctionOperation)
                return true;
        return false;
    }
}
