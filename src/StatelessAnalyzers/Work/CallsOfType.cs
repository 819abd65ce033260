using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Work;

/// <summary>What a tick does, through all methods of its type.</summary>
/// <param name="Changes">What it changes that other instances use too.</param>
/// <param name="Place">Where it does.</param>
/// <param name="TakesLease">Whether it asks for a lock or a lease that the fleet shares.</param>
/// <param name="Receives">Whether it takes messages or work items, which is a consumer that competes with the other instances and not a schedule.</param>
internal readonly record struct TickEffect(SharedKind? Changes, SyntaxNode? Place, bool TakesLease, bool Receives)
{
    public static TickEffect Unknown => default;
}

/// <summary>The calls within one type, by the method or local function in which they stand.</summary>
internal sealed class CallsOfType
{
    readonly Dictionary<ISymbol, List<IInvocationOperation>> calls = new(SymbolEqualityComparer.Default);

    public void Add(IInvocationOperation call, ISymbol member)
    {
        var owner = member;
        for (var outer = call.Parent; outer is not null; outer = outer.Parent)
            if (outer is ILocalFunctionOperation local)
            {
                owner = local.Symbol;
                break;
            }
        if (!calls.TryGetValue(owner, out var list))
            calls.Add(owner, list = new());
        list.Add(call);
    }

    public TickEffect From(Tick tick, KnownTypes types)
    {
        var effect = TickEffect.Unknown;
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var open = new Stack<ISymbol>();
        if (tick.Body is IMethodReferenceOperation callback)
            open.Push(callback.Method);
        else if (tick.Body is not null)
            foreach (var operation in tick.Body.Descendants())
                if (operation is IInvocationOperation call)
                    Visit(call);
        if (tick.Body is ILoopOperation loop && IsUnderLease(loop))
            effect = effect with { TakesLease = true };
        while (open.Count > 0)
            if (open.Pop() is var method && seen.Add(method) && calls.TryGetValue(method, out var inside))
                foreach (var call in inside)
                    Visit(call);
        return effect;

        void Visit(IInvocationOperation call)
        {
            open.Push(call.TargetMethod);
            var name = call.TargetMethod.Name;
            if (IsLease(call.TargetMethod))
                effect = effect with { TakesLease = true };
            else if (IsReceive(name))
                effect = effect with { Receives = true };
            else if (effect.Changes is null && SharedResources.Of(call, types) is { IsWrite: true, Kind: not (SharedKind.Cache or SharedKind.File) } use)
                effect = effect with { Changes = use.Kind, Place = call.Syntax };
        }
    }

    // One instance leads, and stays in the loop.
    static bool IsUnderLease(ILoopOperation loop)
    {
        for (IOperation inner = loop; inner.Parent is { } outer; inner = outer)
            if (outer is IBlockOperation block)
                foreach (var statement in block.Operations)
                    if (statement == inner)
                        break;
                    else if (statement is IUsingDeclarationOperation)
                        foreach (var operation in statement.Descendants())
                            if (operation is IInvocationOperation call && IsLease(call.TargetMethod))
                                return true;
        return false;
    }

    // Names are enough here: both only make the finding quieter.
    static bool IsLease(IMethodSymbol method) =>
        (method.Name.Contains("Lock") || method.Name.Contains("Lease") || method.Name.Contains("Leader")) && method.ContainingNamespace is not { Name: "Threading", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };

    static bool IsReceive(string name) =>
        name.StartsWith("Receive", StringComparison.Ordinal) || name.StartsWith("Consume", StringComparison.Ordinal) || name.Contains("Dequeue") || name.Contains("Poll")
        || name is "WaitToReadAsync" or "ReadAllAsync" or "TryRead" or "TryTake" or "StreamReadGroupAsync" or "Subscribe" or "SubscribeAsync";
}
