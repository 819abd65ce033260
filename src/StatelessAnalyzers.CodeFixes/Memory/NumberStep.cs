using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Memory;

/// <summary>A number that one expression takes and a statement of its own counts up, next to each other: <c>todo.Id = _nextId; _nextId++;</c> is <c>todo.Id = _nextId++</c>.</summary>
/// <param name="Taken">The expression that takes the number.</param>
/// <param name="Step">The statement that counts.</param>
internal sealed record NumberStep(ExpressionSyntax Taken, ExpressionStatementSyntax Step)
{
    /// <summary>Whether the number is taken as it was.</summary>
    public bool GivesOld => Taken.SpanStart < Step.SpanStart;

    /// <summary>The step that the mention of a number is a part of, or null where its function does more with the number.</summary>
    public static NumberStep? Around(ExpressionSyntax mention, SemanticModel model)
    {
        if (model.GetSymbolInfo(mention).Symbol is not { } number || Functions.Around(mention) is not { } function)
            return null;
        ExpressionSyntax? taken = null;
        ExpressionStatementSyntax? step = null;
        foreach (var name in function.DescendantNodes().OfType<IdentifierNameSyntax>())
            if (name.Identifier.ValueText == number.Name && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name).Symbol, number) && FieldUse.Qualified(name) is { } use)
                if (StepOf(use, model) is { } counting)
                {
                    if (step is not null && step != counting)
                        return null;
                    step = counting;
                }
                else if (taken is null)
                    taken = use;
                else
                    return null;
        return taken is not null && step is not null && IsOnlyRead(taken) && AreTogether(taken, step) ? new(taken, step) : null;
    }

    // The statement that counts the number up by one, and does nothing else.
    static ExpressionStatementSyntax? StepOf(ExpressionSyntax number, SemanticModel model) =>
        number.FirstAncestorOrSelf<ExpressionStatementSyntax>() is { } statement && Functions.Around(number) == Functions.Around(statement) && CounterOf(statement.Expression, model) is { } counter
            && SyntaxFactory.AreEquivalent(counter, number) ? statement : null;

    /// <summary>The field or local that the expression counts up by one: <c>n++</c>, <c>n += 1</c>, <c>n = n + 1</c>, <c>Interlocked.Increment(ref n)</c>; null for all else.</summary>
    public static ExpressionSyntax? CounterOf(ExpressionSyntax expression, SemanticModel model)
    {
        var counter = expression switch
        {
            PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostIncrementExpression } postfix => postfix.Operand,
            PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression } prefix => prefix.Operand,
            AssignmentExpressionSyntax assignment when assignment.IsKind(SyntaxKind.AddAssignmentExpression) && IsOne(assignment.Right, model) || IsSum(assignment, model) => assignment.Left,
            InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var counted }] } call when model.GetSymbolInfo(call).Symbol is IMethodSymbol { Name: "Increment", ContainingType: { Name: "Interlocked", ContainingNamespace.Name: "Threading" } } => counted,
            _ => null,
        };
        return counter is not null && model.GetSymbolInfo(counter).Symbol is IFieldSymbol or ILocalSymbol ? counter : null;
    }

    /// <summary>Whether the assignment counts its number up by one: <c>n = n + 1</c>.</summary>
    public static bool IsSum(AssignmentExpressionSyntax assignment, SemanticModel model) =>
        assignment is { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Right: BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression, Left: var old, Right: var by } } && SyntaxFactory.AreEquivalent(assignment.Left, old) && IsOne(by, model)
        && model.GetSymbolInfo(assignment.Left).Symbol is IFieldSymbol or ILocalSymbol;

    public static bool IsOne(ExpressionSyntax by, SemanticModel model) => model.GetConstantValue(by) is { Value: 1 or 1L };

    static bool IsOnlyRead(ExpressionSyntax taken) => taken.Parent switch
    {
        AssignmentExpressionSyntax assignment => assignment.Right == taken,
        PostfixUnaryExpressionSyntax or PrefixUnaryExpressionSyntax => false,
        ArgumentSyntax argument => argument.RefKindKeyword.IsKind(SyntaxKind.None),
        _ => true,
    };

    // Whenever one of them runs, the other does.
    static bool AreTogether(ExpressionSyntax taken, ExpressionStatementSyntax step)
    {
        if (taken.FirstAncestorOrSelf<StatementSyntax>() is not { } statement || step.Parent is not BlockSyntax block || statement.Parent != block || Functions.Around(taken) != Functions.Around(statement)
            || statement is not (ExpressionStatementSyntax or LocalDeclarationStatementSyntax)
            || taken.Ancestors().TakeWhile(a => a != statement).Any(a => a is ConditionalExpressionSyntax or ConditionalAccessExpressionSyntax or SwitchExpressionSyntax or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression or (int)SyntaxKind.LogicalOrExpression or (int)SyntaxKind.CoalesceExpression }))
            return false;
        var (first, last) = (Math.Min(statement.SpanStart, step.SpanStart), Math.Max(statement.SpanStart, step.SpanStart));
        return !block.Statements.Any(s => s.SpanStart > first && s.SpanStart < last && s is not (ExpressionStatementSyntax or LocalDeclarationStatementSyntax));
    }
}
