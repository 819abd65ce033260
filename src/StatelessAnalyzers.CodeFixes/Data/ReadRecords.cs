using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Memory;

namespace StatelessAnalyzers.Data;

/// <summary>
/// Whether a record that takes another one's place does so only where that is as it was read. In memory it has to be the same object, or an equal one;
/// a database compares what is in it, which says the same of a record that was read just before, and of no other.
/// </summary>
internal static class ReadRecords
{
    /// <summary>Why a use asks for more than a database can tell, or null.</summary>
    public static string? Obstacle(HeldTable table, IReadOnlyList<TableUse> uses, FoundRecords found)
    {
        foreach (var use in uses.Where(u => u.Action == TableAction.TryReplace))
            if (table.Entity.GetMembers("Equals").Any(m => !m.IsImplicitlyDeclared))
                return $"'TryUpdate' in {use.Place} compares records as '{table.Entity.Name}.Equals' does";
            else if (!IsRead(use, uses, found))
                return $"'TryUpdate' in {use.Place} compares with a record that is not known to be the one that was read";
            else if (FoundIn(use.Value!, use.Model, found) is not null)
                return $"'TryUpdate' in {use.Place} puts in the record that was read, and no other one shows what it was";
        return null;
    }

    // TryUpdate(id, order, existing), and TryUpdate(id, order, orders[id])
    static bool IsRead(TableUse use, IReadOnlyList<TableUse> uses, FoundRecords found) =>
        FoundIn(use.Read!, use.Model, found) is { DeclaringSyntaxReferences: [var declared] } local && !RecordOrigin.IsGivenAgain(local.Name, declared.GetSyntax())
        || CacheKeys.IsStable(use.Key!, use.Model) && uses.Any(u => u.Action == TableAction.Find && u.Node == use.Read);

    static ISymbol? FoundIn(ExpressionSyntax record, SemanticModel model, FoundRecords found) =>
        record is IdentifierNameSyntax && model.GetSymbolInfo(record).Symbol is ILocalSymbol local && found.Contains(local) ? local : null;
}
