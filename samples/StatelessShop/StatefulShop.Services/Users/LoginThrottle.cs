using Microsoft.Extensions.Caching.Memory;

namespace StatefulShop.Services.Users;

public sealed class LoginThrottle(IMemoryCache cache)
{
    private const int Allowed = 5;

    public bool IsLocked(string user) => cache.TryGetValue(Key(user), out int failures) && failures >= Allowed;

    public void Failed(string user)
    {
        cache.TryGetValue(Key(user), out int failures);
        cache.Set(Key(user), failures + 1, TimeSpan.FromMinutes(15));
    }

    public void Succeeded(string user) => cache.Remove(Key(user));

    private static string Key(string user) => $"login-failures:{user}";
}
