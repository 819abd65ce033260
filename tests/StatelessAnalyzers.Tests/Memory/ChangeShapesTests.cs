using StatelessAnalyzers.Memory;
using Xunit;

namespace StatelessAnalyzers.Tests.Memory;

/// <summary>Each way to change state, and each kind of member that can hold it.</summary>
public class ChangeShapesTests
{
    static Task Run(string members) => RuleTest<LongLivedState>.Run($$"""
        using System.Collections;
        using System.Collections.Concurrent;
        using System.Collections.Immutable;
        using System.Collections.ObjectModel;
        using System.Collections.Specialized;
        using System.Runtime.CompilerServices;
        using System.Runtime.InteropServices;
        using System.Text;
        using System.Threading.Channels;
        using System.Threading.Tasks.Dataflow;
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton<Service>();
        builder.Build().Run();
        public class Settings { public string Name { get; set; } = ""; public string Field = ""; public Settings? Next { get; set; } public List<string> Names { get; } = []; public string this[int i] { get => Name; set => Name = value; } }
        public partial class Service
        {
            {{members}}
        }
        """);

    [Theory]
    [InlineData("ArrayList", "x.Add(v)")]
    [InlineData("ArrayList", "x.Insert(0, v)")]
    [InlineData("Hashtable", "x.Add(v, v)")]
    [InlineData("Hashtable", "x[v] = v")]
    [InlineData("Queue", "x.Enqueue(v)")]
    [InlineData("Stack", "x.Push(v)")]
    [InlineData("SortedList", "x.Add(v, v)")]
    [InlineData("BitArray", "x.Set(1, true)", "new(9)")]
    [InlineData("List<string>", "x.Add(v)")]
    [InlineData("List<string>", "x.AddRange(new[] { v })")]
    [InlineData("List<string>", "x.Insert(0, v)")]
    [InlineData("List<string>", "x.InsertRange(0, new[] { v })")]
    [InlineData("List<string>", "x[0] = v")]
    [InlineData("IList<string>", "x.Add(v)", "new List<string>()")]
    [InlineData("ICollection<string>", "x.Add(v)", "new List<string>()")]
    [InlineData("IDictionary<string, string>", "x[v] = v", "new Dictionary<string, string>()")]
    [InlineData("ISet<string>", "x.UnionWith(new[] { v })", "new HashSet<string>()")]
    [InlineData("HashSet<string>", "x.Add(v)")]
    [InlineData("HashSet<string>", "x.SymmetricExceptWith(new[] { v })")]
    [InlineData("SortedSet<string>", "x.Add(v)")]
    [InlineData("Dictionary<string, string>", "x.Add(v, v)")]
    [InlineData("Dictionary<string, string>", "x.TryAdd(v, v)")]
    [InlineData("Dictionary<string, string>", "CollectionsMarshal.GetValueRefOrAddDefault(x, v, out _) = v")]
    [InlineData("Dictionary<string, string>", "Put(CollectionExtensions.TryAdd(x, v, v))")]
    [InlineData("SortedDictionary<string, string>", "x[v] = v")]
    [InlineData("SortedList<string, string>", "x[v] = v")]
    [InlineData("LinkedList<string>", "x.AddFirst(v)")]
    [InlineData("LinkedList<string>", "x.AddLast(v)")]
    [InlineData("LinkedList<string>", "x.AddAfter(x.First!, v)")]
    [InlineData("LinkedList<string>", "x.First!.Value = v")]
    [InlineData("Stack<string>", "x.Push(v)")]
    [InlineData("Queue<string>", "x.Enqueue(v)")]
    [InlineData("PriorityQueue<string, int>", "x.Enqueue(v, 1)")]
    [InlineData("PriorityQueue<string, int>", "x.EnqueueRange(new[] { (v, 1) })")]
    [InlineData("PriorityQueue<string, int>", "x.EnqueueDequeue(v, 1)")]
    [InlineData("Collection<string>", "x.Add(v)")]
    [InlineData("ObservableCollection<string>", "x.Add(v)")]
    [InlineData("ObservableCollection<string>", "x.Move(0, 1)")]
    [InlineData("NameValueCollection", "x.Add(v, v)")]
    [InlineData("NameValueCollection", "x.Set(v, v)")]
    [InlineData("NameValueCollection", "x[v] = v")]
    [InlineData("StringCollection", "x.Add(v)")]
    [InlineData("StringDictionary", "x[v] = v")]
    [InlineData("HybridDictionary", "x[v] = v")]
    [InlineData("ListDictionary", "x[v] = v")]
    [InlineData("OrderedDictionary", "x.Add(v, v)")]
    [InlineData("ConcurrentDictionary<string, string>", "x[v] = v")]
    [InlineData("ConcurrentDictionary<string, string>", "x.TryAdd(v, v)")]
    [InlineData("ConcurrentDictionary<string, string>", "x.AddOrUpdate(v, v, (_, o) => o + v)")]
    [InlineData("ConcurrentDictionary<string, string>", "x.TryUpdate(v, v, v)")]
    [InlineData("ConcurrentBag<string>", "x.Add(v)")]
    [InlineData("ConcurrentStack<string>", "x.Push(v)")]
    [InlineData("ConcurrentStack<string>", "x.PushRange(new[] { v })")]
    [InlineData("ConcurrentQueue<string>", "x.Enqueue(v)")]
    [InlineData("StringBuilder", "x.Append(v)")]
    [InlineData("StringBuilder", "x.AppendLine(v)")]
    [InlineData("StringBuilder", "x.AppendFormat(\"{0}\", v)")]
    [InlineData("StringBuilder", "x.AppendJoin(',', new[] { v })")]
    [InlineData("StringBuilder", "x.Insert(0, v)")]
    [InlineData("StringBuilder", "x.Replace(\"a\", v)")]
    [InlineData("StringBuilder", "x[0] = v[0]")]
    [InlineData("ImmutableArray<string>.Builder", "x.Add(v)", "ImmutableArray.CreateBuilder<string>()")]
    [InlineData("ImmutableList<string>.Builder", "x.AddRange(new[] { v })", "ImmutableList.CreateBuilder<string>()")]
    [InlineData("ImmutableDictionary<string, string>.Builder", "x[v] = v", "ImmutableDictionary.CreateBuilder<string, string>()")]
    [InlineData("ImmutableHashSet<string>.Builder", "x.Add(v)", "ImmutableHashSet.CreateBuilder<string>()")]
    [InlineData("ImmutableSortedDictionary<string, string>.Builder", "x.Add(v, v)", "ImmutableSortedDictionary.CreateBuilder<string, string>()")]
    [InlineData("string[]", "x[0] = v", "new string[3]")]
    [InlineData("string[]", "x.SetValue(v, 0)", "new string[3]")]
    [InlineData("string[]", "Array.Fill(x, v)", "new string[3]")]
    [InlineData("string[]", "new[] { v }.CopyTo(x, 0)", "new string[3]")]
    [InlineData("string[]", "Array.Copy(new[] { v }, x, 1)", "new string[3]")]
    [InlineData("string[,]", "x[0, 1] = v", "new string[3, 3]")]
    [InlineData("string[][]", "x[0][1] = v", "[[]]")]
    [InlineData("List<string>", "CollectionsMarshal.AsSpan(x)[0] = v")]
    [InlineData("string[]", "x.AsSpan(1)[0] = v", "new string[3]")]
    [InlineData("string[]", "new Span<string>(x)[0] = v", "new string[3]")]
    [InlineData("string[]", "x.AsSpan().Fill(v)", "new string[3]")]
    [InlineData("Memory<string>", "x.Span[0] = v", "new string[3]")]
    public Task Reports_each_mutator(string type, string change, string made = "new()") => Run($"static readonly {type} {{|SLS3002:x|}} = {made}; public void Set(string v) {{ {change}; }} static void Put(object o) {{ }}");

