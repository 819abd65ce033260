namespace StatelessAnalyzers.ScaleOut;

/// <summary>What a fault left.</summary>
/// <param name="Acknowledged">The requests that the shop said were done while it happened.</param>
/// <param name="Failed">Those that it said it could not do.</param>
/// <param name="Broken">What it had acknowledged and is not so.</param>
/// <param name="Scenarios">The outcome of each scenario after it.</param>
internal sealed record FaultOutcome(int Acknowledged, int Failed, IReadOnlyList<string> Broken, IReadOnlyDictionary<string, Outcome> Scenarios)
{
    public static async Task<FaultOutcome> OfAsync(Fault fault, ShopFleet fleet)
    {
        var traffic = new Traffic(fleet);
        await traffic.DuringAsync(async () =>
        {
            await fault.HappenAsync(fleet);
            await fleet.WaitUntilReadyAsync();
        });
        try
        {
            return new FaultOutcome(traffic.Acknowledged, traffic.Failed, await traffic.BrokenPromisesAsync(), await Outcome.OfAllAsync(AllScenarios.List.Where(s => s.ByHand is null), fleet));
        }
        finally
        {
            fault.Over(fleet);
        }
    }
}
