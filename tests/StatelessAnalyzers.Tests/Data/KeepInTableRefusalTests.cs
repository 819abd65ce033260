using StatelessAnalyzers.Data;
using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Tests.Rewriting;
using Xunit;

namespace StatelessAnalyzers.Tests.Data;

public class KeepInTableRefusalTests
{
    const string Order = """

        public class Order
        {
            public Guid Id { get; set; }

            public string Customer { get; set; } = "";

            public int Quantity { get; set; }
        }
        """;

    static Task RefusesAsync(string members, string reason, string record = Order, string collection = "Dictionary<Guid, Order> orders = new()") => FixRun<LongLivedState, KeepInTable>.RefusesAsync(
        "public class Orders\n{\n    readonly " + collection + ";\n" + members + "\n}\n" + record, reason, "builder.Services.AddSingleton<Orders>();");

    const string Put = "public void Put(Order order) => orders[order.Id] = order;\n";

    [Theory]
    [InlineData("public Order First() => orders.Values.First();", "'First', which depends on the order of the records,")]
    [InlineData("public Guid First() => orders.Keys.First();", "'First', which depends on the order of the records,")]
    [InlineData("public Order? Of(string customer) => orders.Values.FirstOrDefault(o => o.Customer == customer);", "'FirstOrDefault', which depends on the order of the records,")]
    [InlineData("public List<KeyValuePair<Guid, Order>> Pairs() => orders.ToList();", "'ToList' in Test.cs")]
    [InlineData("public IDictionary<Guid, Order> All() => orders;", "the use in Test.cs")]
    [InlineData("public void Clear() => orders.Clear();", "has no counterpart in DynamoDB")]
    [InlineData("public void Rename(Guid id, string customer) => orders[id].Customer = customer;", "the change of a record in Test.cs")]
    public Task A_use_without_a_counterpart_is_named(string use, string reason) => RefusesAsync(Put + "public Order? Find(Guid id) => orders.GetValueOrDefault(id);\n" + use, reason);

    [Theory]
    [InlineData("public Order Put(Order order, int more) => orders.AddOrUpdate(order.Id, order, (_, old) => { old.Quantity += more; return old; });", "'AddOrUpdate' in Test.cs")]
    public Task A_use_of_a_concurrent_dictionary_without_a_counterpart_is_named(string use, string reason) =>
        RefusesAsync(Put + "public Order? Find(Guid id) => orders.GetValueOrDefault(id);\n" + use, reason, collection: "System.Collections.Concurrent.ConcurrentDictionary<Guid, Order> orders = new()");

    [Theory]
    [InlineData("public Order? Find(Guid id) => orders.GetValueOrDefault(id);\npublic void Add(Guid id) { var found = Find(id); if (found is not null) found.Quantity++; }", "to a value made of what was read")]
    [InlineData("public Order Find(Guid id) => orders.GetValueOrDefault(id) ?? new Order();\npublic void Rename(Guid id) { var found = Find(id); found.Customer = \"\"; }", "after it was read or stored, and nothing stores it again")]
    [InlineData("public Order? Last;\npublic Order? Find(Guid id) => id == Guid.Empty ? Last : orders.GetValueOrDefault(id);\npublic void Rename(Guid id) { var found = Find(id); if (found is not null) found.Customer = \"\"; }", "after it was read or stored, and nothing stores it again")]
    [InlineData("public Order? Find(Guid id) => orders.GetValueOrDefault(id);\npublic void Rename(Guid id) { var found = Find(id)!; Action rename = () => { found.Customer = \"\"; }; rename(); }", "in another function than the one that finds it")]
    [InlineData("public void UpdateItemAsync() { }\npublic void Rename(Guid id) { if (orders.TryGetValue(id, out var order)) order.Customer = \"\"; }", "the type has a member 'UpdateItemAsync' already")]
    [InlineData("public void Add(Guid id) { if (orders.TryGetValue(id, out var order)) order.Quantity += 1; }", "to a value made of what was read")]
    [InlineData("public void Add(Guid id) { if (orders.TryGetValue(id, out var order)) order.Quantity = order.Quantity + 1; }", "to a value made of what was read")]
    [InlineData("public void Rename(Guid id) { if (orders.TryGetValue(id, out var order)) orders[id] = new Order { Id = id, Customer = order.Customer }; }", "is made of the one that it replaces")]
    [InlineData("public void Rename() { foreach (var order in orders.Values) order.Customer = \"\"; }", "after it was read or stored")]
    [InlineData("public void Make() { var order = new Order(); Put(order); order.Customer = \"\"; }\npublic Order? Find(Guid id) => orders.GetValueOrDefault(id);", "after it was read or stored")]
    public Task A_change_that_would_be_lost_is_refused(string members, string reason) => RefusesAsync(Put + members, reason);

