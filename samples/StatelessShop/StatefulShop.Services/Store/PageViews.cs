using StackExchange.Redis;

namespace StatefulShop.Services.Store;

public sealed class PageViews(IConnectionMultiplexer redis)
{
    public async Task<long> CountVisit() => await redis.GetDatabase().StringIncrementAsync("PageViews.total");

    public async Task<long> CountProduct(int productId) => await redis.GetDatabase().StringIncrementAsync($"PageViews.products:{productId}");
}
