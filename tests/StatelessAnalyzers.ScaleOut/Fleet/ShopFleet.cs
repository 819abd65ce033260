namespace StatelessAnalyzers.ScaleOut;

/// <summary>Instances of the shop behind a load balancer.</summary>
internal sealed class ShopFleet(string name, string published, string folder, Backends backends) : IAsyncDisposable
{
    readonly List<Instance> all = [];
    readonly LoadBalancer balancer = new(Path.Combine(folder, name, "nginx"));
    Instance[] serving = [];

    public Backends Backends => backends;

    /// <summary>Where users come in.</summary>
    public Uri Url => balancer.Url;

    /// <summary>Those that serve now.</summary>
    public IReadOnlyList<Instance> Instances => serving;

    public Instance First => serving[0];

    /// <summary>Another one than the first, where there are two.</summary>
    public Instance Other => serving[^1];

    /// <summary>Every line that instances have printed, those that are gone among them.</summary>
    public IEnumerable<string> Log => all.SelectMany(i => i.Log);

    /// <summary>The last of what instances have complained of.</summary>
    public string Complaints => string.Join('\n', all.SelectMany(i => i.Log.Where(l => l.Contains(" WRN]", StringComparison.Ordinal) || l.Contains(" ERR]", StringComparison.Ordinal) || l.Contains(" FTL]", StringComparison.Ordinal) || l.Contains("Exception", StringComparison.Ordinal)).TakeLast(12).Select(l => $"{i.Name}: {l}")));

    /// <summary>Lets so many instances serve: starts new ones with empty disks, or ends the newest.</summary>
    public async Task ScaleToAsync(int count)
    {
        // The first one makes the database that the others find.
        while (serving.Length < count)
            serving = [.. serving, .. serving.Length == 0 ? [await StartAsync()] : await Task.WhenAll(Enumerable.Range(0, count - serving.Length).Select(_ => StartAsync()))];
        var leaving = serving[count..];
        serving = serving[..count];
        await RouteAsync();
        foreach (var instance in leaving)
            await instance.StopAsync();
    }

    /// <summary>Waits until every instance says that it is ready, for half a minute at most.</summary>
    public async Task WaitUntilReadyAsync()
    {
        using var probe = new Shopper();
        for (var wait = 0; wait < 300; wait++, await Task.Delay(100))
            if ((await Task.WhenAll(serving.Select(i => i.IsReadyAsync(probe)))).All(r => r))
                return;
    }

    /// <summary>Replaces each by a new one that starts after the load balancer has left the old one alone.</summary>
    public async Task RollAsync()
    {
        foreach (var old in serving.ToArray())
        {
            var replacement = await StartAsync();
            serving = [.. serving.Where(i => i != old), replacement];
            await RouteAsync();
            await old.StopAsync();
        }
    }

    /// <summary>Kills the first instance without a word to the load balancer.</summary>
    public async Task KillFirstAsync()
    {
        var gone = First;
        await gone.KillAsync();
        serving = [.. serving.Where(i => i != gone)];
    }

    async Task<Instance> StartAsync()
    {
        int number;
        lock (all)
            number = ++started;
        var instance = await Instance.StartAsync($"{name} {number}", published, Path.Combine(folder, name, number.ToString(System.Globalization.CultureInfo.InvariantCulture)), backends.SettingsOf(name));
        lock (all)
            all.Add(instance);
        return instance;
    }

    int started;

    Task RouteAsync() => balancer.RouteToAsync(serving.Select(i => i.Port));

    public async ValueTask DisposeAsync()
    {
        await balancer.DisposeAsync();
        foreach (var instance in all)
            await instance.DisposeAsync();
    }
}
