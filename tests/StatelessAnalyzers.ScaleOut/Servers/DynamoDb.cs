using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace StatelessAnalyzers.ScaleOut;

/// <summary>A DynamoDB with the tables that the deployment makes.</summary>
internal sealed class DynamoDb(string folder) : IAsyncDisposable
{
    readonly int port = Loopback.FreePort();
    ServerProcess? process;

    public string Url => $"http://127.0.0.1:{port}";

    /// <param name="tables">Name, key and type of the key (<c>S</c> or <c>N</c>) of each.</param>
    public async Task StartAsync(params (string Name, string Key, string Type)[] tables)
    {
        Directory.CreateDirectory(folder);
        process = ServerProcess.Start("dynalite", folder, new Dictionary<string, string>(), InstalledServers.Node, InstalledServers.Dynalite,
            "--port", port.ToString(CultureInfo.InvariantCulture), "--host", "127.0.0.1", "--createTableMs", "0");
        await process.WaitUntilAsync(() => Loopback.AnswersAsync(port));

        using var http = new HttpClient();
        foreach (var (name, key, type) in tables)
            await CreateAsync(http, name, key, type);
    }

    async Task CreateAsync(HttpClient http, string name, string key, string type)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Url)
        {
            Content = new StringContent($$"""{ "TableName": "{{name}}", "BillingMode": "PAY_PER_REQUEST", "AttributeDefinitions": [{ "AttributeName": "{{key}}", "AttributeType": "{{type}}" }], "KeySchema": [{ "AttributeName": "{{key}}", "KeyType": "HASH" }] }""", Encoding.UTF8),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.0");
        request.Headers.Add("X-Amz-Target", "DynamoDB_20120810.CreateTable");
        request.Headers.Add("X-Amz-Date", "20260101T000000Z");
        // It wants to see a signature and does not check it.
        request.Headers.TryAddWithoutValidation("Authorization", "AWS4-HMAC-SHA256 Credential=none/20260101/eu-central-1/dynamodb/aws4_request, SignedHeaders=host, Signature=none");
        using var answer = await http.SendAsync(request);
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
    }

    public ValueTask DisposeAsync() => process?.DisposeAsync() ?? ValueTask.CompletedTask;
}
