using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace StatefulShop.Services.Orders;

public sealed class RestockService(
    IServiceScopeFactory scopes, IConfiguration configuration, ILogger<RestockService> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(configuration.GetValue("Shop:RestockEvery", TimeSpan.FromHours(1)));
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<ShopDbContext>();
            var restocked = await db.Products
                .Where(p => p.Stock < 5)
                .ExecuteUpdateAsync(set => set.SetProperty(p => p.Stock, p => p.Stock + 20), stoppingToken);
            logger.LogInformation("Restocked {Count} products", restocked);
        }
    }
}
