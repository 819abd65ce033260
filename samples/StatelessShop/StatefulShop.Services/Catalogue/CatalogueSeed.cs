using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace StatefulShop.Services.Catalogue;

public static class CatalogueSeed
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static async Task SeedAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var environment = scope.ServiceProvider.GetRequiredService<IHostEnvironment>();
        var db = scope.ServiceProvider.GetRequiredService<ShopDbContext>();
        if (!await db.Database.EnsureCreatedAsync())
        {
            return;
        }

        var text = await File.ReadAllTextAsync(Path.Combine(environment.ContentRootPath, "Data", "catalogue.json"));
        var seed = JsonSerializer.Deserialize<Seed>(text, Json) ?? throw new JsonException("The catalogue is empty.");
        db.Products.AddRange(seed.Products);
        db.ExchangeRates.AddRange(seed.ExchangeRates);
        await db.SaveChangesAsync();
    }

    private sealed record Seed(List<Product> Products, List<ExchangeRate> ExchangeRates);
}
