using Microsoft.CodeAnalysis.Testing;
using StatelessAnalyzers.Memory;
using Xunit;

namespace StatelessAnalyzers.Tests.Memory;

public class LongLivedStateTests
{
    static Task Run(string code) => RuleTest<LongLivedState>.Run(code);

    static Task RunSingleton(string members) => Run($$"""
        using System.Collections.Concurrent;
        using System.Collections.Immutable;
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton<Service>();
        builder.Build().Run();
        public record Order(int Id) { public int Lines { get; set; } }
        public class Service
        {
            {{members}}
        }
        """);

    [Theory]
    [InlineData("static int {|SLS3002:value|}; public void Set(int v) => value = v;")]
    [InlineData("static int? {|SLS3002:value|}; public void Set(int v) { value = v; }")]
    [InlineData("static string {|SLS3002:value|} = \"\"; public void Set(string v) => value += v;")]
    [InlineData("static DateTime {|SLS3002:value|}; public void Set() => value = DateTime.UtcNow;")]
    [InlineData("public static string {|SLS3002:Value|} { get; set; } = \"\"; public void Set(string v) => Value = v;")]
    [InlineData("public static string {|SLS3002:Value|} { get; private set; } = \"\"; public void Set(string v) => (Value, _) = (v, 1);")]
    [InlineData("static bool {|SLS3002:maintenance|}; public void Set(bool v) => Volatile.Write(ref maintenance, v);")]
    [InlineData("static string? {|SLS3002:value|}; public void Set(string v) => Interlocked.Exchange(ref value, v);")]
    [InlineData("static int {|SLS3002:value|}; public void Set(string v) => int.TryParse(v, out value);")]
    [InlineData("static int {|SLS3002:value|}; public void Set(int v) { ref var x = ref value; x = v; }")]
    [InlineData("static (int A, int B) {|SLS3002:value|}; public void Set(int v) => value.A = v;")]
    [InlineData("static Point {|SLS3002:value|}; public void Set(int v) => value.X = v; public struct Point { public int X; }")]
    [InlineData("static readonly Settings {|SLS3002:value|} = new(); public void Set(string v) => value.Name = v; public class Settings { public string Name { get; set; } = \"\"; }")]
    [InlineData("static readonly Settings {|SLS3002:value|} = new(); public void Set(string v) => value.Inner.Name = v; public class Settings { public Settings Inner => this; public string Name { get; set; } = \"\"; }")]
    [InlineData("static readonly Lazy<Settings> {|SLS3002:value|} = new(); public void Set(string v) => value.Value.Name = v; public class Settings { public string Name { get; set; } = \"\"; }")]
    [InlineData("static readonly List<string> {|SLS3002:value|} = new(); public void Set(string v) => value.Add(v);")]
    [InlineData("static readonly string[] {|SLS3002:value|} = new string[9]; public void Set(string v) => value[1] = v;")]
    [InlineData("static readonly int[] {|SLS3002:value|} = new int[9]; public void Set(int v) => value.AsSpan()[1] = v;")]
    [InlineData("static readonly HashSet<string> {|SLS3002:value|} = new(); public void Set(string v) { var set = value; set.Add(v); }")]
    [InlineData("static readonly Dictionary<string, List<string>> {|SLS3002:value|} = new(); public void Set(string v) { if (value.TryGetValue(\"a\", out var list)) list.Add(v); }")]
    [InlineData("static readonly Dictionary<string, List<string>> {|SLS3002:value|} = new(); public void Set(string v) { foreach (var list in value.Values) list.Add(v); }")]
    [InlineData("static readonly List<string> {|SLS3002:value|} = new(); public void Set(string[] v) => Array.ForEach(v, x => value.Add(x));")]
    [InlineData("static readonly List<string> {|SLS3002:value|} = new(); public void Set(string[] v) => Array.ForEach(v, value.Add);")]
    [InlineData("static readonly List<string> {|SLS3002:value|} = new(); public void Set(string v) { Local(); void Local() => value.Insert(0, v); }")]
    [InlineData("static readonly System.Text.StringBuilder {|SLS3002:value|} = new(); public void Set(string v) => value.AppendLine(v);")]
    [InlineData("static readonly System.Collections.Hashtable {|SLS3002:value|} = new(); public void Set(string v) => value[v] = 1;")]
    [InlineData("static ImmutableList<string> {|SLS3002:value|} = []; public void Set(string v) => value = value.Add(v);")]
    [InlineData("static ImmutableList<string> {|SLS3002:value|} = []; public void Set(string v) => ImmutableInterlocked.Update(ref value, l => l.Add(v));")]
    [InlineData("static readonly ImmutableList<string>.Builder {|SLS3002:value|} = ImmutableList.CreateBuilder<string>(); public void Set(string v) => value.Add(v);")]
    [InlineData("static object? {|SLS3002:value|}; public object? Value { get => value; set => Service.value = Check(value); } static object? Check(object? v) => v;")]
    [InlineData("static class Nested { public static int {|SLS3002:Value|}; } public void Set(int v) => Nested.Value = v;")]
    [InlineData("static readonly List<string> {|SLS3002:modules|} = []; public static void AddModule(string name) => modules.Add(name); public int Count => modules.Count;")]
    [InlineData("static readonly List<string> {|SLS3002:modules|} = []; public static void RegisterModule(string name) => modules.Add(name); public static void Remove(string name) => modules.Remove(name);")]
    [InlineData("static IPlan? {|SLS3002:plan|}; public static void Set(IPlan v) => plan = v; public interface IPlan { string Name { get; } }")]
    [InlineData("static bool? {|SLS3002:IsBlocked|} { get; set; } public void Do(bool v) => IsBlocked = v;")]
    [InlineData("static class Nested { public static int Value; } static int {|SLS3002:Value|} { get => Nested.Value; set => Nested.Value = value; } public void Set(int v) => Value = v;")]
    [InlineData("static int value; static int {|SLS3002:Value|} { get => value; set { if (Service.value != value) Service.value = value; } } public void Set(int v) => Value = v;")]
    [InlineData("static int value; static int {|SLS3002:Value|} { get => value; set => Volatile.Write(ref Service.value, value); } public void Set(int v) => Value = v;")]
    [InlineData("static readonly Dictionary<int, string> {|SLS3002:names|} = []; static string Name { get => names[1]; set => names[1] = value; } public void Set(string v) => Name = v;")]
    public Task Reports_static_state_that_changes(string members) => RunSingleton(members);

