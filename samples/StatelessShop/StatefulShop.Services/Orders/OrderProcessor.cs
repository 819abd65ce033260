using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StatefulShop.Services.Store;

namespace StatefulShop.Services.Orders;

public sealed class OrderProcessor(
    OrderQueue queue, IOrderRepository orders, AuditTrail audit, ILogger<OrderProcessor> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var message in queue.ReadAllAsync(stoppingToken))
        {
            if (orders.Find(message.Number) is not { } order)
            {
                logger.LogWarning("Order {Number} is gone", message.Number);
                continue;
            }

            order.Status = "confirmed";
            audit.Record(message.Customer, $"order {message.Number} confirmed, {message.Total}");
            OrderEvents.RaiseConfirmed(message);
            logger.LogInformation("Order {Number} of {Customer} confirmed", message.Number, message.Customer);
        }
    }
}
