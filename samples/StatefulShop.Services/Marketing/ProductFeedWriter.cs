using System.Xml.Linq;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace StatefulShop.Services.Marketing;

public sealed class ProductFeedWriter(IServiceScopeFactory scopes, IHostEnvironment environment) : BackgroundService
{
    private readonly string _path = Path.Combine(environment.ContentRootPath, "App_Data", "feeds", "products.xml");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(15));
        do
        {
            await WriteAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ShopDbContext>();
        var products = await db.Products.AsNoTracking().OrderBy(p => p.Id).ToListAsync(cancellationToken);
        var feed = new XDocument(new XElement("products", products.Select(p => new XElement("product",
            new XAttribute("id", p.Id), new XElement("name", p.Name), new XElement("price", p.Price)))));
        feed.Save(_path);
    }
}
