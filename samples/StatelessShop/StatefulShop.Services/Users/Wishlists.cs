using System.Collections.Concurrent;

namespace StatefulShop.Services.Users;

public sealed class Wishlists
{
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<int, DateTimeOffset>> _byUser = new();

    public IReadOnlyList<int> Of(string user)
    {
        return _byUser.TryGetValue(user, out var wishes) ? wishes.OrderBy(w => w.Value).Select(w => w.Key).ToList() : [];
    }

    public void Add(string user, int productId)
    {
        _byUser.GetOrAdd(user, _ => new ConcurrentDictionary<int, DateTimeOffset>())[productId] = DateTimeOffset.UtcNow;
    }

    public void Remove(string user, int productId)
    {
        if (_byUser.TryGetValue(user, out var wishes))
        {
            wishes.TryRemove(productId, out _);
        }
    }
}
