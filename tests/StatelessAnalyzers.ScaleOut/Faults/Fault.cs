namespace StatelessAnalyzers.ScaleOut;

/// <summary>Something that happens to a fleet while users are at it.</summary>
/// <param name="Name">As the table of results calls it.</param>
internal sealed record Fault(string Name, Func<ShopFleet, Task> HappenAsync)
{
    public static IReadOnlyList<Fault> All { get; } =
    [
        new("kill -9", async fleet =>
        {
            await fleet.KillFirstAsync();
            // Nobody tells the load balancer for a while.
            await Task.Delay(1000);
            await fleet.ScaleToAsync(2);
        }),
        new("rolling restart", fleet => fleet.RollAsync()),
        new("scale 1, 3, 1", async fleet =>
        {
            await fleet.ScaleToAsync(1);
            await fleet.ScaleToAsync(3);
            await Task.Delay(1000);
            await fleet.ScaleToAsync(1);
            await Task.Delay(1000);
            await fleet.ScaleToAsync(2);
        }),
        new("Redis restarted", async fleet =>
        {
            await fleet.Backends.Redis.StopAsync();
            await Task.Delay(1000);
            await fleet.Backends.Redis.StartAsync();
        }),
        new("slow S3 and SQS", async fleet =>
        {
            fleet.Backends.AwsDelay = TimeSpan.FromMilliseconds(800);
            await Task.Delay(3000);
        }) { Over = fleet => fleet.Backends.AwsDelay = TimeSpan.Zero },
    ];

    /// <summary>Ends what lasts until the scenarios have been played.</summary>
    public Action<ShopFleet> Over { get; init; } = _ => { };

    public static Fault Of(string name) => All.Single(f => f.Name == name);
}
