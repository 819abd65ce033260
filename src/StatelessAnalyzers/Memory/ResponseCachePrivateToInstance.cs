using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using StatelessAnalyzers.Configuration;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Memory;

/// <summary>SLS3007: output and response caching in memory, where the pipeline uses it.</summary>
internal sealed class ResponseCachePrivateToInstance() : Rule(Rules.SLS3007_ResponseCachePrivateToInstance)
{
    static readonly string[] SharedStores = ["AddStackExchangeRedisOutputCache", "AddRedisOutputCache"];
    static readonly string[] Lifetimes = ["AddSingleton", "TryAddSingleton", "AddScoped", "AddTransient", "Replace"];
    static readonly string[] Attributes = [TypeNames.Packages.ClassicOutputCacheAttribute, TypeNames.Packages.CacheOutputAttribute];

    public override void Start(RuleContext context)
    {
        var types = context.Types;
        if (context.Host.SeesRegistrations)
        {
            context.OnRegistration(
                TypeNames.OutputCacheServiceCollectionExtensions,
                (operation, name) =>
                {
                    if (context.Composition.Registers("UseOutputCache") && !HasSharedStore(context.Composition))
                        Report(operation.ReportDiagnostic, name, "Add AddStackExchangeRedisOutputCache.");
                },
                "AddOutputCache");
            context.OnRegistration(
                TypeNames.ResponseCachingServicesExtensions,
                (operation, name) =>
                {
                    if (context.Composition.Registers("UseResponseCaching"))
                        Report(operation.ReportDiagnostic, name, "Use output caching with AddStackExchangeRedisOutputCache, or let CloudFront cache.");
                },
                "AddResponseCaching");
        }
        var hasProvider = context.Configuration.Web?.Always(HasProvider) == true;
        if ((types.Has(TypeNames.Packages.ClassicOutputCacheAttribute) && !hasProvider) || types.Has(TypeNames.Packages.CacheOutputAttribute))
            context.OnSymbol(
                symbol =>
                {
                    foreach (var attribute in symbol.Symbol.GetAttributes())
                        if (IsServerCache(attribute) && attribute.ApplicationSyntaxReference?.GetSyntax(symbol.CancellationToken) is AttributeSyntax { Name: var place })
                            Report(symbol.ReportDiagnostic, place, "Configure an output cache provider over Redis, or let CloudFront cache.");
                },
                SymbolKind.NamedType, SymbolKind.Method);

        bool IsServerCache(AttributeData attribute)
        {
            if (Array.Find(Attributes, a => types.Is(attribute.AttributeClass, a)) is not { } known || (hasProvider && known == TypeNames.Packages.ClassicOutputCacheAttribute))
                return false;
            foreach (var setting in attribute.NamedArguments)
                if (setting is { Key: "NoStore", Value.Value: true } or { Key: "Duration" or "ServerTimeSpan", Value.Value: 0 or -1 }
                    or { Key: "Location", Value.Value: 1 or 2 or 4 }) // Client, Downstream, None
                    return false;
            return true;
        }
    }

    // Of the classic output cache: another provider than the one in memory, or none at all.
    static bool HasProvider(ConfigurationElement deployment) =>
        deployment.Section("system.web/caching/outputCache") is { } cache
        && (cache.Has("enableOutputCache", "false") || cache["configSource"] is not null || (cache["defaultProvider"] is { } provider && provider != "AspNetInternalProvider"));

    static bool HasSharedStore(CompositionFacts composition)
    {
        foreach (var store in SharedStores)
            if (composition.Registers(store))
                return true;
        foreach (var lifetime in Lifetimes)
            foreach (var call in composition.Calls(lifetime))
                if (call.Types.Contains("IOutputCacheStore"))
                    return true;
        return false;
    }

    static void Report(Action<Diagnostic> report, SyntaxNode place, string advice) =>
        report(Diagnostic.Create(Rules.SLS3007_ResponseCachePrivateToInstance, place.GetLocation(), place.ToString(), advice));
}
