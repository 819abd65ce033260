using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Platform;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>Quartz's store in memory, named or left to the default, which its store in PostgreSQL takes the place of.</summary>
internal static class QuartzStore
{
    const string Builder = "Quartz.IQuartzBuilder";

    // Which Quartz loads by name.
    const string Driver = "Npgsql";

    public static async Task PlanAsync(FixUnit unit, Document document, InvocationExpressionSyntax call, FixSession session)
    {
        var model = await session.ModelAsync(document.Id).ConfigureAwait(false);
        if (!KnownTypes.Of(model.Compilation).Has(Builder))
            unit.Refuse("a persistent store of Quartz 3 needs a serializer");
        else if (Target(call, model) is not { } target)
            unit.Refuse("the store in memory has options, or the scheduler is set up elsewhere");
        else if (await new QuartzMentions(session).ObstacleAsync().ConfigureAwait(false) is { } obstacle)
            unit.Refuse(obstacle);
        else if (await KeepJobsInPostgres.ConnectionAsync(unit, document, target, "Quartz", session).ConfigureAwait(false) is var (connection, usings))
            unit.Add(new RewriteNode(NodeKey.Of(document.Id, target), "UsePersistentStore", (node, scope) => Rewritten(node, scope, connection))
            {
                Packages = ImmutableArray.Create(Driver),
                // Nothing of the driver is named.
                Usings = ImmutableArray.Create("Quartz").AddRange(usings),
            });
    }

    // What is rewritten: the call that names the memory, the body of what sets the scheduler up, or a call that has none.
    static SyntaxNode? Target(InvocationExpressionSyntax call, SemanticModel model)
    {
        var arguments = call.ArgumentList.Arguments;
        if (call.Expression is not MemberAccessExpressionSyntax)
            return null;
        if (CalledName.Of(call)!.Identifier.ValueText == "UseInMemoryStore")
            return arguments.Count == 0 ? call : null;
        if (arguments.Select(a => a.Expression).OfType<LambdaExpressionSyntax>().SingleOrDefault() is not { } setup)
            return arguments.All(a => a.Expression is LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression }) ? call : null;
        return setup.Body is BlockSyntax || KnownTypes.Of(model.Compilation).Is(model.GetTypeInfo(setup.Body).Type, Builder) ? setup.Body : null;
    }

    static SyntaxNode Rewritten(SyntaxNode node, RewriteScope scope, string connection)
    {
        var store = KeepJobsInPostgres.NameBeside(connection, "store");
        var use = $"UsePersistentStore({store} => {store}.UsePostgres({connection}!).UseClustering().ProvisionSchema())";
        switch (node)
        {
            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "UseInMemoryStore" } access } call:
                var made = (InvocationExpressionSyntax)SyntaxFactory.ParseExpression(use);
                return call.WithExpression(access.WithName(((SimpleNameSyntax)made.Expression).WithTriviaFrom(access.Name))).WithArgumentList(made.ArgumentList.WithTriviaFrom(call.ArgumentList));
            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "AddQuartz" } } call when scope.Original is InvocationExpressionSyntax { Parent: not LambdaExpressionSyntax }:
                var quartz = KeepJobsInPostgres.NameBeside(connection, "quartz");
                var given = call.ArgumentList.Arguments.Select(a => a.ToString()).Append($"{quartz} => {quartz}.{use}");
                return call.WithArgumentList(SyntaxFactory.ParseArgumentList($"({string.Join(", ", given)})").WithTriviaFrom(call.ArgumentList));
            case BlockSyntax block:
                return With(block, $"{ParameterOf(scope.Original)}.{use};");
            default:
                return scope.Expression($"{node.WithoutTrivia()}.{use}", node);
        }
    }

    // On a line of its own, unless all of the block is on one.
    static BlockSyntax With(BlockSyntax block, string statement) =>
        block.Statements.Count > 0 && block.OpenBraceToken.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia)
            ? ContextAccess.With(block, [statement])
            : block.WithStatements(block.Statements.Insert(0, SyntaxFactory.ParseStatement(statement).WithTrailingTrivia(SyntaxFactory.Space)));

    static string ParameterOf(SyntaxNode body) => body.Parent switch
    {
        SimpleLambdaExpressionSyntax simple => simple.Parameter.Identifier.ValueText,
        ParenthesizedLambdaExpressionSyntax { ParameterList.Parameters: [var only] } => only.Identifier.ValueText,
        _ => throw new InvalidOperationException("The scheduler is set up by a lambda of one parameter."),
    };
}
