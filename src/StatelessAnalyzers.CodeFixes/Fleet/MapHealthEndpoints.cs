using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Platform;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Fleet;

/// <summary>SLS6006: maps liveness and readiness before the application runs, open to a load balancer that has no account.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
internal sealed class MapHealthEndpoints() : StatelessFix(Rules.SLS6006_HealthEndpointMissing, "Map health checks for liveness and readiness")
{
    static readonly ImmutableArray<string> Usings = ImmutableArray.Create("Microsoft.AspNetCore.Builder", "Microsoft.AspNetCore.Diagnostics.HealthChecks");

    const string LivePath = "/health/live";

    // Liveness asks nothing of others: an instance is not replaced because the database is down. Nor does middleware, which may, get to see a probe.
    static Registration Live(string how) => new(90, "MapHealthChecks", null, $"{{services}}.MapHealthChecks(\"{LivePath}\", new HealthCheckOptions {{ Predicate = _ => false }}){how};", Usings, null);

    static Registration Ready(string how) => new(91, "MapHealthChecks", null, $"{{services}}.MapHealthChecks(\"{Readiness.Path}\"){how};", Usings, null);

    static readonly Registration WithRedis = Readiness.RedisCheck with { Rank = Services.HealthChecks.Rank, Method = Services.HealthChecks.Method, Statement = "{services}.AddHealthChecks()" + Readiness.RedisCheck.Statement + ";" };

    public override async Task PlanAsync(Finding finding, FixUnit unit, FixSession session)
    {
        var document = finding.Document;
        var root = await session.RootAsync(document.Id).ConfigureAwait(false);
        var model = await session.ModelAsync(document.Id).ConfigureAwait(false);
        var types = KnownTypes.Of(model.Compilation);
        var call = root.FindNode(finding.Diagnostic.Location.SourceSpan).FirstAncestorOrSelf<InvocationExpressionSyntax>();
        if (call is null || (PlaceOf(call, document, model) ?? (IsGeneric(call, model) ? await InStartupAsync(document.Project, session).ConfigureAwait(false) : null)) is not { } place)
        {
            unit.Refuse("the web application is not at hand where it runs, and no block is given to UseEndpoints once");
            return;
        }
        (document, var anchor, var placement, var endpoints) = place;
        if (placement == Placement.After && await IsTakenAsync(document.Project, session).ConfigureAwait(false))
        {
            unit.Refuse("these addresses may be mapped for development already");
            return;
        }
        var how = types.Has(TypeNames.RouteShortCircuitEndpointConventionBuilderExtensions) ? ".AllowAnonymous().ShortCircuit()" : ".AllowAnonymous()";
        foreach (var mapping in new[] { Live(how), Ready(how) })
            unit.Add(new InsertRegistration(NodeKey.Of(document.Id, anchor), placement, mapping, endpoints, null));
        foreach (var ns in Usings)
            unit.Add(new AddUsing(document.Id, ns));
        // A library that maps them registers the checks, too, or its hosts do.
        if (CompositionFacts.Of(model.Compilation, session.CancellationToken).Calls(Services.HealthChecks.Method).Any(c => c.Arm != DeploymentArm.Development) && model.Compilation.Options.OutputKind == OutputKind.DynamicallyLinkedLibrary)
            return;
        var readiness = new Readiness(session);
        var asksRedis = await readiness.DependsOnRedisAsync(document.Project).ConfigureAwait(false);
        await session.Composition.RegisterAsync(unit, document.Project.Id, asksRedis ? WithRedis : Services.HealthChecks).ConfigureAwait(false);
        if (asksRedis)
            await readiness.AddCheckAsync(unit, document.Project).ConfigureAwait(false);
    }

    // Before the statement that runs the application, or behind the arm for development.
    static (Document Document, SyntaxNode Anchor, Placement Placement, string Endpoints)? PlaceOf(InvocationExpressionSyntax call, Document document, SemanticModel model) => call.Expression switch
    {
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Run" or "RunAsync", Expression: IdentifierNameSyntax application } when KnownTypes.Of(model.Compilation).Is(model.GetTypeInfo(application).Type, TypeNames.WebApplication)
            && call.FirstAncestorOrSelf<StatementSyntax>() is { Parent: BlockSyntax or GlobalStatementSyntax } and ExpressionStatementSyntax run => (document, run, Placement.Before, application.Identifier.ValueText),
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "MapHealthChecks", Expression: IdentifierNameSyntax application } when ArmAround(call, model.GetSymbolInfo(application).Symbol) is { } arm => (document, arm, Placement.After, application.Identifier.ValueText),
        _ => null,
    };

    static bool IsGeneric(InvocationExpressionSyntax run, SemanticModel model) =>
        model.GetSymbolInfo(run).Symbol is IMethodSymbol { Name: "Run" or "RunAsync" } method && !KnownTypes.Of(model.Compilation).Is(method.ContainingType, TypeNames.WebApplication);

    // Two of them may belong to two applications, or one to a branch of the pipeline.
    static async Task<(Document Document, SyntaxNode Anchor, Placement Placement, string Endpoints)?> InStartupAsync(Project project, FixSession session) =>
        await session.CallsAsync(project, "UseEndpoints").ConfigureAwait(false) is [(var document, _, { Parent: ExpressionStatementSyntax { Parent: BlockSyntax { Parent: MethodDeclarationSyntax { Identifier.ValueText: "Configure" } } } } only)]
        && MappedEndpoints.Within(only) is var (anchor, placement, endpoints) ? (document, anchor, placement, endpoints) : null;

    // The arm for development, which keeps what it maps: whoever wrote it did so on purpose.
    static StatementSyntax? ArmAround(InvocationExpressionSyntax mapping, ISymbol? application) =>
        mapping.Ancestors().OfType<IfStatementSyntax>().FirstOrDefault(i => i.Parent is BlockSyntax or GlobalStatementSyntax && DeploymentArms.Of(i) == DeploymentArm.Always) is { } arm
        && application is { DeclaringSyntaxReferences: [var declared] } && !(declared.SyntaxTree == arm.SyntaxTree && arm.Span.Contains(declared.Span)) ? arm : null;

    static async Task<bool> IsTakenAsync(Project project, FixSession session)
    {
        foreach (var (_, model, call) in await session.CallsAsync(project, "MapHealthChecks").ConfigureAwait(false))
            if (call is { Expression: MemberAccessExpressionSyntax, ArgumentList.Arguments: [{ Expression: var address }, ..] }
                && (model.GetConstantValue(address).Value is not string path || path.TrimEnd('/') is Readiness.Path or LivePath))
                return true;
        return false;
    }
}
