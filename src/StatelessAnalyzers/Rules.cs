using Microsoft.CodeAnalysis;
using static StatelessAnalyzers.RuleLevel;

namespace StatelessAnalyzers;

/// <summary>Every rule of the package. The id decides the category and the address of the page.</summary>
internal static class Rules
{
    /// <summary>Where the pages of the rules are published, with a closing slash.</summary>
    public const string HelpBase = "https://github.com/StatelessAnalyzers/StatelessAnalyzers/blob/main/docs/rules/";

    public static DiagnosticDescriptor SLS1001_SessionInProcess { get; } = Rule(
        "SLS1001",
        "Session is kept in process memory",
        Warning,
        "'{0}' keeps sessions in the memory of this instance because {1}; a request that reaches another instance finds an empty session. Register a shared IDistributedCache such as AddStackExchangeRedisCache.",
        "Session data is written to the registered IDistributedCache. Without a shared one it stays in the process and is gone when the next request reaches another instance or this one is replaced.");

    public static DiagnosticDescriptor SLS1002_DistributedCacheInProcess { get; } = Rule(
        "SLS1002",
        "Distributed cache is process memory",
        Warning,
        "'{0}' is a distributed cache in name only: its entries live in this instance and no other sees them. Use a shared cache such as AddStackExchangeRedisCache.",
        "MemoryDistributedCache implements IDistributedCache over process memory. It is meant for development and for tests.");

    public static DiagnosticDescriptor SLS1003_ClassicSessionInProcess { get; } = Rule(
        "SLS1003",
        "Classic session state is in process",
        Warning,
        "'{0}' keeps sessions in {1}, {2}. Use a session-state provider over a shared store, such as that of Redis.",
        "Session state is kept in the process unless web.config names a provider or a database for it. A state server is one process too.");

    public static DiagnosticDescriptor SLS1005_SignInStateInMemory { get; } = Rule(
        "SLS1005",
        "Sign-in state is kept in memory",
        Warning,
        "'{0}' keeps sign-in state in the memory of this instance: a token, ticket, code or revocation that it records is unknown to the instance that gets the next request. Keep it in a shared IDistributedCache.",
        "Tokens, tickets, one-time codes, lockouts and revocations decide who is let in. Kept by one instance, they do not hold on the others and end with it.");

    public static DiagnosticDescriptor SLS1006_CircuitHoldsUserState { get; } = Rule(
        "SLS1006",
        "Circuit holds user state",
        Info,
        "'{0}' keeps {1} in the memory of this instance: a client that reaches another instance is refused, and a replaced instance drops its users. {2}",
        "Circuits of Blazor Server and sessions of MCP servers live in one process for as long as a client is connected.");

    public static DiagnosticDescriptor SLS1007_SessionValueBoundToProcess { get; } = Rule(
        "SLS1007",
        "Session value cannot leave the process",
        Info,
        "'{0}' is kept in the session, but '{1}' is not serializable: only a session in this process can hold it, so the session cannot move to a shared store. Keep data that serializes.",
        "A session state outside the process stores what it can serialise. One value that it cannot fails the request, or is dropped.");
    public static DiagnosticDescriptor SLS1004_UserStateInCollection { get; } = Rule(
        "SLS1004",
        "User state is kept in a process-wide collection",
        Warning,
        "'{0}' keeps what belongs to users, sessions or connections in the memory of this instance, changed by '{1}'; the next request of the same user may reach an instance that knows nothing of it. Keep it in a shared store such as Redis.",
        "Carts, presence lists and connection maps in a static or singleton collection are known to one instance only and end with it.");

    public static DiagnosticDescriptor SLS2001_LocalFileWrite { get; } = Rule(
        "SLS2001",
        "File is written to the local disk",
        Warning,
        "'{0}' changes {1} on the disk of this instance; other instances do not see it and a replaced instance loses it. Keep it in S3.",
        "The disk of an instance is private to it and ends with it. Files that outlive a request belong in an object store.");

