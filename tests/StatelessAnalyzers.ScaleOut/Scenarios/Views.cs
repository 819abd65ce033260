namespace StatelessAnalyzers.ScaleOut;

/// <summary>Counts forty concurrent views, half of them at each instance.</summary>
internal sealed class Views : Scenario
{
    const int Half = 20;

    public override string Name => "counter exact under concurrent increments";

    public override string Rule => "SLS3010";

    public override async Task PlayAsync(ShopFleet fleet)
    {
        const string path = "/Products/Details/5";
        using var user = new Shopper();
        var before = (await user.GetAsync(fleet.First.Url, path)).Done().Views;
        var pages = await Task.WhenAll(Enumerable.Range(0, 2 * Half).Select(i => user.GetAsync(i % 2 == 0 ? fleet.First.Url : fleet.Other.Url, path)));
        StateLostException.Unless(pages.Select(p => p.Done().Views).Distinct().Count() == 2 * Half, "two views have the same number");
        StateLostException.Unless((await user.GetAsync(fleet.Other.Url, path)).Done().Views == before + 2 * Half + 1, "each instance counts its own views");
    }
}