    [Theory]
    [InlineData("int {|SLS3003:value|}; public void Set(int v) => value = v;")]
    [InlineData("public string {|SLS3003:Value|} { get; private set; } = \"\"; public void Set(string v) => Value = v;")]
    [InlineData("DateTime {|SLS3003:lastRun|}; public void Set() => lastRun = DateTime.UtcNow;")]
    [InlineData("readonly List<string> {|SLS3003:value|} = []; public void Set(string v) => this.value.Add(v);")]
    [InlineData("List<string>? {|SLS3003:value|}; public void Set(string v) => (value ??= []).Add(v);")]
    [InlineData("readonly ConcurrentDictionary<string, string> {|SLS3003:value|} = new(); public void Set(string v) => value[v] = v;")]
    [InlineData("readonly ConcurrentDictionary<string, Inner> {|SLS3003:value|} = new(); public void Set(string v) => value[v].Add(v); class Inner : List<string>;")]
    [InlineData("readonly ConcurrentDictionary<Inner, int> {|SLS3003:value|} = new(); public void Set() => value.TryAdd(new Inner(this), 1); class Inner(Service owner) { public void Drop() => owner.value.Remove(this, out _); }")]
    [InlineData("bool {|SLS3003:maintenanceMode|}; public void Toggle() => maintenanceMode = !maintenanceMode;")]
    [InlineData("string {|SLS3003:motto|} = \"\"; readonly Timer timer; public Service() => timer = new(_ => motto = DateTime.Now.ToString());")]
    [InlineData("string {|SLS3003:motto|} = \"\"; readonly Timer timer; public Service() => timer = new(Tick); void Tick(object? state) => motto = DateTime.Now.ToString();")]
    [InlineData("string {|SLS3003:motto|} = \"\"; void Initialize() => motto = DateTime.Now.ToString(); public void Get() => Initialize();")]
    public Task Reports_long_lived_services_that_keep_state(string members) => RunSingleton(members);

    [Fact]
    public Task Reports_types_that_the_framework_keeps() => Run("""
        public class Requests(RequestDelegate next)
        {
            string {|SLS3003:last|} = "";
            public Task InvokeAsync(HttpContext context) { last = context.Request.Path; return next(context); }
        }
        public class Worker : BackgroundService
        {
            string {|SLS3003:last|} = "";
            protected override async Task ExecuteAsync(CancellationToken token) { while (true) { await Task.Delay(1, token); last = token.ToString()!; } }
        }
        public class Errors : Microsoft.AspNetCore.Diagnostics.IExceptionHandler
        {
            Exception? {|SLS3003:last|};
            public ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken token) { last = exception; return new(true); }
        }
        public class Filter : IEndpointFilter
        {
            string {|SLS3003:last|} = "";
            public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) { last = context.ToString()!; return await next(context); }
        }
        public sealed class Single
        {
            static readonly Single instance = new();
            Single() { }
            public static Single Instance => instance;
            string {|SLS3003:last|} = "";
            public void Set(string v) => last = v;
        }
        """);

