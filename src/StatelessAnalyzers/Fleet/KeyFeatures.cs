using Microsoft.CodeAnalysis;
using StatelessAnalyzers.Platform;

namespace StatelessAnalyzers.Fleet;

/// <summary>A registration whose feature protects something with a data-protection key.</summary>
/// <param name="Method">The call.</param>
/// <param name="Type">The type that declares it.</param>
/// <param name="Protects">What the keys are for.</param>
internal sealed record KeyFeature(string Method, string Type, string Protects)
{
    /// <summary>Whether only the words of the source say that the feature is used: the framework registers it with others.</summary>
    public bool NeedsForms { get; init; }

    /// <summary>What the type argument of the call derives from, by its name; null where the call alone says enough.</summary>
    public string? Argument { get; init; }

    public bool Is(IMethodSymbol method, KnownTypes types) => method.Name == Method && types.Is(method.ContainingType, Type) && (Argument is null || IsGiven(method));

    bool IsGiven(IMethodSymbol method)
    {
        for (var given = method.TypeArguments is [INamedTypeSymbol argument] ? argument : null; given is not null; given = given.BaseType)
            if (given.Name == Argument)
                return true;
        return false;
    }
}

/// <summary>The features that depend on data-protection keys, the most telling first, and the calls that say where the keys are.</summary>
internal static class KeyFeatures
{
    const string SignIn = "sign-in cookies";
    const string Redirects = "the state of sign-ins at another site";
    const string Forms = "antiforgery tokens";

    public static readonly KeyFeature Chain = new("AddDataProtection", TypeNames.DataProtectionServiceCollectionExtensions, "");

    /// <summary>Calls that leave the keys with the instance. What comes last is judged by its path.</summary>
    public static readonly KeyFeature[] PrivateStores =
    [
        new("UseEphemeralDataProtectionProvider", TypeNames.DataProtectionBuilderExtensions, "in the memory of this process"),
        new("PersistKeysToRegistry", TypeNames.DataProtectionBuilderExtensions, "in the registry of this machine"),
        new("PersistKeysToFileSystem", TypeNames.DataProtectionBuilderExtensions, "on the disk of this instance"),
    ];

    public static readonly KeyFeature[] All =
    [
        new("AddCookie", TypeNames.CookieExtensions, SignIn),
        new("AddIdentity", TypeNames.IdentityServiceCollectionExtensions, SignIn),
        new("AddDefaultIdentity", TypeNames.Packages.IdentityUI, SignIn),
        new("AddIdentityApiEndpoints", TypeNames.IdentityServiceCollectionExtensions, "bearer tokens and sign-in cookies"),
        new("AddIdentityCookies", TypeNames.IdentityCookieAuthenticationBuilderExtensions, SignIn),
        new("AddApplicationCookie", TypeNames.IdentityCookieAuthenticationBuilderExtensions, SignIn),
        new("AddBearerToken", TypeNames.BearerTokenExtensions, "bearer tokens"),
        new("AddMicrosoftIdentityWebApp", TypeNames.MicrosoftIdentityWebAppAuthenticationBuilderExtensions, SignIn),
        new("AddMicrosoftIdentityWebAppAuthentication", TypeNames.MicrosoftIdentityWebAppServiceCollectionExtensions, SignIn),
        new("AddOpenIdConnect", TypeNames.OpenIdConnectExtensions, Redirects),
        new("AddOAuth", TypeNames.OAuthExtensions, Redirects),
        new("AddGoogle", TypeNames.Packages.GoogleAuthentication, Redirects),
        new("AddFacebook", TypeNames.Packages.FacebookAuthentication, Redirects),
        new("AddMicrosoftAccount", TypeNames.Packages.MicrosoftAccountAuthentication, Redirects),
        new("AddTwitter", TypeNames.Packages.TwitterAuthentication, Redirects),
        new("AddDefaultTokenProviders", TypeNames.IdentityBuilderExtensions, "tokens that are sent by mail"),
        new("AddTokenProvider", TypeNames.IdentityBuilder, "tokens that are sent by mail") { Argument = "DataProtectorTokenProvider" },
        new("AddAntiforgery", TypeNames.AntiforgeryServiceCollectionExtensions, Forms),
        new("AddSession", TypeNames.SessionServiceCollectionExtensions, "session cookies"),
        // The place of the session where the call above has a finding of its own.
        new("UseSession", TypeNames.SessionMiddlewareExtensions, "session cookies"),
        new("AddCookieTempDataProvider", TypeNames.MvcViewFeaturesMvcBuilderExtensions, "temp data"),
        new("UseAntiforgery", TypeNames.AntiforgeryApplicationBuilderExtensions, Forms),
        new("AddControllersWithViews", TypeNames.MvcServiceCollectionExtensions, Forms) { NeedsForms = true },
        new("AddMvc", TypeNames.MvcServiceCollectionExtensions, Forms) { NeedsForms = true },
        new("AddRazorPages", TypeNames.MvcServiceCollectionExtensions, Forms) { NeedsForms = true },
        // Where circuits are mapped, for their registration has a finding of its own.
        new("AddInteractiveServerRenderMode", TypeNames.ServerRazorComponentsEndpointConventionBuilderExtensions, "the components of a circuit"),
        new("MapBlazorHub", TypeNames.ComponentEndpointRouteBuilderExtensions, "the components of a circuit"),
    ];

    public static readonly string[] Methods = [Chain.Method, .. PrivateStores.Select(s => s.Method), .. All.Select(f => f.Method)];
}
