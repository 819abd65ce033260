using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;
using StatelessAnalyzers.Platform;
using Xunit;

namespace StatelessAnalyzers.Tests;

/// <summary>A web application with one file <c>Test.cs</c>, in which markup shows the findings. Global usings are those of the Web SDK.</summary>
internal sealed class RuleTest<TRule> : CSharpAnalyzerTest<Alone<TRule>, DefaultVerifier> where TRule : Rule, new()
{
    public ImmutableArray<MetadataReference> References { get; init; } = Tests.References.AspNetCore;

    /// <summary>Whether the tested project is an application with an entry point, or else a library.</summary>
    public bool IsApplication { get; init; } = true;

    /// <summary>The tested file. <c>{|SLS3005:x|}</c> is a finding as loud as its descriptor, <c>{|info SLS3005:x|}</c> one at info level.</summary>
    public string Code { init => TestCode = InfoMarkup.Read(value, ExpectedDiagnostics); }

    /// <summary>Lines of a global config, such as <c>stateless.scope = never</c>.</summary>
    public string? Options { init => TestState.AnalyzerConfigFiles.Add(("/.globalconfig", "is_global = true\n" + value)); }

    /// <summary>Files that the compiler is handed beside the sources, with markup as in code.</summary>
    public (string Path, string Text)[] Files { init => TestState.AdditionalFiles.AddRange(value.Select(f => (f.Path, SourceText.From(f.Text)))); }

    /// <summary>Rules that run beside the tested one, where it matters that together they report a fault once.</summary>
    public ImmutableArray<Rule> Beside { get; init; } = [];

    public static Task Run(string code) => new RuleTest<TRule> { Code = code }.RunAsync();

    /// <summary>Runs the rule over code that need not compile, whatever it reports; an exception in it fails the test.</summary>
    public static async Task Survives(string code, ImmutableArray<MetadataReference> references)
    {
        var tree = CSharpSyntaxTree.ParseText(code, (CSharpParseOptions)Project.ParseOptions, cancellationToken: TestContext.Current.CancellationToken);
        var compilation = CSharpCompilation.Create("Broken", [tree, Project.GlobalUsings(references)], references, (CSharpCompilationOptions)Project.Options(application: true));
        var found = await compilation.WithAnalyzers([new Alone<TRule>()]).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain(found, d => d.Id == "AD0001");
    }

    protected override IEnumerable<DiagnosticAnalyzer> GetDiagnosticAnalyzers() => [new Together([new TRule(), .. Beside])];

    protected override ParseOptions CreateParseOptions() => Project.ParseOptions;

    protected override CompilationOptions CreateCompilationOptions() => Project.Options(IsApplication);

    // The harness switches each tested rule on in the compilation options, which would win over what the user configures.
    protected override CompilationWithAnalyzers CreateCompilationWithAnalyzers(
        Compilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers, AnalyzerOptions options, CancellationToken cancellationToken)
    {
        var ids = analyzers.SelectMany(a => a.SupportedDiagnostics).Select(d => d.Id);
        var asConfigured = compilation.Options.WithSpecificDiagnosticOptions(compilation.Options.SpecificDiagnosticOptions.RemoveRange(ids));
        return base.CreateCompilationWithAnalyzers(compilation.WithOptions(asConfigured), analyzers, options, cancellationToken);
    }

    protected override Task RunImplAsync(CancellationToken cancellationToken)
    {
        Project.Complete(TestState, References, IsApplication);
        return base.RunImplAsync(cancellationToken);
    }
}

/// <summary>The same for a fix: the fixed project must compile, and Fix All in a document, a project and the solution must give the same.</summary>
internal sealed class FixTest<TRule, TFix> : AnalyzerFixTest<Alone<TRule>, TFix>
    where TRule : Rule, new()
    where TFix : CodeFixProvider, new();

