using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace StatelessAnalyzers.Platform;

/// <summary>The base of rules that report uses of library members from a table: what runs in development only is left out, what a condition decides is information.</summary>
internal abstract class LibraryRule(params DiagnosticDescriptor[] descriptors) : Rule(descriptors)
{
    protected abstract IEnumerable<LibraryApi> Apis { get; }

    public override void Start(RuleContext context)
    {
        foreach (var alike in Apis.Where(api => context.Types.Has(api.Type)).GroupBy(api => (api.Name, Kind: api.Member is LibraryApi.Constructor or LibraryApi.TypeArgument ? api.Member : "")))
        {
            var known = alike.ToImmutableArray();
            switch (alike.Key.Kind)
            {
                case LibraryApi.Constructor:
                    context.OnCreation((operation, creation) => OfMethod(operation, known, creation.Constructor, creation.Syntax, context), alike.Key.Name);
                    break;
                case LibraryApi.TypeArgument:
                    context.OnCall((operation, call) => OfTypeArguments(operation, known, call, context), LibraryApi.TypeTakers);
                    break;
                default:
                    context.OnCall((operation, call) => OfMethod(operation, known, call.TargetMethod, CalledName.Of(call.Syntax) ?? call.Syntax, context), alike.Key.Name);
                    break;
            }
        }
    }

    /// <summary>Reports the use, or not.</summary>
    /// <param name="operation">The call or creation.</param>
    /// <param name="api">What it uses.</param>
    /// <param name="place">Where a finding stands.</param>
    /// <param name="level">How loud one is here.</param>
    /// <param name="context">What is known of the compilation.</param>
    protected abstract void Use(OperationAnalysisContext operation, LibraryApi api, SyntaxNode place, RuleLevel level, RuleContext context);

    /// <summary>How the message names a use.</summary>
    protected static string NameOf(IOperation use, LibraryApi? api = null) => use switch
    {
        IInvocationOperation call when api?.Member == LibraryApi.TypeArgument => CalledName.Of(call.Syntax)?.ToString() ?? call.TargetMethod.Name,
        IInvocationOperation call => call.TargetMethod.Name,
        _ => "new " + use.Type?.Name,
    };

    void OfMethod(OperationAnalysisContext operation, ImmutableArray<LibraryApi> known, IMethodSymbol? method, SyntaxNode place, RuleContext context)
    {
        foreach (var api in known)
            if (method is not null && IsDeclared(method, api, context.Types) && (api.Parameter is null || HasParameter(method, api.Parameter)))
            {
                Judge(operation, api, place, context);
                return;
            }
    }

    void OfTypeArguments(OperationAnalysisContext operation, ImmutableArray<LibraryApi> known, IInvocationOperation call, RuleContext context)
    {
        foreach (var argument in call.TargetMethod.TypeArguments)
            foreach (var api in known)
                if (context.Types.Is(argument, api.Type) && CalledName.Of(call.Syntax) is { } place)
                {
                    Judge(operation, api, place, context);
                    return;
                }
    }

    void Judge(OperationAnalysisContext operation, LibraryApi api, SyntaxNode place, RuleContext context)
    {
        var arm = DeploymentArms.Of(place);
        if (arm != DeploymentArm.Development && !DesignTime.Includes(operation.ContainingSymbol, context.Types))
            Use(operation, api, place, arm == DeploymentArm.Conditional ? RuleLevel.Info : RuleLevel.Warning, context);
    }

    static bool IsDeclared(IMethodSymbol method, LibraryApi api, KnownTypes types)
    {
        if (types.Is(method.ContainingType, api.Type))
            return true;
        // An own extension is reported where it calls the library's.
        var declared = method.ReducedFrom ?? method;
        return declared is { IsExtensionMethod: true, Parameters: [{ Type: var extended }, ..], Locations: [{ IsInMetadata: true }, ..] } && types.Is(extended, api.Type);
    }

    static bool HasParameter(IMethodSymbol method, string name)
    {
        foreach (var parameter in method.Parameters)
            if (parameter.Name == name)
                return true;
        return false;
    }
}
