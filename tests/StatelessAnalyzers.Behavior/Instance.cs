using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using StatelessAnalyzers.ScaleOut;

namespace StatelessAnalyzers.Behavior;

/// <summary>The application as one process.</summary>
internal sealed class Instance : IAsyncDisposable
{
    static readonly HttpClient Http = new();

    readonly ServerProcess process;
    readonly Uri url;

    Instance(ServerProcess process, Uri url)
    {
        this.process = process;
        this.url = url;
    }

    public static async Task<Instance> StartAsync(string folder, IReadOnlyDictionary<string, string> settings)
    {
        var url = new Uri($"http://127.0.0.1:{Loopback.FreePort()}");
        var environment = new Dictionary<string, string>(settings) { ["ASPNETCORE_URLS"] = url.ToString(), ["DOTNET_gcServer"] = "0" };
        var instance = new Instance(ServerProcess.Start("application", folder, environment, "dotnet", "Shop.dll"), url);
        await instance.process.WaitUntilAsync(instance.IsReadyAsync);
        return instance;
    }

    async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await Http.GetAsync(new Uri(url, "/health"));
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>Sends a request such as <c>PUT /notes/1</c>. The answer is its status and its content, lists in order and numbers without trailing zeros.</summary>
    public async Task<string> SendAsync(string request, object? content = null)
    {
        var (method, path) = request.Split(' ') is [var m, var p] ? (m, p) : throw new ArgumentException("A method and a path are wanted.", nameof(request));
        using var message = new HttpRequestMessage(new HttpMethod(method), new Uri(url, path));
        if (content is not null)
            message.Content = new StringContent(JsonSerializer.Serialize(content), Encoding.UTF8, "application/json");
        using var answer = await Http.SendAsync(message);
        var text = await answer.Content.ReadAsStringAsync();
        if (answer.StatusCode == HttpStatusCode.InternalServerError)
            return "500 " + (process.Lines.Count > 0 ? "" : text);
        return $"{(int)answer.StatusCode} {(text.Length > 0 && text[0] is '{' or '[' ? Plain(JsonNode.Parse(text))!.ToJsonString() : text)}";
    }

    /// <summary>What it printed.</summary>
    public string Log => string.Join('\n', process.Lines.TakeLast(60));

    static JsonNode? Plain(JsonNode? node) => node switch
    {
        JsonArray array => new JsonArray([.. array.Select(Plain).OrderBy(n => n?.ToJsonString(), StringComparer.Ordinal)]),
        JsonObject members => new JsonObject(members.Select(m => KeyValuePair.Create(m.Key, Plain(m.Value)))),
        JsonValue value when value.GetValueKind() == JsonValueKind.Number => JsonValue.Create(value.GetValue<decimal>() / 1.000000000000000000000000000000m),
        _ => node?.DeepClone(),
    };

    public Task KillAsync() => process.KillAsync();

    public ValueTask DisposeAsync() => process.DisposeAsync();
}
