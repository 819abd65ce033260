using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>The method that a type gets for what a database answers with an exception.</summary>
internal static class DatabaseMembers
{
    /// <summary>Adds the method that adds a row where its key is new. Null where there is no type to hold it.</summary>
    public static string? AddTryAdd(FixUnit unit, TableUse use, HeldTable table, SolutionContext context)
    {
        var name = $"TryAdd{table.Entity.Name}Async";
        if (use.Node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type || use.Model.GetDeclaredSymbol(type) is not INamedTypeSymbol { TypeKind: TypeKind.Class, DeclaringSyntaxReferences.Length: 1 } symbol)
        {
            unit.Refuse($"there is no class of one part that could hold the method that 'TryAdd' in {use.Place} becomes");
            return null;
        }
        var entity = table.Entity.ToMinimalDisplayString(use.Model, type.OpenBraceToken.Span.End);
        // The row that is there may have been added by another instance meanwhile, and what fails for another reason still fails.
        var member = $$"""
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
            """;
        foreach (var existing in symbol.GetMembers(name))
            if (!existing.DeclaringSyntaxReferences.Any(r => SyntaxFactory.AreEquivalent(r.GetSyntax(), SyntaxFactory.ParseMemberDeclaration(member), topLevel: false)))
            {
                unit.Refuse($"the type has a member '{name}' already");
                return null;
            }
        unit.Add(new AddMember(NodeKey.Of(use.Document.Id, type), name, member));
        foreach (var ns in new[] { "System.Threading.Tasks", "Microsoft.EntityFrameworkCore" })
            unit.Add(new AddUsing(use.Document.Id, ns));
        return name;
    }
}
