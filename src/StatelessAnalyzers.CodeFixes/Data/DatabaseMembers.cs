using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>The methods that a type gets for what a database answers with an exception, or with a number of rows.</summary>
internal static class DatabaseMembers
{
    static readonly string[] Usings = ["System.Threading.Tasks", "System.Linq", "Microsoft.EntityFrameworkCore"];

    /// <summary>Adds the method that adds a row where its key is new. Null where there is no type to hold it.</summary>
    public static string? AddTryAdd(FixUnit unit, TableUse use, HeldTable table, SolutionContext context) =>
        // The row that is there may have been added by another instance meanwhile, and what fails for another reason still fails.
        Add(unit, use, table, context, "TryAdd", (name, entity) => $$"""
            private static async Task<bool> {{name}}({{context.Type.Name}} db, {{entity}} row)
            {
                db.{{context.Set}}.Add(row);
                try
                {
                    await db.SaveChangesAsync();
                    return true;
                }
                catch (DbUpdateException)
                {
                    db.Entry(row).State = EntityState.Detached;
                    if (await db.{{context.Set}}.AnyAsync(existing => existing.{{table.Key.Name}} == row.{{table.Key.Name}}))
                    {
                        return false;
                    }

                    throw;
                }
            }
            """);

    /// <summary>Adds the method that gives a row other values where it is as it was read. Null where there is no type to hold it.</summary>
    public static string? AddTryUpdate(FixUnit unit, TableUse use, HeldTable table, IReadOnlyList<IPropertySymbol> columns, SolutionContext context)
    {
        var isUnchanged = string.Concat(columns.Select(c => $" && existing.{c.Name} == read.{c.Name}"));
        var values = string.Concat(columns.Where(c => !SymbolEqualityComparer.Default.Equals(c, table.Key)).Select(c => $"\n            .SetProperty(existing => existing.{c.Name}, row.{c.Name})"));
        return Add(unit, use, table, context, "TryUpdate", (name, entity) => $$"""
            private static async Task<bool> {{name}}({{context.Type.Name}} db, {{entity}} row, {{entity}} read)
            {
                // What is read next comes from the database again.
                db.Entry(read).State = EntityState.Detached;
                return await db.{{context.Set}}
                    .Where(existing => existing.{{table.Key.Name}} == row.{{table.Key.Name}}{{isUnchanged}})
                    .ExecuteUpdateAsync(set => set{{values}}) > 0;
            }
            """);
    }

    static string? Add(FixUnit unit, TableUse use, HeldTable table, SolutionContext context, string start, Func<string, string, string> make)
    {
        var name = $"{start}{table.Entity.Name}Async";
        var own = new[] { table.Entity, context.Type }.Where(t => !t.ContainingNamespace.IsGlobalNamespace).Select(t => t.ContainingNamespace.ToDisplayString());
        return AddedMethods.Add(
            unit, use.Document.Id, use.Node, use.Model, name, type => make(name, table.Entity.ToMinimalDisplayString(use.Model, type.OpenBraceToken.Span.End)), $"that '{start}' in {use.Place} becomes", [.. Usings, .. own])
            ? name
            : null;
    }
}
