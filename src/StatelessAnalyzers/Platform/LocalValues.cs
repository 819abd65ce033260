using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace StatelessAnalyzers.Platform;

/// <summary>What the locals of one body are given. A local that is filled through <c>out</c> has the call as its value.</summary>
internal sealed class LocalValues
{
    readonly Dictionary<ISymbol, List<IOperation>> values = new(SymbolEqualityComparer.Default);

    public static LocalValues Of(IOperation body)
    {
        var read = new LocalValues();
        foreach (var operation in body.DescendantsAndSelf())
            switch (operation)
            {
                case IVariableDeclaratorOperation declarator when (declarator.Initializer ?? (declarator.Parent as IVariableDeclarationOperation)?.Initializer) is { } initializer:
                    read.Add(declarator.Symbol, initializer.Value);
                    break;
                case IAssignmentOperation { Target: ILocalReferenceOperation target } assignment:
                    read.Add(target.Local, assignment.Value);
                    break;
                case IIncrementOrDecrementOperation { Target: ILocalReferenceOperation target } increment:
                    read.Add(target.Local, increment);
                    break;
                case IArgumentOperation { Parameter.RefKind: RefKind.Out or RefKind.Ref, Parent: { } call } argument:
                    if (Local(argument.Value) is { } filled)
                        read.Add(filled, call);
                    break;
                case IForEachLoopOperation loop when loop.Locals.Length == 1:
                    read.Add(loop.Locals[0], loop.Collection);
                    break;
            }
        return read;
    }

    /// <summary>Everything that the local is given in the body; empty where nothing is known.</summary>
    public IReadOnlyList<IOperation> Given(ILocalSymbol local) =>
        values.TryGetValue(local, out var given) ? given : Array.Empty<IOperation>();

    static ILocalSymbol? Local(IOperation value) => value switch
    {
        ILocalReferenceOperation reference => reference.Local,
        IDeclarationExpressionOperation { Expression: ILocalReferenceOperation declared } => declared.Local,
        _ => null,
    };

    void Add(ILocalSymbol local, IOperation value)
    {
        if (!values.TryGetValue(local, out var given))
            values.Add(local, given = new());
        given.Add(value);
    }
}
