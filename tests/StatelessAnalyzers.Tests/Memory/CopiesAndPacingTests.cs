using StatelessAnalyzers.Memory;
using Xunit;

namespace StatelessAnalyzers.Tests.Memory;

/// <summary>Copies of what is kept elsewhere, and state with which a process guards its own work, each beside one that looks like it.</summary>
public class CopiesAndPacingTests
{
    static Task Run(string members) => RuleTest<LongLivedState>.Run($$"""
        using System.Collections.Concurrent;
        using Microsoft.Extensions.Options;
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton<Service>();
        builder.Build().Run();
        public record Order(int Id);
        public record Token(string AccessToken, DateTime ExpiresOn);
        public interface IOrders { IEnumerable<Order> All(); Task<List<Order>> AllAsync(); Order Get(int id); Task<List<Order>> GetSince(DateTime? t); void Save(Order o); }
        public interface IApi { Task<Token> AuthorizeAsync(string client); Task<Token> LoginAsync(string user, string password); }
        public class OrderRepository { public List<Order> GetOrders() => []; }
        public class Service(IOrders orders, IApi api, ILogger<Service> logger)
        {
            public object Mine => (orders, api, logger);
            {{members}}
        }
        static class OrderFiles { public static List<Order> FillOrders() => File.ReadAllLines("a").Select(l => new Order(l.Length)).ToList(); }
        """);

    [Theory]
    [InlineData("List<Order> {|SLS3001:all|} = []; public async Task Reload() => all = await orders.AllAsync(); public void Add(Order o) { orders.Save(o); all.Add(o); } public int Count => all.Count;")]
    [InlineData("List<Order> {|SLS3001:all|} = []; public void Add(Order o) { orders.Save(o); all.Add(o); } public async Task Reload() => all = await orders.AllAsync(); public int Count => all.Count;")]
    [InlineData("readonly List<Order> {|SLS3001:all|} = []; public void Reload() { all.Clear(); all.AddRange(orders.All()); } public void Add(Order o) { orders.Save(o); all.Add(o); } public int Count => all.Count;")]
    [InlineData("readonly Dictionary<int, Order> {|SLS3001:byId|} = []; public void Reload() { byId.Clear(); foreach (var o in orders.All()) byId[o.Id] = o; } public void Add(Order o) { orders.Save(o); byId.Add(o.Id, o); } public int Count => byId.Count;")]
    [InlineData("static List<Order>? {|SLS3001:all|}; public List<Order> All() { if (all == null) { all = OrderFiles.FillOrders().ToList(); } return all; } public void Add(Order o) => All().Add(o);")]
    [InlineData("static Dictionary<Guid, List<Order>> {|SLS3001:all|} = []; public List<Order> Of(Guid shop) { if (!all.TryGetValue(shop, out var list)) all[shop] = list = OrderFiles.FillOrders().Where(o => o.Id > 0).ToList(); return list; }")]
    [InlineData("readonly OrderRepository repository = new(); List<Order> {|SLS3001:all|} = []; public void Refresh() => all = repository.GetOrders(); public void Add(Order o) => all.Add(o); public int Count => all.Count;")]
    [InlineData("readonly Dictionary<int, Order> {|SLS3001:ordersCache|} = []; public async Task Load(DateTime t) { foreach (var o in await orders.GetSince(t)) Put(new Order(o.Id + 1)); } void Put(Order o) => ordersCache[o.Id] = o; public Order Of(int id) => ordersCache[id];")]
    [InlineData("static readonly Dictionary<string, Order> {|SLS3001:byName|} = []; public Order Of(string name) { if (!byName.TryGetValue(name, out var o)) { o = orders.Get(name.Length); byName[name] = o; } return o; }")]
    public Task A_copy_that_is_loaded_again_is_a_cache(string members) => Run(members);

