using System.Net;

namespace StatelessAnalyzers.ScaleOut;

/// <summary>Sends a form of one instance to the other.</summary>
internal sealed class ForeignForm : Scenario
{
    public override string Name => "antiforgery: form of one instance, post to the other";

    public override string Rule => "SLS6001";

    public override async Task PlayAsync(ShopFleet fleet)
    {
        using var user = new Shopper();
        var token = (await user.GetAsync(fleet.First.Url, "/Offers")).Token;
        var answer = await user.PostAsync(fleet.Other.Url, "/Offers", Shopper.Form(token, ("Wish", "ink")));
        StateLostException.Unless(answer.Status != HttpStatusCode.BadRequest, "the other instance cannot read the token and answers 400");
        answer.Done();
    }
}
