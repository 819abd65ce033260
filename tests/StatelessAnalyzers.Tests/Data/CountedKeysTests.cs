using StatelessAnalyzers.Data;
using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Tests.Rewriting;
using Xunit;

namespace StatelessAnalyzers.Tests.Data;

/// <summary>Keys that are made of the records there are, where DynamoDB keeps these.</summary>
public class CountedKeysTests
{
    [Fact]
    public Task Redis_counts_what_the_records_were_counted_for() => new FixTest<LongLivedState, KeepInTable>
    {
        Code = """
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddSingleton<Shop>();
            builder.Build().Run();

            public class Order
            {
                public int Id { get; set; }

                public string Customer { get; set; } = "";
            }

            public class Note
            {
                public long Id { get; set; }
            }

            public class Shop
            {
                private const int First = 100;

                private readonly List<Order> {|SLS4003:_orders|} = new();
                private readonly List<Note> {|SLS4003:_notes|} = [];

                public Order Place(string customer)
                {
                    // The next number.
                    var id = _orders.Count == 0 ? First : _orders.Max(o => o.Id) + 1;
                    var order = new Order { Id = id, Customer = customer };
                    _orders.Add(order);
                    return order;
                }

                public Order? Find(int id) => _orders.Find(o => o.Id == id);

                public void Write(Note note)
                {
                    note.Id = _notes.Count + 1;
                    _notes.Add(note);
                }

                public List<Note> Notes() => _notes.ToList();
            }
            """,
        Fixed = """
            using Amazon.DynamoDBv2;
            using Amazon.DynamoDBv2.DataModel;
            using Amazon.DynamoDBv2.DocumentModel;
            using StackExchange.Redis;

            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddSingleton<Shop>();
            builder.Services.AddSingleton<IConnectionMultiplexer>(_ => ConnectionMultiplexer.Connect(builder.Configuration.GetConnectionString("Redis")!));
            builder.Services.AddDefaultAWSOptions(builder.Configuration.GetAWSOptions());
            builder.Services.AddAWSService<IAmazonDynamoDB>();
            builder.Services.AddSingleton<IDynamoDBContext>(provider => new DynamoDBContextBuilder().WithDynamoDBClient(provider.GetRequiredService<IAmazonDynamoDB>).ConfigureContext(context => { context.ConsistentRead = true; context.IsEmptyStringValueEnabled = true; context.Conversion = DynamoDBEntryConversion.V2; }).Build());
            builder.Build().Run();

            [DynamoDBTable("Order")]
            public class Order
            {
                [DynamoDBHashKey]
                public int Id { get; set; }

                public string Customer { get; set; } = "";
            }

            [DynamoDBTable("Note")]
            public class Note
            {
                [DynamoDBHashKey]
                public long Id { get; set; }
            }

            public class Shop
            {
                private const int First = 100;
                private readonly IConnectionMultiplexer _redis;
                private readonly IDynamoDBContext _dynamo;

                public Shop(IConnectionMultiplexer redis, IDynamoDBContext dynamo)
                {
                    _redis = redis;
                    _dynamo = dynamo;
                }

                public async Task<Order> Place(string customer)
                {
                    // The next number.
                    var id = (int)await _redis.GetDatabase().StringIncrementAsync("Order.lastId") + 99;
                    var order = new Order { Id = id, Customer = customer };
                    await _dynamo.GetTargetTable<Order>().PutItemAsync(
                        _dynamo.ToDocument(order),
                        new PutItemOperationConfig { ConditionalExpression = new Expression { ExpressionStatement = "attribute_not_exists(Id)" } });
                    return order;
                }

                public async Task<Order?> Find(int id) => await _dynamo.LoadAsync<Order>(id);

                public async Task Write(Note note)
                {
                    note.Id = await _redis.GetDatabase().StringIncrementAsync("Note.lastId");
                    await _dynamo.GetTargetTable<Note>().PutItemAsync(
                        _dynamo.ToDocument(note),
                        new PutItemOperationConfig { ConditionalExpression = new Expression { ExpressionStatement = "attribute_not_exists(Id)" } });
                }

                public async Task<List<Note>> Notes() => await _dynamo.ScanAsync<Note>([]).GetRemainingAsync();
            }
            """,
    }.RunAsync(TestContext.Current.CancellationToken);

