namespace StatefulShop.Services.Orders;

public sealed class StockKeeper(ShopDbContext db)
{
    private static readonly Lock Gate = new();

    public bool TryReserve(IReadOnlyList<OrderItem> items)
    {
        lock (Gate)
        {
            foreach (var item in items)
            {
                var product = db.Products.Find(item.ProductId);
                if (product is null || product.Stock < item.Quantity)
                {
                    db.ChangeTracker.Clear();
                    return false;
                }

                product.Stock -= item.Quantity;
            }

            db.SaveChanges();
            return true;
        }
    }
}
