using System.Net;

namespace StatelessAnalyzers.ScaleOut;

/// <summary>The health endpoint says so while Redis is away, and again when it is back.</summary>
internal sealed class Readiness : Scenario
{
    public override string Name => "not ready without Redis, ready again with it";

    public override string Rule => "SLS6006";

    public override bool IsExclusive => true;

    public override async Task PlayAsync(ShopFleet fleet)
    {
        foreach (var instance in fleet.Instances)
            StateLostException.Unless(await StatusAsync(instance, "ready") == HttpStatusCode.OK, "no endpoint says that the instance is ready");
        await fleet.Backends.Redis.StopAsync();
        try
        {
            foreach (var instance in fleet.Instances)
            {
                StateLostException.Unless(await BecomesAsync(instance, "ready", s => s != HttpStatusCode.OK), "an instance without Redis says that it is ready");
                StateLostException.Unless(await StatusAsync(instance, "live") == HttpStatusCode.OK, "an instance without Redis says that it is dead and would be replaced");
            }
        }
        finally
        {
            await fleet.Backends.Redis.StartAsync();
        }
        foreach (var instance in fleet.Instances)
            StateLostException.Unless(await BecomesAsync(instance, "ready", s => s == HttpStatusCode.OK), "an instance is not ready again");
    }

    static async Task<bool> BecomesAsync(Instance instance, string check, Func<HttpStatusCode, bool> isIt)
    {
        for (var wait = 0; wait < 100; wait++, await Task.Delay(100))
            if (isIt(await StatusAsync(instance, check)))
                return true;
        return false;
    }

    static async Task<HttpStatusCode> StatusAsync(Instance instance, string check)
    {
        using var probe = new Shopper();
        return (await probe.GetAsync(instance.Url, "/health/" + check)).Status;
    }
}
