using System.Globalization;
using Xunit;

namespace StatelessAnalyzers.Behavior;

/// <summary>A part of an application that keeps records in JSON files, and what it is asked.</summary>
internal static class RecordFiles
{
    const string Registrations = "builder.Services.AddSingleton<Coupons>();\nbuilder.Services.AddSingleton<Carts>();\n";

    const string Endpoints = """
        app.MapGet("/coupons", (Coupons coupons) => coupons.All().OrderBy(c => c.Id));
        app.MapGet("/coupons/{id}", (string id, Coupons coupons) => coupons.Find(id) is { } coupon ? Results.Ok(coupon) : Results.NotFound());
        app.MapPost("/coupons", (Coupon coupon, Coupons coupons) => coupons.Add(coupon));
        app.MapPut("/coupons/{id}", (string id, string text, Coupons coupons) => coupons.Change(id, text) ? Results.NoContent() : Results.NotFound());
        app.MapDelete("/coupons/{id}", (string id, Coupons coupons) => coupons.Remove(id) ? Results.NoContent() : Results.NotFound());
        app.MapGet("/carts/{id}", async (string id, Carts carts) => await carts.FindAsync(id) is { } cart ? Results.Ok(cart) : Results.NotFound());
        app.MapPut("/carts", async (Cart cart, Carts carts) => { await carts.PutAsync(cart); return Results.Ok(); });

        """;

    const string Types = """

        public class Coupon
        {
            public required string Id { get; init; }

            public string? Text { get; set; }

            public decimal Amount { get; init; }
        }

        public class Cart
        {
            public required string Id { get; init; }

            public int Items { get; set; }
        }

        public class Coupons
        {
            private readonly object _gate = new();
            private readonly string _path;

            public Coupons(IHostEnvironment environment)
            {
                _path = Path.Combine(environment.ContentRootPath, "App_Data", "coupons.json");
                Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            }

            public List<Coupon> All() => Load();

            public Coupon? Find(string id) => Load().FirstOrDefault(c => c.Id == id);

            public void Add(Coupon coupon)
            {
                lock (_gate)
                {
                    var coupons = Load();
                    coupons.Add(coupon);
                    Save(coupons);
                }
            }

            public bool Change(string id, string text)
            {
                var coupons = Load();
                var coupon = coupons.Find(c => c.Id == id);
                if (coupon is null)
                    return false;
                coupon.Text = text;
                Save(coupons);
                return true;
            }

            public bool Remove(string id)
            {
                var coupons = Load();
                var removed = coupons.RemoveAll(c => c.Id == id);
                if (removed == 0)
                    return false;
                Save(coupons);
                return true;
            }

            private List<Coupon> Load() => File.Exists(_path) ? JsonSerializer.Deserialize<List<Coupon>>(File.ReadAllText(_path)) ?? [] : [];

            private void Save(List<Coupon> coupons) => File.WriteAllText(_path, JsonSerializer.Serialize(coupons));
        }

        public class Carts(IHostEnvironment environment)
        {
            private readonly SemaphoreSlim gate = new(1, 1);
            private readonly string file = Path.Combine(environment.ContentRootPath, "carts.json");

            public async Task<Cart?> FindAsync(string id) => (await LoadAsync()).GetValueOrDefault(id);

            public async Task PutAsync(Cart cart)
            {
                await gate.WaitAsync();
                try
                {
                    var carts = await LoadAsync();
                    carts[cart.Id] = cart;
                    await SaveAsync(carts);
                }
                finally
                {
                    gate.Release();
                }
            }

            private async Task<Dictionary<string, Cart>> LoadAsync()
            {
                if (!File.Exists(file))
                    return new();
                await using var stream = File.OpenRead(file);
                return await JsonSerializer.DeserializeAsync<Dictionary<string, Cart>>(stream) ?? new();
            }

            private async Task SaveAsync(Dictionary<string, Cart> carts)
            {
                await using var stream = File.Create(file);
                await JsonSerializer.SerializeAsync(stream, carts);
            }
        }

        """;

    /// <summary>The tables of the records.</summary>
    public const string Schema = """CREATE TABLE "Coupons" ("Id" text PRIMARY KEY, "Text" text NULL, "Amount" numeric NOT NULL); CREATE TABLE "Carts" ("Id" text PRIMARY KEY, "Items" integer NOT NULL);""";

    /// <summary>The program with this part.</summary>
    public static string In(string program) => "using System.Text.Json;\n" + program
        .Replace("builder.Services.AddHealthChecks();\n", "builder.Services.AddHealthChecks();\n" + Registrations, StringComparison.Ordinal)
        .Replace("app.Run();\n", Endpoints + "app.Run();\n" + Types, StringComparison.Ordinal);

    static object Coupon(string id, string? text = null, decimal amount = 0) => new { Id = id, Text = text, Amount = amount };

    public static async Task AskAsync(Script script)
    {
        await script.SendAsync("GET /coupons");
        await script.SendAsync("POST /coupons", Coupon("b", "Spring", 12.5m));
        await script.SendAsync("POST /coupons", Coupon("a", "Åsa \"Q\" 東京", -1));
        await script.SendAsync("POST /coupons", Coupon("c"));
        await script.SendAsync("GET /coupons");
        await script.SendAsync("PUT /coupons/c?text=late");
        await script.SendAsync("PUT /coupons/d?text=never");
        foreach (var id in new[] { "a", "b", "c", "d" })
            await script.SendAsync($"GET /coupons/{id}");
        await script.SendAsync("DELETE /coupons/a");
        await script.SendAsync("DELETE /coupons/a");
        await script.SendAsync("GET /coupons");
        await script.SendAsync("GET /carts/1");
        await script.SendAsync("PUT /carts", new { Id = "1", Items = 3 });
        await script.SendAsync("PUT /carts", new { Id = "1", Items = 4 });
        await script.SendAsync("PUT /carts", new { Id = "2", Items = 0 });
        await script.SendAsync("GET /carts/1");
        await script.SendAsync("GET /carts/2");
    }

    /// <summary>A file that two instances load and save at once loses most of what they add.</summary>
    public static async Task AssertNothingLostAsync(Instance first, Instance second)
    {
        var added = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => (i % 2 == 0 ? first : second).SendAsync("POST /coupons", Coupon("n" + i.ToString(CultureInfo.InvariantCulture)))));
        Assert.All(added, a => Assert.StartsWith("200", a, StringComparison.Ordinal));
        var before = await second.SendAsync("GET /coupons");
        Assert.All(Enumerable.Range(0, 40), i => Assert.Contains($"\"n{i}\"", before, StringComparison.Ordinal));
    }
}
