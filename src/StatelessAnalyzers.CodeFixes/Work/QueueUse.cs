using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Work;

/// <summary>What code does to a channel.</summary>
internal enum QueueUseKind
{
    /// <summary>Writes an item.</summary>
    Send,

    /// <summary>Goes through all items as they come.</summary>
    Loop,

    /// <summary>Takes an item in each turn of a loop.</summary>
    Read,

    /// <summary>A method that gives all items as they come.</summary>
    Iterate,

    /// <summary>Makes or completes the channel, which a queue of the fleet has no need of.</summary>
    Gone,
}

/// <summary>One use of a channel, and the calls of SQS that take its place.</summary>
internal sealed record QueueUse(QueueOfChannel Queue, QueueUseKind Kind, SyntaxNode Node)
{
    static readonly ImmutableArray<Service> Needed = ImmutableArray.Create(Services.Sqs, Services.Configuration);
    static readonly ImmutableArray<string> ToReceive = ImmutableArray.Create("Amazon.SQS.Model", "System.Text.Json");

    /// <summary>The token that ends the loop.</summary>
    public string Token { get; init; } = "";

    /// <summary>The variable that holds the item.</summary>
    public string Item { get; init; } = "";

    /// <summary>Which statement of its block takes the item.</summary>
    public int ReadAt { get; init; }

    /// <summary>How many messages are received at once.</summary>
    public int Batch { get; init; } = 10;

    public bool IsReader => Kind is QueueUseKind.Loop or QueueUseKind.Read or QueueUseKind.Iterate;

    public RewriteNode Rewrite(DocumentId document) => Kind switch
    {
        QueueUseKind.Send => new RewriteNode(NodeKey.Of(document, Node), "send", Send) { Services = Needed, Awaits = true, Usings = ImmutableArray.Create("System.Text.Json") },
        QueueUseKind.Gone => new RewriteNode(NodeKey.Of(document, Node), "gone", (_, _) => null),
        QueueUseKind.Iterate => new RewriteNode(NodeKey.Of(document, Node), "receive", (node, scope) => new QueueReceiver(this, scope).Iterator((MethodDeclarationSyntax)node)) { Services = Needed, Usings = ToReceive.Add("System.Runtime.CompilerServices") },
        _ => new RewriteNode(NodeKey.Of(document, Node), "receive", (node, scope) => new QueueReceiver(this, scope).Loop(node)) { Services = Needed, Awaits = true, Usings = ToReceive },
    };

    SyntaxNode Send(SyntaxNode current, RewriteScope scope)
    {
        var written = current.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>().First(c => c.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "WriteAsync" or "TryWrite" }).ArgumentList.Arguments;
        var token = written.Count > 1 ? written[1].Expression.WithoutTrivia().ToString() : scope.Token;
        return scope.Expression(scope.Call($"await {scope.Service(Services.Sqs)}.SendMessageAsync", Queue.AddressIn(scope), $"JsonSerializer.Serialize({written[0].Expression.WithoutTrivia()})", token), current);
    }
}