    [Fact]
    public Task Reports_primary_constructor_parameters_of_singletons() => Run("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton(new Banner("hello"));
        builder.Build().Run();
        public class Banner(string {|SLS3003:text|}) { public string Text => text; public void Set(string v) => text = v; }
        """);

    [Fact]
    public Task Reports_what_another_type_changes_once_per_file() => Run("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton<AppState>();
        var app = builder.Build();
        AppState.Version = "1";
        app.MapGet("/", () => {|SLS3002:AppState.Version|} = "2");
        app.Run();
        public class AppState
        {
            public static string Version = "";
            public string Theme { get; set; } = "";
            public List<string> Tags { get; } = [];
        }
        public class Controller1(AppState state)
        {
            public void A(string v) => {|SLS3003:state.Theme|} = v;
            public void B(string v) { state.Theme = v; {|SLS3003:state.Tags|}.Add(v); }
            public string C() => state.Theme + AppState.Version;
        }
        public class Controller2(AppState state) { public void A(string v) => {|SLS3003:state.Theme|} = v; }
        """);

    [Fact]
    public async Task Says_what_changes_it_and_where()
    {
        var test = new RuleTest<LongLivedState>
        {
            Code = """
                using System.Collections.Concurrent;
                namespace Shop;
                public class CartController
                {
                    static readonly ConcurrentDictionary<string, string> {|#0:carts|} = new();
                    public void Drop(string k) => carts.TryRemove(k, out _);
                    public void Add(string k, string v) => {|#1:carts[k] = v|};
                }
                """,
        };
        test.ExpectedDiagnostics.Add(new DiagnosticResult(Rules.SLS3002_StaticStateChanges).WithLocation(0).WithLocation(1).WithArguments("carts", "CartController.Add", "CartController"));
        await test.RunAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("static int {|SLS3010:count|}; public void Hit() => count++;")]
    [InlineData("static long {|SLS3010:count|}; public long Next() => Interlocked.Increment(ref count);")]
    [InlineData("static decimal total; static double {|SLS3010:count|}; public void Hit(double d) => count += d; public decimal Total => total;")]
    [InlineData("int {|SLS3010:count|} = 1; public int Next() => ++count;")]
    [InlineData("static int {|SLS3010:Count|} { get; set; } public void Hit() => Count++;")]
    [InlineData("static readonly ConcurrentDictionary<string, int> {|SLS3010:hits|} = new(); public void Hit(string page) => hits.AddOrUpdate(page, 1, (_, n) => n + 1);")]
    [InlineData("static readonly Dictionary<string, int> {|SLS3010:hits|} = new(); public void Hit(string page) => hits[page]++;")]
    [InlineData("static readonly Stats {|SLS3010:stats|} = new(); public void Hit() => stats.Count++; class Stats { public int Count; }")]
    [InlineData("static readonly Stats {|SLS3010:stats|} = new(); public void Hit() => Interlocked.Increment(ref stats.Count); class Stats { public int Count; }")]
    [InlineData("static readonly int[] {|SLS3010:counts|} = new int[9]; public void Hit(int i) => Interlocked.Increment(ref counts[i]);")]
    [InlineData("static int {|SLS3010:online|}; public void Connect() => online++; public void Leave() => online--;")]
    public Task Reports_counters(string members) => RunSingleton(members);

    [Theory]
    [InlineData("static int busy; public async Task Do() { Interlocked.Increment(ref busy); try { await Task.Yield(); } finally { Interlocked.Decrement(ref busy); } }")]
    [InlineData("static int next; static readonly string[] targets = [\"a\", \"b\"]; public string Next() => targets[Interlocked.Increment(ref next) % targets.Length];")]
    [InlineData("int depth; public void Do() { depth++; try { } finally { depth--; } }")]
    public Task Silent_for_gauges_and_round_robin(string members) => RunSingleton(members);

