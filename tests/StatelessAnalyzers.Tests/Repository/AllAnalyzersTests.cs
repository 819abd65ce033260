using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using StatelessAnalyzers.Platform;
using Xunit;

namespace StatelessAnalyzers.Tests.Repository;

/// <summary>Every analyzer of the assembly over code of all kinds: none may throw, and a user's own types are none of their business.</summary>
public class AllAnalyzersTests
{
    const string Usings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Threading.Tasks;
        global using Microsoft.AspNetCore.Builder; global using Microsoft.AspNetCore.Hosting; global using Microsoft.AspNetCore.Http; global using Microsoft.AspNetCore.Mvc;
        global using Microsoft.Extensions.Configuration; global using Microsoft.Extensions.DependencyInjection; global using Microsoft.Extensions.Hosting;
        global using Microsoft.Extensions.Caching.Distributed; global using System.Collections.Concurrent;
        """;

    // Something for each kind of rule to look at, cut off at every place where a user may stop typing.
    const string Shop = """
        var builder = WebApplication.CreateBuilder(args);
        if (builder.Environment.IsDevelopment()) builder.Services.AddDistributedMemoryCache();
        builder.Services.AddSession().AddSingleton<Cart>(_ => new Cart(null!));
        var hits = 0;
        var app = builder.Build();
        app.MapPost("/upload", async (IFormFile file) => { hits++; using var s = new FileStream(Path.Combine("a", file.FileName), FileMode.Create); await file.CopyToAsync(s); });
        app.UseSession();
        app.Run();
        #if DEBUG
        file static class Debugging { static List<int> seen = []; static int Next => seen.Count++; }
        #endif
        partial class Cart(IWebHostEnvironment env) : IDisposable
        {
            static readonly ConcurrentDictionary<string, List<int>> Items = new();
            private int count;
            public List<int> Get(string id) => Items.GetOrAdd(id, key => { count += key.Length; return new(); });
            public void Save(string id) { var p = Path.GetTempFileName(); File.WriteAllText(p, id); lock (Items) { Items[id] = new(); } switch (env.EnvironmentName) { case "Test": return; } }
            void IDisposable.Dispose() => File.Delete($"{env.WebRootPath}/{count}");
        }
        """;

    static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers =
    [
        .. typeof(StatelessAnalyzer).Assembly.GetTypes().Where(t => !t.IsAbstract && typeof(DiagnosticAnalyzer).IsAssignableFrom(t))
            .Select(t => (DiagnosticAnalyzer)Activator.CreateInstance(t, nonPublic: true)!),
    ];

    [Fact]
    public void There_are_analyzers_and_each_is_exported()
    {
        Assert.NotEmpty(Analyzers);
        Assert.All(Analyzers, a => Assert.Equal([LanguageNames.CSharp], a.GetType().GetCustomAttribute<DiagnosticAnalyzerAttribute>()!.Languages));
        Assert.All(Analyzers, a => Assert.NotEmpty(a.SupportedDiagnostics));
    }

    [Theory]
    [InlineData("class")]
    [InlineData("class C { void M( }")]
    [InlineData("class C { void M() { File. } }")]
    [InlineData("class C { void M() { File.WriteAllText( } }")]
    [InlineData("class C { int this[ => ; event Action; static List<> all = new(; }")]
    [InlineData("class C { static Unknown<T> cache = new(); void M() => cache.GetOrAdd(x, y => z); }")]
    [InlineData("class C : C { static C c = c; }")]
    [InlineData("class A : B { } class B : A { static Dictionary<A, B> d = new(); void M() { d[null] = null; } }")]
    [InlineData("interface I : I { } class C : I, Missing<I>, { }")]
    [InlineData("partial class P { partial void A(); partial int B(); partial int B() => B(); public partial string C { get; set; } } partial struct P { }")]
    [InlineData("class C { int x; int x; void M() { x++; } void M() { x--; } static int x => x; }")]
    [InlineData("class C { C M() => M().M().M(); static int F(int n) => F(F(n - 1)); int P => P; int Q { get => Q; set => Q = value; } }")]
    [InlineData("class C<T> where T : C<T> { static T t; static C<C<T>> c = new C<C<C<T>>>(); }")]
    [InlineData("app.MapGet(\"/\", () => ; class C { async void M() { await ; using var s = ; foreach (var x in ) { } } }")]
    [InlineData("class C { void M() { var x = y; var y = x; var p = p + p; File.Delete(p); goto a; a: b: ; } }")]
    [InlineData("class C { void M() { switch (1) { case : default: default: } _ = 1 switch { => , }; if () else ; } }")]
    [InlineData("class C { unsafe void M(int* p, ref int r, out int o, in int i) { *p = r; stackalloc int[ ]; fixed (int* q = ) ; } }")]
    [InlineData("enum E { A = B, B = A } delegate void D(D d); struct S { S s; static S t; }")]
    [InlineData("namespace { using ; namespace N. { class } } } } }")]
    [InlineData("[Missing(typeof(] class C { [return: ] int M([ int x) => x; }")]
    [InlineData("#if\n#elif\n#else\n#endif\n#endif\n#region\n#line 5 \"\nclass C { }\n#if DEBUG\n")]
    [InlineData("\0\u2028 class \\u0041 { string s = \"unterminated; char c = 'ab'; /* open")]
    [InlineData("record R(int X, int X) { public int X { get; set; } static List<R> All = []; R() : this() { All.Add(this with { X = }); } }")]
    [InlineData("static class E { public static void AddSession(this IServiceCollection s) => s.AddSession(); public static void AddSession(this IServiceCollection s) { } }")]
    public Task Nothing_throws_on_code_that_does_not_compile(string code) => Run(code);

    [Fact]
    public async Task Nothing_throws_while_code_is_typed()
    {
        for (var length = 0; length < Shop.Length; length += 23)
            await Run(Shop[..length]);
    }

    [Fact]
    public async Task Nothing_throws_where_a_token_is_missing()
    {
        var root = CSharpSyntaxTree.ParseText(Shop, cancellationToken: TestContext.Current.CancellationToken).GetRoot(TestContext.Current.CancellationToken);
        foreach (var token in root.DescendantTokens().Where((_, i) => i % 4 == 0))
            await Run(Shop.Remove(token.SpanStart, token.Span.Length));
    }

    [Fact]
    public async Task Nothing_throws_in_an_empty_project()
    {
        foreach (var output in new[] { OutputKind.ConsoleApplication, OutputKind.DynamicallyLinkedLibrary })
            foreach (var references in new[] { References.Everything, References.Classic, [] })
                Assert.Empty(await Run([], references, output));
    }

    [Theory]
    [InlineData("class C { public int P { get; set { field = value; File.WriteAllText(\"a\", \"b\"); } } static List<int> S { get => field ??= []; set; } }")]
    [InlineData("static class E { extension(IServiceCollection s) { public void Own() => s.AddSession(); public int Count2 { get => s.Count; set { File.Delete(\"a\"); } } } extension<T>(List<T>) { public static List<T> Empty => []; } }")]
    [InlineData("partial class C { public partial int P { get; set; } public partial event Action E; partial C(int x); } partial class C { public partial int P { get => 1; set { } } public partial event Action E { add { } remove { } } partial C(int x) { } }")]
    [InlineData("class C(List<int> list, IFormFile? file = null) { List<int> copy = [.. list, 1]; int[] a = []; ReadOnlySpan<int> S => [1, 2]; void M() { list.Add(1); file?.CopyTo(new FileStream(\"a\", FileMode.Create)); } }")]
    [InlineData("struct S(int x) { public int X => x++; } record R(Dictionary<string, int> D) { public void M() => D[\"a\"]++; } record struct T(int[] A);")]
    [InlineData("class C { void M(params ReadOnlySpan<string> parts) => File.Delete(Path.Combine(parts)); void N() { File.Delete(Path.Combine(\"a\", \"b\", \"c\", \"d\", \"e\")); M(\"a\", \"b\"); } }")]
    [InlineData("class C { readonly System.Threading.Lock gate = new(); static int n; void M() { lock (gate) n++; } void N(C? c) { c?.P = 1; c?.Q += 2; } int P { get; set; } int Q; }")]
    [InlineData("class C { static void Main() { var f = (ref int x, scoped ref readonly int y) => x++; int z = 1; f(ref z, ref z); using var s = File.Create($\"\"\"{z}\"\"\"); Span<char> b = ['a']; if (b is ['a', .. var rest]) _ = rest; } }")]
    [InlineData("file class C { required public string P { get; init; } static abstract class N; interface I { static virtual int X { get; set; } static abstract void M(); } }")]
    [InlineData("class C { public void operator +=(int x) { all.Add(x); } static readonly List<int> all = []; checked operator } class D { async IAsyncEnumerable<int> M() { await foreach (var x in M()) yield return x; } }")]
    [InlineData("unsafe class C { delegate*<int, void> p; [System.Runtime.CompilerServices.InlineArray(4)] struct B { int e; } nint n; static void* q; }")]
    public Task Nothing_throws_on_the_newest_syntax(string code) => Run(code);

    [Fact]
    public async Task Nothing_throws_on_our_own_sources()
    {
        var root = typeof(AllAnalyzersTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepositoryRoot").Value!;
        var sources = Directory.GetFiles(Path.Combine(root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)).Select(f => File.ReadAllText(f)).ToArray();
        Assert.NotEmpty(sources);

        await Run(sources, [.. References.Everything, MetadataReference.CreateFromFile(typeof(SyntaxNode).Assembly.Location), MetadataReference.CreateFromFile(typeof(CSharpSyntaxNode).Assembly.Location)]);
    }

    [Fact]
    public async Task Nothing_throws_on_large_methods_and_types()
    {
        var lines = string.Concat(Enumerable.Range(0, 1500).Select(i => $$"""
            var p{{i}} = Path.Combine(root, p{{Math.Max(0, i - 1)}} + "{{i}}"); if (dev) items.Add({{i}}); using (var s = File.Create(p{{i}})) { file.CopyTo(s); }