    public static DiagnosticDescriptor SLS2002_LocalUpload { get; } = Rule(
        "SLS2002",
        "Upload is saved to the local disk",
        Warning,
        "The upload '{0}' is saved to {1} on the disk of this instance; other instances cannot serve it and a replaced instance loses it. Put it into S3.",
        "An uploaded file that is saved on one instance's disk is missing on all others.");

    public static DiagnosticDescriptor SLS2003_TemporaryFileOutlivesRequest { get; } = Rule(
        "SLS2003",
        "Temporary file outlives the request",
        Warning,
        "'{0}' writes a temporary file on the disk of this instance and {1}; the request that comes back for it may reach another instance, where it is missing. Keep it in S3, with a lifecycle rule that expires it.",
        "A temporary file that is written and used within one method is the instance's own business. One that a later request looks for is on one disk only.");

    public static DiagnosticDescriptor SLS2004_LocalFolderChanged { get; } = Rule(
        "SLS2004",
        "Folder of the local disk is changed",
        Info,
        "'{0}' changes {1} on the disk of this instance only; other instances keep theirs. Object stores need no folders: keep the files in S3 under a common prefix.",
        "Folders that one instance makes, moves or deletes are as they were on all others.");

    public static DiagnosticDescriptor SLS2005_RunTimeFileRead { get; } = Rule(
        "SLS2005",
        "File written at run time is read",
        Info,
        "'{0}' reads {1}, which '{2}' writes while the application runs: it is there on the instance that wrote it, and missing or old on the others. Read it from where all instances keep it, such as S3.",
        "What an application writes to its disk is found by the instance that wrote it only.");

    public static DiagnosticDescriptor SLS2006_FolderWatched { get; } = Rule(
        "SLS2006",
        "Local folder is watched",
        Info,
        "'{0}' watches {1} on the disk of this instance: what another instance writes raises no event here. Use event notifications of S3, or a message through SNS or SQS.",
        "Watchers hear of changes on the local disk, which are those of one instance.");

    public static DiagnosticDescriptor SLS2007_StorePrivateToMachine { get; } = Rule(
        "SLS2007",
        "Store private to the machine",
        Warning,
        "'{0}' opens {1}, which belongs to this machine: other instances do not see it and a replaced instance loses it. Keep files in S3, and shared data in Redis or a database.",
        "Isolated storage lies in the profile of a machine's user, and mapped memory is shared by processes of one machine.");

    public static DiagnosticDescriptor SLS2008_ServedFromLocalDisk { get; } = Rule(
        "SLS2008",
        "Files served from the instance's disk",
        Info,
        "'{0}' serves {1} from the disk of this instance, where '{2}' writes while the application runs; other instances answer 404 for it. Serve it from S3, with pre-signed URLs or through CloudFront.",
        "What was written on one instance cannot be served by the others.");

    public static DiagnosticDescriptor SLS3001_CollectionUsedAsCache { get; } = Rule(
        "SLS3001",
        "Cache in a static or singleton collection",
        Warning,
        "'{0}' is a cache of its own in every instance, filled by '{1}'; instances give different answers and none hears of another's change. Use HybridCache over a shared cache.",
        "A collection that is filled on demand and outlives the request is a cache that no other instance sees, that never expires and that nobody can invalidate.");

    public static DiagnosticDescriptor SLS3003_LongLivedServiceKeepsState { get; } = Rule(
        "SLS3003",
        "Long-lived service keeps mutable state",
        Warning,
        "'{0}' lives as long as this instance, because '{2}' does, and is changed by '{1}'; other instances do not see it and a replaced instance loses it. Keep it in a shared cache or database.",
        "A singleton, a hosted service or a middleware has one object per process. What requests change in it differs between instances and ends with the process.");

    public static DiagnosticDescriptor SLS3004_EndpointCapturesState { get; } = Rule(
        "SLS3004",
        "Endpoint captures mutable state",
        Warning,
        "'{0}' is a local of start-up code that a delegate in '{1}' changes later; it lives as long as this instance and no other sees it. Keep it in a shared cache or database.",
        "A delegate that is mapped at start-up keeps the locals that it captures for as long as the process lives.");

