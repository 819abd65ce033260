using StatelessAnalyzers.EndToEnd;
using Xunit;

namespace StatelessAnalyzers.ScaleOut;

/// <summary>One run: the shop before and after its fixes, as fleets over real servers. Each part is made when a test first asks for it.</summary>
public sealed class ScaleOutRun : IAsyncLifetime
{
    readonly List<IAsyncDisposable> started = [];
    readonly PackedPackage package;
    readonly Lazy<Task<PublishedShop>> shop;
    readonly Lazy<Task<Backends>> backends;
    readonly Lazy<Task<ShopFleet>> after;
    readonly Lazy<Task<IReadOnlyDictionary<string, Outcome>>> outcomesBefore;
    readonly Lazy<Task<IReadOnlyDictionary<string, Outcome>>> outcomesAfter;
    readonly Dictionary<string, Lazy<Task<FaultOutcome>>> faults;
    readonly Lazy<Task<IReadOnlyList<LoadFigures>>> load;

    public ScaleOutRun(PackedPackage package)
    {
        this.package = package;
        shop = new(() => PublishedShop.MakeAsync(package));
        backends = new(StartBackendsAsync);
        outcomesBefore = new(async () =>
        {
            await using var fleet = await StartAsync("before", (await shop.Value).Before, 2);
            return await Outcome.OfAllAsync(AllScenarios.List, fleet);
        });
        after = new(async () => Keep(await StartAsync("after", (await shop.Value).After, 2)));
        outcomesAfter = new(async () => await Outcome.OfAllAsync(AllScenarios.List, await after.Value));
        faults = Fault.All.ToDictionary(f => f.Name, f => new Lazy<Task<FaultOutcome>>(async () => await FaultOutcome.OfAsync(f, await after.Value)));
        load = new(MeasureLoadAsync);
    }

    string Folder => Path.Combine(package.Folder, "fleets");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    internal Task<IReadOnlyDictionary<string, Outcome>> BeforeAsync() => outcomesBefore.Value;

    internal Task<IReadOnlyDictionary<string, Outcome>> AfterAsync() => outcomesAfter.Value;

    internal Task<FaultOutcome> AfterFaultAsync(string fault) => faults[fault].Value;

    internal Task<IReadOnlyList<LoadFigures>> LoadAsync() => load.Value;

    // One instance as it is, then one, two and three fixed ones.
    async Task<IReadOnlyList<LoadFigures>> MeasureLoadAsync()
    {
        var published = await shop.Value;
        var figures = new List<LoadFigures>();
        await using (var fleet = await StartAsync("load-before", published.Before, 1))
            figures.Add(await LoadFigures.MeasureAsync("as it is, 1 instance", fleet));
        await using (var fleet = await StartAsync("load-after", published.After, 1))
            for (var count = 1; count <= 3; count++)
            {
                await fleet.ScaleToAsync(count);
                figures.Add(await LoadFigures.MeasureAsync(count == 1 ? "fixed, 1 instance" : $"fixed, {count} instances", fleet));
            }
        return figures;
    }

    async Task<ShopFleet> StartAsync(string name, string published, int count)
    {
        var fleet = new ShopFleet(name, published, Folder, await backends.Value);
        try
        {
            await fleet.ScaleToAsync(count);
            return fleet;
        }
        catch
        {
            await fleet.DisposeAsync();
            throw;
        }
    }

    async Task<Backends> StartBackendsAsync()
    {
        var made = Keep(new Backends(Path.Combine(Folder, "servers")));
        await made.StartAsync();
        return made;
    }

    T Keep<T>(T made)
        where T : IAsyncDisposable
    {
        started.Add(made);
        return made;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var made in Enumerable.Reverse(started))
            await made.DisposeAsync();
    }
}
