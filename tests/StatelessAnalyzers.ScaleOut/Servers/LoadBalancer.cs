using System.Globalization;

namespace StatelessAnalyzers.ScaleOut;

/// <summary>nginx before the instances: one after the other, without stickiness, as an Application Load Balancer does.</summary>
internal sealed class LoadBalancer(string folder) : IAsyncDisposable
{
    static readonly HttpClient Http = new();

    readonly int port = Loopback.FreePort();
    ServerProcess? process;
    int version;

    public Uri Url => new($"http://127.0.0.1:{port}");

    /// <summary>Sends requests to these ports from now on; those that are under way end where they are.</summary>
    public async Task RouteToAsync(IEnumerable<int> ports)
    {
        Directory.CreateDirectory(folder);
        version++;
        await File.WriteAllTextAsync(Path.Combine(folder, "nginx.conf"), Configuration(ports));
        if (process is null)
            process = ServerProcess.Start("nginx", folder, new Dictionary<string, string>(), InstalledServers.Nginx, "-p", folder, "-c", "nginx.conf", "-e", "stderr", "-g", "daemon off;");
        else
            await process.SignalAsync("-HUP", ends: false);
        await process.WaitUntilAsync(async () => HaveLeft() && await IsInEffectAsync());
    }

    // A worker of the configuration before accepts connections until it says so, and closes those on which nothing is asked.
    bool HaveLeft() => process!.Lines.Count(l => l.Contains("gracefully shutting down", StringComparison.Ordinal)) >= version - 1;

    async Task<bool> IsInEffectAsync()
    {
        try
        {
            return await Http.GetStringAsync(new Uri(Url, "/balancer/version")) == version.ToString(CultureInfo.InvariantCulture);
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    // A request goes on to the next instance where one cannot be reached; one that changes something does not when it may have been heard.
    string Configuration(IEnumerable<int> ports) => $$"""
        worker_processes 1;
        pid nginx.pid;
        error_log stderr notice;
        {{(Environment.UserName == "root" ? "user root;" : "")}}
        events { worker_connections 1024; }
        http {
          access_log off;
          client_body_temp_path body;
          proxy_temp_path proxy;
          fastcgi_temp_path fastcgi;
          uwsgi_temp_path uwsgi;
          scgi_temp_path scgi;
          map $http_upgrade $connection_upgrade { default upgrade; '' close; }
          upstream shop {
            {{string.Join("\n    ", ports.Select(p => $"server 127.0.0.1:{p} max_fails=0;"))}}
          }
          server {
            listen 127.0.0.1:{{port}};
            client_max_body_size 10m;
            location = /balancer/version { default_type text/plain; add_header Connection close; return 200 "{{version}}"; }
            location / {
              proxy_pass http://shop;
              proxy_http_version 1.1;
              proxy_set_header Host $http_host;
              proxy_set_header Upgrade $http_upgrade;
              proxy_set_header Connection $connection_upgrade;
              proxy_next_upstream error timeout http_502 http_503;
              proxy_connect_timeout 2s;
              proxy_read_timeout 60s;
            }
          }
        }

        """;

    public ValueTask DisposeAsync() => process?.DisposeAsync() ?? ValueTask.CompletedTask;
}
