namespace StatefulShop.Services.Orders;

public sealed class Order
{
    public required int Number { get; init; }

    public required string Reference { get; init; }

    public required string Customer { get; init; }

    public required DateTimeOffset PlacedAt { get; init; }

    public required IReadOnlyList<OrderLine> Lines { get; init; }

    public decimal Shipping { get; init; }

    public decimal Discount { get; init; }

    public string Status { get; set; } = "placed";

    public decimal Total => Lines.Sum(l => l.Quantity * l.UnitPrice) + Shipping - Discount;
}

public sealed record OrderLine(int ProductId, string Name, int Quantity, decimal UnitPrice);

public sealed record OrderItem(int ProductId, int Quantity);

public sealed record OrderMessage(int Number, string Customer, decimal Total);
