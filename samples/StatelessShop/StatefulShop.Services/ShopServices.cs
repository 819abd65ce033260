using Hangfire;
using Hangfire.PostgreSql;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using StatefulShop.Services.Catalogue;
using StatefulShop.Services.Exports;
using StatefulShop.Services.Marketing;
using StatefulShop.Services.Orders;
using StatefulShop.Services.Store;
using StatefulShop.Services.Users;

namespace StatefulShop.Services;

public static class ShopServices
{
    public static IServiceCollection AddShopServices(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddDbContext<ShopDbContext>(options => options.UseSqlite(configuration.GetConnectionString("Shop")));
        services.AddDbContext<NewsletterDbContext>(options => options.UseNpgsql(configuration.GetConnectionString("Newsletter")));
        services.AddMemoryCache();

        services.AddScoped<ICatalogueRepository, CatalogueRepository>();
        services.AddScoped<ICatalogue, ProductCatalogue>();
        services.AddScoped<CategoryMenu>();
        services.AddScoped<IPriceList, PriceList>();
        services.AddScoped<RelatedProducts>();
        services.AddScoped<IExchangeRates, ExchangeRates>();
        services.AddSingleton<ProductSearch>();
        services.AddSingleton<ShippingQuotes>();

        services.AddSingleton<IOrderRepository, InMemoryOrderRepository>();
        services.AddSingleton<OrderQueue>();
        services.AddSingleton<ConfirmationMailer>();
        services.AddSingleton<ReturnDesk>();
        services.AddScoped<StockKeeper>();
        services.AddScoped<IOrderService, OrderService>();
        services.AddHostedService<OrderProcessor>();
        services.AddHostedService<RestockService>();

        services.AddScoped<IOrderExports, OrderExports>();
        services.AddScoped<InvoiceArchive>();

        services.AddScoped<ICouponStore, JsonCouponStore>();
        services.AddHostedService<ProductFeedWriter>();
        services.AddScoped<CampaignFolders>();
        services.AddSingleton<WelcomeMails>();
        services.AddHostedService(provider => provider.GetRequiredService<WelcomeMails>());

        services.AddHangfire(hangfire => hangfire.UsePostgreSqlStorage(storage => storage.UseNpgsqlConnection(configuration.GetConnectionString("Hangfire"))));
        services.AddMassTransit(bus => bus.UsingInMemory());

        services.AddSingleton<PageViews>();
        services.AddSingleton<AuditTrail>();
        services.AddSingleton<BannerService>();

        services.AddSingleton<Wishlists>();
        services.AddSingleton<LoginThrottle>();
        return services;
    }
}
