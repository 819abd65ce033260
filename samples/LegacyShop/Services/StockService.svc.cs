using System.Collections.Generic;
using System.ServiceModel;

namespace LegacyShop.Services
{
    /// <summary>The warehouse tells what it has.</summary>
    [ServiceBehavior(InstanceContextMode = InstanceContextMode.Single, ConcurrencyMode = ConcurrencyMode.Single)]
    public class StockService : IStockService
    {
        private readonly Dictionary<int, int> stock = new Dictionary<int, int>();

        public void Delivered(int product, int count)
        {
            stock.TryGetValue(product, out var before);
            stock[product] = before + count;
        }

        public int InStock(int product)
        {
            return stock.TryGetValue(product, out var count) ? count : 0;
        }
    }
}
