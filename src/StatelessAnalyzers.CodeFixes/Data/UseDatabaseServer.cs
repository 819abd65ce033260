using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Platform;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>SLS4001: replaces EF Core's database in memory by a server, with package and connection string.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
internal sealed class UseDatabaseServer() : StatelessFix(Rules.SLS4001_DatabaseInProcessMemory, "Use a database server")
{
    public override async Task PlanAsync(Finding finding, FixUnit unit, FixSession session)
    {
        var root = await session.RootAsync(finding.Document.Id).ConfigureAwait(false);
        await PlanAsync(root.FindNode(finding.Diagnostic.Location.SourceSpan).FirstAncestorOrSelf<InvocationExpressionSyntax>(), finding.Document, unit, session).ConfigureAwait(false);
    }

    /// <summary>Plans it for a call that chooses the database.</summary>
    public static async Task PlanAsync(InvocationExpressionSyntax? call, Document document, FixUnit unit, FixSession session)
    {
        var model = await session.ModelAsync(document.Id).ConfigureAwait(false);
        var server = await DatabaseServer.ForAsync(document, session).ConfigureAwait(false);
        if (call is not { Expression: MemberAccessExpressionSyntax access, ArgumentList.Arguments: var arguments } || access.Name.Identifier.ValueText != "UseInMemoryDatabase")
            unit.Refuse("only UseInMemoryDatabase has a counterpart");
        else if (arguments is not [{ Expression: var name }] || model.GetConstantValue(name, session.CancellationToken).Value is not string database || ConnectionStrings.NameOf(database) is not { } key)
            unit.Refuse("the database has options or a name that is made at run time");
        else if (await ConnectionStrings.ObstacleAsync(call, model, server, session).ConfigureAwait(false) is { } obstacle)
            unit.Refuse(obstacle);
        else if (ConnectionStrings.ConfigurationAt(call, model) is not var (configuration, usings))
            unit.Refuse("no configuration is at hand where the database is chosen");
        else if (await ConnectionStrings.FreeNameAsync(session, key, server.Placeholder(database)).ConfigureAwait(false) is not { } setting)
            unit.Refuse($"ConnectionStrings:{key} has another meaning");
        else
        {
            unit.Add(new RewriteNode(NodeKey.Of(document.Id, call), "Use" + server.Name, (node, _) => Rewritten((InvocationExpressionSyntax)node, server, $"{configuration}.GetConnectionString(\"{setting}\")"))
            {
                Packages = ImmutableArray.Create(server.Package),
                Usings = ImmutableArray.Create("Microsoft.EntityFrameworkCore").AddRange(usings),
            });
            await session.Composition.ConfigureAsync(unit, document.Project.Id, "ConnectionStrings:" + setting, server.Placeholder(database)).ConfigureAwait(false);
            if (server.IsMySql)
                await BinaryCollation.AddAsync(unit, ConnectionStrings.ContextAt(call, model)!, session).ConfigureAwait(false);
        }
    }

    static InvocationExpressionSyntax Rewritten(InvocationExpressionSyntax call, DatabaseServer server, string connection)
    {
        var access = (MemberAccessExpressionSyntax)call.Expression;
        return call.WithExpression(access.WithName(SyntaxFactory.IdentifierName("Use" + server.Name).WithTriviaFrom(access.Name)))
            .WithArgumentList(SyntaxFactory.ParseArgumentList(server.Version is null ? $"({connection})" : $"({connection}, {server.Version})").WithTriviaFrom(call.ArgumentList));
    }
}