    [Theory]
    [InlineData("static readonly System.Threading.Channels.Channel<Order> {|SLS5001:work|} = System.Threading.Channels.Channel.CreateUnbounded<Order>(); public ValueTask Add(Order o) => work.Writer.WriteAsync(o);")]
    [InlineData("readonly System.Threading.Channels.Channel<Order> {|SLS5001:work|} = System.Threading.Channels.Channel.CreateBounded<Order>(9); public bool Add(Order o) => work.Writer.TryWrite(o); public IAsyncEnumerable<Order> All() => work.Reader.ReadAllAsync();")]
    [InlineData("readonly BlockingCollection<Order> {|SLS5001:work|} = new(); public void Add(Order o) => work.Add(o);")]
    [InlineData("readonly ConcurrentQueue<Order> {|SLS5001:work|} = new(); public void Add(Order o) => work.Enqueue(o); public Order? Next() => work.TryDequeue(out var o) ? o : null;")]
    [InlineData("readonly ConcurrentQueue<Func<CancellationToken, Task>> {|SLS5001:work|} = new(); public void Add(Func<CancellationToken, Task> o) => work.Enqueue(o); public bool Next() => work.TryDequeue(out _);")]
    [InlineData("readonly Queue<Order> {|SLS5001:work|} = new(); public void Add(Order o) { lock (work) work.Enqueue(o); } public Order Next() { lock (work) return work.Dequeue(); }")]
    [InlineData("readonly PriorityQueue<Order, int> {|SLS5001:work|} = new(); public void Add(Order o) => work.Enqueue(o, 1); public Order Next() => work.Dequeue();")]
    [InlineData("readonly System.Threading.Tasks.Dataflow.ActionBlock<Order> {|SLS5001:work|} = new(o => { }); public void Add(Order o) => work.Post(o);")]
    public Task Reports_queues(string members) => RunSingleton(members);

    [Theory]
    [InlineData("public async Task Do() { var channel = System.Threading.Channels.Channel.CreateUnbounded<Order>(); await channel.Writer.WriteAsync(new(1)); }")]
    [InlineData("readonly System.Threading.Channels.Channel<Order> work = System.Threading.Channels.Channel.CreateUnbounded<Order>(); public IAsyncEnumerable<Order> All() => work.Reader.ReadAllAsync();")]
    [InlineData("readonly ConcurrentBag<Order> free = new(); public Order Rent() => free.TryTake(out var o) ? o : new(1); public void Return(Order o) => free.Add(o);")]
    public Task Silent_for_local_pipelines_consumers_and_pools(string members) => RunSingleton(members);

    [Theory]
    [InlineData("static readonly List<Order> {|SLS4003:orders|} = []; public void Add(Order o) => orders.Add(o); public Order? Find(int id) => orders.FirstOrDefault(o => o.Id == id);")]
    [InlineData("readonly Dictionary<int, Order> {|SLS4003:orders|} = []; public void Add(Order o) => orders[o.Id] = o; public Order Find(int id) => orders[id];")]
    [InlineData("readonly ConcurrentDictionary<Guid, Order> {|SLS4003:orders|} = new(); public void Add(Order o) => orders.TryAdd(Guid.NewGuid(), o); public IEnumerable<Order> All() => orders.Values;")]
    [InlineData("readonly Dictionary<string, FlowDefinition> {|SLS4003:flows|} = []; public void Save(string name) => flows[name] = new FlowDefinition(name); public FlowDefinition Find(string name) => flows[name]; public record FlowDefinition(string Name);")]
    [InlineData("readonly ConcurrentQueue<Order> {|SLS4003:orders|} = new(); public void Add(Order o) => orders.Enqueue(o); public IEnumerable<Order> All() => orders.AsEnumerable();")]
    [InlineData("static ImmutableList<Order> {|SLS4003:orders|} = []; public void Add(Order o) => orders = orders.Add(o); public int Count => orders.Count;")]
    [InlineData("static readonly List<Order> {|SLS4003:orders|} = [new(1)]; public void Change(int id) { var order = orders.First(o => o.Id == id); order.Lines = 5; }")]
    public Task Reports_collections_used_as_tables(string members) => RunSingleton(members);

    [Fact]
    public Task Reports_user_state() => Run("""
        using System.Collections.Concurrent;
        using System.Net.WebSockets;
        using System.Security.Claims;
        using Microsoft.AspNetCore.SignalR;
        public record Cart { public List<string> Items { get; } = []; }
        public interface IUsers { Task<string[]> RolesOf(string user); }
        public class Online { public string[] Roles { get; set; } = []; }
        public class NoticeHub(IUsers users) : Hub
        {
            public static readonly ConcurrentDictionary<string, Online> {|SLS1004:UsersOnline|} = new();
            public override async Task OnConnectedAsync()
            {
                var roles = await users.RolesOf(Context.UserIdentifier!);
                UsersOnline.TryAdd(Context.ConnectionId, new Online { Roles = roles });
            }
        }
        public class ChatHub : Hub
        {
            static readonly ConcurrentDictionary<string, string> {|SLS1004:names|} = new();
            static readonly HashSet<string> {|SLS1004:connections|} = [];
            static readonly Dictionary<string, HashSet<string>> {|SLS1004:groups|} = [];
            public override Task OnConnectedAsync()
            {
                names[Context.ConnectionId] = "new";
                lock (connections) connections.Add(Context.ConnectionId);
                var user = Context.UserIdentifier!;
                if (!groups.TryGetValue(user, out var set))
                    groups.Add(user, set = []);
                set.Add(Context.ConnectionId);
                return base.OnConnectedAsync();
            }
        }
        public static class Carts
        {
            static readonly ConcurrentDictionary<string, Cart> {|SLS1004:carts|} = new();
            static readonly Dictionary<string, DateTime> {|SLS1004:seen|} = [];
            static readonly Dictionary<string, string> {|SLS1004:bySession|} = [];
            static readonly Dictionary<Guid, string> {|SLS1004:byHandedOver|} = [];
            public static Cart Get(ClaimsPrincipal user) => carts.GetOrAdd(user.FindFirstValue(ClaimTypes.NameIdentifier)!, _ => new Cart());
            public static void See(HttpContext context) { var name = context.User.Identity!.Name!; seen[name] = DateTime.UtcNow; }
            public static void Keep(HttpContext context) => bySession[context.Session.Id] = "a";
            public static void Mark(Guid userId, string mark) => byHandedOver[userId] = mark;
        }
        public static class Sockets
        {
            static readonly List<WebSocket> {|SLS1004:sockets|} = [];
            public static void Add(WebSocket socket) => sockets.Add(socket);
        }
        """);

