using System.Net;
using System.Net.Http.Json;

namespace StatelessAnalyzers.ScaleOut;

/// <summary>A wishlist that one instance keeps.</summary>
internal sealed class Wishlist : Scenario
{
    public override string Name => "wishlist";

    public override string Rule => "SLS1004";

    public override string ByHand => "a map of maps is no entry of a shared cache: a hash in Redis, or a table";

    public override async Task PlayAsync(ShopFleet fleet)
    {
        using var user = new Shopper();
        await user.SignInAsync(fleet.First.Url, Unused("user"));
        (await user.SubmitAsync(fleet.First.Url, "/Products/Details/4", "/Wishlist/Add", ("productId", "4"))).Done();
        StateLostException.Unless((await user.GetAsync(fleet.Other.Url, "/Wishlist")).Text.Contains("Fountain pen", StringComparison.Ordinal), "the wishlist is empty on the other instance");
    }
}

/// <summary>A review that one instance keeps.</summary>
internal sealed class Reviews : Scenario
{
    public override string Name => "review";

    public override string Rule => "SLS3004";

    public override string ByHand => "refused, since a review has no key: a table";

    public override async Task PlayAsync(ShopFleet fleet)
    {
        using var user = new Shopper();
        var author = Unused("author");
        (await user.PostAsync(fleet.First.Url, "/api/products/3/reviews", JsonContent.Create(new { author, stars = 4, text = "Fine paper." }))).Done();
        StateLostException.Unless((await user.GetAsync(fleet.Other.Url, "/api/products/3/reviews")).Text.Contains(author, StringComparison.Ordinal), "the other instance does not have the review");
    }
}

/// <summary>A coupon in a file of one instance.</summary>
internal sealed class Coupons : Scenario
{
    public override string Name => "coupon";

    public override string Rule => "SLS4004";

    public override string ByHand => "a file that is a database, read and written under a lock: a table";

    public override async Task PlayAsync(ShopFleet fleet)
    {
        using var user = new Shopper();
        var code = Unused("coupon");
        await user.SignInAsync(fleet.First.Url, Unused("user"));
        (await user.SubmitAsync(fleet.First.Url, "/Admin", "/Admin/AddCoupon", ("code", code), ("amount", "1"), ("left", "5"))).Done();
        (await user.GetAsync(fleet.First.Url, "/Admin")).Done();
        var other = await user.GetAsync(fleet.Other.Url, "/Admin");
        StateLostException.Unless(other.Status == HttpStatusCode.OK && other.Text.Contains(code, StringComparison.Ordinal), "the other instance does not have the coupon");
    }
}

/// <summary>The switch by which the shop closes, which turns one instance.</summary>
internal sealed class ClosedStore : Scenario
{
    public override string Name => "closed store";

    public override string Rule => "SLS3002";

    public override string ByHand => "static state: a service over a shared cache or a table";

    public override bool IsExclusive => true;

    public override async Task PlayAsync(ShopFleet fleet)
    {
        using var user = new Shopper();
        await user.SignInAsync(fleet.First.Url, Unused("user"));
        (await user.SubmitAsync(fleet.First.Url, "/Admin", "/Admin/OpenStore", ("open", "false"))).Done();
        var other = (await user.GetAsync(fleet.Other.Url, "/")).Done();
        (await user.SubmitAsync(fleet.First.Url, "/Admin", "/Admin/OpenStore", ("open", "true"))).Done();
        StateLostException.Unless(other.Text.Contains("We take stock", StringComparison.Ordinal), "the other instance is still open");
    }
}
