using StatefulShop.Services.Catalogue;
using StatefulShop.Services.Marketing;

namespace StatefulShop.Services.Orders;

public interface IOrderService
{
    Task<Order?> PlaceAsync(
        string customer, IReadOnlyList<OrderItem> items, string? coupon = null, CancellationToken cancellationToken = default);
}

public sealed class OrderService(
    ICatalogue catalogue,
    IPriceList prices,
    ShippingQuotes shipping,
    ICouponStore coupons,
    StockKeeper stock,
    IOrderRepository orders,
    OrderQueue queue,
    TimeProvider time) : IOrderService
{
    public async Task<Order?> PlaceAsync(
        string customer, IReadOnlyList<OrderItem> items, string? coupon = null, CancellationToken cancellationToken = default)
    {
        var lines = new List<OrderLine>();
        foreach (var item in items)
        {
            var product = await catalogue.Get(item.ProductId);
            var price = await prices.GetAsync(item.ProductId, cancellationToken);
            lines.Add(new OrderLine(product.Id, product.Name, item.Quantity, price.WithVat));
        }

        if (!stock.TryReserve(items))
        {
            return null;
        }

        var number = await orders.NextNumber();
        var order = new Order
        {
            Number = number,
            Reference = $"{Environment.MachineName}-{number}",
            Customer = customer,
            PlacedAt = time.GetUtcNow(),
            Lines = lines,
            Shipping = await shipping.QuoteAsync(items.Sum(i => i.Quantity), cancellationToken),
            Discount = coupon is null ? 0m : coupons.Redeem(coupon),
        };
        await orders.Add(order);
        await queue.EnqueueAsync(new OrderMessage(order.Number, order.Customer, order.Total), cancellationToken);
        ShopTelemetry.OrdersPlaced.Add(1);
        return order;
    }
}
