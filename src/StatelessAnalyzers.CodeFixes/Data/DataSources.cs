using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Platform;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>The one data source of a solution, which must lead where the connection does that it takes the place of.</summary>
internal sealed class DataSources(ConnectionProvider provider, FixSession session)
{
    /// <summary>Where the solution has another one, or another database; null where it has not.</summary>
    public async Task<string?> ObstacleAsync(string name)
    {
        if (provider.Taker is { } taker && session.Solution.Projects.Any(p => p.MetadataReferences.Any(r => Path.GetFileNameWithoutExtension(r.Display) == taker)))
            return "the provider of EF Core for MySQL would take the data source for its own, and turn down its connection string";
        foreach (var project in await session.ServedProjectsAsync().ConfigureAwait(false))
            foreach (var document in await session.NamingAsync(project, provider.Namespace).ConfigureAwait(false))
            {
                var model = await session.ModelAsync(document.Id).ConfigureAwait(false);
                foreach (var node in (await session.RootAsync(document.Id).ConfigureAwait(false)).DescendantNodes())
                    if (ObstacleOf(node, name, model) is { } obstacle)
                        return $"{obstacle} ({document.Name}, line {node.GetLocation().GetLineSpan().StartLinePosition.Line + 1})";
            }
        return null;
    }

    string? ObstacleOf(SyntaxNode node, string name, SemanticModel model)
    {
        switch (node)
        {
            case InvocationExpressionSyntax call when CalledName.Of(call) is { Identifier.ValueText: var called } method && (called == "Add" + provider.DataSource || called == "AddMultiHost" + provider.DataSource || called == "AddSingleton" && (method.ToString() == $"AddSingleton<{provider.DataSource}>" || method.ToString() == "AddSingleton<DbDataSource>")):
                return call.ArgumentList.ToString().IndexOf($"\"{name}\"", StringComparison.Ordinal) >= 0 ? null : "a data source is registered that may lead elsewhere";
            case BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var given }] } created when KnownTypes.Of(model.Compilation).Is(model.GetTypeInfo(created).Type, provider.Connection):
                return ConnectionArgument.Of(given, model) is { Name: { } other } && other != name ? "the solution reaches another database too" : null;
            default:
                return null;
        }
    }
}
