using System.Globalization;

namespace StatelessAnalyzers.ScaleOut;

/// <summary>A product that is added at one instance stands on the category's page of the other, which had cached it.</summary>
internal sealed class CategoryPage : Scenario
{
    public override string Name => "catalogue coherent after an update";

    public override string Rule => "SLS3001";

    public override async Task PlayAsync(ShopFleet fleet)
    {
        var category = Unused("category");
        using var user = new Shopper();
        await user.SignInAsync(fleet.First.Url, Unused("user"));
        (await user.GetAsync(fleet.First.Url, "/Home/Category/" + category)).Done();
        (await user.GetAsync(fleet.Other.Url, "/Home/Category/" + category)).Done();
        var product = Unused("product");
        await AddAsync(user, fleet.First.Url, product, category);
        StateLostException.Unless((await user.GetAsync(fleet.First.Url, "/Home/Category/" + category)).Text.Contains(product, StringComparison.Ordinal), "the first instance shows its old page");
        StateLostException.Unless((await user.GetAsync(fleet.Other.Url, "/Home/Category/" + category)).Text.Contains(product, StringComparison.Ordinal), "the other instance shows its old page");
    }

    public static async Task AddAsync(Shopper user, Uri host, string product, string category) =>
        (await user.SubmitAsync(host, "/Admin", "/Admin/AddProduct", ("name", product), ("category", category), ("price", 3.5m.ToString(CultureInfo.InvariantCulture)), ("stock", "50"))).Done();
}
