using StatelessAnalyzers.Memory;
using Xunit;

namespace StatelessAnalyzers.Tests.Memory;

/// <summary>Pairs that look alike: of each, one other instances miss and one they do not.</summary>
public class JudgementTests
{
    static Task Run(string members) => RuleTest<LongLivedState>.Run($$"""
        using System.Collections.Concurrent;
        using System.Reflection;
        using Microsoft.Extensions.Options;
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton<Service>();
        builder.Build().Run();
        public record Order(int Id);
        public class ShopOptions { public int Size { get; set; } public string Name { get; set; } = ""; }
        public interface IOrders { Order Get(int id); int Count(); }
        public class Service(IConfiguration configuration, IOptions<ShopOptions> options, IOrders orders)
        {
            public object All => (configuration, options, orders);
            {{members}}
        }
        """);

    [Theory]
    // Values of one call.
    [InlineData("static bool found; public bool Find(string[] a) { found = false; foreach (var x in a) Look(x); return found; } static void Look(string x) { if (x == \"a\") found = true; }")]
    [InlineData("static bool invalid; public static bool IsMail(string v) { invalid = false; if (v.Length == 0) return true; try { v = System.Text.RegularExpressions.Regex.Replace(v, \"@\", Map); } catch (ArgumentException) { return false; } if (invalid) return false; return v.Length > 1; } static string Map(System.Text.RegularExpressions.Match m) { try { return new System.Globalization.IdnMapping().GetAscii(m.Value); } catch (ArgumentException) { invalid = true; return m.Value; } }")]
    [InlineData("static int order; public void Copy(string[] a) { order = 0; foreach (var x in a) Next(); } static int Next() { order++; return order; }")]
    [InlineData("static string? text; public string Get(string v) { try { text = v; return text + text.Length; } finally { } }")]
    [InlineData("string? text; public string Get(string v) { lock (this) { text = v; return text; } }")]
    [InlineData("readonly List<string> missing = []; public int Read(string[] a) { missing.Clear(); foreach (var x in a) Look(x); return missing.Count; } void Look(string x) { if (x.Length == 0) missing.Add(x); }")]
    // Configuration that is asked each time.
    [InlineData("static int? size; public int Size() { var v = configuration[\"size\"]; if (v != null) size = int.Parse(v); return size ?? 15; }")]
    [InlineData("static int size; public int Size() { size = options.Value.Size; return Twice(); } public int Twice() => size * 2;")]
    [InlineData("string? name; public string Name() => name = configuration.GetValue<string>(\"name\")!; public string? It => name;")]
    [InlineData("static string? region; public string? Region() { region = Environment.GetEnvironmentVariable(\"REGION\"); return It; } public static string? It => region;")]
    // When and whether this process tries again.
    [InlineData("DateTime lastError; public bool Try() { if ((DateTime.UtcNow - lastError).TotalMinutes < 30) return false; try { return true; } catch (Exception) { lastError = DateTime.UtcNow; throw; } }")]
    [InlineData("long lastTicks; public bool Try() { if (new DateTime(Interlocked.Read(ref lastTicks)) > DateTime.UtcNow.AddMinutes(-5)) return false; Interlocked.Exchange(ref lastTicks, DateTime.UtcNow.Ticks); return true; }")]
    [InlineData("DateTime? next; public bool Try() { if (next.HasValue && next.Value > DateTime.UtcNow) return false; next = DateTime.UtcNow.AddMinutes(1); return true; } public void Reset() => next = null;")]
    [InlineData("int errorCount; public bool Try() { if (errorCount > 10) return false; try { errorCount = 0; return true; } catch (Exception) { Interlocked.Increment(ref errorCount); throw; } }")]
    [InlineData("volatile bool accountError; public bool Try(int status) { if (accountError) return false; if (status == 401) accountError = true; return true; }")]
    [InlineData("public bool IsAlive { get; private set; } public void Open() => IsAlive = true;")]
    [InlineData("bool isRefreshing; public void Refresh() { if (isRefreshing) return; isRefreshing = true; try { } finally { isRefreshing = false; } }")]
    // Memos of what is computed.
    [InlineData("static readonly ConcurrentDictionary<string, string> slugs = new(); public string Slug(string v) => slugs.GetOrAdd(v, static k => Clean(k)); static string Clean(string v) { var b = \"\"; foreach (var c in v) b += Lower(c); return b; } static char Lower(char c) => char.ToLowerInvariant(c);")]
    [InlineData("static readonly ConcurrentDictionary<string, string> ranges = new(); public string Range(int a, int b) => ranges.GetOrAdd($\"{a}-{b}\", _ => { var all = Between(a, b); return string.Join('|', all); }); static IEnumerable<int> Between(int a, int b) { for (; a < b; a++) yield return a; }")]
    [InlineData("static readonly ConcurrentDictionary<string, Info> infos = new(); public Info Of(string pattern) => infos.GetOrAdd(pattern, k => { var parts = k.Split('/'); return new Info { Area = parts[0], Depth = parts.Length }; }); public class Info { public string Area { get; set; } = \"\"; public int Depth { get; set; } }")]
    [InlineData("static readonly ConcurrentDictionary<string, string> formats = new(); public string Format(System.Globalization.CultureInfo c) => formats.GetOrAdd(c.Name, _ => { var p = c.DateTimeFormat.MonthDayPattern; return p.Contains(\"d. \") ? \"d.\" : \"d\"; });")]
    [InlineData("readonly ConcurrentDictionary<string, string?> known = new(); static readonly string[] all = [\"de\", \"en\"]; public string? Find(string v) => known.GetOrAdd(v, static (k, a) => { foreach (var x in a) if (x == k) return x; return null; }, all);")]
    [InlineData("static readonly ConcurrentDictionary<string, Invoker> invokers = new(); public object Of(MethodInfo m) => invokers.GetOrAdd(m.Name, k => new Invoker(m)); public class Invoker(MethodInfo m) { public object? Call() => m.Invoke(null, null); }")]
    [InlineData("static readonly ConcurrentDictionary<string, string> texts = new(); public string Text(string culture) => texts.GetOrAdd(culture, k => { using var s = typeof(Service).Assembly.GetManifestResourceStream(k + \".json\"); if (s is null) return \"\"; using var r = new StreamReader(s); return r.ReadToEnd(); });")]
    // What this process has made sure of.
    [InlineData("static readonly ConcurrentDictionary<string, byte> initializedQueues = new(); public void Send(string queue) { if (!initializedQueues.TryAdd(queue, 0)) return; orders.Count(); }")]
    // Blocks of numbers that something shared gives.
    [InlineData("long next; long end; readonly object gate = new(); public long Next() { lock (gate) { if (next >= end) { next = orders.Count(); end = next + 100; } return next++; } }")]
    // Parts of the code.
    [InlineData("static CookiePolicyOptions? policy; public void Set(CookiePolicyOptions v) => policy = v; public bool Get => policy!.ConsentCookieValue == \"a\";")]
    [InlineData("static LinkMetadata[]? all; public LinkMetadata[] Links(IEnumerable<LinkMetadata> v) => all ??= v.ToArray(); public record LinkMetadata(string Name);")]
    [InlineData("Type[] types = []; public void Discover() => types = Assembly.GetExecutingAssembly().GetTypes(); public int Count => types.Length;")]
    // Locks that are counted.
    [InlineData("static readonly Dictionary<string, Counted<SemaphoreSlim>> locks = new(); public SemaphoreSlim Of(string k) { lock (locks) { if (locks.TryGetValue(k, out var l)) l.Count++; else locks[k] = l = new(new(1, 1)); return l.Value; } } sealed class Counted<T>(T value) { public int Count { get; set; } = 1; public T Value { get; } = value; }")]
    [InlineData("readonly ConcurrentDictionary<string, Entry> gates = new(); public Task Wait(string k) => gates.GetOrAdd(k, _ => new Entry()).Gate.WaitAsync(); public void Leave(string k) { gates[k].Gate.Release(); gates.TryRemove(k, out _); } class Entry { public SemaphoreSlim Gate { get; } = new(1); public DateTime Used; }")]
    // What the parts of the application register about themselves.
    [InlineData("static readonly List<Kind> kinds = []; static Kind[] snapshot = []; public static Kind Register(Type type) { var kind = new Kind(type); kinds.Add(kind); return kind; } public static Kind? Find(string name) => kinds.Find(k => k.Type.Name == name); public class Kind(Type type) { public Type Type => type; }")]
    [InlineData("static readonly List<Permission> all = []; public static void Register(IEnumerable<Permission> more) => all.AddRange(from p in more where !all.Any(a => a.Name == p.Name) select p); public static IReadOnlyList<Permission> Permissions => all; public record Permission(string Name);")]
    [InlineData("static readonly List<Kind> kinds = []; static Dictionary<string, Kind> byName = []; public static void Register(Type type) { kinds.Add(new Kind(type)); Index(); } public static void Override(Type old, Type type) { kinds.RemoveAll(k => k.Type == old); kinds.Add(new Kind(type)); Index(); } static void Index() => byName = kinds.ToDictionary(k => k.Type.Name); public static Kind Find(string name) => byName[name]; public class Kind(Type type) { public Type Type => type; }")]
    [InlineData("public SortedList<int, Plugin> Plugins { get; } = []; public void AddPlugin(Type type) => Plugins.Add(Plugins.Count, (Plugin)Activator.CreateInstance(type)!); public class Plugin { public string Name { get; set; } = \"\"; }")]
    [InlineData("readonly Dictionary<string, List<IHandler>> handlers = []; public void Subscribe<T>(IHandler<T> handler) { var name = typeof(T).FullName!; if (handlers.ContainsKey(name)) handlers[name].Add(handler); else handlers.Add(name, [handler]); } public int Count => handlers.Count; public interface IHandler; public interface IHandler<T> : IHandler;")]
    [InlineData("readonly ConcurrentBag<Subscription> subscriptions = []; public void Subscribe<TMessage, THandler>() => subscriptions.Add(new Subscription(typeof(TMessage).Name)); public int Count => subscriptions.Count; public record Subscription(string Name);")]
    [InlineData("readonly Dictionary<string, IEnumerable<SettingDescriptor>> byType = []; public void Register(IEnumerable<SettingDescriptor> all, string type) { byType.TryGetValue(type, out var known); if (known is not null) all = known.Concat(all); byType[type] = all; } public int Count => byType.Count; public record SettingDescriptor(string Name);")]
    [InlineData("readonly string[] names = [\"a\"]; volatile IDictionary<string, int>? cachedSizes; public IDictionary<string, int> Sizes() { var cached = cachedSizes; if (cached != null) return cached; cached = names.ToDictionary(n => n, n => n.Length); cachedSizes = cached; return cached; }")]
    // The time that tests set.
    [InlineData("public static class ShopClock { static DateTime? custom; public static DateTime Now => custom ?? DateTime.UtcNow; public static void Set(DateTime v) => custom = v; public static void Reset() => custom = null; }")]
    // What measures this process, and the work that it is at.
    [InlineData("static readonly ConcurrentDictionary<string, Gauge> gauges = new(); public void Set(string name, double v) { if (!gauges.TryGetValue(name, out var g)) g = gauges.GetOrAdd(name, k => new Gauge(k)); g.Value = v; } class Gauge { public Gauge(string name) => Instrument = new System.Diagnostics.Metrics.Meter(\"a\").CreateObservableGauge(name, () => Value); public System.Diagnostics.Metrics.ObservableGauge<double> Instrument { get; } public double Value { get; set; } }")]
    [InlineData("readonly ConcurrentDictionary<int, Lazy<Task<Order>>> inflight = new(); public async Task<Order> Get(int id) { var load = inflight.GetOrAdd(id, k => new(() => Task.Run(() => orders.Get(k)))); try { return await load.Value; } finally { Done(id); } } void Done(int id) => inflight.TryRemove(id, out _);")]
    // A property of the only instance: those who set it are judged.
    [InlineData("static readonly Settings Instance = new(); public static int Level => Settings.Level; public class Settings { static readonly Settings Instance = new(); int level; public static int Level { get => Instance.level; set => Instance.level = value; } }")]
    public Task Silent_for_one_of_the_pair(string members) => Run(members);

