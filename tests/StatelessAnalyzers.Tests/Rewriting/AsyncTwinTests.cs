using Xunit;

namespace StatelessAnalyzers.Tests.Rewriting;

public class AsyncTwinTests
{
    const string Policy = """

        public class Policy
        {
            public T Run<T>(string name, Func<string, T> work) => work(name);

            public Task<T> RunAsync<T>(string name, Func<string, Task<T>> work) => work(name);

            public void Do(Action work) => work();

            public ValueTask DoAsync(Func<ValueTask> work) => work();

            public T Ask<T>(Func<T> work) => work();

            public Task<T> AskAsync<T>(Func<CancellationToken, Task<T>> work) => work(default);

            public string Tell(Func<string> work) => work();

            public Task<int> TellAsync(Func<Task<string>> work) => Task.FromResult(work().Id);

            public string Hear(Func<string> work) => work();

            public static Task<string> HearAsync(Func<Task<string>> work) => work();
        }

        """;

    static string Store(string member) => $"using Microsoft.Extensions.Caching.Memory;\n\npublic class Store(IMemoryCache cache, Policy policy)\n{{\n    {member}\n}}\n{Policy}";

    [Theory]
    [InlineData(
        "public string? Get(string k) => cache.GetOrCreate(k, entry => Probe.Load(k));",
        "public async Task<string?> Get(string k) => await cache.GetOrCreateAsync(k, async entry => await Probe.LoadAsync(k));")]
    [InlineData(
        "public string Get(string k) { return cache.GetOrCreate<string>(k, entry => { entry.SlidingExpiration = TimeSpan.FromMinutes(1); return Probe.Load(k); })!.Trim(); }",
        "public async Task<string> Get(string k) { return (await cache.GetOrCreateAsync<string>(k, async entry => { entry.SlidingExpiration = TimeSpan.FromMinutes(1); return await Probe.LoadAsync(k); }))!.Trim(); }")]
    [InlineData(
        "public string? Get(string k) => CacheExtensions.GetOrCreate(cache, k, entry => Probe.Load(k));",
        "public async Task<string?> Get(string k) => await CacheExtensions.GetOrCreateAsync(cache, k, async entry => await Probe.LoadAsync(k));")]
    [InlineData(
        "public string? Get(string k) => cache.GetOrCreate(factory: _ => Probe.Load(k), key: k);",
        "public async Task<string?> Get(string k) => await cache.GetOrCreateAsync(factory: async _ => await Probe.LoadAsync(k), key: k);")]
    [InlineData(
        "public string Get(string k) => policy.Run(k, n => Probe.Load(n));",
        "public async Task<string> Get(string k) => await policy.RunAsync(k, async n => await Probe.LoadAsync(n));")]
    [InlineData(
        "public void Put(string k) => policy.Do(() => Probe.Save(k)); // once",
        "public async Task Put(string k) => await policy.DoAsync(async () => await Probe.SaveAsync(k)); // once")]
    [InlineData(
        "public void Put(string k) { policy.Do(delegate { Probe.Save(k); }); }",
        "public async Task Put(string k) { await policy.DoAsync(async delegate { await Probe.SaveAsync(k); }); }")]
    [InlineData(
        "public string? Get(string k) => cache.GetOrCreate(k, e => policy.Run(k, n => Probe.Load(n)));",
        "public async Task<string?> Get(string k) => await cache.GetOrCreateAsync(k, async e => await policy.RunAsync(k, async n => await Probe.LoadAsync(n)));")]
    public Task What_a_lambda_is_given_to_waits_for_it(string before, string after) => Workshop.Gives(Store(before), Store(after));

    [Theory]
    [InlineData("public string Get() => policy.Ask(() => Probe.Load(\"k\"));")]
    [InlineData("public string Get() => policy.Tell(() => Probe.Load(\"k\"));")]
    [InlineData("public string Get() => policy.Hear(() => Probe.Load(\"k\"));")]
    [InlineData("public string Get() { Func<string> load = () => Probe.Load(\"k\"); return policy.Tell(load); }")]
    public Task Silent_where_the_twin_takes_or_gives_something_else(string member) => Workshop.Refuses(Store(member), "a lambda whose delegate returns no task");

    [Fact]
    public Task Silent_where_the_call_cannot_wait() => Workshop.Refuses(Store("public string? Get(IMemoryCache? c, string k) => c?.GetOrCreate(k, e => Probe.Load(k));"), "a lambda whose delegate returns no task");

    // An earlier fix wrote the call.
    [Theory]
    [InlineData("_ => ValueTask.FromResult(Probe.Load(k))", "async _ => await Probe.LoadAsync(k)")]
    [InlineData("_ => { var name = Probe.Load(k); return ValueTask.FromResult(name); }", "async _ => { var name = await Probe.LoadAsync(k); return name; }")]
    public async Task What_is_given_to_a_package_that_is_not_restored_waits_where_it_returns_a_task(string before, string after)
    {
        var result = await FixAsync(before, "Microsoft.Extensions.Caching.Hybrid");
        Assert.Empty(result.Refused);
        Assert.Equal(Hybrid(after), result.Text("/0/Web/Store.cs"));
    }

    [Theory]
    [InlineData("_ => ValueTask.FromResult(Probe.Load(k))", "Unknown")]
    [InlineData("_ => Probe.Load(k)", "Microsoft.Extensions.Caching.Hybrid")]
    [InlineData("_ => { if (k == \"\") return Probe.Load(k); return ValueTask.FromResult(k); }", "Microsoft.Extensions.Caching.Hybrid")]
    public async Task Silent_where_nobody_knows_what_it_may_return(string lambda, string package)
    {
        var result = await FixAsync(lambda, package);
        Assert.Equal(Hybrid(lambda), result.Text("/0/Web/Store.cs"));
        Assert.All(result.Refused, r => Assert.Contains("a lambda whose delegate returns no task", r, StringComparison.Ordinal));
        Assert.NotEmpty(result.Refused);
    }

    static string Hybrid(string lambda) => $"using Microsoft.Extensions.Caching.Hybrid;\n\npublic class Store(HybridCache cache)\n{{\n    public async Task<string> Get(string k) => await cache.GetOrCreateAsync(k, {lambda});\n}}\n";

    static Task<Fixed> FixAsync(string lambda, string package) => new Workshop { IsBroken = true, References = [.. References.AspNetCore.Where(r => !r.Display!.EndsWith("Microsoft.Extensions.Caching.Abstractions.dll", StringComparison.Ordinal)), Probe.Reference] }.Project(
        "Web",
        [("Store.cs", Hybrid(lambda)), ("Program.cs", "WebApplication.CreateBuilder(args).Build().Run();\n")],
        application: true,
        additional: [("Web.csproj", $"<Project Sdk=\"Microsoft.NET.Sdk.Web\">\n  <ItemGroup>\n    <PackageReference Include=\"{package}\" Version=\"10.0.0\" />\n  </ItemGroup>\n</Project>\n")]).FixAsync();
}
