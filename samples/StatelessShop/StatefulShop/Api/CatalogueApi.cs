using StatefulShop.Services.Catalogue;

namespace StatefulShop.Api;

public static class CatalogueApi
{
    public static void MapCatalogue(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/api");
        group.MapGet("/categories", (CategoryMenu menu) => menu.Categories());
        group.MapGet("/categories/{category}", async (string category, ICatalogue catalogue) => await catalogue.GetCategory(category))
            .CacheOutput(policy => policy.Expire(TimeSpan.FromMinutes(1)));
        group.MapGet("/search", (string q, ProductSearch search) => search.Find(q));
        group.MapGet("/products/{id:int}/price", async (
            int id, string? currency, IPriceList prices, IExchangeRates rates, CancellationToken cancellationToken) =>
        {
            var price = await prices.GetAsync(id, cancellationToken);
            var rate = await rates.FindAsync(currency ?? "EUR", cancellationToken);
            return rate is null
                ? Results.BadRequest($"The shop does not take {currency}.")
                : Results.Ok(new { price.ProductId, rate.Currency, Amount = Math.Round(price.WithVat * rate.Rate, 2) });
        });
    }
}
