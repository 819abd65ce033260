using System.Text.Json;
using Microsoft.Extensions.Hosting;

namespace StatefulShop.Services.Marketing;

public sealed class Coupon
{
    public required string Code { get; set; }

    public decimal Amount { get; set; }

    public int Left { get; set; }
}

public interface ICouponStore
{
    IReadOnlyList<Coupon> All();

    void Add(Coupon coupon);

    /// <returns>The amount that the coupon takes off, or nothing where it is unknown or used up.</returns>
    decimal Redeem(string code);
}

public sealed class JsonCouponStore(IHostEnvironment environment) : ICouponStore
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };
    private static readonly Lock Gate = new();

    private readonly string _path = Path.Combine(environment.ContentRootPath, "App_Data", "coupons.json");

    public IReadOnlyList<Coupon> All()
    {
        lock (Gate)
        {
            return Load();
        }
    }

    public void Add(Coupon coupon)
    {
        lock (Gate)
        {
            var coupons = Load();
            coupons.RemoveAll(c => c.Code == coupon.Code);
            coupons.Add(coupon);
            Save(coupons);
        }
    }

    public decimal Redeem(string code)
    {
        lock (Gate)
        {
            var coupons = Load();
            if (coupons.Find(c => c.Code == code) is not { Left: > 0 } coupon)
            {
                return 0m;
            }

            coupon.Left--;
            Save(coupons);
            return coupon.Amount;
        }
    }

    private List<Coupon> Load()
    {
        return File.Exists(_path) ? JsonSerializer.Deserialize<List<Coupon>>(File.ReadAllText(_path), Json) ?? [] : [];
    }

    private void Save(List<Coupon> coupons) => File.WriteAllText(_path, JsonSerializer.Serialize(coupons, Json));
}
