using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>Has MySQL compare the texts of a context as C#, SQLite and PostgreSQL do. By itself it takes no notice of case.</summary>
internal static class BinaryCollation
{
    const string Method = "OnModelCreating";
    const string Collation = "utf8mb4_bin";

    /// <summary>Whether the context says so.</summary>
    public static bool IsSetIn(ClassDeclarationSyntax context) => context.DescendantTokens().Any(t => t.ValueText == Collation);

    /// <summary>Whether the call says so.</summary>
    public static bool IsSetBy(InvocationExpressionSyntax call) => call.ArgumentList.Arguments is [{ Expression: LiteralExpressionSyntax { Token.ValueText: Collation } }];

    /// <summary>Says so in the context, or refuses.</summary>
    public static async Task AddAsync(FixUnit unit, INamedTypeSymbol context, FixSession session)
    {
        if (context.DeclaringSyntaxReferences is not [var reference] || await reference.GetSyntaxAsync(session.CancellationToken).ConfigureAwait(false) is not ClassDeclarationSyntax declaration || session.DocumentOf(declaration) is not { } document)
        {
            unit.Refuse($"'{context.Name}' cannot be told how to compare texts");
            return;
        }
        if (IsSetIn(declaration))
            return;
        if (declaration.DescendantTokens().Any(t => t.ValueText == "UseCollation"))
            unit.Refuse($"'{context.Name}' compares texts in its own way");
        else if (declaration.Members.OfType<MethodDeclarationSyntax>().FirstOrDefault(m => m.Identifier.ValueText == Method) is not { } made)
        {
            var first = context.BaseType?.Name == "DbContext" ? "" : "    base.OnModelCreating(modelBuilder);\n";
            unit.Add(new AddMember(NodeKey.Of(document.Id, declaration), Method, $"protected override void OnModelCreating(ModelBuilder modelBuilder)\n{{\n{first}    modelBuilder.UseCollation(\"{Collation}\");\n}}"));
            unit.Add(new AddUsing(document.Id, "Microsoft.EntityFrameworkCore"));
        }
        else if (made is { Body: { Statements.Count: > 0 } body, ParameterList.Parameters: [var builder] })
            unit.Add(new RewriteNode(NodeKey.Of(document.Id, body), "collation", (node, _) => ContextAccess.With((BlockSyntax)node, [$"{builder.Identifier.ValueText}.UseCollation(\"{Collation}\");"]))
            {
                Usings = ImmutableArray.Create("Microsoft.EntityFrameworkCore"),
            });
        else
            unit.Refuse($"'{context.Name}' cannot be told how to compare texts");
    }
}
