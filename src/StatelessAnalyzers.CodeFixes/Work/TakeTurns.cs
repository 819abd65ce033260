using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using StatelessAnalyzers.Platform;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Work;

/// <summary>SLS5003: one instance of the fleet at a time keeps the schedule. The lock is held through the wait, since instances that only do not overlap would still all do the work.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
internal sealed class TakeTurns() : StatelessFix(Rules.SLS5003_ScheduleOnEveryInstance, "Take turns under a distributed lock")
{
    public override async Task PlanAsync(Finding finding, FixUnit unit, FixSession session)
    {
        var document = finding.Document;
        var root = await session.RootAsync(document.Id).ConfigureAwait(false);
        var model = await session.ModelAsync(document.Id).ConfigureAwait(false);
        if (root.FindNode(finding.Diagnostic.Location.SourceSpan) is not SimpleNameSyntax { Identifier.ValueText: "Delay" or "WaitForNextTickAsync" } name || name.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } wait)
            unit.Refuse("the callback of a timer cannot wait for a lock");
        else if (wait.FirstAncestorOrSelf<BaseMethodDeclarationSyntax>() is not MethodDeclarationSyntax { Parent: TypeDeclarationSyntax type } method || wait.FirstAncestorOrSelf<StatementSyntax>(s => s is WhileStatementSyntax or ForStatementSyntax or DoStatementSyntax) is not { } loop)
            unit.Refuse("the wait is not in a loop");
        else if (method.DescendantNodes().Any(n => n is IdentifierNameSyntax { Identifier.ValueText: "AcquireLockAsync" }))
            unit.Refuse("the turn is taken already, by a package that is not restored yet");
        else if (WaitsOf(loop) is var waits && waits.Any(w => IsCutShort(w, model)))
            unit.Refuse("the wait is cut short by what this instance alone hears of, and another may have the turn");
        // A lock that only the body holds would end before the wait of the condition.
        else if (waits.Count > 1 && waits.Any(w => LoopAround(w) != loop || Functions.Around(w) != Functions.Around(wait) || loop is not WhileStatementSyntax { Statement: BlockSyntax block } || !block.Span.Contains(w.Span)))
            unit.Refuse("the loop waits at several places");
        else if (TokenOf(wait, model) is not { } token)
            unit.Refuse("no cancellation token is at hand");
        else if (finding.Diagnostic.AdditionalLocations.Count == 0 && !await new SharedWork(session).IsInAsync(loop).ConfigureAwait(false))
            unit.Refuse("nothing is seen that instances share, so each may have to do this work for itself");
        else
        {
            var lockName = await LockNameAsync(type, method, model, session).ConfigureAwait(false);
            // However the turn of the loop ends, its lock is held until then.
            unit.Rename($"turns of {NodeKey.Of(document.Id, loop)}");
            var (target, obstacle) = waits.Count == 1 && loop is WhileStatementSyntax { Condition: var condition } && condition.Span.Contains(wait.Span) ? OfCondition((WhileStatementSyntax)loop, wait, model)
                : waits.Select(w => OfBody(loop, w)).OrderByDescending(b => b.Target is not null).First();
            if (target is null)
                unit.Refuse(obstacle!);
            else
            {
                var isClear = !PackageNames.AreInTheWay("StackExchange.Redis", root, model);
                unit.Add(new RewriteNode(NodeKey.Of(document.Id, target), "take turns", (node, scope) => Rewritten(node, scope, lockName, token, isClear ? "" : "StackExchange.Redis."))
                {
                    Services = ImmutableArray.Create(Services.Locks),
                    Usings = isClear ? ImmutableArray.Create("System", "StackExchange.Redis") : ImmutableArray.Create("System"),
                    Awaits = true,
                });
            }
        }
    }

    // Each class that derives from the type keeps a schedule of its own, and so does each of its type arguments.
    static async Task<string> LockNameAsync(TypeDeclarationSyntax type, MethodDeclarationSyntax method, SemanticModel model, FixSession session)
    {
        var suffix = method.Identifier.ValueText == "ExecuteAsync" ? "" : "." + method.Identifier.ValueText;
        var symbol = model.GetDeclaredSymbol(type)!;
        if (method.Modifiers.Any(SyntaxKind.StaticKeyword) || !(ObjectKinds.IsGeneric(symbol) || await new ObjectKinds(session).AreSeveralAsync(symbol, model.Compilation).ConfigureAwait(false)))
            return $"\"{symbol.Name}{suffix}\"";
        var name = symbol is { IsAbstract: false } && ObjectKinds.IsGeneric(symbol) ? "GetType().ToString()" : "GetType().Name";
        return suffix.Length == 0 ? name : $"$\"{{{name}}}{suffix}\"";
    }

    // The token of the wait ends the loop, be it a parameter or a member.
    static string? TokenOf(InvocationExpressionSyntax wait, SemanticModel model) =>
        CancellationTokens.At(wait, model)
            ?? (wait.ArgumentList.Arguments is [.., { Expression: (IdentifierNameSyntax or MemberAccessExpressionSyntax) and var given }] && KnownTypes.Of(model.Compilation).Is(model.GetTypeInfo(given).Type, TypeNames.CancellationToken)
                && model.GetSymbolInfo(given).Symbol is (IPropertySymbol or IFieldSymbol) ? given.WithoutTrivia().ToString() : null);

    // By a token that is linked to more than one, or that something else than the end of the host cancels.
    static bool IsCutShort(InvocationExpressionSyntax wait, SemanticModel model) =>
        wait.ArgumentList.Arguments is [.., { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Token", Expression: var source } }]
        && model.GetSymbolInfo(source).Symbol is ILocalSymbol { DeclaringSyntaxReferences: [var declared] } && declared.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: var made }
        && made is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "CreateLinkedTokenSource" }, ArgumentList.Arguments: [{ Expression: IdentifierNameSyntax }] };

    // What waits before it tries again is no second period.
    static List<InvocationExpressionSyntax> WaitsOf(SyntaxNode loop) =>
        [.. loop.DescendantNodes(n => n is not CatchClauseSyntax).Select(n => n is SimpleNameSyntax { Identifier.ValueText: "Delay" or "WaitForNextTickAsync", Parent: MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } } ? call : null).OfType<InvocationExpressionSyntax>()];

    static StatementSyntax? LoopAround(SyntaxNode wait) =>
        wait.FirstAncestorOrSelf<StatementSyntax>(s => s is WhileStatementSyntax or ForStatementSyntax or DoStatementSyntax or CommonForEachStatementSyntax);

    // The block that does the work and waits.
    static (SyntaxNode? Target, string? Obstacle) OfBody(StatementSyntax loop, InvocationExpressionSyntax wait)
    {
        var body = loop.ChildNodes().OfType<BlockSyntax>().FirstOrDefault();
        if (wait.FirstAncestorOrSelf<StatementSyntax>() is not ExpressionStatementSyntax { Expression: AwaitExpressionSyntax, Parent: BlockSyntax block } || body is null)
            return (null, "the wait is not a statement of its own");
        if (block == body)
            return (body, null);
        return block.Parent is TryStatementSyntax handled && handled.Block == block && handled.Parent == body ? (body.Statements.Count == 1 ? block : body, null) : (null, "the loop waits within another statement");
    }

    // The loop itself: who holds the lock stays in it until the lock is lost.
    static (SyntaxNode? Target, string? Obstacle) OfCondition(WhileStatementSyntax loop, InvocationExpressionSyntax wait, SemanticModel model)
    {
        if (loop.Condition is not AwaitExpressionSyntax || loop.Statement is not BlockSyntax)
            return (null, "the condition of the loop is more than the wait");
        return wait.Expression is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax timer } && model.GetSymbolInfo(timer).Symbol is ILocalSymbol ? (loop, null) : (null, "the timer belongs to more than this loop");
    }

    static SyntaxNode Rewritten(SyntaxNode node, RewriteScope scope, string lockName, string token, string redis)
    {
        var turn = scope.Unused("turn");
        var taken = $"await using var {turn} = await {scope.Service(Services.Locks)}.AcquireLockAsync({lockName}, cancellationToken: {token});";
        if (node is BlockSyntax block)
        {
            var work = block.Statements.Insert(0, RewriteScope.Statement(taken).WithTrailingTrivia(SyntaxFactory.LineFeed));
            // There the failures are handled already.
            if (scope.Original.Parent is TryStatementSyntax)
                return block.WithStatements(work);
            return block.WithStatements(SyntaxFactory.SingletonList<StatementSyntax>(Patient(SyntaxFactory.Block(work), scope, token, redis))).WithAdditionalAnnotations(Formatter.Annotation);
        }

        var loop = (WhileStatementSyntax)node;
        var kept = loop.WithCondition(SyntaxFactory.ParseExpression($"!{turn}.HandleLostToken.IsCancellationRequested && {loop.Condition.WithoutTrivia()}")).WithoutLeadingTrivia();
        var turns = (WhileStatementSyntax)SyntaxFactory.ParseStatement($"while (!{token}.IsCancellationRequested)\n{{\n}}\n");
        var inner = (BlockSyntax)turns.Statement;
        var held = SyntaxFactory.Block(RewriteScope.Statement(taken).WithTrailingTrivia(SyntaxFactory.LineFeed), kept);
        return turns.WithStatement(inner.AddStatements(Patient(held, scope, token, redis))).WithLeadingTrivia(loop.GetLeadingTrivia()).WithTrailingTrivia(loop.GetTrailingTrivia()).WithAdditionalAnnotations(Formatter.Annotation);
    }

    // A failure that a hosted service does not handle ends the host, and an answer of Redis that is late would be one on every instance at once.
    static TryStatementSyntax Patient(BlockSyntax turn, RewriteScope scope, string token, string redis)
    {
        var e = scope.Unused("e");
        var patient = (TryStatementSyntax)SyntaxFactory.ParseStatement($$"""
            try
            {
            }
            catch (Exception {{e}}) when ({{e}} is {{redis}}RedisException || {{e}} is {{redis}}RedisTimeoutException || {{e}}.InnerException is {{redis}}RedisException || {{e}}.InnerException is {{redis}}RedisTimeoutException)
            {
            // Without Redis nobody has the turn.
            await Task.Delay(TimeSpan.FromSeconds(5), {{token}});
            }

            """.Replace("\r\n", "\n"));
        return patient.WithBlock(patient.Block.WithStatements(turn.Statements));
    }
}
