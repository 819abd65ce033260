using System.Globalization;
using System.Net;

namespace StatelessAnalyzers.ScaleOut;

/// <summary>Writes an export at one instance and fetches it from the other.</summary>
internal sealed class Export : Scenario
{
    public override string Name => "export written on one, fetched from the other";

    public override string Rule => "SLS2001";

    public override async Task PlayAsync(ShopFleet fleet)
    {
        using var user = new Shopper();
        var name = string.Create(CultureInfo.InvariantCulture, $"orders-{DateTime.UtcNow:yyyy-MM-dd}.csv");
        // So that it differs from what an earlier play has left.
        var customer = Unused("customer");
        await Orders.PlaceAsync(user, fleet.First.Url, customer);
        (await user.SubmitAsync(fleet.First.Url, "/Exports", "/Exports/Create")).Done();
        var first = (await user.GetAsync(fleet.First.Url, "/Exports/Download/" + name)).Done();
        var other = await user.GetAsync(fleet.Other.Url, "/Exports/Download/" + name);
        StateLostException.Unless(other.Status != HttpStatusCode.NotFound, "the other instance does not have the export");
        StateLostException.Unless(other.Done().Text == first.Text && first.Text.Contains(customer, StringComparison.Ordinal), "the other instance has another export");
    }
}