    [Theory]
    [InlineData("static bool {|SLS3002:found|}; public bool Find(string[] a) { foreach (var x in a) Look(x); return found; } static void Look(string x) { if (x == \"a\") found = true; }")]
    [InlineData("static int {|SLS3010:order|}; public void Copy(string[] a) { foreach (var x in a) Next(); } static int Next() { order++; return order; }")]
    [InlineData("static string? {|SLS3002:text|}; public string Get(string v) { text = v; return text; } public string? Last => text;")]
    [InlineData("static string? {|SLS3002:text|}; public string? Get(string v) { if (v.Length > 1) text = v; return text; }")]
    [InlineData("static int {|SLS3002:size|}; public void Set(int v) => size = v; public int Size() => size;")]
    [InlineData("static int {|SLS3002:size|}; public void Set(int v) => size = v + options.Value.Size; public int Size() => size;")]
    [InlineData("long {|SLS3010:next|}; long end = 100; public long Next() { if (next >= end) throw new InvalidOperationException(); return next++; }")]
    [InlineData("static Order[]? {|SLS3001:all|}; public Order[] All2() => all ??= [orders.Get(1)];")]
    [InlineData("DateTime {|SLS3003:lastRun|}; public void Run() => lastRun = DateTime.UtcNow; public DateTime LastRun => lastRun;")]
    [InlineData("DateTime {|SLS3003:lastRun|}; public string Run() { if (lastRun > DateTime.UtcNow) return \"\"; lastRun = DateTime.UtcNow; return $\"last run {lastRun}\"; }")]
    [InlineData("DateTime {|SLS3003:validUntil|}; public void Extend(DateTime v) => validUntil = v; public bool IsValid => validUntil > DateTime.UtcNow;")]
    [InlineData("int {|SLS3010:visitors|}; public void Visit() => visitors++; public void Clear() => visitors = 0; public int Visitors => visitors;")]
    [InlineData("static readonly ConcurrentDictionary<string, string> {|SLS3001:names|} = new(); public string Name(string v) => names.GetOrAdd(v, static k => Find(k)); static string Find(string v) => File.ReadAllText(v);")]
    [InlineData("readonly ConcurrentDictionary<int, Order> {|SLS3001:cache|} = new(); public Order Get(int id) => cache.GetOrAdd(id, k => orders.Get(k));")]
    [InlineData("static readonly ConcurrentDictionary<string, Room> {|SLS4003:rooms|} = new(); public Room Of(string name) => rooms.GetOrAdd(name, k => new Room(k)); public int Count => rooms.Count; public class Room(string name) { readonly List<string> said = []; public void Say(string v) => said.Add(name + v); }")]
    [InlineData("static readonly ConcurrentDictionary<string, string> {|SLS3002:titles|} = new(); public string Title(string id, string title) => titles.GetOrAdd(id, _ => title.Trim());")]
    [InlineData("static readonly ConcurrentDictionary<string, Visit> {|SLS4003:visits|} = new(); public Visit Of(string page) => visits.GetOrAdd(page, k => new Visit(k, DateTime.UtcNow)); public int Count => visits.Count; public record Visit(string Page, DateTime At);")]
    [InlineData("readonly Dictionary<string, Plan> {|SLS4003:plans|} = []; public void Save(string v) => plans[v] = new Plan(v); public Plan Of(string v) => plans[v]; public record Plan(string Name);")]
    [InlineData("string[] {|SLS3003:tags|} = []; public void Set(string[] v) => tags = v; public int Count => tags.Length;")]
    [InlineData("readonly ConcurrentDictionary<string, Basket> {|SLS4003:baskets|} = new(); public void Put(string k, string item) { var b = baskets.GetOrAdd(k, _ => new Basket()); lock (b.Gate) b.Items.Add(item); } public int Count => baskets.Count; class Basket { public readonly SemaphoreSlim Gate = new(1); public List<string> Items { get; } = []; }")]
    [InlineData("static readonly List<Plan> {|SLS4003:plans|} = []; public Plan Register(string name) { var plan = new Plan(name); plans.Add(plan); return plan; } public Plan? Find(string name) => plans.Find(p => p.Name == name); public record Plan(string Name);")]
    [InlineData("static readonly Dictionary<string, Job> {|SLS4003:jobs|} = []; public static void Begin(string id, Type type) => jobs[id] = new Job(id, type); public static Job Find(string id) => jobs[id]; public class Job(string id, Type type) { public string Id => id; public Type Type => type; }")]
    [InlineData("readonly List<string> {|SLS3003:missing|} = []; public void Read(string[] a) { missing.Clear(); missing.AddRange(a); } public int Missing => missing.Count;")]
    [InlineData("static readonly ConcurrentDictionary<string, string> {|SLS3001:texts|} = new(); public string Text(string name) => texts.GetOrAdd(name, k => { using var s = File.OpenRead(k); using var r = new StreamReader(s); return r.ReadToEnd(); });")]
    [InlineData("static readonly ConcurrentDictionary<string, byte> {|SLS3002:paid|} = new(); public bool Pay(string order) => paid.TryAdd(order, 0);")]
    // Settings of one object that one method changes are one fault.
    [InlineData("public string? {|SLS3003:A|} { get; set; } public string? B { get; set; } public string? C { get; set; } public string? D { get; set; } public void Load(Order o) { A = o.ToString(); B = A; C = A; D = A; } public string? {|SLS3003:E|} { get; set; } public void Other(string v) => E = v; public object Them => (A, B, C, D, E);")]
    [InlineData("public string? {|SLS3003:A|} { get; set; } public string? {|SLS3003:B|} { get; set; } public void Load(Order o) { A = o.ToString(); B = A; } public object Them => (A, B);")]
    [InlineData("public SortedList<int, Plan> {|SLS4003:Plans|} { get; } = []; public void AddPlan(string name) => Plans.Add(Plans.Count, new Plan(name)); public Plan First => Plans[0]; public record Plan(string Name);")]
    [InlineData("static readonly ConcurrentDictionary<string, Gauge> {|SLS4003:gauges|} = new(); public void Set(string name, double v) { if (!gauges.TryGetValue(name, out var g)) g = gauges.GetOrAdd(name, k => new Gauge(k)); g.Value = v; } public double Get(string name) => gauges[name].Value; class Gauge(string name) { public string Name => name; public double Value { get; set; } }")]
    [InlineData("readonly ConcurrentDictionary<int, Lazy<Task<Order>>> {|SLS3001:loaded|} = new(); public Task<Order> Get(int id) => loaded.GetOrAdd(id, k => new(() => Task.Run(() => orders.Get(k)))).Value;")]
    [InlineData("readonly Dictionary<string, List<Seat>> {|SLS3003:seats|} = []; public void Subscribe(string name, Seat seat) { if (seats.ContainsKey(name)) seats[name].Add(seat); else seats.Add(name, [seat]); } public int Count => seats.Count; public record Seat(int Row);")]
    [InlineData("public static class Sale { static DateTime? {|SLS3002:end|}; public static DateTime End => end ?? DateTime.MaxValue; public static void Set(DateTime v) => end = v; }")]
    [InlineData("volatile IDictionary<int, Order>? {|SLS3001:cachedOrders|}; public IDictionary<int, Order> Orders() { var cached = cachedOrders; if (cached != null) return cached; cachedOrders = new[] { orders.Get(1) }.ToDictionary(o => o.Id); return cachedOrders; }")]
    // An element that is given away is filled elsewhere.
    [InlineData("static readonly Dictionary<string, Dictionary<string, int>> {|SLS3002:stock|} = []; static Dictionary<string, int> Of(string shop) { if (!stock.ContainsKey(shop)) stock[shop] = []; return stock[shop]; } public void Set(string shop, string item, int n) => Of(shop)[item] = n; public int Get(string shop, string item) => Of(shop)[item];")]
    [InlineData("public void Louder() => Settings.Level = 3; public class Settings { static readonly Settings Instance = new(); int level; public static int {|SLS3002:Level|} { get => Instance.level; set => Instance.level = value; } }")]
    [InlineData("public class Settings { static readonly Settings {|SLS3002:Instance|} = new(); int level; public static void Louder() => Instance.level = 11; public static int Level => Instance.level; }")]
    public Task Reports_the_other_one(string members) => Run(members);

