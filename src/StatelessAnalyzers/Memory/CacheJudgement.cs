using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Memory;

/// <summary>What is wrong with the uses that one member makes of one memory cache, and at which of them to say so.</summary>
internal sealed record CacheJudgement(CacheCall Place, Diagnostic Diagnostic)
{
    // Types whose business is who is signed in.
    static readonly string[] SignInTypes =
    [
        TypeNames.CookieAuthenticationEvents, TypeNames.JwtBearerEvents, TypeNames.RemoteAuthenticationEvents, TypeNames.OpenIdConnectEvents,
        TypeNames.IAuthenticationHandler, TypeNames.ITicketStore,
    ];

    static readonly string[] Endpoints =
    [
        TypeNames.ControllerBase, TypeNames.PageModel, TypeNames.Hub, TypeNames.ClassicPage, TypeNames.Packages.ClassicController, TypeNames.Packages.ApiController,
    ];

    public static CacheJudgement Of(IReadOnlyList<CacheCall> uses, CachesOfBody body, INamedTypeSymbol? type, KnownTypes types)
    {
        var origins = new Origins(body.Locals, types);
        var creates = First(uses, CacheUse.Create);
        var reads = First(uses, CacheUse.Read);
        var writes = First(uses, CacheUse.Write);
        var removes = First(uses, CacheUse.Remove);
        var signsIn = IsAny(type, SignInTypes, types);

        if (writes is not null && creates is null && OnlyCopy(out var stored))
            return signsIn || body.SignsInOrOut || ((stored | origins.Of(writes.Key)) & (Origin.Identity | Origin.Random)) != 0
                ? SignIn(writes)
                : Cache(RuleLevel.Warning, writes, "stores what nothing can load again in the memory of this instance", "a request that reaches another instance does not find it, and it ends with this one. Keep it in a shared IDistributedCache.");
        if (signsIn && creates is null && writes is null)
            return SignIn(reads ?? removes!);
        if (removes is not null && creates is null && reads is null && writes is null && !IsWrapper(removes))
            return Cache(RuleLevel.Warning, removes, "takes the entry out of this instance's memory only", "every other instance goes on serving the old one until it expires. Use HybridCache over a shared IDistributedCache.");
        return Cache(
            RuleLevel.Info, creates ?? writes ?? reads ?? removes!,
            creates is null && writes is null && reads is not null ? "asks a cache of which every instance has its own" : "keeps entries in a cache of which every instance has its own",
            "instances give different answers until their entries expire. Use HybridCache over a shared IDistributedCache.");

        // Everything that the member stores was made here or came with the request, or lies under a key that was, so that no instance can get it again.
        bool OnlyCopy(out Origin stored)
        {
            stored = Origin.None;
            foreach (var use in uses)
            {
                if (use.Use != CacheUse.Write)
                    continue;
                var origin = use.Value is null ? Origin.Loaded : origins.Of(use.Value);
                var counts = (origin & Origin.Arithmetic) != 0 && reads is not null && ReadsItself(use.Value, body);
                var underNewKey = (origins.Of(use.Key) & (Origin.Made | Origin.Random)) != 0;
                if (!counts && !underNewKey && (origin & Origin.Random) == 0 && ((origin & Origin.Loaded) != 0 || (IsPassedIn(origin) && !IsAny(type, Endpoints, types))))
                    return false;
                stored |= origin;
            }
            // A text with the time of its making is made again where it is missing.
            return stored != Origin.None && !(reads is not null && stored == (Origin.Constant | Origin.Clock));
        }

        static bool IsPassedIn(Origin origin) => (origin & Origin.Parameter) != 0 && (origin & ~(Origin.Parameter | Origin.Constant)) == 0;

        // A method that only hands its key on: what it is called for cannot be seen here.
        bool IsWrapper(CacheCall remove)
        {
            if (body.HasOtherCalls || remove.Key is null)
                return false;
            var given = false;
            foreach (var part in remove.Key.DescendantsAndSelf())
                if (part is IInvocationOperation)
                    return false;
                else
                    given |= part is IParameterReferenceOperation { Type.SpecialType: SpecialType.System_String or SpecialType.System_Object };
            return given;
        }

        bool ReadsItself(IOperation? value, CachesOfBody inBody)
        {
            if (value is null)
                return false;
            foreach (var part in value.DescendantsAndSelf())
                if (MemoryCacheCalls.Of(part, types) is not null)
                    return true;
                else if (part is ILocalReferenceOperation local)
                    foreach (var given in inBody.Locals.Given(local.Local))
                        foreach (var inner in given.DescendantsAndSelf())
                            if (MemoryCacheCalls.Of(inner, types) is not null)
                                return true;
            return false;
        }
    }

    static CacheJudgement Cache(RuleLevel level, CacheCall place, string does, string consequence) =>
        new(place, Findings.At(level, Rules.SLS3005_CachePrivateToInstance, place.Place.GetLocation(), place.Name, does, consequence));

    static CacheJudgement SignIn(CacheCall place) =>
        new(place, Diagnostic.Create(Rules.SLS1005_SignInStateInMemory, place.Place.GetLocation(), place.Name));

    static CacheCall? First(IReadOnlyList<CacheCall> uses, CacheUse wanted)
    {
        foreach (var use in uses)
            if (use.Use == wanted)
                return use;
        return null;
    }

    static bool IsAny(INamedTypeSymbol? type, string[] names, KnownTypes types) => types.IsOrInheritsAny(type, names);
}
