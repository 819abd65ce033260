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

    // Liveness asks nothing of others: an instance is not replaced because the database is down. Nor does middleware, which may, get to see a probe.
    static Registration Live(string how) => new(90, "MapHealthChecks", null, $"{{services}}.MapHealthChecks(\"/health/live\", new HealthCheckOptions {{ Predicate = _ => false }}){how};", Usings, null);

    static Registration Ready(string how) => new(91, "MapHealthChecks", null, $"{{services}}.MapHealthChecks(\"{Readiness.Path}\"){how};", Usings, null);

    static readonly Registration WithRedis = Readiness.RedisCheck with { Rank = Services.HealthChecks.Rank, Method = Services.HealthChecks.Method, Statement = "{services}.AddHealthChecks()" + Readiness.RedisCheck.Statement + ";" };

    public override async Task PlanAsync(Finding finding, FixUnit unit, FixSession session)
    {
        var document = finding.Document;
        var root = await session.RootAsync(document.Id).ConfigureAwait(false);
        var model = await session.ModelAsync(document.Id).ConfigureAwait(false);
        var node = root.FindNode(finding.Diagnostic.Location.SourceSpan);
        if (node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Run" or "RunAsync", Expression: IdentifierNameSyntax application } } run
            || !KnownTypes.Of(model.Compilation).Is(model.GetTypeInfo(application).Type, TypeNames.WebApplication)
            || run.FirstAncestorOrSelf<StatementSyntax>() is not ({ Parent: BlockSyntax or GlobalStatementSyntax } and ExpressionStatementSyntax statement))
        {
            unit.Refuse("the web application is not at hand where it runs");
            return;
        }
        var how = KnownTypes.Of(model.Compilation).Has(TypeNames.RouteShortCircuitEndpointConventionBuilderExtensions) ? ".AllowAnonymous().ShortCircuit()" : ".AllowAnonymous()";
        foreach (var mapping in new[] { Live(how), Ready(how) })
            unit.Add(new InsertRegistration(NodeKey.Of(document.Id, statement), Placement.Before, mapping, application.Identifier.ValueText, null));
        foreach (var ns in Usings)
            unit.Add(new AddUsing(document.Id, ns));
        var readiness = new Readiness(session);
        var asksRedis = await readiness.DependsOnRedisAsync(document.Project).ConfigureAwait(false);
        await session.Composition.RegisterAsync(unit, document.Project.Id, asksRedis ? WithRedis : Services.HealthChecks).ConfigureAwait(false);
        if (asksRedis)
            await readiness.AddCheckAsync(unit, document.Project).ConfigureAwait(false);
    }
}