    [Theory]
    [InlineData("public List<string> Lines { get; set; } = [];", "'Order.Lines' is a 'List<string>'")]
    [InlineData("public IEnumerable<string> Lines { get; set; } = [];", "'Order.Lines' is a 'IEnumerable<string>'")]
    [InlineData("public IReadOnlyDictionary<string, int> Lines { get; init; } = new Dictionary<string, int>();", "'Order.Lines' is a 'IReadOnlyDictionary<string, int>'")]
    [InlineData("public IReadOnlyList<Line> Lines { get; init; } = []; public class Line { public int Count { get; set; } } static void Add(Line line) => line.Count++;", "'Order.Lines' is a 'IReadOnlyList<Order.Line>'")]
    [InlineData("public IReadOnlyList<string> Lines { get; init; } = []; public static Order Of() { var lines = new List<string>(); var order = new Order { Lines = lines }; lines.Add(\"\"); return order; }", "'Order.Lines' is a 'IReadOnlyList<string>'")]
    [InlineData("public IReadOnlyList<string> Lines { get; init; } = []; static readonly List<string> Usual = []; public static Order Of() => new() { Lines = Usual };", "'Order.Lines' is a 'IReadOnlyList<string>'")]
    [InlineData("public IReadOnlyList<string>? Lines { get; set; } = [];", "'Order.Lines' would come back as its initial value where it is null")]
    [InlineData("public string? Note { get; set; } = \"none\";", "'Order.Note' would come back as its initial value where it is null")]
    [InlineData("[Amazon.DynamoDBv2.DataModel.DynamoDBProperty(\"at\")] public DateTime PlacedAt { get; set; }", "'Order.PlacedAt' may be left without a time")]
    [InlineData("public DateTime? PlacedAt { get; set; } = DateTime.Now;", "'Order.PlacedAt' would come back as its initial value where it is null")]
    [InlineData("object JsonPropertyConverter() => this; public DateTimeOffset PlacedAt { get; init; }", "'Order' has a member 'JsonPropertyConverter' already")]
    [InlineData("public Order? Parent { get; set; }", "'Order.Parent' is a 'Order?'")]
    [InlineData("public IFormattable? Any { get; set; }", "'Order.Any' is a 'IFormattable?'")]
    [InlineData("public string Secret { get; private set; } = \"\";", "'Order.Secret' cannot be set when it is read back")]
    [InlineData("public int Count;", "'Order.Count' is a field")]
    [InlineData("public Order(Guid id) => Id = id;", "has no public constructor without parameters")]
    public Task A_record_that_does_not_come_back_as_it_was_is_refused(string member, string reason) =>
        RefusesAsync(Put + "public Order? Find(Guid id) => orders.GetValueOrDefault(id);", reason, Order.Replace("public Guid Id", member + "\n\n    public Guid Id", StringComparison.Ordinal));

    [Fact]
    public Task A_record_with_derived_classes_is_refused() =>
        RefusesAsync(Put + "public Order? Find(Guid id) => orders.GetValueOrDefault(id);", "derived classes", Order + "\n\npublic class Gift : Order;");

