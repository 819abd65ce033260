using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using StatelessAnalyzers.Platform;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Fleet;

/// <summary>A call that adds a log file, with what the call for the console takes over from it.</summary>
/// <param name="Call">The call.</param>
/// <param name="Whole">The call to remove with it: the wrapper that has it alone, or itself.</param>
/// <param name="Console">What the call for the console is named.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="IsPartial">Whether only a part of the events comes here.</param>
internal sealed record FileSink(InvocationExpressionSyntax Call, InvocationExpressionSyntax Whole, string Console, string Arguments, bool IsPartial)
{
    // What both sinks of Serilog understand; the formatter comes first and has no default.
    static readonly string[] Shared = ["formatter", "restrictedToMinimumLevel", "outputTemplate", "formatProvider", "levelSwitch"];
    static readonly string[] Wrappers = ["Logger", "Map", "Conditional", "Async", "Fallible", "FallbackChain"];

    /// <summary>Null, with the reason, where the console cannot take the file's place.</summary>
    public static FileSink? Of(InvocationExpressionSyntax call, SemanticModel model, out string obstacle)
    {
        obstacle = "only Serilog's file sinks and AddFile have a counterpart";
        if (model.GetOperation(call) is not IInvocationOperation operation)
            return null;
        var method = operation.TargetMethod.ReducedFrom ?? operation.TargetMethod;
        if (method is { IsExtensionMethod: true, Name: "AddFile" } && KnownTypes.Of(model.Compilation).Is(method.Parameters[0].Type, TypeNames.ILoggingBuilder))
            return new(call, call, "AddConsole", "()", IsPartial: false);
        if (method.ContainingType.Name is not ("FileLoggerConfigurationExtensions" or "RollingFileLoggerConfigurationExtensions") || method.ContainingNamespace.Name != "Serilog")
            return null;

        var given = operation.Arguments.Where(a => a.ArgumentKind == ArgumentKind.Explicit && a.Parameter is not null).ToDictionary(a => a.Parameter!.Name, a => (a.Syntax as ArgumentSyntax)?.Expression.ToString());
        var wrappers = call.Ancestors().OfType<LambdaExpressionSyntax>().Select(l => (Lambda: l, Taker: (l.Parent as ArgumentSyntax)?.Parent?.Parent as InvocationExpressionSyntax))
            .Where(w => w.Taker is not null && Wrappers.Contains(CalledName.Of(w.Taker)?.Identifier.ValueText)).ToList();
        obstacle = method.Parameters[0].Type.Name != "LoggerSinkConfiguration" ? "an audit log must not lose an event"
            : given.ContainsKey("hooks") ? "hooks change what is written"
            : wrappers is not ({ Count: < 2 }) || (wrappers is [var one] && (one.Lambda.Body != call || CalledName.Of(one.Taker!)!.Identifier.ValueText != "Async")) ? "the file takes a part of the log"
            : "";
        if (obstacle.Length > 0)
            return null;
        var kept = Shared.Where(name => given.TryGetValue(name, out var value) && value is not null).Select(name => name == "formatter" ? given[name] : $"{name}: {given[name]}");
        return new(call, wrappers.FirstOrDefault().Taker ?? call, "Console", $"({string.Join(", ", kept)})", given.ContainsKey("restrictedToMinimumLevel") || given.ContainsKey("levelSwitch"));
    }

    /// <summary>The call for the console in the place of <see cref="Call"/>.</summary>
    public SyntaxNode Replaced(SyntaxNode node)
    {
        var call = (InvocationExpressionSyntax)node;
        var access = (MemberAccessExpressionSyntax)call.Expression;
        return call.WithExpression(access.WithName(SyntaxFactory.IdentifierName(Console).WithTriviaFrom(access.Name)))
            .WithArgumentList(SyntaxFactory.ParseArgumentList(Arguments).WithTriviaFrom(call.ArgumentList));
    }

    /// <summary>What is left of the chain without <see cref="Whole"/>.</summary>
    public SyntaxNode Removed(SyntaxNode node)
    {
        var call = (InvocationExpressionSyntax)node;
        var (rest, dot) = LeftOf(call);
        // A comment before the call stays, with the line that it ends.
        return dot.LeadingTrivia.Any(Lowering.IsComment)
            ? rest.WithTrailingTrivia(rest.GetTrailingTrivia().Concat(dot.LeadingTrivia.Reverse().SkipWhile(t => t.IsKind(SyntaxKind.WhitespaceTrivia)).Reverse()))
            : rest.WithTrailingTrivia(call.GetTrailingTrivia());
    }

    /// <summary>The statement that is nothing but the call, or null.</summary>
    public ExpressionStatementSyntax? Statement =>
        Whole.Parent is ExpressionStatementSyntax statement && LeftOf(Whole).Left is not InvocationExpressionSyntax ? statement : null;

    // a.WriteTo.File() leaves a, a.AddFile() too.
    (ExpressionSyntax Left, SyntaxToken Dot) LeftOf(InvocationExpressionSyntax call)
    {
        var access = (MemberAccessExpressionSyntax)call.Expression;
        return Console == "Console" && access.Expression is MemberAccessExpressionSyntax sinks ? (sinks.Expression, sinks.OperatorToken) : (access.Expression, access.OperatorToken);
    }
}
