using Microsoft.EntityFrameworkCore;
using StatefulShop.Services.Marketing;

namespace StatefulShop.Api;

public static class NewsletterApi
{
    public static void MapNewsletter(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/api/newsletter", async (Subscriber subscriber, NewsletterDbContext db, WelcomeMails mails, CancellationToken cancellationToken) =>
        {
            if (!await db.Subscribers.AnyAsync(s => s.Email == subscriber.Email, cancellationToken))
            {
                db.Subscribers.Add(new Subscriber { Email = subscriber.Email });
                await db.SaveChangesAsync(cancellationToken);
                await mails.EnqueueAsync(new WelcomeMail(subscriber.Email), cancellationToken);
            }

            return Results.Ok(new { Subscribers = await db.Subscribers.CountAsync(cancellationToken) });
        });
    }
}
