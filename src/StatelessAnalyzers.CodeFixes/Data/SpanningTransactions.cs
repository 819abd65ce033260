using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>Transactions of the code that calls: a connection that is opened within one takes part in it.</summary>
internal static class SpanningTransactions
{
    /// <summary>Where the solution has one, or null.</summary>
    public static async Task<string?> ObstacleAsync(FixSession session)
    {
        foreach (var project in await session.ServedProjectsAsync().ConfigureAwait(false))
            foreach (var document in await session.NamingAsync(project, "TransactionScope").ConfigureAwait(false))
                if ((await session.RootAsync(document.Id).ConfigureAwait(false)).DescendantNodes().FirstOrDefault(n => n is IdentifierNameSyntax { Identifier.ValueText: "TransactionScope" }) is { } scope)
                    return $"a transaction may span several methods ({document.Name}, line {scope.GetLocation().GetLineSpan().StartLinePosition.Line + 1})";
        return null;
    }
}
