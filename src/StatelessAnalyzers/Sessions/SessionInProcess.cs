using Microsoft.CodeAnalysis;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Sessions;

/// <summary>SLS1001: <c>AddSession</c>, <c>UseSession</c> or session TempData in an application that registers no shared <c>IDistributedCache</c>.</summary>
internal sealed class SessionInProcess() : Rule(Rules.SLS1001_SessionInProcess)
{
    static readonly string[] ImplicitMemoryCaches = ["AddControllersWithViews", "AddRazorPages", "AddMvc"];

    public override void Start(RuleContext context)
    {
        if (!context.Host.SeesRegistrations || !context.Types.Has(TypeNames.SessionServiceCollectionExtensions))
            return;

        context.OnCall(
            (operation, call) =>
            {
                if (KeepsSessions(call.TargetMethod) && CalledName.Of(call.Syntax) is { } name
                    && DeploymentArms.Of(name) != DeploymentArm.Development && !SharedCaches.Registered(context))
                    operation.ReportDiagnostic(Diagnostic.Create(Rules.SLS1001_SessionInProcess, name.GetLocation(), name.ToString(), Reason(context.Composition)));
            },
            "AddSession", "UseSession", "AddSessionStateTempDataProvider");

        bool KeepsSessions(IMethodSymbol method) => method.Name switch
        {
            "AddSession" => context.Types.Is(method.ContainingType, TypeNames.SessionServiceCollectionExtensions),
            // The middleware of the same session: one finding is enough.
            "UseSession" => context.Types.Is(method.ContainingType, TypeNames.SessionMiddlewareExtensions) && !context.Composition.Calls("AddSession").Any(),
            "AddSessionStateTempDataProvider" => context.Types.Is(method.ContainingType, TypeNames.MvcViewFeaturesMvcBuilderExtensions),
            _ => false,
        };
    }

    static string Reason(CompositionFacts composition)
    {
        if (composition.Registers("AddDistributedMemoryCache"))
            return "only AddDistributedMemoryCache is registered";
        if (SharedCaches.RegistersMemory(composition))
            return "only MemoryDistributedCache is registered";
        foreach (var method in ImplicitMemoryCaches)
            if (composition.Registers(method))
                return method + " registers a memory cache";
        return "no IDistributedCache is registered";
    }
}
