using System.Text.RegularExpressions;
using StatelessAnalyzers.Data;
using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Tests.Rewriting;
using Xunit;

namespace StatelessAnalyzers.Tests.Data;

/// <summary>Records with lists in them, whose keys are counted, and which callers change.</summary>
public class KeepOrdersInTableTests
{
    const string Before = """
        using System.Collections.Concurrent;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton<IOrderRepository, InMemoryOrderRepository>();
        builder.Services.AddHostedService<OrderProcessor>();
        var app = builder.Build();
        app.MapGet("/orders/{number:int}", (int number, IOrderRepository orders) => orders.Find(number) is { } order ? Results.Ok(order) : Results.NotFound());
        app.Run();

        public interface IOrderRepository
        {
            int NextNumber();

            void Add(Order order);

            Order? Find(int number);
        }

        public sealed class InMemoryOrderRepository : IOrderRepository
        {
            private readonly ConcurrentDictionary<int, Order> {|SLS4003:_orders|} = new();
            private int {|SLS3010:_lastNumber|} = 1000;

            public int NextNumber() => Interlocked.Increment(ref _lastNumber);

            public void Add(Order order) => _orders[order.Number] = order;

            public Order? Find(int number) => _orders.GetValueOrDefault(number);
        }

        public sealed class Order
        {
            public required int Number { get; init; }

            public required DateTimeOffset PlacedAt { get; init; }

            public required IReadOnlyList<OrderLine> Lines { get; init; }

            public string Status { get; set; } = "placed";

            public decimal Total => Lines.Sum(l => l.Price);
        }

        public sealed record OrderLine(string Name, decimal Price);

        public sealed class OrderProcessor(IOrderRepository orders) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                var number = orders.NextNumber();
                var lines = new List<OrderLine> { new("Pen", 2) };
                orders.Add(new Order { Number = number, PlacedAt = DateTimeOffset.UtcNow, Lines = lines });
                await Task.Delay(10, stoppingToken);
                if (orders.Find(number) is not { } order)
                {
                    return;
                }

                // Whoever placed it is told.
                order.Status = "confirmed";
            }
        }
        """;

    [Fact]
    public Task Numbers_go_to_Redis_lists_become_JSON_and_what_a_caller_changes_is_saved() => new FixTest<LongLivedState, KeepInTable>
    {
        Code = Before,
        Fixed = """
            using System.Text.Json;
            using Amazon.DynamoDBv2;
            using Amazon.DynamoDBv2.DataModel;
            using Amazon.DynamoDBv2.DocumentModel;
            using Amazon.DynamoDBv2.Model;
            using StackExchange.Redis;

            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddSingleton<IOrderRepository, InMemoryOrderRepository>();
            builder.Services.AddHostedService<OrderProcessor>();
            builder.Services.AddSingleton<IConnectionMultiplexer>(_ => ConnectionMultiplexer.Connect(builder.Configuration.GetConnectionString("Redis")!));
            builder.Services.AddDefaultAWSOptions(builder.Configuration.GetAWSOptions());
            builder.Services.AddAWSService<IAmazonDynamoDB>();
            builder.Services.AddSingleton<IDynamoDBContext>(provider => new DynamoDBContextBuilder().WithDynamoDBClient(provider.GetRequiredService<IAmazonDynamoDB>).ConfigureContext(context => { context.ConsistentRead = true; context.IsEmptyStringValueEnabled = true; context.Conversion = DynamoDBEntryConversion.V2; }).Build());
            var app = builder.Build();
            app.MapGet("/orders/{number:int}", async (int number, IOrderRepository orders) => await orders.Find(number) is { } order ? Results.Ok(order) : Results.NotFound());
            app.Run();

            public interface IOrderRepository
            {
                Task<int> NextNumber();

                Task Add(Order order);

                Task<Order?> Find(int number);
            }

            public sealed class InMemoryOrderRepository(IConnectionMultiplexer redis, IDynamoDBContext dynamo) : IOrderRepository
            {
                public async Task<int> NextNumber() => (int)await redis.GetDatabase().StringIncrementAsync("InMemoryOrderRepository.lastNumber") + 1000;

                public async Task Add(Order order) => await dynamo.SaveAsync(order);

                public async Task<Order?> Find(int number) => await dynamo.LoadAsync<Order>(number);
            }

            [DynamoDBTable("Order")]
            public sealed class Order
            {
                [DynamoDBHashKey]
                public required int Number { get; init; }

                [DynamoDBProperty(typeof(JsonPropertyConverter<DateTimeOffset>))]
                public required DateTimeOffset PlacedAt { get; init; }

                [DynamoDBProperty(typeof(JsonPropertyConverter<IReadOnlyList<OrderLine>>))]
                public required IReadOnlyList<OrderLine> Lines { get; init; }

                public string Status { get; set; } = "placed";

                public decimal Total => Lines.Sum(l => l.Price);

                private sealed class JsonPropertyConverter<T> : IPropertyConverter
                {
                    private readonly JsonSerializerOptions options = new JsonSerializerOptions();

                    public DynamoDBEntry ToEntry(object value) => JsonSerializer.Serialize((T)value, options);

                    public object FromEntry(DynamoDBEntry entry) => JsonSerializer.Deserialize<T>(entry.AsString(), options)!;
                }
            }

            public sealed record OrderLine(string Name, decimal Price);

            public sealed class OrderProcessor(IOrderRepository orders, IDynamoDBContext dynamo) : BackgroundService
            {
                protected override async Task ExecuteAsync(CancellationToken stoppingToken)
                {
                    var number = await orders.NextNumber();
                    var lines = new List<OrderLine> { new("Pen", 2) };
                    await orders.Add(new Order { Number = number, PlacedAt = DateTimeOffset.UtcNow, Lines = lines });
                    await Task.Delay(10, stoppingToken);
                    if (await orders.Find(number) is not { } order)
                    {
                        return;
                    }

                    // Whoever placed it is told.
                    order.Status = "confirmed";
                    await UpdateItemAsync(dynamo, order, nameof(Order.Number), nameof(Order.Status));
                }

                private static async Task UpdateItemAsync<T>(IDynamoDBContext dynamo, T item, string key, params string[] changed)
                {
                    var document = dynamo.ToDocument(item);
                    var update = new Document { [key] = document[key] };
                    foreach (var name in changed)
                    {
                        update[name] = document.TryGetValue(name, out var value) ? value : DynamoDBNull.Null;
                    }

                    var exists = new Expression { ExpressionStatement = "attribute_exists(#key)", ExpressionAttributeNames = new Dictionary<string, string> { ["#key"] = key } };
                    try
                    {
                        await dynamo.GetTargetTable<T>().UpdateItemAsync(update, new UpdateItemOperationConfig { ConditionalExpression = exists });
                    }
                    catch (ConditionalCheckFailedException)
                    {
                        // Deleted meanwhile, it stays so.
                    }
                }
            }
            """,
    }.RunAsync();