    [Theory]
    [InlineData("BlockingCollection<string>", "x.Add(v)", "new()")]
    [InlineData("BlockingCollection<string>", "x.TryAdd(v)", "new()")]
    [InlineData("Channel<string>", "x.Writer.TryWrite(v)", "Channel.CreateUnbounded<string>()")]
    [InlineData("ChannelWriter<string>", "x.WriteAsync(v)", "Channel.CreateUnbounded<string>().Writer")]
    [InlineData("BufferBlock<string>", "x.Post(v)", "new()")]
    [InlineData("BufferBlock<string>", "x.SendAsync(v)", "new()")]
    [InlineData("ActionBlock<string>", "x.Post(v)", "new(_ => { })")]
    [InlineData("ITargetBlock<string>", "x.Post(v)", "new BufferBlock<string>()")]
    public Task Reports_each_way_into_a_pipe(string type, string change, string made) => Run($"static readonly {type} {{|SLS5001:x|}} = {made}; public void Set(string v) {{ _ = {change.Replace("x.Add(v)", "x.TryAdd(v)", StringComparison.Ordinal)}; }}");

    [Theory]
    [InlineData("static string {|SLS3002:x|} = \"\"; public void Set(string v) => x = v;")]
    [InlineData("static string {|SLS3002:x|} = \"\"; public void Set(string v) { if (v.Length > 1) { try { x = v; } finally { } } }")]
    [InlineData("static string? {|SLS3002:x|}; public string Set(string v) => x = v;")]
    [InlineData("static string? {|SLS3002:x|}; static string? {|SLS3002:y|}; public void Set(string v) => x = y = v;")]
    [InlineData("static string {|SLS3002:x|} = \"\"; static string {|SLS3002:y|} = \"\"; public void Set(string v) => (x, y) = (v, v);")]
    [InlineData("static int {|SLS3010:x|}; public void Set(int v) => x += v;")]
    [InlineData("static int {|SLS3002:x|}; public void Set(int v) => x |= v;")]
    [InlineData("static int {|SLS3010:x|}; public void Set() => x--;")]
    [InlineData("static int {|SLS3010:x|}; public int Set() { checked { return ++x; } }")]
    [InlineData("static string {|SLS3002:x|} = \"\"; public void Set(string v) => Put(ref x, v); static void Put(ref string s, string v) => s = v;")]
    [InlineData("static string {|SLS3002:x|} = \"\"; public void Set(string v) => Put(out x, v); static void Put(out string s, string v) => s = v;")]
    [InlineData("static int {|SLS3002:x|}; public void Set(int v) => new Taker(ref x); class Taker { public Taker(ref int s) => s = 1; }")]
    [InlineData("static int {|SLS3002:x|}; public void Set(int v) { ref var r = ref Of(); r = v; } static ref int Of() => ref x;")]
    [InlineData("static int {|SLS3002:x|}; public void Set(int v) => Of() = v; static ref int Of() => ref x;")]
    [InlineData("static readonly int[] {|SLS3002:x|} = new int[5]; public void Set(int v) { ref var r = ref x[1]; r = v; }")]
    [InlineData("static string? {|SLS3002:x|}; public void Set(string v) => Interlocked.Exchange(ref x, v);")]
    [InlineData("static string? {|SLS3002:x|}; public void Set(string v) => Interlocked.CompareExchange(ref x, v, \"a\");")]
    [InlineData("static long {|SLS3010:x|}; public void Set() => Interlocked.Add(ref x, 2);")]
    [InlineData("static long {|SLS3002:x|}; public void Set(long v) => Interlocked.Or(ref x, v);")]
    [InlineData("static bool {|SLS3002:blocked|}; public void Set(bool v) => Volatile.Write(ref blocked, v);")]
    [InlineData("static int {|SLS3002:x|}; public void Set(int v) => Unsafe.AsRef(in x) = v;")]
    [InlineData("static int {|SLS3002:x|}; public void Set(uint v) => Unsafe.As<int, uint>(ref x) = v;")]
    [InlineData("static readonly int[] {|SLS3002:x|} = new int[5]; public void Set(int v) => Unsafe.Add(ref x[0], 1) = v;")]
    [InlineData("static int {|SLS3002:x|}; public unsafe void Set(int v) { fixed (int* p = &x) *p = v; }")]
    [InlineData("static readonly Settings {|SLS3002:x|} = new(); public void Set(string v) => x.Name = v;")]
    [InlineData("static readonly Settings {|SLS3002:x|} = new(); public void Set(string v) => x.Field = v;")]
    [InlineData("static readonly Settings {|SLS3002:x|} = new(); public void Set(string v) => x.Next!.Next!.Next!.Name = v;")]
    [InlineData("static readonly Settings {|SLS3002:x|} = new(); public void Set(string v) => x.Next!.Names.Add(v);")]
    [InlineData("static readonly Settings {|SLS3002:x|} = new(); public void Set(string v) => x[1] = v;")]
    [InlineData("static readonly Settings {|SLS3002:x|} = new(); public void Set(string v) { if (x.Next is { } next) next.Name = v; }")]
    [InlineData("static readonly Settings {|SLS3002:x|} = new(); public void Set(string v) => x.Next?.Names.Add(v);")]
    [InlineData("static readonly List<Settings> {|SLS4003:x|} = [new()]; public void Set(string v) => x[0].Name = v;")]
    [InlineData("static readonly Settings[] {|SLS4003:x|} = [new()]; public void Set(string v) => x[^1].Name = v;")]
    [InlineData("static readonly Dictionary<string, Settings> {|SLS4003:x|} = []; public void Set(string v) => x[v].Next!.Name = v;")]
    [InlineData("static readonly Lazy<List<string>> {|SLS3002:x|} = new(() => []); public void Set(string v) => x.Value.Add(v);")]
    [InlineData("static readonly Lazy<Settings> {|SLS3002:x|} = new(() => new()); public void Set(string v) => x.Value.Name = v;")]
    [InlineData("static readonly StrongBox<string> {|SLS3002:x|} = new(); public void Set(string v) => x.Value = v;")]
    [InlineData("static readonly List<string> {|SLS3002:x|} = []; public void Set(string v) { var a = x; var b = a; b.Add(v); }")]
    [InlineData("static readonly List<string> {|SLS3002:x|} = []; public void Set(string v) { List<string> a; a = x; a.Add(v); }")]
    [InlineData("static readonly Settings {|SLS3002:x|} = new(); public void Set(string v) { var a = x; a.Name = v; }")]
    [InlineData("static readonly List<string> {|SLS3002:x|} = []; public void Set(string v) => All().Add(v); static List<string> All() => x;")]
    [InlineData("static readonly List<string> {|SLS3002:x|} = []; public void Set(string v) { var a = All(); a.Add(v); } static List<string> All() { lock (x) { return x; } }")]
    [InlineData("static readonly Settings {|SLS3002:x|} = new(); public void Set(string v) => Current.Name = v; static Settings Current => x;")]
    [InlineData("static readonly List<Settings> {|SLS4003:x|} = []; public void Set(string v) { foreach (var s in x) s.Name = v; }")]
    [InlineData("static readonly List<Settings> {|SLS4003:x|} = []; public void Set(string v) { foreach (var s in x.Where(s => s.Name == v)) s.Name = \"\"; }")]
    [InlineData("static readonly List<Settings> {|SLS4003:x|} = []; public void Set(string v) => x.ForEach(s => s.Name = v);")]
    [InlineData("static readonly Dictionary<string, Settings> {|SLS4003:x|} = []; public void Set(string v) { foreach (var (_, s) in x) s.Name = v; }")]
    [InlineData("static readonly List<Settings> {|SLS4003:x|} = []; public void Set(string v) => x.First(s => s.Name == v).Name = \"\";")]
    [InlineData("static readonly List<string> {|SLS3002:x|} = []; public void Set(string v) { Action a = () => x.Add(v); a(); }")]
    [InlineData("static readonly List<string> {|SLS3002:x|} = []; public void Set(string v) { void Local() { x.Add(v); } Local(); }")]
    [InlineData("static readonly List<string> {|SLS3002:x|} = []; public void Set(IEnumerable<string> v) => v.ToList().ForEach(x.Add);")]
    [InlineData("static readonly List<string> {|SLS3002:x|} = []; public async Task Set(string v) { await Task.Yield(); x.Add(v); }")]
    [InlineData("static readonly List<string> {|SLS3002:x|} = []; public IEnumerable<int> Set(string v) { x.Add(v); yield return 1; }")]
    [InlineData("static ImmutableList<string> {|SLS3002:x|} = []; public void Set(string v) => x = x.Add(v);")]
    [InlineData("static ImmutableDictionary<string, string> {|SLS3002:x|} = ImmutableDictionary<string, string>.Empty; public void Set(string v) => ImmutableInterlocked.TryAdd(ref x, v, v);")]
    [InlineData("static ImmutableQueue<string> {|SLS3002:x|} = []; public void Set(string v) => ImmutableInterlocked.Enqueue(ref x, v);")]
    [InlineData("static IReadOnlyList<string> {|SLS3002:x|} = []; public void Set(string v) => x = [.. x, v];")]
    public Task Reports_each_change(string members) => Run(members);

