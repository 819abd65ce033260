using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using StatelessAnalyzers.Memory;
using Xunit;

namespace StatelessAnalyzers.Tests.Memory;

/// <summary>An editor asks for the findings of one document and gets them; a build of a big project does not stall.</summary>
public class LiveTests
{
    [Fact]
    public async Task One_document_has_its_findings_at_once()
    {
        var shown = Parse("using System.Threading; public static partial class Counter { static int count; class Inner { static int hits; void Hit() => hits++; } } public class Page { void Hit() => Other.Shared++; }", "Shown.cs");
        var other = Parse("using System.Threading; public static partial class Counter { public static int Next() => Interlocked.Increment(ref count); } public static class Other { public static int Shared; static int own; public static int Next() => ++own; }", "Other.cs");
        var compilation = Compilation(shown, other);
        var findings = await compilation.WithAnalyzers([new Alone<LongLivedState>()], new AnalyzerOptions([]))
            .GetAnalyzerSemanticDiagnosticsAsync(compilation.GetSemanticModel(shown), filterSpan: null, TestContext.Current.CancellationToken);
        Assert.Equal(["count", "hits", "Other.Shared"], findings.OrderBy(f => f.Location.SourceSpan.Start).Select(f => shown.ToString().Substring(f.Location.SourceSpan.Start, f.Location.SourceSpan.Length)));
    }

    [Fact]
    public async Task A_finding_can_be_suppressed_by_attribute_and_pragma()
    {
        var compilation = Compilation(Parse("""
            using System.Diagnostics.CodeAnalysis;
            public static class Counters
            {
                [SuppressMessage("Stateless.Memory", "SLS3010")] static int one;
            #pragma warning disable SLS3010
                static int two;
            #pragma warning restore SLS3010
                public static void Hit() { one++; two++; }
            }
            """, "Test.cs"));
        Assert.Empty(await compilation.WithAnalyzers([new Alone<LongLivedState>()]).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_type_of_thousands_of_members_takes_linear_time()
    {
        // Everything calls, aliases and changes everything near it; quadratic work would take minutes.
        var members = string.Concat(Enumerable.Range(0, 3000).Select(i => $$"""

                static readonly System.Collections.Generic.List<string> list{{i}} = new();
                static int count{{i}};
                void Private{{i}}() { Private{{(i + 1) % 3000}}(); Private{{(i + 7) % 3000}}(); Private{{(i + 13) % 3000}}(); count{{i}}++; var a = list{{i}}; var b = a; foreach (var c in b) b.Add(c); }
            """));
        var compilation = Compilation(Parse($"public class Big {{ {members}\n public void Run() => Private0(); }}", "Test.cs"));
        var found = await compilation.WithAnalyzers([new Together([new LongLivedState(), new EndpointCaptures()])]).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
        Assert.Equal(6000, found.Length);
    }

    static SyntaxTree Parse(string code, string path) => CSharpSyntaxTree.ParseText(code, new CSharpParseOptions(LanguageVersion.Latest), path, cancellationToken: TestContext.Current.CancellationToken);

    static CSharpCompilation Compilation(params SyntaxTree[] trees) => CSharpCompilation.Create("Shop", trees, References.AspNetCore, new(OutputKind.DynamicallyLinkedLibrary));
}
