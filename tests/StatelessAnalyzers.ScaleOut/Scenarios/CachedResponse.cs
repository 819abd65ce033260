namespace StatelessAnalyzers.ScaleOut;

/// <summary>A response that is cached for a minute is the same from every instance.</summary>
internal sealed class CachedResponse : Scenario
{
    public override string Name => "cached response the same on all instances";

    public override string Rule => "SLS3007";

    public override async Task PlayAsync(ShopFleet fleet)
    {
        var category = Unused("cached");
        using var owner = new Shopper();
        await owner.SignInAsync(fleet.First.Url, Unused("user"));
        // Responses are cached for those who are not signed in.
        using var user = new Shopper();
        var cached = (await user.GetAsync(fleet.First.Url, "/api/categories/" + category)).Done().Text;
        await CategoryPage.AddAsync(owner, fleet.First.Url, Unused("product"), category);
        if ((await user.GetAsync(fleet.First.Url, "/api/categories/" + category)).Done().Text != cached)
            throw new InvalidOperationException("The response was not cached.");
        StateLostException.Unless((await user.GetAsync(fleet.Other.Url, "/api/categories/" + category)).Done().Text == cached, "the instances give different answers at the same time");
    }
}
