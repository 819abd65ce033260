namespace StatelessAnalyzers.ScaleOut;

/// <summary>Each of several mails that one instance accepts is sent once, and is sent although the instance is killed.</summary>
internal sealed class WelcomeMail : Scenario
{
    const int Count = 20;

    public override string Name => "queued mail sent, and sent once";

    public override string Rule => "SLS5001";

    // It kills an instance.
    public override bool IsExclusive => true;

    public override async Task PlayAsync(ShopFleet fleet)
    {
        using var user = new Shopper();
        var once = await AcceptAsync(user, fleet.First.Url);
        await WaitAsync(fleet, once);
        StateLostException.Unless(once.All(m => Sent(fleet, m) == 1), "a mail was sent twice");

        var count = fleet.Instances.Count;
        var accepted = await AcceptAsync(user, fleet.First.Url);
        await fleet.KillFirstAsync();
        await fleet.ScaleToAsync(count);
        await WaitAsync(fleet, accepted);
    }

    static async Task<List<string>> AcceptAsync(Shopper user, Uri host)
    {
        var mails = Enumerable.Range(0, Count).Select(_ => Unused("subscriber") + "@shop.example").ToList();
        // At once, so that most of them still wait when the last is accepted.
        await Task.WhenAll(mails.Select(m => Subscribers.SubscribeAsync(user, host, m)));
        return mails;
    }

    /// <summary>Waits until all are sent, for as long as a queue may need to give them to another instance.</summary>
    public static async Task WaitAsync(ShopFleet fleet, IReadOnlyCollection<string> mails)
    {
        for (var wait = 0; wait < 400 && mails.Any(m => Sent(fleet, m) == 0); wait++)
            await Task.Delay(100);
        StateLostException.Unless(mails.All(m => Sent(fleet, m) > 0), "mails that were accepted are never sent");
    }

    static int Sent(ShopFleet fleet, string mail) => fleet.Log.Count(l => l.Contains($"Welcome mail sent to {mail}", StringComparison.Ordinal));
}