    const string Customers = """
        public class Customer
        {
            public Guid Id { get; set; }

            public string Name { get; set; } = "";

            public string? Mail { get; set; }

            public int Points { get; set; }
        }

        public class Customers
        {
            readonly Dictionary<Guid, Customer> customers = new();

            public void Put(Customer customer) => customers[customer.Id] = customer;

            public Task<Customer?> FindAsync(Guid id) => Task.FromResult(customers.GetValueOrDefault(id));

            public Customer? Known(Guid id)
            {
                if (!customers.TryGetValue(id, out var known))
                    return null;
                return known;
            }

            public void Rename(Guid id, string name)
            {
                if (customers.TryGetValue(id, out var customer))
                {
                    customer.Name = name;
                    customer.Mail = null;
                }
            }
        }

        public class Desk(Customers customers)
        {
            // Hands on what it is handed.
            public async Task<Customer?> LookAsync(Guid id) => await customers.FindAsync(id);

            public async Task MoveAsync(Guid id, string mail)
            {
                var customer = await LookAsync(id);
                if (customer is null)
                    return;
                customer.Mail = mail;
            }

            public void Reward(Guid id)
            {
                if (customers.Known(id) is { } known)
                    known.Points = 10;
            }
        }
        """;

    [Fact]
    public async Task Each_class_that_changes_records_saves_what_it_changed_and_no_more()
    {
        var code = await FixRun<LongLivedState, KeepInTable>.FixAsync(Customers, "builder.Services.AddSingleton<Customers>();\nbuilder.Services.AddSingleton<Desk>();");
        Assert.Contains("await UpdateItemAsync( dynamo, customer, nameof(Customer.Id), nameof(Customer.Name), nameof(Customer.Mail));", Regex.Replace(code, @"\s+", " "), StringComparison.Ordinal);
        Assert.Contains("await UpdateItemAsync(dynamo, customer, nameof(Customer.Id), nameof(Customer.Mail));", code, StringComparison.Ordinal);
        Assert.Contains("""
                    if (await customers.Known(id) is { } known)
                    {
                        known.Points = 10;
                        await UpdateItemAsync(dynamo, known, nameof(Customer.Id), nameof(Customer.Points));
                    }
            """, code, StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(code, "static async Task UpdateItemAsync<T>"));
    }