    [Theory]
    // Constants and what start-up fills.
    [InlineData("const int max = 5; static readonly string[] names = [\"a\"]; static readonly TimeSpan wait = TimeSpan.FromSeconds(1); public string Name(int i) => names[i % max] + wait;")]
    [InlineData("static readonly List<string> names = [\"a\"]; static Service() { names.Add(\"b\"); Fill(); } static void Fill() => names.Add(\"c\"); public int Count => names.Count;")]
    [InlineData("public static string Name = \"a\"; public static int Max { get; set; } = 5; public string Get() => Name + Max;")]
    [InlineData("static string name = \"a\"; public static string Name { get => name; set => name = value; }")]
    [InlineData("string name; public Service(string name) => this.name = name; public string Name => name;")]
    [InlineData("int max; public Service() => Set(3); void Set(int v) => max = v; public int Max => max;")]
    [InlineData("readonly Dictionary<string, int> sizes = []; public Service(IConfiguration c) { foreach (var s in c.GetChildren()) sizes[s.Key] = 1; } public int Get(string k) => sizes[k];")]
    [InlineData("string? name; public void Initialize(string v) => name = v; public string? Name => name;")]
    [InlineData("public string Name { get; init; } = \"\"; public Service Copy(string v) => new() { Name = v };")]
    // Handles, flags and other things of this process.
    [InlineData("bool _disposed; public void Do() => _disposed = true;")]
    [InlineData("int _started; public void Do() { if (Interlocked.Exchange(ref _started, 1) == 0) { } }")]
    [InlineData("Timer? timer; public void Do() => timer = new Timer(_ => { });")]
    [InlineData("CancellationTokenSource cts = new(); public void Do() => cts = new();")]
    [InlineData("Task? running; public void Do() => running = Task.Run(() => { });")]
    [InlineData("IDisposable? subscription; public void Do(IDisposable d) => subscription = d;")]
    [InlineData("static HttpClient? client; public void Do() => client = new HttpClient();")]
    [InlineData("static readonly HttpClient client = new(); public void Do() => client.BaseAddress = new Uri(\"http://a\");")]
    [InlineData("static readonly object gate = new(); static readonly SemaphoreSlim slim = new(1); readonly Lock l = new(); public void Do() { lock (gate) slim.Wait(); l.Enter(); }")]
    [InlineData("static readonly AsyncLocal<string> current = new(); public void Do(string v) => current.Value = v;")]
    [InlineData("[ThreadStatic] static int depth; public void Do() => depth = 5;")]
    [InlineData("static Func<string>? factory; public void Do(Func<string> v) => factory = v;")]
    [InlineData("ILogger? logger; public void Do(ILogger v) => logger = v;")]
    [InlineData("static readonly System.Diagnostics.ActivitySource source = new(\"a\"); public void Do() => source.StartActivity();")]
    [InlineData("static readonly System.Diagnostics.Metrics.Meter meter = new(\"a\"); static readonly System.Diagnostics.Metrics.Counter<int> c = meter.CreateCounter<int>(\"a\"); public void Do() => c.Add(1);")]
    [InlineData("static readonly System.Buffers.ArrayPool<byte> pool = System.Buffers.ArrayPool<byte>.Shared; public void Do() => pool.Rent(5);")]
    [InlineData("readonly ConcurrentDictionary<string, object> locks = new(); public void Do(string k) { lock (locks.GetOrAdd(k, _ => new object())) { } }")]
    // Properties that hand their value on.
    [InlineData("[ThreadStatic] static int depth; public static int Depth { get => depth; set => depth = value; } public void Do() => Depth = 5;")]
    [InlineData("static readonly AsyncLocal<string> current = new(); public static string Current { get => current.Value!; set => current.Value = value; } public void Do(string v) => Current = v;")]
    [InlineData("static HttpContext It => new HttpContextAccessor().HttpContext!; public static string Theme { get => (string)It.Items[1]!; set { It.Items[1] = value; } } public void Do(string v) => Theme = v;")]
    // Changes that are none.
    [InlineData("static readonly ImmutableList<string> names = []; public void Do(string v) => names.Add(v);")]
    [InlineData("static readonly List<string> names = [\"a\"]; public List<string> Do() { var copy = new List<string>(names); copy.Add(\"b\"); return copy; }")]
    [InlineData("static readonly List<string> names = [\"a\"]; public void Do() { var copy = names.ToList(); copy.Add(\"b\"); }")]
    [InlineData("static int value = 5; public int Do() => Interlocked.CompareExchange(ref value, 0, 0) + Volatile.Read(ref value);")]
    [InlineData("static readonly List<string> names = [\"a\"]; public string Do() => nameof(names.Count) + nameof(names);")]
    [InlineData("readonly HttpContext? context; public Service(HttpContext c) => context = c; public void Do() => context!.Items[\"a\"] = 1;")]
    [InlineData("readonly List<string> names = []; public int Count => names.Count; public void Do() => names.Clear();")]
    // Plug-ins and facts.
    [InlineData("IPart[] parts = []; public void AddParts(IEnumerable<IPart> p) => parts = p.ToArray(); public interface IPart;")]
    [InlineData("static readonly Dictionary<string, Type> types = []; public void Add(Type t) => types[t.Name] = t;")]
    [InlineData("readonly Dictionary<string, JobDescriptor> jobs = []; public void AddJob(params JobDescriptor[] all) { foreach (var j in all) jobs[j.Name] = j; } public int Count => jobs.Count; public record JobDescriptor(string Name);")]
    [InlineData("readonly List<Job> jobs = []; public void AddJob(Job job) => jobs.Add(job); public int Count => jobs.Count; public class Job { public Type? Handler { get; set; } }")]
    [InlineData("static readonly List<string> modules = []; public static void RegisterModule(string name) => modules.Add(name); public int Count => modules.Count;")]
    [InlineData("static IEngine? current; public static void Replace(IEngine engine) => Interlocked.Exchange(ref current, engine); public interface IEngine { void Run(); }")]
    [InlineData("static Type[]? types; public Type[] Types { get { if (types == null) types = Finder.FindTypes<Order>().ToArray(); return types; } } static class Finder { public static IEnumerable<Type> FindTypes<T>() => []; }")]
    [InlineData("static readonly ConcurrentDictionary<Key, Call> calls = new(); public Call Get(Type t, string name) => calls.GetOrAdd(new Key(t, name), k => new Call(k.Name)); record struct Key(Type Type, string Name); public class Call(string name) { public string Name => name; }")]
    [InlineData("static bool? isDevelopment; public static bool IsDevelopment { get => isDevelopment ??= Ask(); set => isDevelopment = value; } static bool Ask() => true;")]
    [InlineData("static Dictionary<string, Order>? orders; static object? gate; public void Do() => orders = LazyInitializer.EnsureInitialized(ref orders, ref gate, () => { orders = new(StringComparer.Ordinal); return orders; });")]
    [InlineData("static Service? instance; public static Service Instance => instance ??= new();")]
    [InlineData("public static Service? Current { get; private set; } public Service() => Current = this; public static Service? It => Current;")]
    [InlineData("static string? path; public string Path => path ??= System.IO.Path.Combine(AppContext.BaseDirectory, \"a\");")]
    public Task Silent_for_what_no_other_instance_misses(string members) => RunSingleton(members);

