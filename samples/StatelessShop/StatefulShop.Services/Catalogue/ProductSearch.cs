using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;

namespace StatefulShop.Services.Catalogue;

public sealed class ProductSearch : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Lock _gate = new();

    public ProductSearch(IConfiguration configuration)
    {
        _connection = new SqliteConnection(configuration.GetConnectionString("Shop"));
        _connection.Open();
    }

    public List<ProductSummary> Find(string text)
    {
        lock (_gate)
        {
            using var command = _connection.CreateCommand();
            command.CommandText = "SELECT Id, Name FROM Products WHERE Name LIKE $text OR Description LIKE $text ORDER BY Name";
            command.Parameters.AddWithValue("$text", $"%{text}%");
            using var reader = command.ExecuteReader();
            var found = new List<ProductSummary>();
            while (reader.Read())
            {
                found.Add(new ProductSummary(reader.GetInt32(0), reader.GetString(1)));
            }

            return found;
        }
    }

    public void Dispose() => _connection.Dispose();
}
