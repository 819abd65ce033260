using System.Runtime.CompilerServices;
using System.Text.Json;
using Amazon.SQS;
using Amazon.SQS.Model;
using Microsoft.Extensions.Configuration;

namespace StatefulShop.Services.Orders;

public sealed class OrderQueue(IAmazonSQS sqs, IConfiguration configuration)
{
    public async ValueTask EnqueueAsync(OrderMessage message, CancellationToken cancellationToken = default)
    {
        await sqs.SendMessageAsync(
            configuration["Queues:OrderQueue"],
            JsonSerializer.Serialize(message),
            cancellationToken);
    }

    public async IAsyncEnumerable<OrderMessage> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var received = await sqs.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = configuration["Queues:OrderQueue"], MaxNumberOfMessages = 10, WaitTimeSeconds = 20 }, cancellationToken);
            foreach (var message in received.Messages ?? [])
            {
                yield return JsonSerializer.Deserialize<OrderMessage>(message.Body)!;
                await sqs.DeleteMessageAsync(configuration["Queues:OrderQueue"], message.ReceiptHandle, cancellationToken);
            }
        }
    }
}
