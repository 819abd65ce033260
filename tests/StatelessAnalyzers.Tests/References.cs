using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace StatelessAnalyzers.Tests;

/// <summary>The real assemblies that tested code compiles against.</summary>
internal static class References
{
    static readonly ImmutableArray<string> All =
        [.. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "references.txt"))];

    /// <summary>.NET without ASP.NET Core.</summary>
    public static ImmutableArray<MetadataReference> NetCore { get; } = From(p => p.Contains("Microsoft.NETCore.App.Ref", StringComparison.Ordinal));

    /// <summary>.NET with the ASP.NET Core shared framework, as a web project has it.</summary>
    public static ImmutableArray<MetadataReference> AspNetCore { get; } = NetCore.AddRange(From(p => p.Contains("Microsoft.AspNetCore.App.Ref", StringComparison.Ordinal)));

    /// <summary>.NET Framework 4.8 with System.Web.</summary>
    public static ImmutableArray<MetadataReference> Classic { get; } = NetFramework();

    public static ImmutableArray<MetadataReference> S3 { get; } = Named("AWSSDK.Core", "AWSSDK.S3", "AWSSDK.Extensions.NETCore.Setup");

    public static ImmutableArray<MetadataReference> HybridCache { get; } = Named("Microsoft.Extensions.Caching.Hybrid");

    public static ImmutableArray<MetadataReference> RedisCache { get; } = Named("Microsoft.Extensions.Caching.StackExchangeRedis", "StackExchange.Redis");

    public static ImmutableArray<MetadataReference> RedisFleet { get; } =
        Named("Microsoft.AspNetCore.DataProtection.StackExchangeRedis", "Microsoft.AspNetCore.OutputCaching.StackExchangeRedis", "Microsoft.AspNetCore.SignalR.StackExchangeRedis");

    public static ImmutableArray<MetadataReference> RedisCheck { get; } = Named("HealthChecks.Redis");

    public static ImmutableArray<MetadataReference> Locks { get; } = Named("DistributedLock.Core", "DistributedLock.Redis");

    public static ImmutableArray<MetadataReference> DynamoDB { get; } = Named("AWSSDK.Core", "AWSSDK.DynamoDBv2");

    public static ImmutableArray<MetadataReference> Sqs { get; } = Named("AWSSDK.Core", "AWSSDK.SQS");

    public static ImmutableArray<MetadataReference> EntityFramework { get; } =
        Named("Microsoft.EntityFrameworkCore", "Microsoft.EntityFrameworkCore.Abstractions", "Microsoft.EntityFrameworkCore.Relational");

    public static ImmutableArray<MetadataReference> Dapper { get; } = Named("Dapper");

    public static ImmutableArray<MetadataReference> RuntimeCaching { get; } = Named("System.Runtime.Caching");

    public static ImmutableArray<MetadataReference> IdentityWeb { get; } =
        Named("Microsoft.Identity.Web", "Microsoft.Identity.Web.TokenAcquisition", "Microsoft.Identity.Web.TokenCache", "Microsoft.Identity.Abstractions", "Microsoft.Identity.Client", "Microsoft.AspNetCore.Authentication.JwtBearer", "Microsoft.AspNetCore.Authentication.OpenIdConnect", "Microsoft.IdentityModel.Tokens");

    public static ImmutableArray<MetadataReference> FileAbstractions { get; } = Named("TestableIO.System.IO.Abstractions", "Testably.Abstractions.FileSystem.Interface");

    public static ImmutableArray<MetadataReference> NetVips { get; } = Named("NetVips");

    public static ImmutableArray<MetadataReference> NewtonsoftJson { get; } = Named("Newtonsoft.Json");

    public static ImmutableArray<MetadataReference> Mcp { get; } = Named("ModelContextProtocol", "ModelContextProtocol.Core", "ModelContextProtocol.AspNetCore", "Microsoft.Extensions.AI.Abstractions");

    public static ImmutableArray<MetadataReference> Databases { get; } =
    [
        .. EntityFramework,
        .. Named("Microsoft.EntityFrameworkCore.InMemory", "Microsoft.EntityFrameworkCore.Sqlite", "Microsoft.Data.Sqlite", "System.Data.SQLite", "SQLite-net", "LiteDB", "LightningDB", "RocksDbSharp",
            "Hangfire.Core", "Hangfire.Storage.SQLite", "linq2db", "DuckDB.NET.Data"),
    ];

    /// <summary>Libraries for jobs, messages, sagas and actors.</summary>
    public static ImmutableArray<MetadataReference> Messaging { get; } = Named(
        "Coravel", "DotNetCore.CAP", "Hangfire.Core", "Hangfire.InMemory", "MassTransit", "MassTransit.Abstractions", "Orleans.Core", "Orleans.Core.Abstractions", "Orleans.Persistence.Memory",
        "Orleans.Reminders", "Orleans.Runtime", "Orleans.Streaming", "Quartz", "Rebus");

    public static ImmutableArray<MetadataReference> FusionCache { get; } = Named("ZiggyCreatures.FusionCache");

    public static ImmutableArray<MetadataReference> OpenIddict { get; } = Named("OpenIddict.Abstractions", "OpenIddict.Client", "OpenIddict.Server", "Microsoft.IdentityModel.Tokens");

    public static ImmutableArray<MetadataReference> Postgres { get; } = [.. EntityFramework, .. Named("Npgsql.EntityFrameworkCore.PostgreSQL", "Npgsql")];

    /// <summary>EF Core 9 with its databases in memory and in a file.</summary>
    public static ImmutableArray<MetadataReference> EntityFramework9 { get; } = From(p => p.Contains("/9.0.0/lib/net8.0/Microsoft.EntityFrameworkCore", StringComparison.Ordinal));

    public static ImmutableArray<MetadataReference> MySqlConnector { get; } = Named("MySqlConnector");

    public static ImmutableArray<MetadataReference> SqlClient { get; } = Named("Microsoft.Data.SqlClient");

    /// <summary>Pomelo's provider, which goes with EF Core 9.</summary>
    public static ImmutableArray<MetadataReference> MySql { get; } = Named("Pomelo.EntityFrameworkCore.MySql");

    public static ImmutableArray<MetadataReference> HangfirePostgres { get; } = Named("Hangfire.Core", "Hangfire.PostgreSql");

    public static ImmutableArray<MetadataReference> ConsoleSink { get; } = Named("Serilog", "Serilog.Sinks.Console");

    public static ImmutableArray<MetadataReference> Logging { get; } = Named("Serilog", "Serilog.Sinks.Async", "Serilog.Sinks.File", "NLog", "log4net");

    /// <summary>Every assembly that the rules know types of and that can be had on .NET.</summary>
    public static ImmutableArray<MetadataReference> Known { get; } =
        [.. AspNetCore, .. S3, .. HybridCache, .. RedisCache, .. DynamoDB, .. Sqs, .. EntityFramework, .. Dapper, .. RuntimeCaching, .. IdentityWeb, .. Mcp, .. FileAbstractions, .. NetVips, .. NewtonsoftJson];

    /// <summary>ASP.NET Core and every package that a fix may add.</summary>
    public static ImmutableArray<MetadataReference> Everything { get; } = [.. AspNetCore, .. S3, .. HybridCache, .. RedisCache, .. RedisFleet, .. RedisCheck, .. Locks, .. Named("AWSSDK.SQS", "AWSSDK.DynamoDBv2"), .. Postgres, .. HangfirePostgres, .. MySql, .. ConsoleSink];

    /// <summary>An assembly of that source, as another project or a package that the tests lack would give it.</summary>
    public static MetadataReference Compile(string assembly, string code, params IEnumerable<MetadataReference> references)
    {
        var compilation = CSharpCompilation.Create(assembly, [CSharpSyntaxTree.ParseText(code)], references, new(OutputKind.DynamicallyLinkedLibrary));
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        return result.Success ? MetadataReference.CreateFromImage(image.ToArray()) : throw new InvalidOperationException(string.Join('\n', result.Diagnostics));
    }

    static ImmutableArray<MetadataReference> Named(params string[] names)
    {
        var found = From(p => names.Contains(Path.GetFileNameWithoutExtension(p)) && !p.Contains("/9.0.0/lib/net8.0/Microsoft.EntityFrameworkCore", StringComparison.Ordinal));
        return found.Length == names.Length ? found : throw new InvalidOperationException($"Of {string.Join(", ", names)} only {found.Length} are referenced by the test project.");
    }

    static ImmutableArray<MetadataReference> From(Func<string, bool> choose) =>
        [.. All.Where(choose).Select(p => MetadataReference.CreateFromFile(p))];

    static ImmutableArray<MetadataReference> NetFramework()
    {
        var folder = typeof(References).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "NetFramework48").Value!;
        return [.. new[] { "mscorlib", "System", "System.Core", "System.Web", "System.Xml", "System.Xml.Linq", "System.Configuration", "System.Data", "System.Drawing", "System.IO.Compression", "System.IO.Compression.FileSystem", "System.Runtime.Caching", "System.ServiceModel", "System.Net.Http" }
            .Select(n => MetadataReference.CreateFromFile(Path.Combine(folder, n + ".dll")))];
    }
}
