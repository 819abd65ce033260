using StatelessAnalyzers.Work;
using Xunit;

namespace StatelessAnalyzers.Tests.Work;

public class LockOfOneProcessTests
{
    const string Usings = """
        using System.Collections.Concurrent; using Amazon.DynamoDBv2; using Amazon.DynamoDBv2.Model; using Dapper; using Microsoft.EntityFrameworkCore;
        using Microsoft.Extensions.Caching.Distributed; using Microsoft.Extensions.Caching.Memory;

        """;

    const string Shop = """

        public class Stock { public int Id { get; set; } public int Left { get; set; } }
        public class ShopContext : DbContext { public DbSet<Stock> Stock => Set<Stock>(); }
        """;

    static Task Run(string code) => new RuleTest<LockOfOneProcess>
    {
        References = [.. References.AspNetCore, .. References.EntityFramework, .. References.Dapper, .. References.DynamoDB, .. References.RedisCache],
        Code = Usings + code + Shop,
    }.RunAsync();

    static Task RunBody(string body) => Run($$"""
        namespace Shop.Web
        {
            public partial class Orders(ShopContext shop, IDistributedCache cache, System.Data.IDbConnection connection, IAmazonDynamoDB dynamo, HttpClient http, StackExchange.Redis.IDatabase redis, IMemoryCache memory)
            {
                static readonly object Gate = new();
                static readonly Lock NewGate = new();
                readonly SemaphoreSlim _one = new(1, 1);
                readonly SemaphoreSlim _ten = new SemaphoreSlim(10);
                static readonly Mutex Machine = new(false, "Global\\shop");
                readonly ConcurrentDictionary<string, SemaphoreSlim> _gates = new();
                readonly Dictionary<int, int> _left = new();
                object All => new object[] { Gate, NewGate, _one, _ten, Machine, _gates, _left, shop, cache, connection, dynamo, http, redis, memory };

                public async Task Take(int id, CancellationToken token)
                {
                    await Task.Yield();
                    {{body}}
                }
            }
        }
        """);

    [Theory]
    [InlineData("{|SLS5004:lock|} (Gate) { var s = shop.Stock.First(x => x.Id == id); s.Left--; shop.SaveChanges(); }")]
    [InlineData("{|SLS5004:lock|} (Gate) { if (shop.Stock.Find(id) is { } s) { s.Left--; shop.SaveChanges(); } }")]
    [InlineData("{|SLS5004:lock|} (Gate) { foreach (var s in shop.Stock.Where(x => x.Left > 0).ToList()) s.Left--; shop.SaveChanges(); }")]
    [InlineData("{|SLS5004:lock|} (NewGate) { var n = connection.ExecuteScalar<int>(\"select\"); connection.Execute(\"update\", n); }")]
    [InlineData("{|SLS5004:lock|} (Gate) { using var c = connection.CreateCommand(); var n = c.ExecuteScalar(); c.ExecuteNonQuery(); }")]
    [InlineData("{|SLS5004:lock|} (Gate) { var n = File.ReadAllText(\"n\"); File.WriteAllText(\"n\", n + 1); }")]
    [InlineData("await {|SLS5004:_one.WaitAsync|}(token); try { var s = await shop.Stock.FirstAsync(x => x.Id == id, token); s.Left--; await shop.SaveChangesAsync(token); } finally { _one.Release(); }")]
    [InlineData("{|SLS5004:_one.Wait|}(); var n = cache.GetString(\"n\"); cache.SetString(\"n\", n + 1); _one.Release();")]
    [InlineData("var gate = _gates.GetOrAdd(\"x\", _ => new SemaphoreSlim(1, 1)); await {|SLS5004:gate.WaitAsync|}(); var n = await redis.StringGetAsync(\"n\"); await redis.StringSetAsync(\"n\", (int)n + 1); gate.Release();")]
    [InlineData("{|SLS5004:Monitor.Enter|}(Gate); try { var s = shop.Stock.Find(id); shop.SaveChanges(); } finally { Monitor.Exit(Gate); }")]
    [InlineData("if ({|SLS5004:Machine.WaitOne|}()) { var s = shop.Stock.Count(); shop.SaveChanges(); Machine.ReleaseMutex(); }")]
    [InlineData("await {|SLS5004:_one.WaitAsync|}(); var i = await dynamo.GetItemAsync(new GetItemRequest()); await dynamo.PutItemAsync(new PutItemRequest()); _one.Release();")]
    [InlineData("await {|SLS5004:_one.WaitAsync|}(); var t = await http.GetStringAsync(\"/n\"); await http.PutAsync(\"/n\", new StringContent(t)); _one.Release();")]
    [InlineData("Action take = () => { {|SLS5004:lock|} (Gate) { var s = shop.Stock.Find(id); shop.SaveChanges(); } }; take();")]
    public Task Reports_a_lock_that_reads_and_then_writes_what_all_share(string body) => RunBody(body);

