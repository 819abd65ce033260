using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Memory;

/// <summary>The shared cache that takes the place of one in memory, and the code of its uses.</summary>
/// <param name="IsHybrid">Whether it is <c>HybridCache</c>, or else <c>IDistributedCache</c> with values as JSON.</param>
/// <param name="Keys">How its keys are written.</param>
/// <param name="Otherwise">How long an entry is kept that the code says nothing of: no shared cache should keep one for ever.</param>
/// <param name="IsInvalidated">Whether entries are taken out or replaced, so that no instance may go on with a copy of its own.</param>
internal sealed record SharedCache(bool IsHybrid, CacheKeys Keys, EntryLifetime Otherwise, bool IsInvalidated)
{
    /// <summary>The namespaces of what says how long an entry is kept.</summary>
    public static ImmutableArray<string> ForOptions { get; } = ImmutableArray.Create("System");

    /// <summary>The name of the service where a type is given one that has none.</summary>
    public Service Service => IsHybrid ? Services.HybridCache : Services.DistributedCache;

    public string TypeName => IsHybrid ? "HybridCache" : "IDistributedCache";

    string Options(EntryLifetime said)
    {
        var lifetime = said is { Absolute: null, Sliding: null } ? Otherwise : said;
        if (IsHybrid)
            return $"new HybridCacheEntryOptions {{ Expiration = {lifetime.Absolute}{(IsInvalidated ? ", Flags = HybridCacheEntryFlags.DisableLocalCache" : "")} }}";
        var absolute = lifetime.Absolute is null ? "" : $"AbsoluteExpirationRelativeToNow = {lifetime.Absolute}";
        var sliding = lifetime.Sliding is null ? "" : $"SlidingExpiration = {lifetime.Sliding}";
        return $"new DistributedCacheEntryOptions {{ {absolute}{(absolute.Length > 0 && sliding.Length > 0 ? ", " : "")}{sliding} }}";
    }

    /// <summary>Adds what replaces a use of one entry.</summary>
    public void Add(FixUnit unit, CacheAccess access, bool isAsync)
    {
        switch (access.Action)
        {
            case CacheAction.Create:
                if (access.KeepsTask && !isAsync)
                    unit.Refuse($"nothing can wait for the task in {access.Place}");
                else if (IsHybrid || EntryMembers.AddCreate(unit, access, isAsync))
                    Add(unit, access, access.Node, isAsync, (node, scope) => scope.Expression(TaskOf(access, Create(access, CacheFactory.Of(access, CacheAccess.Operand(node, access.ValueAt))!, isAsync, scope, Key(access, node))), node), ForOptions);
                break;
            case CacheAction.Store when !access.IsUsed:
                Add(unit, access, access.Node, isAsync, (node, scope) => scope.Expression(Store(access, node, isAsync, scope), node), ForOptions);
                break;
            case CacheAction.Store:
                // What Set gives is the value that it was given.
                Add(unit, access, access.Node, isAsync, (node, scope) =>
                {
                    scope.Hoist(Store(access, node, isAsync, scope) + ";");
                    return scope.Expression(CacheAccess.Operand(node, access.ValueAt).WithoutTrivia().ToString(), node);
                }, ForOptions, hoists: true);
                break;
            case CacheAction.Remove:
                Add(unit, access, access.Node, isAsync, (node, scope) => scope.Expression(scope.Call(Called(access, scope, "Remove", isAsync), Key(access, node), isAsync ? ToTheEnd(scope) : ""), node), ImmutableArray<string>.Empty);
                break;
            default:
                EntryReads.Add(unit, access, this, isAsync);
                break;
        }
    }

