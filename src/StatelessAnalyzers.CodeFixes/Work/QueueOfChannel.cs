using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Work;

/// <summary>The queue of the fleet that takes the place of a channel in a field.</summary>
/// <param name="channel">The field.</param>
/// <param name="item">The type of the items.</param>
/// <param name="isOnly">Whether the type has no other, so that the queue goes by the name of the type.</param>
internal sealed class QueueOfChannel(IFieldSymbol channel, ITypeSymbol item, bool isOnly = true)
{
    /// <summary>The configuration key of its address.</summary>
    public string Key { get; } = "Queues:" + channel.ContainingType.Name + (isOnly ? "" : ":" + Named(channel));

    /// <summary>Its address on a developer's machine.</summary>
    public string Placeholder => "http://localhost:4566/000000000000/" + channel.ContainingType.Name + (isOnly ? "" : "-" + Named(channel));

    static string Named(IFieldSymbol channel) => channel.Name.TrimStart('_') is { Length: > 0 } name ? char.ToUpperInvariant(name[0]) + name.Substring(1) : channel.Name;

    /// <summary>The type of its items, as it is written at the place.</summary>
    public string ItemAt(SyntaxNode place, SemanticModel model) => item.ToMinimalDisplayString(model, place.SpanStart);

    /// <summary>The expression of its address.</summary>
    public string AddressIn(RewriteScope scope) => $"{scope.Service(Services.Configuration)}[\"{Key}\"]";

    /// <summary>What is done at a mention of the channel, or null where SQS has no counterpart.</summary>
    public QueueUse? UseAt(ExpressionSyntax field, SemanticModel model) =>
        field.Parent switch
        {
            AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax { Parent: BlockSyntax { Parent: ConstructorDeclarationSyntax } } made } assignment
                when assignment.Left == field && assignment.Right is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "Channel" } } } => new QueueUse(this, QueueUseKind.Gone, made),
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: var end, Parent: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var method, Parent: InvocationExpressionSyntax call } access } of
                when of.Expression == field && access.Expression == of => OfCall(end, method, call, model),
            _ => null,
        };

    QueueUse? OfCall(string end, string method, InvocationExpressionSyntax call, SemanticModel model) => (end, method, call.Parent) switch
    {
        ("Writer", "WriteAsync", _) when Awaited(call) is var sent && sent.Parent is ExpressionStatementSyntax or ReturnStatementSyntax or ArrowExpressionClauseSyntax { Parent: MethodDeclarationSyntax } => new QueueUse(this, QueueUseKind.Send, sent),
        ("Writer", "TryWrite", ExpressionStatementSyntax) => new QueueUse(this, QueueUseKind.Send, call),
        ("Writer", "Complete" or "TryComplete", ExpressionStatementSyntax { Parent: BlockSyntax } done) => new QueueUse(this, QueueUseKind.Gone, done),
        ("Reader", _, _) => QueueLoops.Of(this, method, call, model),
        _ => null,
    };

    // With the await, and what configures it.
    internal static ExpressionSyntax Awaited(InvocationExpressionSyntax call)
    {
        ExpressionSyntax task = call.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Parent: InvocationExpressionSyntax configured } ? configured : call;
        return task.Parent as AwaitExpressionSyntax ?? task;
    }
}
