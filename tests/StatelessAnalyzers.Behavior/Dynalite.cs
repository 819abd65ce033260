using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using StatelessAnalyzers.ScaleOut;

namespace StatelessAnalyzers.Behavior;

/// <summary>DynamoDB on this machine, with the tables that a deployment makes.</summary>
internal sealed class Dynalite(string folder) : IAsyncDisposable
{
    static readonly HttpClient Http = new();

    readonly int port = Loopback.FreePort();
    ServerProcess? process;

    string Url => $"http://127.0.0.1:{port}";

    /// <summary>The environment of an application that uses it.</summary>
    public Dictionary<string, string> Settings => new()
    {
        ["AWS__ServiceURL"] = Url,
        ["AWS__AuthenticationRegion"] = "eu-central-1",
        ["AWS_ACCESS_KEY_ID"] = "none",
        ["AWS_SECRET_ACCESS_KEY"] = "none",
    };

    /// <param name="tables">Name, key and type of the key (<c>S</c> or <c>N</c>) of each.</param>
    public async Task StartAsync(params (string Name, string Key, string Type)[] tables)
    {
        Directory.CreateDirectory(folder);
        process = ServerProcess.Start("dynalite", folder, new Dictionary<string, string>(), InstalledServers.Node, InstalledServers.Dynalite,
            "--host", "127.0.0.1", "--port", port.ToString(CultureInfo.InvariantCulture), "--createTableMs", "0");
        await process.WaitUntilAsync(() => Loopback.AnswersAsync(port));
        foreach (var (name, key, type) in tables)
            await CreateAsync(name, key, type);
    }

    static string Definition(string name, string key, string type) => $$"""
        {
          "TableName": "{{name}}", "BillingMode": "PAY_PER_REQUEST",
          "AttributeDefinitions": [ { "AttributeName": "{{key}}", "AttributeType": "{{type}}" } ],
          "KeySchema": [ { "AttributeName": "{{key}}", "KeyType": "HASH" } ]
        }
        """;

    async Task CreateAsync(string name, string key, string type)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Url) { Content = new StringContent(Definition(name, key, type), Encoding.UTF8) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.0");
        request.Headers.Add("X-Amz-Target", "DynamoDB_20120810.CreateTable");
        request.Headers.Add("X-Amz-Date", "20260101T000000Z");
        // Who signs it and how, this server does not ask.
        request.Headers.TryAddWithoutValidation("Authorization", "AWS4-HMAC-SHA256 Credential=none/20260101/eu-central-1/dynamodb/aws4_request, SignedHeaders=host, Signature=none");
        using var answer = await Http.SendAsync(request);
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"The table {name} was not made: {await answer.Content.ReadAsStringAsync()}");
    }

    public ValueTask DisposeAsync() => process?.DisposeAsync() ?? ValueTask.CompletedTask;
}
