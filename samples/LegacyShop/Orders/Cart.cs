using System;
using System.Collections.Generic;

namespace LegacyShop.Orders
{
    [Serializable]
    public class Cart
    {
        public List<CartLine> Lines { get; } = new List<CartLine>();

        public void Add(int product)
        {
            foreach (var line in Lines)
                if (line.Product == product)
                {
                    line.Count++;
                    return;
                }
            Lines.Add(new CartLine { Product = product, Count = 1 });
        }
    }

    [Serializable]
    public class CartLine
    {
        public int Product { get; set; }

        public int Count { get; set; }

        public override string ToString() => Count + " of " + Product;
    }
}
