using System.Runtime.CompilerServices;
using System.Threading.Channels;
using StatefulShop.Services.Orders;

namespace StatefulShop.Api;

public static class OrdersApi
{
    public static void MapOrders(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/api/orders");
        group.MapPost("/", async (NewOrder order, IOrderService service, CancellationToken cancellationToken) =>
        {
            var placed = await service.PlaceAsync(order.Customer, order.Items, order.Coupon, cancellationToken);
            return placed is null ? Results.Conflict() : Results.Created($"/api/orders/{placed.Number}", placed);
        }).RequireRateLimiting("orders");
        group.MapGet("/", async (string customer, IOrderRepository orders) => await orders.ForCustomer(customer));
        group.MapGet("/{number:int}", async (int number, IOrderRepository orders) =>
            await orders.Find(number) is { } order ? Results.Ok(order) : Results.NotFound());
        group.MapDelete("/{number:int}", async (int number, IOrderRepository orders) =>
            await orders.Remove(number) ? Results.NoContent() : Results.NotFound());
        group.MapGet("/stream", (CancellationToken cancellationToken) =>
            TypedResults.ServerSentEvents(Confirmed(cancellationToken), "confirmed"));
    }

    private static async IAsyncEnumerable<OrderMessage> Confirmed([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var messages = Channel.CreateUnbounded<OrderMessage>();
        Action<OrderMessage> forward = message => messages.Writer.TryWrite(message);
        OrderEvents.Confirmed += forward;
        try
        {
            await foreach (var message in messages.Reader.ReadAllAsync(cancellationToken))
            {
                yield return message;
            }
        }
        finally
        {
            OrderEvents.Confirmed -= forward;
        }
    }

    public sealed record NewOrder(string Customer, List<OrderItem> Items, string? Coupon);
}
