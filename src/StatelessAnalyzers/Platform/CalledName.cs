using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StatelessAnalyzers.Platform;

/// <summary>Where a call says what it calls: the place of a finding about the call.</summary>
internal static class CalledName
{
    /// <summary>The method's name in <c>a.B()</c>, <c>a?.B()</c> or <c>B()</c>; null for anything else.</summary>
    public static SimpleNameSyntax? Of(SyntaxNode call) => call is not InvocationExpressionSyntax { Expression: var called } ? null : called switch
    {
        MemberAccessExpressionSyntax member => member.Name,
        MemberBindingExpressionSyntax binding => binding.Name,
        SimpleNameSyntax name => name,
        _ => null,
    };
}
