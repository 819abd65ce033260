using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using StatelessAnalyzers.Rewriting;
using Xunit;

namespace StatelessAnalyzers.Tests.Rewriting;

public class FixEngineTests
{
    static Workshop Shop(Func<IEnumerable<Finding>, IEnumerable<Finding>>? order = null) => new Workshop { Order = order ?? (f => f) }
        .Project("Lib", [("Store.cs", """
            namespace Lib;

            public interface IStore
            {
                string Get(string key);

                void Put(string key);
            }

            public class Store(ILogger<Store> logger) : IStore
            {
                public string Get(string key) => Probe.Read(key) + Probe.Load(key) + logger;

                public void Put(string key)
                {
                    if (key == "")
                        Probe.Save(Probe.Hoisted(key));
                    Probe.Save(Get(Probe.Kept(Probe.Hoisted(key))));
                }

                public string Broken(string key) => Probe.Broken(key);

                public string Name => Probe.Load("k");
            }
            """)])
        .Project("Web", [("Program.cs", Workshop.Registered("builder.Services.AddSingleton<Lib.IStore, Lib.Store>();")), ("Shop.cs", """
            using Lib;
            using Microsoft.AspNetCore.Mvc;

            public class Shop : Controller
            {
                private readonly IStore _store;

                public Shop(IStore store)
                {
                    _store = store;
                }

                public IActionResult Index(string key)
                {
                    _store.Put(Probe.Both(key));
                    return View(_store.Get(Probe.Read(key)));
                }

                public string Again(string key) => Probe.Read(key) + Probe.Cached(key);
            }
            """)], application: true, uses: ["Lib"]);

