using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StatelessAnalyzers.Rewriting;

/// <summary>Says where new code must stand in parentheses, so that it stays the one operand that the old code was.</summary>
internal static class Precedence
{
    /// <param name="made">The new expression.</param>
    /// <param name="original">The node of the original tree whose place it takes.</param>
    public static bool NeedsParentheses(ExpressionSyntax made, SyntaxNode original) => made switch
    {
        AwaitExpressionSyntax or PrefixUnaryExpressionSyntax or CastExpressionSyntax => IsReceiver(original),
        BinaryExpressionSyntax or ConditionalExpressionSyntax or AssignmentExpressionSyntax or IsPatternExpressionSyntax or SwitchExpressionSyntax
            or WithExpressionSyntax or RangeExpressionSyntax or LambdaExpressionSyntax or ThrowExpressionSyntax => !IsDelimited(made, original),
        _ => false,
    };

    // What binds more tightly than a prefix.
    static bool IsReceiver(SyntaxNode original) => original.Parent switch
    {
        MemberAccessExpressionSyntax access => access.Expression == original,
        ElementAccessExpressionSyntax element => element.Expression == original,
        ConditionalAccessExpressionSyntax conditional => conditional.Expression == original,
        InvocationExpressionSyntax invocation => invocation.Expression == original,
        PostfixUnaryExpressionSyntax => true,
        _ => false,
    };

    // What stands alone between separators or keywords.
    static bool IsDelimited(ExpressionSyntax made, SyntaxNode original) => original.Parent switch
    {
        InterpolationSyntax => made is not ConditionalExpressionSyntax,
        AssignmentExpressionSyntax assignment => assignment.Right == original,
        LambdaExpressionSyntax or ParenthesizedExpressionSyntax or InitializerExpressionSyntax or AnonymousObjectMemberDeclaratorSyntax or ExpressionElementSyntax or SwitchExpressionArmSyntax => true,
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression or (int)SyntaxKind.LogicalOrExpression } => made is IsPatternExpressionSyntax,
        ConditionalExpressionSyntax conditional when conditional.Condition == original => made is IsPatternExpressionSyntax,
        ExpressionSyntax or PatternSyntax => false,
        QueryClauseSyntax or SelectOrGroupClauseSyntax => false,
        _ => true,
    };
}
