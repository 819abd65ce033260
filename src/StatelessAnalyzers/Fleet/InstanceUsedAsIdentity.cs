using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using StatelessAnalyzers.Files;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Fleet;

/// <summary>SLS6007: the name, address, process or folder of an instance as a key, name or owner in data that instances share.</summary>
internal sealed class InstanceUsedAsIdentity() : Rule(Rules.SLS6007_InstanceUsedAsIdentity)
{
    const string CacheKey = "the key of a shared cache entry";

    /// <summary>A parameter, by its name or by the type it has, that ends up in shared data.</summary>
    sealed record Sink(string Type, string[] Methods, string[] Parameters, string Data);

    static readonly string[] CacheMethods = ["Get", "GetAsync", "GetString", "GetStringAsync", "Set", "SetAsync", "SetString", "SetStringAsync", "Remove", "RemoveAsync", "GetOrCreateAsync"];

    static readonly Sink[] Calls =
    [
        new(TypeNames.IDistributedCache, CacheMethods, ["key"], CacheKey),
        new(TypeNames.DistributedCacheExtensions, CacheMethods, ["key"], CacheKey),
        new(TypeNames.HybridCache, CacheMethods, ["key"], CacheKey),
        new(TypeNames.RedisDatabase, [.. Redis("StringSet", "StringGet", "StringIncrement", "KeyDelete", "KeyExists", "HashSet", "HashGet", "SetAdd", "SortedSetAdd", "ListLeftPush", "ListRightPush", "StreamAdd")], ["key", "value", "member", "hashField"], "Redis"),
        new(TypeNames.RedisDatabase, [.. Redis("LockTake", "LockExtend", "LockRelease")], ["key", "value"], "a lock that all instances ask for"),
        new(TypeNames.DataProtectionBuilderExtensions, ["SetApplicationName"], ["applicationName"], "the name by which instances share their keys"),
        new(TypeNames.Packages.IDistributedLockProvider, ["CreateLock"], ["name"], "the name of a lock"),
        new(TypeNames.IAmazonSQS, ["CreateQueueAsync", "GetQueueUrlAsync"], ["queueName"], "the name of a queue"),
        new(TypeNames.IAmazonS3, ["GetObjectAsync", "DeleteObjectAsync", "GetObjectMetadataAsync"], ["key"], "the key of an object in S3"),
    ];

    static readonly (string Type, string Property, string Data)[] Properties =
    [
        (TypeNames.S3PutObjectRequest, "Key", "the key of an object in S3"),
        (TypeNames.SqsCreateQueueRequest, "QueueName", "the name of a queue"),
        (TypeNames.RedisCacheOptions, "InstanceName", "the prefix of all cache keys"),
        (TypeNames.DataProtectionOptions, "ApplicationDiscriminator", "the name by which instances share their keys"),
    ];

    static readonly string[] Storing = ["Add", "Insert", "Update", "Upsert", "Save", "Create", "Attach"];

    // "MachineName" and "Host" only tell where something happened.
    static bool Identifies(string property) =>
        property is "Key" or "Name" or "Reference" or "Number" or "Code" or "Token" || property.EndsWith("Id", StringComparison.Ordinal) || property.EndsWith("Key", StringComparison.Ordinal)
        || property.EndsWith("Owner", StringComparison.Ordinal) || property.EndsWith("LockedBy", StringComparison.Ordinal) || property.EndsWith("Reference", StringComparison.Ordinal);

    public override void Start(RuleContext context)
    {
        var types = context.Types;
        var names = new InstanceNames(types);
        foreach (var sink in Calls)
            if (types.Has(sink.Type))
                context.OnCall(
                    (operation, call) =>
                    {
                        if (!types.IsOrInherits(call.TargetMethod.ContainingType, sink.Type))
                            return;
                        foreach (var argument in call.Arguments)
                            if (argument is { ArgumentKind: ArgumentKind.Explicit, Parameter.Name: var parameter } && Array.IndexOf(sink.Parameters, parameter) >= 0)
                                Judge(operation, argument.Value, sink.Data);
                    },
                    sink.Methods);
        context.OnCreation(
            (operation, creation) =>
            {
                if (types.Is(creation.Type, TypeNames.Packages.IdGenerator) && creation.Arguments is [{ Value: var worker }, ..])
                    Judge(operation, worker, "the identifiers that a generator gives out");
            },
            "IdGenerator");
        foreach (var (type, name, data) in Properties)
            if (types.Has(type))
                context.OnProperty(
                    (operation, property) =>
                    {
                        if (property.Parent is ISimpleAssignmentOperation { Target: var target, Value: var value } && target == property && types.Is(property.Property.ContainingType, type))
                            Judge(operation, value, data);
                    },
                    name);

        context.OnProperty(
            (operation, property) =>
            {
                IOperation part = property;
                while (part.Parent is IInterpolationOperation or IInterpolatedStringOperation or IBinaryOperation or IConversionOperation)
                    part = part.Parent;
                if (part.Parent is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: var target } } assignment && assignment.Value == part
                    && Identifies(target.Name) && IsStored(assignment))
                    Judge(operation, part, "a record that instances share");
            },
            "MachineName", "ProcessId");

        // The object that is being made goes into a table or a store.
        bool IsStored(ISimpleAssignmentOperation assignment) =>
            assignment.Parent is IObjectOrCollectionInitializerOperation { Parent: IObjectCreationOperation made }
            && (Stores(made.Parent) || (BodyLocals.Holding(made) is { } local && BodyLocals.Uses(local, made).Any(u => Stores(u.Parent))));

        bool Stores(IOperation? argument) =>
            argument is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: var method, Instance.Type: { } store } }
            && Array.Exists(Storing, s => method.Name.StartsWith(s, StringComparison.Ordinal))
            && (types.Is(store, TypeNames.DbSet) || types.IsOrInherits(store, TypeNames.DbContext) || store.Name.EndsWith("Repository", StringComparison.Ordinal) || store.Name.EndsWith("Store", StringComparison.Ordinal));

        void Judge(OperationAnalysisContext operation, IOperation value, string data)
        {
            if (names.In(value) is { } name && DeploymentArms.Of(value.Syntax) != DeploymentArm.Development)
                operation.ReportDiagnostic(Diagnostic.Create(Rules.SLS6007_InstanceUsedAsIdentity, value.Syntax.GetLocation(), PathOrigins.Shorten(name.Syntax.ToString()), data));
        }
    }

    static IEnumerable<string> Redis(params string[] methods) => methods.SelectMany(m => new[] { m, m + "Async" });
}
