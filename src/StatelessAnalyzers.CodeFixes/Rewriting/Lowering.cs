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
        RewriteScope.Statement(Rewriting.Indentation.Under(intent.Registration.Statement.Replace("{services}", intent.Services).Replace("{configuration}", intent.Configuration ?? ""), indentation.ToFullString()))
            .WithLeadingTrivia(indentation).WithTrailingTrivia(LineFeed).WithoutAnnotations(Formatter.Annotation);

    /// <summary>The white space before a statement or declaration, without its comments.</summary>
    public static SyntaxTriviaList Indentation(SyntaxNode node)
    {
        var leading = node.GetLeadingTrivia();
        return leading is [.., var last] && last.IsKind(SyntaxKind.WhitespaceTrivia) ? TriviaList(last) : TriviaList();
    }

    /// <summary>The statement of a body without what stood around it. Where there are several, they are put before it and it is gone.</summary>
    /// <param name="current">What stands around the body.</param>
    /// <param name="body">The body.</param>
    /// <param name="scope">The rewrite of what stands around.</param>
    public static StatementSyntax? Unwrapped(SyntaxNode current, StatementSyntax body, RewriteScope scope)
    {
        var indentation = Indentation(scope.Original).ToFullString();
        if (body is not BlockSyntax { Statements: { Count: > 0 } statements })
            return (Indentation(body).ToFullString() is not { Length: > 0 } deeper ? body : Rewriting.Indentation.Moved(body, deeper, indentation)).WithTriviaFrom(current);
        var from = statements.Select(Indentation).FirstOrDefault(i => i.Count > 0);
        // What a recipe made has none of its own yet.
        var moved = statements.Select(s => Rewriting.Indentation.Moved(Indentation(s).Count > 0 ? s : s.WithLeadingTrivia(s.GetLeadingTrivia().AddRange(from)), from.ToFullString(), indentation)).ToList();
        if (moved.Count == 1)
            return moved[0].WithLeadingTrivia(Under(current.GetLeadingTrivia(), moved[0])).WithTrailingTrivia(Behind(moved[0], current));
        moved[moved.Count - 1] = moved[moved.Count - 1].WithTrailingTrivia(Behind(moved[moved.Count - 1], current));
        foreach (var statement in moved)
            scope.Hoist(statement);
        return null;
    }

    static SyntaxTriviaList Behind(StatementSyntax last, SyntaxNode around) => last.GetTrailingTrivia().Any(IsComment) ? last.GetTrailingTrivia() : around.GetTrailingTrivia();

    /// <summary>Whether it is a comment, and none of documentation.</summary>
    public static bool IsComment(SyntaxTrivia trivia) => trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia;

    /// <summary>What stands on top of a statement, and below it the statement's own comments.</summary>
    public static SyntaxTriviaList Under(SyntaxTriviaList top, StatementSyntax statement)
    {
        var own = statement.GetLeadingTrivia();
        return own.Any(c => IsComment(c) && !top.Any(t => t.IsEquivalentTo(c))) ? top.AddRange(own.SkipWhile(t => !IsComment(t))) : top;
    }

    /// <summary>The node without the empty lines before it.</summary>
    public static T WithoutBlankLines<T>(T node) where T : SyntaxNode
    {
        var leading = node.GetLeadingTrivia();
        var start = 0;
        for (var i = 0; i < leading.Count && leading[i].Kind() is SyntaxKind.EndOfLineTrivia or SyntaxKind.WhitespaceTrivia; i++)
            if (leading[i].IsKind(SyntaxKind.EndOfLineTrivia))
                start = i + 1;
        return node.WithLeadingTrivia(leading.Skip(start));
    }

    /// <summary>The block of a function that had an expression body.</summary>
    public static BlockSyntax Body(List<StatementSyntax> before, ArrowExpressionClauseSyntax arrow, SyntaxToken semicolon, bool returnsValue)
    {
        var comments = arrow.ArrowToken.TrailingTrivia.Concat(arrow.Expression.GetLeadingTrivia()).SkipWhile(t => t.Kind() is SyntaxKind.WhitespaceTrivia or SyntaxKind.EndOfLineTrivia).ToList();
        if (comments.Exists(IsComment))
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
