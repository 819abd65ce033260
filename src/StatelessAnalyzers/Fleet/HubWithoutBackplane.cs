using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Fleet;

/// <summary>SLS6003: SignalR hubs whose messages stay with the instance that sends them. Circuits of Blazor are SLS1006.</summary>
internal sealed class HubWithoutBackplane() : Rule(Rules.SLS6003_HubWithoutBackplane)
{
    static readonly string[] Backplanes = ["AddStackExchangeRedis", "AddAzureSignalR", "AddNamedAzureSignalR", "UseAzureSignalR"];

    // Names that other features have too: they count where the assembly is referenced.
    static readonly (string Method, string Assembly)[] Ambiguous =
    [
        ("AddRedis", "Microsoft.AspNetCore.SignalR.Redis"), ("AddSqlServer", "IntelliTect.AspNetCore.SignalR.SqlServer"), ("AddOrleans", "SignalR.Orleans"),
    ];

    static readonly HashSet<string> Providers = new(StringComparer.OrdinalIgnoreCase)
    {
        "Microsoft.AspNetCore.SignalR.StackExchangeRedis", "Microsoft.AspNetCore.SignalR.Redis", "Microsoft.Azure.SignalR", "IntelliTect.AspNetCore.SignalR.SqlServer", "SignalR.Orleans",
    };

    static readonly string[] ClassicBackplanes = ["UseRedis", "UseStackExchangeRedis", "UseSqlServer", "UseServiceBus", "UseAzureSignalR", "MapAzureSignalR"];

    public override void Start(RuleContext context)
    {
        // Two assemblies of the framework declare a class of registration methods of one name: what is returned tells.
        if (context.Host.SeesRegistrations && context.Types.Has(TypeNames.ISignalRServerBuilder))
            context.OnCall(
                (operation, call) =>
                {
                    var composition = context.Composition;
                    if (!call.TargetMethod.IsStatic || !context.Types.Is(call.TargetMethod.ReturnType, TypeNames.ISignalRServerBuilder) || CalledName.Of(call.Syntax) is not { } name
                        || composition.First("AddSignalR")?.IsAt(name) != true || HasBackplane(context))
                        return;
                    var spoken = SourceWords.In(context.Compilation, operation.CancellationToken);
                    if (composition.Registers("MapHub") || composition.Registers("UseSignalR") || (spoken & Spoken.HubContext) != 0)
                        Report(operation, name, (spoken & Spoken.Broadcast) != 0 ? RuleLevel.Warning : RuleLevel.Info, "AddStackExchangeRedis");
                },
                "AddSignalR");
        context.OnRegistration(
            TypeNames.Packages.ClassicSignalR,
            (operation, name) =>
            {
                if (!Array.Exists(ClassicBackplanes, context.Composition.Registers))
                    Report(operation, name, RuleLevel.Warning, "GlobalHost.DependencyResolver.UseStackExchangeRedis");
            },
            "MapSignalR");
    }

    static bool HasBackplane(RuleContext context)
    {
        var composition = context.Composition;
        if (Array.Exists(Backplanes, composition.Registers) || composition.Mentions("HubLifetimeManager"))
            return true;
        foreach (var (method, assembly) in Ambiguous)
            if (composition.Registers(method) && context.Compilation.ReferencedAssemblyNames.Any(a => a.Name == assembly))
                return true;
        return HiddenRegistrations.MayExist(
            context.Compilation, context.Types, composition, Providers.Contains, TypeNames.HubLifetimeManager, facts => Array.Exists(Backplanes, facts.Registers));
    }

    static void Report(OperationAnalysisContext operation, SimpleNameSyntax name, RuleLevel level, string remedy) =>
        operation.ReportDiagnostic(Findings.At(level, Rules.SLS6003_HubWithoutBackplane, name.GetLocation(), name.Identifier.ValueText, remedy));
}
