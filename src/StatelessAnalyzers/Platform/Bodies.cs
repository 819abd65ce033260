using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace StatelessAnalyzers.Platform;

/// <summary>What a rule wants to know of the whole body around an operation, read once per body and only where it is asked for.</summary>
internal sealed class Bodies<T>(Func<IOperation, T> read) where T : class
{
    readonly ConditionalWeakTable<IOperation, T> known = new();
    readonly ConditionalWeakTable<IOperation, T>.CreateValueCallback reader = root => read(root);

    /// <summary>The knowledge about the body of the member in which the operation stands; lambdas and local functions belong to it.</summary>
    public T Around(IOperation operation) =>
        Bodies.RootOf(operation) is var root && known.TryGetValue(root, out var read) ? read : known.GetValue(root, reader);
}

/// <summary>The bodies of members.</summary>
internal static class Bodies
{
    /// <summary>The whole body around an operation; lambdas and local functions belong to the member around them.</summary>
    public static IOperation RootOf(IOperation operation)
    {
        var root = operation;
        while (root.Parent is { } parent)
            root = parent;
        return root;
    }
}
