using StatelessAnalyzers.Data;
using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Tests.Rewriting;
using Xunit;

namespace StatelessAnalyzers.Tests.Data;

/// <summary>Records that take the place of others only where these are as they were read.</summary>
public class ReadRecordsTests
{
    const string Context = """
        public static class Registrations
        {
            public static void AddShop(this WebApplicationBuilder builder) => builder.Services.AddDbContext<ShopDb>(options => options.UseNpgsql(builder.Configuration.GetConnectionString("Shop")));
        }

        public class ShopDb(DbContextOptions<ShopDb> options) : DbContext(options);

        """;

    const string Record = """

        public record Order
        {
            public int Id { get; init; }

            public string Customer { get; set; } = "";

            public decimal? Total { get; init; }
        }

        """;

    const string Uses = "    public void Put(Order order) => _orders[order.Id] = order;\n\n    public Order? Find(int id) => _orders.GetValueOrDefault(id);\n\n";

    static string Orders(string members, string record) => "using System.Collections.Concurrent;\n\npublic class Orders\n{\n    private readonly ConcurrentDictionary<int, Order> _orders = new();\n\n" + Uses + members + "\n}\n" + record;

    static Task<string> FixAsync(string members, bool isDatabase, string record = Record) => FixRun<LongLivedState, KeepInTable>.FixAsync(
        (isDatabase ? "using Microsoft.EntityFrameworkCore;\n" : "") + Orders(members, record) + (isDatabase ? Context : ""), "builder.Services.AddSingleton<Orders>();" + (isDatabase ? "\nbuilder.AddShop();" : ""));

    static Task RefusesAsync(string members, string reason, string record = Record, bool isDatabase = false) => FixRun<LongLivedState, KeepInTable>.RefusesAsync(
        (isDatabase ? "using Microsoft.EntityFrameworkCore;\n" : "") + Orders(members, record) + (isDatabase ? Context : ""), reason, "builder.Services.AddSingleton<Orders>();" + (isDatabase ? "\nbuilder.AddShop();" : ""));

    const string Rename = """
            public bool Rename(int id, string customer)
            {
                if (!_orders.TryGetValue(id, out var existing))
                    return false;
                var updated = existing with { Customer = customer };
                return _orders.TryUpdate(id, updated, existing);
            }
        """;