    [Fact]
    public Task Silent_for_objects_of_a_request() => Run("""
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.Mvc.RazorPages;
        using Microsoft.AspNetCore.SignalR;
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddScoped<Basket>();
        builder.Services.AddTransient<Draft>();
        builder.Services.AddSingleton<Order>();
        builder.Services.AddScoped<Order>();
        builder.Services.Configure<ShopOptions>(o => o.Names.Add("a"));
        builder.Build().Run();
        public class Basket { readonly List<string> items = []; int count; public void Add(string v) { items.Add(v); count++; } }
        public class Draft { string text = ""; public void Set(string v) => text = v; }
        public class Order { readonly List<string> lines = []; public void Add(string v) => lines.Add(v); }
        public class ShopOptions { public List<string> Names { get; } = []; }
        public class HomeController : Controller { string last = ""; public void Index(string v) => last = v; }
        public class IndexPage : PageModel { public string Name { get; set; } = ""; public void OnGet(string v) => Name = v; }
        public class ChatHub : Hub { string last = ""; public void Send(string v) => last = v; }
        public class Filtered : Microsoft.AspNetCore.Http.IMiddleware { string last = ""; public Task InvokeAsync(HttpContext c, RequestDelegate next) { last = "a"; return next(c); } }
        public class Builder { string name = ""; public Builder Named(string v) { name = v; return this; } }
        public static class Made { public static Basket Make() { var b = new Basket(); b.Add("a"); return b; } }
        """);

