using Amazon.DynamoDBv2.DataModel;
using Amazon.DynamoDBv2.DocumentModel;
using StackExchange.Redis;

namespace StatefulShop.Services.Orders;

public sealed class InMemoryOrderRepository(IConnectionMultiplexer redis, IDynamoDBContext dynamo) : IOrderRepository
{
    public async Task<int> NextNumber() => (int)await redis.GetDatabase().StringIncrementAsync("InMemoryOrderRepository.lastNumber") + 1000;

    public async Task Add(Order order) => await dynamo.SaveAsync(order);

    public async Task<Order?> Find(int number) => await dynamo.LoadAsync<Order>(number);

    public async Task<IReadOnlyList<Order>> ForCustomer(string customer)
    {
        return (await dynamo.ScanAsync<Order>([]).GetRemainingAsync()).Where(o => o.Customer == customer).OrderByDescending(o => o.Number).ToList();
    }

    public async Task<IReadOnlyList<Order>> ForDay(DateOnly day)
    {
        return (await dynamo.ScanAsync<Order>([]).GetRemainingAsync())
            .Where(o => DateOnly.FromDateTime(o.PlacedAt.UtcDateTime) == day)
            .OrderBy(o => o.Number)
            .ToList();
    }

    public async Task<bool> Remove(int number) => await dynamo.GetTargetTable<Order>().DeleteItemAsync(
        number,
        new DeleteItemOperationConfig { ReturnValues = ReturnValues.AllOldAttributes }) is { Count: > 0 };
}
