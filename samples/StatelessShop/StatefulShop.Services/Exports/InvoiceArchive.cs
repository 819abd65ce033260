using System.IO.Compression;
using StatefulShop.Services.Orders;

namespace StatefulShop.Services.Exports;

public sealed class InvoiceArchive(IOrderRepository orders)
{
    public async Task<byte[]> BuildAsync(string customer, CancellationToken cancellationToken = default)
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            using (var archive = ZipFile.Open(path, ZipArchiveMode.Create))
            {
                foreach (var order in await orders.ForCustomer(customer))
                {
                    await using var writer = new StreamWriter(archive.CreateEntry($"{order.Number}.txt").Open());
                    await writer.WriteLineAsync($"Invoice {order.Reference}: {order.Total}");
                }
            }

            return await File.ReadAllBytesAsync(path, cancellationToken);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
