namespace StatefulShop.Services.Orders;

public interface IOrderRepository
{
    int NextNumber();

    void Add(Order order);

    Order? Find(int number);

    IReadOnlyList<Order> ForCustomer(string customer);

    IReadOnlyList<Order> ForDay(DateOnly day);

    bool Remove(int number);
}
