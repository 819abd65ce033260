using System.Collections.Concurrent;

namespace StatefulShop.Services.Orders;

public sealed class InMemoryOrderRepository : IOrderRepository
{
    private readonly ConcurrentDictionary<int, Order> _orders = new();
    private int _lastNumber = 1000;

    public int NextNumber() => Interlocked.Increment(ref _lastNumber);

    public void Add(Order order) => _orders[order.Number] = order;

    public Order? Find(int number) => _orders.GetValueOrDefault(number);

    public IReadOnlyList<Order> ForCustomer(string customer)
    {
        return _orders.Values.Where(o => o.Customer == customer).OrderByDescending(o => o.Number).ToList();
    }

    public IReadOnlyList<Order> ForDay(DateOnly day)
    {
        return _orders.Values
            .Where(o => DateOnly.FromDateTime(o.PlacedAt.UtcDateTime) == day)
            .OrderBy(o => o.Number)
            .ToList();
    }

    public bool Remove(int number) => _orders.TryRemove(number, out _);
}
