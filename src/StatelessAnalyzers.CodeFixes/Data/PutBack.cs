using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>
/// A record that is put back under the key that it was found under: <c>var order = orders[id]; order.Quantity = 2; orders[id] = order;</c>.
/// In memory nothing changes by it, and in a database the changes are saved by themselves, without what they leave.
/// </summary>
internal static class PutBack
{
    /// <summary>Whether the use does so, as a statement of its own.</summary>
    public static bool Is(TableUse use, HeldTable table, IReadOnlyList<TableUse> uses) =>
        use is { Action: TableAction.Put, Index: null, Value: IdentifierNameSyntax record, Node.Parent: ExpressionStatementSyntax { Parent: BlockSyntax } }
        && use.Model.GetSymbolInfo(record).Symbol is ILocalSymbol { DeclaringSyntaxReferences: [var declared] } local && !RecordOrigin.IsGivenAgain(local.Name, declared.GetSyntax())
        && uses.Any(u => SymbolEqualityComparer.Default.Equals(FoundRecord.SymbolOf(u), local) && IsSameKey(use, u, record, table));

    static bool IsSameKey(TableUse put, TableUse found, IdentifierNameSyntax record, HeldTable table) =>
        put.Key is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax owner, Name.Identifier.ValueText: var name } && owner.Identifier.ValueText == record.Identifier.ValueText && name == table.Key.Name
        || found.Key is { } key && SyntaxFactory.AreEquivalent(key, put.Key) && RecordKeys.IsSame(key, put.Model);

    /// <summary>Takes the statement away.</summary>
    public static void Remove(TableUse use, FixUnit unit) =>
        unit.Add(new RewriteNode(NodeKey.Of(use.Document.Id, use.Node.Parent!), "put back", (_, _) => null));
}
