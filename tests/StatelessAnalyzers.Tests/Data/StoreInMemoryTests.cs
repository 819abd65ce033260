using Microsoft.CodeAnalysis;
using StatelessAnalyzers.Data;
using Xunit;

namespace StatelessAnalyzers.Tests.Data;

public class StoreInMemoryTests
{
    static Task Run(string code, params IEnumerable<MetadataReference> more) => new RuleTest<StoreInMemory>
    {
        References = [.. References.AspNetCore, .. References.Messaging, .. more],
        Code = code,
    }.RunAsync();

    [Fact]
    public Task Reports_Hangfire() => Run("""
        using Hangfire;
        using Hangfire.MemoryStorage;

        GlobalConfiguration.Configuration.UseRecommendedSerializerSettings().{|SLS4006:UseInMemoryStorage|}();
        JobStorage.Current = {|SLS4006:new Hangfire.InMemory.InMemoryStorage()|};
        Extra.Configure(GlobalConfiguration.Configuration);

        public static partial class Extra
        {
            public static void Configure(IGlobalConfiguration configuration)
            {
                configuration.{|SLS4006:UseMemoryStorage|}();
                configuration.UseStorage({|SLS4006:new MemoryStorage()|});
            }
        }
        """, LibraryStubs.HangfireMemoryStorage);

    [Fact]
    public Task Reports_Quartz() => Run("""
        using Quartz;
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddQuartz(quartz => quartz.{|SLS4006:UseInMemoryStore|}());
        builder.Build().Run();
        """);

    [Fact]
    public Task Reports_MassTransit() => Run("""
        using MassTransit;
        public class Startup
        {
            public void ConfigureServices(IServiceCollection services) => services.AddMassTransit(bus =>
            {
                bus.AddSagaStateMachine<OrderStateMachine, OrderState>().{|SLS4006:InMemoryRepository|}();
                bus.{|SLS4006:SetInMemorySagaRepositoryProvider|}();
            });
        }
        public class OrderState : SagaStateMachineInstance { public Guid CorrelationId { get; set; } }
        public class OrderStateMachine : MassTransitStateMachine<OrderState> { }
        """);

    [Fact]
    public Task Reports_Rebus() => Run("""
        using Rebus.Config; using Rebus.Persistence.InMem; using Rebus.DataBus.InMem;
        public static class Bus
        {
            public static void Configure(RebusConfigurer rebus) => rebus
                .Sagas(s => s.{|SLS4006:StoreInMemory|}())
                .Subscriptions(s => s.{|SLS4006:StoreInMemory|}())
                .Timeouts(t => t.{|SLS4006:StoreInMemory|}());
        }
        """);

    [Fact]
    public Task Reports_Orleans() => Run("""
        using Orleans.Hosting;
        public class Silo
        {
            public void Configure(ISiloBuilder silo) => silo
                .{|SLS4006:UseLocalhostClustering|}()
                .{|SLS4006:AddMemoryGrainStorage|}("carts")
                .{|SLS4006:AddMemoryGrainStorageAsDefault|}()
                .{|SLS4006:UseInMemoryReminderService|}();
        }
        """);

    [Fact]
    public Task Reports_CAP() => Run("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddCap(cap => { cap.{|SLS4006:UseInMemoryStorage|}(); });
        """, LibraryStubs.Cap);

    [Fact]
    public Task Reports_NServiceBus() => Run("""
        using NServiceBus;
        var endpoint = new EndpointConfiguration();
        endpoint.{|SLS4006:UsePersistence<InMemoryPersistence>|}();
        endpoint.{|SLS4006:UsePersistence<NonDurablePersistence>|}();
        endpoint.{|SLS4006:UsePersistence<LearningPersistence>|}();
        """, LibraryStubs.NServiceBus);

    [Fact]
    public Task Reports_an_identity_server() => Run("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddIdentityServer()
            .AddInMemoryClients().AddInMemoryApiScopes().AddInMemoryIdentityResources()
            .{|SLS4006:AddInMemoryPersistedGrants|}();
        """, LibraryStubs.IdentityServer);

