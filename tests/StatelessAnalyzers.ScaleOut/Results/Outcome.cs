namespace StatelessAnalyzers.ScaleOut;

/// <summary>How a scenario ended.</summary>
/// <param name="Lost">What one instance did not know of the other; null where nothing was lost.</param>
/// <param name="Fault">What else went wrong; null where it was played to its end.</param>
/// <param name="Complaints">What the instances had complained of until then, for whoever looks for the cause.</param>
internal sealed record Outcome(string? Lost = null, string? Fault = null, string? Complaints = null)
{
    public bool Holds => Lost is null && Fault is null;

    public static async Task<Outcome> OfAsync(Scenario scenario, ShopFleet fleet)
    {
        try
        {
            await scenario.PlayAsync(fleet);
            return new Outcome();
        }
        catch (StateLostException e)
        {
            return new Outcome(Lost: e.Message, Complaints: fleet.Complaints);
        }
        catch (Exception e)
        {
            // All others are told from a loss, and fail the test whatever it expects.
            return new Outcome(Fault: e.ToString(), Complaints: fleet.Complaints);
        }
    }

    /// <summary>Plays all of them: those that disturb each other one after the other, the rest at the same time.</summary>
    public static async Task<IReadOnlyDictionary<string, Outcome>> OfAllAsync(IEnumerable<Scenario> scenarios, ShopFleet fleet)
    {
        var all = scenarios.ToList();
        var outcomes = new Dictionary<string, Outcome>();
        var together = all.Where(s => !s.IsExclusive).ToList();
        foreach (var (scenario, outcome) in together.Zip(await Task.WhenAll(together.Select(s => OfAsync(s, fleet)))))
            outcomes[scenario.Name] = outcome;
        foreach (var scenario in all.Where(s => s.IsExclusive))
            outcomes[scenario.Name] = await OfAsync(scenario, fleet);
        return outcomes;
    }
}
