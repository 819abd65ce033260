using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>Saves the changes of rows that were found, right behind them.</summary>
internal sealed class DatabaseChanges(FixUnit unit, HeldTable table, SolutionContext context, ContextAccess access)
{
    public Task AddAsync(RecordChange change) => change.IsHandedOn ? AddUpdateAsync(change) : AddSaveAsync(change);

    async Task AddSaveAsync(RecordChange change)
    {
        var last = change.Statements[change.Statements.Count - 1];
        var at = await access.AtAsync(change.Document, last).ConfigureAwait(false);
        unit.Add(new RewriteNode(NodeKey.Of(change.Document.Id, last), "EF Core save", (node, scope) =>
        {
            scope.Hoist(((StatementSyntax)node).WithTrailingTrivia(SyntaxFactory.LineFeed));
            return RewriteScope.Statement(DatabaseTable.Save(at.Open(scope), scope) + ";").WithTrailingTrivia(node.GetTrailingTrivia());
        })
        {
            Services = at.Services,
            Usings = ImmutableArray.Create("System.Threading.Tasks"),
            Awaits = true,
            Site = change.Site,
        });
    }

    // The context that read the record is gone: these columns of the row are set, where it is still there.
    async Task AddUpdateAsync(RecordChange change)
    {
        var last = change.Statements[change.Statements.Count - 1];
        var at = await access.AtAsync(change.Document, last).ConfigureAwait(false);
        unit.Add(new RewriteNode(NodeKey.Of(change.Document.Id, last), "EF Core update", (node, scope) =>
        {
            scope.Hoist(((StatementSyntax)node).WithTrailingTrivia(SyntaxFactory.LineFeed));
            var row = table.RowName(scope);
            var rows = $"await {at.Open(scope)}.{context.Set}.Where({row} => {row}.{table.Key.Name} == {change.Record}.{table.Key.Name})";
            var set = "set => set" + string.Concat(change.Properties.Select(p => $".SetProperty({row} => {row}.{p}, {change.Record}.{p})"));
            return RewriteScope.Statement(scope.Call($"{rows}.ExecuteUpdateAsync", set, DatabaseTable.ToTheEnd(scope)) + ";").WithTrailingTrivia(node.GetTrailingTrivia());
        })
        {
            Services = at.Services,
            Usings = ImmutableArray.Create("Microsoft.EntityFrameworkCore", "System.Linq", "System.Threading.Tasks"),
            Awaits = true,
            Site = change.Site,
        });
    }
}
