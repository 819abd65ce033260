namespace StatefulShop.Services.Catalogue;

public sealed class Product
{
    public int Id { get; set; }

    public required string Name { get; set; }

    public required string Category { get; set; }

    public string Description { get; set; } = "";

    public decimal Price { get; set; }

    public int Stock { get; set; }
}

public sealed class ExchangeRate
{
    public required string Currency { get; set; }

    public decimal Rate { get; set; }
}

public sealed record ProductDetails(int Id, string Name, string Category, string Description);

public sealed record ProductSummary(int Id, string Name);

public sealed record CategoryPage(string Category, IReadOnlyList<ProductSummary> Products);

public sealed record Price(int ProductId, decimal Amount, decimal WithVat);
