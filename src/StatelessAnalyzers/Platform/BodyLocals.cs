using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace StatelessAnalyzers.Platform;

/// <summary>What a method does with its locals, in any order. Read once per body, when the first question about it comes.</summary>
internal sealed class BodyLocals
{
    static readonly ConditionalWeakTable<IOperation, BodyLocals> PerBody = new();

    readonly Dictionary<ISymbol, List<IOperation>> values = new(SymbolEqualityComparer.Default);
    readonly Dictionary<ISymbol, List<IOperation>> uses = new(SymbolEqualityComparer.Default);

    BodyLocals(IOperation body)
    {
        foreach (var operation in body.DescendantsAndSelf())
            switch (operation)
            {
                case IVariableDeclaratorOperation declarator when declarator.GetVariableInitializer() is { } initializer:
                    Add(values, declarator.Symbol, initializer.Value);
                    break;
                case ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } assignment:
                    Add(values, target.Local, assignment.Value);
                    break;
                case IForEachLoopOperation loop:
                    foreach (var local in loop.Locals)
                        Add(values, local, loop.Collection);
                    break;
                case ILocalReferenceOperation use:
                    Add(uses, use.Local, use);
                    break;
            }

        static void Add(Dictionary<ISymbol, List<IOperation>> all, ISymbol local, IOperation operation)
        {
            if (!all.TryGetValue(local, out var list))
                all.Add(local, list = []);
            list.Add(operation);
        }
    }

    /// <summary>What the local is initialised with or assigned; for the variable of a <c>foreach</c>, the collection.</summary>
    public static IReadOnlyList<IOperation> Of(ILocalSymbol local, IOperation near) => In(near).values.TryGetValue(local, out var list) ? list : [];

    /// <summary>Where the local is mentioned, its declaration aside.</summary>
    public static IReadOnlyList<IOperation> Uses(ILocalSymbol local, IOperation near) => In(near).uses.TryGetValue(local, out var list) ? list : [];

    /// <summary>The local that the value ends up in at once, as in <c>using var s = File.Create(p)</c>.</summary>
    public static ILocalSymbol? Holding(IOperation value)
    {
        while (value.Parent is IConversionOperation or IAwaitOperation or IParenthesizedOperation or ICoalesceOperation or IConditionalOperation)
            value = value.Parent;
        return value.Parent switch
        {
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => declarator.Symbol,
            ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } assignment when assignment.Value == value => target.Local,
            _ => null,
        };
    }

    /// <summary>The operation without what only wraps it.</summary>
    public static IOperation Unwrap(IOperation operation)
    {
        while (true)
        {
            switch (operation)
            {
                case IConversionOperation conversion:
                    operation = conversion.Operand;
                    break;
                case IParenthesizedOperation parenthesized:
                    operation = parenthesized.Operand;
                    break;
                case IAwaitOperation awaited:
                    operation = awaited.Operation;
                    break;
                default:
                    return operation;
            }
        }
    }

    // The body is the outermost operation: lambdas and local functions belong to the member around them.
    static BodyLocals In(IOperation near)
    {
        while (near.Parent is { } parent)
            near = parent;
        return PerBody.GetValue(near, static body => new BodyLocals(body));
    }
}
