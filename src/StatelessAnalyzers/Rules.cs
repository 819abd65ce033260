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

    public static DiagnosticDescriptor SLS3001_CollectionUsedAsCache { get; } = Rule(
        "SLS3001",
        "Cache in a static or singleton collection",
        Warning,
        "'{0}' is a cache of its own in every instance, filled by '{1}'; instances give different answers and none hears of another's change. Use HybridCache over a shared cache.",
        "A collection that is filled on demand and outlives the request is a cache that no other instance sees, that never expires and that nobody can invalidate.");

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

    public static DiagnosticDescriptor SLS5002_WorkOutlivesRequest { get; } = Rule(
        "SLS5002",
        "Work outlives its request",
        Info,
        "'{0}' starts work in '{1}' that nobody waits for: it is lost when this instance is replaced, and nobody hears that it failed. Send a message to SQS and let a consumer do it.",
        "Work that goes on after the response has been sent lives in one process: a deployment, a scale-in or a crash ends it silently.");

    public static DiagnosticDescriptor SLS5003_ScheduleOnEveryInstance { get; } = Rule(
        "SLS5003",
        "Schedule runs on every instance",
        Graded,
        "'{0}' repeats the work of '{1}' on every instance: {2}, at the same time and as often as there are instances. Take a distributed lock around the tick, or let EventBridge Scheduler trigger it once.",
        "A timer or a loop with a delay runs once per instance. A warning where its body sends something or changes shared data without a lease.");

    public static DiagnosticDescriptor SLS5004_LockOfOneProcess { get; } = Rule(
        "SLS5004",
        "Lock holds in this process only",
        Info,
        "'{0}' holds in this process only, but reads and then writes {1}, which every instance does: two of them interleave and one change is lost. Use an atomic operation, optimistic concurrency or a distributed lock.",
        "A lock, a semaphore or a mutex excludes other threads of this process. It does not exclude another instance that reads and writes the same data.");

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