    [Fact]
    public Task Reports_in_an_endpoint_and_with_a_lock_of_top_level_statements() => Run("""
        var gate = new SemaphoreSlim(1);
        var app = WebApplication.Create(args);
        app.MapPost("/{id}", async (int id, ShopContext shop) =>
        {
            await {|SLS5004:gate.WaitAsync|}();
            try { var s = await shop.Stock.FindAsync(id); s!.Left--; await shop.SaveChangesAsync(); }
            finally { gate.Release(); }
        });
        app.Run();
        """);

    [Theory]
    [InlineData("lock (_left) { _left.TryGetValue(id, out var n); _left[id] = n - 1; }")]
    [InlineData("lock (Gate) { shop.SaveChanges(); }")]
    [InlineData("lock (Gate) { var s = shop.Stock.Find(id); _left[id] = s!.Left; }")]
    [InlineData("var s = shop.Stock.Find(id); lock (Gate) { shop.SaveChanges(); }")]
    [InlineData("lock (Gate) { shop.SaveChanges(); var s = shop.Stock.Find(id); }")]
    [InlineData("lock (Gate) { var n = File.ReadAllText(\"n\"); cache.SetString(\"n\", n); }")]
    [InlineData("await _ten.WaitAsync(); try { var s = shop.Stock.Find(id); await shop.SaveChangesAsync(); } finally { _ten.Release(); }")]
    [InlineData("await _one.WaitAsync(); _one.Release(); var s = shop.Stock.Find(id); await shop.SaveChangesAsync();")]
    [InlineData("await _one.WaitAsync(); try { if (!memory.TryGetValue(id, out _)) memory.Set(id, await shop.Stock.FirstAsync()); } finally { _one.Release(); }")]
    [InlineData("lock (Gate) { File.AppendAllText(\"log\", \"x\"); }")]
    [InlineData("await redis.LockTakeAsync(\"x\", \"y\", TimeSpan.FromSeconds(1)); var s = shop.Stock.Find(id); await shop.SaveChangesAsync();")]
    public Task Silent_for_other_locks(string body) => RunBody(body);

    [Fact]
    public Task Silent_at_start_up() => Run("""
        var gate = new object();
        var app = WebApplication.Create(args);
        lock (gate) { var shop = new ShopContext(); if (!shop.Stock.Any()) shop.SaveChanges(); }
        app.Run();
        """);

    [Fact]
    public Task Silent_for_own_types_of_the_same_name() => new RuleTest<LockOfOneProcess>
    {
        Code = """
            namespace Own
            {
                class DbContext { public object? Find(int id) => null; public void SaveChanges() { } }
                class SemaphoreSlim(int n) { public int N => n; public void Wait() { } }
                class Orders { readonly SemaphoreSlim one = new(1); void Take(DbContext shop) { one.Wait(); lock (this) { shop.Find(1); shop.SaveChanges(); } } }
            }
            """,
    }.RunAsync();

    [Theory]
    [InlineData("class O { void M(object g) { lock ( { File.ReadAllText( ; File.WriteAllText( } lock (g) } }")]
    [InlineData("class O { SemaphoreSlim s = new( ; void M() { s.Wait( ; File.Exists(\"\"); File.Delete(\"\" } int P => s.Wait }")]
    public Task Broken_code_is_read_without_an_exception(string code) => RuleTest<LockOfOneProcess>.Survives(code, References.AspNetCore);
}
