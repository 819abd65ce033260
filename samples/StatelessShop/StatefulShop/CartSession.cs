using System.Text.Json;

namespace StatefulShop;

public sealed record CartItem(int ProductId, string Name, decimal UnitPrice, int Quantity);

public static class CartSession
{
    private const string Key = "cart";

    public static List<CartItem> GetCart(this ISession session)
    {
        return session.GetString(Key) is { } json ? JsonSerializer.Deserialize<List<CartItem>>(json) ?? [] : [];
    }

    public static void SetCart(this ISession session, List<CartItem> cart)
    {
        session.SetString(Key, JsonSerializer.Serialize(cart));
    }

    public static void ClearCart(this ISession session) => session.Remove(Key);
}
