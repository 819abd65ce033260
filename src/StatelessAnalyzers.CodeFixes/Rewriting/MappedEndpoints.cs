using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Rewriting;

/// <summary>Where an application maps its endpoints. Health checks come last, whichever fix is first.</summary>
internal static class MappedEndpoints
{
    /// <summary>The place for another one in what <c>UseEndpoints</c> is given, as in a <c>Startup</c> class; null where that is no block.</summary>
    public static (SyntaxNode Anchor, Placement Placement, string Endpoints)? Within(InvocationExpressionSyntax useEndpoints)
    {
        if (useEndpoints.ArgumentList.Arguments is not [{ Expression: LambdaExpressionSyntax { Block: { } block } lambda }] || EndpointsOf(lambda) is not { } endpoints)
            return null;
        return HealthChecksUpTo(block.Statements.LastOrDefault()) is { } first ? (first, Placement.Before, endpoints) : (block, Placement.End, endpoints);
    }

    static string? EndpointsOf(LambdaExpressionSyntax lambda) => lambda switch
    {
        SimpleLambdaExpressionSyntax simple => simple.Parameter.Identifier.Text,
        ParenthesizedLambdaExpressionSyntax { ParameterList.Parameters: [var only] } => only.Identifier.Text,
        _ => null,
    };

    /// <summary>The place for another one before the statement that runs the application.</summary>
    public static StatementSyntax Before(StatementSyntax run) => HealthChecksUpTo(RegistrationOrder.Previous(run)) ?? run;

    static StatementSyntax? HealthChecksUpTo(StatementSyntax? last)
    {
        StatementSyntax? first = null;
        for (; last is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax mapping } && mapping.DescendantNodesAndSelf().Any(n => CalledName.Of(n) is { Identifier.ValueText: "MapHealthChecks" }); last = RegistrationOrder.Previous(last))
            first = last;
        return first;
    }
}
