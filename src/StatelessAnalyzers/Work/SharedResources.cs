using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Work;

/// <summary>A kind of thing outside the process that other instances use too.</summary>
internal enum SharedKind
{
    /// <summary>A relational database.</summary>
    Database,

    /// <summary>A shared cache.</summary>
    Cache,

    /// <summary>An object store or a table of AWS.</summary>
    Store,

    /// <summary>A file.</summary>
    File,

    /// <summary>Another service, over HTTP.</summary>
    Remote,

    /// <summary>A queue, a topic or a mailbox.</summary>
    Messages,
}

/// <summary>One use of a shared resource.</summary>
internal readonly record struct SharedUse(SharedKind Kind, bool IsWrite);

/// <summary>Which calls read and which change what other instances see.</summary>
internal static class SharedResources
{
    /// <summary>The members of a type, by how their names begin; of several that fit, the longest counts.</summary>
    sealed record Resource(string Type, SharedKind Kind, string[] Reads, string[] Writes);

    static readonly string[] Http = ["Post", "Put", "Patch", "Delete"];
    static readonly string[] Nothing = [];
    static readonly string[] Everything = [""];

    static readonly Resource[] Resources =
    [
        new(TypeNames.DbContext, SharedKind.Database, ["Find"], ["SaveChanges"]),
        new(TypeNames.DbSet, SharedKind.Database, ["Find"], Nothing),
        new(TypeNames.EntityFrameworkQueryableExtensions, SharedKind.Database, Everything, ["ExecuteUpdate", "ExecuteDelete"]),
        new(TypeNames.RelationalQueryableExtensions, SharedKind.Database, Everything, ["ExecuteUpdate", "ExecuteDelete"]),
        new(TypeNames.RelationalDatabaseFacadeExtensions, SharedKind.Database, ["SqlQuery"], ["ExecuteSql"]),
        new(TypeNames.Packages.EntityFramework6DbContext, SharedKind.Database, Nothing, ["SaveChanges"]),
        new(TypeNames.Packages.ClassicDbSet, SharedKind.Database, ["Find"], Nothing),
        new(TypeNames.Packages.ClassicQueryableExtensions, SharedKind.Database, Everything, Nothing),
        new(TypeNames.IDbCommand, SharedKind.Database, ["ExecuteReader", "ExecuteScalar"], ["ExecuteNonQuery"]),
        new(TypeNames.SqlMapper, SharedKind.Database, ["Query", "ExecuteScalar", "ExecuteReader"], ["Execute"]),
        new(TypeNames.IDistributedCache, SharedKind.Cache, ["Get"], ["Set", "Remove"]),
        new(TypeNames.DistributedCacheExtensions, SharedKind.Cache, ["Get"], ["Set"]),
        new(TypeNames.RedisDatabase, SharedKind.Cache,
            ["StringGet", "StringLength", "HashGet", "HashExists", "HashKeys", "HashValues", "KeyExists", "ListRange", "ListLength", "SetMembers", "SetContains", "SortedSetRange", "SortedSetScore"],
            ["StringSet", "StringIncrement", "StringDecrement", "StringAppend", "HashSet", "HashDelete", "HashIncrement", "KeyDelete", "ListLeftPush", "ListRightPush", "ListRemove", "SetAdd", "SetRemove", "SortedSetAdd", "SortedSetRemove"]),
        new(TypeNames.IAmazonS3, SharedKind.Store, ["Get", "List"], ["Put", "Delete", "Copy", "Upload"]),
        new(TypeNames.IAmazonDynamoDB, SharedKind.Store, ["GetItem", "BatchGet", "Query", "Scan"], ["PutItem", "UpdateItem", "DeleteItem", "BatchWrite", "TransactWrite"]),
        new(TypeNames.IDynamoDBContext, SharedKind.Store, ["Load", "Query", "Scan", "FromQuery", "FromScan"], ["Save", "Delete"]),
        new(TypeNames.File, SharedKind.File, ["Exists", "Read", "OpenRead", "OpenText"], ["Write", "Append", "Create", "Delete", "Move", "Copy", "Replace", "OpenWrite"]),
        new(TypeNames.HttpClient, SharedKind.Remote, ["Get"], Http),
        new(TypeNames.HttpClientJsonExtensions, SharedKind.Remote, ["Get"], Http),
        new(TypeNames.IAmazonSQS, SharedKind.Messages, Nothing, ["SendMessage"]),
        new(TypeNames.SmtpClient, SharedKind.Messages, Nothing, ["Send"]),
        new(TypeNames.Packages.IAmazonSimpleNotificationService, SharedKind.Messages, Nothing, ["Publish"]),
        new(TypeNames.Packages.IMailTransport, SharedKind.Messages, Nothing, ["Send"]),
        new(TypeNames.Packages.IdentityEmailSender, SharedKind.Messages, Nothing, ["Send"]),
        new(TypeNames.Packages.IPublishEndpoint, SharedKind.Messages, Nothing, ["Publish"]),
        new(TypeNames.Packages.ISendEndpoint, SharedKind.Messages, Nothing, ["Send"]),
        new(TypeNames.Packages.RabbitChannel, SharedKind.Messages, Nothing, ["BasicPublish"]),
        new(TypeNames.Packages.RabbitModel, SharedKind.Messages, Nothing, ["BasicPublish"]),
        new(TypeNames.Packages.ServiceBusSender, SharedKind.Messages, Nothing, ["SendMessage", "ScheduleMessage"]),
        new(TypeNames.Packages.KafkaProducer, SharedKind.Messages, Nothing, ["Produce"]),
    ];

