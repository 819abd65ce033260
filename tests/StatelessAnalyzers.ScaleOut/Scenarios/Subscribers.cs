using System.Globalization;
using System.Net.Http.Json;
using System.Text.RegularExpressions;

namespace StatelessAnalyzers.ScaleOut;

/// <summary>Subscribes two addresses at two instances, which then know both.</summary>
internal sealed partial class Subscribers : Scenario
{
    public override string Name => "subscribers in one database";

    public override string Rule => "SLS4001";

    public override bool IsExclusive => true;

    public override async Task PlayAsync(ShopFleet fleet)
    {
        using var user = new Shopper();
        var first = await SubscribeAsync(user, fleet.First.Url, Unused("reader") + "@shop.example");
        var other = await SubscribeAsync(user, fleet.Other.Url, Unused("reader") + "@shop.example");
        StateLostException.Unless(other == first + 1, "the other instance does not have the first subscriber");
    }

    /// <summary>Subscribes and returns how many there are.</summary>
    public static async Task<int> SubscribeAsync(Shopper user, Uri host, string email) =>
        int.Parse(Count().Match((await user.PostAsync(host, "/api/newsletter", JsonContent.Create(new { email }))).Done().Text).Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex("\"subscribers\":([0-9]+)")]
    private static partial Regex Count();
}
