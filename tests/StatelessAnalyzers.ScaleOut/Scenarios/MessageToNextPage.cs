namespace StatelessAnalyzers.ScaleOut;

/// <summary>A message for the next page, which the other instance shows.</summary>
internal sealed class MessageToNextPage : Scenario
{
    public override string Name => "TempData";

    public override string Rule => "SLS1001";

    public override async Task PlayAsync(ShopFleet fleet)
    {
        using var user = new Shopper();
        var wish = Unused("ink");
        (await user.SubmitAsync(fleet.First.Url, "/Offers", "/Offers", ("Wish", wish))).Done();
        StateLostException.Unless((await user.GetAsync(fleet.Other.Url, "/Offers")).Text.Contains($"We will look for {wish}.", StringComparison.Ordinal), "the other instance has no message");
    }
}