    [Fact]
    public Task Collections_of_a_library_are_no_services_but_its_services_are() => new RuleTest<LongLivedState>
    {
        IsApplication = false,
        Code = """
            using System.Collections.Concurrent;
            public interface IMulti<T> { void Put(string k, T v); }
            public interface IMarks { void Put(string k, string v); }
            public class ConcurrentMulti<T> : IMulti<T> { readonly ConcurrentDictionary<string, T> all = new(); public void Put(string k, T v) => all[k] = v; }
            public class MarkSet : IMarks { readonly ConcurrentDictionary<string, string> all = new(); public void Put(string k, string v) => all[k] = v; }
            public class Marks : IMarks { readonly ConcurrentDictionary<string, string> {|#0:all|} = new(); public void Put(string k, string v) => all[k] = v; }
            """,
        ExpectedDiagnostics =
        {
            new Microsoft.CodeAnalysis.Testing.DiagnosticResult(Rules.SLS3003_LongLivedServiceKeepsState).WithSeverity(Microsoft.CodeAnalysis.DiagnosticSeverity.Info).WithLocation(0).WithArguments("all", "Marks.Put", "Marks").WithOptions(Microsoft.CodeAnalysis.Testing.DiagnosticOptions.IgnoreAdditionalLocations),
        },
    }.RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task A_collection_of_parts_is_no_table_but_a_repository_is() => RuleTest<LongLivedState>.Run("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton<BundleCollection>();
        builder.Services.AddSingleton<Bundles>();
        builder.Build().Run();
        public record Bundle(string Route);
        public class BundleCollection { readonly Dictionary<string, Bundle> all = []; public void Add(Bundle b) => all[b.Route] = b; public void Remove(Bundle b) => all.Remove(b.Route); public Bundle Of(string r) => all[r]; }
        public class Bundles { readonly Dictionary<string, Bundle> {|SLS4003:all|} = []; public void Add(Bundle b) => all[b.Route] = b; public void Remove(Bundle b) => all.Remove(b.Route); public Bundle Of(string r) => all[r]; }
        """);

    [Fact]
    public Task What_serves_while_the_instance_starts_is_start_up() => Run("""
        class StartupLog { static readonly List<string> lines = []; static string step = ""; public void Log(string v) { lines.Add(v); step = v; } public static string All => step + lines.Count; }
        class RequestLog { static string {|SLS3002:step|} = ""; public void Log(string v) => step = v; public static string All => step; }
        """);
}
