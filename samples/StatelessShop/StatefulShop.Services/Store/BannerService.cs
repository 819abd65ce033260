using Microsoft.Extensions.Hosting;

namespace StatefulShop.Services.Store;

public sealed class BannerService : IDisposable
{
    private readonly string _path;
    private readonly FileSystemWatcher _watcher;
    private string _current = "";

    public BannerService(IHostEnvironment environment)
    {
        var folder = Path.Combine(environment.ContentRootPath, "App_Data");
        _path = Path.Combine(folder, "banner.txt");
        _watcher = new FileSystemWatcher(folder, "banner.txt");
        _watcher.Changed += (_, _) => Load();
        _watcher.Created += (_, _) => Load();
        _watcher.EnableRaisingEvents = true;
        Load();
    }

    public string Current => _current;

    public async Task PublishAsync(string text, CancellationToken cancellationToken = default)
    {
        await File.WriteAllTextAsync(_path, text, cancellationToken);
        _current = text;
    }

    public void Dispose() => _watcher.Dispose();

    private void Load()
    {
        try
        {
            _current = File.Exists(_path) ? File.ReadAllText(_path) : "";
        }
        catch (IOException)
        {
            // The editor still writes it; its next event comes when the file is complete.
        }
    }
}
