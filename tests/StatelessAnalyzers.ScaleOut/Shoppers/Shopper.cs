using System.Net;

namespace StatelessAnalyzers.ScaleOut;

/// <summary>A user with a browser: cookies, forms, uploads. Goes to one instance or through the load balancer, as asked.</summary>
internal sealed class Shopper : IDisposable
{
    // As long as a browser would wait at least.
    readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { Timeout = TimeSpan.FromSeconds(30) };

    public Task<Page> GetAsync(Uri host, string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(host, path)));

    public Task<Page> DeleteAsync(Uri host, string path) => SendAsync(new HttpRequestMessage(HttpMethod.Delete, new Uri(host, path)));

    public Task<Page> PostAsync(Uri host, string path, HttpContent content) => SendAsync(new HttpRequestMessage(HttpMethod.Post, new Uri(host, path)) { Content = content });

    /// <summary>Fills in a form of that page and sends it to the same host.</summary>
    public async Task<Page> SubmitAsync(Uri host, string page, string action, params (string Name, string Value)[] fields) =>
        await PostAsync(host, action, Form((await GetAsync(host, page)).Token, fields));

    public async Task<Page> UploadAsync(Uri host, string page, string action, string field, string fileName, byte[] content, string type = "image/png")
    {
        using var file = new ByteArrayContent(content);
        file.Headers.ContentType = new(type);
        using var form = new MultipartFormDataContent { { new StringContent((await GetAsync(host, page)).Token), "__RequestVerificationToken" }, { new StringContent("1"), "productId" }, { file, field, fileName } };
        return await PostAsync(host, action, form);
    }

    public async Task SignInAsync(Uri host, string user) =>
        (await SubmitAsync(host, "/Account/Login", "/Account/Login", ("user", user), ("password", "demo"))).Done();

    public static FormUrlEncodedContent Form(string token, params (string Name, string Value)[] fields) =>
        new([new("__RequestVerificationToken", token), .. fields.Select(f => new KeyValuePair<string, string>(f.Name, f.Value))]);

    async Task<Page> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            // Every instance is known to users by the one name of the shop.
            request.Headers.Host = "shop.example";
            using var answer = await http.SendAsync(request);
            return new Page(answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(), answer.Headers.Location?.OriginalString);
        }
    }

    public void Dispose() => http.Dispose();
}
