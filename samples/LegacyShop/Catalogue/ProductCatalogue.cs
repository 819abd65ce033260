using System;
using System.Collections.Generic;
using System.Configuration;
using System.Data.SqlClient;
using System.Web;
using System.Web.Caching;

namespace LegacyShop.Catalogue
{
    public static class ProductCatalogue
    {
        private const string Key = "products";

        public static void WarmUp()
        {
            All();
        }

        public static IList<Product> All()
        {
            var products = (IList<Product>)HttpRuntime.Cache[Key];
            if (products == null)
            {
                products = Load();
                HttpRuntime.Cache.Insert(Key, products, null, DateTime.UtcNow.AddMinutes(10), Cache.NoSlidingExpiration);
            }
            return products;
        }

        public static void Forget()
        {
            HttpRuntime.Cache.Remove(Key);
        }

        private static IList<Product> Load()
        {
            var products = new List<Product>();
            using (var connection = new SqlConnection(ConfigurationManager.ConnectionStrings["Shop"].ConnectionString))
            using (var command = new SqlCommand("select Id, Name, Price from Products order by Name", connection))
            {
                connection.Open();
                using (var reader = command.ExecuteReader())
                    while (reader.Read())
                        products.Add(new Product { Id = reader.GetInt32(0), Name = reader.GetString(1), Price = reader.GetDecimal(2) });
            }
            return products;
        }
    }
}
