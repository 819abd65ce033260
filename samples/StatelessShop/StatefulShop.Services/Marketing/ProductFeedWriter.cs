using System.Xml.Linq;
using Amazon.S3;
using Amazon.S3.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace StatefulShop.Services.Marketing;

public sealed class ProductFeedWriter(IServiceScopeFactory scopes, IAmazonS3 s3, IConfiguration configuration) : BackgroundService
{
    private readonly string _path = "App_Data/feeds/products.xml";

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
        using var content = new MemoryStream();
        feed.Save(content);
        await s3.PutObjectAsync(
            new PutObjectRequest { BucketName = configuration["Storage:Bucket"], Key = _path, InputStream = content },
            cancellationToken);
    }
}
