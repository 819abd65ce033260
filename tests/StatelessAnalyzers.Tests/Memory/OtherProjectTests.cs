using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using StatelessAnalyzers.Memory;
using Xunit;

namespace StatelessAnalyzers.Tests.Memory;

/// <summary>State that one project of a solution declares and another one changes or registers.</summary>
public class OtherProjectTests
{
    const string State = """
        namespace Shop
        {
            public static class Settings { public static string Theme = ""; public static int Hits; public static string Region { get; set; } = ""; public const int Max = 5; public static readonly System.Collections.Generic.List<string> Names = new(); }
            public class AppState { public string Banner { get; set; } = ""; public System.Collections.Generic.List<string> Tags = new(); }
            public class Basket { public string Owner { get; set; } = ""; }
        }
        """;

    const string App = """
        using Microsoft.Extensions.DependencyInjection;
        using Shop;
        public static class Composition { public static void Add(IServiceCollection services) { services.AddSingleton<AppState>(); services.AddScoped<Basket>(); Settings.Theme = "start"; } }
        public class Page(AppState state, Basket basket)
        {
            public void Set(string v) { Settings.Theme = v; Settings.Names.Add(v); state.Banner = v; state.Tags.Add(v); basket.Owner = v; }
            public int Hit() => ++Settings.Hits + Settings.Max + Settings.Names.Count;
            public string Get() => Settings.Region + state.Banner;
        }
        """;

    [Fact]
    public async Task Reports_what_belongs_to_another_project_of_the_solution() =>
        Assert.Equal(["SLS3002 Settings.Theme", "SLS3002 Settings.Names", "SLS3003 state.Banner", "SLS3003 state.Tags", "SLS3010 Settings.Hits"], await Run("Shop.Web", References.Compile("Shop.Services", State, References.AspNetCore)));

    [Fact]
    public async Task Reports_the_same_where_an_editor_has_the_source_of_the_other_project() =>
        Assert.Equal(5, (await Run("Shop.Web", CSharpCompilation.Create("Shop.Services", [CSharpSyntaxTree.ParseText(State, path: "State.cs", cancellationToken: TestContext.Current.CancellationToken)], References.AspNetCore, new(OutputKind.DynamicallyLinkedLibrary)).ToMetadataReference())).Count());

    [Fact]
    public async Task Silent_for_what_belongs_to_a_package() =>
        Assert.Empty(await Run("Shop.Web", References.Compile("Vendor.Services", State, References.AspNetCore)));

    [Fact]
    public async Task Informs_of_channels_of_services_whose_host_is_another_project()
    {
        var test = new RuleTest<LongLivedState>
        {
            IsApplication = false,
            Code = """
                using System.Threading.Channels;
                public interface IJobs { void Add(string v); }
                public class Jobs : IJobs { readonly Channel<string> {|info SLS5001:jobs|} = Channel.CreateUnbounded<string>(); public void Add(string v) => jobs.Writer.TryWrite(v); public ChannelReader<string> All => jobs.Reader; }
                public class Pipe { readonly Channel<string> parts = Channel.CreateUnbounded<string>(); public void Add(string v) => parts.Writer.TryWrite(v); }
                public class Work { public void Run() { var parts = Channel.CreateUnbounded<string>(); parts.Writer.TryWrite("a"); } }
                """,
        };
        await test.RunAsync(TestContext.Current.CancellationToken);
    }

    static async Task<IEnumerable<string>> Run(string assembly, MetadataReference other)
    {
        var tree = CSharpSyntaxTree.ParseText(App, new CSharpParseOptions(LanguageVersion.Latest), "App.cs", cancellationToken: TestContext.Current.CancellationToken);
        var compilation = CSharpCompilation.Create(assembly, [tree], References.AspNetCore.Add(other), new(OutputKind.DynamicallyLinkedLibrary));
        Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(d => d.Severity == DiagnosticSeverity.Error));
        var found = await compilation.WithAnalyzers([new Alone<LongLivedState>()]).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return found.OrderBy(d => d.Location.SourceSpan.Start).Select(d => $"{d.Id} {App.Substring(d.Location.SourceSpan.Start, d.Location.SourceSpan.Length)}");
    }
}