    [Theory]
    [InlineData("readonly List<Order> {|SLS4003:all|} = []; public void Add(Order o) { all.Add(o); } public int Count => all.Count;")]
    [InlineData("readonly List<Order> {|SLS4003:all|} = []; public void Replace(List<Order> given) { all.Clear(); all.AddRange(given); } public int Count => all.Count;")]
    [InlineData("List<Order> {|SLS4003:all|} = []; public void Set(List<Order> given) => all = given; public int Count => all.Count;")]
    [InlineData("readonly Dictionary<int, Order> {|SLS4003:byId|} = []; public void Add(Order o) => byId.Add(o.Id, o); public Order Of(int id) => byId[id];")]
    [InlineData("readonly List<Shop.Task> {|SLS4003:all|} = []; public void Add(Shop.Task t) { all.Add(t); } public int Count => all.Count; } public static class Shop { public class Task { public int Id { get; set; } }")]
    public Task What_nothing_loads_again_is_a_table(string members) => Run(members);

    [Theory]
    // Tokens with which the instance itself calls another service.
    [InlineData("string? token; public async Task<string> Token() => token ??= (await api.AuthorizeAsync(\"shop\")).AccessToken;")]
    [InlineData("string? accessToken; DateTime expires; public async Task<string> Token() { if (accessToken is null || expires < DateTime.UtcNow) { var t = await api.AuthorizeAsync(\"shop\"); accessToken = t.AccessToken; expires = DateTime.UtcNow.AddMinutes(50); } return accessToken; }")]
    [InlineData("Token? token; DateTime tokenExpiry; public async Task<Token> Get(CancellationToken stop) { if (token is null || tokenExpiry < DateTime.UtcNow) { token = await api.AuthorizeAsync(\"shop\"); tokenExpiry = token.ExpiresOn; } return token; }")]
    [InlineData("protected string? AccessToken { get; private set; } public async Task Refresh() { var answer = await api.AuthorizeAsync(\"shop\"); AccessToken = answer.AccessToken; }")]
    // When the instance tries again.
    [InlineData("DateTime? next; public async Task<bool> Try() { if (next.HasValue && DateTime.UtcNow < next.Value) { logger.LogInformation(\"not before {Next}\", next.Value); return false; } next = null; try { await orders.AllAsync(); return true; } catch { next = DateTime.UtcNow.AddDays(1); return false; } }")]
    [InlineData("DateTime? last; public async Task<int> New() { if (last.HasValue && last.Value.AddMinutes(1) > DateTime.UtcNow) return 0; var now = DateTime.UtcNow; var found = await orders.GetSince(last); last = now; return found.Count; }")]
    // Circuit breakers.
    [InlineData("int exceptionsInARow; DateTime openUntil; public void Call() { if (openUntil > DateTime.UtcNow) return; try { exceptionsInARow = 0; } catch { if (++exceptionsInARow > 5) openUntil = DateTime.UtcNow.AddSeconds(30); throw; } }")]
    [InlineData("static readonly CircuitBreaker breaker = new(); public void Call() => breaker.Fail(); public class CircuitBreaker { enum State { Closed, Open } static State state; static int count; static DateTime opened; public void Fail() { count++; opened = DateTime.UtcNow; state = count > 3 ? State.Open : State.Closed; } public string Show() => $\"{state} {count} {opened}\"; }")]
    [InlineData("readonly ConcurrentDictionary<string, int> failures = new(); public void Fail(string host) => failures.AddOrUpdate(host, 1, (_, n) => n + 1); public int Of(string host) => failures[host];")]
    // Work of this process.
    [InlineData("readonly ConcurrentDictionary<int, Order> runningExports = new(); public async Task Export(Order o) { runningExports.TryAdd(o.Id, o); try { await Task.Delay(1); } finally { runningExports.TryRemove(o.Id, out _); } } public bool IsRunning(int id) => runningExports.ContainsKey(id);")]
    [InlineData("readonly HashSet<string> inProgress = []; public void Import(string file) { inProgress.Add(file); try { } finally { inProgress.Remove(file); } } public int Count => inProgress.Count;")]
    [InlineData("int connections; public void Opened() => Interlocked.Increment(ref connections); public void Closed() => Interlocked.Decrement(ref connections); public int Count => connections;")]
    [InlineData("static class OpenConnectionCounter { static int count; public static void Up() => count++; public static void Down() => count--; public static int Get() => count; }")]
    [InlineData("readonly HashSet<Task> pendingTasks = []; public async Task Run(Task t) { pendingTasks.Add(t); await t; pendingTasks.Remove(t); } public int Count => pendingTasks.Count;")]
    [InlineData("readonly List<Weak<Order>> watched = []; public void Watch(Order o) => watched.Add(new(o)); public int Count => watched.Count; public class Weak<T>(T o) where T : class { readonly WeakReference<T> target = new(o); public bool IsAlive => target.TryGetTarget(out _); }")]
    [InlineData("readonly List<Plugin> plugins = []; public void Add(Plugin p) => plugins.Add(p); public void Clear() => plugins.Clear(); public int Count => plugins.Count; public record Plugin(string Name, System.Reflection.Assembly Assembly);")]
    [InlineData("public string? RootPath { get; private set; } int size; public void LoadArgs(IConfiguration given) { RootPath = given[\"root\"] + \"/\"; size = int.Parse(given[\"size\"] ?? \"1\"); } public int Size => size;")]
    [InlineData("readonly ConcurrentDictionary<string, IHostedService> running = new(); public void Add(string id, IHostedService s) => running.TryAdd(id, s); public void End(string id) => running.TryRemove(id, out _);")]
    [InlineData("readonly List<ISubscription> all = []; public void Listen(ISubscription s) => all.Add(s); public void End() => all.ForEach(s => s.Dispose()); public interface ISubscription : IDisposable { }")]
    [InlineData("public object It => new Tokens(); class Tokens { static string[] known = []; public Tokens() { known = new[] { \"a\", \"b\" }; } public bool Has(string v) => known.Contains(v); }")]
    // What only tests set.
    [InlineData("static Lazy<Order> first = new(() => new Order(1)); public static Order First { get => first.Value; set => first = new Lazy<Order>(() => value); }")]
    [InlineData("static Func<DateTime>? clock; static Order? fake; internal static void SetForTesting(Order o) { fake = o; clock = null; } public static Order? Fake => fake;")]
    public Task Silent_on_what_guards_the_work_of_this_process(string members) => Run(members);

