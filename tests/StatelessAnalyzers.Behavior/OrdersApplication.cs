using System.Globalization;
using System.Text.RegularExpressions;
using Xunit;

namespace StatelessAnalyzers.Behavior;

/// <summary>An application whose records hold lists and are numbered beside them, and what it is asked.</summary>
internal static class OrdersApplication
{
    /// <summary>The records and the endpoints.</summary>
    public const string Program = """
        using System.Collections.Concurrent;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton<IOrderRepository, OrderRepository>();
        builder.Services.AddSingleton<OrderDesk>();
        builder.Services.AddSingleton<Tickets>();
        builder.Services.AddHealthChecks();
        var app = builder.Build();
        app.MapHealthChecks("/health");
        app.MapOrders();
        app.MapNotes();
        app.Run();

        public enum Channel { Shop, Phone }

        public sealed class Order
        {
            public required int Number { get; init; }

            public required string Reference { get; init; }

            public required string Customer { get; init; }

            public required DateTimeOffset PlacedAt { get; init; }

            public required IReadOnlyList<OrderLine> Lines { get; init; }

            public Address? Address { get; set; }

            public TimeSpan? Within { get; set; }

            public Channel Channel { get; set; }

            public string? Note { get; set; }

            public string Status { get; set; } = "placed";

            public decimal Total => Lines.Sum(l => l.Quantity * l.Price);
        }

        public sealed class Ticket
        {
            public int Id { get; set; }

            public string Text { get; set; } = "";
        }

        public sealed class Tickets
        {
            private readonly List<Ticket> _tickets = new();
            private readonly SemaphoreSlim _gate = new(1, 1);

            public Task<List<Ticket>> AllAsync() => Task.FromResult(_tickets.ToList());

            public async Task<Ticket> AddAsync(string text)
            {
                await _gate.WaitAsync();
                try
                {
                    var ticket = new Ticket { Text = text };
                    ticket.Id = _tickets.Any() ? _tickets.Max(t => t.Id) + 1 : 1;
                    _tickets.Add(ticket);
                    return ticket;
                }
                finally
                {
                    _gate.Release();
                }
            }

            public Task<bool> RemoveAsync(int id) => Task.FromResult(_tickets.RemoveAll(t => t.Id == id) > 0);
        }

        public sealed record OrderLine(string Name, int Quantity, decimal Price, IReadOnlyList<string> Remarks);

        public sealed record Address(string Street, Guid? Key);

        public sealed record NewOrder(string Customer, DateTimeOffset PlacedAt, List<OrderLine> Lines, Address? Address);

        public static class OrdersApi
        {
            public static void MapOrders(this IEndpointRouteBuilder endpoints)
            {
                endpoints.MapPost("/tickets", async (string text, Tickets tickets) => await tickets.AddAsync(text));
                endpoints.MapGet("/tickets", async (Tickets tickets) => (await tickets.AllAsync()).OrderBy(t => t.Id));
                endpoints.MapDelete("/tickets/{id:int}", async (int id, Tickets tickets) => await tickets.RemoveAsync(id));
                endpoints.MapPost("/orders", (NewOrder order, OrderDesk desk) => desk.Place(order));
                endpoints.MapPut("/orders/{number:int}", (int number, NewOrder order, OrderDesk desk) => desk.Place(number, order));
                endpoints.MapGet("/orders", (string customer, IOrderRepository orders) => orders.Of(customer));
                endpoints.MapGet("/orders/{number:int}", (int number, IOrderRepository orders) => orders.Find(number) is { } order ? Results.Ok(order) : Results.NotFound());
                endpoints.MapPut("/orders/{number:int}/confirm", (int number, OrderDesk desk) => desk.Confirm(number) ? Results.NoContent() : Results.NotFound());
                endpoints.MapPut("/orders/{number:int}/send", (int number, string? note, Address? to, OrderDesk desk) => desk.Send(number, note, to) ? Results.NoContent() : Results.NotFound());
                endpoints.MapDelete("/orders/{number:int}", (int number, IOrderRepository orders) => orders.Remove(number) ? Results.NoContent() : Results.NotFound());
            }
        }

        """;

