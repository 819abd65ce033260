using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Memory;

/// <summary>Whether an object that went into a cache, or came out of it, is changed afterwards. A shared cache hands out copies, so such a change would be lost.</summary>
/// <param name="session">The solution.</param>
/// <param name="uses">All uses of the cache.</param>
internal sealed class EntryChanges(FixSession session, IReadOnlyList<CacheAccess> uses)
{
    ObjectWrites? found;

    /// <summary>The first change of the property of such an object, as a place; null where there is none. Out of sight, it is taken to be changed.</summary>
    public async Task<string?> OfPropertyAsync(IPropertySymbol property) =>
        (found ??= await FindAsync().ConfigureAwait(false)).Of(property);

    async Task<ObjectWrites> FindAsync()
    {
        var writes = new ObjectWrites();
        var flow = new ObjectFlow(session, uses, writes);
        var origins = new ObjectOrigins(session, uses, flow);
        foreach (var use in uses)
            switch (use.Action)
            {
                case CacheAction.Store or CacheAction.Add:
                    await PutAsync(use.Value!, use.Node, use.Model).ConfigureAwait(false);
                    if (use.IsUsed)
                        await flow.FollowAsync(use.Node, use.Model).ConfigureAwait(false);
                    break;
                case CacheAction.Create:
                    if (ContentChanges.Made(use.Value!).ToList() is not { Count: > 0 } made)
                        flow.Lose(use.Node, use.Model);
                    else
                        foreach (var value in made)
                            await PutAsync(value, value, use.Model).ConfigureAwait(false);
                    await flow.FollowAsync(use.Node, use.Model).ConfigureAwait(false);
                    break;
                case CacheAction.Read:
                    await flow.FollowAsync(use.Node, use.Model).ConfigureAwait(false);
                    break;
                case CacheAction.TryRead or CacheAction.Take when CacheAsides.Plain(use.Found) is { } taken && !DictionaryAccess.IsDiscard(taken):
                    await FollowFoundAsync(use, taken).ConfigureAwait(false);
                    break;
            }
        return writes;

        async Task PutAsync(ExpressionSyntax value, SyntaxNode put, SemanticModel model)
        {
            if (!await origins.AreFreshAsync(value, put, model).ConfigureAwait(false))
                flow.Lose(value, model);
        }

        async Task FollowFoundAsync(CacheAccess use, ExpressionSyntax taken)
        {
            var variable = taken is DeclarationExpressionSyntax { Designation: SingleVariableDesignationSyntax single } ? use.Model.GetDeclaredSymbol(single) : use.Model.GetSymbolInfo(taken).Symbol;
            if (variable is not (ILocalSymbol or IParameterSymbol) || use.FoundName is not null || use.Casts.Count > 0)
            {
                writes.Lose(use.Type, use.Node);
                return;
            }
            // What is loaded on a miss is in the same variable until it is stored.
            var stores = uses.Where(u => u.Action == CacheAction.Store && u.Node.SyntaxTree == use.Node.SyntaxTree && u.Value is IdentifierNameSyntax stored && SymbolEqualityComparer.Default.Equals(use.Model.GetSymbolInfo(stored).Symbol, variable)).ToList();
            await flow.FollowVariableAsync(variable, taken, use.Model, m => ContentChanges.IsBeforeStored(m, stores)).ConfigureAwait(false);
        }
    }
}
