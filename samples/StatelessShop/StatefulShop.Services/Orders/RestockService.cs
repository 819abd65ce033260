using Medallion.Threading;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace StatefulShop.Services.Orders;

public sealed class RestockService(
    IServiceScopeFactory scopes, IConfiguration configuration, ILogger<RestockService> logger, IDistributedLockProvider locks) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(configuration.GetValue("Shop:RestockEvery", TimeSpan.FromHours(1)));
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var turn = await locks.AcquireLockAsync("RestockService", cancellationToken: stoppingToken);
                while (!turn.HandleLostToken.IsCancellationRequested && await timer.WaitForNextTickAsync(stoppingToken))
                {
                    await using var scope = scopes.CreateAsyncScope();
                    var db = scope.ServiceProvider.GetRequiredService<ShopDbContext>();
                    var restocked = await db.Products
                        .Where(p => p.Stock < 5)
                        .ExecuteUpdateAsync(set => set.SetProperty(p => p.Stock, p => p.Stock + 20), stoppingToken);
                    logger.LogInformation("Restocked {Count} products", restocked);
                }
            }
            catch (Exception e) when (e is RedisException || e is RedisTimeoutException || e.InnerException is RedisException || e.InnerException is RedisTimeoutException)
            {
                // Without Redis nobody has the turn.
                await Task.Delay(TimeSpan.FromSeconds(5), stoppingToken);
            }
        }
    }
}
