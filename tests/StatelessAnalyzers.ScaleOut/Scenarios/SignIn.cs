using System.Net;

namespace StatelessAnalyzers.ScaleOut;

/// <summary>Signs in at one instance and is known to the other.</summary>
internal sealed class SignIn : Scenario
{
    public override string Name => "sign in and stay signed in";

    public override string Rule => "SLS6001";

    public override async Task PlayAsync(ShopFleet fleet)
    {
        using var user = new Shopper();
        await user.SignInAsync(fleet.First.Url, Unused("user"));
        (await user.GetAsync(fleet.First.Url, "/Import")).Done();
        var other = await user.GetAsync(fleet.Other.Url, "/Import");
        StateLostException.Unless(other.Status == HttpStatusCode.OK, "the other instance cannot read the cookie and asks to sign in again");
    }
}
