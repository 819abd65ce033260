using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using StatelessAnalyzers.Platform;
using Xunit;

namespace StatelessAnalyzers.Tests.Repository;

/// <summary>What a user of the package must never hear of, whichever rule comes by: all of them run.</summary>
public class NeverReportedTests
{
    const string Usings = """
        global using System; global using System.Collections.Concurrent; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Net.Http;
        global using System.Text; global using System.Text.RegularExpressions; global using System.Threading; global using System.Threading.Tasks; global using Microsoft.AspNetCore.Builder;
        global using Microsoft.AspNetCore.Http; global using Microsoft.Extensions.DependencyInjection; global using Microsoft.Extensions.Hosting; global using Microsoft.Extensions.Logging;
        """;

    // Packages as far as their names matter.
    static readonly MetadataReference Packages = References.Compile("Packages", """
        using System;
        using System.Threading;
        using System.Threading.Tasks;
        using Microsoft.Extensions.DependencyInjection;
        namespace MediatR { public interface INotification; public interface INotificationHandler<T> { Task Handle(T n, CancellationToken t); } public interface IMediator { Task Publish(object n); } }
        namespace MassTransit { public static class Outbox { public static void UseInMemoryOutbox(this object o) { } } }
        namespace IdentityServer { public static class Clients { public static IServiceCollection AddInMemoryClients(this IServiceCollection s, object c) => s; public static IServiceCollection AddInMemoryApiScopes(this IServiceCollection s, object c) => s; } }
        namespace Polly { public class CircuitBreakerPolicy { public void Isolate() { } public void Execute(Action a) { } } public static class Policy { public static CircuitBreakerPolicy Breaker() => new(); } }
        """, References.AspNetCore);

