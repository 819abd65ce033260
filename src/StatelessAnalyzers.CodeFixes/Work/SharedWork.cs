using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;
using Microsoft.CodeAnalysis.Operations;
using StatelessAnalyzers.Platform;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Work;

/// <summary>Whether work changes what instances share, also where the methods of other types do it that are called. A rule sees one type; a fix sees the solution.</summary>
internal sealed class SharedWork(FixSession session)
{
    const int MostMethods = 200;

    readonly HashSet<ISymbol> seen = new(SymbolEqualityComparer.Default);
    readonly Queue<SyntaxNode> bodies = new();

    public async Task<bool> IsInAsync(SyntaxNode work)
    {
        bodies.Enqueue(work);
        while (bodies.Count > 0)
        {
            var body = bodies.Dequeue();
            if (session.Solution.GetDocument(body.SyntaxTree) is not { } document)
                continue;
            var model = await session.ModelAsync(document.Id).ConfigureAwait(false);
            var types = KnownTypes.Of(model.Compilation);
            foreach (var call in body.DescendantNodes().OfType<InvocationExpressionSyntax>())
            {
                if (model.GetOperation(call, session.CancellationToken) is not IInvocationOperation operation)
                    continue;
                if (SharedResources.Of(operation, types) is { IsWrite: true, Kind: not (SharedKind.Cache or SharedKind.File) })
                    return true;
                await FollowAsync(operation.TargetMethod.OriginalDefinition).ConfigureAwait(false);
            }
        }
        return false;
    }

    async Task FollowAsync(IMethodSymbol method)
    {
        if (seen.Count == MostMethods || !method.ContainingType.Locations.Any(l => l.IsInSource) || !seen.Add(method))
            return;
        IEnumerable<ISymbol> bodiesOf = [method];
        if (method.ContainingType.TypeKind == TypeKind.Interface)
            bodiesOf = await SymbolFinder.FindImplementationsAsync(method, session.Solution, cancellationToken: session.CancellationToken).ConfigureAwait(false);
        else if (method.IsAbstract || method.IsVirtual)
            bodiesOf = bodiesOf.Concat(await SymbolFinder.FindOverridesAsync(method, session.Solution, cancellationToken: session.CancellationToken).ConfigureAwait(false));
        foreach (var declared in bodiesOf.SelectMany(b => b.DeclaringSyntaxReferences))
            bodies.Enqueue(await declared.GetSyntaxAsync(session.CancellationToken).ConfigureAwait(false));
    }
}
