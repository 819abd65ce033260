using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace StatelessAnalyzers.Rewriting;

/// <summary>What a recipe may ask for while it makes its new code.</summary>
internal sealed class RewriteScope(FixSession session, RewriteNode rewrite, SyntaxNode original, SemanticModel model, LocalNames locals, Action<StatementSyntax> hoist)
{
    const int LongLine = 100;

    /// <summary>The node as it was, for questions to <see cref="Model"/>.</summary>
    public SyntaxNode Original => original;

    /// <summary>The model of the original document.</summary>
    public SemanticModel Model => model;

    /// <summary>The name of a service that the rewrite declared.</summary>
    public string Service(Service service) => session.Injection.NameOf(rewrite.Target, service);

    /// <summary>The token at hand, or nothing.</summary>
    public string Token => CancellationTokens.At(original, model) ?? "";

    /// <summary>Puts a statement before the one that holds the node.</summary>
    public void Hoist(string statement) => hoist(Statement(statement).WithTrailingTrivia(SyntaxFactory.LineFeed));

    /// <summary>The same for a statement that is there already.</summary>
    public void Hoist(StatementSyntax statement) => hoist(statement);

    /// <summary>A call with its arguments on one line, or on a line each where that line would be long.</summary>
    /// <param name="target">What is called, with <c>await</c> and receiver.</param>
    /// <param name="arguments">The arguments; empty ones are left out.</param>
    public string Call(string target, params string[] arguments) => Call(original, target, arguments);

    /// <summary>The same for code that takes the place of another node than the one that is rewritten.</summary>
    public string Call(SyntaxNode at, string target, params string[] arguments)
    {
        var given = arguments.Where(a => a.Length > 0).ToList();
        var line = $"{target}({string.Join(", ", given)})";
        if (line.Length <= LongLine && line.IndexOf('\n') < 0)
            return line;
        var text = original.SyntaxTree.GetText();
        var first = text.Lines.GetLineFromPosition(at.SpanStart).ToString();
        var indentation = "\n" + first.Substring(0, first.Length - first.TrimStart().Length) + Indentation.Of(text).Step;
        return $"{target}({indentation}{string.Join("," + indentation, given)})";
    }

    /// <summary>A name for a local that means nothing yet in the member around the node, and that no other rewrite of it takes.</summary>
    public string Unused(string name) => locals.Unused(name, original);

    public static StatementSyntax Statement(string text) =>
        SyntaxFactory.ParseStatement(text).WithAdditionalAnnotations(Formatter.Annotation);

    /// <summary>An expression in the place of the node, with the node's own surroundings.</summary>
    public ExpressionSyntax Expression(string text, SyntaxNode current)
    {
        var expression = SyntaxFactory.ParseExpression(text);
        if (Precedence.NeedsParentheses(expression, original))
            expression = SyntaxFactory.ParenthesizedExpression(expression);
        return expression.WithTriviaFrom(current).WithAdditionalAnnotations(Formatter.Annotation);
    }
}
