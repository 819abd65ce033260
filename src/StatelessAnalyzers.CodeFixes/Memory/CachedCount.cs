using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Memory;

/// <summary>A count in a memory cache: all uses of its entries count in Redis, where the count is made of the one that all instances have.</summary>
/// <param name="steps">Where it is counted.</param>
/// <param name="others">Where it is read or taken out.</param>
/// <param name="keys">How its keys are written.</param>
internal sealed class CachedCount(IReadOnlyList<CountStep> steps, IReadOnlyList<CacheAccess> others, CacheKeys keys)
{
    /// <summary>The count that the uses are of, or null where they are of anything else as well.</summary>
    public static CachedCount? Of(IReadOnlyList<CacheAccess> uses, CacheKeys keys)
    {
        if (uses.Any(u => u.Type is { SpecialType: not (SpecialType.System_Int32 or SpecialType.System_Int64) } || u.Lifetime.Sliding is not null || HashedKeys.Obstacle(u) is not null))
            return null;
        var steps = uses.Where(u => u.Action == CacheAction.Store).Select(u => CountStep.Of(u, uses)).ToList();
        if (steps.Count == 0 || steps.Any(s => s is null || s.Store.Lifetime.Absolute is null))
            return null;
        var others = uses.Where(u => !steps.Any(s => s!.Read == u || s.Store == u)).ToList();
        return others.All(IsSimple) ? new(steps!, others, keys) : null;
    }

    static bool IsSimple(CacheAccess use) => use.Action switch
    {
        CacheAction.Remove => CacheAccess.IsAlone(use.Node, use.Model),
        CacheAction.Contains => true,
        CacheAction.Read => use.Missing == Missing.Default && use.Casts.Count == 0,
        CacheAction.TryRead => use.Casts.Count == 0 && use.FoundName is null && use.Node.Parent is not ExpressionStatementSyntax && (DictionaryAccess.IsDiscard(use.Found!) || use.Found is DeclarationExpressionSyntax { Designation: SingleVariableDesignationSyntax { Identifier.Text: var name } } && !EntryReads.IsGivenAnother(use, name)),
        _ => false,
    };

    public async Task AddAsync(FixUnit unit, FixSession session)
    {
        foreach (var step in steps)
            AddStep(unit, step, await session.Async.CanAwaitAsync(step.Store.Node).ConfigureAwait(false));
        foreach (var use in others)
            AddOther(unit, use, await session.Async.CanAwaitAsync(use.Node).ConfigureAwait(false));
    }

    void AddStep(FixUnit unit, CountStep step, bool isAsync)
    {
        var (read, store) = (step.Read, step.Store);
        var type = store.Type!.SpecialType == SpecialType.System_Int32 ? "(int)" : "";
        string Increment(RewriteScope scope) => Called(store, scope, "StringIncrement", isAsync, step.By is null ? "" : ", " + step.By);
        // Whoever stores the count lets it live as long again.
        string Expire(RewriteScope scope) => Called(store, scope, "KeyExpire", isAsync, ", " + store.Lifetime.Absolute);
        if (step.First == store.Node.Parent)
        {
            Add(unit, store, store.Node, isAsync, (node, scope) =>
            {
                scope.Hoist(Increment(scope) + ";");
                return scope.Expression(Expire(scope), node);
            }, hoists: true);
            return;
        }
        var before = step.Between is null ? " - " + (step.By ?? "1") : "";
        Add(unit, read, step.First, isAsync, (node, scope) => RewriteScope.Statement((step.Variable is null ? "" : $"var {step.Variable} = {type}") + Increment(scope) + (step.Variable is null ? "" : before) + ";").WithTriviaFrom(node));
        if (step.Between is { } between)
            unit.Add(new RewriteNode(NodeKey.Of(store.Document.Id, between), "counted", (_, _) => null));
        Add(unit, store, store.Node, isAsync, (node, scope) => scope.Expression(Expire(scope), node));
    }

    void AddOther(FixUnit unit, CacheAccess use, bool isAsync)
    {
        var type = use.Type?.SpecialType == SpecialType.System_Int64 ? "long" : "int";
        switch (use.Action)
        {
            case CacheAction.Remove:
                Add(unit, use, use.Node, isAsync, (node, scope) => scope.Expression(Called(use, scope, "KeyDelete", isAsync), node));
                break;
            case CacheAction.Read:
                Add(unit, use, use.Node, isAsync, (node, scope) => scope.Expression($"({type}){Called(use, scope, "StringGet", isAsync)}", node));
                break;
            case CacheAction.TryRead when use.Found is DeclarationExpressionSyntax { Designation: SingleVariableDesignationSyntax { Identifier.Text: var name } }:
                var asked = EntryReads.Negated(use.Node);
                Add(unit, use, asked, isAsync, (node, scope) => scope.Expression($"({type}?){Called(use, scope, "StringGet", isAsync)} is {(EntryReads.IsForEntry(asked, use.Node) ? "" : "not ")}{{ }} {name}", node));
                break;
            default:
                Add(unit, use, use.Node, isAsync, (node, scope) => scope.Expression(Called(use, scope, "KeyExists", isAsync), node));
                break;
        }
    }

    string Called(CacheAccess use, RewriteScope scope, string method, bool isAsync, string more = "") =>
        $"{(isAsync ? "await " : "")}{use.Receiver?.WithoutTrivia().ToString() ?? scope.Service(Services.Redis)}.GetDatabase().{method}{(isAsync ? "Async" : "")}({keys.Of(use.Key, use.Model.GetTypeInfo(use.Key).Type)}{more})";

    static void Add(FixUnit unit, CacheAccess use, SyntaxNode target, bool isAsync, Func<SyntaxNode, RewriteScope, SyntaxNode?> apply, bool hoists = false) =>
        unit.Add(new RewriteNode(NodeKey.Of(use.Document.Id, target), $"count {use.Action}", apply)
        {
            Services = use.Receiver is null ? ImmutableArray.Create(Services.Redis) : ImmutableArray<Service>.Empty,
            Awaits = isAsync,
            Hoists = hoists,
            Usings = ImmutableArray.Create("System", Services.Redis.Namespace),
        });
}
