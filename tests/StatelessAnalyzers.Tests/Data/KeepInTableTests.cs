using StatelessAnalyzers.Data;
using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Tests.Rewriting;
using Xunit;

namespace StatelessAnalyzers.Tests.Data;

public class KeepInTableTests
{
    [Fact]
    public Task A_repository_over_a_dictionary_becomes_one_over_DynamoDB() => new FixTest<LongLivedState, KeepInTable>
    {
        Code = """
            using System.Collections.Concurrent;

            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddSingleton<Orders>();
            builder.Build().Run();

            // An order of a customer.
            public class Order
            {
                public required Guid Id { get; init; }

                public string Customer { get; set; } = "";

                public decimal Total { get; set; }
            }

            public class Orders
            {
                private readonly ConcurrentDictionary<Guid, Order> {|SLS4003:_orders|} = new();

                public void Save(Order order) => _orders[order.Id] = order;

                public bool TryAdd(Order order)
                {
                    if (_orders.ContainsKey(order.Id))
                        return false;
                    _orders.TryAdd(order.Id, order);
                    return true;
                }

                public Order? Find(Guid id) => _orders.GetValueOrDefault(id);

                public Order Get(Guid id, CancellationToken cancellationToken) => _orders[id];

                public string CustomerOf(Guid id) => _orders.TryGetValue(id, out var order) ? order.Customer : "nobody";

                public bool Remove(Guid id) => _orders.TryRemove(id, out _);

                public void Forget(Guid id) => _orders.TryRemove(id, out _);

                public string Take(Guid id)
                {
                    if (!_orders.TryRemove(id, out var order))
                        return "";
                    return order.Customer;
                }

                public IReadOnlyList<Order> Of(string customer) => _orders.Values.Where(o => o.Customer == customer).OrderByDescending(o => o.Total).ToList();

                public List<Order> All() => _orders.Values.ToList();

                public int Count => 0;

                public int CountAll() => _orders.Count;
            }
            """,
        Fixed = """
            using Amazon.DynamoDBv2;
            using Amazon.DynamoDBv2.DataModel;
            using Amazon.DynamoDBv2.DocumentModel;
            using Amazon.DynamoDBv2.Model;

            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddSingleton<Orders>();
            builder.Services.AddDefaultAWSOptions(builder.Configuration.GetAWSOptions());
            builder.Services.AddAWSService<IAmazonDynamoDB>();
            builder.Services.AddSingleton<IDynamoDBContext>(provider => new DynamoDBContextBuilder().WithDynamoDBClient(provider.GetRequiredService<IAmazonDynamoDB>).ConfigureContext(context => { context.ConsistentRead = true; context.IsEmptyStringValueEnabled = true; context.Conversion = DynamoDBEntryConversion.V2; }).Build());
            builder.Build().Run();

            // An order of a customer.
            [DynamoDBTable("Order")]
            public class Order
            {
                [DynamoDBHashKey]
                public required Guid Id { get; init; }

                public string Customer { get; set; } = "";

                public decimal Total { get; set; }
            }

            public class Orders
            {
                private readonly IDynamoDBContext _dynamo;

                public Orders(IDynamoDBContext dynamo)
                {
                    _dynamo = dynamo;
                }

                public async Task Save(Order order) => await _dynamo.SaveAsync(order);

                public async Task<bool> TryAdd(Order order)
                {
                    if (await _dynamo.LoadAsync<Order>(order.Id) is not null)
                        return false;
                    await TryPutAsync(_dynamo, order, "Id");
                    return true;
                }

                public async Task<Order?> Find(Guid id) => await _dynamo.LoadAsync<Order>(id);

                public async Task<Order> Get(Guid id, CancellationToken cancellationToken) => await _dynamo.LoadAsync<Order>(id, cancellationToken) ?? throw new KeyNotFoundException();

                public async Task<string> CustomerOf(Guid id) => await _dynamo.LoadAsync<Order>(id) is { } order ? order.Customer : "nobody";

                public async Task<bool> Remove(Guid id) => await _dynamo.GetTargetTable<Order>().DeleteItemAsync(
                    id,
                    new DeleteItemOperationConfig { ReturnValues = ReturnValues.AllOldAttributes }) is { Count: > 0 };

                public async Task Forget(Guid id) => await _dynamo.DeleteAsync<Order>(id);

                public async Task<string> Take(Guid id)
                {
                    if (await _dynamo.GetTargetTable<Order>().DeleteItemAsync(
                        id,
                        new DeleteItemOperationConfig { ReturnValues = ReturnValues.AllOldAttributes }) is not { Count: > 0 } deleted || _dynamo.FromDocument<Order>(deleted) is not { } order)
                        return "";
                    return order.Customer;
                }

                public async Task<IReadOnlyList<Order>> Of(string customer) => (await _dynamo.ScanAsync<Order>([]).GetRemainingAsync()).Where(o => o.Customer == customer).OrderByDescending(o => o.Total).ToList();

                public async Task<List<Order>> All() => await _dynamo.ScanAsync<Order>([]).GetRemainingAsync();

                public int Count => 0;

                public async Task<int> CountAll() => (await _dynamo.ScanAsync<Order>([]).GetRemainingAsync()).Count;

                private static async Task<bool> TryPutAsync<T>(IDynamoDBContext dynamo, T item, string key)
                {
                    var isNew = new Expression { ExpressionStatement = "attribute_not_exists(#key)", ExpressionAttributeNames = new Dictionary<string, string> { ["#key"] = key } };
                    try
                    {
                        await dynamo.GetTargetTable<T>().PutItemAsync(dynamo.ToDocument(item), new PutItemOperationConfig { ConditionalExpression = isNew });
                        return true;
                    }
                    catch (ConditionalCheckFailedException)
                    {
                        return false;
                    }
                }
            }
            """,
    }.RunAsync();

