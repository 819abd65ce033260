using System.Collections.Immutable;
using StatelessAnalyzers.Data;
using StatelessAnalyzers.Files;
using StatelessAnalyzers.Fleet;
using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Platform;
using StatelessAnalyzers.Sessions;
using StatelessAnalyzers.Work;

namespace StatelessAnalyzers;

/// <summary>Every rule of the package as it runs.</summary>
internal static class RuleSet
{
    public static ImmutableArray<Rule> All { get; } = ImmutableArray.Create<Rule>(
        // Sessions
        new CircuitHoldsUserState(),
        new ClassicSessionInProcess(),
        new DistributedCacheInProcess(),
        new SessionInProcess(),
        new SessionValueBoundToProcess(),
        new SignInStateInMemory(),
        // Files
        new FolderWatched(),
        new LocalFileWrite(),
        new LocalFolderChanged(),
        new LocalUpload(),
        new RunTimeFileRead(),
        new ServedFromLocalDisk(),
        new StorePrivateToMachine(),
        new TemporaryFileOutlivesRequest(),
        // Memory
        new CachePrivateToInstance(),
        new EndpointCaptures(),
        new HybridCacheWithoutSharedLevel(),
        new LongLivedState(),
        new ProcessSettingChanged(),
        new ResponseCachePrivateToInstance(),
        // Data
        new ConnectionInSession(),
        new DatabaseFileConfigured(),
        new EmbeddedDatabase(),
        new LocalFileUsedAsDatabase(),
        new ProviderFileConfigured(),
        new StoreInMemory(),
        new StoreLeftInMemory(),
        // Work
        new LockOfOneProcess(),
        new QueueRegistered(),
        new ScheduleOnEveryInstance(),
        new TransportInProcess(),
        new WorkOutlivesRequest(),
        // Fleet
        new HealthEndpointMissing(),
        new HubWithoutBackplane(),
        new InstanceUsedAsIdentity(),
        new KeysNotShared(),
        new LimitPerInstance(),
        new LogFileConfigured(),
        new LogFileOnLocalDisk(),
        new MachineKeyNotShared(),
        new SigningKeyMadeByInstance());
}
