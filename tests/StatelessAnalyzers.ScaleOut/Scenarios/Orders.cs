using System.Net;
using System.Net.Http.Json;

namespace StatelessAnalyzers.ScaleOut;

/// <summary>An order that one instance takes and confirms, and the other finds, lists and removes; no number is given out twice.</summary>
internal sealed class Orders : Scenario
{
    public override string Name => "order found on the other instance";

    public override string Rule => "SLS4003";

    public override async Task PlayAsync(ShopFleet fleet)
    {
        using var user = new Shopper();
        var customer = Unused("customer");
        var first = await PlaceAsync(user, fleet.First.Url, customer);
        StateLostException.Unless((await user.GetAsync(fleet.Other.Url, "/api/orders?customer=" + customer)).Text.Contains(customer, StringComparison.Ordinal), "the other instance does not have the order");
        StateLostException.Unless(await PlaceAsync(user, fleet.Other.Url, customer) != first, "both instances give out the same number");
        StateLostException.Unless(await IsConfirmedAsync(user, fleet.Other.Url, first), "the other instance does not see that the order is confirmed");
        (await user.DeleteAsync(fleet.Other.Url, first)).Done();
        StateLostException.Unless((await user.GetAsync(fleet.First.Url, first)).Status == HttpStatusCode.NotFound, "the first instance still has the order that was removed");
    }

    /// <summary>Places an order. The answer is its path.</summary>
    public static async Task<string> PlaceAsync(Shopper user, Uri host, string customer) =>
        (await user.PostAsync(host, "/api/orders", JsonContent.Create(new { customer, items = new[] { new { productId = 3, quantity = 1 } } }))).Done().Location!;

    // The shop confirms an order after it has answered.
    static async Task<bool> IsConfirmedAsync(Shopper user, Uri host, string order)
    {
        for (var attempt = 0; attempt < 50; attempt++)
        {
            if ((await user.GetAsync(host, order)).Done().Text.Contains("\"status\":\"confirmed\"", StringComparison.Ordinal))
                return true;
            await Task.Delay(100);
        }
        return false;
    }
}
