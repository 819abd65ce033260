namespace StatefulShop.Services.Orders;

public interface IOrderRepository
{
    Task<int> NextNumber();

    Task Add(Order order);

    Task<Order?> Find(int number);

    Task<IReadOnlyList<Order>> ForCustomer(string customer);

    Task<IReadOnlyList<Order>> ForDay(DateOnly day);

    Task<bool> Remove(int number);
}
