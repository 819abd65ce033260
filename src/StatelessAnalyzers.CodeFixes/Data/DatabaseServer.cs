using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using StatelessAnalyzers.Platform;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>A database server that fixes move to, as EF Core reaches it.</summary>
/// <param name="Package">The provider's package.</param>
/// <param name="Name">What its methods are called for: <c>Use…</c>, <c>Add…</c>.</param>
/// <param name="Version">A further argument of these methods, or null.</param>
/// <param name="Local">The connection string of a local server, without a password, with <c>{0}</c> for the database.</param>
internal sealed record DatabaseServer(string Package, string Name, string? Version, string Local)
{
    public static DatabaseServer Postgres { get; } = new("Npgsql.EntityFrameworkCore.PostgreSQL", "Npgsql", null, "Host=localhost;Database={0};Username=postgres");

    public static DatabaseServer MySql { get; } = new("Pomelo.EntityFrameworkCore.MySql", "MySql", "new MySqlServerVersion(\"8.0\")", "Server=localhost;Database={0};User ID=root");

    /// <summary>The server that the user has chosen for the document.</summary>
    public static async Task<DatabaseServer> ForAsync(Document document, FixSession session) =>
        StatelessOptions.Database.Of(document.Project.AnalyzerOptions, (await session.RootAsync(document.Id).ConfigureAwait(false)).SyntaxTree) == DatabaseTarget.MySql ? MySql : Postgres;

    public bool IsMySql => this == MySql;

    /// <summary>What a local server's connection string to that database is.</summary>
    public string Placeholder(string database) => Local.Replace("{0}", Regex.Replace(database.ToLowerInvariant(), "[^a-z0-9]", "_"));

    /// <summary>Why the provider does not go with what the project references, or null.</summary>
    public string? ObstacleOf(Compilation compilation) =>
        IsMySql && compilation.ReferencedAssemblyNames.FirstOrDefault(a => a.Name == "Microsoft.EntityFrameworkCore")?.Version.Major is not (8 or 9) ? $"{Package} goes with EF Core 8 and 9" : null;

    public override string ToString() => IsMySql ? "MySQL" : "PostgreSQL";
}
