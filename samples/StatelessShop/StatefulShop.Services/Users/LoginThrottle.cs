using StackExchange.Redis;

namespace StatefulShop.Services.Users;

public sealed class LoginThrottle(IConnectionMultiplexer redis)
{
    private const int Allowed = 5;

    public async Task<bool> IsLocked(string user) => (int?)await redis.GetDatabase().StringGetAsync(Key(user)) is { } failures && failures >= Allowed;

    public async Task Failed(string user)
    {
        await redis.GetDatabase().StringIncrementAsync(Key(user));
        await redis.GetDatabase().KeyExpireAsync(Key(user), TimeSpan.FromMinutes(15));
    }

    public async Task Succeeded(string user) => await redis.GetDatabase().KeyDeleteAsync(Key(user));

    private static string Key(string user) => $"login-failures:{user}";
}