    [Fact]
    public Task A_copy_that_is_put_in_again_with_what_it_was_read_with_is_refused() => FixRun<LongLivedState, KeepInTable>.RefusesAsync(
        Customers.Replace("known.Points = 10;", "{\n                known.Points = 10;\n                customers.Put(known);\n            }", StringComparison.Ordinal),
        "has 'Name' as it was read: what another instance saved meanwhile would be lost", "builder.Services.AddSingleton<Customers>();\nbuilder.Services.AddSingleton<Desk>();");

    [Fact]
    public async Task A_copy_that_is_put_in_again_with_all_of_it_new_is_put_in() => Assert.Contains("await customers.Put(known);", await FixRun<LongLivedState, KeepInTable>.FixAsync(
        Customers.Replace("known.Points = 10;", "{\n                known.Points = 10;\n                known.Name = \"\";\n                known.Mail = null;\n                customers.Put(known);\n            }", StringComparison.Ordinal),
        "builder.Services.AddSingleton<Customers>();\nbuilder.Services.AddSingleton<Desk>();"), StringComparison.Ordinal);

    [Fact]
    public async Task Lines_end_as_they_did()
    {
        var code = await FixRun<LongLivedState, KeepInTable>.FixAsync(Customers.ReplaceLineEndings("\r\n"), "builder.Services.AddSingleton<Customers>();\nbuilder.Services.AddSingleton<Desk>();");
        Assert.DoesNotMatch("[^\r]\n", code);
    }

    // What finds the record may not be what the interface stands for elsewhere.
    [Fact]
    public Task A_record_that_comes_through_an_interface_of_several_repositories_is_refused() => FixRun<LongLivedState, KeepInTable>.RefusesAsync("""
        public interface IFind
        {
            Customer? Find(Guid id);
        }

        public class Customer
        {
            public Guid Id { get; set; }

            public string Name { get; set; } = "";
        }

        public class Nobody : IFind
        {
            public Customer? Find(Guid id) => null;
        }

        public class Customers : IFind
        {
            readonly Dictionary<Guid, Customer> customers = new();

            public void Put(Customer customer) => customers[customer.Id] = customer;

            public Customer? Find(Guid id) => customers.GetValueOrDefault(id);
        }

        public class Desk(IFind customers)
        {
            public void Rename(Guid id)
            {
                if (customers.Find(id) is { } customer)
                    customer.Name = "";
            }
        }
        """, "after it was read or stored, and nothing stores it again", "builder.Services.AddSingleton<Customers>();\nbuilder.Services.AddSingleton<Desk>();");

    [Theory]
    [InlineData("private int _last = 1000;\n\n    public int Next() => ++_last;", "(int)await _redis.GetDatabase().StringIncrementAsync(\"Orders.last\") + 1000")]
    [InlineData("private int _next = 1;\n\n    public int Next() => _next++;", "(int)await _redis.GetDatabase().StringIncrementAsync(\"Orders.next\");")]
    [InlineData("private static long s_next = 5;\n\n    public long Next() => s_next++;", "await _redis.GetDatabase().StringIncrementAsync(\"Orders.s_next\") + 4")]
    [InlineData("private int _last = -1;\n\n    public int Last() => _last;\n\n    public int Next() => Interlocked.Increment(ref _last);", "(int)await _redis.GetDatabase().StringGetAsync(\"Orders.last\") - 1")]
    [InlineData("private int _last = 7;\n\n    public void Place() => Add(new Order { Id = Interlocked.Increment(ref _last) });", "Id = (int)await _redis.GetDatabase().StringIncrementAsync(\"Orders.last\") + 7")]
    public async Task Whichever_rule_is_fixed_first_the_code_is_the_same(string counter, string counted)
    {
        var code = $$"""
            public class Order
            {
                public long Id { get; set; }
            }

            public class Orders
            {
                private readonly Dictionary<long, Order> _orders = new();
                {{counter}}

                public void Add(Order order) => _orders[order.Id] = order;

                public Order? Find(long id) => _orders.GetValueOrDefault(id);
            }
            """;
        var table = await FixRun<LongLivedState, KeepInTable>.RunAsync(Orders(code));
        var number = await FixRun<LongLivedState, CountInRedis>.RunAsync(Orders(code));
        Assert.Contains(counted, table.Text("/0/Web/Test.cs"), StringComparison.Ordinal);
        // One that becomes a key is left to the other rule.
        Assert.Equal(code.Contains("Id = Interlocked", StringComparison.Ordinal) ? 0 : 1, number.Applied);
        var both = await FixRun<LongLivedState, KeepInTable>.RunAsync(Orders(number.Text("/0/Web/Test.cs")));
        Assert.Equal(table.Text("/0/Web/Test.cs"), both.Text("/0/Web/Test.cs"));
    }

    static Workshop Orders(string code) => new Workshop { References = References.Everything }.Web(code, "builder.Services.AddSingleton<Orders>();");
}