    [Fact]
    public Task Locks_around_single_uses_go_away() => new FixTest<LongLivedState, KeepInTable>
    {
        Code = """
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddControllers();
            var app = builder.Build();
            app.MapControllers();
            app.Run();

            public class Note
            {
                public string Id { get; set; } = Guid.NewGuid().ToString("N");

                public string Text { get; set; } = "";
            }

            public class NotesController : Microsoft.AspNetCore.Mvc.ControllerBase
            {
                private static readonly List<Note> {|SLS4003:Notes|} = [];
                private static readonly object Gate = new();

                public Microsoft.AspNetCore.Mvc.ActionResult<IEnumerable<Note>> Get()
                {
                    lock (Gate)
                    {
                        return Ok(Notes);
                    }
                }

                public Microsoft.AspNetCore.Mvc.IActionResult Post(Note note)
                {
                    lock (Gate)
                    {
                        // Ids are made by clients.
                        Notes.Add(note);
                    }
                    return Ok(note);
                }

                public Microsoft.AspNetCore.Mvc.IActionResult Delete(string id)
                {
                    int removed;
                    lock (Gate)
                    {
                        removed = Notes.RemoveAll(n => n.Id == id);
                    }
                    return removed > 0 ? NoContent() : NotFound();
                }
            }
            """,
        Fixed = """
            using Amazon.DynamoDBv2;
            using Amazon.DynamoDBv2.DataModel;
            using Amazon.DynamoDBv2.DocumentModel;

            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddControllers();
            builder.Services.AddDefaultAWSOptions(builder.Configuration.GetAWSOptions());
            builder.Services.AddAWSService<IAmazonDynamoDB>();
            builder.Services.AddSingleton<IDynamoDBContext>(provider => new DynamoDBContextBuilder().WithDynamoDBClient(provider.GetRequiredService<IAmazonDynamoDB>).ConfigureContext(context => { context.ConsistentRead = true; context.IsEmptyStringValueEnabled = true; context.Conversion = DynamoDBEntryConversion.V2; }).Build());
            var app = builder.Build();
            app.MapControllers();
            app.Run();

            [DynamoDBTable("Note")]
            public class Note
            {
                [DynamoDBHashKey]
                public string Id { get; set; } = Guid.NewGuid().ToString("N");

                public string Text { get; set; } = "";
            }

            public class NotesController : Microsoft.AspNetCore.Mvc.ControllerBase
            {
                private readonly IDynamoDBContext _dynamo;

                public NotesController(IDynamoDBContext dynamo)
                {
                    _dynamo = dynamo;
                }

                public async Task<Microsoft.AspNetCore.Mvc.ActionResult<IEnumerable<Note>>> Get()
                {
                    return Ok(await _dynamo.ScanAsync<Note>([]).GetRemainingAsync(HttpContext.RequestAborted));
                }

                public async Task<Microsoft.AspNetCore.Mvc.IActionResult> Post(Note note)
                {
                    // Ids are made by clients.
                    await _dynamo.GetTargetTable<Note>().PutItemAsync(
                        _dynamo.ToDocument(note),
                        new PutItemOperationConfig { ConditionalExpression = new Expression { ExpressionStatement = "attribute_not_exists(Id)" } });
                    return Ok(note);
                }

                public async Task<Microsoft.AspNetCore.Mvc.IActionResult> Delete(string id)
                {
                    int removed;
                    removed = await _dynamo.GetTargetTable<Note>().DeleteItemAsync(
                        id,
                        new DeleteItemOperationConfig { ReturnValues = ReturnValues.AllOldAttributes }) is { Count: > 0 } ? 1 : 0;
                    return removed > 0 ? NoContent() : NotFound();
                }
            }
            """,
    }.RunAsync();
}
