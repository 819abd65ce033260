using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Memory;

/// <summary>Recognises the uses of <c>IMemoryCache</c> that a shared cache can take over.</summary>
internal static class MemoryCacheAccess
{
    /// <param name="cache">The expression that gives the cache.</param>
    /// <param name="model">The model of its tree.</param>
    /// <param name="obstacle">Why the use is none of those.</param>
    /// <param name="entry">The key and the type of the entry, as far as the use says them; it has them where it is none of those, too.</param>
    public static CacheAccess? Of(ExpressionSyntax cache, SemanticModel model, out string obstacle, out (ExpressionSyntax? Key, ITypeSymbol? Type) entry)
    {
        entry = default;
        obstacle = TakenFor(cache) is { } kind ? $"the cache is taken for a '{kind.WithoutTrivia()}', which can do more than a shared one" : "the cache is handed on";
        if (cache.Parent is not MemberAccessExpressionSyntax { Name: var name, Parent: InvocationExpressionSyntax call } access || access.Expression != cache)
            return null;
        obstacle = $"'{name.Identifier.ValueText}' has no counterpart in a shared cache";
        if (call.ArgumentList.Arguments is not [{ Expression: var key }, ..] arguments || arguments.Any(a => a.NameColon is not null) || model.GetSymbolInfo(call).Symbol is not IMethodSymbol method || !IsOfCache(method, model))
            return null;
        entry = (key, method.TypeArguments is [var named] ? named : null);
        if (model.GetTypeInfo(key).Type is not { } keyType || !RoundTrip.IsKey(keyType))
        {
            obstacle = $"the key of '{name.Identifier.ValueText}' has no stable text";
            return null;
        }
        var settings = new EntrySettings(model);
        var found = method is { Name: "TryGetValue", TypeArguments.IsEmpty: true } && arguments.Count == 2 ? ObjectRead.Of(call, key, arguments[1].Expression, model, ref obstacle) : Of(call, method, key, arguments, model, settings);
        if (settings.Obstacle is { } unsettled)
            obstacle = unsettled;
        return settings.Obstacle is null && found is not null ? found with { Receiver = cache, Model = model, Lifetime = settings.Lifetime, Settings = settings.Holder } : null;
    }

    // cache is MemoryCache memory, (MemoryCache)cache, cache as MemoryCache
    static SyntaxNode? TakenFor(ExpressionSyntax cache) => cache.Parent switch
    {
        IsPatternExpressionSyntax test => test.Pattern.DescendantNodesAndSelf().Select(p => (p as DeclarationPatternSyntax)?.Type ?? (p as RecursivePatternSyntax)?.Type ?? (p as TypePatternSyntax)?.Type ?? (p as ConstantPatternSyntax)?.Expression as NameSyntax).FirstOrDefault(t => t is not null),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.IsExpression or (int)SyntaxKind.AsExpression, Right: var type } => type,
        CastExpressionSyntax { Type: var type } => type,
        _ => null,
    };

    static bool IsOfCache(IMethodSymbol method, SemanticModel model)
    {
        var types = KnownTypes.Of(model.Compilation);
        return types.Is(method.ContainingType, TypeNames.MemoryCacheExtensions) || types.IsOrInherits(method.ContainingType, TypeNames.IMemoryCache);
    }

    static CacheAccess? Of(InvocationExpressionSyntax call, IMethodSymbol method, ExpressionSyntax key, SeparatedSyntaxList<ArgumentSyntax> arguments, SemanticModel model, EntrySettings settings)
    {
        var type = method.TypeArguments is [var argument] ? argument : null;
        switch (method.Name, arguments.Count)
        {
            // cache.TryGetValue(key, out T value) ? value : default is what reading gives.
            case ("TryGetValue", 2) when type is ITypeParameterSymbol && IsOtherwiseDefault(call, arguments[1].Expression):
                return new CacheAccess(CacheAction.Read, (ExpressionSyntax)call.Parent!, key, type);
            case ("TryGetValue", 2) when type is not null:
                return new CacheAccess(CacheAction.TryRead, call, key, type) { Found = arguments[1].Expression };
            case ("Get", 1) when type is not null:
                return new CacheAccess(CacheAction.Read, call, key, type);
            case ("Get", 1):
                return OfCast(call) is { } cast && model.GetTypeInfo(cast).Type is { } to ? new CacheAccess(CacheAction.Read, cast, key, to) : null;
            case ("Set", 2 or 3) when type is not null:
                if (arguments.Count == 3)
                    settings.ReadArgument(arguments[2].Expression);
                var isUsed = !CacheAccess.IsAlone(call, model);
                return isUsed && !CacheKeys.IsStable(arguments[1].Expression, model) ? null : new CacheAccess(CacheAction.Store, call, key, type) { Value = arguments[1].Expression, IsUsed = isUsed };
            case ("GetOrCreate" or "GetOrCreateAsync", 2 or 3) when type is not null:
                if (arguments.Count == 3)
                    settings.ReadArgument(arguments[2].Expression);
                settings.ReadFactory(arguments[1].Expression);
                var isTask = method.Name == "GetOrCreateAsync";
                var awaited = isTask ? CacheAccess.AwaitedAt(call) : call;
                var keepsTask = awaited is null && CacheAccess.IsChained(call);
                return awaited is null && !keepsTask ? null : new CacheAccess(CacheAction.Create, awaited ?? call, key, type) { Value = arguments[1].Expression, IsTask = isTask, KeepsTask = keepsTask, FactoryArguments = [null] };
            case ("Remove", 1):
                return new CacheAccess(CacheAction.Remove, call, key, null);
            default:
                return null;
        }
    }

    static bool IsOtherwiseDefault(InvocationExpressionSyntax call, ExpressionSyntax found) =>
        call.Parent is ConditionalExpressionSyntax { WhenTrue: IdentifierNameSyntax name, WhenFalse: LiteralExpressionSyntax { RawKind: (int)SyntaxKind.DefaultLiteralExpression } or DefaultExpressionSyntax } asked && asked.Condition == call
        && found is DeclarationExpressionSyntax { Designation: SingleVariableDesignationSyntax { Identifier.ValueText: var declared } } && name.Identifier.ValueText == declared;

    // (Product)cache.Get(key), cache.Get(key) as Product
    static ExpressionSyntax? OfCast(InvocationExpressionSyntax call) => call.Parent switch
    {
        CastExpressionSyntax cast => cast,
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AsExpression } cast when cast.Left == call => cast,
        _ => null,
    };
}