    /// <summary>Those who serve them change a record that the repository finds.</summary>
    public const string ChangedByCallers = """
        public interface IOrderRepository
        {
            int NextNumber();

            void Add(Order order);

            Order? Find(int number);

            IReadOnlyList<Order> Of(string customer);

            bool Remove(int number);
        }

        public sealed class OrderRepository : IOrderRepository
        {
            private readonly ConcurrentDictionary<int, Order> _orders = new();
            private int _lastNumber = 1000;

            public int NextNumber() => Interlocked.Increment(ref _lastNumber);

            public void Add(Order order) => _orders[order.Number] = order;

            public Order? Find(int number) => _orders.GetValueOrDefault(number);

            public IReadOnlyList<Order> Of(string customer) => _orders.Values.Where(o => o.Customer == customer).OrderByDescending(o => o.Number).ToList();

            public bool Remove(int number) => _orders.TryRemove(number, out _);
        }

        public static class NotesApi
        {
            public static void MapNotes(this IEndpointRouteBuilder endpoints)
            {
                endpoints.MapPut("/orders/{number:int}/note", (int number, string note, IOrderRepository orders) =>
                {
                    var order = orders.Find(number);
                    if (order is null)
                    {
                        return Results.NotFound();
                    }

                    order.Note = note;
                    return Results.Ok(order);
                });
            }
        }

        public sealed class OrderDesk(IOrderRepository orders)
        {
            public Order Place(NewOrder order) => Place(orders.NextNumber(), order);

            public Order Place(int number, NewOrder order)
            {
                var lines = new List<OrderLine>();
                foreach (var line in order.Lines)
                {
                    lines.Add(line);
                }

                var placed = new Order { Number = number, Reference = $"R-{number}", Customer = order.Customer, PlacedAt = order.PlacedAt, Lines = lines, Address = order.Address };
                orders.Add(placed);
                return placed;
            }

            public bool Confirm(int number)
            {
                if (orders.Find(number) is not { } order)
                {
                    return false;
                }

                order.Status = "confirmed";
                return true;
            }

            public bool Send(int number, string? note, Address? to)
            {
                var order = orders.Find(number);
                if (order is null)
                {
                    return false;
                }

                order.Note = note;
                order.Address = to;
                order.Within = TimeSpan.FromTicks(12_345_678);
                order.Channel = Channel.Phone;
                return true;
            }
        }

        """;

    /// <summary>The repository itself changes its records.</summary>
    public const string ChangedByRepository = """
        public interface IOrderRepository
        {
            int NextNumber();

            void Add(Order order);

            Order? Find(int number);

            IReadOnlyList<Order> Of(string customer);

            bool Remove(int number);

            bool Confirm(int number);

            bool Send(int number, string? note, Address? to);

            Order? Note(int number, string note);
        }

        public sealed class OrderRepository : IOrderRepository
        {
            private readonly ConcurrentDictionary<int, Order> _orders = new();
            private int _lastNumber = 1000;

            public int NextNumber() => Interlocked.Increment(ref _lastNumber);

            public void Add(Order order) => _orders[order.Number] = order;

            public Order? Find(int number) => _orders.GetValueOrDefault(number);

            public IReadOnlyList<Order> Of(string customer) => _orders.Values.Where(o => o.Customer == customer).OrderByDescending(o => o.Number).ToList();

            public bool Remove(int number) => _orders.TryRemove(number, out _);

            public bool Confirm(int number)
            {
                if (_orders.TryGetValue(number, out var order))
                {
                    order.Status = "confirmed";
                    return true;
                }

                return false;
            }

            public bool Send(int number, string? note, Address? to)
            {
                var order = _orders.GetValueOrDefault(number);
                if (order is null)
                {
                    return false;
                }

                order.Note = note;
                order.Address = to;
                order.Within = TimeSpan.FromTicks(12_345_678);
                order.Channel = Channel.Phone;
                return true;
            }

            public Order? Note(int number, string note)
            {
                if (!_orders.TryGetValue(number, out var order))
                {
                    return null;
                }

                order.Note = note;
                return order;
            }
        }

        public static class NotesApi
        {
            public static void MapNotes(this IEndpointRouteBuilder endpoints) =>
                endpoints.MapPut("/orders/{number:int}/note", (int number, string note, IOrderRepository orders) => orders.Note(number, note) is { } order ? Results.Ok(order) : Results.NotFound());
        }

        public sealed class OrderDesk(IOrderRepository orders)
        {
            public Order Place(NewOrder order) => Place(orders.NextNumber(), order);

            public Order Place(int number, NewOrder order)
            {
                var lines = new List<OrderLine>();
                foreach (var line in order.Lines)
                {
                    lines.Add(line);
                }

                var placed = new Order { Number = number, Reference = $"R-{number}", Customer = order.Customer, PlacedAt = order.PlacedAt, Lines = lines, Address = order.Address };
                orders.Add(placed);
                return placed;
            }

            public bool Confirm(int number) => orders.Confirm(number);

            public bool Send(int number, string? note, Address? to) => orders.Send(number, note, to);
        }

        """;

    public static object Order(string customer, string placedAt, object? address, params object[] lines) => new { Customer = customer, PlacedAt = placedAt, Lines = lines, Address = address };

    public static object Line(string name, int quantity, decimal price, params string[] remarks) => new { Name = name, Quantity = quantity, Price = price, Remarks = remarks };

    public static object Address(string street, Guid? key = null) => new { Street = street, Key = key };

