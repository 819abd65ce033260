using Microsoft.Extensions.Hosting;
using StatefulShop.Services.Orders;

namespace StatefulShop.Services.Exports;

public interface IOrderExports
{
    string Create(DateOnly day);

    string? Read(string name);

    bool Exists(string name);

    void Delete(string name);
}

public sealed class OrderExports : IOrderExports
{
    private readonly IOrderRepository _orders;
    private readonly string _folder;

    public OrderExports(IOrderRepository orders, IHostEnvironment environment)
    {
        _orders = orders;
        _folder = Path.Combine(environment.ContentRootPath, "App_Data", "exports");
    }

    public string Create(DateOnly day)
    {
        using var activity = ShopTelemetry.Activities.StartActivity("export");
        var rows = _orders.ForDay(day)
            .Select(o => new OrderRow(o.Number, o.Reference, o.Customer, o.PlacedAt, o.Total, o.Status));
        var name = $"orders-{day:yyyy-MM-dd}.csv";
        Directory.CreateDirectory(_folder);
        File.WriteAllText(Path.Combine(_folder, name), Csv.Write(rows));
        return name;
    }

    public string? Read(string name)
    {
        var path = Path.Combine(_folder, Path.GetFileName(name));
        return File.Exists(path) ? File.ReadAllText(path) : null;
    }

    public bool Exists(string name) => File.Exists(Path.Combine(_folder, Path.GetFileName(name)));

    public void Delete(string name)
    {
        File.Delete(Path.Combine(_folder, Path.GetFileName(name)));
    }

    private sealed record OrderRow(
        int Number, string Reference, string Customer, DateTimeOffset PlacedAt, decimal Total, string Status);
}
