using System.Diagnostics;

namespace StatelessAnalyzers.ScaleOut;

/// <summary>What a bounded number of requests took.</summary>
/// <param name="Shop">Which shop, and how many instances of it.</param>
/// <param name="PerSecond">Requests answered in a second.</param>
/// <param name="Median">The time within which half of them were answered.</param>
/// <param name="Percentile95">The time within which nineteen of twenty were answered.</param>
/// <param name="Failed">Those that were not done.</param>
internal sealed record LoadFigures(string Shop, double PerSecond, TimeSpan Median, TimeSpan Percentile95, int Failed)
{
    /// <summary>How many requests are sent.</summary>
    public const int Requests = 500;

    /// <summary>How many users send them, each waiting for an answer before the next.</summary>
    public const int Users = 8;

    const int WarmUp = 100;

    public static async Task<LoadFigures> MeasureAsync(string shop, ShopFleet fleet)
    {
        await SendAsync(fleet.Url, WarmUp);
        var started = Stopwatch.GetTimestamp();
        var times = await SendAsync(fleet.Url, Requests);
        var elapsed = Stopwatch.GetElapsedTime(started);
        var done = times.OfType<TimeSpan>().Order().ToList();
        return new LoadFigures(shop, Requests / elapsed.TotalSeconds, done[done.Count / 2], done[done.Count * 95 / 100], Requests - done.Count);
    }

    // No time for a request that failed.
    static async Task<List<TimeSpan?>> SendAsync(Uri url, int count) =>
        [.. (await Task.WhenAll(Enumerable.Range(0, Users).Select(u => Task.Run(() => BrowseAsync(url, count / Users + (u < count % Users ? 1 : 0)))))).SelectMany(t => t)];

    // Half of what users do is to look at products; one request in five changes something.
    static async Task<List<TimeSpan?>> BrowseAsync(Uri url, int count)
    {
        using var user = new Shopper();
        var token = (await user.GetAsync(url, "/Cart")).Token;
        var times = new List<TimeSpan?>();
        for (var i = 0; i < count; i++)
        {
            var started = Stopwatch.GetTimestamp();
            var page = await ((i % 5) switch
            {
                0 => user.PostAsync(url, "/Cart/Add", Shopper.Form(token, ("productId", "1"), ("quantity", "1"))),
                1 => user.GetAsync(url, "/api/products/2/price"),
                2 => user.GetAsync(url, "/Home/Category/paper"),
                _ => user.GetAsync(url, "/Products/Details/" + (1 + i % 3)),
            });
            times.Add(page.IsDone ? Stopwatch.GetElapsedTime(started) : null);
        }
        return times;
    }
}
