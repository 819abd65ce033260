using System.Collections.Concurrent;

namespace StatefulShop.Services.Store;

public sealed class PageViews
{
    private readonly ConcurrentDictionary<int, long> _products = new();
    private long _total;

    public long CountVisit() => Interlocked.Increment(ref _total);

    public long CountProduct(int productId) => _products.AddOrUpdate(productId, 1, (_, count) => count + 1);
}