    [Theory]
    [InlineData("static readonly ImmutableList<string> x = []; public void Set(string v) => x.Add(v);")]
    [InlineData("static readonly ImmutableDictionary<string, string> x = ImmutableDictionary<string, string>.Empty; public object Set(string v) => x.SetItem(v, v);")]
    [InlineData("static readonly List<string> x = []; public List<string> Set(string v) { var copy = x.ToList(); copy.Add(v); return copy; }")]
    [InlineData("static readonly List<string> x = []; public void Set(string v) => All().Add(v); static List<string> All() => [.. x];")]
    [InlineData("static readonly Settings x = new(); public Settings Set(string v) { var a = Copy(); a.Name = v; return a; } static Settings Copy() => new() { Name = x.Name };")]
    [InlineData("static readonly string[] x = [\"a\"]; public string[] Set(string v) { var copy = (string[])x.Clone(); copy[0] = v; return copy; }")]
    [InlineData("static readonly string[] x = [\"a\"]; public void Set(string[] v) => x.CopyTo(v, 0);")]
    [InlineData("static readonly string[] x = [\"a\"]; public void Set(string[] v) => Array.Copy(x, v, 1);")]
    [InlineData("static readonly string[] x = [\"a\"]; public int Set(string v) => Array.IndexOf(x, v) + x.AsSpan().IndexOf(v) + Array.BinarySearch(x, v);")]
    [InlineData("static readonly List<string> x = [\"a\"]; public void Set(string v) { var a = x; a = []; a.Add(v); }")]
    [InlineData("static readonly List<string> x = [\"a\"]; public void Set(string v) => X.Add(v); static List<string> X => [.. x];")]
    [InlineData("static readonly List<string> x = [\"a\"]; public void Set(string v) { var all = x.Where(s => s != v).ToList(); all.Add(v); all[0] = v; }")]
    [InlineData("static readonly Settings x = new(); public Settings Set(string v) { foreach (var s in new[] { x }.Select(s => new Settings { Name = s.Name })) { s.Name = v; return s; } return x; }")]
    [InlineData("static int x = 5; public int Set(in int v) => Read(in x) + Unsafe.As<int, int>(ref Unsafe.AsRef(in x)); static int Read(in int v) => v;")]
    [InlineData("static readonly Dictionary<string, string> x = new() { [\"a\"] = \"b\" }; public string Set(string v) => x.TryGetValue(v, out var found) ? found : v;")]
    public Task Silent_where_only_a_copy_changes(string members) => Run(members);

