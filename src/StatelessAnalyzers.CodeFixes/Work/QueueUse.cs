using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Work;

/// <summary>What code does to a channel.</summary>
internal enum QueueUseKind
{
    /// <summary>Writes an item.</summary>
    Send,

    /// <summary>Goes through all items as they come.</summary>
    Loop,

    /// <summary>Makes or completes the channel, which a queue of the fleet has no need of.</summary>
    Gone,
}

/// <summary>One use of a channel, and the calls of SQS that take its place.</summary>
internal sealed record QueueUse(QueueOfChannel Queue, QueueUseKind Kind, SyntaxNode Node)
{
    static readonly ImmutableArray<Service> Needed = ImmutableArray.Create(Services.Sqs, Services.Configuration);

    /// <summary>The token that ends the loop.</summary>
    public string Token { get; init; } = "";

    public RewriteNode Rewrite(DocumentId document) => Kind switch
    {
        QueueUseKind.Send => new RewriteNode(NodeKey.Of(document, Node), "send", Send) { Services = Needed, Awaits = true, Usings = ImmutableArray.Create("System.Text.Json") },
        QueueUseKind.Loop => new RewriteNode(NodeKey.Of(document, Node), "receive", Receive) { Services = Needed, Awaits = true, Usings = ImmutableArray.Create("Amazon.SQS.Model", "System.Text.Json") },
        _ => new RewriteNode(NodeKey.Of(document, Node), "gone", (_, _) => null),
    };

    string Address(RewriteScope scope) => $"{scope.Service(Services.Configuration)}[\"{Queue.Key}\"]";

    SyntaxNode Send(SyntaxNode current, RewriteScope scope)
    {
        var written = current.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>().First(c => c.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "WriteAsync" or "TryWrite" }).ArgumentList.Arguments;
        var token = written.Count > 1 ? written[1].Expression.WithoutTrivia().ToString() : scope.Token;
        return scope.Expression(scope.Call($"await {scope.Service(Services.Sqs)}.SendMessageAsync", Address(scope), $"JsonSerializer.Serialize({written[0].Expression.WithoutTrivia()})", token), current);
    }

    SyntaxNode Receive(SyntaxNode current, RewriteScope scope)
    {
        var loop = (ForEachStatementSyntax)current;
        var sqs = scope.Service(Services.Sqs);
        var received = scope.Unused("received");
        var message = scope.Unused("message");
        var none = scope.Original.SyntaxTree.Options is CSharpParseOptions { LanguageVersion: >= LanguageVersion.CSharp12 } ? "[]" : "new List<Message>()";
        var item = RewriteScope.Statement($"var {loop.Identifier.Text} = JsonSerializer.Deserialize<{Queue.ItemAt(scope.Original, scope.Model)}>({message}.Body)!;\n");
        var done = RewriteScope.Statement($"await {sqs}.DeleteMessageAsync({Address(scope)}, {message}.ReceiptHandle, {Token});\n");

        var work = (BlockSyntax)loop.Statement;
        // Where failures are handled, only what succeeded is deleted; the rest comes again.
        work = work.Statements is [TryStatementSyntax { Catches.Count: > 0 } handled]
            ? work.WithStatements(SyntaxFactory.SingletonList<StatementSyntax>(handled.WithBlock(handled.Block.AddStatements(done))))
            : work.AddStatements(done);
        var receive = (WhileStatementSyntax)SyntaxFactory.ParseStatement($$"""
            while (!{{Token}}.IsCancellationRequested)
            {
            var {{received}} = await {{sqs}}.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = {{Address(scope)}}, MaxNumberOfMessages = 10, WaitTimeSeconds = 20 }, {{Token}});
            foreach (var {{message}} in {{received}}.Messages ?? {{none}})
            {
            }
            }

            """.Replace("\r\n", "\n"));
        var each = (ForEachStatementSyntax)((BlockSyntax)receive.Statement).Statements[1];
        return receive.ReplaceNode(each, each.WithStatement(work.WithStatements(work.Statements.Insert(0, item))))
            .WithLeadingTrivia(loop.GetLeadingTrivia()).WithTrailingTrivia(loop.GetTrailingTrivia()).WithAdditionalAnnotations(Formatter.Annotation);
    }
}