    [Fact]
    public async Task All_at_once_is_the_same_as_one_after_another()
    {
        var atOnce = await Shop().FixAsync();
        Assert.Equal(11, atOnce.Applied);
        Assert.Equal(2, atOnce.Refused.Count);
        Assert.Equal((await Shop().FixOneByOneAsync(_ => 0)).Everything, atOnce.Everything);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task The_order_of_the_findings_does_not_matter(int seed)
    {
        var random = new Random(seed);
        Assert.Equal((await Shop().FixAsync()).Everything, (await Shop(f => f.OrderBy(_ => random.Next())).FixAsync()).Everything);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Any_order_of_single_fixes_of_one_service_ends_in_the_same(int seed)
    {
        var random = new Random(seed);
        Workshop Make() => new Workshop().Project("Web", [("Program.cs", Workshop.Registered()), ("Shop.cs", """
            public class Shop : Microsoft.AspNetCore.Mvc.Controller
            {
                public string A(string key) => B(Probe.Read(key)) + Probe.Use(key);

                public string B(string key)
                {
                    return C(key) + Probe.Load(key);
                }

                string C(string key) => Probe.Load(key) + Probe.Read(Probe.Load(key));

                public void D(string key) => Probe.Save(C(A(key)));
            }
            """)], application: true);
        Assert.Equal((await Make().FixAsync()).Everything, (await Make().FixOneByOneAsync(random.Next)).Everything);
    }

    [Fact]
    public async Task A_subset_first_and_the_rest_later_ends_in_the_same()
    {
        var random = new Random(6);
        var workshop = Shop();
        var some = await FixEngine.RunAsync(new ProbeFix(), workshop.Solution, [.. (await Workshop.FindingsAsync(workshop.Solution)).Where(f => f.Document.Name == "Store.cs" && random.Next(2) == 0)], default);
        var rest = await FixEngine.RunAsync(new ProbeFix(), some.Solution, [.. await Workshop.FindingsAsync(some.Solution)], default);
        // Which numbers new locals get depends on which of them came first.
        Assert.Equal(Plain((await workshop.FixAsync()).Everything), Plain(new Fixed(rest).Everything));

        static string Plain(string text) => System.Text.RegularExpressions.Regex.Replace(text, @"\bvalue\d?\b", "value");
    }

    [Fact]
    public async Task A_planner_that_throws_takes_nothing_with_it()
    {
        var result = await new Workshop().Web("class C\n{\n    string F(string k) => Probe.Thrown(k) + Probe.Kept(k);\n}\n").FixAsync();
        Assert.Equal(1, result.Applied);
        Assert.Equal("the code has an unforeseen shape (InvalidOperationException)", Assert.Single(result.Refused));
    }

    [Theory]
    [InlineData("class C { void F() { Probe.Read( } }")]
    [InlineData("class C { void F() { Probe.Read() } }")]
    [InlineData("class C { void F( { Probe.Save(\"k\"")]
    [InlineData("class { void () { Probe.Use(\"k\"); } }")]
    [InlineData("void F() => Probe.Load(\"k\"); F(")]
    [InlineData("var x = Probe.Hoisted(\"k\")")]
    [InlineData("class C : C { string F(string k) => Probe.Read(k); }")]
    [InlineData("interface I { string F(string k) => Probe.Read(k); } class C : I, I { C(int x) : this(x) { Probe.Use(\"k\"); } }")]
    [InlineData("partial class C(int a); partial class C(int b) { string F(string k) => Probe.Use(k) + Probe.Both(k); }")]
    [InlineData("class C { string F(string k) => Probe.Read(k); string F(string k) => F(F(k)); }")]
    [InlineData("class C { async string F(string k) => await Probe.Read(k); unknown G() => F(\"k\"); }")]
    [InlineData("enum E { A = Probe.Load(\"k\") } namespace N { string F() => Probe.Load(\"k\"); }")]
    [InlineData("#if X\nclass C {\n#else\nclass C { string F(string k) => Probe.Read(k);\n")]
    [InlineData("class C { string F(string k) => k switch { { Length: > 1 } => Probe.Hoisted(k), => Probe.Read(k) }; }")]
    [InlineData("class C<T> where T : C<T> { T F(T k) { lock (this) yield return Probe.Cached(k); } }")]
    [InlineData("[assembly: A(Probe.Load(\"k\"))] [B(Probe.Use(\"k\"))] class C([D(Probe.Read(\"k\"))] int x = Probe.Hoisted(\"k\")) { }")]
    [InlineData("delegate void D(); class C { event D E { add => Probe.Save(\"k\"); } int this[int i] { get => Probe.Load(\"k\").Length; init { Probe.Save(\"k\"); } } }")]
    public async Task Broken_code_is_refused_or_fixed_and_nothing_throws(string code)
    {
        var workshop = new Workshop { IsBroken = true }.Web(code);
        var findings = await Workshop.FindingsAsync(workshop.Solution);
        var result = await workshop.FixAsync();
        Assert.True(result.Applied + result.Refused.Count >= Math.Min(1, findings.Count));
    }

    [Fact]
    public async Task Every_prefix_of_a_file_is_survived()
    {
        const string code = "using System;\n\npublic class Store(ILogger<Store> logger)\n{\n    public string Get(string key) { if (key == \"\") return Probe.Hoisted(key); return Probe.Read(key) + F(k => Probe.Load(k)); }\n    string F(Func<string, string> f) => f(Probe.Cached(\"k\"));\n}\n";
        for (var length = 60; length < code.Length; length += 9)
            await new Workshop { IsBroken = true }.Web(code[..length]).FixAsync();
    }

    [Fact]
    public async Task A_document_that_is_not_in_the_solution_is_refused()
    {
        var workshop = new Workshop().Web("class C\n{\n    string F(string k) => Probe.Load(k);\n}\n");
        var findings = await Workshop.FindingsAsync(workshop.Solution);
        var outcome = await FixEngine.RunAsync(new ProbeFix(), new AdhocWorkspace().CurrentSolution, [.. findings], default);
        Assert.Equal(0, outcome.Applied);
        Assert.Single(outcome.Refused);
    }

    [Fact]
    public async Task A_document_without_a_path_is_fixed()
    {
        var id = ProjectId.CreateNewId();
        var solution = new AdhocWorkspace().CurrentSolution.AddProject(ProjectInfo.Create(id, VersionStamp.Default, "P", "P", LanguageNames.CSharp, metadataReferences: [.. References.Everything, Probe.Reference]));
        foreach (var name in new[] { "A", "B" })
            solution = solution.AddDocument(DocumentId.CreateNewId(id), "Test.cs", SourceText.From($"class {name}\n{{\n    string F(string k) => Probe.Load(k);\n}}\n"));
        var outcome = await FixEngine.RunAsync(new ProbeFix(), solution, [.. await Workshop.FindingsAsync(solution)], default);
        Assert.Equal(2, outcome.Applied);
    }

    [Fact]
    public async Task Cancellation_is_honoured()
    {
        var workshop = Shop();
        var findings = await Workshop.FindingsAsync(workshop.Solution);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => FixEngine.RunAsync(new ProbeFix(), workshop.Solution, [.. findings], new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task Hundreds_of_findings_take_seconds()
    {
        var body = string.Concat(Enumerable.Range(0, 400).Select(i => $"    public string F{i}(string key) => {(i == 0 ? "key" : $"F{i - 1}(key)")} + Probe.Load(key);\n"));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var result = await new Workshop().Web($"public class Store\n{{\n{body}}}\n").FixAsync();
        Assert.Equal(400, result.Applied);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(90), $"It took {watch.Elapsed}.");
    }

    [Fact]
    public async Task What_came_of_a_run_is_known_until_the_solution_changes()
    {
        var solution = Shop().Solution;
        var findings = (await Workshop.FindingsAsync(solution)).ToImmutableArray();
        var (fix, token) = (new ProbeFix(), TestContext.Current.CancellationToken);
        var first = await KnownOutcomes.OfAsync(fix, solution, findings, token);
        Assert.NotEqual(0, first.Applied);
        Assert.Same(first, await KnownOutcomes.OfAsync(fix, solution, [.. await Workshop.FindingsAsync(solution)], token));
        Assert.NotSame(first, await KnownOutcomes.OfAsync(fix, solution, findings[..1], token));
        var edited = solution.AddDocument(DocumentId.CreateNewId(solution.ProjectIds[0]), "More.cs", "class More;");
        Assert.NotSame(first, await KnownOutcomes.OfAsync(fix, edited, [.. await Workshop.FindingsAsync(edited)], token));
    }
}
