using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Memory;

/// <summary>What a call does to a memory cache.</summary>
internal enum CacheUse
{
    /// <summary>Asks for an entry.</summary>
    Read,

    /// <summary>Asks for an entry and makes it where it is missing.</summary>
    Create,

    /// <summary>Stores an entry.</summary>
    Write,

    /// <summary>Throws an entry away.</summary>
    Remove,
}

/// <summary>One use of <c>IMemoryCache</c>, <c>System.Runtime.Caching</c> or <c>System.Web.Caching</c>.</summary>
/// <param name="Operation">The call or the indexer.</param>
/// <param name="Cache">The field, property, parameter or method that gives the cache.</param>
/// <param name="Use">What it does.</param>
/// <param name="Key">The key of the entry.</param>
/// <param name="Value">The stored value, where the call stores one.</param>
internal sealed record CacheCall(IOperation Operation, ISymbol Cache, CacheUse Use, IOperation? Key, IOperation? Value)
{
    /// <summary>Where a finding about it stands.</summary>
    public SyntaxNode Place => Operation.Syntax is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name: var name } } ? name
        : Operation.Syntax is InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax { Name: var bound } } ? bound : Operation.Syntax;

    /// <summary>How a message calls it, such as <c>_cache.Set</c>.</summary>
    public string Name => Operation is IInvocationOperation call ? $"{Cache.Name}.{call.TargetMethod.Name}" : $"{Cache.Name}[...]";
}

/// <summary>Recognises the uses of memory caches.</summary>
internal static class MemoryCacheCalls
{
    public static readonly string[] Caches = [TypeNames.IMemoryCache, TypeNames.ObjectCache, TypeNames.ClassicCache];

    static readonly Dictionary<string, CacheUse> UseByMethod = new(StringComparer.Ordinal)
    {
        ["Get"] = CacheUse.Read, ["TryGetValue"] = CacheUse.Read, ["GetCacheItem"] = CacheUse.Read, ["Contains"] = CacheUse.Read, ["GetValues"] = CacheUse.Read,
        ["GetOrCreate"] = CacheUse.Create, ["GetOrCreateAsync"] = CacheUse.Create, ["AddOrGetExisting"] = CacheUse.Create,
        ["Set"] = CacheUse.Write, ["CreateEntry"] = CacheUse.Write, ["Add"] = CacheUse.Write, ["Insert"] = CacheUse.Write,
        ["Remove"] = CacheUse.Remove, ["Clear"] = CacheUse.Remove,
    };

    /// <summary>The names of the methods that use a cache.</summary>
    public static string[] Methods { get; } = [.. UseByMethod.Keys];

    public static CacheCall? Of(IOperation operation, KnownTypes types)
    {
        switch (operation)
        {
            case IInvocationOperation { TargetMethod: var method } call:
                if (!UseByMethod.TryGetValue(method.Name, out var use) || !IsCacheMember(method.ContainingType, types))
                    return null;
                var extension = call.Instance is null;
                var cache = extension && call.Arguments.Length > 0 ? call.Arguments[0].Value : call.Instance;
                return SourceOf(cache) is { } source ? new(call, source, use, Argument(call, "key", extension ? 1 : 0), Argument(call, "value", -1)) : null;
            case IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } instance } indexer when IsCacheMember(indexer.Property.ContainingType, types):
                var assignment = indexer.Parent as IAssignmentOperation;
                var stored = assignment?.Target == indexer ? assignment.Value : null;
                return SourceOf(instance) is { } owner
                    ? new(indexer, owner, stored is null ? CacheUse.Read : CacheUse.Write, indexer.Arguments.Length > 0 ? indexer.Arguments[0].Value : null, stored)
                    : null;
            default:
                return null;
        }
    }

    static bool IsCacheMember(INamedTypeSymbol type, KnownTypes types) =>
        types.Is(type, TypeNames.MemoryCacheExtensions) || types.IsOrInheritsAny(type, Caches);

    static ISymbol? SourceOf(IOperation? cache) => cache switch
    {
        IConversionOperation conversion => SourceOf(conversion.Operand),
        IMemberReferenceOperation member => member.Member,
        IParameterReferenceOperation parameter => parameter.Parameter,
        ILocalReferenceOperation local => local.Local,
        IInvocationOperation call => call.TargetMethod,
        IConditionalAccessInstanceOperation when cache.Parent is { } inside => ConditionalReceiver(inside),
        IInstanceReferenceOperation self => self.Type,
        _ => cache?.Type,
    };

    static ISymbol? ConditionalReceiver(IOperation inside)
    {
        for (var outer = inside.Parent; outer is not null; outer = outer.Parent)
            if (outer is IConditionalAccessOperation access)
                return SourceOf(access.Operation);
        return null;
    }

    static IOperation? Argument(IInvocationOperation call, string name, int otherwise)
    {
        foreach (var argument in call.Arguments)
            if (argument.Parameter?.Name == name)
                return argument.Value;
        return otherwise >= 0 && otherwise < call.Arguments.Length ? call.Arguments[otherwise].Value : null;
    }
}