    /// <summary>Adds a rewrite of a use, or of the code around several.</summary>
    public void Add(FixUnit unit, CacheAccess access, SyntaxNode target, bool isAsync, Func<SyntaxNode, RewriteScope, SyntaxNode?> apply, ImmutableArray<string> usings, bool hoists = false) =>
        unit.Add(new RewriteNode(NodeKey.Of(access.Document.Id, target), $"{access.Action} {TypeName}", apply)
        {
            Services = access.Receiver is null ? ImmutableArray.Create(Service) : ImmutableArray<Service>.Empty,
            Awaits = isAsync,
            Site = access.Lock is null ? null : NodeKey.Of(access.Document.Id, access.Lock),
            Hoists = hoists,
            Usings = usings.Add(Service.Namespace).Add(IsHybrid ? "System.Threading.Tasks" : "System.Text.Json"),
        });

    /// <summary>The name of the cache at the use.</summary>
    public string Name(CacheAccess access, RewriteScope scope) => access.Receiver?.WithoutTrivia().ToString() ?? scope.Service(Service);

    /// <summary>The key of the entry, as the use is after inner edits.</summary>
    public string Key(CacheAccess access, SyntaxNode current) => Keys.Of(CacheAccess.Operand(current, 0), access.Model.GetTypeInfo(access.Key).Type);

    public string Called(CacheAccess access, RewriteScope scope, string method, bool isAsync) =>
        isAsync ? $"await {Name(access, scope)}.{method}Async" : $"{Name(access, scope)}.{method}";

    /// <summary>The value of an entry that is made where it is missing.</summary>
    public string Create(CacheAccess access, CacheFactory factory, bool isAsync, RewriteScope scope, string key, SyntaxNode? at = null)
    {
        var type = TypeOf(access, scope);
        if (IsHybrid)
        {
            var lambda = factory.ForHybrid(scope, type);
            var of = factory.IsExact || !lambda.StartsWith("async", StringComparison.Ordinal) ? "" : $"<{type}>";
            return scope.Call(at ?? scope.Original, $"await {Name(access, scope)}.GetOrCreateAsync{of}", key, lambda, Options(access.Lifetime), scope.Token is { Length: > 0 } token ? "cancellationToken: " + token : "");
        }
        var argument = factory.IsExact && factory.Statements.Count == 0 ? "" : $"<{type}>";
        return isAsync
            ? scope.Call($"await {EntryMembers.CreateAsync}{argument}", Name(access, scope), key, factory.ForMethod(isAsync), Options(access.Lifetime), scope.Token)
            : scope.Call($"{EntryMembers.Create}{argument}", Name(access, scope), key, factory.ForMethod(isAsync), Options(access.Lifetime));
    }

    // The hybrid cache gives a ValueTask.
    string TaskOf(CacheAccess access, string awaited) =>
        !access.KeepsTask ? awaited : awaited.Substring("await ".Length) + (IsHybrid ? ".AsTask()" : "");

    // What is stored or taken out is so whether or not the caller waits for the answer; where a token is at hand, the code says that it is not meant.
    static string ToTheEnd(RewriteScope scope) => SyntaxFacts.IsValidIdentifier(scope.Token) ? "CancellationToken.None" : "";

    string Store(CacheAccess access, SyntaxNode node, bool isAsync, RewriteScope scope)
    {
        var value = CacheAccess.Operand(node, access.ValueAt).WithoutTrivia().ToString();
        var made = access.Model.GetTypeInfo(access.Value!).Type;
        var of = access.Type is null || SymbolEqualityComparer.Default.Equals(made, access.Type) ? "" : $"<{TypeOf(access, scope)}>";
        if (IsHybrid)
            return scope.Call($"await {Name(access, scope)}.SetAsync{of}", Key(access, node), value, Options(access.Lifetime), ToTheEnd(scope) is { Length: > 0 } never ? "cancellationToken: " + never : "");
        return scope.Call(Called(access, scope, "SetString", isAsync), Key(access, node), $"JsonSerializer.Serialize{of}({value})", Options(access.Lifetime), isAsync ? ToTheEnd(scope) : "");
    }

    public static string TypeOf(CacheAccess access, RewriteScope scope) =>
        access.Type!.ToMinimalDisplayString(scope.Model, scope.Original.SpanStart);
}