            """));
        var members = string.Concat(Enumerable.Range(0, 1500).Select(i => $"static int n{i}; public int P{i} {{ get => n{i}++; set => n{i} = value; }}\n"));

        await Run($"class C {{ static List<int> items = []; void M(string root, IFormFile file, bool dev) {{ var services = 1;\n{lines} }} {members} }}");
    }

    [Fact]
    public async Task Types_of_the_user_s_own_are_not_reported() => Assert.Empty(await RunCompiling("""
        using System.Threading.Tasks;

        namespace Own
        {
            class Handler(ISession session, IFormFile file, IDistributedCache cache, Services services)
            {
                readonly ConcurrentDictionary<string, int> map = new();

                async Task Handle(string name)
                {
                    File.WriteAllText(Path.Combine("a", name), "text");
                    File.Delete(name);
                    using var stream = new FileStream(name, FileMode.Create);
                    using var writer = new StreamWriter(name);
                    await file.CopyToAsync(stream);
                    file.OpenReadStream().CopyTo(stream);
                    session.SetString("a", name);
                    services.AddSession();
                    services.UseSession();
                    services.AddDistributedMemoryCache();
                    services.AddMvc().AddSessionStateTempDataProvider();
                    _ = new MemoryDistributedCache();
                    _ = map.GetOrAdd(name, _ => 1);
                    cache.Set(name);
                }
            }