    public static DiagnosticDescriptor SLS3005_CachePrivateToInstance { get; } = Rule(
        "SLS3005",
        "Memory cache is private to the instance",
        Graded,
        "'{0}' {1}; {2}",
        "Every instance has its own memory cache, fills it at its own time and hears of no change that another makes. A warning where the entry is the only copy or is removed on one instance only.");

    public static DiagnosticDescriptor SLS3006_HybridCacheWithoutSharedLevel { get; } = Rule(
        "SLS3006",
        "Hybrid cache has no shared level",
        Warning,
        "'{0}' caches in the memory of this instance only because {1}; instances load everything on their own and give different answers. Register a shared IDistributedCache such as AddStackExchangeRedisCache.",
        "HybridCache is a first level in memory over the registered IDistributedCache. Without one, or over MemoryDistributedCache, which it ignores, nothing is shared.");

    public static DiagnosticDescriptor SLS3007_ResponseCachePrivateToInstance { get; } = Rule(
        "SLS3007",
        "Response cache is private to the instance",
        Info,
        "'{0}' keeps rendered responses in the memory of this instance: each instance serves its own copy and hears of no eviction on another. {1}",
        "Output and response caching store in process memory unless another store is registered.");

    public static DiagnosticDescriptor SLS3008_ProcessSettingChanged { get; } = Rule(
        "SLS3008",
        "Process-wide settings changed at run time",
        Warning,
        "'{0}' changes {1} on this instance only, for all of its users: other instances keep the old value and the next one starts without it. {2}",
        "What is set for the whole process while it serves holds on one instance until it ends.");

    public static DiagnosticDescriptor SLS3009_EventReachesThisInstance { get; } = Rule(
        "SLS3009",
        "Event reaches this instance only",
        Info,
        "'{0}', used by '{1}' while the application serves requests, tells subscribers in this instance only; whoever is connected to another instance is not told. Use a message bus such as SNS and SQS, or Redis pub/sub.",
        "Events and subjects of a process-wide object do not cross the boundary of the process.");

    public static DiagnosticDescriptor SLS3010_CounterInProcess { get; } = Rule(
        "SLS3010",
        "Counter lives in process memory",
        Warning,
        "'{0}' is counted by '{1}' in the memory of this instance; instances count separately and start again when they are replaced. Count in a shared store, such as with Redis StringIncrementAsync.",
        "A number that requests count up is a different number in every instance. Used as an identifier, it is given out twice.");

    public static DiagnosticDescriptor SLS4001_DatabaseInProcessMemory { get; } = Rule(
        "SLS4001",
        "Database lives in process memory",
        Graded,
        "'{0}' keeps the database in the memory of this instance: other instances have other data, and all of it is lost when this one is replaced. Use a database server such as Aurora.",
        "Databases in memory are made for tests. A warning unless a condition that cannot be judged here decides whether one is used.");

    public static DiagnosticDescriptor SLS4002_DatabaseIsLocalFile { get; } = Rule(
        "SLS4002",
        "Database is a local file",
        Graded,
        "'{0}' keeps the database in a file on this machine: other instances do not see its data, and a replaced instance loses it. Use a database server such as Aurora.",
        "A database in a file, such as SQLite, LiteDB or LocalDB, belongs to one machine. A warning unless a condition that cannot be judged here decides whether it is used.");

    public static DiagnosticDescriptor SLS4003_CollectionUsedAsTable { get; } = Rule(
        "SLS4003",
        "Collection is used as a table",
        Warning,
        "'{0}' is the only place where this instance keeps its '{2}' records, changed by '{1}'; other instances have other records, and all are lost when the instance ends. Keep them in a database such as Aurora or DynamoDB.",
        "A static or singleton collection of entities that handlers add to and query is a database table that one instance has to itself and loses.");

