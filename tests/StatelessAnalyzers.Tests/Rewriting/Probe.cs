using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Tests.Rewriting;

/// <summary>An assembly whose calls are the findings of the tests of the engine, each with another demand on it.</summary>
internal static class Probe
{
    const string Source = """
        using System.Threading;
        using System.Threading.Tasks;
        using Amazon.S3;
        using Microsoft.Extensions.Caching.Hybrid;
        using Microsoft.Extensions.Configuration;

        public static class Probe
        {
            public static string Load(string key) => key;
            public static Task<string> LoadAsync(string key) => Task.FromResult(key);
            public static void Save(string key) { }
            public static Task SaveAsync(string key, CancellationToken token = default) => Task.CompletedTask;
            public static string Use(string key) => key;
            public static string Used(IAmazonS3 s3, string key) => key;
            public static string Read(string key) => key;
            public static Task<string> ReadAsync(IAmazonS3 s3, string key, CancellationToken token = default) => Task.FromResult(key);
            public static string Both(string key) => key;
            public static string UsedBoth(IAmazonS3 s3, IConfiguration configuration, string key) => key;
            public static string Cached(string key) => key;
            public static string Hoisted(string key) => key;
            public static string Kept(string key) => key;
            public static bool Exists(string key) => true;
            public static string Removed(string key) => key;
            public static string Broken(string key) => key;
            public static string Thrown(string key) => key;
        }
        """;

    public static readonly DiagnosticDescriptor Rule =
#pragma warning disable RS0030, RS2008 // not a rule of the package
        new("PROBE", "Probe", "Probe", "Tests", DiagnosticSeverity.Warning, isEnabledByDefault: true);
#pragma warning restore RS0030, RS2008

    public static MetadataReference Reference { get; } = Emit();

    static PortableExecutableReference Emit()
    {
        var stream = new MemoryStream();
        var result = CSharpCompilation.Create("Probe", [CSharpSyntaxTree.ParseText(Source)], References.Everything, new(OutputKind.DynamicallyLinkedLibrary)).Emit(stream);
        return result.Success ? MetadataReference.CreateFromImage(stream.ToArray()) : throw new InvalidOperationException(string.Join('\n', result.Diagnostics));
    }

    /// <summary>The calls of a tree, by syntax alone.</summary>
    public static IEnumerable<InvocationExpressionSyntax> Calls(SyntaxNode root) =>
        root.DescendantNodes().OfType<InvocationExpressionSyntax>().Where(i => i.Expression is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "Probe" }, Name.Identifier.ValueText: var name }
            && name is "Load" or "Save" or "Use" or "Read" or "Both" or "Cached" or "Hoisted" or "Kept" or "Exists" or "Removed" or "Broken" or "Thrown" && !name.EndsWith("Async", StringComparison.Ordinal));
}

#pragma warning disable RS1036, RS1038, RS1041 // lives in a test only
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class ProbeAnalyzer : DiagnosticAnalyzer
#pragma warning restore RS1036, RS1038, RS1041
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Probe.Rule];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
#pragma warning disable RS0030 // the base class of rules would ask for a host
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
#pragma warning restore RS0030
        context.RegisterSyntaxTreeAction(tree =>
        {
            foreach (var call in Probe.Calls(tree.Tree.GetRoot(tree.CancellationToken)))
                tree.ReportDiagnostic(Diagnostic.Create(Probe.Rule, call.GetLocation()));
        });
    }
}

[ExportCodeFixProvider(LanguageNames.CSharp)]
internal sealed class ProbeFix() : StatelessFix(Probe.Rule, "Fix the probe")
{
    public override async Task PlanAsync(Finding finding, FixUnit unit, FixSession session)
    {
        var root = await session.RootAsync(finding.Document.Id);
        var call = (InvocationExpressionSyntax)root.FindNode(finding.Diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        var target = NodeKey.Of(finding.Document.Id, call);
        var name = ((MemberAccessExpressionSyntax)call.Expression).Name.Identifier.ValueText;
        switch (name)
        {
            case "Load":
                unit.Add(Replace((key, _) => $"await Probe.LoadAsync({key})") with { Awaits = true });
                break;
            case "Save":
                unit.Add(Replace((key, scope) => scope.Call("await Probe.SaveAsync", key, scope.Token)) with { Awaits = true });
                break;
            case "Use":
                unit.Add(Replace((key, scope) => $"Probe.Used({scope.Service(Services.S3)}, {key})") with { Services = [Services.S3] });
                break;
            case "Read":
                unit.Add(Replace((key, scope) => scope.Call("await Probe.ReadAsync", scope.Service(Services.S3), key, scope.Token)) with { Services = [Services.S3], Awaits = true });
                break;
            case "Both":
                unit.Add(Replace((key, scope) => $"Probe.UsedBoth({scope.Service(Services.S3)}, {scope.Service(Services.Configuration)}, {key})") with { Services = [Services.S3, Services.Configuration] });
                break;
            case "Cached":
                unit.Add(Replace((key, scope) => $"await {scope.Service(Services.HybridCache)}.GetOrCreateAsync({key}, _ => ValueTask.FromResult({key}))") with { Services = [Services.HybridCache], Awaits = true, Usings = ["System.Threading.Tasks"] });
                break;
            case "Hoisted":
                unit.Add(new RewriteNode(target, name, (current, scope) =>
                {
                    var local = scope.Unused("value");
                    scope.Hoist($"var {local} = await Probe.LoadAsync({KeyOf(current)});");
                    return scope.Expression(local, current);
                }) { Awaits = true, Hoists = true });
                break;
            case "Kept":
                var type = call.FirstAncestorOrSelf<TypeDeclarationSyntax>()!;
                unit.Add(new AddMember(NodeKey.Of(finding.Document.Id, type), "ToKey", "private static string ToKey(string name) => name.Trim();"));
                unit.Add(Replace((key, _) => $"ToKey({key})"));
                break;
            case "Exists":
                unit.Add(Replace((key, _) => $"{key}.Length is 3"));
                break;
            case "Removed":
                unit.Add(new RewriteNode(NodeKey.Of(finding.Document.Id, call.FirstAncestorOrSelf<StatementSyntax>()!), name, (_, _) => null));
                break;
            case "Broken":
                unit.Add(Replace((key, _) => $"Missing({key})"));
                break;
            default:
                throw new InvalidOperationException("A planner that did not expect this.");
        }

        RewriteNode Replace(Func<string, RewriteScope, string> make) => new(target, name, (current, scope) => scope.Expression(make(KeyOf(current), scope), current));
    }

    static string KeyOf(SyntaxNode call) => ((InvocationExpressionSyntax)call).ArgumentList.Arguments[0].Expression.WithoutTrivia().ToFullString();
}
