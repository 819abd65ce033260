using Xunit;

namespace StatelessAnalyzers.Tests.Rewriting;

public class AsyncRefusalTests
{
    static Task Refuses(string members, string reason) => Workshop.Refuses($"public class Store\n{{\n{members}\n}}\n", reason);

    [Theory]
    [InlineData("public Store() { Probe.Save(\"k\"); }", "the constructor of 'Store'")]
    [InlineData("public string P => Probe.Load(\"k\");", "the property 'P'")]
    [InlineData("public string P { get { return Probe.Load(\"k\"); } }", "the property 'P'")]
    [InlineData("public string P { get; } = Probe.Load(\"k\");", "the property 'P'")]
    [InlineData("public string this[int i] => Probe.Load(\"k\");", "an indexer")]
    [InlineData("public static Store operator !(Store s) { Probe.Save(\"k\"); return s; }", "an operator")]
    [InlineData("public static implicit operator string(Store s) => Probe.Load(\"k\");", "an operator")]
    [InlineData("~Store() { Probe.Save(\"k\"); }", "a finalizer")]
    [InlineData("string f = Probe.Load(\"k\");", "the initializer of a field")]
    [InlineData("public event Action E { add { Probe.Save(\"k\"); } remove { } }", "the event 'E'")]
    [InlineData("class Base(string k); class Derived() : Base(Probe.Load(\"k\"));", "where no code can await")]
    public Task Members_that_can_never_be_async(string member, string reason) => Refuses(member, reason);

    [Theory]
    [InlineData("public Store() { F(); }", "the constructor of 'Store'")]
    [InlineData("public string P => F();", "the property 'P'")]
    [InlineData("public Action A() => () => F();", "a lambda whose delegate returns no task")]
    [InlineData("public Func<string> A() => F;", "'F' is used as a delegate")]
    [InlineData("public Func<string> A() => new Func<string>(F);", "'F' is used as a delegate")]
    [InlineData("public IEnumerable<string> A(string[] ks) => ks.Select(k => F());", "a lambda whose delegate returns no task")]
    [InlineData("public void A() { lock (this) { F(); } }", "a lock")]
    [InlineData("public IEnumerable<string> A() { yield return F(); }", "'A' is an iterator")]
    [InlineData("public void A(out string s) => s = F();", "takes or returns a reference")]
    [InlineData("public void A(ref int i) => F();", "takes or returns a reference")]
    [InlineData("public System.Linq.Expressions.Expression<Func<string>> A() => () => F();", "a lambda whose delegate returns no task")]
    [InlineData("public string? A(Store? s) => s?.F();", "behind '?.'")]
    [InlineData("public IEnumerable<string> A(string[] ks) => from k in ks where k == F() select k;", "a query expression")]
    [InlineData("public void A() { try { } catch (Exception) when (F() == \"\") { } }", "an exception filter")]
    [InlineData("public override string ToString() => F();", "'ToString' overrides a member of another assembly")]
    [InlineData("class D(Store s) : IDisposable { public void Dispose() => s.F(); }", "'Dispose' implements an interface of another assembly")]
    [InlineData("class D(Store s) : IEquatable<string> { bool IEquatable<string>.Equals(string? o) => s.F() == o; }", "implements an interface of another assembly")]
    [InlineData("public void A() { System.Threading.Monitor.Enter(this); F(); System.Threading.Monitor.Exit(this); }", "'A' takes a lock")]
    [InlineData("public int A() { Span<int> s = stackalloc int[1]; F(); return s[0]; }", "works on a span")]
    [InlineData("public bool A(string t) { foreach (var c in t.AsSpan()) F(); return true; }", "works on a span")]
    [InlineData("public bool A(string t) => t.AsSpan().StartsWith(F());", "works on a span")]
    [InlineData("public bool A(string t) { if (t == \"\") { using (new Lock().EnterScope()) { F(); } } return true; }", "works on a span")]
    [InlineData("public void A(List<int> l) => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(l)[0] = F().Length;", "works on a span")]
    [InlineData("string s = \"\"; ref string R() => ref s; public void A() => R() = F();", "works on a span")]
    [InlineData("public int A(int[] a) { ref var x = ref a[0]; F(); return x; }", "works on a span")]
    [InlineData("public async Task<bool> A(string t) => t.AsSpan().StartsWith(F());", "works on a span")]
    [InlineData("public int A(ReadOnlySpan<char> t) { F(); return 1; }", "takes a reference")]
    [InlineData("public unsafe void A(int* p) { fixed (char* c = F()) { } }", "unsafe code")]
    [InlineData("public void A(Lazy<string>? l = null) => l = new(() => F());", "a lambda whose delegate returns no task")]
    [InlineData("public void A(List<string> l) => l.ForEach(x => F());", "a lambda whose delegate returns no task")]
    [InlineData("public event EventHandler? E; public void A() => E += (s, e) => F();", "a lambda whose delegate returns no task")]
    [InlineData("public void ConfigureServices(IServiceCollection services) => F();", "the framework calls 'ConfigureServices'")]
    [InlineData("public void Configure(IApplicationBuilder app) { F(); }", "the framework calls 'Configure'")]
    [InlineData("class V(Store s) : Microsoft.AspNetCore.Mvc.ViewComponent { public string Invoke() => s.F(); }", "the framework calls 'Invoke'")]
    public Task Callers_that_cannot_follow(string caller, string reason) => Refuses("public string F() => Probe.Load(\"k\");\n" + caller, reason);

