using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Sessions;

/// <summary>SLS1006: circuits of Blazor Server whose hub is mapped, and sessions of MCP servers.</summary>
internal sealed class CircuitHoldsUserState() : Rule(Rules.SLS1006_CircuitHoldsUserState)
{
    public override void Start(RuleContext context)
    {
        var types = context.Types;
        if (context.Host.SeesRegistrations)
        {
            context.OnRegistration(
                TypeNames.ComponentServiceCollectionExtensions,
                (operation, name) => ReportCircuits(operation, name, mappedBy: "MapBlazorHub"),
                "AddServerSideBlazor");
            context.OnRegistration(
                TypeNames.ServerRazorComponentsBuilderExtensions,
                (operation, name) => ReportCircuits(operation, name, mappedBy: "AddInteractiveServerRenderMode"),
                "AddInteractiveServerComponents");
        }
        context.OnRegistration(
            TypeNames.HttpMcpServerBuilderExtensions,
            (operation, name) =>
            {
                if (KeepsSessions((IInvocationOperation)operation.Operation))
                    Report(operation, name, "the sessions of its clients", "Set Stateless = true, or route each client to one instance.");
            },
            "WithHttpTransport");

        void ReportCircuits(OperationAnalysisContext operation, SyntaxNode name, string mappedBy)
        {
            if (context.Composition.Registers(mappedBy))
                Report(operation, name, "the state of every user's circuit", "Route each client to one instance, share the data-protection keys and keep what must not be lost in a shared store.");
        }
    }

    static void Report(OperationAnalysisContext operation, SyntaxNode name, string state, string advice) =>
        operation.ReportDiagnostic(Diagnostic.Create(Rules.SLS1006_CircuitHoldsUserState, name.GetLocation(), name.ToString(), state, advice));

    // The second major version is stateless unless told otherwise; before it, the other way round.
    static bool KeepsSessions(IInvocationOperation registration)
    {
        bool? said = null;
        foreach (var operation in registration.Descendants())
            if (operation is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { Name: "Stateless" or "SessionMode" } property }, Value: var value })
                said = property.Name == "Stateless" ? value.ConstantValue is { HasValue: true, Value: false }
                    : value is IFieldReferenceOperation { Field.Name: "Stateful" or "StatefulForInitializeClients" };
        return said ?? (IsWrittenHere(registration) && registration.TargetMethod.ContainingAssembly.Identity.Version.Major < 2);
    }

    // Options that another method sets cannot be seen.
    static bool IsWrittenHere(IInvocationOperation registration)
    {
        foreach (var argument in registration.Arguments)
            if (argument is { ArgumentKind: ArgumentKind.Explicit, Value.Type.TypeKind: TypeKind.Delegate } and not { Value: IDelegateCreationOperation { Target: IAnonymousFunctionOperation } })
                return false;
        return true;
    }
}
