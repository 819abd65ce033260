using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StatelessAnalyzers.Rewriting;

/// <summary>Which function runs a piece of code, and what stands in the way of awaiting there.</summary>
internal static class Functions
{
    /// <summary>
    /// The method, local function or lambda around the node; the compilation unit for top-level statements; another member such as a
    /// constructor or accessor, which can never be async; null outside any code.
    /// </summary>
    public static SyntaxNode? Around(SyntaxNode node)
    {
        for (var n = node.Parent; n is not null; n = n.Parent)
            switch (n)
            {
                case AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or BaseMethodDeclarationSyntax or AccessorDeclarationSyntax:
                    return n;
                case PropertyDeclarationSyntax or IndexerDeclarationSyntax or BaseFieldDeclarationSyntax or BaseTypeDeclarationSyntax:
                    return n;
                case CompilationUnitSyntax:
                    return n;
            }
        return null;
    }

    public static bool IsAsync(SyntaxNode function) => function switch
    {
        CompilationUnitSyntax => true,
        MethodDeclarationSyntax m => m.Modifiers.Any(SyntaxKind.AsyncKeyword),
        LocalFunctionStatementSyntax l => l.Modifiers.Any(SyntaxKind.AsyncKeyword),
        AnonymousFunctionExpressionSyntax a => a.AsyncKeyword.IsKind(SyntaxKind.AsyncKeyword),
        _ => false,
    };

    public static bool HasBody(SyntaxNode function) => function switch
    {
        MethodDeclarationSyntax m => m.Body is not null || m.ExpressionBody is not null,
        LocalFunctionStatementSyntax l => l.Body is not null || l.ExpressionBody is not null,
        AnonymousFunctionExpressionSyntax => true,
        _ => false,
    };

    /// <summary>Whether the node is a function or member whose body cannot see the instance or the locals around it.</summary>
    public static bool IsStatic(SyntaxNode node) => node switch
    {
        AnonymousFunctionExpressionSyntax lambda => lambda.Modifiers.Any(SyntaxKind.StaticKeyword),
        LocalFunctionStatementSyntax local => local.Modifiers.Any(SyntaxKind.StaticKeyword),
        GlobalStatementSyntax or BaseTypeDeclarationSyntax => false,
        MemberDeclarationSyntax member => member.Modifiers.Any(SyntaxKind.StaticKeyword),
        _ => false,
    };

    /// <summary>What forbids an await at the node within its function, or null.</summary>
    public static string? AwaitObstacle(SyntaxNode node)
    {
        for (var (child, n) = (node, node.Parent); n is not null; (child, n) = (n, n.Parent))
            switch (n)
            {
                case LockStatementSyntax l when child == l.Statement:
                    return "the call stands in a lock";
                case QueryExpressionSyntax q when child != q.FromClause:
                case FromClauseSyntax when n.Parent is not QueryExpressionSyntax:
                    return "the call stands in a query expression";
                case CatchFilterClauseSyntax:
                    return "the call stands in an exception filter";
                case UnsafeStatementSyntax or FixedStatementSyntax:
                    return "the call stands in unsafe code";
                case AttributeSyntax or ConstructorInitializerSyntax or PrimaryConstructorBaseTypeSyntax or ParameterSyntax:
                    return "the call stands where no code can await";
                case ConditionalAccessExpressionSyntax c when child == c.WhenNotNull:
                    return "the call stands behind '?.'";
                case AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax and not GlobalStatementSyntax:
                    return null;
            }
        return null;
    }

    /// <summary>
    /// Whether a statement put before the one that holds the expression runs exactly when, and as often as, the expression does,
    /// with nothing evaluated in between that could notice.
    /// </summary>
    public static bool CanHoist(SyntaxNode expression)
    {
        for (var (child, n) = (expression, expression.Parent); n is not null; (child, n) = (n, n.Parent))
        {
            switch (n)
            {
                case BinaryExpressionSyntax b when child == b.Right && b.Kind() is SyntaxKind.LogicalAndExpression or SyntaxKind.LogicalOrExpression or SyntaxKind.CoalesceExpression:
                case ConditionalExpressionSyntax c when child != c.Condition:
                case ConditionalAccessExpressionSyntax a when child == a.WhenNotNull:
                case AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceAssignmentExpression } q when child == q.Right:
                case SwitchExpressionArmSyntax or WhenClauseSyntax or QueryExpressionSyntax or CatchFilterClauseSyntax:
                case WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax:
                case AnonymousMethodExpressionSyntax:
                    return false;
                case CommonForEachStatementSyntax f:
                    return child == f.Expression;
                // The body becomes a block; that of a property or constructor does not.
                case ArrowExpressionClauseSyntax:
                    return n.Parent is MethodDeclarationSyntax or LocalFunctionStatementSyntax;
                case LambdaExpressionSyntax:
                case StatementSyntax when !HasEffectsBefore(n, child):
                    return true;
                case StatementSyntax or MemberDeclarationSyntax:
                    return false;
            }
            if (HasEffectsBefore(n, child))
                return false;
        }
        return false;
    }

    // C# evaluates from left to right: the receiver, earlier arguments, the left side, earlier declarators.
    static bool HasEffectsBefore(SyntaxNode parent, SyntaxNode child)
    {
        foreach (var earlier in parent.ChildNodes())
        {
            if (earlier == child)
                return false;
            if (HasEffects(earlier))
                return true;
        }
        return false;
    }

    static bool HasEffects(SyntaxNode code)
    {
        foreach (var node in code.DescendantNodesAndSelf(n => n is not AnonymousFunctionExpressionSyntax))
            if (node is InvocationExpressionSyntax { Expression: not IdentifierNameSyntax { Identifier.ValueText: "nameof" } } or AssignmentExpressionSyntax or AwaitExpressionSyntax or BaseObjectCreationExpressionSyntax
                || node.Kind() is SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression or SyntaxKind.PostIncrementExpression or SyntaxKind.PostDecrementExpression)
                return true;
        return false;
    }
}
