using System.Collections.Immutable;
using System.Text.RegularExpressions;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Data;

/// <summary>An ADO.NET provider whose connections are opened where they are used.</summary>
/// <param name="Namespace">Its namespace, which its package is called too.</param>
/// <param name="Prefix">What the names of its types start with.</param>
/// <param name="Session">SQL that leaves something in the session of its connection, which a later statement would miss on another one.</param>
/// <param name="Make">The expression that makes its data source of the connection string <c>{0}</c>; null where it has none of its own.</param>
/// <param name="Taker">An assembly that would take any data source of the container for its own, and turn down its connection string; or null.</param>
internal sealed record ConnectionProvider(string Namespace, string Prefix, Regex Session, string? Make = null, string? Taker = null)
{
    const RegexOptions Sql = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    static readonly ConnectionProvider Postgres = new("Npgsql", "Npgsql", new(
        @"(?:^|;)\s*(?:abort|begin|close|commit|deallocate|declare|discard|end|execute|fetch|listen|load|lock|move|prepare|release|reset|rollback|savepoint|set|start|unlisten)\b"
        + @"|\btemp(?:orary)?\b|\bpg_temp\b|\bpg_(?:try_)?advisory_|\bset_config\b|\bcurrval\b|\blastval\b|\bpg_export_snapshot\b|\bdblink_connect", Sql), "NpgsqlDataSource.Create({0})");

    static readonly ConnectionProvider MySql = new("MySqlConnector", "MySql", new(
        @"(?:^|;)\s*(?:begin|commit|deallocate|execute|flush|handler|lock|prepare|release|rollback|savepoint|set|start|unlock|use|xa)\b"
        + @"|\btemporary\b|\b(?:get|release|is_free|is_used)_(?:all_)?locks?\b|\b(?:found_rows|row_count|connection_id)\b|:=|\binto\s+@|^(?!.*\binsert\b).*\blast_insert_id\b", Sql | RegexOptions.Singleline),
        "new MySqlDataSource({0})", "Pomelo.EntityFrameworkCore.MySql");

    // Statements need nothing between them. SET begins an option unless it assigns a column or a variable.
    static readonly Regex SqlServerSession = new(
        @"#\w|\bset\s+(?:[a-z_]\w*\b|\?)(?!\s*(?:[-+*/%&|^]?=|\.))|\buse\s+(?!hint\b|plan\b)[\[\w?]|\b(?:begin|save)\s+(?:distributed\s+)?tran|\b(?:commit|rollback)\b"
        + @"|\bexec(?:ute)?\s+as\b|\brevert\b|applock|\bsp_(?:set_session_context|(?:un)?setapprole|execute\b|(?:un)?prepare|cursor|xml_|bindsession|getbindtoken)|\bsession_context\b|\bcontext_info\b"
        + @"|\bcursor\b|\bfetch\s+(?:(?:next|prior|first|last|absolute\s+\S+|relative\s+\S+)\s+)?from\b|\bdeallocate\b|\b(?:open|close)\s+(?:all\s+)?(?:symmetric|master)\b|\bdbcc\b"
        + @"|@@(?:spid|trancount|options|fetch_status|cursor_rows|lang\w+|datefirst|lock_timeout|textsize)\b"
        + @"|^(?!.*\b(?:insert|merge)\b).*(?:@@identity\b|\bscope_identity\b)|^(?!.*\b(?:insert|merge|update|delete)\b).*@@(?:rowcount|error)\b", Sql | RegexOptions.Singleline);

    static readonly ConnectionProvider SqlServer = new("Microsoft.Data.SqlClient", "Sql", SqlServerSession);

    static readonly ConnectionProvider OldSqlServer = new("System.Data.SqlClient", "Sql", SqlServerSession);

    /// <summary>All that are known.</summary>
    public static IReadOnlyList<ConnectionProvider> All { get; } = [Postgres, MySql, SqlServer, OldSqlServer];

    /// <summary>The metadata name of its connections.</summary>
    public string Connection => $"{Namespace}.{Prefix}Connection";

    /// <summary>The name of its commands.</summary>
    public string Command => Prefix + "Command";

    /// <summary>The name of what fills tables, and opens and closes the connection itself where it is closed.</summary>
    public string DataAdapter => Prefix + "DataAdapter";

    /// <summary>The name of its data source.</summary>
    public string DataSource => Prefix + "DataSource";

    /// <summary>The data source over the connection string of that name.</summary>
    public Service ServiceOf(string name) => new(Namespace, DataSource, "dataSource", null, ImmutableArray.Create(new Registration(
        15, "AddSingleton", DataSource, $"{{services}}.AddSingleton<{DataSource}>(_ => {Made("{configuration}", name)});", ImmutableArray.Create("Microsoft.Extensions.DependencyInjection", "Microsoft.Extensions.Configuration", Namespace), null)
    {
        Twin = $"Add{DataSource}",
        FromProvider = ($"{{services}}.AddSingleton<{DataSource}>(provider => {Made("provider.GetRequiredService<IConfiguration>()", name)});", ImmutableArray<string>.Empty),
    }));

    string Made(string configuration, string name) => Make!.Replace("{0}", $"{configuration}.GetConnectionString(\"{name}\")!");
}