    [Theory]
    [InlineData("Dictionary<string, Order> orders = new(StringComparer.OrdinalIgnoreCase)", "keys that differ in case only")]
    [InlineData("Dictionary<string, Order> orders = new(Old); static readonly Dictionary<string, Order> Old = []", "the collection is made with content")]
    [InlineData("Dictionary<string, Order> orders = new() { [\"a\"] = new() { Customer = \"a\" } }", "the collection starts with content, and the program has no application and no arguments at hand where it runs, to put it in once")]
    public Task A_collection_that_is_more_than_an_empty_one_is_refused(string collection, string reason) =>
        RefusesAsync("public void Put(Order order) => orders[order.Customer] = order;\npublic Order? Find(string id) => orders.GetValueOrDefault(id);", reason, collection: collection);

    [Fact]
    public Task A_key_that_is_no_property_of_the_record_is_refused() =>
        RefusesAsync("public void Put(Guid id, Order order) => orders[id] = order;\npublic Order? Find(Guid id) => orders.GetValueOrDefault(id);", "no property of 'Order' is shown to be the key");

    [Fact]
    public Task Keys_that_are_counted_in_memory_are_refused_where_Redis_cannot_count_them() =>
        RefusesAsync("int last;\npublic void Reset() => last = 0;\npublic void Add(Order order) { order.Quantity = Interlocked.Increment(ref last); orders[order.Quantity] = order; }\npublic Order? Find(int id) => orders.GetValueOrDefault(id);", "the key of a new record is counted in memory", collection: "Dictionary<int, Order> orders = new()");

    [Theory]
    [InlineData("public void Reset() => last = 0;")]
    [InlineData("public void Close() => last--;")]
    [InlineData("public int Lane() => last % 4;")]
    public Task Keys_that_may_be_counted_in_memory_are_refused_where_Redis_cannot_count_them(string use) =>
        RefusesAsync(use + "\nint last;\npublic int Next() => Interlocked.Increment(ref last);\npublic void Add(Order order) => orders[order.Quantity] = order;\npublic Order? Find(int id) => orders.GetValueOrDefault(id);", "'last' counts in memory", collection: "Dictionary<int, Order> orders = new()");

    [Theory]
    [InlineData("public void Add(Order order) { lock (orders) { if (!orders.ContainsKey(order.Id)) orders.Add(order.Id, order); } }", "holds several uses together")]
    [InlineData("int sum;\npublic void Add(Order order) { lock (orders) { orders.Add(order.Id, order); sum += order.Quantity; } }", "also guards 'sum'")]
    public Task A_lock_around_more_than_one_use_is_refused(string member, string reason) => RefusesAsync(member + "\npublic Order? Find(Guid id) => orders.GetValueOrDefault(id);", reason);

    [Fact]
    public Task Enumeration_under_a_lock_that_does_more_is_refused() =>
        RefusesAsync(Put + "public int Sum() { lock (orders) { var sum = 0; foreach (var order in orders.Values) { sum += order.Quantity; orders.Remove(order.Id); } return sum; } }", "holds several uses together");

    [Fact]
    public Task A_caller_that_cannot_wait_is_refused() =>
        RefusesAsync(Put + "public Order? Find(Guid id) => orders.GetValueOrDefault(id);\npublic int Count => orders.Count;", "the property 'Count'");

    [Fact]
    public Task What_a_library_shows_to_everyone_is_refused() => new FixTest<LongLivedState, KeepInTable>
    {
        Code = "public static class Db\n{\n    public static readonly List<Order> {|SLS4003:Orders|} = [];\n\n    public static void Add(Order order) => Orders.Add(order);\n\n    public static int Count() => Orders.Count;\n}\n" + Order,
        IsApplication = false,
        NumberOfIncrementalIterations = 0,
    }.RunAsync();
}
