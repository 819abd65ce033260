using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Work;

/// <summary>Writes the code that receives the messages of a queue and deletes each after the work on its item.</summary>
internal sealed class QueueReceiver(QueueUse use, RewriteScope scope)
{
    readonly string sqs = scope.Service(Services.Sqs);
    readonly string received = scope.Unused("received");
    readonly string message = scope.Unused("message");

    string None => scope.Original.SyntaxTree.Options is CSharpParseOptions { LanguageVersion: >= LanguageVersion.CSharp12 } ? "[]" : "new List<Message>()";

    string Item => $"JsonSerializer.Deserialize<{use.Queue.ItemAt(scope.Original, scope.Model)}>({message}.Body)!";

    string Delete => $"await {sqs}.DeleteMessageAsync({use.Queue.AddressIn(scope)}, {message}.ReceiptHandle, {use.Token});";

    string Receive => $$"""
        var {{received}} = await {{sqs}}.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = {{use.Queue.AddressIn(scope)}}, MaxNumberOfMessages = {{use.Batch}}, WaitTimeSeconds = 20 }, {{use.Token}});
        foreach (var {{message}} in {{received}}.Messages ?? {{None}})
        {
        }
        """.Replace("\r\n", "\n");

    /// <summary>The loop, or its block, that works on messages.</summary>
    public SyntaxNode Loop(SyntaxNode current)
    {
        if (current is BlockSyntax block)
        {
            var taken = block.Statements[use.ReadAt];
            var (receive, each) = Filled(block.WithStatements(SyntaxFactory.List(block.Statements.Skip(use.ReadAt + 1))));
            return block.WithStatements(SyntaxFactory.List(block.Statements.Take(use.ReadAt).Append(receive.WithLeadingTrivia(taken.GetLeadingTrivia())).Append(each))).WithAdditionalAnnotations(Formatter.Annotation);
        }
        var work = (BlockSyntax)(current is WhileStatementSyntax waiting ? QueueLoops.Taking(waiting)!.Statement : ((ForEachStatementSyntax)current).Statement);
        var (first, second) = Filled(work);
        return Endless(first, second).WithLeadingTrivia(current.GetLeadingTrivia()).WithTrailingTrivia(current.GetTrailingTrivia()).WithAdditionalAnnotations(Formatter.Annotation);
    }

    /// <summary>The method that gives one item after the other, and deletes the message of one when it is asked for the next.</summary>
    public MethodDeclarationSyntax Iterator(MethodDeclarationSyntax method)
    {
        var (receive, each) = Filled(SyntaxFactory.Block(), yields: true);
        var token = method.ParameterList.Parameters.First(p => p.Identifier.Text == use.Token);
        var isMarked = token.AttributeLists.Any(l => l.Attributes.Any(a => a.Name.ToString().Contains("EnumeratorCancellation")));
        var marked = isMarked ? token
            : token.WithoutLeadingTrivia().AddAttributeLists(SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Attribute(SyntaxFactory.IdentifierName("EnumeratorCancellation")))).WithTrailingTrivia(SyntaxFactory.Space)).WithLeadingTrivia(token.GetLeadingTrivia());
        var end = method.GetTrailingTrivia();
        var parameters = method.ParameterList.ReplaceNode(token, marked).WithTrailingTrivia(SyntaxFactory.ElasticLineFeed);
        return method.WithParameterList(parameters)
            .WithModifiers(method.Modifiers.Add(SyntaxFactory.Token(SyntaxKind.AsyncKeyword).WithTrailingTrivia(SyntaxFactory.Space)))
            .WithExpressionBody(null).WithSemicolonToken(default)
            .WithBody(SyntaxFactory.Block(Endless(receive, each)).WithTrailingTrivia(end).WithAdditionalAnnotations(Formatter.Annotation));
    }

    WhileStatementSyntax Endless(StatementSyntax receive, StatementSyntax each)
    {
        var loop = (WhileStatementSyntax)SyntaxFactory.ParseStatement($"while (!{use.Token}.IsCancellationRequested)\n{{\n}}\n");
        return loop.WithStatement(((BlockSyntax)loop.Statement).AddStatements(receive, each));
    }

    (StatementSyntax Receive, StatementSyntax Each) Filled(BlockSyntax work, bool yields = false)
    {
        var parsed = (BlockSyntax)SyntaxFactory.ParseStatement("{\n" + Receive + "\n}\n");
        var done = RewriteScope.Statement(Delete + "\n");
        // Where failures are handled, only what succeeded is deleted; the rest comes again.
        work = work.Statements is [TryStatementSyntax { Catches.Count: > 0 } handled]
            ? work.WithStatements(SyntaxFactory.SingletonList<StatementSyntax>(handled.WithBlock(handled.Block.AddStatements(done))))
            : work.AddStatements(done);
        var item = RewriteScope.Statement(yields ? $"yield return {Item};\n" : $"var {use.Item} = {Item};\n");
        var each = (ForEachStatementSyntax)parsed.Statements[1];
        return (parsed.Statements[0], each.WithStatement(work.WithStatements(work.Statements.Insert(0, item))));
    }
}
