using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StatelessAnalyzers.Fleet;

/// <summary>The calls that configure one logger: those of one chain, and of all chains in the same body that start at the same variable.</summary>
internal sealed class LoggerChain
{
    readonly SyntaxNode scope;
    readonly string? variable;

    LoggerChain(SyntaxNode scope, string? variable) => (this.scope, this.variable) = (scope, variable);

    /// <summary>Where it stands, to name it by.</summary>
    public string Id => scope.Span + " " + variable;

    public static LoggerChain Of(InvocationExpressionSyntax call)
    {
        var start = StartOf(call);
        if (start is IdentifierNameSyntax { Identifier.ValueText: var name })
            return new(call.Ancestors().First(n => n is AnonymousFunctionExpressionSyntax or BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or CompilationUnitSyntax), name);
        SyntaxNode chain = call;
        while (chain.Parent is MemberAccessExpressionSyntax or InvocationExpressionSyntax && StartOf(chain.Parent) == start)
            chain = chain.Parent;
        return new(chain, null);
    }

    /// <summary>Its calls of that method, in order.</summary>
    public IEnumerable<InvocationExpressionSyntax> Calls(string method)
    {
        foreach (var node in scope.DescendantNodesAndSelf())
            if (node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } } call && name == method && IsOwn(call))
                yield return call;
    }

    bool IsOwn(InvocationExpressionSyntax call) =>
        StartOf(call) is IdentifierNameSyntax { Identifier.ValueText: var name } ? name == variable : variable is null && call.SpanStart == scope.SpanStart;

    /// <summary>What the chain of calls and members begins with.</summary>
    static SyntaxNode StartOf(SyntaxNode expression)
    {
        while (true)
            switch (expression)
            {
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax called }:
                    expression = called.Expression;
                    break;
                case MemberAccessExpressionSyntax member:
                    expression = member.Expression;
                    break;
                default:
                    return expression;
            }
    }
}
