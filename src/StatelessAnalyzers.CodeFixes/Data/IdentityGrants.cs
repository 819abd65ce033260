using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>The grants of an identity server, which its operational store of Entity Framework keeps where the application refers to it.</summary>
internal static class IdentityGrants
{
    const string Store = "AddOperationalStore";

    static readonly string[] Others = [Store, "AddPersistedGrantStore", "IPersistedGrantStore"];

    public static async Task PlanAsync(FixUnit unit, Document document, InvocationExpressionSyntax call, FixSession session)
    {
        var model = await session.ModelAsync(document.Id).ConfigureAwait(false);
        if (call.Expression is not MemberAccessExpressionSyntax || model.GetTypeInfo(call).Type is not { Name: "IIdentityServerBuilder" } builder)
            unit.Refuse("the identity server is set up in another way than by a chain of calls");
        else if (model.LookupSymbols(call.SpanStart, builder, Store, includeReducedExtensionMethods: true).IsEmpty)
            unit.Refuse($"no package with {Store} is referenced");
        else if (model.Compilation.ReferencedAssemblyNames.FirstOrDefault(a => a.Name == "Microsoft.EntityFrameworkCore")?.Version.Major is not >= 8)
            unit.Refuse($"{DatabaseServer.Postgres.Package} goes with EF Core 8 or later");
        else if (await OtherAsync(session).ConfigureAwait(false) is { } other)
            unit.Refuse(other);
        else if (await KeepJobsInPostgres.ConnectionAsync(unit, document, call, "IdentityServer", session).ConfigureAwait(false) is var (connection, usings))
            unit.Add(new RewriteNode(NodeKey.Of(document.Id, call), Store, (node, scope) => Rewritten((InvocationExpressionSyntax)node, (InvocationExpressionSyntax)scope.Original, connection))
            {
                Packages = ImmutableArray.Create(DatabaseServer.Postgres.Package),
                Usings = ImmutableArray.Create("Microsoft.EntityFrameworkCore").AddRange(usings),
            });
    }

    // Two stores would take turns.
    static async Task<string?> OtherAsync(FixSession session)
    {
        foreach (var project in session.Solution.Projects)
            foreach (var name in Others)
                if ((await session.NamingAsync(project, name).ConfigureAwait(false)).FirstOrDefault() is { } document)
                    return $"{document.Name} names {name}, which may be the store already";
        return null;
    }

    static InvocationExpressionSyntax Rewritten(InvocationExpressionSyntax call, InvocationExpressionSyntax original, string connection)
    {
        var (options, db) = (KeepJobsInPostgres.NameBeside(connection, "options"), KeepJobsInPostgres.NameBeside(connection, "db"));
        var arguments = $"({options} => {options}.ConfigureDbContext = {db} => {db}.UseNpgsql({connection}))";
        var access = (MemberAccessExpressionSyntax)call.Expression;
        if (access.Name.Identifier.ValueText == "AddInMemoryPersistedGrants")
            return call.WithExpression(access.WithName(SyntaxFactory.IdentifierName(Store).WithTriviaFrom(access.Name))).WithArgumentList(SyntaxFactory.ParseArgumentList(arguments).WithTriviaFrom(call.ArgumentList));
        // On a line of its own where the chain goes on like that.
        var dot = original.Parent is MemberAccessExpressionSyntax next && next.OperatorToken.GetPreviousToken().TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia) ? next.OperatorToken.LeadingTrivia : default;
        return SyntaxFactory.InvocationExpression(
            SyntaxFactory.MemberAccessExpression(
                SyntaxKind.SimpleMemberAccessExpression,
                dot == default ? call.WithoutTrailingTrivia() : call.WithTrailingTrivia(SyntaxFactory.LineFeed),
                SyntaxFactory.Token(dot, SyntaxKind.DotToken, default),
                SyntaxFactory.IdentifierName(Store)),
            SyntaxFactory.ParseArgumentList(arguments).WithTrailingTrivia(call.GetTrailingTrivia()));
    }
}
