using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Memory;

/// <summary>
/// SLS3005: a memory cache, once per member and cache, at its most telling use. Where the entries are sign-in state the same place is SLS1005 instead.
/// </summary>
internal sealed class CachePrivateToInstance() : Rule(Rules.SLS3005_CachePrivateToInstance, Rules.SLS1005_SignInStateInMemory)
{
    // Whether a file names the cache. An edit reads one file anew.
    static readonly ConditionalWeakTable<SyntaxTree, StrongBox<bool>> Mentions = new();

    public override void Start(RuleContext context)
    {
        var types = context.Types;
        if (!types.Has(TypeNames.IMemoryCache) && !types.Has(TypeNames.ObjectCache) && !types.Has(TypeNames.ClassicCache))
            return;

        var bodies = new Bodies<CachesOfBody>(body => CachesOfBody.Of(body, types));
        context.OnCall(Judge, MemoryCacheCalls.Methods);
        context.OnProperty(Judge, RuleContext.Indexer);
        context.OnRegistration(
            TypeNames.MemoryCacheServiceCollectionExtensions,
            (operation, name) =>
            {
                if (IsInjected(context.Compilation, operation.CancellationToken))
                    operation.ReportDiagnostic(Findings.At(
                        RuleLevel.Info, Rules.SLS3005_CachePrivateToInstance, name.GetLocation(), name.ToString(), "registers a cache of which every instance has its own",
                        "instances give different answers until their entries expire. Use HybridCache over a shared IDistributedCache."));
            },
            "AddMemoryCache");

        void Judge(OperationAnalysisContext operation, IOperation use)
        {
            if (MemoryCacheCalls.Of(use, types) is not { } call)
                return;

            var body = bodies.Around(use);
            var uses = body.UsesOf(call.Cache);
            if (body.HasSharedCache || IsFactAboutCode(call) || StartupCode.Contains(use, operation.ContainingSymbol, types))
                return;

            var judged = CacheJudgement.Of(uses, body, operation.ContainingSymbol.ContainingType, types);
            if (judged.Place.Operation == use)
                operation.ReportDiagnostic(judged.Diagnostic);
        }

        bool IsFactAboutCode(CacheCall call) =>
            (call.Key is IConversionOperation conversion ? conversion.Operand.Type : call.Key?.Type) is var key
            && (types.IsOrInherits(key, TypeNames.Type) || types.IsOrInherits(key, TypeNames.MemberInfo));
    }

    static bool IsInjected(Compilation compilation, CancellationToken cancellationToken)
    {
        foreach (var tree in compilation.SyntaxTrees)
            if (Mentions.GetValue(tree, t => new(t.GetText(cancellationToken).ToString().IndexOf("IMemoryCache", StringComparison.Ordinal) >= 0)).Value)
                return true;
        return false;
    }
}
