using Microsoft.EntityFrameworkCore;

namespace StatefulShop.Services.Marketing;

public sealed class Subscriber
{
    public int Id { get; set; }

    public required string Email { get; set; }
}

public sealed class NewsletterDbContext(DbContextOptions<NewsletterDbContext> options) : DbContext(options)
{
    public DbSet<Subscriber> Subscribers => Set<Subscriber>();
}