    [Theory]
    [InlineData("string? {|SLS3001:token|}; public async Task Login(string user, string password) { token = (await api.LoginAsync(user, password)).AccessToken; } public string? Get() => token;")]
    [InlineData("string? {|SLS3003:token|}; public void Set(string given) => token = given; public string? Get() => token;")]
    [InlineData("DateTime? {|SLS3003:last|}; public async Task<string> Run() { if (last > DateTime.UtcNow) return \"\"; last = DateTime.UtcNow; return await Show(last); } static Task<string> Show(DateTime? t) => Task.FromResult(\"\" + t);")]
    [InlineData("int {|SLS3010:logins|}; public void Login() => logins++; public int Count => logins;")]
    [InlineData("readonly ConcurrentDictionary<string, int> {|SLS1004:failures|} = new(); public void Fail(string userName) => failures.AddOrUpdate(userName, 1, (_, n) => n + 1); public int Of(string userName) => failures[userName];")]
    [InlineData("readonly ConcurrentDictionary<string, int> {|SLS3010:downloads|} = new(); public void Load(string url) => downloads.AddOrUpdate(url, 1, (_, n) => n + 1); public int Of(string url) => downloads[url];")]
    [InlineData("readonly ConcurrentDictionary<int, Order> {|SLS4003:runningExports|} = new(); public void Begin(Order o) => runningExports.TryAdd(o.Id, o); public void End(Order o) => runningExports.TryRemove(o.Id, out _); public bool IsRunning(int id) => runningExports.ContainsKey(id);")]
    [InlineData("readonly ConcurrentDictionary<string, System.Net.WebSockets.WebSocket> {|SLS1004:active|} = new(); public async Task Serve(string id, System.Net.WebSockets.WebSocket s) { active.TryAdd(id, s); try { await Task.Delay(1); } finally { active.TryRemove(id, out _); } } public int Count => active.Count;")]
    [InlineData("int {|SLS3010:stock|} = 5; public void Buy() => stock--; public void Return() => stock++; public int Stock => stock;")]
    [InlineData("int {|SLS3010:activeUsers|}; public void Enter() => activeUsers++; public void Leave() => activeUsers--; public int Count => activeUsers;")]
    [InlineData("static Order? {|SLS3002:first|}; public static Order? First { get => first; } public static void Choose(Order value) => first = value;")]
    [InlineData("readonly List<Task<Order>> {|SLS3003:loads|} = []; public void Load(Task<Order> o) => loads.Add(o); public int Count => loads.Count;")]
    [InlineData("string? {|SLS3003:root|}; public void Set(string given) => Load(given, null); void Load(string given, IConfiguration? c) { root = given; } public string? Root => root;")]
    [InlineData("public object It(string v) => new Tokens(v); class Tokens { static string[] {|SLS3002:known|} = []; public Tokens(string v) { known = new[] { v }; } public bool Has(string v) => known.Contains(v); }")]
    // Counts under the key of a user or anything else.
    [InlineData("static readonly ConcurrentDictionary<string, int> {|SLS1004:attempts|} = new(); public bool Fail(string userName) { attempts.TryGetValue(userName, out var n); attempts[userName] = n + 1; return n > 5; }")]
    [InlineData("static readonly Dictionary<string, int> {|SLS3010:attempts|} = []; public bool Fail(string login) { if (!attempts.TryGetValue(login, out var n)) n = 0; attempts[login] = n + 1; return n > 5; }")]
    [InlineData("static readonly Dictionary<string, int> {|SLS3010:attempts|} = []; public bool Fail(string login) { attempts.TryGetValue(login, out var n); n++; attempts[login] = n; return n > 5; }")]
    [InlineData("static readonly Dictionary<string, int> {|SLS3010:attempts|} = []; public void Fail(string login) => attempts[login] = attempts.GetValueOrDefault(login) + 1; public int Of(string login) => attempts[login];")]
    [InlineData("static readonly Dictionary<string, int> {|SLS3010:attempts|} = []; public void Fail(string login) { if (attempts.ContainsKey(login)) attempts[login] = attempts[login] + 1; else attempts[login] = 1; }")]
    [InlineData("static readonly Dictionary<string, int> {|SLS3010:attempts|} = []; public void Fail(string login) { var n = attempts.ContainsKey(login) ? attempts[login] : 0; attempts[login] = n + 1; }")]
    public Task Reports_what_looks_like_it(string members) => Run(members);

    [Fact]
    public Task What_starts_under_its_full_name_is_start_up() => RuleTest<LongLivedState>.Run("""
        class Links : IHostedService
        {
            public bool Usable { get; set; }
            string address = "";
            string {|SLS3003:last|} = "";
            Task IHostedService.StartAsync(CancellationToken stop) { Usable = true; address = "a"; return Task.CompletedTask; }
            Task IHostedService.StopAsync(CancellationToken stop) => Task.CompletedTask;
            public string Address(string v) { var was = last; last = v; return was + address; }
        }
        """);

    [Fact]
    public Task A_hub_that_shows_how_many_are_connected_reports() => RuleTest<LongLivedState>.Run("""
        using Microsoft.AspNetCore.SignalR;
        public class Chat : Hub
        {
            static int {|SLS3010:connections|};
            public override async Task OnConnectedAsync() { Interlocked.Increment(ref connections); await Clients.All.SendAsync("count", connections); }
            public override async Task OnDisconnectedAsync(Exception? e) { Interlocked.Decrement(ref connections); await Clients.All.SendAsync("count", connections); }
        }
        """);
}
