using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;

namespace StatelessAnalyzers.ScaleOut;

/// <summary>Users who come through the load balancer until they are told to stop, and who know what they were promised.</summary>
internal sealed class Traffic(ShopFleet fleet)
{
    /// <summary>The requests without which nothing is shown.</summary>
    public const int Enough = 30;

    const int Users = 3;

    static int last;

    readonly ConcurrentQueue<Func<Task<string?>>> promises = new();
    readonly ConcurrentQueue<string> mails = new();
    int acknowledged;
    int failed;
    volatile bool over;

    /// <summary>How many requests the shop said were done.</summary>
    public int Acknowledged => acknowledged;

    /// <summary>How many it said it could not do, or did not answer.</summary>
    public int Failed => failed;

    /// <summary>Lets users come while something happens and for a while after it.</summary>
    public async Task DuringAsync(Func<Task> happening)
    {
        var users = Enumerable.Range(0, Users).Select(_ => Task.Run(ComeAsync)).ToList();
        try
        {
            await Task.Delay(500);
            await happening();
            for (var wait = 0; wait < 300 && acknowledged < Enough; wait++)
                await Task.Delay(100);
        }
        finally
        {
            over = true;
            await Task.WhenAll(users);
        }
    }

    /// <summary>What was promised and is not so.</summary>
    public async Task<IReadOnlyList<string>> BrokenPromisesAsync()
    {
        var broken = (await Task.WhenAll(promises.Select(p => p()))).OfType<string>().ToList();
        try
        {
            await WelcomeMail.WaitAsync(fleet, mails);
        }
        catch (StateLostException e)
        {
            broken.Add(e.Message);
        }
        broken.AddRange(fleet.Instances.Where(i => i.HasEnded).Select(i => $"{i.Name} has ended by itself"));
        return broken;
    }

    async Task ComeAsync()
    {
        var user = new Shopper();
        var name = $"visitor-{Interlocked.Increment(ref last)}";
        var (added, unknown) = (0, 0);
        for (var round = 0; !over; round++)
        {
            // What was not acknowledged may have been done all the same.
            if (await TryAsync(() => user.SubmitAsync(fleet.Url, "/Cart", "/Cart/Add", ("productId", "1"), ("quantity", "1"))))
                added++;
            else
                unknown++;

            var picture = string.Create(CultureInfo.InvariantCulture, $"{name}-{round}.png");
            var content = RandomNumberGenerator.GetBytes(2000);
            if (await TryAsync(() => user.UploadAsync(fleet.Url, "/Pictures", "/Pictures/Upload", "picture", picture, content)))
                promises.Enqueue(async () => (await user.GetAsync(fleet.Url, "/Pictures/Download/1-" + picture)).Content.SequenceEqual(content) ? null : $"{picture} is gone");

            var mail = string.Create(CultureInfo.InvariantCulture, $"{name}-{round}@shop.example");
            if (round % 4 == 0 && await TryAsync(() => SubscribeAsync(user, mail)))
                mails.Enqueue(mail);
        }
        promises.Enqueue(async () =>
        {
            var pieces = (await user.GetAsync(fleet.Url, "/Cart")).Pieces;
            return pieces >= added && pieces <= added + unknown ? null : $"{name} put {added} to {added + unknown} pieces into the cart, which holds {pieces}";
        });
    }

    async Task<Page> SubscribeAsync(Shopper user, string mail)
    {
        await Subscribers.SubscribeAsync(user, fleet.Url, mail);
        return new Page(HttpStatusCode.OK, [], null);
    }

    async Task<bool> TryAsync(Func<Task<Page>> request)
    {
        try
        {
            (await request()).Done();
            Interlocked.Increment(ref acknowledged);
            return true;
        }
        catch (Exception e) when (e is HttpRequestException or InvalidOperationException or OperationCanceledException)
        {
            Interlocked.Increment(ref failed);
            return false;
        }
    }
}