            static class File { public static void WriteAllText(string path, string contents) { } public static void Delete(string path) { } }
            static class Path { public static string Combine(string a, string b) => a + b; public static string GetTempFileName() => ""; }
            enum FileMode { Create = 2 }
            class Stream : System.IDisposable { public void CopyTo(Stream s) { } public void Dispose() { } }
            class FileStream(string path, FileMode mode) : Stream { public override string ToString() => path + mode; }
            class StreamWriter(string path) : System.IDisposable { public override string ToString() => path; public void Dispose() { } }
            interface IFormFile { Task CopyToAsync(Stream target); Stream OpenReadStream(); }
            interface ISession { void SetString(string key, string value); }
            interface IDistributedCache { void Set(string key); }
            class MemoryDistributedCache : IDistributedCache { public void Set(string key) { } }
            class ConcurrentDictionary<TKey, TValue> { public TValue GetOrAdd(TKey key, System.Func<TKey, TValue> make) => make(key); }
            class Services
            {
                public Services AddSession() => this;
                public Services UseSession() => this;
                public Services AddMvc() => this;
                public Services AddDistributedMemoryCache() => this;
                public Services AddSessionStateTempDataProvider() => this;
            }
        }
        """));

    [Fact]
    public async Task Redefined_framework_types_are_not_reported() => Assert.Empty(await RunCompiling("""
        using System.IO;
        using Microsoft.AspNetCore.Http;

        namespace System.IO
        {
            static class File { public static void WriteAllText(string path, string contents) { } }
            class FileStream(string path, int mode) { public override string ToString() => path + mode; }
        }
        namespace Microsoft.AspNetCore.Http
        {
            interface IFormFile { void CopyTo(object target); }
        }
        class C
        {
            void M(IFormFile file)
            {
                File.WriteAllText("a", "b");
                file.CopyTo(new FileStream("a", 1));
            }
        }
        """));

    static Task<ImmutableArray<Diagnostic>> Run(string code) => Run([Usings, code], References.Everything);

    // That nothing is reported says little of code that does not bind.
    static Task<ImmutableArray<Diagnostic>> RunCompiling(string code)
    {
        var compilation = Compile([code, "return;"], References.Everything, OutputKind.ConsoleApplication);
        Assert.DoesNotContain(compilation.GetDiagnostics(TestContext.Current.CancellationToken), d => d.Severity == DiagnosticSeverity.Error);
        return Run(compilation);
    }

    static Task<ImmutableArray<Diagnostic>> Run(string[] sources, ImmutableArray<MetadataReference> references, OutputKind output = OutputKind.ConsoleApplication) =>
        Run(Compile(sources, references, output));

    static CSharpCompilation Compile(string[] sources, ImmutableArray<MetadataReference> references, OutputKind output)
    {
        var options = new CSharpParseOptions(LanguageVersion.Preview, preprocessorSymbols: ["DEBUG"]);
        return CSharpCompilation.Create(
            "App", sources.Select((s, i) => CSharpSyntaxTree.ParseText(s, options, $"File{i}.cs")), references, new(output, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
    }

    static async Task<ImmutableArray<Diagnostic>> Run(CSharpCompilation compilation)
    {
        var thrown = new ConcurrentQueue<string>();
        var run = compilation.WithAnalyzers(Analyzers, new CompilationWithAnalyzersOptions(
            Platform.Options.With(), (exception, analyzer, _) => thrown.Enqueue($"{analyzer.GetType().Name}: {exception}"), concurrentAnalysis: true, logAnalyzerExecutionTime: false));

        var found = await run.GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);

        Assert.Empty(thrown);
        Assert.DoesNotContain(found, d => d.Id == "AD0001");
        return found;
    }
}
