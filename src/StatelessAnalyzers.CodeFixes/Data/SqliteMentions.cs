using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Platform;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>What a solution says that only SQLite understands, or that reads the database past EF Core.</summary>
internal sealed class SqliteMentions(FixSession session)
{
    static readonly HashSet<string> Sql = new(StringComparer.Ordinal)
    {
        "ExecuteSql", "ExecuteSqlAsync", "ExecuteSqlInterpolated", "ExecuteSqlInterpolatedAsync", "ExecuteSqlRaw", "ExecuteSqlRawAsync", "FromSql", "FromSqlInterpolated", "FromSqlRaw", "GetDbConnection",
        "HasCheckConstraint", "HasColumnType", "HasComputedColumnSql", "HasDefaultValueSql", "HasFilter", "SqlQuery", "SqlQueryRaw", "UseCollation",
    };

    /// <summary>The first such mention, or another one of the same connection string; null where there is none.</summary>
    public async Task<string?> ObstacleAsync(ConnectionArgument connection)
    {
        foreach (var document in (await session.ServedProjectsAsync().ConfigureAwait(false)).SelectMany(p => p.Documents))
            foreach (var node in (await session.RootAsync(document.Id).ConfigureAwait(false)).DescendantNodes())
                if (ObstacleOf(node, connection.Name) is { } obstacle && !(node.SyntaxTree.FilePath == connection.Expression.SyntaxTree.FilePath && connection.Expression.Span.Contains(node.Span)))
                    return $"{obstacle} ({document.Name}, line {node.GetLocation().GetLineSpan().StartLinePosition.Line + 1})";
        return null;
    }

    static string? ObstacleOf(SyntaxNode node, string? name) => node switch
    {
        SimpleBaseTypeSyntax { Type: SimpleNameSyntax { Identifier.ValueText: "Migration" or "ModelSnapshot" } } => "the migrations are made for SQLite: delete them first, and make new ones afterwards",
        SimpleNameSyntax { Identifier.ValueText: "UseCollation", Parent.Parent: InvocationExpressionSyntax call } when BinaryCollation.IsSetBy(call) => null,
        SimpleNameSyntax { Identifier.ValueText: var said } when Sql.Contains(said) => $"'{said}' may be given SQL that only SQLite understands",
        SimpleNameSyntax { Identifier.ValueText: var said } when said.StartsWith("Sqlite", StringComparison.Ordinal) && said.Length > "Sqlite".Length => $"'{said}' opens or reads the database too",
        LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression, Token.ValueText: var text } when name is not null && (text == "ConnectionStrings:" + name || text == name && IsOfConnection(node)) => $"the connection string '{name}' is read elsewhere too",
        _ => null,
    };

    static bool IsOfConnection(SyntaxNode literal) => literal.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } && CalledName.Of(call) is { Identifier.ValueText: "GetConnectionString" };
}
