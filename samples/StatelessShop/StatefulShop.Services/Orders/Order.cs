using System.Text.Json;
using Amazon.DynamoDBv2.DataModel;
using Amazon.DynamoDBv2.DocumentModel;

namespace StatefulShop.Services.Orders;

[DynamoDBTable("Order")]
public sealed class Order
{
    [DynamoDBHashKey]
    public required int Number { get; init; }

    public required string Reference { get; init; }

    public required string Customer { get; init; }

    [DynamoDBProperty(typeof(JsonPropertyConverter<DateTimeOffset>))]
    public required DateTimeOffset PlacedAt { get; init; }

    [DynamoDBProperty(typeof(JsonPropertyConverter<IReadOnlyList<OrderLine>>))]
    public required IReadOnlyList<OrderLine> Lines { get; init; }

    public decimal Shipping { get; init; }

    public decimal Discount { get; init; }

    public string Status { get; set; } = "placed";

    public decimal Total => Lines.Sum(l => l.Quantity * l.UnitPrice) + Shipping - Discount;

    private sealed class JsonPropertyConverter<T> : IPropertyConverter
    {
        private readonly JsonSerializerOptions options = new JsonSerializerOptions();

        public DynamoDBEntry ToEntry(object value) => JsonSerializer.Serialize((T)value, options);

        public object FromEntry(DynamoDBEntry entry) => JsonSerializer.Deserialize<T>(entry.AsString(), options)!;
    }
}

public sealed record OrderLine(int ProductId, string Name, int Quantity, decimal UnitPrice);

public sealed record OrderItem(int ProductId, int Quantity);

public sealed record OrderMessage(int Number, string Customer, decimal Total);