    [Theory]
    [InlineData("public class Holder { static int {|SLS3002:x|}; public void Set(int v) => x = v; }")]
    [InlineData("public struct Holder { static int {|SLS3002:x|}; public void Set(int v) => x = v; }")]
    [InlineData("public readonly struct Holder { static readonly List<int> {|SLS3002:x|} = []; public void Set(int v) => x.Add(v); }")]
    [InlineData("public record Holder(int A) { static int {|SLS3002:x|}; public void Set(int v) => x = v; }")]
    [InlineData("public record struct Holder(int A) { static readonly List<int> {|SLS3002:x|} = []; public void Set(int v) => x.Add(v); }")]
    [InlineData("public interface IHolder { static int {|SLS3002:x|}; void Set(int v) => x = v; }")]
    [InlineData("public static class Holder { static int {|SLS3002:x|}; public static void Set(int v) => x = v; }")]
    [InlineData("public class Holder<T> { static T? {|SLS3002:x|}; public void Set(T v) => x = v; }")]
    [InlineData("public class Outer { public class Inner { public static int {|SLS3002:X|}; } public void Set(int v) => Inner.X = v; }")]
    [InlineData("public class Outer { static int {|SLS3002:x|}; public class Inner { public void Set(int v) => x = v; } }")]
    [InlineData("public partial class Holder { static int {|SLS3002:x|}; } public partial class Holder { public void Set(int v) => x = v; }")]
    [InlineData("public class Holder { public static int {|SLS3002:X|} { get; set; } public void Set(int v) => X = v; }")]
    [InlineData("public class Holder { public static List<int> {|SLS3002:X|} { get; } = []; public void Set(int v) => X.Add(v); }")]
    [InlineData("public class Holder { static event Action? {|SLS3009:E|}; public void Set(Action v) { E += v; E?.Invoke(); } }")]
    [InlineData("public class Holder { static Action? e; static event Action? {|SLS3009:E|} { add => e += value; remove => e -= value; } public void Set(Action v) { E += v; e?.Invoke(); } }")]
    [InlineData("public class Holder { static (int A, List<int> B) {|SLS3002:x|} = (1, []); public void Set(int v) => x.B.Add(v); }")]
    [InlineData("public enum E { A } public class Holder { static E {|SLS3002:x|}; public void Set(E v) => x = v; }")]
    [InlineData("public class Base { protected static int {|SLS3002:x|}; public void Set(int v) => x = v; } public class Holder : Base { public int Get() => x; }")]
    [InlineData("public class Base { protected static int x; } public class Holder : Base { public void Set(int v) => {|SLS3002:x|} = v; }")]
    [InlineData("public static class Holder { public static int X; } public class User { public void Set(int v) => {|SLS3002:Holder.X|} = v; }")]
    [InlineData("public static class Holder { internal static readonly List<int> X = []; } public class User { public void Set(int v) => {|SLS3002:Holder.X|}.Add(v); }")]
    [InlineData("public static class Holder { public static (int A, int B) X; } public class User { public void Set(int v) => {|SLS3002:Holder.X|}.A = v; }")]
    [InlineData("public static class Holder { static readonly List<int> x = []; public static List<int> X => x; } public class User { public void Set(int v) => {|SLS3002:Holder.X|}.Add(v); }")]
    [InlineData("public static class Holder { static readonly List<int> x = []; public static List<int> X { get { return x; } } } public class User { public void Set(int v) { var all = {|SLS3002:Holder.X|}; all.Add(v); } }")]
    [InlineData("using static Holder; public static class Holder { public static int X; } public class User { public void Set(int v) => {|SLS3002:X|} = v; }")]
    public Task Reports_each_kind_of_static_member(string code) => RuleTest<LongLivedState>.Run(code);