    static readonly ConditionalWeakTable<KnownTypes, ByType> PerCompilation = new();

    // A body calls the same few types again and again.
    sealed class ByType
    {
        readonly ConcurrentDictionary<INamedTypeSymbol, Resource?> known = new(SymbolEqualityComparer.Default);

        public Resource? Of(INamedTypeSymbol type, KnownTypes types)
        {
            var definition = type.OriginalDefinition;
            if (!known.TryGetValue(definition, out var resource))
                known.TryAdd(definition, resource = Array.Find(Resources, r => types.IsOrInherits(definition, r.Type)));
            return resource;
        }
    }

    public static SharedUse? Of(IInvocationOperation call, KnownTypes types)
    {
        var method = call.TargetMethod;
        if (method.ContainingType is { } type && PerCompilation.GetOrCreateValue(types).Of(type, types) is { } resource)
        {
            var (read, write) = (Longest(resource.Reads, method.Name), Longest(resource.Writes, method.Name));
            return read < 0 && write < 0 ? null : new SharedUse(resource.Kind, write > read);
        }

        if (OfApplication(method) is { } own)
            return own;
        // A query that is enumerated or answered at once.
        return method.IsExtensionMethod && call.Arguments.Length > 0 && IsQuery(call.Arguments[0].Value, types)
            && (method.ReturnType is not INamedTypeSymbol returned || !types.IsOrInherits(returned, TypeNames.IQueryable))
            ? new SharedUse(SharedKind.Database, IsWrite: false)
            : null;
    }

    // What an application puts in front of its database or its queues goes by names that everyone uses.
    static SharedUse? OfApplication(IMethodSymbol method) => method.Name switch
    {
        "SaveChanges" or "SaveChangesAsync" when Ends(method, "Repository") || Ends(method, "UnitOfWork") => new(SharedKind.Database, IsWrite: true),
        "Commit" or "CommitAsync" when Ends(method, "UnitOfWork") => new(SharedKind.Database, IsWrite: true),
        "Publish" or "PublishAsync" or "Send" or "SendAsync" when Ends(method, "EventBus") || Ends(method, "MessageBus") => new(SharedKind.Messages, IsWrite: true),
        "SendEmail" or "SendEmailAsync" when Ends(method, "EmailSender") || Ends(method, "EmailService") => new(SharedKind.Messages, IsWrite: true),
        _ => null,
    };

    static bool Ends(IMethodSymbol method, string name) => method.ContainingType.Name.EndsWith(name, StringComparison.Ordinal);

    /// <summary>How a message calls it.</summary>
    public static string Name(this SharedKind kind) => kind switch
    {
        SharedKind.Database => "the database",
        SharedKind.Cache => "the shared cache",
        SharedKind.Store => "the shared store",
        SharedKind.File => "a file",
        SharedKind.Remote => "another service",
        _ => "messages",
    };

    static int Longest(string[] prefixes, string name)
    {
        var longest = -1;
        foreach (var prefix in prefixes)
            if (prefix.Length > longest && name.StartsWith(prefix, StringComparison.Ordinal))
                longest = prefix.Length;
        return longest;
    }

    static bool IsQuery(IOperation source, KnownTypes types)
    {
        while (source is IConversionOperation conversion)
            source = conversion.Operand;
        return types.IsOrInherits(source.Type, TypeNames.IQueryable);
    }
}
