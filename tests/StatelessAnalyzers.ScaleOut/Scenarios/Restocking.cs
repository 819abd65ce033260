namespace StatelessAnalyzers.ScaleOut;

/// <summary>A job that is due every second runs every second, not once per instance.</summary>
internal sealed class Restocking : Scenario
{
    public override string Name => "job runs once per period";

    public override string Rule => "SLS5003";

    public override async Task PlayAsync(ShopFleet fleet)
    {
        // After a kill the lock is free when it has run out, which is thirty seconds.
        var start = Runs(fleet);
        for (var wait = 0; wait < 400 && Runs(fleet) == start; wait++)
            await Task.Delay(100);
        start = Runs(fleet);
        await Task.Delay(TimeSpan.FromSeconds(6));
        var runs = Runs(fleet) - start;
        if (runs < 3)
            throw new StateLostException($"the job ran {runs} times in six seconds, in no instance as it should");
        StateLostException.Unless(runs <= 8, "the job runs on every instance");
    }

    static int Runs(ShopFleet fleet) => fleet.Log.Count(l => l.Contains("Restocked ", StringComparison.Ordinal));
}
