namespace StatelessAnalyzers.ScaleOut;

/// <summary>Failed attempts to sign in, which lock the user wherever they were made.</summary>
internal sealed class FailedSignIns : Scenario
{
    public override string Name => "user locked after five failed sign-ins";

    public override string Rule => "SLS1005";

    public override async Task PlayAsync(ShopFleet fleet)
    {
        using var user = new Shopper();
        var name = Unused("victim");
        for (var attempt = 0; attempt < 6; attempt++)
        {
            var host = attempt % 2 == 0 ? fleet.First.Url : fleet.Other.Url;
            await user.SubmitAsync(host, "/Account/Login", "/Account/Login", ("user", name), ("password", "guess"));
        }
        var answer = await user.SubmitAsync(fleet.First.Url, "/Account/Login", "/Account/Login", ("user", name), ("password", "demo"));
        StateLostException.Unless(answer.Location!.Contains("Login", StringComparison.Ordinal), "six failures at two instances lock nobody");
    }
}