    public static TheoryData<string, string> Shapes => new()
    {
        { "constants", "public class S { public const int Max = 5; static readonly TimeSpan Wait = TimeSpan.FromSeconds(1); const string Name = \"a\"; public string Get() => Name + Max + Wait; }" },
        { "collections that only an initialiser fills", "public class S { static readonly Dictionary<string, int> sizes = new() { [\"a\"] = 1 }; static readonly HashSet<string> names = [\"a\"]; static readonly string[] all = { \"a\" }; public int Get(string v) => names.Contains(v) ? sizes[v] : all.Length; }" },
        { "collections that only a static constructor fills", "public class S { static readonly List<string> names = []; static S() { names.Add(\"a\"); foreach (var x in new[] { 1 }) Fill(x); } static void Fill(int x) => names.Add(x.ToString()); public int Get() => names.Count; }" },
        { "memoised facts about code", "public class S { static readonly ConcurrentDictionary<Type, string> names = new(); static readonly Dictionary<Type, object[]> attributes = []; public string Get(Type t) => names.GetOrAdd(t, x => x.Name); public object[] Of(Type t) { if (!attributes.TryGetValue(t, out var a)) attributes[t] = a = t.GetCustomAttributes(true); return a; } }" },
        { "compiled Regex", "public class S { static readonly ConcurrentDictionary<string, Regex> all = new(); static Regex? one; public bool Get(string p) => all.GetOrAdd(p, x => new Regex(x)).IsMatch(p) && (one ??= new(\"a\")).IsMatch(p); }" },
        { "HttpClient", "public class S { static readonly HttpClient client = new(); static HttpClient? other; public void Get() { client.Timeout = TimeSpan.FromSeconds(1); other ??= new(); other = new HttpClient(); } }" },
        { "JsonSerializerOptions", "public class S { static readonly System.Text.Json.JsonSerializerOptions options = new(); public void Set() => options.WriteIndented = true; }" },
        { "ActivitySource and Meter", "public class S { static readonly System.Diagnostics.ActivitySource source = new(\"a\"); static readonly System.Diagnostics.Metrics.Meter meter = new(\"a\"); static readonly System.Diagnostics.Metrics.Counter<long> hits = meter.CreateCounter<long>(\"hits\"); public void Hit() { using var a = source.StartActivity(\"x\"); hits.Add(1); } }" },
        { "loggers", "public class S { static ILogger? logger; static ILoggerFactory? factory; public void Set(ILoggerFactory f) { factory = f; logger = f.CreateLogger(\"a\"); } public void Log() => logger!.LogInformation(\"a\"); }" },
        { "pools", "public class S { static readonly System.Buffers.ArrayPool<byte> pool = System.Buffers.ArrayPool<byte>.Create(); readonly ConcurrentBag<StringBuilder> builders = new(); public void Use() { pool.Return(pool.Rent(1)); } public StringBuilder Rent() => builders.TryTake(out var b) ? b : new(); public void Return(StringBuilder b) => builders.Add(b); }" },
        { "object pools of the framework", "public class S(Microsoft.Extensions.ObjectPool.ObjectPool<StringBuilder> pool) { static Microsoft.Extensions.ObjectPool.ObjectPool<StringBuilder>? kept; public void Use() { kept = pool; var b = kept.Get(); kept.Return(b); } }" },
        { "TimeProvider", "public class S { static TimeProvider time = TimeProvider.System; public void Set(TimeProvider t) => time = t; public DateTimeOffset Now => time.GetUtcNow(); }" },
        { "Encoding", "public class S { static Encoding encoding = Encoding.UTF8; public void Set(string v) => encoding = Encoding.GetEncoding(v); public int Get(string v) => encoding.GetByteCount(v); }" },
        { "locks of this process's data", "public class S { static readonly object gate = new(); readonly SemaphoreSlim slim = new(1, 1); static readonly ReaderWriterLockSlim rw = new(); readonly ConcurrentDictionary<string, SemaphoreSlim> perKey = new(); public async Task Use(string k) { lock (gate) { } await slim.WaitAsync(); slim.Release(); rw.EnterReadLock(); rw.ExitReadLock(); var s = perKey.GetOrAdd(k, _ => new(1, 1)); await s.WaitAsync(); s.Release(); } }" },
        { "AsyncLocal", "public class S { static readonly AsyncLocal<string?> current = new(); public static string? Current { get => current.Value; set => current.Value = value; } public void Set(string v) => Current = v; }" },
        { "circuit breakers", "public class S { static readonly Polly.CircuitBreakerPolicy breaker = Polly.Policy.Breaker(); static readonly ConcurrentDictionary<string, Polly.CircuitBreakerPolicy> byHost = new(); public void Use(string host) { breaker.Execute(() => { }); breaker.Isolate(); byHost.GetOrAdd(host, _ => Polly.Policy.Breaker()).Execute(() => { }); } }" },
        { "concurrency limiters", "public class S { static readonly SemaphoreSlim limit = new(5); static int running; public async Task Use() { await limit.WaitAsync(); Interlocked.Increment(ref running); try { await Task.Yield(); } finally { Interlocked.Decrement(ref running); limit.Release(); } } }" },
        { "temporary files of a request", "public class S { public async Task<int> Use(IFormFile file) { var path = Path.GetTempFileName(); try { await using (var s = File.Create(path)) await s.WriteAsync(new byte[5]); return File.ReadAllBytes(path).Length; } finally { File.Delete(path); } } }" },
        { "reading shipped content", "public class S(Microsoft.AspNetCore.Hosting.IWebHostEnvironment env) { public string Get() => File.ReadAllText(Path.Combine(env.ContentRootPath, \"templates\", \"mail.html\")); public bool Has(string v) => File.Exists(Path.Combine(env.WebRootPath, v)) || Directory.GetFiles(env.WebRootPath).Length > 0; }" },
        { "static configuration", "public static class S { public static void AddIdentity(this IServiceCollection s) => IdentityServer.Clients.AddInMemoryApiScopes(IdentityServer.Clients.AddInMemoryClients(s, new[] { \"a\" }), new[] { \"b\" }); }" },
        { "MediatR notifications", "public record Placed(int Id) : MediatR.INotification; public class S(MediatR.IMediator mediator) : MediatR.INotificationHandler<Placed> { public Task Place(int id) => mediator.Publish(new Placed(id)); public Task Handle(Placed n, CancellationToken t) => Task.CompletedTask; }" },
        { "the in-memory outbox", "public class S { public void Configure(object bus) => MassTransit.Outbox.UseInMemoryOutbox(bus); public void Endpoint(object endpoint) { MassTransit.Outbox.UseInMemoryOutbox(endpoint); } }" },
        { "block allocators fed by a database sequence", "public interface ISequence { long NextBlock(); } public class S(ISequence sequence) { static readonly object gate = new(); static long next; static long end; public long Next() { lock (gate) { if (next >= end) { next = sequence.NextBlock(); end = next + 100; } return next++; } } }" },
        { "migrations", "namespace Shop.Migrations { public class First { static int step; public void Up() { step++; File.WriteAllText(\"a\", step.ToString()); } } }" },
        { "generated code", "" },
        { "state behind a shared service", "public class S(Microsoft.Extensions.Caching.Distributed.IDistributedCache cache) { public Task Set(string k, byte[] v) => cache.SetAsync(k, v, new Microsoft.Extensions.Caching.Distributed.DistributedCacheEntryOptions()); public Task Drop(string k) => cache.RemoveAsync(k); }" },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Silent_for(string shape, string code)
    {
        var trees = new List<SyntaxTree> { Parse(Usings, "Usings.cs"), Parse(code, "Shape.cs") };
        if (shape == "generated code")
            trees.Add(Parse("// <auto-generated/>\npublic class S { static int n; public void Hit() { n++; File.WriteAllText(\"a\", \"b\"); } }", "Made.g.cs"));
        if (code.Contains("public class S ", StringComparison.Ordinal) || code.Contains("public class S(", StringComparison.Ordinal) || shape == "generated code")
            trees.Add(Parse("public class Composition { public static void Add(IServiceCollection services) => services.AddSingleton<S>(); }", "Composition.cs"));
        var compilation = CSharpCompilation.Create("Shop", trees, [.. References.Everything, Packages], new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(d => d.Severity == DiagnosticSeverity.Error));

        Assert.Empty(await compilation.WithAnalyzers([new StatelessAnalyzer()]).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken));
    }

    static SyntaxTree Parse(string code, string path) => CSharpSyntaxTree.ParseText(code, new CSharpParseOptions(LanguageVersion.Latest), path, cancellationToken: TestContext.Current.CancellationToken);
}