/// <summary>The same for findings of any analyzer.</summary>
internal class AnalyzerFixTest<TAnalyzer, TFix> : CSharpCodeFixTest<TAnalyzer, TFix, DefaultVerifier>
    where TAnalyzer : DiagnosticAnalyzer, new()
    where TFix : CodeFixProvider, new()
{
    public ImmutableArray<MetadataReference> References { get; init; } = Tests.References.Everything;

    public bool IsApplication { get; init; } = true;

    public string Code { init => TestCode = value; }

    /// <summary>The fixed <c>Test.cs</c>; leave it out where the fix is refused.</summary>
    public string? Fixed { get; init; }

    public string? Options { init => TestState.AnalyzerConfigFiles.Add(("/.globalconfig", "is_global = true\n" + value)); }

    protected override ParseOptions CreateParseOptions() => Project.ParseOptions;

    protected override CompilationOptions CreateCompilationOptions() => Project.Options(IsApplication);

    protected override Task RunImplAsync(CancellationToken cancellationToken)
    {
        if (Fixed is not null)
            FixedState.Sources.Insert(0, ("Test.cs", SourceText.From(Fixed)));
        Project.Complete(TestState, References, IsApplication);
        // Without sources of its own the framework would not try the fix.
        if (FixedState.Sources.Count == 0)
            FixedState.MarkupHandling = MarkupMode.Allow;
        for (var i = FixedState.Sources.Count; i < TestState.Sources.Count; i++)
            FixedState.Sources.Add(TestState.Sources[i]);
        return base.RunImplAsync(cancellationToken);
    }
}

/// <summary>Runs some of the rules.</summary>
internal class Together(ImmutableArray<Rule> rules) : StatelessAnalyzer(rules);

/// <summary>Runs one rule.</summary>
internal sealed class Alone<TRule>() : Together([new TRule()]) where TRule : Rule, new();

file static class InfoMarkup
{
    public static string Read(string code, List<DiagnosticResult> expected)
    {
        var number = 0;
        return Regex.Replace(code, @"\{\|info (SLS\d{4}):", start =>
        {
            expected.Add(new DiagnosticResult(start.Groups[1].Value, DiagnosticSeverity.Info).WithLocation(number).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations));
            return $"{{|#{number++}:";
        });
    }
}

file static class Project
{
    const string Usings = """
        // <auto-generated/>
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;
        """;

    const string WebUsings = """

        global using System.Net.Http.Json; global using Microsoft.AspNetCore.Builder; global using Microsoft.AspNetCore.Hosting;
        global using Microsoft.AspNetCore.Http; global using Microsoft.AspNetCore.Routing; global using Microsoft.Extensions.Configuration;
        global using Microsoft.Extensions.DependencyInjection; global using Microsoft.Extensions.Hosting; global using Microsoft.Extensions.Logging;
        """;

    static readonly Regex Markup = new(@"\{\|[^:|]*:|\|\}|\[\||\|\]|\$\$");

    public static ParseOptions ParseOptions { get; } = new CSharpParseOptions(LanguageVersion.Latest, DocumentationMode.Parse);

    public static CompilationOptions Options(bool application) =>
        new CSharpCompilationOptions(application ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable);

    public static void Complete(SolutionState state, ImmutableArray<MetadataReference> references, bool application)
    {
        state.OutputKind = application ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary;
        state.ReferenceAssemblies = new ReferenceAssemblies("none");
        state.AdditionalReferences.AddRange(references);
        if (state.Sources.Count > 0)
            state.Sources[0] = ("Test.cs", state.Sources[0].content);
        if (application && !state.Sources.Any(s => HasEntryPoint(s.content.ToString())))
            state.Sources.Add(("Entry.cs", "return;"));
        if (UsingsFor(references) is { Length: > 0 } usings)
            state.Sources.Add(("obj/Usings.g.cs", usings));
    }

    public static SyntaxTree GlobalUsings(ImmutableArray<MetadataReference> references) =>
        CSharpSyntaxTree.ParseText(UsingsFor(references), (CSharpParseOptions)ParseOptions, "obj/Usings.g.cs");

    static string UsingsFor(ImmutableArray<MetadataReference> references) =>
        references.Contains(References.Classic[0]) ? "" : references.Contains(References.AspNetCore[^1]) ? Usings + WebUsings : Usings;

    // Markup is no C#: a parser takes what follows it for statements.
    static bool HasEntryPoint(string code) =>
        CSharpSyntaxTree.ParseText(Markup.Replace(code, "")).GetRoot().DescendantNodes().Any(n => n is GlobalStatementSyntax || n is MethodDeclarationSyntax { Identifier.ValueText: "Main" });
}
