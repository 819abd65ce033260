using System.Net;
using System.Net.Http.Json;

namespace StatelessAnalyzers.ScaleOut;

/// <summary>A record that one instance makes, the other finds and removes.</summary>
internal sealed class Returns : Scenario
{
    public override string Name => "record made on one, found on the other";

    public override string Rule => "SLS4003";

    public override async Task PlayAsync(ShopFleet fleet)
    {
        using var user = new Shopper();
        var reason = Unused("reason");
        var place = (await user.PostAsync(fleet.First.Url, "/api/returns", JsonContent.Create(new { orderNumber = 1, reason }))).Done().Location!;
        var other = await user.GetAsync(fleet.Other.Url, place);
        StateLostException.Unless(other.Status != HttpStatusCode.NotFound && other.Done().Text.Contains(reason, StringComparison.Ordinal), "the other instance does not have the record");
        (await user.DeleteAsync(fleet.Other.Url, place)).Done();
        StateLostException.Unless((await user.GetAsync(fleet.First.Url, place)).Status == HttpStatusCode.NotFound, "the first instance still has the record that was removed");
    }
}
