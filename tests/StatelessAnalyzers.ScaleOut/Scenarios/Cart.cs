namespace StatelessAnalyzers.ScaleOut;

/// <summary>Puts things into the cart at both instances.</summary>
internal sealed class Cart : Scenario
{
    public override string Name => "cart across instances";

    public override string Rule => "SLS1001";

    public override async Task PlayAsync(ShopFleet fleet)
    {
        using var user = new Shopper();
        (await user.SubmitAsync(fleet.First.Url, "/Cart", "/Cart/Add", ("productId", "1"), ("quantity", "2"))).Done();
        StateLostException.Unless((await user.GetAsync(fleet.Other.Url, "/Cart")).Pieces == 2, "the cart is empty on the other instance");
        (await user.SubmitAsync(fleet.Other.Url, "/Cart", "/Cart/Add", ("productId", "2"), ("quantity", "1"))).Done();
        StateLostException.Unless((await user.GetAsync(fleet.First.Url, "/Cart")).Pieces == 3, "the first instance does not see what was added on the other");
    }
}