    [Fact]
    public Task Silent_in_start_up_code() => Run("""
        using Microsoft.EntityFrameworkCore.Migrations;
        Settings.Name = "a";
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton<AppState>(sp => { var s = new AppState(); s.Theme = "a"; return s; });
        builder.Services.Configure<CookiePolicyOptions>(o => Settings.Name = "b");
        var app = builder.Build();
        foreach (var c in builder.Configuration.GetChildren()) Settings.Names.Add(c.Key);
        app.Services.GetRequiredService<AppState>().Theme = "b";
        app.UseSettings();
        app.Run();
        public class AppState { public string Theme { get; set; } = ""; }
        public static class Settings
        {
            public static string Name = "";
            public static readonly List<string> Names = [];
            public static IApplicationBuilder UseSettings(this IApplicationBuilder app) { Name = "c"; Names.Add("d"); return app; }
        }
        public class Startup { public static IConfiguration? Configuration; public static string Root = ""; public Startup(IConfiguration c) { Configuration = c; Root = c["a"]!; } }
        namespace Shop.Migrations { public class First { static string step = ""; public void Up() => step = "a"; } }
        namespace Microsoft.EntityFrameworkCore.Migrations { }
        """);

    [Fact]
    public Task Silent_for_methods_of_the_program_that_main_hands_on() => Run("""
        public static class Program
        {
            static string mode = "";
            static string root = "";
            public static void Main(string[] args) { MapResult(StartApp); Prepare(); }
            static void MapResult(Action<string> action) => action("a");
            static void StartApp(string v) => mode = v;
            static void Prepare() => root = mode;
            public static string All => mode + root;
        }
        """);

