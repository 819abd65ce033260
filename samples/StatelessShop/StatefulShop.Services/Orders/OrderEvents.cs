namespace StatefulShop.Services.Orders;

public static class OrderEvents
{
    public static event Action<OrderMessage>? Confirmed;

    public static void RaiseConfirmed(OrderMessage message) => Confirmed?.Invoke(message);
}