    [Fact]
    public async Task A_row_is_updated_where_all_its_columns_are_as_they_were_read()
    {
        var fixedCode = await FixAsync(Rename, isDatabase: true);
        Assert.Contains("        return await TryUpdateOrderAsync(db, updated, existing);\n", fixedCode, StringComparison.Ordinal);
        Assert.Contains("""
                private static async Task<bool> TryUpdateOrderAsync(ShopDb db, Order row, Order read)
                {
                    // What is read next comes from the database again.
                    db.Entry(read).State = EntityState.Detached;
                    return await db.Orders
                        .Where(existing => existing.Id == row.Id && existing.Id == read.Id && existing.Customer == read.Customer && existing.Total == read.Total)
                        .ExecuteUpdateAsync(set => set
                            .SetProperty(existing => existing.Customer, row.Customer)
                            .SetProperty(existing => existing.Total, row.Total)) > 0;
                }
            """, fixedCode, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_item_is_put_where_all_its_attributes_are_as_they_were_read()
    {
        var fixedCode = await FixAsync(Rename, isDatabase: false);
        Assert.Contains("        return await TryUpdateAsync(\n            _dynamo,\n            updated,\n            existing,\n            nameof(Order.Id),\n            nameof(Order.Customer),\n            nameof(Order.Total));\n", fixedCode, StringComparison.Ordinal);
        Assert.Contains("PutItemAsync(dynamo.ToDocument(item), new PutItemOperationConfig { ConditionalExpression = unchanged });", fixedCode, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public void Replace(Order order) => _orders.TryUpdate(order.Id, order, _orders[order.Id]);", "await TryUpdateOrderAsync(db, order, await db.Orders.FindAsync(order.Id) ?? throw new KeyNotFoundException());", "await TryUpdateAsync(\n        _dynamo,\n        order,\n        await _dynamo.LoadAsync<Order>(order.Id) ?? throw new KeyNotFoundException(),")]
    [InlineData("public int Count(int id)\n    {\n        while (_orders.TryGetValue(id, out Order? current))\n        {\n            var updated = new Order { Id = current.Id, Total = current.Total + 1 };\n            if (_orders.TryUpdate(id, updated, current))\n                return 1;\n        }\n\n        return 0;\n    }", "if (await TryUpdateOrderAsync(db, updated, current))", "if (await TryUpdateAsync(\n                _dynamo,\n                updated,\n                current,\n                nameof(Order.Id),")]
    [InlineData("public void Note(int id)\n    {\n        var read = Find(id);\n        if (read is not null)\n            _ = _orders.TryUpdate(id, new Order { Id = id, Total = read.Total }, read);\n    }", "_ = await TryUpdateOrderAsync(db, new Order { Id = id, Total = read.Total }, read);", "_ = await TryUpdateAsync(")]
    [InlineData("public void Take(int id, Order order)\n    {\n        if (!_orders.TryGetValue(id, out var read) || order.Id != id)\n            return;\n        order.Customer = read.Customer;\n        if (!_orders.TryUpdate(order.Id, order, read))\n            throw new InvalidOperationException();\n    }", "if (!await TryUpdateOrderAsync(db, order, read))", "if (!await TryUpdateAsync(\n            _dynamo,\n            order,\n            read,")]
    public async Task The_record_was_read_in_each_way(string member, string inDatabase, string inDynamo)
    {
        Assert.Contains(inDatabase, await FixAsync("    " + member, isDatabase: true), StringComparison.Ordinal);
        Assert.Contains(inDynamo, await FixAsync("    " + member, isDatabase: false), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public bool Replace(Order order, Order read) => _orders.TryUpdate(order.Id, order, read);", "compares with a record that is not known to be the one that was read")]
    [InlineData("public bool Replace(Order order) => _orders.TryUpdate(order.Id, order, order);", "compares with a record that is not known to be the one that was read")]
    [InlineData("public bool Replace(Order order, Order other) { var read = _orders[order.Id]; if (order.Id > 3) read = other; return _orders.TryUpdate(order.Id, order, read); }", "compares with a record that is not known to be the one that was read")]
    [InlineData("public bool Rename(int id) { if (!_orders.TryGetValue(id, out var read)) return false; read.Customer = \"\"; return _orders.TryUpdate(id, read, read); }", "puts in the record that was read, and no other one shows what it was")]
    [InlineData("public bool Rename(int id) { if (!_orders.TryGetValue(id, out var read)) return false; var updated = read with { }; var done = _orders.TryUpdate(id, updated, read); updated.Customer = \"\"; return done; }", "after it was read or stored, and nothing stores it again")]
    [InlineData("readonly object gate = new();\n    public bool Rename(int id) { lock (gate) { return _orders.TryGetValue(id, out var read) && _orders.TryUpdate(id, read with { Customer = \"\" }, read); } }", "holds several uses together")]
    public Task What_a_database_cannot_compare_is_refused(string member, string reason) => RefusesAsync("    " + member, reason);

    [Fact]
    public Task A_record_that_compares_in_its_own_way_is_refused() =>
        RefusesAsync(Rename, "compares records as 'Order.Equals' does", Record.Replace("public decimal?", "public virtual bool Equals(Order? other) => other?.Id == Id;\n\n    public override int GetHashCode() => Id;\n\n    public decimal?", StringComparison.Ordinal));

    [Fact]
    public Task A_table_that_nothing_is_added_to_is_refused() => FixRun<LongLivedState, KeepInTable>.RefusesAsync(
        Orders(Rename, Record).Replace(Uses, "", StringComparison.Ordinal), "nothing puts a record in", "builder.Services.AddSingleton<Orders>();");

    [Fact]
    public async Task Lists_are_compared_in_an_item_and_not_in_a_row()
    {
        var record = Record.Replace("public decimal?", "public IReadOnlyList<string> Lines { get; init; } = [];\n\n    public DateTimeOffset At { get; init; }\n\n    public decimal?", StringComparison.Ordinal);
        Assert.Contains("nameof(Order.Lines),", await FixAsync(Rename, isDatabase: false, record), StringComparison.Ordinal);
        await RefusesAsync(Rename, "'Order.Lines' has no column of its own, by which 'TryUpdate' in", record, isDatabase: true);
        Assert.Contains("existing.At == read.At", await FixAsync(Rename, isDatabase: true, record.Replace("IReadOnlyList<string> Lines { get; init; } = [];", "string? Line { get; init; }", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public Task Attributes_of_other_names_are_refused() => RefusesAsync(
        "    " + Rename.Trim(), "'Customer', which is compared in Test.cs",
        Record.Replace("public string Customer", "[Amazon.DynamoDBv2.DataModel.DynamoDBProperty(\"customer\")]\n    public string Customer", StringComparison.Ordinal));

    [Fact]
    public Task A_member_of_the_name_is_not_hidden() => RefusesAsync(Rename + "\n\n    public void TryUpdateOrderAsync() { }", "the type has a member 'TryUpdateOrderAsync' already", isDatabase: true);
}
