using Microsoft.Extensions.Hosting;

namespace StatefulShop.Services.Store;

public sealed class AuditTrail(IHostEnvironment environment, TimeProvider time)
{
    private readonly Lock _gate = new();

    public void Record(string who, string what)
    {
        var now = time.GetUtcNow();
        var folder = Path.Combine(environment.ContentRootPath, "App_Data", "audit");
        lock (_gate)
        {
            Directory.CreateDirectory(folder);
            File.AppendAllText(Path.Combine(folder, $"{now:yyyy-MM}.log"), $"{now:O} {who}: {what}{Environment.NewLine}");
        }
    }
}
