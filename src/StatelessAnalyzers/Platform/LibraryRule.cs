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
        foreach (var name in Apis.ToLookup(api => api.Name, StringComparer.Ordinal))
        {
            var known = name.Where(api => context.Types.Has(api.Type)).ToImmutableArray();
            if (known.IsEmpty)
                continue;
            if (known.Any(api => api.Member == LibraryApi.Constructor))
                context.OnCreation(
                    (operation, creation) =>
                    {
                        if (creation.Constructor is { } constructor)
                            Look(operation, known, constructor, LibraryApi.Constructor, creation.Syntax, context);
                    },
                    name.Key);
            if (known.Any(api => api.Member != LibraryApi.Constructor))
                context.OnCall((operation, call) => Look(operation, known, call.TargetMethod, name.Key, CalledName.Of(call.Syntax) ?? call.Syntax, context), name.Key);
        }
    }

    /// <summary>Reports the use, or not.</summary>
    /// <param name="operation">The call or creation.</param>
    /// <param name="api">What it uses.</param>
    /// <param name="place">Where a finding stands.</param>
    /// <param name="level">How loud one is here.</param>
    /// <param name="context">What is known of the compilation.</param>
    protected abstract void Use(OperationAnalysisContext operation, LibraryApi api, SyntaxNode place, RuleLevel level, RuleContext context);

    /// <summary>How the message names a call or a creation.</summary>
    protected static string NameOf(IOperation use) => use switch
    {
        IInvocationOperation call => call.TargetMethod.Name,
        { Type.Name: var type } => "new " + type,
        _ => use.Syntax.ToString(),
    };

    void Look(OperationAnalysisContext operation, ImmutableArray<LibraryApi> known, IMethodSymbol method, string member, SyntaxNode place, RuleContext context)
    {
        foreach (var api in known)
        {
            if (api.Member != member || !context.Types.Is(method.ContainingType, api.Type) || (api.Parameter is { } parameter && !HasParameter(method, parameter)))
                continue;
            var arm = DeploymentArms.Of(place);
            if (arm != DeploymentArm.Development && !DesignTime.Includes(operation.ContainingSymbol, context.Types))
                Use(operation, api, place, arm == DeploymentArm.Conditional ? RuleLevel.Info : RuleLevel.Warning, context);
            return;
        }
    }

    static bool HasParameter(IMethodSymbol method, string name)
    {
        foreach (var parameter in method.Parameters)
            if (parameter.Name == name)
                return true;
        return false;
    }
}
