namespace StatelessAnalyzers.ScaleOut;

/// <summary>What is logged goes to standard output and to no disk.</summary>
internal sealed class LogLines : Scenario
{
    public override string Name => "log on standard output, none on the disk";

    public override string Rule => "SLS6005";

    public override Task PlayAsync(ShopFleet fleet)
    {
        foreach (var instance in fleet.Instances)
        {
            StateLostException.Unless(instance.Log.Any(l => l.Contains("INF]", StringComparison.Ordinal)), "nothing is logged to standard output");
            StateLostException.Unless(!Directory.Exists(Path.Combine(instance.Folder, "logs")), "the log is a file on the disk of the instance");
        }
        return Task.CompletedTask;
    }
}
