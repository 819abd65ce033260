using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace StatelessAnalyzers.Rewriting;

/// <summary>Turns intents about calls and statements into syntax. Comments and line breaks of what was there stay.</summary>
internal static class Lowering
{
    public static ExpressionSyntax Await(ExpressionSyntax call, SyntaxNode original)
    {
        ExpressionSyntax awaited = AwaitExpression(Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(Space), call.WithoutTrivia());
        if (Precedence.NeedsParentheses(awaited, original))
            awaited = ParenthesizedExpression(awaited);
        return awaited.WithTriviaFrom(call);
    }

    /// <summary>The statement of a registration, indented like the statements around it.</summary>
    public static StatementSyntax Register(InsertRegistration intent, SyntaxTriviaList indentation) =>
        RewriteScope.Statement(intent.Registration.Statement.Replace("{services}", intent.Services).Replace("{configuration}", intent.Configuration ?? "").Replace("\n", "\n" + indentation.ToFullString()))
            .WithLeadingTrivia(indentation).WithTrailingTrivia(LineFeed).WithoutAnnotations(Formatter.Annotation);

    /// <summary>The white space before a statement or declaration, without its comments.</summary>
    public static SyntaxTriviaList Indentation(SyntaxNode node)
    {
        var leading = node.GetLeadingTrivia();
        return leading is [.., var last] && last.IsKind(SyntaxKind.WhitespaceTrivia) ? TriviaList(last) : TriviaList();
    }

    /// <summary>The block of a function that had an expression body.</summary>
    public static BlockSyntax Body(List<StatementSyntax> before, ArrowExpressionClauseSyntax arrow, SyntaxToken semicolon, bool returnsValue)
    {
        var comments = arrow.ArrowToken.TrailingTrivia.Concat(arrow.Expression.GetLeadingTrivia()).SkipWhile(t => t.Kind() is SyntaxKind.WhitespaceTrivia or SyntaxKind.EndOfLineTrivia).ToList();
        if (comments.Any(t => t.IsKind(SyntaxKind.SingleLineCommentTrivia) || t.IsKind(SyntaxKind.MultiLineCommentTrivia)))
            before[0] = before[0].WithLeadingTrivia(comments);
        return Body(before, arrow.Expression, returnsValue).WithTrailingTrivia(semicolon.TrailingTrivia);
    }

    public static BlockSyntax Body(List<StatementSyntax> before, ExpressionSyntax last, bool returnsValue) =>
        Block(before.Append(
                last is ThrowExpressionSyntax thrown ? ThrowStatement(thrown.Expression.WithoutTrivia().WithLeadingTrivia(Space))
                : returnsValue ? ReturnStatement(last.WithoutTrivia().WithLeadingTrivia(Space))
                : ExpressionStatement(last.WithoutTrivia())))
            .WithAdditionalAnnotations(Formatter.Annotation);
}
