using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace StatelessAnalyzers.Memory;

/// <summary>Where the locals of a body are used. A body is walked once, and only if a local of it stands for state.</summary>
internal sealed class LocalUses
{
    readonly ConditionalWeakTable<IOperation, Dictionary<ISymbol, List<IOperation>>> perBody = new();

    /// <summary>The references to the local, or to the parameter of a lambda, in the body that holds the operation, in order.</summary>
    public IReadOnlyList<IOperation> Of(ISymbol local, IOperation inside)
    {
        var root = inside;
        while (root.Parent is { } parent)
            root = parent;
        return perBody.GetValue(root, Index).TryGetValue(local, out var uses) ? uses : [];
    }

    /// <summary>The value that the local is declared with.</summary>
    public IOperation? InitialValue(ILocalSymbol local, IOperation inside)
    {
        foreach (var use in Of(local, inside))
            if (use is IVariableDeclaratorOperation { Initializer.Value: var value })
                return value;
        return null;
    }

    static Dictionary<ISymbol, List<IOperation>> Index(IOperation root)
    {
        var uses = new Dictionary<ISymbol, List<IOperation>>(SymbolEqualityComparer.Default);
        foreach (var operation in root.Descendants())
        {
            var local = operation switch
            {
                ILocalReferenceOperation reference => reference.Local,
                IVariableDeclaratorOperation declarator => declarator.Symbol,
                IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } } parameter } => parameter,
                _ => (ISymbol?)null,
            };
            if (local is null)
                continue;
            if (!uses.TryGetValue(local, out var list))
                uses.Add(local, list = []);
            list.Add(operation);
        }
        return uses;
    }
}