    [Fact]
    public Task A_span_that_is_gone_before_the_call_is_none() => Workshop.Gives(
        """
        class Store
        {
            int F(string k)
            {
                var length = 0;
                if (k != "")
                {
                    length = k.AsSpan(1).Length;
                }
                return length + Probe.Load(k).Length;
            }
        }
        """,
        """
        class Store
        {
            async Task<int> F(string k)
            {
                var length = 0;
                if (k != "")
                {
                    length = k.AsSpan(1).Length;
                }
                return length + (await Probe.LoadAsync(k)).Length;
            }
        }
        """);

    [Fact]
    public Task Top_level_code_has_spans_too() => Workshop.Refuses("var s = \"k\".AsSpan();\nConsole.WriteLine(Probe.Load(\"k\") + s.Length);\n", "works on a span");

    [Fact]
    public Task Collection_initializers_and_patterns_of_the_language_call_without_a_name() => Workshop.Refuses(
        """
        public class Store : System.Collections.IEnumerable
        {
            public void Add(string key) => Probe.Save(key);
            public System.Collections.IEnumerator GetEnumerator() => null!;
            public static Store Make() => new Store { "a" };
        }
        """,
        "the language itself calls 'Add'");

    [Fact]
    public async Task A_fault_that_is_refused_leaves_the_others()
    {
        var result = await new Workshop().Web("public class Store\n{\n    public Store() => Probe.Save(\"k\");\n\n    public void Put() => Probe.Save(\"k\");\n}\n").FixAsync();
        Assert.Equal(1, result.Applied);
        Assert.Single(result.Refused);
        Assert.Equal("public class Store\n{\n    public Store() => Probe.Save(\"k\");\n\n    public async Task Put() => await Probe.SaveAsync(\"k\");\n}\n", result.Text("/0/Web/Test.cs"));
    }

    [Fact]
    public async Task Generated_code_that_calls_it_refuses()
    {
        var result = await new Workshop().Project("Web", [
            ("Store.cs", "public static class Store\n{\n    public static string Get() => Probe.Load(\"k\");\n}\n"),
            ("obj/View.g.cs", "class View { void Run() => Store.Get(); }")]).FixAsync();
        Assert.Contains("generated code calls it", Assert.Single(result.Refused), StringComparison.Ordinal);
    }
}