    public static async Task<List<string>> AskAsync(Func<string, object?, Task<string>> send)
    {
        var script = new Script(send);
        await script.SendAsync("GET /orders/1001");
        await script.SendAsync("POST /orders", Order("Ann", "2026-03-01T10:20:30.1234567+05:30", Address("Åsa \"Q\" 東京", new Guid(1, 2, 3, new byte[8])), Line("Pen", 2, 12.50m, "blue", ""), Line("Ink", 1, 79228162514264337593543950335m / 1000)));
        await script.SendAsync("POST /orders", Order("", "0001-01-01T00:00:00+00:00", null));
        await script.SendAsync("POST /orders", Order("Ann", "9999-12-31T23:59:59.9999999+00:00", null, Line("", 0, 0.00m)));
        foreach (var number in new[] { 1000, 1001, 1002, 1003, 1004 })
            await script.SendAsync($"GET /orders/{number}");
        await script.SendAsync("GET /orders?customer=Ann");
        await script.SendAsync("PUT /orders/1001/confirm");
        await script.SendAsync("PUT /orders/1009/confirm");
        await script.SendAsync("PUT /orders/1002/send?note=soon", Address("Main St"));
        await script.SendAsync("PUT /orders/1009/send");
        await script.SendAsync("GET /orders/1001");
        await script.SendAsync("GET /orders/1002");
        await script.SendAsync("PUT /orders/1002/send");
        await script.SendAsync("PUT /orders/1001/note?note=gift");
        await script.SendAsync("GET /orders/1001");
        await script.SendAsync("GET /orders/1002");
        await script.SendAsync("DELETE /orders/1003");
        await script.SendAsync("DELETE /orders/1003");
        await script.SendAsync("PUT /orders/1003/confirm");
        await script.SendAsync("GET /orders/1003");
        await script.SendAsync("POST /orders", Order("Bob", "2026-03-02T00:00:00-11:00", null));
        await script.SendAsync("GET /orders?customer=Bob");
        // A number that databases take for none.
        await script.SendAsync("PUT /orders/0", Order("Bob", "2026-03-02T00:00:00Z", null));
        await script.SendAsync("PUT /orders/0", Order("Eve", "2026-03-02T00:00:00Z", null));
        await script.SendAsync("GET /orders/0");
        await script.SendAsync("DELETE /orders/0");
        await script.SendAsync("GET /orders?customer=Ann");
        await script.SendAsync("GET /tickets");
        await script.SendAsync("POST /tickets?text=one");
        await script.SendAsync("POST /tickets?text=two");
        await script.SendAsync("POST /tickets?text=three");
        await script.SendAsync("DELETE /tickets/2");
        await script.SendAsync("DELETE /tickets/2");
        await script.SendAsync("POST /tickets?text=four");
        await script.SendAsync("GET /tickets");
        return script.Answers;
    }

    /// <summary>Asks two instances at once, and a third one when they are gone.</summary>
    public static async Task AssertSharedAsync(Application application, IReadOnlyDictionary<string, string> settings, List<string> expected)
    {
        await using var first = await application.StartAsync(settings);
        await using var second = await application.StartAsync(settings);

        // Each request goes to the other instance than the one before.
        var turn = 0;
        Assert.Equal(expected, await AskAsync((request, content) => (turn++ % 2 == 0 ? first : second).SendAsync(request, content)));

        // Forty orders at once: forty numbers, one after another.
        var placed = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => (i % 2 == 0 ? first : second).SendAsync("POST /orders", Order("many", "2026-03-01T00:00:00Z", null, Line("Pen", i, 1)))));
        var numbers = placed.Select(p => int.Parse(Regex.Match(p, "\"number\":(\\d+)").Groups[1].Value, CultureInfo.InvariantCulture)).Order().ToList();
        Assert.Equal(Enumerable.Range(1005, 40), numbers);

        // Two instances change different things of one order at once, and neither takes the other's change back.
        for (var number = 1005; number < 1025; number++)
            Assert.All(await Task.WhenAll(first.SendAsync($"PUT /orders/{number}/confirm"), second.SendAsync($"PUT /orders/{number}/send?note=n{number}")), a => Assert.StartsWith("204", a, StringComparison.Ordinal));
        for (var number = 1005; number < 1025; number++)
        {
            var order = await first.SendAsync($"GET /orders/{number}");
            Assert.Contains("\"status\":\"confirmed\"", order, StringComparison.Ordinal);
            Assert.Contains($"\"note\":\"n{number}\"", order, StringComparison.Ordinal);
        }

        // An order that one instance takes out while the other changes it stays out.
        await Task.WhenAll(Enumerable.Range(1025, 20).SelectMany(n => new[] { first.SendAsync($"PUT /orders/{n}/confirm"), second.SendAsync($"DELETE /orders/{n}") }));
        for (var number = 1025; number < 1045; number++)
            Assert.StartsWith("404", await second.SendAsync($"GET /orders/{number}"), StringComparison.Ordinal);

        // Nothing is lost with an instance, and no number comes again.
        var before = await first.SendAsync("GET /orders?customer=many");
        await first.KillAsync();
        await second.KillAsync();
        await using var third = await application.StartAsync(settings);
        Assert.Equal(before, await third.SendAsync("GET /orders?customer=many"));
        Assert.Contains("\"number\":1045", await third.SendAsync("POST /orders", Order("last", "2026-03-01T00:00:00Z", null)), StringComparison.Ordinal);
    }
}
