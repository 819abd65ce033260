using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Work;

/// <summary>The members of messaging libraries that carry messages within one process or machine. A new one is one line here.</summary>
internal static class InProcessTransports
{
    public static IReadOnlyList<LibraryApi> All { get; } =
    [
        .. LibraryApi.Of("MassTransit.InMemoryConfigurationExtensions", null, "UsingAmazonSqs", "UsingInMemory", "CreateUsingInMemory"),
        .. LibraryApi.Of("Rebus.Transport.InMem.InMemTransportConfigurationExtensions", null, "UseAmazonSQS", "UseInMemoryTransport", "UseInMemoryTransportAsOneWayClient"),
        .. LibraryApi.Of("NServiceBus.LearningTransport", null, "SqsTransport", LibraryApi.Constructor, LibraryApi.TypeArgument),
        .. LibraryApi.Of("DotNetCore.CAP.CapOptions", null, "UseAmazonSQS", "UseInMemoryMessageQueue"),
        .. LibraryApi.Of("Foundatio.Messaging.InMemoryMessageBus", null, "a message bus over SNS and SQS or Redis", LibraryApi.Constructor, LibraryApi.TypeArgument),
        .. LibraryApi.Of("Foundatio.Queues.InMemoryQueue`1", null, "SQSQueue", LibraryApi.Constructor, LibraryApi.TypeArgument),
        .. LibraryApi.Of("Orleans.Hosting.SiloBuilderMemoryStreamExtensions", null, "AddSqsStreams", "AddMemoryStreams"),
        .. LibraryApi.Of("Coravel.QueueServiceRegistration", null, "a queue such as SQS", "AddQueue"),
    ];
}
