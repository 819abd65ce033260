using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;
using StatelessAnalyzers.Platform;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Memory;

/// <summary>Who uses what a member gives, and what a member may be, where an interface or a base class stands for it.</summary>
internal sealed class ObjectCallers(FixSession session)
{
    /// <summary>Whether code that is not in the solution calls the member, by an interface or a base class of its own.</summary>
    public static bool IsOfUnseen(ISymbol member)
    {
        for (var overridden = Overridden(member); overridden is not null; overridden = Overridden(overridden))
            if (overridden.DeclaringSyntaxReferences.IsEmpty)
                return true;
        return member.ContainingType.AllInterfaces.Where(i => i.DeclaringSyntaxReferences.IsEmpty).SelectMany(i => i.GetMembers())
            .Any(m => SymbolEqualityComparer.Default.Equals(member.ContainingType.FindImplementationForInterfaceMember(m), member));
    }

    static ISymbol? Overridden(ISymbol member) => member switch
    {
        IMethodSymbol method => method.OverriddenMethod,
        IPropertySymbol property => property.OverriddenProperty,
        _ => null,
    };

    /// <summary>The calls of a method or the mentions of a property, tests aside. A null is a mention that is no call.</summary>
    public async Task<List<(ExpressionSyntax? Call, SemanticModel Model)>> OfAsync(ISymbol member)
    {
        var calls = new List<(ExpressionSyntax?, SemanticModel)>();
        foreach (var mention in await FieldUse.OfAsync(member.OriginalDefinition, session).ConfigureAwait(false))
        {
            if (mention.IsDocumentation || HostModel.IsForeign(mention.Model.Compilation, KnownTypes.Of(mention.Model.Compilation))
                || Identifiers.IsInNameof(mention.Node))
                continue;
            var name = mention.Node.Parent is MemberBindingExpressionSyntax bound ? bound : mention.Expression;
            var call = member is not IMethodSymbol ? name : name?.Parent is InvocationExpressionSyntax invocation && invocation.Expression == name ? invocation : null;
            // What a handler returns is written out.
            if (call is not null || name is null || !EndpointHandlers.TakesAnyResult(name, mention.Model))
                calls.Add((call, mention.Model));
        }
        return calls;
    }

    /// <summary>The methods of the solution that a call may run.</summary>
    public async Task<List<IMethodSymbol>> BodiesOfAsync(IMethodSymbol method)
    {
        var bodies = new List<IMethodSymbol>();
        if (method.DeclaringSyntaxReferences.IsEmpty)
            return bodies;
        IEnumerable<ISymbol> candidates = [method];
        if (method.ContainingType.TypeKind == TypeKind.Interface)
            candidates = await SymbolFinder.FindImplementationsAsync(method, session.Solution, cancellationToken: session.CancellationToken).ConfigureAwait(false);
        else if (method.IsAbstract || method.IsVirtual || method.IsOverride)
            candidates = candidates.Concat(await SymbolFinder.FindOverridesAsync(method, session.Solution, cancellationToken: session.CancellationToken).ConfigureAwait(false));
        foreach (var candidate in candidates.OfType<IMethodSymbol>().Where(c => !c.IsAbstract))
            if (candidate.DeclaringSyntaxReferences is [_])
                bodies.Add(candidate);
            else
                return [];
        return bodies;
    }
}
