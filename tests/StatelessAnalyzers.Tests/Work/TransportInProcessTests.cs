using Microsoft.CodeAnalysis;
using StatelessAnalyzers.Work;
using Xunit;

namespace StatelessAnalyzers.Tests.Work;

public class TransportInProcessTests
{
    static Task Run(string code, params IEnumerable<MetadataReference> more) => new RuleTest<TransportInProcess>
    {
        References = [.. References.AspNetCore, .. References.Messaging, .. more],
        Code = code,
    }.RunAsync();

    [Fact]
    public Task Reports_MassTransit_in_top_level_statements() => Run("""
        using MassTransit;
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddMassTransit(bus =>
        {
            bus.{|SLS5005:UsingInMemory|}((context, configuration) => configuration.ConfigureEndpoints(context));
        });
        var own = Bus.Factory.{|SLS5005:CreateUsingInMemory|}(configuration => { });
        """);

    [Fact]
    public Task Reports_Rebus_in_a_Startup_class() => Run("""
        using Rebus.Config; using Rebus.Transport.InMem;
        public partial class Startup
        {
            void Configure(RebusConfigurer rebus)
            {
                rebus.Transport(t => t.{|SLS5005:UseInMemoryTransport|}(new InMemNetwork(), "orders"));
                OneWay();
                void OneWay() => rebus.Transport(t => t.{|SLS5005:UseInMemoryTransportAsOneWayClient|}(new InMemNetwork()));
            }
        }
        """);

    [Fact]
    public Task Reports_NServiceBus() => Run("""
        using NServiceBus;
        var endpoint = new EndpointConfiguration();
        endpoint.{|SLS5005:UseTransport<LearningTransport>|}();
        endpoint.UseTransport({|SLS5005:new LearningTransport()|});
        endpoint.UseTransport(new SqsTransport());
        """, LibraryStubs.NServiceBus);

    [Fact]
    public Task Reports_CAP() => Run("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddCap(cap => cap.{|SLS5005:UseInMemoryMessageQueue|}());
        """, LibraryStubs.Cap);

    [Fact]
    public Task Reports_Foundatio() => Run("""
        using Foundatio.Messaging; using Foundatio.Queues;
        public static class Setup
        {
            public static void AddBus(this IServiceCollection services)
            {
                services.{|SLS5005:AddSingleton<IMessageBus, InMemoryMessageBus>|}();
                services.AddSingleton<IQueue<string>>(_ => {|SLS5005:new InMemoryQueue<string>()|});
            }
        }
        """, LibraryStubs.Foundatio);

    [Fact]
    public Task Reports_Orleans_and_Coravel() => Run("""
        using Coravel; using Orleans.Hosting;
        public class Setup
        {
            public void Configure(ISiloBuilder silo) => silo.{|SLS5005:AddMemoryStreams|}("orders");
            public void Configure(IServiceCollection services) => services.{|SLS5005:AddQueue|}();
        }
        """);

    [Fact]
    public Task Is_information_where_a_condition_decides() => Run("""
        using MassTransit;
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddMassTransit(bus =>
        {
            if (builder.Configuration.GetValue<bool>("Bus:InMemory"))
                bus.{|info SLS5005:UsingInMemory|}();
        });
        """);

    [Fact]
    public Task Silent_in_development_arms() => Run("""
        using MassTransit;
        var builder = WebApplication.CreateBuilder(args);
        if (builder.Environment.IsDevelopment())
            builder.Services.AddMassTransit(bus => bus.UsingInMemory());
        """);

    [Fact]
    public Task Silent_for_an_outbox_in_memory_and_a_mediator() => Run("""
        using MassTransit;
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddMediator(mediator => { });
        builder.Services.AddMassTransit(bus => bus.AddConfigureEndpointsCallback((context, name, endpoint) => endpoint.UseInMemoryOutbox(context)));
        """);

    [Fact]
    public Task Silent_for_a_bus_of_the_user_s_own() => Run("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton<IEventBus, InMemoryMessageBus>();
        public interface IEventBus { }
        public class InMemoryMessageBus : IEventBus { }
        """);

    [Fact]
    public Task Silent_for_own_types_of_the_same_name() => RuleTest<TransportInProcess>.Run("""
        var bus = new Bus();
        bus.UsingInMemory();
        bus.UseTransport<LearningTransport>();
        public class Bus { public void UsingInMemory() { } public void UseTransport<T>() { } }
        public class LearningTransport { }
        """);

    [Theory]
    [InlineData("using MassTransit; var b = WebApplication.CreateBuilder(args); b.Services.AddMassTransit(x => x.UsingInMemory( ;")]
    [InlineData("class C { void M() { e.UseTransport<>(; new NServiceBus.LearningTransport( } }")]
    public Task Broken_code_is_read_without_an_exception(string code) =>
        RuleTest<TransportInProcess>.Survives(code, [.. References.AspNetCore, .. References.Messaging, LibraryStubs.NServiceBus]);
}
