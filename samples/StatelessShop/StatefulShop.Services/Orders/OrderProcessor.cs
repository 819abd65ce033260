using Amazon.DynamoDBv2.DataModel;
using Amazon.DynamoDBv2.DocumentModel;
using Amazon.DynamoDBv2.Model;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StatefulShop.Services.Store;

namespace StatefulShop.Services.Orders;

public sealed class OrderProcessor(
    OrderQueue queue, IOrderRepository orders, AuditTrail audit, ILogger<OrderProcessor> logger, IDynamoDBContext dynamo) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var message in queue.ReadAllAsync(stoppingToken))
        {
            if (await orders.Find(message.Number) is not { } order)
            {
                logger.LogWarning("Order {Number} is gone", message.Number);
                continue;
            }

            order.Status = "confirmed";
            await UpdateItemAsync(dynamo, order, nameof(Order.Number), nameof(Order.Status));
            audit.Record(message.Customer, $"order {message.Number} confirmed, {message.Total}");
            OrderEvents.RaiseConfirmed(message);
            logger.LogInformation("Order {Number} of {Customer} confirmed", message.Number, message.Customer);
        }
    }

    private static async Task UpdateItemAsync<T>(IDynamoDBContext dynamo, T item, string key, params string[] changed)
    {
        var document = dynamo.ToDocument(item);
        var update = new Document { [key] = document[key] };
        foreach (var name in changed)
        {
            update[name] = document.TryGetValue(name, out var value) ? value : DynamoDBNull.Null;
        }

        var exists = new Expression { ExpressionStatement = "attribute_exists(#key)", ExpressionAttributeNames = new Dictionary<string, string> { ["#key"] = key } };
        try
        {
            await dynamo.GetTargetTable<T>().UpdateItemAsync(update, new UpdateItemOperationConfig { ConditionalExpression = exists });
        }
        catch (ConditionalCheckFailedException)
        {
            // Deleted meanwhile, it stays so.
        }
    }
}