    [Fact]
    public Task Reports_GraphQL_subscriptions() => Run("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddGraphQLServer().{|SLS4006:AddInMemorySubscriptions|}();
        builder.Services.AddGraphQLServer().AddRedisSubscriptions();
        """, LibraryStubs.HotChocolate);

    [Fact]
    public Task Reports_caches_of_libraries() => Run("""
        using EFCoreSecondLevelCacheInterceptor;
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddEFSecondLevelCache(options => options.{|SLS4006:UseMemoryCacheProvider|}());
        builder.Services.AddEasyCaching(options => options.{|SLS4006:UseInMemory|}("default"));
        """, LibraryStubs.Caches);

    [Fact]
    public Task Reports_Foundatio() => Run("""
        using Foundatio.Caching; using Foundatio.Lock; using Foundatio.Messaging; using Foundatio.Storage;
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.{|SLS4006:AddSingleton<ICacheClient, InMemoryCacheClient>|}();
        builder.Services.AddSingleton<IFileStorage>({|SLS4006:new InMemoryFileStorage()|});
        builder.Services.AddSingleton(services => new CacheLockProvider({|SLS4006:new InMemoryCacheClient()|}, services.GetRequiredService<IMessageBus>()));
        """, LibraryStubs.Foundatio);

    [Fact]
    public Task Is_information_where_a_condition_decides() => Run("""
        using Hangfire;
        var builder = WebApplication.CreateBuilder(args);
        if (builder.Configuration.GetConnectionString("Jobs") is null)
            GlobalConfiguration.Configuration.{|info SLS4006:UseInMemoryStorage|}();
        """);

    [Fact]
    public Task Silent_in_development_arms() => Run("""
        using Hangfire;
        public class Startup(IWebHostEnvironment env)
        {
            public void ConfigureServices(IServiceCollection services)
            {
                if (env.IsDevelopment())
                    GlobalConfiguration.Configuration.UseInMemoryStorage();
            }
            public void ConfigureDevelopmentServices(IServiceCollection services) => GlobalConfiguration.Configuration.UseInMemoryStorage();
        }
        """);

    [Fact]
    public Task Silent_for_a_first_level_with_a_bus_between_instances() => Run("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddEasyCaching(options => { options.UseInMemory("first"); options.UseRedis("second"); options.UseHybrid(_ => { }); });
        """, LibraryStubs.Caches);

    [Fact]
    public Task Silent_for_what_only_sounds_like_a_store() => Run("""
        using MassTransit; using Microsoft.Extensions.Configuration;
        var builder = WebApplication.CreateBuilder(args);
        builder.Configuration.AddInMemoryCollection();
        builder.Services.AddMassTransit(bus => bus.AddConfigureEndpointsCallback((context, name, endpoint) => endpoint.UseInMemoryOutbox(context)));
        builder.Services.AddIdentityServer().AddInMemoryClients().AddInMemoryApiScopes().AddInMemoryIdentityResources();
        """, LibraryStubs.IdentityServer);

    [Fact]
    public Task Reports_an_own_extension_where_it_calls_the_library() => Run("""
        using Hangfire;
        GlobalConfiguration.Configuration.UseInMemoryStorage("own");
        public static class Own { public static void UseInMemoryStorage(this IGlobalConfiguration configuration, string name) => configuration.{|SLS4006:UseInMemoryStorage|}(); }
        """);

    // Until the package is restored its calls mean nothing to the compiler.
    [Theory]
    [InlineData("using IdentityServer4;", "builder.Services.AddIdentityServer().AddInMemoryClients(null).{|SLS4006:AddInMemoryPersistedGrants|}();")]
    [InlineData("using Duende.IdentityServer;", "builder.Services.AddIdentityServer().{|SLS4006:AddInMemoryPersistedGrants|}();")]
    [InlineData("using IdentityServer4;", "if (builder.Environment.IsDevelopment()) builder.Services.AddIdentityServer().AddInMemoryPersistedGrants();")]
    [InlineData("using IdentityServer4;", "builder.AddIdentityServer().AddInMemoryPersistedGrants();")]
    [InlineData("", "builder.Services.AddIdentityServer().AddInMemoryPersistedGrants();")]
    public Task Known_by_its_name_where_its_library_is_not_restored(string import, string registration) => new RuleTest<StoreInMemory>
    {
        CompilerDiagnostics = Microsoft.CodeAnalysis.Testing.CompilerDiagnostics.None,
        Code = $"{import}\nvar builder = WebApplication.CreateBuilder(args);\n{registration}",
    }.RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task Silent_for_own_types_of_the_same_name() => RuleTest<StoreInMemory>.Run("""
        var services = new Services();
        services.UseInMemoryStorage(new InMemoryCacheClient());
        services.UsePersistence<InMemoryPersistence>();
        public class Services { public void UseInMemoryStorage(object storage) { } public void UsePersistence<T>() { } }
        public class InMemoryCacheClient { }
        public class InMemoryPersistence { }
        """);

    [Theory]
    [InlineData("using Hangfire; GlobalConfiguration.Configuration.UseInMemoryStorage( ; JobStorage.Current = new InMemoryStorage(")]
    [InlineData("class C { void M() { services.AddSingleton<, InMemoryCacheClient>(; x.UsePersistence<>( } }")]
    public Task Broken_code_is_read_without_an_exception(string code) =>
        RuleTest<StoreInMemory>.Survives(code, [.. References.AspNetCore, .. References.Messaging, LibraryStubs.Foundatio, LibraryStubs.NServiceBus]);
}
