using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;

namespace StatelessAnalyzers.ScaleOut;

/// <summary>A client of one instance hears of a client of the other.</summary>
internal sealed class HubMessage : Scenario
{
    public override string Name => "hub message to a client on the other instance";

    public override string Rule => "SLS6003";

    public override async Task PlayAsync(ShopFleet fleet)
    {
        await using var listening = Connection(fleet.First);
        await listening.StartAsync();
        var heard = new TaskCompletionSource();
        // That of its own arrival it may still get.
        await Task.Delay(300);
        listening.On<int>("online", _ => heard.TrySetResult());
        // A message that nobody hears is gone, as one is while the backplane connects again: others come after it.
        for (var arrival = 0; arrival < 4; arrival++)
        {
            await using var coming = Connection(fleet.Other);
            await coming.StartAsync();
            if (await Task.WhenAny(heard.Task, Task.Delay(TimeSpan.FromSeconds(2))) == heard.Task)
                return;
        }
        throw new StateLostException("the client of the first instance hears nothing of the other");
    }

    // As behind a load balancer that is not sticky: over WebSockets only.
    static HubConnection Connection(Instance instance) =>
        new HubConnectionBuilder().WithUrl(new Uri(instance.Url, "/hubs/support"), HttpTransportType.WebSockets, options => options.SkipNegotiation = true).Build();
}
