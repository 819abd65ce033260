using System.Text;

namespace StatelessAnalyzers.ScaleOut;

/// <summary>A price that one instance changes is the price of the other, which had cached the old one.</summary>
internal sealed class ChangedPrice : Scenario
{
    static int price = 20;

    public override string Name => "price coherent after a change";

    public override string Rule => "SLS3005";

    public override async Task PlayAsync(ShopFleet fleet)
    {
        const string path = "/api/products/7/price";
        using var user = new Shopper();
        await user.SignInAsync(fleet.First.Url, Unused("user"));
        (await user.GetAsync(fleet.First.Url, path)).Done();
        var old = (await user.GetAsync(fleet.Other.Url, path)).Done().Text;
        var list = Encoding.UTF8.GetBytes($"7;{Interlocked.Increment(ref price)}.00");
        (await user.UploadAsync(fleet.First.Url, "/Import", "/Import/Preview", "file", "prices.csv", list, "text/csv")).Done();
        (await user.SubmitAsync(fleet.First.Url, "/Import", "/Import/Apply")).Done();
        var first = (await user.GetAsync(fleet.First.Url, path)).Done().Text;
        if (first == old)
            throw new InvalidOperationException($"The price was not changed: {first}");
        StateLostException.Unless((await user.GetAsync(fleet.Other.Url, path)).Done().Text == first, "the other instance sells at the old price");
    }
}
