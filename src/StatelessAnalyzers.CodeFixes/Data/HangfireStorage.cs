using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Platform;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>Hangfire's storage in memory, which its storage in PostgreSQL takes the place of.</summary>
internal static class HangfireStorage
{
    const string Package = "Hangfire.PostgreSql";

    // The oldest versions that the package goes with.
    static readonly (string Assembly, Version Version)[] Oldest = [("Hangfire.Core", new(1, 8)), ("Npgsql", new(6, 0, 11))];

    /// <summary>Whether the call tells Hangfire's configuration where to keep jobs.</summary>
    /// <param name="method">What is called.</param>
    /// <param name="found">The storage that is handed over, or the call's own name.</param>
    public static bool Takes(IMethodSymbol method, SyntaxNode found) =>
        (method.ReducedFrom ?? method).Parameters is [{ Type: { Name: "IGlobalConfiguration", ContainingNamespace.Name: "Hangfire" } }, ..]
        && (found is ObjectCreationExpressionSyntax ? method.Name == "UseStorage" : method.Name is "UseInMemoryStorage" or "UseMemoryStorage");

    public static async Task PlanAsync(FixUnit unit, Document document, InvocationExpressionSyntax call, FixSession session)
    {
        var compilation = await session.CompilationAsync(document.Project.Id).ConfigureAwait(false);
        var options = CalledName.Of(call)?.Identifier.ValueText == "UseStorage" && call.ArgumentList.Arguments is [{ Expression: ObjectCreationExpressionSyntax storage }] ? storage.ArgumentList?.Arguments.Count ?? 0 : call.ArgumentList.Arguments.Count;
        if (call.Expression is not MemberAccessExpressionSyntax)
            unit.Refuse("the storage is chosen in another way than by a call on Hangfire's configuration");
        else if (options > 0)
            unit.Refuse("the storage in memory has options");
        else if (Array.Find(Oldest, o => compilation.ReferencedAssemblyNames.Any(a => a.Name == o.Assembly && a.Version < o.Version)) is { Assembly: { } assembly } old)
            unit.Refuse($"{Package} goes with {assembly} {old.Version} or later");
        else if (await KeepJobsInPostgres.ConnectionAsync(unit, document, call, "Hangfire", session).ConfigureAwait(false) is var (connection, usings))
            unit.Add(new RewriteNode(NodeKey.Of(document.Id, call), Package, (node, _) => Rewritten((InvocationExpressionSyntax)node, KeepJobsInPostgres.NameBeside(connection, "storage"), connection))
            {
                Packages = ImmutableArray.Create(Package),
                Usings = ImmutableArray.Create(Package).AddRange(usings),
            });
    }

    static InvocationExpressionSyntax Rewritten(InvocationExpressionSyntax call, string storage, string connection)
    {
        var access = (MemberAccessExpressionSyntax)call.Expression;
        return call.WithExpression(access.WithName(SyntaxFactory.IdentifierName("UsePostgreSqlStorage").WithTriviaFrom(access.Name)))
            .WithArgumentList(SyntaxFactory.ParseArgumentList($"({storage} => {storage}.UseNpgsqlConnection({connection}))").WithTriviaFrom(call.ArgumentList));
    }
}