    static string Shop(string collection, string place) => $$"""
        public class Shop
        {
            private readonly {{collection}} _orders = new();

            public Order Place(string customer)
            {
                {{place}}
                return order;
            }

            public void Add(Order order)
            {
            }
        }

        public class Order
        {
            public int Id { get; set; }

            public string Customer { get; set; } = "";
        }
        """;

    [Theory]
    [InlineData("List<Order>", "(_orders.LastOrDefault()?.Id ?? 0) + 1", "")]
    [InlineData("List<Order>", "_orders.Count > 0 ? _orders[^1].Id + 1 : 1", "")]
    [InlineData("List<Order>", "_orders.Any() ? _orders[_orders.Count - 1].Id + 1 : 7", " + 6")]
    [InlineData("List<Order>", "_orders.Select(o => o.Id).DefaultIfEmpty(100).Max() + 1", " + 100")]
    [InlineData("List<Order>", "_orders.Select(o => o.Id).DefaultIfEmpty().Max() + 1", "")]
    [InlineData("Dictionary<int, Order>", "_orders.Keys.DefaultIfEmpty(0).Max() + 1", "")]
    [InlineData("Dictionary<int, Order>", "_orders.Any() ? _orders.Max(o => o.Key) + 1 : 1", "")]
    [InlineData("Dictionary<int, Order>", "_orders.Count == 0 ? 1 : _orders.Keys.Max() + 1", "")]
    [InlineData("Dictionary<int, Order>", "_orders.Count == 0 ? 1 : _orders.Values.Max(o => o.Id) + 1", "")]
    public async Task Redis_goes_on_from_the_first_key(string collection, string id, string after)
    {
        var add = collection.StartsWith("List", StringComparison.Ordinal) ? "_orders.Add(order);" : "_orders[order.Id] = order;";
        var code = Shop(collection, $"var order = new Order {{ Id = {id}, Customer = customer }};\n        " + add);
        var result = await FixRun<LongLivedState, KeepInTable>.FixAsync(code, "builder.Services.AddSingleton<Shop>();");
        Assert.Contains($$"""new Order { Id = (int)await _redis.GetDatabase().StringIncrementAsync("Order.lastId"){{after}}, Customer = customer };""", result, StringComparison.Ordinal);
    }

    static Task RefusesAsync(string members, string reason) => FixRun<LongLivedState, KeepInTable>.RefusesAsync(
        "public class Orders\n{\n    readonly List<Order> orders = [];\n" + members + "\n}\npublic class Order { public int Id { get; set; } public string Customer { get; set; } = \"\"; }", reason, "builder.Services.AddSingleton<Orders>();");

    const string Place = "public void Place(Order order) { order.Id = orders.Count + 1; orders.Add(order); }\n";

    [Theory]
    [InlineData(Place + "public void Import(Order order) => orders.Add(order);", "puts in a record under a key of its own, beside keys that are counted")]
    [InlineData("public void Place(Order order) { order.Id = orders.Max(o => o.Id); orders.Add(order); }", "the first key is not seen")]
    [InlineData("public void Place(Order order) { order.Id = (orders.LastOrDefault()?.Id ?? Guid.NewGuid().GetHashCode()) + 1; orders.Add(order); }", "which depends on the order of the records")]
    [InlineData("public void Place(Order order) { order.Id = orders[0].Id + 1; orders.Add(order); }", "the indexer")]
    [InlineData("public void Place(Order order) { order.Id = orders.Max(o => o.Id) + 5; orders.Add(order); }", "the first key is not seen")]
    public Task Numbers_that_Redis_would_not_go_on_with_are_refused(string members, string reason) => RefusesAsync(members, reason);
}
