using StatelessAnalyzers.Data;
using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Work;
using Xunit;

namespace StatelessAnalyzers.Tests.Rewriting;

/// <summary>What each class that derives from a type holds for itself does not become one key, queue or table for all of them.</summary>
public class ObjectKindsTests
{
    const string Kinds = "builder.Services.AddSingleton<Books>(); builder.Services.AddSingleton<Songs>();";

    const string OfEachClass = "each class that derives from 'Shelf' has its own";

    static string Shelf(string members) => $"public abstract class Shelf {{ {members} }} public class Books : Shelf; public class Songs : Shelf;";

    [Fact]
    public Task Counters_are_refused() => FixRun<LongLivedState, CountInRedis>.RefusesAsync(
        Shelf("int count; public int Next() => Interlocked.Increment(ref count);"), OfEachClass + " 'count'", Kinds);

    [Fact]
    public Task Caches_are_refused() => FixRun<LongLivedState, ShareCache>.RefusesAsync(
        Shelf("readonly Dictionary<int, string> titles = new(); public string Get(int id) { if (!titles.TryGetValue(id, out var title)) titles[id] = title = Load(id); return title; } protected virtual string Load(int id) => id.ToString();"), OfEachClass + " 'titles'", Kinds);

    [Fact]
    public Task Tables_are_refused() => FixRun<LongLivedState, KeepInTable>.RefusesAsync(
        Shelf("readonly Dictionary<Guid, Item> items = new(); public void Put(Item item) => items[item.Id] = item; public Item? Find(Guid id) => items.GetValueOrDefault(id);") + "\npublic class Item { public Guid Id { get; set; } public string Name { get; set; } = \"\"; }", OfEachClass + " 'items'", Kinds);

    [Fact]
    public Task Queues_are_refused() => FixRun<LongLivedState, SendToQueue>.RefusesAsync(
        "using System.Threading.Channels;\n\npublic abstract class Shelf : BackgroundService { readonly Channel<string> names = Channel.CreateUnbounded<string>(); public ValueTask Add(string name) => names.Writer.WriteAsync(name); protected abstract void Put(string name); protected override async Task ExecuteAsync(CancellationToken token) { await foreach (var name in names.Reader.ReadAllAsync(token)) Put(name); } } public class Books : Shelf { protected override void Put(string name) { } } public class Songs : Shelf { protected override void Put(string name) { } }", OfEachClass + " 'names'", Kinds);

    [Theory]
    [InlineData("")]
    [InlineData("static ")]
    public Task Those_of_each_type_argument_are_refused(string modifier) => FixRun<LongLivedState, CountInRedis>.RefusesAsync(
        $"public class Shelf<T> {{ {modifier}int count; public int Next() => Interlocked.Increment(ref count); }}", "each 'Shelf<T>' has its own 'count'", "builder.Services.AddSingleton(typeof(Shelf<>));");

    [Theory]
    [InlineData("static int count;", "public class Books : Shelf; public class Songs : Shelf;", Kinds)]
    [InlineData("int count;", "public class Books : Shelf;", "builder.Services.AddSingleton<Books>();")]
    public async Task What_there_is_one_of_is_fixed(string count, string derived, string registers)
    {
        var text = await FixRun<LongLivedState, CountInRedis>.FixAsync($"public abstract class Shelf\n{{\n    {count}\n\n    public int Next() => Interlocked.Increment(ref count);\n}}\n\n{derived}\n", registers);
        Assert.Contains("StringIncrementAsync(\"Shelf.count\")", text, StringComparison.Ordinal);
        Assert.Contains("base(redis)", text, StringComparison.Ordinal);
    }
}
