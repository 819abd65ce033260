using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using StatefulShop.Services.Orders;

namespace StatefulShop.Services.Exports;

public interface IOrderExports
{
    Task<string> Create(DateOnly day);

    Task<string?> Read(string name);

    Task<bool> Exists(string name);

    Task Delete(string name);
}

public sealed class OrderExports : IOrderExports
{
    private readonly IOrderRepository _orders;
    private readonly string _folder;
    private readonly IAmazonS3 _s3;
    private readonly IConfiguration _configuration;

    public OrderExports(IOrderRepository orders, IHostEnvironment environment, IAmazonS3 s3, IConfiguration configuration)
    {
        _orders = orders;
        _s3 = s3;
        _configuration = configuration;
        _folder = "App_Data/exports";
    }

    public async Task<string> Create(DateOnly day)
    {
        using var activity = ShopTelemetry.Activities.StartActivity("export");
        var rows = (await _orders.ForDay(day))
            .Select(o => new OrderRow(o.Number, o.Reference, o.Customer, o.PlacedAt, o.Total, o.Status));
        var name = $"orders-{day:yyyy-MM-dd}.csv";
        await _s3.PutObjectAsync(
            new PutObjectRequest { BucketName = _configuration["Storage:Bucket"], Key = $"{_folder}/{name}", ContentBody = Csv.Write(rows) });
        return name;
    }

    public async Task<string?> Read(string name)
    {
        var path = $"{_folder}/{Path.GetFileName(name)}";
        return await ObjectExistsAsync(_s3, _configuration["Storage:Bucket"], path) ? await ReadObjectTextAsync(_s3, _configuration["Storage:Bucket"], path) : null;
    }

    public async Task<bool> Exists(string name) => await ObjectExistsAsync(
        _s3,
        _configuration["Storage:Bucket"],
        $"{_folder}/{Path.GetFileName(name)}");

    public async Task Delete(string name)
    {
        await _s3.DeleteObjectAsync(_configuration["Storage:Bucket"], $"{_folder}/{Path.GetFileName(name)}");
    }

    private sealed record OrderRow(
        int Number, string Reference, string Customer, DateTimeOffset PlacedAt, decimal Total, string Status);

    private static async Task<bool> ObjectExistsAsync(IAmazonS3 s3, string? bucket, string key, CancellationToken cancellationToken = default)
    {
        try
        {
            await s3.GetObjectMetadataAsync(bucket, key, cancellationToken);
            return true;
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }
    }

    private static async Task<string> ReadObjectTextAsync(IAmazonS3 s3, string? bucket, string key, CancellationToken cancellationToken = default)
    {
        using var response = await s3.GetObjectAsync(bucket, key, cancellationToken);
        using var reader = new StreamReader(response.ResponseStream);
        return await reader.ReadToEndAsync(cancellationToken);
    }
}
