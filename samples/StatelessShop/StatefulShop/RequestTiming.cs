using System.Diagnostics;
using StatefulShop.Services.Store;

namespace StatefulShop;

public sealed class RequestTiming(RequestDelegate next, ILogger<RequestTiming> logger)
{
    private TimeSpan _slowest;

    public async Task InvokeAsync(HttpContext context, PageViews views)
    {
        var started = Stopwatch.GetTimestamp();
        var visit = await views.CountVisit();
        await next(context);
        var elapsed = Stopwatch.GetElapsedTime(started);
        if (elapsed > _slowest)
        {
            _slowest = elapsed;
            logger.LogInformation("Request {Visit} to {Path} is the slowest so far: {Elapsed}", visit, context.Request.Path, elapsed);
        }
    }
}