    public static DiagnosticDescriptor SLS4004_LocalFileUsedAsDatabase { get; } = Rule(
        "SLS4004",
        "Local file is used as a database",
        Warning,
        "'{0}' changes {1}, which '{2}' reads back as data: its records are known to this instance only, two that write at once lose changes, and a replaced instance loses all. Keep them in a database such as Aurora or DynamoDB.",
        "Data that is serialised into files and read back is a database that one instance has to itself.");

    public static DiagnosticDescriptor SLS4005_ConnectionHeld { get; } = Rule(
        "SLS4005",
        "Database connection outlives the request",
        Warning,
        "'{0}' holds a '{1}' as long as {2}, beyond the request; it is made for one unit of work, is not safe to share, and stays broken when the database fails over. Open one per request, with IDbContextFactory or IServiceScopeFactory.",
        "Connections, contexts, transactions and sessions of a database are made for one unit of work. Pools, factories and data sources are made to be kept.");

    public static DiagnosticDescriptor SLS4006_LibraryKeepsStoreInMemory { get; } = Rule(
        "SLS4006",
        "Library keeps its store in memory",
        Graded,
        "'{0}' keeps {1} in the memory of this instance: other instances do not see them, and they are lost when it is replaced. Use {2}.",
        "Libraries for jobs, sagas, grants and the like come with a store in memory to start with. A warning unless a condition that cannot be judged here decides whether it is used.");

    public static DiagnosticDescriptor SLS5001_QueueInProcess { get; } = Rule(
        "SLS5001",
        "Work is queued in process memory",
        Warning,
        "'{0}' is a queue in the memory of this instance, filled by '{1}'; what waits in it is lost when the instance is replaced, and no other instance can help with it. Use a queue such as SQS.",
        "Channels, blocking collections and concurrent queues hand work to a thread of the same process. What was accepted from a request is gone when the process ends.");

    public static DiagnosticDescriptor SLS5002_WorkOutlivesRequest { get; } = Rule(
        "SLS5002",
        "Work outlives its request",
        Info,
        "'{0}' starts work in '{1}' that nobody waits for: it is lost when this instance is replaced, and nobody hears that it failed. Send a message to SQS and let a consumer do it.",
        "Work that goes on after the response has been sent lives in one process: a deployment, a scale-in or a crash ends it silently.");
    public static DiagnosticDescriptor SLS3002_StaticStateChanges { get; } = Rule(
        "SLS3002",
        "Static state changes after start-up",
        Warning,
        "'{0}' is static and changed by '{1}' while the application serves requests; every instance has its own value and loses it when it is replaced. Keep it in a shared cache or database.",
        "Static state that requests change differs between instances and ends with the process.");

    public static DiagnosticDescriptor SLS5003_ScheduleOnEveryInstance { get; } = Rule(
        "SLS5003",
        "Schedule runs on every instance",
        Graded,
        "'{0}' repeats the work of '{1}' on every instance: {2}, at the same time and as often as there are instances. Take a distributed lock around the tick, or let EventBridge Scheduler trigger it once.",
        "A timer or a loop with a delay runs once per instance. A warning where its body sends something or changes shared data; silent under a lease of the fleet.");

    public static DiagnosticDescriptor SLS5004_LockOfOneProcess { get; } = Rule(
        "SLS5004",
        "Lock holds in this process only",
        Info,
        "'{0}' holds in this process only, but reads and then writes {1}, which every instance does: two of them interleave and one change is lost. Use an atomic operation, optimistic concurrency or a distributed lock.",
        "A lock, a semaphore or a mutex excludes other threads of this process. It does not exclude another instance that reads and writes the same data.");

    public static DiagnosticDescriptor SLS5005_TransportInProcess { get; } = Rule(
        "SLS5005",
        "Transport is in process",
        Graded,
        "'{0}' carries messages within this instance only: consumers on other instances do not get them, and what waits is lost when it is replaced. Use {1}.",
        "Transports in memory are made for tests and for a start without a broker. A warning unless a condition that cannot be judged here decides whether one is used.");