    [Fact]
    public Task Reports_a_part_in_another_file() => new RuleTest<LongLivedState>
    {
        Code = "public partial class Holder { static int {|SLS3002:x|}; }",
        TestState = { Sources = { ("Other.cs", "public partial class Holder { public void Set(int v) => x = v; }") } },
    }.RunAsync(TestContext.Current.CancellationToken);

    [Theory]
    [InlineData("public class Holder { string {|SLS3003:x|} = \"\"; public void Set(string v) => x = v; }")]
    [InlineData("public record Holder { public string {|SLS3003:X|} { get; set; } = \"\"; public void Set(string v) => X = v; }")]
    [InlineData("public class Holder { public required List<string> {|SLS3003:X|} { get; set; } public void Set(string v) => X.Add(v); }", "new Holder { X = [] }")]
    [InlineData("public class Holder(List<string> {|SLS3003:x|}) { public void Set(string v) => x.Add(v); }", "new Holder([])")]
    [InlineData("public class Holder(string {|SLS3003:x|}) { public string X => x; public void Set(string v) => x = v; }", "new Holder(\"\")")]
    [InlineData("public class Holder(string x) { string {|SLS3003:y|} = x; public void Set(string v) => y = v; }", "new Holder(\"\")")]
    [InlineData("public class Holder { Point {|SLS3003:x|}; public void Set(int v) => x.X = v; struct Point { public int X; } }")]
    [InlineData("public class Holder { Point x; public void Set(int v) => x.Move(v); struct Point { int {|SLS3003:a|}; public void Move(int v) => a = v; } }")]
    [InlineData("public class Holder { readonly Inner {|SLS3003:x|} = new(); public void Set(string v) => x.Name = v; class Inner { public string Name = \"\"; } }")]
    [InlineData("public class Holder { public event Action? {|SLS3009:E|}; public void Set(Action v) { E += v; E?.Invoke(); } }", "new Holder()", "public class Page(Holder h) { public void Show() => {|SLS3009:h.E|} += () => { }; }")]
    public Task Reports_each_kind_of_member_of_a_singleton(string type, string made = "new Holder()", string more = "") => RuleTest<LongLivedState>.Run($$"""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton({{made}});
        builder.Build().Run();
        {{type}}
        {{more}}
        """);
}
