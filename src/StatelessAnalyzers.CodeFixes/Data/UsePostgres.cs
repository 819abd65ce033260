using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Platform;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>SLS4001: replaces EF Core's database in memory by PostgreSQL, with package and connection string.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
internal sealed class UsePostgres() : StatelessFix(Rules.SLS4001_DatabaseInProcessMemory, "Use PostgreSQL")
{
    const string Provider = "Npgsql.EntityFrameworkCore.PostgreSQL";
    const string FromServices = ".GetRequiredService<IConfiguration>()";

    static readonly ImmutableArray<string> Usings = ImmutableArray.Create("Microsoft.EntityFrameworkCore", "Microsoft.Extensions.Configuration");

    public override async Task PlanAsync(Finding finding, FixUnit unit, FixSession session)
    {
        var document = finding.Document;
        var root = await session.RootAsync(document.Id).ConfigureAwait(false);
        var model = await session.ModelAsync(document.Id).ConfigureAwait(false);
        if (root.FindNode(finding.Diagnostic.Location.SourceSpan).FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { Expression: MemberAccessExpressionSyntax access, ArgumentList.Arguments: var arguments } call
            || access.Name.Identifier.ValueText != "UseInMemoryDatabase")
            unit.Refuse("only UseInMemoryDatabase has a counterpart");
        else if (arguments is not [{ Expression: var name }] || model.GetConstantValue(name, session.CancellationToken).Value is not string database || NameOf(database) is not { } key)
            unit.Refuse("the database has options or a name that is made at run time");
        else if (DeploymentArms.Of(call) != DeploymentArm.Always)
            unit.Refuse("a condition decides whether the database is used");
        else if (CompositionFacts.Of(model.Compilation, session.CancellationToken).Registers("UseInternalServiceProvider"))
            unit.Refuse("the provider's services are registered apart");
        else if (ConfigurationAt(call, model) is not { } configuration)
            unit.Refuse("no configuration is at hand where the database is chosen");
        else if (await SettingAsync(session, key, database).ConfigureAwait(false) is not { } setting)
            unit.Refuse($"ConnectionStrings:{key} has another meaning");
        else
        {
            unit.Add(new RewriteNode(NodeKey.Of(document.Id, call), "UseNpgsql", (node, _) => Rewritten((InvocationExpressionSyntax)node, $"({configuration}.GetConnectionString(\"{setting}\"))"))
            {
                Packages = ImmutableArray.Create(Provider),
                Usings = configuration.EndsWith(FromServices, StringComparison.Ordinal) ? Usings.Add("Microsoft.Extensions.DependencyInjection") : Usings,
            });
            await session.Composition.ConfigureAsync(unit, document.Project.Id, "ConnectionStrings:" + setting, Placeholder(database)).ConfigureAwait(false);
        }
    }

    static InvocationExpressionSyntax Rewritten(InvocationExpressionSyntax call, string arguments)
    {
        var access = (MemberAccessExpressionSyntax)call.Expression;
        return call.WithExpression(access.WithName(SyntaxFactory.IdentifierName("UseNpgsql").WithTriviaFrom(access.Name)))
            .WithArgumentList(SyntaxFactory.ParseArgumentList(arguments).WithTriviaFrom(call.ArgumentList));
    }

    // Where the options are made from services, the configuration is one of them.
    static string? ConfigurationAt(SyntaxNode call, SemanticModel model)
    {
        if (HostPrograms.ConfigurationAt(call, model) is { } near)
            return near;
        var types = KnownTypes.Of(model.Compilation);
        foreach (var lambda in call.Ancestors().OfType<ParenthesizedLambdaExpressionSyntax>())
            foreach (var parameter in lambda.ParameterList.Parameters)
                if (model.GetDeclaredSymbol(parameter) is IParameterSymbol { Name: not "_" } symbol && types.Is(symbol.Type, TypeNames.IServiceProvider))
                    return symbol.Name + FromServices;
        return null;
    }

    // A string of that name that is there may be one for another kind of server.
    static async Task<string?> SettingAsync(FixSession session, string key, string database)
    {
        foreach (var candidate in new[] { key, key + "Database" })
        {
            var free = true;
            foreach (var file in session.Solution.Projects.SelectMany(p => p.AdditionalDocuments).Where(d => (d.FilePath ?? d.Name).EndsWith(".json", StringComparison.OrdinalIgnoreCase)))
                foreach (Match given in Regex.Matches((await file.GetTextAsync(session.CancellationToken).ConfigureAwait(false)).ToString(), "\"" + candidate + "\"\\s*:\\s*(\"[^\"]*\")?", RegexOptions.IgnoreCase))
                    free &= given.Groups[1].Value == "\"" + Placeholder(database) + "\"";
            if (free)
                return candidate;
        }
        return null;
    }

    static string Placeholder(string database) => $"Host=localhost;Database={database.ToLowerInvariant().Replace(' ', '_')};Username=postgres";

    static string? NameOf(string database)
    {
        var name = new StringBuilder();
        foreach (var c in database)
            if (c is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9')
                name.Append(name.Length == 0 ? char.ToUpperInvariant(c) : c);
            else if (c is not ('_' or '-' or '.' or ' '))
                return null;
        return name.Length > 0 ? name.ToString() : null;
    }
}