    public static DiagnosticDescriptor SLS6005_LogFileOnLocalDisk { get; } = Rule(
        "SLS6005",
        "Log file is on the local disk",
        Graded,
        "'{0}' writes the log to a file on the disk of this instance: it ends with the instance, and each instance has a part of it. Write to standard output, from where CloudWatch collects it.",
        "What happened must be readable after the instance is gone. A warning unless a condition that cannot be judged here decides whether the file is written.");

    public static DiagnosticDescriptor SLS6008_MachineKeyNotShared { get; } = Rule(
        "SLS6008",
        "Machine key is not shared",
        Warning,
        "'{0}' leaves each instance a machine key of its own, and {1}: what one instance encrypts or signs, another refuses. Give all instances the same validationKey and decryptionKey, from a secret store.",
        "Cookies, view state and antiforgery tokens of classic ASP.NET are signed with the machine key, which each machine makes for itself unless web.config sets one.");

    public static DiagnosticDescriptor SLS6001_KeysNotShared { get; } = Rule(
        "SLS6001",
        "Data-protection keys are not shared",
        Warning,
        "'{0}' {1}: what one instance protects no other can read, and nobody can once that instance is replaced. Share the key ring, such as in Redis or a database.",
        "Cookies, tokens and form posts are protected with a key ring. An instance that is told of no shared one makes its own, so that users are signed out and forms refused on every other instance.");

    public static DiagnosticDescriptor SLS6002_SigningKeyMadeByInstance { get; } = Rule(
        "SLS6002",
        "Signing key is made by the instance",
        Warning,
        "'{0}' is a key that this instance makes for itself: what it signs or encrypts with it is refused by every other instance, and by its own successor. Load the key from a shared secret store.",
        "Tokens outlive the request and reach other instances. The key behind them has to be the same on all of them and to survive each.");

    public static DiagnosticDescriptor SLS6003_HubWithoutBackplane { get; } = Rule(
        "SLS6003",
        "Hub has no backplane",
        Graded,
        "'{0}' reaches the clients of this instance only, because no backplane is registered: what is sent here does not arrive at clients that are connected to another instance. Add {1}.",
        "Each instance knows the connections that it holds itself. A backplane carries messages to the others. A suggestion where hubs answer their caller only.");

    public static DiagnosticDescriptor SLS6004_LimitPerInstance { get; } = Rule(
        "SLS6004",
        "Limit is counted per instance",
        Info,
        "'{0}' counts in the memory of this instance: with each instance that is added the limit grows, and one that is replaced starts at nothing. Throttle at the gateway or count in Redis.",
        "A rate over time that each instance counts for itself is as many times the rate as there are instances. A limit on what runs at once protects one process and is right as it is.");

    public static DiagnosticDescriptor SLS6006_HealthEndpointMissing { get; } = Rule(
        "SLS6006",
        "No health endpoint",
        Info,
        "'{0}' {1}: a load balancer cannot tell an instance that starts or fails from one that serves, and Route 53 cannot fail over. Map health checks for liveness and readiness.",
        "Instances come and go only as smoothly as the load balancer knows which of them can serve.");

    public static DiagnosticDescriptor SLS6007_InstanceUsedAsIdentity { get; } = Rule(
        "SLS6007",
        "Instance is used as an identity",
        Info,
        "'{0}' names this instance in {1}: instances come and go under new names, so that what one wrote no other finds, owns or takes away. Use a name that all of them share.",
        "The name, address, process id and folders of a machine are an accident of where an instance runs. In shared data they tie a record to an instance that will not come back.");

    static DiagnosticDescriptor Rule(string id, string title, RuleLevel level, string message, string description) =>
#pragma warning disable RS0030 // the one place that may
        new(id, title, message, Category(id), level.Severity(), isEnabledByDefault: true, description, HelpBase + id + ".md");
#pragma warning restore RS0030

    static string Category(string id) => id[3] switch
    {
        '1' => "Stateless.Sessions",
        '2' => "Stateless.Files",
        '3' => "Stateless.Memory",
        '4' => "Stateless.Data",
        '5' => "Stateless.Work",
        _ => "Stateless.Fleet",
    };
}
