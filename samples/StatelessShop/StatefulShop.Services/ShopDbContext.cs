using Microsoft.EntityFrameworkCore;
using StatefulShop.Services.Catalogue;

namespace StatefulShop.Services;

public sealed class ShopDbContext(DbContextOptions<ShopDbContext> options) : DbContext(options)
{
    public DbSet<Product> Products => Set<Product>();

    public DbSet<ExchangeRate> ExchangeRates => Set<ExchangeRate>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Product>().HasIndex(p => p.Category);
        modelBuilder.Entity<ExchangeRate>().HasKey(r => r.Currency);
    }
}
