using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Platform;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>SLS4002: replaces EF Core's SQLite by a server, with package and connection strings, where nothing else knows that it is SQLite.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
internal sealed class ReplaceSqlite() : StatelessFix(Rules.SLS4002_DatabaseIsLocalFile, "Use a database server")
{
    static readonly Regex File = new(@"(?:^|;)\s*(?:data ?source|filename)\s*=\s*[""']?([^;""']+)", RegexOptions.IgnoreCase);

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
        if (call is null || CalledName.Of(call) is not { Identifier.ValueText: "UseSqlite" or "AddSqlite" } called)
            unit.Refuse("only UseSqlite and AddSqlite of EF Core have a counterpart");
        else if (call.ArgumentList.Arguments is not [{ Expression: var argument }] || ConnectionArgument.Of(argument, model) is not { } connection)
            unit.Refuse("the database has options, or a connection string that is made at run time");
        else if (await ConnectionStrings.ObstacleAsync(call, model, server, session).ConfigureAwait(false) is { } obstacle)
            unit.Refuse(obstacle);
        else if (await new SqliteMentions(session).ObstacleAsync(connection).ConfigureAwait(false) is { } mention)
            unit.Refuse(mention);
        else
        {
            await SetAsync(unit, session, document, model, call, connection, server).ConfigureAwait(false);
            unit.Add(new RewriteNode(NodeKey.Of(document.Id, called), server.Name, (node, _) => ((SimpleNameSyntax)node).WithIdentifier(
                SyntaxFactory.Identifier(called.Identifier.ValueText.Replace("Sqlite", server.Name)).WithTriviaFrom(((SimpleNameSyntax)node).Identifier)))
            {
                Packages = ImmutableArray.Create(server.Package),
                Usings = ImmutableArray.Create(called.Identifier.ValueText == "UseSqlite" ? "Microsoft.EntityFrameworkCore" : "Microsoft.Extensions.DependencyInjection"),
            });
            if (server.Version is { } version)
                unit.Add(new RewriteNode(NodeKey.Of(document.Id, call.ArgumentList), "version", (node, _) =>
                    ((ArgumentListSyntax)node).AddArguments(SyntaxFactory.Argument(SyntaxFactory.ParseExpression(version).WithLeadingTrivia(SyntaxFactory.Space))))
                {
                    Usings = ImmutableArray.Create("Microsoft.EntityFrameworkCore"),
                });
            if (server.IsMySql)
                await BinaryCollation.AddAsync(unit, ConnectionStrings.ContextAt(call, model)!, session).ConfigureAwait(false);
        }
    }

    // The key stays where the settings name a file under it; else there is a new one.
    static async Task SetAsync(FixUnit unit, FixSession session, Document document, SemanticModel model, InvocationExpressionSyntax call, ConnectionArgument connection, DatabaseServer server)
    {
        var values = connection.Name is null ? [] : await ConnectionStrings.ValuesAsync(session, connection.Name).ConfigureAwait(false);
        foreach (var (file, value) in values)
            if (FileOf(value.Text) is { } database)
                unit.Add(ConnectionStrings.Replace(file, connection.Name!, server.Placeholder(database)));
            else
                unit.Refuse($"ConnectionStrings:{connection.Name} has another meaning in {System.IO.Path.GetFileName(file.Name)}");

        var fallback = connection.Text is null ? null : FileOf(connection.Text);
        if (values.Count == 0 && fallback is null)
            unit.Refuse(connection.Text is null ? $"ConnectionStrings:{connection.Name} is set elsewhere than in appsettings.json" : "the connection string names no file");
        else if (connection.Name is not null)
        {
            if (values.Count == 0)
                await session.Composition.ConfigureAsync(unit, document.Project.Id, "ConnectionStrings:" + connection.Name, server.Placeholder(fallback!)).ConfigureAwait(false);
            if (connection.Text is not null)
                unit.Add(new RewriteNode(NodeKey.Of(document.Id, connection.Expression), "no file", (node, _) => ((BinaryExpressionSyntax)node).Left.WithTriviaFrom(node)));
        }
        else if (ConnectionStrings.ConfigurationAt(call, model) is not var (configuration, usings))
            unit.Refuse("no configuration is at hand where the database is chosen");
        else if (ConnectionStrings.NameOf(fallback!) is not { } key || await ConnectionStrings.FreeNameAsync(session, key, server.Placeholder(fallback!)).ConfigureAwait(false) is not { } name)
            unit.Refuse("no name is free for the connection string");
        else
        {
            unit.Add(new RewriteNode(NodeKey.Of(document.Id, connection.Expression), "connection string", (node, scope) => scope.Expression($"{configuration}.GetConnectionString(\"{name}\")", node)) { Usings = ImmutableArray.Create(usings) });
            await session.Composition.ConfigureAsync(unit, document.Project.Id, "ConnectionStrings:" + name, server.Placeholder(fallback!)).ConfigureAwait(false);
        }
    }

    // What a server's database is called that takes the file's place.
    static string? FileOf(string connection) =>
        ConnectionText.PlaceOf(connection) != DatabasePlace.Memory && File.Match(connection) is { Success: true } match ? System.IO.Path.GetFileNameWithoutExtension(match.Groups[1].Value.Trim().Replace('\\', '/')) : null;
}
