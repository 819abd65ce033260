using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Platform;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>SLS4006: gives Hangfire, Quartz and identity servers their store over PostgreSQL, with package and connection string.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
internal sealed class KeepJobsInPostgres() : StatelessFix(Rules.SLS4006_LibraryKeepsStoreInMemory, "Keep it in PostgreSQL")
{
    public override async Task PlanAsync(Finding finding, FixUnit unit, FixSession session)
    {
        var root = await session.RootAsync(finding.Document.Id).ConfigureAwait(false);
        var model = await session.ModelAsync(finding.Document.Id).ConfigureAwait(false);
        var node = root.FindNode(finding.Diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        // config.UseStorage(new InMemoryStorage())
        var call = node is ObjectCreationExpressionSyntax { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax taker } } ? taker : node.FirstAncestorOrSelf<InvocationExpressionSyntax>();
        if (call is null || model.GetSymbolInfo(call, session.CancellationToken).Symbol is not IMethodSymbol method)
            unit.Refuse("the store of this library is replaced by hand");
        else if (DeploymentArms.Of(call) != DeploymentArm.Always)
            unit.Refuse("a condition decides whether the store is used");
        else if (HangfireStorage.Takes(method, node))
            await HangfireStorage.PlanAsync(unit, finding.Document, call, session).ConfigureAwait(false);
        else if (method.Name is "UseInMemoryStore" or "AddQuartz")
            await QuartzStore.PlanAsync(unit, finding.Document, call, session).ConfigureAwait(false);
        else if (method.Name is "AddInMemoryPersistedGrants" or "AddIdentityServer")
            await IdentityGrants.PlanAsync(unit, finding.Document, call, session).ConfigureAwait(false);
        else
            unit.Refuse("the store of this library is replaced by hand");
    }

    /// <summary>What reads the connection string of that name where the call stands; or refuses.</summary>
    public static async Task<(string Text, string[] Usings)?> ConnectionAsync(FixUnit unit, Document document, SyntaxNode call, string name, FixSession session)
    {
        var model = await session.ModelAsync(document.Id).ConfigureAwait(false);
        var placeholder = DatabaseServer.Postgres.Placeholder(name);
        if (ConnectionStrings.ConfigurationAt(call, model) is not var (configuration, usings))
            unit.Refuse("no configuration is at hand where the store is chosen");
        else if (await ConnectionStrings.FreeNameAsync(session, name, placeholder).ConfigureAwait(false) is not { } setting)
            unit.Refuse($"ConnectionStrings:{name} has another meaning");
        else
        {
            await session.Composition.ConfigureAsync(unit, document.Project.Id, "ConnectionStrings:" + setting, placeholder).ConfigureAwait(false);
            return ($"{configuration}.GetConnectionString(\"{setting}\")", usings);
        }
        return null;
    }

    /// <summary>A name for the parameter of a lambda that holds the connection string's expression.</summary>
    public static string NameBeside(string connection, string name) => Identifiers.Unused(name, Identifiers.In(SyntaxFactory.ParseExpression(connection).DescendantTokens()));
}
