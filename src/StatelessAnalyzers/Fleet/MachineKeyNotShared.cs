using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Configuration;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Fleet;

/// <summary>
/// SLS6008: classic applications that depend on a machine key which each instance makes for itself. Reported once, at the most telling place: the key's element, the authentication that
/// needs it, the OWIN middleware, or else the section that lacks it.
/// </summary>
internal sealed class MachineKeyNotShared() : Rule(Rules.SLS6008_MachineKeyNotShared)
{
    public override void Start(RuleContext context)
    {
        if (context.Host.Kind != HostKind.Classic || context.Configuration.Web is not { } web || !web.Always(d => !MachineKeyUses.IsShared(d)))
            return;

        var uses = new MachineKeyUses(context, web);
        var hasElement = web.Deployments[0].Section(MachineKeyUses.Section) is not null;
        if (!hasElement && uses is { InFile: null, Middleware: { } middleware })
        {
            context.OnCall(
                (operation, call) =>
                {
                    var method = call.TargetMethod.ReducedFrom ?? call.TargetMethod;
                    if (method.Parameters is [{ Type: var builder }, ..] && context.Types.Is(builder, TypeNames.Packages.IAppBuilder)
                        && !SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, context.Compilation.Assembly)
                        && call.Syntax is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name: var name } })
                        operation.ReportDiagnostic(Diagnostic.Create(Rules.SLS6008_MachineKeyNotShared, name.GetLocation(), middleware, "its cookies and tokens depend on it"));
                },
                middleware);
            return;
        }
        context.OnAdditionalFile(file =>
        {
            if (ElementOf(web, hasElement, uses) is { } element && web.NameOf(element) is var place && place.GetLineSpan().Path == file.AdditionalFile.Path
                && (uses.InFile ?? (uses.Middleware is { } name ? $"'{name}' depends on it" : uses.Code)) is { } need)
                file.ReportDiagnostic(Diagnostic.Create(Rules.SLS6008_MachineKeyNotShared, place, element.Name, need));
        });
    }

    static ConfigurationElement? ElementOf(XmlConfiguration web, bool hasElement, MachineKeyUses uses)
    {
        var deployment = web.Deployments[0];
        return hasElement ? deployment.Section(MachineKeyUses.Section)
            : uses.InFile is not null ? deployment.Section("system.web/authentication") ?? deployment.Section("system.web")
            : deployment.Section("system.web");
    }
}