    [Fact]
    public Task Silent_for_constructors_of_singletons_but_not_of_controllers() => Run("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton<Once>();
        builder.Build().Run();
        public class Once { static string root = ""; public Once(IWebHostEnvironment env) => root = env.WebRootPath; }
        public class Often { static string {|SLS3002:root|} = ""; public Often(HttpContext context) => root = context.Request.Path; }
        """);

    [Theory]
    [InlineData("static int x; public void A() => x")]
    [InlineData("static int x; public void A() { x = ; }")]
    [InlineData("static List<Missing> x = new(); public void A() => x.Add(")]
    [InlineData("static Missing x; public void A() { x.Y.Z = 5; (x, ) = 3; foreach (var y in x) y.A = 1; }")]
    [InlineData("static int {|SLS3010:x|} { get; set; public void A() => x++")]
    [InlineData("static string x => field ??= System.IO.Path.Combine(\"a\"); static string y { get; set => field = value; }")]
    [InlineData("static event Missing E; public void A() { E += ")]
    [InlineData("static Service x = x = x; Service y => y.y = y; public void A() { var a = x; a = a; var b = b; b.y = a; }")]
    [InlineData("void A() => A(); void B() => C(); void C() => B(); static int {|SLS3010:x|}; void D() { E(); x++; } void E() => D(); public void F() => D();")]
    public Task Survives_half_typed_and_recursive_code(string members) => new RuleTest<LongLivedState>
    {
        CompilerDiagnostics = CompilerDiagnostics.None,
        Code = $$"""
            public class Service
            {
                {{members}}
            }
            """,
    }.RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public async Task Informs_of_services_of_a_library_that_keep_concurrent_collections()
    {
        var test = new RuleTest<LongLivedState>
        {
            IsApplication = false,
            Code = """
                using System.Collections.Concurrent;
                public interface IMarks { void Set(string k, string v); }
                public class Marks : IMarks { readonly ConcurrentDictionary<string, string> {|#0:marks|} = new(); int count; public void Set(string k, string v) { {|#1:marks[k] = v|}; count++; } }
                public class Plain { readonly ConcurrentDictionary<string, string> marks = new(); public void Set(string k, string v) => marks[k] = v; }
                public class Filled : IMarks { readonly ConcurrentDictionary<string, string> marks = new(); public Filled() => Set("a", "b"); void Set(string k, string v) => marks[k] = v; void IMarks.Set(string k, string v) { } }
                public class Scoped : IMarks { readonly ConcurrentDictionary<string, string> marks = new(); public void Set(string k, string v) => marks[k] = v; }
                public static class Registrations { public static void AddMarks(this IServiceCollection services) => services.AddScoped<IMarks, Scoped>(); }
                """,
        };
        test.ExpectedDiagnostics.Add(new DiagnosticResult(Rules.SLS3003_LongLivedServiceKeepsState).WithSeverity(Microsoft.CodeAnalysis.DiagnosticSeverity.Info).WithLocation(0).WithLocation(1).WithArguments("marks", "Marks.Set", "Marks"));
        await test.RunAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("readonly Tracker tracker = new(); public void Hit() => tracker.Hit(); class Tracker { int {|SLS3010:count|}; public void Hit() => count++; }")]
    [InlineData("static readonly Tracker tracker = new(); public void Hit() => tracker.Hit(); class Tracker { readonly List<string> {|SLS3003:marks|} = []; public void Hit() => marks.Add(\"a\"); }")]
    [InlineData("static readonly Tracker {|SLS3010:tracker|} = new(); public void Hit() => tracker.Count++; class Tracker { public int Count; }")]
    [InlineData("public void Hit() => new Tracker().Hit(); class Tracker { int count; public void Hit() => count++; }")]
    public Task Reports_what_an_object_of_a_nested_type_keeps_for_its_only_holder(string members) => RunSingleton(members);

    [Fact]
    public Task Reports_statics_of_a_library() => new RuleTest<LongLivedState>
    {
        IsApplication = false,
        Code = """
            public static class Counters { static int {|SLS3010:count|}; public static int Next() => ++count; }
            public class Plain { int count; public int Next() => ++count; }
            """,
    }.RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task Reports_autofac_scrutor_and_instance_registrations() => new RuleTest<LongLivedState>
    {
        CompilerDiagnostics = CompilerDiagnostics.None,
        Code = """
            public static class Composition
            {
                public static void Add(Autofac.ContainerBuilder builder, IServiceCollection services, Microsoft.AspNetCore.Mvc.MvcOptions options)
                {
                    builder.RegisterType<A>().As<IA>().SingleInstance();
                    builder.RegisterType<B>().InstancePerLifetimeScope();
                    services.Scan(s => s.FromAssemblyOf<A>().AddClasses(c => c.AssignableTo<IC>()).AsImplementedInterfaces().WithSingletonLifetime());
                    options.Filters.Add(new D());
                    options.Filters.Add<E>();
                    builder.Register(c => new F()).SingleInstance();
                }
            }
            public interface IA; public interface IC;
            public class A : IA { string {|SLS3003:v|} = ""; public void Set(string x) => v = x; }
            public class B { string v = ""; public void Set(string x) => v = x; }
            public class C : IC { string {|SLS3003:v|} = ""; public void Set(string x) => v = x; }
            public class D { string {|SLS3003:v|} = ""; public void Set(string x) => v = x; }
            public class E { string v = ""; public void Set(string x) => v = x; }
            public class F { string {|SLS3003:v|} = ""; public void Set(string x) => v = x; }
            """,
    }.RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task Reports_modules_and_services_of_classic_applications() => new RuleTest<LongLivedState>
    {
        References = References.Classic,
        IsApplication = false,
        Code = """
            using System.ServiceModel;
            using System.Web;
            public class Module : IHttpModule
            {
                string {|SLS3003:last|} = "";
                public void Init(HttpApplication app) => app.BeginRequest += (s, e) => last = app.Request.Path;
                public void Dispose() { }
            }
            [ServiceBehavior(InstanceContextMode = InstanceContextMode.Single)]
            public class One { int {|SLS3010:calls|}; public void Call() => calls++; }
            [ServiceBehavior(InstanceContextMode = InstanceContextMode.PerCall)]
            public class Many { int calls; public void Call() => calls++; }
            """,
    }.RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task Reports_state_in_razor_trees_only_among_generated_code() => new RuleTest<LongLivedState>
    {
        Code = "public class Empty;",
        TestState =
        {
            Sources =
            {
                ("obj/Counter_razor.g.cs", """
                    #pragma checksum "Counter.razor" "{ff1816ec-aa5e-4d10-87f7-6f4963833460}" "00"
                    // <auto-generated/>
                    public class Counter : Microsoft.AspNetCore.Components.ComponentBase
                    {
                    #nullable restore
                    #line (5,1)-(6,1) "Counter.razor"
                        static int {|SLS3010:count|};
                        int mine;
                        void Click() { count++; mine++; }
                    #line default
                    #line hidden
                    }
                    """),
                ("obj/Other.g.cs", "public class Other { static int count; public void Click() => count++; }"),
            },
        },
    }.RunAsync(TestContext.Current.CancellationToken);
}
