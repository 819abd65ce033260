using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace StatefulShop.Services;

public static class ShopTelemetry
{
    public static readonly ActivitySource Activities = new("StatefulShop");

    private static readonly Meter Meter = new("StatefulShop");

    public static readonly Counter<long> OrdersPlaced = Meter.CreateCounter<long>("shop.orders.placed");
}
