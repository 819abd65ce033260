using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Fleet;

/// <summary>SLS6006: a web host that no load balancer can ask for its health, or that answers on a developer's machine only.</summary>
internal sealed class HealthEndpointMissing() : Rule(Rules.SLS6006_HealthEndpointMissing)
{
    static readonly string[] Mappings = ["MapHealthChecks", "UseHealthChecks"];

    // What says that a generic host serves requests.
    static readonly string[] WebHosts = ["ConfigureWebHostDefaults", "ConfigureWebHost", "UseStartup"];

    public override void Start(RuleContext context)
    {
        var types = context.Types;
        if (!types.Has(TypeNames.HealthCheckEndpointRouteBuilderExtensions))
            return;

        context.OnCall(
            (operation, call) =>
            {
                if ((types.Is(call.TargetMethod.ContainingType, TypeNames.HealthCheckEndpointRouteBuilderExtensions) || types.Is(call.TargetMethod.ContainingType, TypeNames.HealthCheckApplicationBuilderExtensions))
                    && CalledName.Of(call.Syntax) is { } name && DeploymentArms.Of(name) == DeploymentArm.Development && !HasEndpoint(context.Composition) && IsFirst(context.Composition, name))
                    operation.ReportDiagnostic(Diagnostic.Create(
                        Rules.SLS6006_HealthEndpointMissing, name.GetLocation(), name.Identifier.ValueText, "answers on a developer's machine only"));
            },
            Mappings);
        if (context.Host.SeesRegistrations)
            context.OnCall(
                (operation, call) =>
                {
                    if (RunsWebHost(call.TargetMethod) && CalledName.Of(call.Syntax) is { } name && DeploymentArms.Of(name) != DeploymentArm.Development && IsMissing(operation.CancellationToken))
                        operation.ReportDiagnostic(Diagnostic.Create(Rules.SLS6006_HealthEndpointMissing, name.GetLocation(), name.Identifier.ValueText, "starts a web host without a health endpoint"));
                },
                "Run", "RunAsync");

        bool RunsWebHost(IMethodSymbol method) =>
            types.Is(method.ContainingType, TypeNames.WebApplication)
            || types.Is(method.ContainingType, TypeNames.WebHostExtensions)
            || (types.Is(method.ContainingType, TypeNames.HostingAbstractionsHostExtensions) && Array.Exists(WebHosts, context.Composition.Registers));

        bool IsMissing(CancellationToken cancellationToken)
        {
            var composition = context.Composition;
            return !HasEndpoint(composition) && !Array.Exists(Mappings, m => composition.Calls(m).Any())
                // No load balancer asks a function.
                && !composition.Registers("AddAWSLambdaHosting")
                && (SourceWords.In(context.Compilation, cancellationToken) & Spoken.HealthAddress) == 0
                && !HiddenRegistrations.MayExist(
                    context.Compilation, types, composition, assembly => assembly == "Microsoft.AspNetCore.Diagnostics.HealthChecks", service: null,
                    facts => HasEndpoint(facts) || Array.Exists(Mappings, m => facts.Calls(m).Any()));
        }
    }

    static bool HasEndpoint(CompositionFacts composition) =>
        composition.RegistersAny(m =>
            (m.StartsWith("Map", StringComparison.Ordinal) || m.StartsWith("Use", StringComparison.Ordinal))
            && m.IndexOf("Health", StringComparison.Ordinal) >= 0 && m.IndexOf("HealthChecksUI", StringComparison.Ordinal) < 0);

    // A library may map several for development: one finding says it.
    static bool IsFirst(CompositionFacts composition, SyntaxNode name)
    {
        foreach (var mapping in Mappings)
            foreach (var call in composition.Calls(mapping))
                return call.IsAt(name);
        return false;
    }
}
